// Names that are set and declared nowhere.
const { chromium } = require('playwright');
const { exec } = require('child_process');

exports.browser = async (event) => {
  browser = await chromium.launch();
  page = await browser.newPage();
  await page.goto(event.queryStringParameters.url); // bad: server-side-request-forgery
  await page.goto('https://example.com/'); // good
};

exports.text = async (event) => {
  command = 'ls ' + event.folder;
  exec(command); // bad: command-injection
  list = 'ls';
  exec(list); // good
  exec(other); // good
};

// And those that the runtime gives.
const request = fetch;
fetch = (url, options) => request(url, options); // bad: server-side-request-forgery
URL = null;
setTimeout = require('timers').setTimeout;

exports.wrapped = async (event) => {
  await fetch(event.queryStringParameters.url); // bad: server-side-request-forgery
  await fetch(new URL('https://example.com/')); // good
};

exports.restored = async (event) => {
  axios = null;
  await fetch('https://example.com/'); // good
  await axios(event.queryStringParameters.url); // good
};
