import axios from 'axios';
import got from 'got';
import http from 'node:http';
import https from 'https';
import { request } from 'undici';
import fetchNode from 'node-fetch';
import { sendToApi } from './lib/api.mjs';

const API = process.env.API_URL;
const HOSTS = new Set(['example.com', 'api.example.com']);

export const whole = async (event) => {
  const { url } = JSON.parse(event.body);
  await fetch(url); // bad
  await axios.get(url); // bad
  await axios({ method: 'post', url, data: {} }); // bad
  await got(url).json(); // bad
  await fetchNode(event.queryStringParameters.target, { method: 'HEAD' }); // bad
  await request(new URL(url)); // bad
  https.get(url, (response) => response.resume()); // bad
  return { statusCode: 200 };
};

export const host = async (event) => {
  await fetch(`https://${event.region}.example.com/items`); // bad
  await fetch('http://' + event.host + '/status'); // bad
  http.request({ hostname: event.host, path: '/' }); // bad
  await axios.create({ baseURL: event.base }).get('/items'); // bad
  await fetch(`${API}${event.suffix}`); // bad
};

export const fixed = async (event) => {
  const { id } = event.pathParameters;
  await fetch(`https://api.example.com/items/${id}`); // good
  await fetch(`https://api.example.com/items/${encodeURIComponent(id)}`); // good
  await fetch(`https://api.example.com?id=${id}`); // good
  await fetch(`${API}/items/${id}`); // good
  await fetch(process.env.API_URL + '/items/' + id); // good
  await axios.get(`${API}/search`, { params: { q: event.queryStringParameters.q } }); // good
  await axios.post(API, event.body); // good
  https.request({ hostname: 'api.example.com', path: `/items/${id}` }); // good
  const url = new URL(API);
  url.searchParams.set('q', event.queryStringParameters.q);
  await fetch(url); // good
  await fetch(API, { method: 'POST', body: JSON.stringify({ url: event.url }) }); // good
};

export const proxied = async (event) => {
  await fetch(API + event.path); // good
  await fetch([API, event.id].join('/')); // good
  const endpoint = `https://${event.requestContext.domainName}/${event.requestContext.stage}`;
  await fetch(endpoint); // good
};

export const allowed = async (event) => {
  const url = new URL(event.url);
  if (!HOSTS.has(url.hostname)) throw new Error('host not allowed');
  await fetch(url); // good
  await fetch(event.url); // good
};

export const compared = async ({ queryStringParameters }) => {
  const { target, webhook, callback } = queryStringParameters;
  const { hostname } = new URL(target);
  if (hostname !== 'example.com') return { statusCode: 400 };
  await fetch(target); // good
  if (!webhook.startsWith('https://hooks.example.com/')) return { statusCode: 400 };
  await fetch(webhook); // good
  if (!callback.startsWith('https://')) return { statusCode: 400 };
  await fetch(callback); // bad
};

export const customResource = async (event) => {
  const { hostname, pathname, search } = new URL(event.ResponseURL);
  https.request({ hostname, path: pathname + search, method: 'PUT' }); // good
  await fetch(event.ResponseURL, { method: 'PUT' }); // good
};

export const elsewhere = async (event) => {
  await sendToApi(event.id);
  const sites = { a: 'https://a.example.com', b: 'https://b.example.com' };
  await fetch(sites[event.site]); // good
};

const isAllowed = (address) => {
  const { hostname } = new URL(address);
  return hostname === 'example.com' || hostname.endsWith('.example.com');
};

export const predicate = async (event) => {
  if (!isAllowed(event.url)) return { statusCode: 400 };
  await fetch(event.url); // good
};

const api = got.extend({ prefixUrl: 'https://api.example.com' });
const users = axios.create({ baseURL: 'https://api.example.com' });

export const prefixed = async (event) => {
  await got(event.path, { prefixUrl: 'https://api.example.com' }).json(); // good
  await got.get(event.path, { prefixUrl: API }); // good
  await api(event.path).json(); // good
  await api.get(event.path); // good
  await api.post(`users/${event.id}`, { json: {} }); // good
  await users.get(`/users/${event.id}`); // good
  await users.get('/users/' + event.id); // good
  await axios({ baseURL: API, url: `/users/${event.id}` }); // good
  await got(event.path, { prefixUrl: event.base }); // bad
  await got.extend({ prefixUrl: event.base }).get('users'); // bad
  await got.extend({ timeout: 1 }).get(event.url); // bad
  await users.get(event.url); // bad
};

export const joinedByMethod = async (event) => {
  await fetch('https://api.example.com/users/'.concat(event.id)); // good
  await fetch(''.concat(API, '/users/').concat(event.id)); // good
  await fetch(''.concat(API, '?q=').concat(event.q, '&n=').concat(event.n)); // good
  await fetch('https://'.concat(event.host, '/users')); // bad
  await fetch(''.concat(API).concat(event.suffix)); // bad
};

// A part that stands behind a sign wherever it is there at all.
export const optionalQuery = async (event) => {
  const query = event.rawQueryString;
  await fetch(process.env.BASE + (query ? '?' : '') + query); // good
  await fetch(`${process.env.BASE}${query.length > 0 ? '?' : ''}${query}`); // good
  await fetch(`${process.env.BASE}${event.path ? '?' : ''}${query}`); // bad
  await fetch((query ? '?' : '') + query); // good
  await fetch((query ? '' : '?') + query); // bad
};
