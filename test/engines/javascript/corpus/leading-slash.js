// What follows a base begins with a slash, for one is put there where there is none.
const BASE = process.env.BASE || 'https://api.example.com';

exports.added = async (event) => {
  let { path } = event;
  if (!path.startsWith('/')) {
    path = '/' + path;
  }
  await fetch(BASE + path); // good
  await fetch(`${BASE}${path}`); // good
};

exports.addedShortly = async (event) => {
  let path = '/status';
  const found = /^\/api(\/.*)$/.exec(event.path);
  if (found) path = found[1];
  if (path[0] !== '/') path = `/${path}`;
  await fetch(BASE + path); // good
};

exports.chosen = async (event) => {
  await fetch(BASE + (event.name.startsWith('/') ? event.name : '/' + event.name)); // good
};

exports.addedToAnother = async (event) => {
  let { path, other } = event;
  if (!other.startsWith('/')) path = '/' + path;
  await fetch(BASE + path); // bad: server-side-request-forgery
};

exports.somethingElse = async (event) => {
  let { path } = event;
  if (!path.startsWith('/')) path = event.prefix + path;
  await fetch(BASE + path); // bad: server-side-request-forgery
};

exports.notThat = async (event) => {
  let { path } = event;
  if (!path.startsWith('/')) path = '@' + path;
  await fetch(BASE + path); // bad: server-side-request-forgery
};
