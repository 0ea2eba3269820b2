const libxmljs = require('libxmljs');
const { XMLParser } = require('fast-xml-parser');

exports.handler = async (event) => {
  libxmljs.parseXml(event.body, { noent: true }); // bad
  libxmljs.parseXmlString(Buffer.from(event.body, 'base64').toString(), { noent: true, nonet: false }); // bad
  libxmljs.parseXml(event.body); // good
  libxmljs.parseXml(event.body, { noent: false }); // good
  libxmljs.parseXml('<a/>', { noent: true }); // good
  new XMLParser().parse(event.body); // good
};
