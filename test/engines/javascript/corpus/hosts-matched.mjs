// Addresses whose host an expression is asked about: from where a name begins, to the end.
const LISTED = /(^|\.)(shop\.example|mall\.example)$/;
const BELOW = /\.shop\.example$/;
const OPEN_START = /(shop\.example|mall\.example)$/;
const OPEN_END = /(^|\.)shop\.example/;
const ANY_START = /(^|.)shop\.example$/;
const ANY_DOT = /(^|\.)api.shop\.example$/;
const TWO = /(^|\.)shop\.example|mall\.example$/;
const TWO_STARTED = /^shop\.example|mall\.example$/;

export const listed = async (event) => {
  let url;
  try {
    url = new URL(event.queryStringParameters && event.queryStringParameters.url);
  } catch {
    return { statusCode: 400 };
  }
  if (url.protocol !== 'https:' || !LISTED.test(url.hostname)) return { statusCode: 400 };
  return fetch(url.href); // good
};

export const ofEachForm = async ({ queryStringParameters: { url } }) => {
  const target = new URL(url);
  if (BELOW.test(target.hostname)) await fetch(target); // good
  if (/(?:^|\.)shop\.example$/.test(target.hostname)) await fetch(target); // good
  if (/^(?:shop|mall)\.example$/.test(target.hostname)) await fetch(target); // good
  if (/^[a-z\d-]+\.shop\.example$/.test(target.hostname)) await fetch(target); // good
  if (/^(a\.example|b\.example)$/.test(target.hostname)) await fetch(target); // good
};

export const open = async ({ queryStringParameters: { url } }) => {
  const target = new URL(url);
  if (OPEN_START.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (OPEN_END.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (ANY_START.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (TWO_STARTED.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
};

export const openToo = async ({ queryStringParameters: { url } }) => {
  const target = new URL(url);
  if (ANY_DOT.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (TWO.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  // Of the whole address, its end is whatever a caller likes.
  if (LISTED.test(url)) await fetch(url); // bad: server-side-request-forgery
  await fetch('https://shop.example/'); // good
  await fetch(`https://shop.example/${url}`); // good
};
