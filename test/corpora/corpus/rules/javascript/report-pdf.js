'use strict';
const { exec, execFile } = require('child_process');
const path = require('path');

exports.handler = async (event) => {
  const { name, pages } = JSON.parse(event.body);

  exec(`wkhtmltopdf /tmp/${name}.html /tmp/out.pdf`); // bad: command-injection
  execFile('wkhtmltopdf', ['--', path.basename(name), '/tmp/out.pdf']); // good
  exec('pdfseparate -l ' + Number(pages) + ' /tmp/out.pdf /tmp/page-%d.pdf'); // good

  return { statusCode: 202 };
};
