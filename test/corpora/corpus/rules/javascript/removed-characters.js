const { exec } = require('node:child_process');

function withoutShell(text) {
  let left = String(text);
  left = left.replace(/>/g, '');
  left = left.replace(/</g, '');
  left = left.replace(/\|/g, '');
  left = left.replace(/&/g, '');
  left = left.replace(/;/g, '');
  left = left.replace(/`/g, '');
  left = left.replace(/\$/g, '');
  left = left.replace(/\(/g, '');
  left = left.replace(/\)/g, '');
  left = left.replace(/\\/g, '');
  left = left.replace(/"/g, '');
  left = left.replace(/\n/g, '');
  return left;
}

const withoutSemicolons = (text) => text.replace(/;/g, '');

exports.handler = async (event) => {
  exec('ps -ax | grep -iE "' + withoutShell(event.name) + '"'); // good
  exec('ps -ax | grep -iE "' + withoutSemicolons(event.name) + '"'); // bad: command-injection
};
