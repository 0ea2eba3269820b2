import { expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { askingSignsIn } from '../../../functions/engines/archive/index.ts';

const javaScript =
  'exports.handler = async (event) => { if (!ok(event)) return { statusCode: 401 }; await act(event); };';
const python =
  "def handler(event, context):\n    if not ok(event): return {'statusCode': 401}\n    act(event)\n";
const open = { verifiesSignature: { known: true, value: undefined } } as const;
const check = { kind: 'jwt', path: 'index.js', line: 1, column: 1 } as const;
const node = { runtime: 'nodejs24.x', handler: 'index.handler' };

it.each([
  ['of JavaScript', 'index.js', javaScript, node, open, 'answers 401'],
  [
    'of Python',
    'app.py',
    python,
    { runtime: 'python3.13', handler: 'app.handler' },
    open,
    'answers 401',
  ],
  [
    'not beside a check',
    'index.js',
    javaScript,
    node,
    { verifiesSignature: { known: true, value: check } },
    undefined,
  ],
  [
    'not where that is unknown',
    'index.js',
    javaScript,
    node,
    { verifiesSignature: { known: false, reason: 'x' } },
    undefined,
  ],
  [
    'not of all, where its routes are seen',
    'index.js',
    javaScript,
    node,
    { ...open, codeRoutes: [{ method: 'ANY', path: '/{rest+}' }] },
    undefined,
  ],
  [
    'not of what is open by design',
    'index.js',
    javaScript,
    node,
    { ...open, openDesign: { ...check, kind: 'counter' } },
    undefined,
  ],
  ['not of a layer', 'index.js', javaScript, {}, open, undefined],
  [
    'not of another language',
    'index.js',
    javaScript,
    { ...node, runtime: 'java21' },
    open,
    undefined,
  ],
  [
    'not of what is not JavaScript',
    'index.js',
    'exports.handler = => 401 {',
    node,
    open,
    undefined,
  ],
] as const)('a sign %s', (_, path, text, entry, analysed, what) => {
  const file = archiveFile(path, new TextEncoder().encode(text));
  const contents = { listing: [{ path, bytes: text.length }], files: [file], unread: [] };

  expect(askingSignsIn(contents, entry, analysed).askingSign?.what).toBe(what);
});

it('is said of each open route of the code that has one', () => {
  const text = `const app = require('express')(); const jwt = require('jsonwebtoken'); const orders = require('express').Router();
orders.post('/:id', (req, res) => { if (!jwt.verify(req.get('t'), K)) return res.end(); act(req); });
orders.delete('/:id', (req, res) => act(req)); orders.put('/', (req, res) => act(req));
app.use('/orders', orders); exports.handler = require('serverless-http')(app);`;
  const file = archiveFile('index.js', new TextEncoder().encode(text));
  const contents = { listing: [{ path: 'index.js', bytes: 1 }], files: [file], unread: [] };
  const route = (method: string, path: string, more = {}) => ({ method, path, ...more });
  const codeRoutes = [
    route('POST', '/orders/{id}'),
    route('DELETE', '/orders/{id}'),
    route('PUT', '/orders'),
    route('POST', '/orders/{id}', { check }),
    route('ANY', '/{rest+}'),
  ];
  const { codeRoutes: found, askingSign } = askingSignsIn(contents, node, { ...open, codeRoutes });

  expect(askingSign).toBeUndefined();
  expect(found?.map(({ sign }) => sign?.line)).toEqual([
    2,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it.each([
  ['above it', "r.use(need); r.post('/a', act);", true],
  ['below it', "r.post('/a', act); r.use(need);", false],
  [
    'of another router',
    "r.post('/a', act); const o = express.Router(); o.use(need); o.post('/b', act);",
    false,
  ],
  ['that mounts the router', "r.post('/a', act); app.use('/x', need, r);", true],
  [
    'that mounts another one',
    "r.post('/a', act); const o = express.Router(); app.use('/y', need, o);",
    false,
  ],
  ['of the application', "app.use(need); r.post('/a', act);", true],
  ['of another path', "app.use('/admin', need); app.post('/a', act);", false],
  ['of its path', "app.use('/a/*', need); app.post('/a', act);", true],
])('a guard %s stands before a route: %s', (_, code, is) => {
  const text = `const express = require('express'); const app = express(); const r = express.Router(); const jwt = require('jsonwebtoken');
const act = (req, res) => db.put(req.body); const need = (req, res, next) => { if (jwt.verify(req.get('t'), K)) next(); };
${code} app.use('/x', r); exports.handler = require('serverless-http')(app);`;
  const file = archiveFile('index.js', new TextEncoder().encode(text));
  const contents = { listing: [{ path: 'index.js', bytes: 1 }], files: [file], unread: [] };
  const codeRoutes = [{ method: 'POST', path: '/x/a' }];
  const { codeRoutes: found } = askingSignsIn(contents, node, { ...open, codeRoutes });

  expect(found?.[0]?.sign !== undefined).toBe(is);
});
