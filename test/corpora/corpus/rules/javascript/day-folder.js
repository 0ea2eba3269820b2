const fs = require('node:fs');
const path = require('node:path');

const DAY = /^\d{8}$/;

function folderOf(day, isPrivate) {
  if (!DAY.test(day)) return undefined;

  day = path.join(day, isPrivate ? 'private' : 'public');
  return path.join('/mnt/days', day);
}

function anyFolderOf(day, isPrivate) {
  day = path.join(day, isPrivate ? 'private' : 'public');
  return path.join('/mnt/days', day);
}

exports.handler = async (event) => {
  const { day, all } = event.queryStringParameters;
  const folder = folderOf(day, event.isPrivate);
  if (!folder) return { statusCode: 404 };

  const names = fs.readdirSync(folder); // good
  const others = fs.readdirSync(anyFolderOf(all, event.isPrivate)); // bad: path-traversal
  return { statusCode: 200, body: JSON.stringify({ names, others }) };
};
