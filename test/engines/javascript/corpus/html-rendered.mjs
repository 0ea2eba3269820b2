import fs from 'node:fs';
import ejs from 'ejs';
import escapeHtml from 'escape-html';
import Handlebars from 'handlebars';
import pdf from 'html-pdf';
import htmlToPdf from 'html-pdf-node';
import mustache from 'mustache';
import toImage from 'node-html-to-image';
import puppeteer from 'puppeteer-core';
import wkhtmltopdf from 'wkhtmltopdf';

const open = async () => (await puppeteer.launch()).newPage();

export const browser = async (event) => {
  const { html, name } = JSON.parse(event.body);
  const page = await open();
  await page.setContent(html); // bad: server-side-request-forgery
  await page.setContent(`<h1>${name}</h1>`); // bad: server-side-request-forgery
  await page.setContent(`<h1>${escapeHtml(name)}</h1>`); // good
  await page.setContent(Handlebars.compile(fs.readFileSync('a.hbs', 'utf8'))({ name })); // good
  await page.setContent(ejs.render('<%= name %>', { name })); // good
  await page.setContent(mustache.render('<p>{{name}}</p>', { name })); // good
  await page.setContent(name.replace(/</g, '&lt;')); // good
  await page.setContent('<p>of the code</p>', { waitUntil: name }); // good
};

export const packages = async (event) => {
  const { html } = JSON.parse(event.body);
  pdf.create(html, {}).toBuffer(() => {}); // bad: server-side-request-forgery
  pdf.create(escapeHtml(html)).toBuffer(() => {}); // good
  await htmlToPdf.generatePdf({ content: html }, {}); // bad: server-side-request-forgery
  await htmlToPdf.generatePdf({ content: '<p>' }, { title: html }); // good
  wkhtmltopdf(html); // bad: server-side-request-forgery
  await toImage({ html }); // bad: server-side-request-forgery
  await toImage({ html: '<p>{{name}}</p>', content: { name: html } }); // good
};
