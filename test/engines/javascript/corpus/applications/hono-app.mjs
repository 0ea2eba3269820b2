import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import pg from 'pg';

const app = new Hono();
const pool = new pg.Pool();

app.get('/users/:id', async (c) => {
  const id = c.req.param('id');
  const { rows } = await pool.query(`SELECT * FROM users WHERE id = '${id}'`); // bad: query-injection
  const { rows: same } = await pool.query('SELECT * FROM users WHERE id = $1', [id]); // good
  return c.json({ rows, same }); // good
});
app.get('/go', (c) => c.redirect(c.req.query('to'))); // bad: open-redirect
app.get('/page', (c) => c.html(`<p>${c.req.query('q')}</p>`)); // bad: unescaped-html
app.get('/text', (c) => c.text(`Hello ${c.req.query('q')}`)); // good
app.post('/file', async (c) => {
  const { name } = await c.req.json();
  return c.text(await readFile(`./files/${name}`, 'utf8')); // bad: path-traversal
});
app.get('/fetched', async (c) => fetch(c.req.query('url'))); // bad: server-side-request-forgery
app.get('/fixed', async (c) => fetch(`https://api.example.com/${c.req.query('id')}`)); // good
app.get('/home', (c) => c.redirect('/index.html')); // good
app.get('/static', async (c) => c.html(await readFile('./index.html', 'utf8'))); // good

export const handler = handle(app);
