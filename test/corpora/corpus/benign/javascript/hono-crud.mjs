import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';

const db = new DynamoDBClient({});
const app = new Hono();
app.get('/', (c) => c.text('Hello Hono!'));
app.get('/items/:id', async (c) => {
  const { Item } = await db.send(new GetItemCommand({ TableName: process.env.TABLE, Key: { id: { S: c.req.param('id') } } }));
  return Item ? c.json(Item) : c.notFound();
});
app.post('/items', async (c) => {
  const { id, text } = await c.req.json();
  await db.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: id }, text: { S: text } } }));
  return c.json({ id }, 201);
});

export const handler = handle(app);
