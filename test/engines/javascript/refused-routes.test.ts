import { describe, expect, it } from 'vitest';
import { expressWith, routesIn } from './code-routes.ts';

const session =
  "const session = async (req) => (await db.get({ TableName: 's', Key: { id: req.headers.authorization } }).promise()).Item;";
const asked =
  'const asked = async (req, res, next) => { const s = await session(req); if (!s) return res.status(401).json({}); req.user = s.user; next(); };';

describe('routes that refuse by a credential', () => {
  it.each([
    [
      'a guard that looks a session up',
      `${session} ${asked} app.post('/p', asked, make); app.get('/q', list);`,
      ['GET /q open', 'POST /p credential'],
    ],
    [
      'a guard before all that comes later',
      `${session} ${asked} app.get('/q', list); app.use(asked); app.post('/p', make);`,
      ['ANY /{rest+} credential', 'GET /q open', 'POST /p credential'],
    ],
    [
      'beside a proved one, which wins',
      `${session} ${asked} app.post('/p', guard, asked, make); app.get('/q', guard, list); app.put('/r', asked, make);`,
      ['GET /q jwt', 'POST /p jwt', 'PUT /r credential'],
    ],
    [
      'a key with a default',
      "const g = (req, res, next) => { try { req.user = jwt.verify(req.headers.token, process.env.KEY || 'dev'); next(); } catch (e) { res.status(401).end(); } }; app.post('/p', g, make); app.get('/q', list);",
      ['GET /q open', 'POST /p credential'],
    ],
    [
      'a key with a default, answered to a function',
      "const g = (req, res, next) => { const token = req.headers.token; if (!token) return res.sendStatus(401); jwt.verify(token, process.env.KEY || 'dev', (err, user) => { if (err) return res.sendStatus(403); req.user = user; next(); }); }; app.post('/p', g, make); app.get('/q', list);",
      ['GET /q open', 'POST /p credential'],
    ],
    [
      'routes that ask by themselves',
      `${session} app.post('/p', async (req, res) => { const s = await session(req); if (!s) return res.status(401).end(); await act(req.body); res.json({}); }); app.get('/q', async (req, res) => { const s = await session(req); if (!s) { res.status(401).json({}); return; } res.json(await db.scan({ TableName: 't' }).promise()); }); app.get('/open', list);`,
      ['GET /open open', 'GET /q credential', 'POST /p credential'],
    ],
    [
      'a session of a package',
      "app.use(require('express-session')({ secret: process.env.S })); const in_ = (req, res, next) => { if (!req.session.userId) return res.redirect('/login'); next(); }; app.post('/p', in_, make); app.get('/q', list);",
      ['GET /q open', 'POST /p credential'],
    ],
    [
      'those who are signed in by Passport',
      "const passport = require('passport'); app.use(passport.session()); const in_ = (req, res, next) => { if (req.isAuthenticated()) return next(); res.status(401).end(); }; app.post('/p', in_, make); app.get('/q', list);",
      ['GET /q open', 'POST /p credential'],
    ],
    [
      'a log-in by password',
      "const bcrypt = require('bcryptjs'); app.post('/p', async (req, res) => { const user = (await db.get({ TableName: 'u', Key: { email: req.body.email } }).promise()).Item; if (!user || !(await bcrypt.compare(req.body.password, user.hash))) return res.status(401).json({}); res.json({ token: jwt.sign({}, process.env.KEY) }); }); app.get('/q', list);",
      ['GET /q open', 'POST /p credential'],
    ],
  ])('%s', (_, body, expected) => {
    expect(routesIn(expressWith(body))).toEqual(expected);
  });

  it.each([
    [
      'a guard that asks whether there is a token',
      'const g = (req, res, next) => { if (!req.headers.authorization) return res.status(401).end(); next(); };',
    ],
    [
      'a guard that decodes',
      'const g = (req, res, next) => { const user = jwt.decode(req.headers.token); if (!user) return res.status(401).end(); req.user = user; next(); };',
    ],
    [
      'a guard that goes on',
      `${session} const g = async (req, res, next) => { const s = await session(req); if (!s) res.status(401); next(); };`,
    ],
    [
      'a guard that goes on where it fails',
      `${session} const g = async (req, res, next) => { try { const s = await session(req); if (!s) return res.status(401).end(); } catch (e) { console.log(e); } next(); };`,
    ],
    [
      'a guard for those who bring a token',
      `${session} const g = async (req, res, next) => { if (!req.headers.authorization) return next(); const s = await session(req); if (!s) return res.status(401).end(); next(); };`,
    ],
    [
      'a session by no package',
      'const g = (req, res, next) => { if (!req.session.userId) return res.status(401).end(); next(); };',
    ],
  ])('not by %s', (_, guardOf) => {
    expect(
      routesIn(expressWith(`${guardOf} app.post('/p', g, make); app.get('/x', guard, list);`)),
    ).toEqual(['GET /x jwt', 'POST /p open']);
  });
});

