// Hosts that are asked for before, in the ways in which people write it.
const allowed = ['a.example.com', 'b.example.com'];
const ALLOWED = new Set(allowed);
const TABLE = { 'a.example.com': 'one' };
const ENDS = ['.example.com'];
const LOOSE_ENDS = ['example.com'];

export const startsEmpty = async (event) => {
  const target = event.url;
  let host = '';
  try {
    host = new URL(target).hostname;
  } catch {
    return;
  }
  if (!allowed.some((each) => host === each || host.endsWith('.' + each))) return;
  await fetch(target); // good
  await fetch(event.other); // bad: server-side-request-forgery
};

const isAllowedHost = (host) => ALLOWED.has(host);
const isLongHost = (host) => host.length > 3;

function isOneOf(host) {
  for (const each of allowed) {
    if (host === each || host.endsWith(`.${each}`)) return true;
  }
  return false;
}

export const givenToFunctions = async (event) => {
  const target = new URL(event.url);
  if (isAllowedHost(target.hostname)) await fetch(target.toString()); // good
  if (isOneOf(target.hostname)) await fetch(target); // good
  if (isLongHost(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (isAllowedHost(new URL(event.other).hostname)) await fetch(target); // bad: server-side-request-forgery
};

export const inOtherLetters = async (event) => {
  const url = new URL(event.url);
  const host = url.hostname.toLowerCase();
  const bare = url.hostname.replace(/^www\./, '');
  if (ALLOWED.has(host)) await fetch(url); // good
  if (allowed.some((each) => each === host)) await fetch(url); // good
  if (allowed.includes(bare)) await fetch(url); // good
  if (TABLE[url.hostname]) await fetch(url); // good
  const end = url.hostname.replace(/^.*\./, '');
  if (allowed.includes(end)) await fetch(url); // bad: server-side-request-forgery
  if (!TABLE[url.hostname]) await fetch(url); // bad: server-side-request-forgery
};

export const ofEvery = async (event) => {
  const url = new URL(event.url);
  if (allowed.every((each) => url.hostname !== each)) return;
  await fetch(url); // good
};

export const ofEveryWrongly = async (event) => {
  const url = new URL(event.url);
  if (allowed.every((each) => url.hostname === each)) return;
  await fetch(url); // bad: server-side-request-forgery
};

function check(url) {
  if (!allowed.includes(url.hostname)) throw new Error('not allowed');
}

function look(url) {
  if (!allowed.includes(url.hostname)) console.warn('not allowed');
}

export const checkedThere = async (event) => {
  const url = new URL(event.url);
  check(url);
  await fetch(event.url); // good
  look(new URL(event.other));
  await fetch(event.other); // bad: server-side-request-forgery
};

export const bySwitch = async (event) => {
  const url = new URL(event.url);
  switch (url.hostname) {
    case 'a.example.com':
    case 'b.example.com':
      break;
    default:
      return;
  }
  await fetch(url); // good
};

export const bySwitchWrongly = async (event) => {
  const url = new URL(event.url);
  switch (url.hostname) {
    case 'a.example.com':
      return;
    default:
      break;
  }
  await fetch(url); // bad: server-side-request-forgery
};

const hostOf = (address) => new URL(address).hostname;

function safeHostOf(address) {
  try {
    return new URL(address).hostname;
  } catch {
    return '';
  }
}

const nameOf = (address) => address.split('/').pop();

export const byFunctions = async (event) => {
  const { one, two, three, four } = event;
  if (allowed.includes(hostOf(one))) await fetch(one); // good
  if (allowed.includes(safeHostOf(two))) await fetch(two); // good
  const host = (() => {
    try {
      return new URL(three).host;
    } catch {
      return '';
    }
  })();
  if (allowed.includes(host)) await fetch(three); // good
  if (allowed.includes(nameOf(four))) await fetch(four); // bad: server-side-request-forgery
};

export const byPatterns = async (event) => {
  const { one, two, three, four } = event;
  if (/^https:\/\/(www\.)?example\.com\//.test(one)) await fetch(one); // good
  const found = /^https:\/\/example\.com\/(.*)$/.exec(two);
  if (found !== null) await fetch(two); // good
  if (/^https:\/\/(.*\.)?example\.com/.test(three)) await fetch(three); // bad: server-side-request-forgery
  if (/^https:\/\/a|b\.example\.com\//.test(four)) await fetch(four); // bad: server-side-request-forgery
};

export const byEnds = async (event) => {
  const one = new URL(event.one);
  const two = new URL(event.two);
  if (ENDS.some((end) => one.hostname.endsWith(end))) await fetch(one); // good
  if (LOOSE_ENDS.some((end) => two.hostname.endsWith(end))) await fetch(two); // bad: server-side-request-forgery
};

export const appended = async (event) => {
  const request = { url: 'https://api.example.com/x/' };
  request.url += `${event.id}.xml`;
  await fetch(request.url); // good
  const other = { url: '' };
  other.url += event.url;
  await fetch(other.url); // bad: server-side-request-forgery
};

export const appendedElsewhere = async (event, base) => {
  const spread = { url: 'https://api.example.com/x/', ...base };
  spread.url += event.one;
  await fetch(spread.url); // bad: server-side-request-forgery
  const computed = { url: 'https://api.example.com/x/' };
  for (const key of ['url']) computed[key] = '';
  computed.url += event.two;
  await fetch(computed.url); // bad: server-side-request-forgery
  const assigned = { url: 'https://api.example.com/x/' };
  Object.assign(assigned, base);
  assigned.url += event.three;
  await fetch(assigned.url); // bad: server-side-request-forgery
  const twice = { url: 'https://api.example.com/x/', url: '' };
  twice.url += event.four;
  await fetch(twice.url); // bad: server-side-request-forgery
};

const isListed = (host, hosts) => hosts.includes(host);
const isAnyOf = (host, hosts) => hosts.some((each) => each === host);
const isNamedIn = (address, hosts) => hosts.includes(address.hostname);

export const byListOfSender = async (event) => {
  const body = JSON.parse(event.body);
  if (isListed(new URL(body.one).hostname, body.hosts)) await fetch(body.one); // bad: server-side-request-forgery
  if (isAnyOf(new URL(body.two).hostname, body.hosts)) await fetch(body.two); // bad: server-side-request-forgery
  if (isNamedIn(new URL(body.three), body.hosts)) await fetch(body.three); // bad: server-side-request-forgery
  const { four, hosts } = body;
  if (isListed(new URL(four).hostname, hosts)) await fetch(four); // bad: server-side-request-forgery
  if (isListed(new URL(body.five).hostname, ['api.example.com'])) await fetch(body.five); // good
};

export const byPatternsOfHost = async (event) => {
  const { one, two, three } = event;
  if (/^https:\/\/example\.com\/?[a-z@.]*$/.test(one)) await fetch(one); // bad: server-side-request-forgery
  if (/^https:\/\/example\.com\/*/.test(two)) await fetch(two); // bad: server-side-request-forgery
  if (/^https:\/\/example\.com\//m.test(three)) await fetch(three); // bad: server-side-request-forgery
};

export const byOwnLists = async (event, options) => {
  const { one, two, three, four } = event;
  const hosts = ['api.example.com'];
  if (isListed(new URL(one).hostname, hosts)) await fetch(one); // good
  if (isAnyOf(new URL(two).hostname, hosts)) await fetch(two); // good
  if (isNamedIn(new URL(three), hosts)) await fetch(three); // good
  if (/^https:\/\/example\.com\/[a-z]*$/.test(four)) await fetch(four); // good
  if (/^https:\/\/example\.com\//.test(event.five)) await fetch(event.five); // good
  const plain = { method: 'GET', url: 'https://api.example.com/x/' };
  plain.url += event.six;
  await fetch(plain.url); // good
  const copied = { ...options, url: 'https://api.example.com/x/' };
  copied.url += event.seven;
  await fetch(copied.url); // good
};

const hostOfCleaned = (address) => {
  address = address.replace(/^.*@/, 'https://');
  return new URL(address).hostname;
};
const INHERITING = { __proto__: JSON.parse(process.env.HOSTS), 'api.example.com': 1 };

export const hostsOfOthers = async (event) => {
  const { one, two, three, four } = event;
  if (hostOfCleaned(one) === 'api.example.com') await fetch(one); // bad: server-side-request-forgery
  const url = new URL(two);
  url.hostname = 'api.example.com';
  if (url.hostname === 'api.example.com') await fetch(two); // bad: server-side-request-forgery
  if (INHERITING[new URL(three).hostname]) await fetch(three); // bad: server-side-request-forgery
  const listed = ['api.example.com', event.headers.host];
  if (listed.includes(new URL(four).hostname)) await fetch(four); // bad: server-side-request-forgery
};

export const hostsAsTheyAre = async (event) => {
  const { one, two, three } = event;
  const url = new URL(one);
  url.protocol = 'https:';
  url.searchParams.set('key', 'value');
  if (url.hostname === 'api.example.com') await fetch(url); // good
  if (TABLE[new URL(two).hostname]) await fetch(two); // good
  const listed = [...allowed, process.env.HOST];
  if (listed.includes(new URL(three).hostname)) await fetch(three); // good
  await fetch('https://api.example.com/x'); // good
};

const USER_URL = 'https://api.example.com/{version}/users/:id';

// A text with places that are filled in: they lie behind its host, or in it.
export const filledIn = async (event) => {
  await fetch('https://api.example.com/users/{id}'.replace('{id}', event.id)); // good
  await fetch(USER_URL.replace(/\{version\}/g, event.version).replace(':id', event.id)); // good
  await fetch('https://{region}.example.com/'.replace('{region}', event.region)); // bad: server-side-request-forgery
  await fetch('https://api.example.com{path}'.replace('{path}', event.end)); // bad: server-side-request-forgery
  await fetch('{address}'.replace('{address}', event.address)); // bad: server-side-request-forgery
  await fetch(event.template.replace('{id}', 'one')); // bad: server-side-request-forgery
  await fetch('https://api.example.com/users/{id}'.replace('{id}', 'one')); // good
  await fetch(USER_URL.replaceAll('{version}', event.version)); // good
};
