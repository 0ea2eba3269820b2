// What a switch asks before a case is taken, the case may rely on.
const fs = require('node:fs');
const { exec } = require('node:child_process');

exports.types = async (event) => {
  const { size } = event;
  switch (typeof size) {
    case 'number':
    case 'boolean':
      exec(`convert -resize ${size} a.png b.png`); // good
      return;
    case 'string':
      exec(`convert -resize ${size} a.png b.png`); // bad: command-injection
      return;
    default:
      exec(`convert -resize ${size} a.png b.png`); // bad: command-injection
  }
};

exports.mixedTypes = async (event) => {
  switch (typeof event.size) {
    case 'number':
      exec(`head -n ${event.size} a.txt`); // good
    // falls through
    case 'string':
      exec(`head -n ${event.size} a.txt`); // bad: command-injection
      break;
    case 'bigint':
      exec(`head -c ${event.size} a.txt`); // good
  }
};

exports.conditions = async (event) => {
  const { name } = event;
  switch (true) {
    case /^[a-z]+$/.test(name):
      return fs.promises.readFile(`pages/${name}`); // good
    case ['../shared'].includes(name):
      return fs.promises.readFile(`pages/${name}`); // good
    case name.startsWith('..'):
      return fs.promises.readFile(`pages/${name}`); // bad: path-traversal
    default:
      return undefined;
  }
};

exports.hosts = async (event) => {
  switch (new URL(event.url).hostname) {
    case 'img.example':
    case 'doc.example':
      return fetch(event.url); // good
    default:
      return fetch(event.url); // bad: server-side-request-forgery
  }
};

exports.names = async (event) => {
  const { name, other } = event;
  switch (name) {
    case other:
      return fs.promises.readFile(`pages/${name}`); // bad: path-traversal
    case 'index':
      return fs.promises.readFile(`pages/${name}`); // good
  }
};

exports.caught = async (event) => {
  switch (new URL(event.url).hostname) {
    case 'img.example':
      break;
    default:
      try {
        check(event.url);
        return 1;
      } catch {
        break;
      }
      return 2;
  }
  return fetch(event.url); // bad: server-side-request-forgery
};
