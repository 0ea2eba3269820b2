import pg from 'pg';
const client = new pg.Client();
await client.connect();
const FIELDS = ['title', 'text', 'state'];

export const handler = async (event) => {
  const body = JSON.parse(event.body);
  const fields = FIELDS.filter((field) => body[field] !== undefined);
  const sets = fields.map((field, n) => `${field} = $${n + 2}`).join(', ');
  const { rows } = await client.query(`UPDATE posts SET ${sets} WHERE id = $1 RETURNING *`, [event.pathParameters.id, ...fields.map((field) => body[field])]);
  return { statusCode: 200, body: JSON.stringify(rows[0]) };
};
