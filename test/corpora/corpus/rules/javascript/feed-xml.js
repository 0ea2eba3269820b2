const libxmljs = require('libxmljs');
const { XMLParser } = require('fast-xml-parser');

exports.handler = async (event) => {
  const feed = libxmljs.parseXml(event.body, { noent: true, nonet: false }); // bad: xml-external-entity
  const plain = libxmljs.parseXml(event.body); // good
  const fast = new XMLParser().parse(event.body); // good

  return { statusCode: 200, body: JSON.stringify([feed.root().name(), plain.root().name(), Object.keys(fast)]) };
};
