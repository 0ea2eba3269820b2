// What a caller gives a name to, be it `path` or a column: it is no path that AWS wrote, and any text.
import axios from 'axios';
import duckdb from 'duckdb';
import { got } from 'got';
import { Client } from 'pg';
import puppeteer from 'puppeteer-extra';

const client = new Client();

export const path = async (event) => {
  await fetch(`https://api.example${event.path}`); // good
  await fetch(`https://api.example${event.rawPath}`); // good
  await fetch(`https://api.example/${event.queryStringParameters.path}`); // good
  await fetch(`https://api.example${event.queryStringParameters.path}`); // bad: server-side-request-forgery
  const { got: named } = await import('got');
  const method = event.httpMethod.toLowerCase();
  await named[method](`https://api.example${event.queryStringParameters.path}`); // bad: server-side-request-forgery
  await got(event.queryStringParameters.path); // bad: server-side-request-forgery
  await got(`https://api.example/${event.queryStringParameters.path}`); // good
};

// A whole address goes before the base.
export const based = async (event) => {
  const api = axios.create({ baseURL: 'https://api.example/v1/' });
  await api.get(`${event.queryStringParameters.path}/`); // bad: server-side-request-forgery
  await api.get(`/items/${event.queryStringParameters.path}`); // good
};

export const columns = async (event) => {
  let query = 'UPDATE a SET ';
  for (var key in event) {
    if (event.hasOwnProperty(key)) query += `${key} = 1, `;
  }
  await client.query(query); // bad: query-injection
};

export const knownColumns = async (event) => {
  const known = { name: true, town: true };
  let query = 'UPDATE a SET ';
  for (const key in event) {
    if (known.hasOwnProperty(key)) query += `${key} = 1, `;
  }
  await client.query(query); // good
};

export const lake = async (event) => {
  const { sql } = JSON.parse(event.body);
  const connection = new duckdb.Database('/tmp/lake').connect();
  connection.all(sql, () => {}); // bad: query-injection
  connection.all('SELECT a FROM b WHERE c = ?', sql, () => {}); // good
};

export const page = async (event) => {
  const browser = await puppeteer.launch();
  const tab = await browser.newPage();
  await tab.goto(event.queryStringParameters.url); // bad: server-side-request-forgery
  await tab.goto(`https://shop.example/?q=${event.queryStringParameters.url}`); // good
};
