const fs = require('node:fs');
const path = require('node:path');

const dataRoot = () => path.resolve(process.env.DATA_ROOT ?? './data');

function pathOf(name) {
  const root = dataRoot();
  const file = path.resolve(root, decodeURIComponent(name));
  if (!file.startsWith(root + path.sep) && file !== root) throw new Error('outside');
  return file;
}

function pathOfOther(name, other) {
  const root = dataRoot();
  const file = path.resolve(root, decodeURIComponent(name));
  if (!file.startsWith(root + path.sep) && file !== other) throw new Error('outside');
  return file;
}

exports.handler = async (event) => {
  const { name, other } = event.queryStringParameters;
  const names = fs.readdirSync(pathOf(name)); // good
  const others = fs.readdirSync(pathOfOther(name, other)); // bad: path-traversal
  return { statusCode: 200, body: JSON.stringify({ names, others }) };
};
