// Hosts that an expression lets through of a whole registry, of all inside, or of anyone by a hole in it.
const LABELS = /^([\w-]+\.)*shop\.example$/;
const PORTED = /^(api|www)\.shop\.example(:\d+)?$/;

export const open = async ({ queryStringParameters: { url } }) => {
  const target = new URL(url);
  if (/\.com$/.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (/(^|\.)(com|net|org)$/.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (/\.co\.uk$/.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (/\.internal$/.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (/\.shop\.local$/.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (/(^|\.)localhost$/.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
};

export const holes = async ({ queryStringParameters: { url } }) => {
  const target = new URL(url);
  if (/\.(a\.example|)$/.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (/\.(a\.example)?$/.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (/^.*shop.example$/.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (/^.*shop\.example$/.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (/^[a-z.]+$/.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (/(.+\.)?shop\.example$/.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
  if (/^(?!shop\.example$).*\.shop\.example$/.test(target.hostname)) await fetch(target); // bad: server-side-request-forgery
};

export const ended = async ({ queryStringParameters: { url, end } }) => {
  const target = new URL(url);
  if (target.hostname.endsWith('.com')) await fetch(target); // bad: server-side-request-forgery
  if (target.hostname.endsWith('shop.example')) await fetch(target); // bad: server-side-request-forgery
  if (target.hostname.endsWith('.internal')) await fetch(target); // bad: server-side-request-forgery
  if (target.hostname.endsWith('.shop.example')) await fetch(target); // good
  if (target.hostname.endsWith(process.env.DOMAIN)) await fetch(target); // good
};

export const closed = async ({ queryStringParameters: { url } }) => {
  const target = new URL(url);
  if (LABELS.test(target.hostname)) await fetch(target); // good
  if (PORTED.test(target.host)) await fetch(target); // good
  if (/^orders\.shop\.internal$/.test(target.hostname)) await fetch(target); // good
  if (/^a\.example$|^b\.example$/.test(target.hostname)) await fetch(target); // good
  if (/^(.+[.])?shop[.]example$/i.test(target.hostname)) await fetch(target); // good
  if (/\.s3(?:\.[a-z\d-]+)?\.amazonaws\.com$/.test(target.hostname)) await fetch(target); // good
};

export const owned = async ({ queryStringParameters: { url } }) => {
  const target = new URL(url);
  if (/\.(shop\.example|mall\.example)$/.test(target.hostname)) await fetch(target); // good
  if (/(^|\.)(a\.com|b\.net|c\.org)$/.test(target.hostname)) await fetch(target); // good
  if (/\.shop\.co\.uk$/.test(target.hostname)) await fetch(target); // good
  if (/\.(?:eu\.)?a\.example$/.test(target.hostname)) await fetch(target); // good
  if (/^.*\.shop\.example$/.test(target.hostname)) await fetch(target); // good
  if (/^[a-z]+\.shop\.example$/.test(target.hostname)) await fetch(target); // good
  if (/^(?:.+\.|)shop\.example$/.test(target.hostname)) await fetch(target); // good
  if (/^(?<of>api|www)\.shop\.example$/.test(target.hostname)) await fetch(target); // good
  if (/^localhost\.shop\.example$/.test(target.hostname)) await fetch(target); // good
};
