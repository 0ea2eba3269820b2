const fs = require('node:fs/promises');
const zlib = require('node:zlib');

/** @param input the path of a file, or what is in one */
async function unpacked(input) {
  const packed = typeof input === 'string' ? await fs.readFile(input) : input; // good
  return zlib.gunzipSync(packed);
}

async function lines(input) {
  const text = Buffer.isBuffer(input) ? input : await fs.readFile(input); // bad: path-traversal
  return text.toString().split('\n').length;
}

exports.handler = async (event) => ({
  bytes: (await unpacked(Buffer.from(event.body, 'base64'))).length,
  lines: await lines(event.file),
});
