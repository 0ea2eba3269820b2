const { spawn } = require('node:child_process');

const TOOLS = new Set(['ffprobe', 'mediainfo']);

exports.handler = async ({ tool, file }) => {
  spawn(tool, [file]); // bad: command-injection

  if (!TOOLS.has(tool)) throw new Error('no such tool');
  return new Promise((done) => spawn(tool, ['--', file]).on('close', done)); // good
};
