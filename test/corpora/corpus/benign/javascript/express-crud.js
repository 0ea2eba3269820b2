const express = require('express');
const serverlessExpress = require('@codegenie/serverless-express');
const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL, ssl: { rejectUnauthorized: true } });
const app = express();
app.use(express.json());

app.get('/books', async (req, res, next) => {
  try {
    const limit = Math.min(Number.parseInt(req.query.limit, 10) || 20, 100);
    const { rows } = await pool.query('SELECT id, title FROM books WHERE author = $1 LIMIT $2', [req.query.author, limit]);
    res.json(rows);
  } catch (error) {
    next(error);
  }
});
app.post('/books', async (req, res) => {
  const { rows: [book] } = await pool.query('INSERT INTO books (title, author) VALUES ($1, $2) RETURNING *', [req.body.title, req.body.author]);
  res.status(201).location(`/books/${book.id}`).json(book);
});
app.delete('/books/:id', async (req, res) => {
  await pool.query('DELETE FROM books WHERE id = $1', [req.params.id]);
  res.sendStatus(204);
});
app.use((error, req, res, next) => {
  console.error(error.stack);
  res.status(500).json({ message: 'Something went wrong' });
});

exports.handler = serverlessExpress({ app });
