// Names of which a part of a text is checked, paths that are joined before the name is, lists that begin with a value.
const cp = require('child_process');
const fs = require('fs');
const path = require('path');
const _ = require('lodash');

const ROOT = '/var/task/pages';
const pages = JSON.parse(fs.readFileSync('/var/task/pages.json', 'utf8'));
const names = ['about', 'home'];

exports.listOfFiles = async ({ name }) => {
  if (pages.includes(`${name}.html`)) return fs.readFileSync(ROOT + '/' + name + '.html'); // good
  if (!pages.includes(name + '.htm')) return fs.readFileSync(ROOT + '/' + name + '.htm'); // bad: path-traversal
  return fs.readFileSync(ROOT + '/' + name + '.htm'); // good
};

exports.listOfPairs = async ({ name, kind }) => {
  if (!pages.includes(name + kind)) return 404;
  return fs.readFileSync(ROOT + '/' + name); // bad: path-traversal
};

exports.listThatCameAlong = async (event) => {
  if (!event.pages.includes(event.name + '.html')) return 404;
  return fs.readFileSync(ROOT + '/' + event.name + '.html'); // bad: path-traversal
};

exports.lodash = async (event) => {
  if (_.includes(names, event.name)) return fs.readFileSync(`${ROOT}/${event.name}`); // good
  if (_.includes(event.names, event.name)) return fs.readFileSync(`${ROOT}/${event.name}`); // bad: path-traversal
  if (_.includes(event.name, '.html')) return fs.readFileSync(`${ROOT}/${event.name}`); // bad: path-traversal
};

exports.joinedBefore = async ({ name }) => {
  const file = path.join(ROOT, name);
  if (!pages.some((page) => page.file === name)) return fs.readFileSync(file); // bad: path-traversal
  return fs.readFileSync(file); // good
};

exports.joinedBeforeAndUpwards = async ({ name }) => {
  const file = path.join(ROOT, name);
  if (name.includes('..')) return 404;
  return fs.readFileSync(file); // good
};

exports.joinedBeforeAndStart = async ({ name }) => {
  const file = path.join(ROOT, name);
  if (!name.startsWith(ROOT)) return 404;
  return fs.readFileSync(file); // bad: path-traversal
};

exports.joinedOfTwo = async ({ name, folder }) => {
  const file = path.join(folder, name);
  if (!names.includes(name)) return 404;
  return fs.readFileSync(file); // bad: path-traversal
};

exports.joinedOfAnother = async (event) => {
  let name = event.first;
  if (!names.includes(name)) return 404;
  name = event.second;
  const file = path.join(ROOT, name);
  return fs.readFileSync(file); // bad: path-traversal
};

exports.request = async ({ host }) => {
  const request = new Request(`https://${host}/status`); // good
  console.log(request.method);
  return fetch(request); // bad: server-side-request-forgery
};

exports.beginsWithIt = async (event) => {
  const sum = Object.entries(event.values).reduce((text, [name, value]) => {
    return text.replace(new RegExp(name, 'g'), JSON.stringify(value));
  }, event.expression);
  return eval(sum); // bad: event-code-execution
};

exports.beginsWithItAndAdds = async (event) =>
  eval(names.reduce((text, name) => text + name, event.code)); // bad: event-code-execution

exports.beginsWithNothing = async () => eval(names.reduce((text, name) => text + name, '')); // good

exports.takesOut = async ({ name }) =>
  fs.readFileSync(ROOT + '/' + ['..', '/'].reduce((text, each) => text.split(each).join(''), name)); // good

exports.optionOfGit = async ({ url, branch, name }) => {
  cp.spawn('git', ['clone', url, '/tmp/repository']); // bad: command-injection
  cp.execFileSync('git', ['-C', '/tmp', 'fetch', '--depth', '1', url]); // bad: command-injection
  cp.spawn('git', ['clone', '--', url, '/tmp/repository']); // good
  cp.spawn('git', ['clone', 'https://github.com/' + name, '/tmp/repository']); // good
  cp.spawn('git', ['clone', new URL(url).href]); // good
  cp.spawn('git', ['commit', '-m', name]); // good
  cp.spawn('git', ['checkout', branch]); // good
};

exports.addressForGit = async ({ url }) => {
  if (!url.startsWith('https://')) return 400;
  cp.spawn('git', ['clone', url, '/tmp/repository']); // good
};

exports.noOptionForGit = async ({ url }) => {
  if (url.startsWith('-') || url.startsWith('ext::')) return 400;
  cp.spawn('git', ['clone', url, '/tmp/repository']); // good
};

exports.patternForGit = async ({ url }) => {
  if (!/^https:\/\//.test(url)) return 400;
  cp.spawn('git', ['clone', url, '/tmp/repository']); // good
};