const head =
  "const jwt = require('jsonwebtoken'); const { DynamoDBClient } = require('@aws-sdk/client-dynamodb'); const { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } = require('@aws-sdk/lib-dynamodb'); const db = DynamoDBDocumentClient.from(new DynamoDBClient({})); const find = async (Key) => (await db.send(new GetCommand({ TableName: 's', Key }))).Item; const put = (Item) => db.send(new PutCommand({ TableName: 't', Item })); const all = async () => (await db.send(new ScanCommand({ TableName: 't' }))).Items;";

describe('routes of other frameworks that refuse by a credential', () => {
  it.each([
    [
      'Hono',
      "const { Hono } = require('hono'); const { handle } = require('hono/aws-lambda'); const { getCookie } = require('hono/cookie'); const app = new Hono(); app.use('/api/*', async (c, next) => { const s = await find({ id: getCookie(c, 'session') }); if (!s) return c.json({}, 401); c.set('user', s); await next(); }); app.post('/api/p', async (c) => { await put(await c.req.json()); return c.json({}); }); app.get('/q', async (c) => c.json(await all())); module.exports.handler = handle(app);",
      ['ANY /api/{rest+} credential', 'GET /q open', 'POST /api/p credential'],
    ],
    [
      'Hono, by an error',
      "const { Hono } = require('hono'); const { HTTPException } = require('hono/http-exception'); const { handle } = require('hono/aws-lambda'); const app = new Hono(); const asked = async (c, next) => { const key = c.req.header('x-api-key'); if (key !== (process.env.API_KEY || 'dev')) throw new HTTPException(401); await next(); }; app.post('/p', asked, async (c) => { await put(await c.req.json()); return c.json({}); }); app.get('/q', async (c) => c.json(await all())); module.exports.handler = handle(app);",
      ['GET /q open', 'POST /p credential'],
    ],
    [
      'Koa',
      "const Koa = require('koa'); const Router = require('@koa/router'); const serverless = require('serverless-http'); const app = new Koa(); const router = new Router(); const asked = async (ctx, next) => { const s = await find({ id: ctx.cookies.get('sid') }); if (!s) { ctx.throw(401); } ctx.state.user = s; await next(); }; const by = async (ctx, next) => { const s = await find({ id: ctx.headers.authorization }); if (!s) { ctx.status = 401; return; } await next(); }; router.post('/p', by, async (ctx) => { await put(ctx.request.body); ctx.body = {}; }); router.get('/q', async (ctx) => { ctx.body = await all(); }); app.use(router.routes()); module.exports.handler = serverless(app);",
      ['GET /q open', 'POST /p credential'],
    ],
    [
      'Fastify',
      "const fastify = require('fastify')(); const asked = async (request, reply) => { const s = await find({ id: request.headers.authorization }); if (!s) return reply.code(401).send({}); }; fastify.post('/p', { preHandler: asked }, async (request, reply) => { await put(request.body); return {}; }); fastify.get('/q', async () => all()); module.exports.handler = require('@fastify/aws-lambda')(fastify);",
      ['GET /q open', 'POST /p credential'],
    ],
    [
      'Fastify, by its package for tokens',
      "const fastify = require('fastify')(); fastify.register(require('@fastify/jwt'), { secret: process.env.K || 'dev' }); const asked = async (request, reply) => { try { await request.jwtVerify(); } catch (e) { return reply.code(401).send(e); } }; fastify.post('/p', { preHandler: asked }, async (request, reply) => { await put(request.body); return {}; }); fastify.get('/q', async () => all()); module.exports.handler = require('@fastify/aws-lambda')(fastify);",
      ['GET /q open', 'POST /p credential'],
    ],
  ])('%s', (_, body, expected) => {
    expect(routesIn({ 'index.js': `${head}\n${body}` })).toEqual(expected);
  });
});
