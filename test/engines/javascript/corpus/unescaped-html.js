const he = require('he');
const escapeHtml = require('escape-html');
const express = require('express');

const headers = { 'Content-Type': 'text/html; charset=utf-8' };

exports.inline = async (event) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'text/html' },
  body: `<h1>Hello ${event.queryStringParameters.name}</h1>`, // bad
});

exports.named = async (event) => {
  const html = '<p>' + event.pathParameters.id + '</p>';
  return { statusCode: 200, headers, body: html }; // bad
};

exports.lowercase = (event, context, callback) => {
  const response = { statusCode: 200, headers: { 'content-type': 'text/html' } };
  response.body = `<p>${event.name}</p>`; // bad
  callback(null, response);
};

exports.edge = async (event) => {
  const { request } = event.Records[0].cf;
  return {
    status: '200',
    headers: { 'content-type': [{ key: 'Content-Type', value: 'text/html' }] },
    body: `<p>${request.querystring}</p>`, // bad
  };
};

function page(title, content) {
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'text/html' },
    body: `<html><title>${title}</title><body>${content}</body></html>`, // bad
  };
}

exports.helper = async (event) => page('Search', event.queryStringParameters.q);

exports.script = async (event) => ({
  statusCode: 200,
  headers,
  body: `<script>const state = ${JSON.stringify(event.queryStringParameters)}</script>`, // bad
});

exports.escaped = async (event) => {
  const { name } = event.queryStringParameters;
  const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return [
    { statusCode: 200, headers, body: `<p>${he.encode(name)}</p>` }, // good
    { statusCode: 200, headers, body: `<p>${escapeHtml(name)}</p>` }, // good
    { statusCode: 200, headers, body: `<p>${escape(name)}</p>` }, // good
    { statusCode: 200, headers, body: `<p>${encodeURIComponent(name)}</p>` }, // good
    { statusCode: 200, headers, body: `<p>${Number(name)}</p>` }, // good
    { statusCode: 200, headers, body: '<p>Hello</p>' }, // good
  ];
};

exports.json = async (event) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ hello: event.queryStringParameters.name }), // good
});

exports.plain = async (event) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'text/plain' },
  body: `Hello ${event.queryStringParameters.name}`, // good
});

exports.untyped = async (event) => ({ statusCode: 200, body: `Hello ${event.name}` }); // good

exports.chosen = async (event) => {
  const names = { a: 'Anna', b: 'Bert' };
  return { statusCode: 200, headers, body: `<p>${names[event.name]}</p>` }; // good
};
