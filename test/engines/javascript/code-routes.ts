import { findCodeRoutes } from '../../../functions/engines/javascript/index.ts';

/** What is found, for a row: `POST /orders jwt`, `GET /health idle`, `GET /orders open`; undefined where not all is seen. */
export function routesIn(files: Readonly<Record<string, string>>): readonly string[] | undefined {
  return findCodeRoutes({ files: new Map(Object.entries(files)), handler: 'index.handler' })
    ?.map(({ method, path, check, isIdle }) => {
      const asked = check ? check.kind : isIdle ? 'idle' : 'open';
      return `${method} ${path} ${asked}`;
    })
    .toSorted();
}

const router = `const { Router } = require('express');
const router = Router();
router.get('/all', async (req, res) => res.json(await require('axios').get('https://example.com/all')));
module.exports = router;`;

/** An application of Express behind serverless-http, with a guard, a route that lists and one that writes. */
export function expressWith(body: string): Readonly<Record<string, string>> {
  return {
    'index.js': `const serverless = require('serverless-http');
const express = require('express');
const jwt = require('jsonwebtoken');
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const app = express();
app.use(express.json());
const act = (item) => db.put({ TableName: 't', Item: item }).promise();
const guard = (req, res, next) => { try { jwt.verify(req.headers.token, process.env.KEY); } catch (e) { return res.status(401).end(); } next(); };
const list = async (req, res) => res.json(await db.scan({ TableName: 't' }).promise());
const make = async (req, res) => res.json(await act(req.body));
${body}
module.exports.handler = serverless(app);`,
    ...Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.js`, router])),
  };
}
