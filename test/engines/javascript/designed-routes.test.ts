import { describe, expect, it } from 'vitest';
import { findCodeRoutes, findSdkCalls } from '../../../functions/engines/javascript/index.ts';

/** An application of Express: `POST /notes addition`, `PUT /notes/{part} open`; undefined where its routes say nothing. */
function routesIn(body: string, isResolved = true) {
  const code = `const serverless = require('serverless-http'); const express = require('express');
const { v4 } = require('uuid'); const bcrypt = require('bcryptjs');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand, DeleteCommand, UpdateCommand } = require('@aws-sdk/lib-dynamodb');
const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TABLE;
const put = (Item) => db.send(new PutCommand({ TableName, Item }));
const app = express();
app.use(express.json());
${body}
module.exports.handler = serverless(app);`;
  const source = { files: new Map([['index.js', code]]), handler: 'index.handler' };

  return findCodeRoutes(source, isResolved ? findSdkCalls(source).calls : undefined)?.map(
    ({ method, path, design }) => `${method} ${path} ${design?.kind ?? 'open'}`,
  );
}

const add =
  "app.post('/notes', async (req, res) => res.json(await put({ id: v4(), text: req.body.text })));";
const remove =
  "app.delete('/notes/:id', async (req, res) => res.json(await db.send(new DeleteCommand({ TableName, Key: { id: req.params.id } }))));";

describe('routes that are open by design', () => {
  it('are not those beside them', () => {
    expect(routesIn(`${add}\n${remove}`)).toEqual([
      'POST /notes addition',
      'DELETE /notes/{part} open',
    ]);
  });

  it.each([
    [
      'an id that callers name',
      "app.post('/a', async (req, res) => res.json(await put({ id: req.body.id })));",
    ],
    [
      'an id that the path names',
      "app.post('/a/:id', async (req, res) => res.json(await put({ id: req.params.id })));",
    ],
    [
      'all that callers send, with any id',
      "app.post('/a', async (req, res) => res.json(await put({ id: v4(), ...req.body })));",
    ],
    [
      'what stands before all routes and changes more',
      `app.use(async (req, res, next) => { await db.send(new DeleteCommand({ TableName, Key: { id: req.headers.id } })); next(); });\n${add}`,
    ],
    [
      'a call of what is not known',
      "app.post('/a', async (req, res) => { await put({ id: v4() }); res.json(await req.app.locals.act(req.body)); });",
    ],
    ['another method', add.replace('app.post', 'app.put')],
    ['any method', add.replace('app.post', 'app.all')],
    ['an approval', add.replace("'/notes'", "'/notes/:id/approve'")],
    ['a call-back', add.replace("'/notes'", "'/webhook'")],
  ])('are not those with %s', (_, body) => {
    expect(routesIn(body)?.filter((each) => each.endsWith('addition')) ?? []).toEqual([]);
  });

  it('are seen beside those that send elsewhere', () => {
    const send =
      "const axios = require('axios'); app.post('/send', async (req, res) => res.json(await axios.post(req.body.url)));";
    const both = `app.post('/both', async (req, res) => { await put({ id: v4() }); res.json(await axios.post(process.env.URL)); });`;

    expect(routesIn(`${send}\n${add}\n${both}`)).toEqual([
      'POST /both open',
      'POST /notes addition',
      'POST /send open',
    ]);
  });

  it('are seen of a sign-up', () => {
    const signUp =
      "app.post('/users', async (req, res) => { const { email, password } = req.body; await put({ email, hash: await bcrypt.hash(password, 10) }); res.json({ email }); });";

    expect(routesIn(`${signUp}\n${remove}`)).toContain('POST /users sign-up');
  });

  it('are not seen where more may be called', () => {
    expect(routesIn(`${add}\n${remove}`, false)).toBeUndefined();
  });
});
