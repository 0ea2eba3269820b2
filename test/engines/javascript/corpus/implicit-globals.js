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
