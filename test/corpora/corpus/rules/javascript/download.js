const fs = require('fs');
const path = require('path');

const ROOT = '/mnt/files';

exports.handler = async (event) => {
  const name = decodeURIComponent(event.pathParameters.name);

  const one = fs.readFileSync('/mnt/files/' + name, 'utf8'); // bad: path-traversal
  const two = await fs.promises.readFile(path.join(ROOT, name)); // bad: path-traversal
  const three = fs.readFileSync(path.join(ROOT, path.basename(name))); // good

  const full = path.resolve(ROOT, name);
  if (!full.startsWith(ROOT + path.sep)) return { statusCode: 404 };
  const four = fs.readFileSync(full); // good

  return { statusCode: 200, body: one + two + three + four };
};
