const { exec, execSync, spawn, execFile } = require('node:child_process');
const { promisify } = require('util');
const shell = require('shelljs');
const execa = require('execa');

const run = promisify(exec);

exports.sum = async (event) => {
  exec('ls ' + event.dir); // bad
  exec('ls ' + process.env.DIR); // good
  exec('ls -l'); // good
};

exports.template = async ({ queryStringParameters }) => {
  const { host, lines } = queryStringParameters;
  const found = execSync(`dig +short ${host}`); // bad
  execSync(`head -n ${Number(lines)} hosts`); // good
  execSync(`head -n ${parseInt(lines, 10)} hosts`); // good
  return { statusCode: 200, body: found.toString() };
};

exports.promised = async (event) => {
  const { url } = JSON.parse(event.body);
  const { stdout } = await run(`git clone ${url} /tmp/x`); // bad
  await run('git status'); // good
  return stdout;
};

exports.quoted = (event, context, callback) => {
  exec(`echo '${JSON.stringify(event)}'`, callback); // bad
  exec(['convert', event.from, 'out.png'].join(' '), callback); // bad
  execFile('convert', [event.from, 'out.png'], callback); // good
};

exports.shells = async (event) => {
  spawn('sh', ['-c', `ls ${event.dir}`]); // bad
  execFile('/bin/bash', ['-c', event.script]); // bad
  spawn('ls', [event.dir], { shell: true }); // bad
  spawn('python3', ['-c', `print(${event.x})`]); // bad
  spawn('python3', ['convert.py', event.x]); // good
  spawn('ls', [event.dir], { shell: false }); // good
  spawn('ls', ['-l', event.dir]); // good
  spawn('grep', ['-c', event.text, 'a.txt']); // good
  spawn('sh', ['-c', 'ls "$1"', 'sh', event.dir]); // good
};

exports.program = async (event) => {
  spawn(event.program, ['-v']); // bad
  const programs = { magick: '/opt/bin/magick', ffmpeg: '/opt/bin/ffmpeg' };
  spawn(programs[event.program], ['-v']); // good
};

exports.packages = async (event) => {
  shell.exec('ls ' + event.dir); // bad
  await execa.command(`ls ${event.dir}`); // bad
  await execa('ls', [event.dir]); // good
};

exports.checked = async (event) => {
  const { branch, tag } = event;
  if (!['main', 'develop'].includes(branch)) throw new Error('no such branch');
  exec(`git checkout ${branch}`); // good
  if (!/^[\w-]+$/.test(tag)) return;
  exec(`git tag ${tag}`); // good
};

exports.input = async (event) => {
  const child = exec('wc -l'); // good
  child.stdin.end(event.body);
  exec('ls', { env: { NAME: event.name } }); // good
  const match = /a(b)/.exec(event.text); // good
  return match;
};

exports.others = async (event) => {
  const client = await connect();
  client.exec(event.command); // good
};

class Converter {
  constructor(directory) {
    this.directory = directory;
  }

  convert(name) {
    return execSync(`convert ${this.directory}/${name} /tmp/out.png`); // bad
  }

  list() {
    return execSync(`ls ${this.directory}`); // good
  }
}

exports.classes = async (event) => {
  const converter = new Converter('/tmp/in');
  for (const record of event.Records) converter.convert(record.s3.object.key);
  return converter.list();
};

const TOOLS = new Set(['ffprobe', 'mediainfo']);

exports.checkedBeforeACallback = async ({ tool, file }) => {
  spawn(tool, [file]); // bad
  if (!TOOLS.has(tool)) throw new Error('no such tool');
  return new Promise((done) => {
    spawn(tool, ['--', file]).on('close', done); // good
  });
};

exports.checkedButSetAnew = async ({ tool, other }) => {
  if (!TOOLS.has(tool)) throw new Error('no such tool');
  const run = () => spawn(tool, []); // bad
  tool = other;
  return run();
};

exports.checkedInACallback = async ({ tool }) => {
  [1].forEach(() => {
    if (!TOOLS.has(tool)) return;
    spawn(tool, []); // good
  });
  return new Promise((done) => spawn(tool, []).on('close', done)); // bad
};

exports.hoisted = async ({ tool }) => {
  run();
  if (!TOOLS.has(tool)) throw new Error('no such tool');
  function run() {
    spawn(tool, []); // bad
  }
  return [1].map((one) => spawn(tool, [one])); // good
};

exports.checkedAtTheEnd = async ({ tool }) => {
  if (console.log('asked'), !TOOLS.has(tool)) throw new Error('no such tool');
  spawn(tool, []); // good
};

exports.replacedByAConstant = async (event) => {
  let { tool = 'ffprobe' } = event;
  if (!TOOLS.has(tool)) {
    tool = 'ffprobe';
  }
  spawn(tool, []); // good
  if (!TOOLS.has(event.other)) event.other = 'ffprobe';
  spawn(event.other, []); // good
};
