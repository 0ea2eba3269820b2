const sqlite3 = require('better-sqlite3');
const db = sqlite3('/mnt/data/users.db');

exports.one = (id) => db.prepare('select * from users where id = ?').get(id); // good
exports.search = (order) => db.prepare(`select * from users order by ${order}`).all(); // bad: query-injection
