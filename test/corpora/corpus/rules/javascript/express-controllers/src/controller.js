const path = require('path');
const fs = require('fs');
const { exec } = require('child_process');
const db = require('./db');

const AVATARS = '/mnt/avatars';

module.exports.list = async (req, res) => {
  res.json(await db.search(req.query.order));
};

module.exports.read = async (req, res) => {
  res.json(await db.one(req.params.id));
};

module.exports.backup = async (req, res) => {
  exec(`tar -czf /mnt/backup/${req.body.name}.tgz /mnt/data`, (error) => res.sendStatus(error ? 500 : 204)); // bad: command-injection
};

module.exports.avatar = (req, res) => {
  res.sendFile(req.params.name, { root: AVATARS }); // good
};

module.exports.removeAvatar = (req, res) => {
  fs.unlinkSync(AVATARS + '/' + req.query.file); // bad: path-traversal
  fs.unlinkSync(path.join(AVATARS, path.basename(req.params.name))); // good
  res.sendStatus(204);
};
