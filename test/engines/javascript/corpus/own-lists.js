// Names that are looked for in a list of the code's own before they lead anywhere, and lists that came with them.
const fs = require('fs');
const path = require('path');

const ROOT = '/var/task/pages';
const pages = JSON.parse(fs.readFileSync('/var/task/pages.json', 'utf8'));
const read = (name) => fs.readFileSync(path.join(ROOT, name), 'utf8');

exports.flagOfForEach = async ({ name }) => {
  let isKnown = false;
  let kind = '.json';
  pages.forEach((page) => {
    const file = page.file.replace(/\\/g, '/');
    if (name === file) {
      isKnown = true;
      kind = page.kind;
    }
  });
  if (isKnown) require(path.join(ROOT + name + kind)); // good
  require(path.join(ROOT, name)); // bad: event-code-execution
};

exports.flagOfSome = async ({ name }) => {
  let isKnown = false;
  pages.some((page) => {
    if (page.file === name) {
      isKnown = true;
      return true;
    }
    return false;
  });
  if (!isKnown) return { statusCode: 404 };
  return fs.readFileSync(path.join(ROOT, name)); // good
};

exports.flagOfLoop = async ({ name }) => {
  var isKnown = false;
  for (const page of pages) {
    if (page.file === name && page.isPublic) isKnown = true;
  }
  return isKnown ? fs.readFileSync(path.join(ROOT, name)) : undefined; // good
};

exports.flagOfIndex = async ({ name }) => {
  let isKnown = false;
  for (let at = 0; at < pages.length; at += 1) {
    if (pages[at].file === name) isKnown = true;
  }
  if (isKnown) fs.readFileSync(path.join(ROOT, name)); // good
  else fs.readFileSync(path.join(ROOT, name)); // bad: path-traversal
};

exports.flagOfTwoWays = async ({ name, key }) => {
  let isAllowed = false;
  if (pages.some((page) => page.file === name)) isAllowed = true;
  if (key === process.env.KEY) isAllowed = true;
  if (isAllowed) fs.readFileSync(path.join(ROOT, name)); // bad: path-traversal
};

exports.flagOfAnother = async ({ name, other }) => {
  let isKnown = false;
  pages.forEach((page) => {
    if (page.file === other) isKnown = true;
  });
  if (isKnown) fs.readFileSync(path.join(ROOT, name)); // bad: path-traversal
  if (isKnown) fs.readFileSync(path.join(ROOT, other)); // good
};

exports.flagThatStays = async ({ names }) => {
  let isKnown = false;
  for (const name of names) {
    if (pages.some((page) => page.file === name)) isKnown = true;
    if (isKnown) fs.readFileSync(path.join(ROOT, name)); // bad: path-traversal
  }
};

exports.flagOfSeveral = async ({ name }) => {
  let isKnown = false;
  if (name === 'index.html') isKnown = true;
  else if (pages.some((page) => page.file === name)) isKnown = true;
  if (isKnown && name) fs.readFileSync(path.join(ROOT, name)); // good
};

exports.flagThatStands = async ({ name }) => {
  let isKnown = false;
  if (/^[a-z]+$/.test(name)) isKnown = !name.startsWith('x');
  if (isKnown) fs.readFileSync(path.join(ROOT, name)); // good
};

exports.flagOfEach = async ({ names }) => {
  for (const name of names) {
    let isKnown = false;
    if (pages.some((page) => page.file === name)) isKnown = true;
    if (isKnown) fs.readFileSync(path.join(ROOT, name)); // good
  }
};

let isKnownToAll = false;

exports.flagOfTheFile = async ({ name }) => {
  if (pages.some((page) => page.file === name)) isKnownToAll = true;
  if (isKnownToAll) fs.readFileSync(path.join(ROOT, name)); // bad: path-traversal
};

exports.flagThatIsAdded = async ({ name, isAdmin }) => {
  let isKnown = false;
  if (pages.some((page) => page.file === name)) isKnown = true;
  isKnown |= isAdmin;
  if (isKnown) fs.readFileSync(path.join(ROOT, name)); // bad: path-traversal
};

exports.flagBeforeAnother = async ({ name, other }) => {
  let isKnown = false;
  if (pages.some((page) => page.file === name)) isKnown = true;
  name = other;
  if (isKnown) fs.readFileSync(path.join(ROOT, name)); // bad: path-traversal
};

exports.listOfTheCaller = async (event) => {
  const { list, name } = event;
  if (list.some((each) => each.file === name)) fs.readFileSync(path.join(ROOT, name)); // bad: path-traversal
  let isKnown = false;
  JSON.parse(event.body).forEach((each) => {
    if (each === event.file) isKnown = true;
  });
  if (isKnown) fs.readFileSync(path.join(ROOT, event.file)); // bad: path-traversal
};

exports.listOfTheArgument = async ({ list, name }) => {
  for (const each of list) {
    if (each === name) fs.readFileSync(path.join(ROOT, name)); // bad: path-traversal
  }
};

