const { Client } = require('pg');

class Items {
  constructor() {
    this.client = new Client({ connectionString: process.env.DATABASE_URL });
  }

  async byId(id) {
    const { rows } = await this.client.query('select * from items where id = $1', [id]); // good
    return rows[0];
  }

  async search(q) {
    return this.client.query("select * from items where title ilike '%" + q + "%'"); // bad: query-injection
  }

  async add({ title }) {
    const text = `insert into items (title) values ('${title}')`;
    return this.client.query(text); // bad: query-injection
  }
}

module.exports = new Items();
