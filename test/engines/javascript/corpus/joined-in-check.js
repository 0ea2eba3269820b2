// What is checked is not kept: it is joined again where it is read.
const fs = require('fs');
const path = require('path');
const isPathInside = require('is-path-inside');

const ROOT = '/mnt/data';

function isInside(child, parent) {
  const way = path.relative(parent, child);
  return way !== '' && !way.startsWith('..') && !path.isAbsolute(way);
}

function isNamed(child) {
  return child.length > 0;
}

exports.byPackage = async (event) => {
  if (!isPathInside(path.join(ROOT, event.name), ROOT)) return;
  fs.readFileSync(path.join(ROOT, event.name)); // good
  fs.readFileSync(path.join('/mnt', event.name)); // bad: path-traversal
  fs.readFileSync(path.join(ROOT, event.other)); // bad: path-traversal
};

exports.byOwn = async (event) => {
  if (!isInside(path.resolve(ROOT, event.name), ROOT)) throw new Error('not there');
  fs.readFileSync(path.resolve(ROOT, event.name)); // good
};

exports.byStart = async (event) => {
  if (!path.join('/mnt/data', event.name).startsWith('/mnt/data/')) return;
  fs.readFileSync(path.join('/mnt/data', event.name)); // good
  const whole = path.join('/mnt/data', event.name);
  fs.readFileSync(whole); // good
};

exports.theOtherWay = async (event) => {
  if (isPathInside(path.join(ROOT, event.name), ROOT)) return;
  fs.readFileSync(path.join(ROOT, event.name)); // bad: path-traversal
};

exports.byNothing = async (event) => {
  if (!isNamed(path.join(ROOT, event.name))) return;
  fs.readFileSync(path.join(ROOT, event.name)); // bad: path-traversal
};

exports.otherJoin = async (event) => {
  if (!path.join('/mnt/data', event.name).startsWith('/mnt/data/')) return;
  fs.readFileSync(path.resolve('/mnt/data', event.name)); // bad: path-traversal
};

exports.otherStart = async (event) => {
  if (!path.join('/mnt/data', event.name).startsWith('/')) return;
  fs.readFileSync(path.join('/mnt/data', event.name)); // bad: path-traversal
};

exports.withinFolder = async (event) => {
  if (!path.join(ROOT, event.name).startsWith(ROOT + path.sep)) return;
  fs.readFileSync(path.join(ROOT, event.name)); // good
  if (!path.join(ROOT, event.other).startsWith(`${ROOT}/`)) return;
  fs.readFileSync(path.join(ROOT, event.other)); // good
};