exports.asked = async ({ name }) => {
  if (pages.some((page) => page.file === name)) fs.readFileSync(path.join(ROOT, name)); // good
  if (pages.some((page) => { return page.file === name; })) fs.readFileSync(path.join(ROOT, name)); // good
  if (pages.find(({ file }) => file === name)) fs.readFileSync(path.join(ROOT, name)); // good
  if (pages.some((page) => page.file !== name)) fs.readFileSync(path.join(ROOT, name)); // bad: path-traversal
  if (pages.some((page) => page.isPublic)) fs.readFileSync(path.join(ROOT, name)); // bad: path-traversal
  for (const page of pages) {
    if (page.file === name) return fs.readFileSync(path.join(ROOT, name)); // good
  }
};

exports.sums = async ({ name }) => {
  const page = pages.find((each) => each.file === name);
  if (!page) return { statusCode: 404 };
  fs.readFileSync(path.join(ROOT, page.file)); // good
  fs.readFileSync(path.join(ROOT, name)); // good
  const safe = [...pages].filter((page) => page.isPublic).map((page) => page.file);
  for (const each of safe) if (each === name) return read('a') + fs.readFileSync(path.join(ROOT, name)); // good
};

const UNSAFE = /[^A-Za-z0-9_.-]/g;

const segment = (text) => {
  switch (text) {
    case '.':
    case '..':
      return text.replace(/./g, '-');
    default:
      return text.replace(UNSAFE, '-');
  }
};

const UNSAFE_BUT_SLASH = /[^A-Za-z0-9_./-]/g;

const notSegment = (text) => {
  switch (text) {
    case '.':
      return '-';
    default:
      return text.replace(UNSAFE_BUT_SLASH, '-');
  }
};

exports.segments = async ({ owner, repository }) => {
  fs.readFileSync(path.resolve(ROOT, segment(owner), segment(repository))); // good
  fs.readFileSync(path.resolve(ROOT, notSegment(owner))); // bad: path-traversal
  switch (owner) {
    default:
    case 'us':
      fs.readFileSync(path.resolve(ROOT, owner)); // bad: path-traversal
      break;
    case 'eu':
    case 'asia':
      fs.readFileSync(path.resolve(ROOT, owner)); // good
  }
};

const bundles = new Map(pages.map((page) => [page.bundle, page]));

// The list is found by an id of the request, and the path is joined before the name is checked.
exports.graphics = async (event) => {
  const bundle = bundles.get(event.bundle);
  let name = 'index.html';
  if (event.name) name = event.name;
  let isGraphic = false;
  bundle.graphics.some((graphic) => {
    if (`/${graphic.file}` === name || graphic.file === name) {
      isGraphic = true;
      return true;
    }
    return false;
  });
  const file = path.join(ROOT, name);
  if (isGraphic) return fs.readFileSync(file); // good
  return fs.readFileSync(file); // bad: path-traversal
};

exports.joinedTooEarly = async (event) => {
  let name = event.name;
  const file = path.join('/srv', name);
  name = event.other;
  if (pages.includes(name)) return fs.readFileSync(file); // bad: path-traversal
  return undefined;
};

exports.parsedList = async (event) => {
  const list = JSON.parse(event.body);
  if (list.some((each) => each.file === event.name)) return fs.readFileSync(event.name); // bad: path-traversal
  return undefined;
};

// Words of the request stand in the list that the code wrote itself.
exports.listsWithGiven = async (event) => {
  const { one, two, three, four } = event.queryStringParameters;
  if (['index.html', event.headers['x-page']].includes(one)) fs.readFileSync(path.join(ROOT, one)); // bad: path-traversal
  const named = event.headers['x-pages'].split(',');
  if (named.includes(two)) fs.readFileSync(path.join(ROOT, two)); // bad: path-traversal
  const known = new Set(['index.html']);
  known.add(event.headers['x-page']);
  if (known.has(three)) fs.readFileSync(path.join(ROOT, three)); // bad: path-traversal
  const { pages: given = [] } = JSON.parse(event.body);
  if ([...given, 'index.html'].indexOf(four) >= 0) fs.readFileSync(path.join(ROOT, four)); // bad: path-traversal
};

exports.listsOfOthers = async (event) => {
  const { one, two, three, four } = event.queryStringParameters;
  const groups = event.requestContext.authorizer.claims['cognito:groups'].split(',');
  if (groups.includes(one)) fs.readFileSync(path.join(ROOT, one)); // good
  const files = fs.readdirSync(path.join(ROOT, 'all'));
  if (files.includes(two)) fs.readFileSync(path.join(ROOT, two)); // good
  const bundle = bundles.get(event.bundle);
  const names = bundle.graphics.map((graphic) => graphic.file);
  if (names.includes(three)) fs.readFileSync(path.join(ROOT, three)); // good
  const set = (process.env.PAGES || '').split(',').concat(['index.html']);
  if (set.includes(four)) fs.readFileSync(path.join(ROOT, four)); // good
};
