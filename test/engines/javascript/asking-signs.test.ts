import { describe, expect, it } from 'vitest';
import { findAskingSigns } from '../../../functions/engines/javascript/index.ts';
import { processorTime } from '../../processor-time.ts';

const act = "await db.put({ TableName: 't', Item: body }).promise(); return { statusCode: 200 };";
const before =
  "const AWS = require('aws-sdk'); const db = new AWS.DynamoDB.DocumentClient(); const jwt = require('jsonwebtoken');";
const handler = (body: string, beside = '') =>
  `${before} ${beside} exports.handler = async (event) => { const body = JSON.parse(event.body); ${body} ${act} };`;
const express = (routes: string) =>
  `const express = require('express'); const serverless = require('serverless-http'); const jwt = require('jsonwebtoken'); const app = express(); ${routes.includes('const auth') ? '' : "const auth = require('./auth');"} ${routes} exports.handler = serverless(app);`;
const signOf = (code: string, more: Readonly<Record<string, string>> = {}) =>
  findAskingSigns({
    files: new Map([['index.js', code], ...Object.entries(more)]),
    handler: 'index.handler',
  }).ofAll;

describe('code looks as if it asks by', () => {
  it.each([
    [
      'a status by its name',
      'if (!ok(event)) return { statusCode: UNAUTHORIZED };',
      'const UNAUTHORIZED = 401;',
      'answers 401',
    ],
    [
      'the way to sign in',
      "if (!event.session.user) return redirect('/login');",
      '',
      'sends who comes to sign in',
    ],
    [
      'a verifier whose answer goes anywhere',
      'kept.claims = jwt.verify(body.t, K);',
      '',
      'calls jwt.verify',
    ],
    [
      'a receiver of Slack, whose adapter is another one',
      'await serve(receiver.app, event);',
      "const { App, ExpressReceiver } = require('@slack/bolt'); const receiver = new ExpressReceiver({ signingSecret: K }); new App({ receiver });",
      'calls ExpressReceiver',
    ],
    [
      'one that is handed on',
      'await check(body.t, K);',
      "const check = require('util').promisify(jwt.verify);",
      'calls check',
    ],
    [
      'a notice that goes back to PayPal',
      "if ((await post('https://ipnpb.paypal.com/cgi-bin/webscr', 'cmd=_notify-validate&' + event.body)) !== 'VERIFIED') return;",
      '',
      'asks PayPal whether it has sent this',
    ],
    [
      'a helper of its own',
      'await requireAuth(event);',
      'const requireAuth = async (e) => { if (!known[e.headers.x]) throw fail; };',
      'calls requireAuth',
    ],
    [
      'what is of a file that is not there',
      'await guards.verifyToken(event);',
      "const guards = require('/opt/guards');",
      'calls guards.verifyToken',
    ],
    [
      'a helper of a service that it is given',
      'await deps.session.authorize(event);',
      '',
      'calls session.authorize',
    ],
    ['401', 'if (!ok(event)) return { statusCode: 401 };', '', 'answers 401'],
    ['an error of that name', 'if (!ok(event)) throw new UnauthorizedError();', '', 'answers 401'],
    ['403 after who comes', 'if (!claims.isAdmin) return { statusCode: 403 };', '', 'answers 403'],
    [
      'a header beside a secret',
      "if (event.headers['x-api-key'] !== K) return { statusCode: 400 };",
      '',
      'compares x-api-key',
    ],
    [
      'a list of keys',
      'if (!keys.includes(body.apiKey)) return { statusCode: 400 };',
      '',
      'compares apiKey',
    ],
    [
      'what it says',
      "if (!ok(event)) return { statusCode: 400, body: 'Invalid token' };",
      '',
      'says that a credential is wrong',
    ],
    [
      'what is found by a header, whatever is answered',
      'const { Items } = await db.scan({ t: event.headers.authorization }).promise(); if (!Items.length) return { statusCode: 404 };',
      '',
      'ends requests by authorization',
    ],
    [
      'a session that is not found',
      "const sid = event.headers.cookie.split('=')[1]; const { Item } = await db.get({ Key: { sid } }).promise(); if (!Item) return { statusCode: 302, headers: { Location: '/in' } };",
      '',
      'ends requests by cookie',
    ],
    [
      'a name and a word of the environment',
      "const [u, p] = Buffer.from(event.headers.authorization.split(' ')[1], 'base64').toString().split(':'); if (u !== process.env.U || p !== process.env.P) return { statusCode: 400 };",
      '',
      'ends requests by authorization',
    ],
    [
      'a number of the environment',
      'if (body.number !== process.env.NUMBER) return { statusCode: 400 };',
      '',
      'compares with NUMBER',
    ],
    [
      'a hash of the environment',
      'const h = new Hasher(process.env.TOKEN).of(event.body); if (h !== body.mac) return { statusCode: 400 };',
      '',
      'compares with TOKEN',
    ],
    [
      'what a service says of a credential that is sent',
      "const r = await new Client(process.env.KEY).look(body.token); if (r.status !== 'active') return { statusCode: 400 };",
      '',
      'compares with KEY',
    ],
    [
      'a list of the environment, without a word',
      "if (!process.env.PHONES.split(',').includes(body.from)) return { statusCode: 200 };",
      '',
      'compares with PHONES',
    ],
    [
      'another service that is given the header',
      "const r = await fetch('https://a.example/me', { headers: { Authorization: event.headers.authorization } }); if (!r.ok) return { statusCode: 400 };",
      '',
      'ends requests by authorization',
    ],
    [
      'a module of a layer',
      'const user = await auth.load(event); if (!user) return { statusCode: 400 };',
      "const auth = require('/opt/nodejs/auth');",
      'ends requests by load',
    ],
    [
      'what may fail, and is asked later',
      'let user; try { user = jwt.verify(body.t, K); } catch {} if (!user) return { statusCode: 400 };',
      '',
      'calls jwt.verify',
    ],
    [
      'each path that writes',
      "if (event.path === '/a') { jwt.verify(event.t, K); await db.put(1); return; } if (event.path === '/b') return list(); if (event.path !== '/c') return {}; jwt.verify(event.t, K);",
      '',
      'calls jwt.verify',
    ],
    ['a password', 'if (user.password !== body.password) return {};', '', 'compares password'],
    [
      'a method of a class that is made',
      'await new Gate().enter(event);',
      'class Gate { async enter(e) { if (!e.who) throw new ForbiddenOr(401); } async other() {} }',
      'answers 401',
    ],
  ])('%s', (_, body, beside, what) => {
    expect(signOf(handler(body, beside))).toMatchObject({ what, path: 'index.js', line: 1 });
  });

  it.each([
    "if (body.token !== TOKEN) { res.status(401).send('no'); return; }",
    "if (body.token !== TOKEN) { res.status(401).send('no'); } else { act(); }",
    "if (body.token !== TOKEN) { refuse('no'); }",
    "if (body.token !== TOKEN) { console.log('no'); } if (body.token === TOKEN) { act(); }",
    'let isKnown; if (body.token !== TOKEN) { isKnown = false; }',
    'if (body.token !== TOKEN) res.sendStatus(401); if (res.headersSent) return;',
    'let response; if (body.token !== TOKEN) { response = { statusCode: 401 }; } return response || db.remove(body.id);',
    'let response; if (body.token !== TOKEN) { response = { statusCode: 401 }; } switch (response) { case undefined: await db.remove(body.id); }',
    'if (body.token !== TOKEN) reply.code(401).send(); done();',
    'const token = find(); if (token !== TOKEN) res.sendStatus(401); act(token.user);',
    "const isKnown = body.token === TOKEN; if (!isKnown) { console.log('no'); return; }",
    "const cb = (error) => { throw error; }; if (body.token !== TOKEN) cb('no');",
    'const ask = () => { if (body.token !== TOKEN) res.sendStatus(401); return; }; ask();',
  ])('what ends the request, or may: %s', (body) => {
    expect(signOf(handler(body))).toBeDefined();
  });

  it('what another file does', () => {
    const auth =
      "exports.ask = (e) => { if (!e.ok) throw fail('Unauthorized'); };\nexports.other = 1;";

    expect(
      signOf(handler('auth.ask(event);', "const auth = require('./auth');"), { 'auth.js': auth }),
    ).toMatchObject({ path: 'auth.js', what: 'says that a credential is wrong' });
  });

  it.each([
    [
      'a guard of each route that may write',
      "app.get('/a', list); app.post('/a', auth, make); app.delete('/a/:id', auth, drop);",
      'uses auth',
    ],
    [
      'one before all',
      'app.use(require("express-jwt")({ secret: K })); app.post("/a", (req, res) => db.put(req.body));',
      'calls express-jwt',
    ],
    [
      'all but a route to sign in',
      "app.post('/login', (req, res) => res.json(make(req.body))); app.post('/a', (req, res) => { if (!jwt.verify(req.get('t'), K)) return res.end(); db.put(1); });",
      'calls jwt.verify',
    ],
    [
      'routes of paths that are made',
      "const check = (req, res, next) => jwt.verify(req.get('t'), K, () => next()); app.route('/' + name).post(check, (req, res) => db.put(1));",
      'calls jwt.verify',
    ],
  ])('%s', (_, routes, what) => {
    expect(signOf(express(routes))?.what).toBe(what);
  });
});

describe('code does not look so by', () => {
  it.each([
    [
      'a word of what a service answers to a client with a key',
      "const r = await require('stripe')(process.env.TOKEN).create(body); if (r.status !== 'created') return { statusCode: 400 };",
      '',
    ],
    [
      'what is found by a header, where the answer is good',
      'const { Items } = await db.scan({ t: event.headers.authorization }).promise(); if (!Items.length) return { statusCode: 200 };',
      '',
    ],
    [
      '401 of what is not there',
      "const found = await db.query({ pk: 'U#' + body.email }); if (!found.Items.length) return { statusCode: 401, body: JSON.stringify({ message: 'User not found' }) };",
      '',
    ],
    ['the way to sign in for all who signed up', "return redirect('/login');"],
    [
      'the status of what a service answers to a client with a key',
      'const r = await new Shop(process.env.TOKEN).create(body); if (r.status !== 200) return { statusCode: 400 };',
    ],
    [
      'one of its statuses',
      'const r = await new Shop(process.env.TOKEN).create(body); if (![200, 201].includes(r.status)) return { statusCode: 400 };',
    ],
    [
      'who signs in, by another path',
      "if (event.path === '/login') { return jwt.verify(event.t, K); } if (event.path === '/a') { body.a = 1; }",
    ],
    [
      'who signs in, by another case',
      "switch (event.routeKey) { case 'POST /login': return jwt.verify(event.t, K); case 'POST /a': body.a = 1; }",
    ],
    [
      'the case of those who read',
      "switch (event.httpMethod) { case 'GET': return jwt.verify(event.t, K); default: body.a = 1; }",
    ],
    [
      'what makes tokens',
      "body.token = jwt.sign({ a: 1 }, K); body.hash = await require('bcrypt').hash('a', 9);",
    ],
    ['a token that is only decoded', 'const claims = jwt.decode(event.headers.authorization);'],
    [
      'a check that says yes to all',
      'if (!validateSignature(event)) return { statusCode: 401 };',
      'function validateSignature() { return true; }',
    ],
    ['403 by method', "if (event.httpMethod !== 'POST') return { statusCode: 403 };"],
    [
      '403 by page',
      "if (event.headers.origin !== 'https://a.example') return { statusCode: 403 };",
    ],
    ['403 by what is sold', 'if (body.amount < 5) return { statusCode: 403 };'],
    [
      '403 where something failed',
      'try { await db.get(1); } catch (error) { return { statusCode: 403 }; }',
    ],
    [
      'the answer of another service',
      'const r = await fetch(U); if (r.status === 401) return { statusCode: 401 };',
    ],
    [
      'a missing field',
      "if (!body.password) return { statusCode: 400, body: 'password is required' };",
    ],
    [
      'a password that is said twice',
      'if (body.password !== body.confirmPassword) return { statusCode: 400 };',
    ],
    [
      'the handshake of a hook',
      "const q = event.queryStringParameters; if (q['hub.verify_token'] !== K) return { statusCode: 403 };",
    ],
    [
      'what only readers come to',
      "if (event.httpMethod === 'GET') { if (event.headers.token !== K) return { statusCode: 401 }; }",
    ],
    [
      'what is never called',
      '',
      'const unused = (t) => jwt.verify(t, K); exports.other = async (e) => { if (e.t !== K) throw new UnauthorizedError(); };',
    ],
    ['a branch that is off', 'if (false) { jwt.verify(body.t, K); }'],
    ['a log', "console.log('Invalid token or Unauthorized');"],
    ['where a database answers', 'await sequelize.authenticate();'],
    [
      'fields of a body',
      'validateUser(body); checkPasswordStrength(body.password);',
      'const validateUser = (u) => { if (!u.name) throw new Error("name"); };',
    ],
    ['the scheme of a header', "if (scheme(event).token === 'Bearer') body.x = 1;"],
    ['another path', "if (event.rawPath.endsWith('/hook')) { jwt.verify(event.t, K); return {}; }"],
    [
      'another case of a path',
      "switch (event.routeKey) { case 'POST /hook': jwt.verify(event.t, K); return {}; case 'POST /a': break; }",
    ],
    ['another word of the body', "if (body.op === 'check') { jwt.verify(body.t, K); return {}; }"],
    [
      'who signs in, beside what all may do',
      "if (event.path === '/login') { if (!ok(event)) return { statusCode: 401 }; return {}; }",
    ],
    [
      'a header that may be left out',
      'let user; if (event.headers.authorization) { user = jwt.verify(event.headers.authorization, K); }',
    ],
    ['what fails without a word', 'try { jwt.verify(body.t, K); } catch (e) { console.log(e); }'],
    [
      'rules for a new password',
      "if (body.password.length < 8) return { statusCode: 400, body: 'Invalid password' }; if (!/[A-Z]/.test(body.password)) return { statusCode: 400, body: 'Invalid password' };",
    ],
    [
      'a helper that has such rules',
      'if (!validatePassword(body.password)) return { statusCode: 400 };',
      'const validatePassword = (p) => p.length > 8 && /x/.test(p);',
    ],
    ['a proof that no machine asks', 'if (!(await verifyCaptcha(body.captcha))) return {};'],
    [
      'what callers say of themselves',
      "if (!body.isAdmin) return { statusCode: 403, body: 'Forbidden' };",
    ],
    [
      'a role that they say',
      "const { role } = body; if (role !== 'admin') return { statusCode: 401 };",
    ],
    [
      'a helper that is asked about it',
      'if (!checkRole(body.role)) return { statusCode: 400 };',
      "const roles = ['a']; const checkRole = (r) => roles.includes(r);",
    ],
    [
      'an item that they name',
      "const { Item } = await db.get({ Key: { id: body.userId } }).promise(); if (!Item || Item.role === 'banned') return { statusCode: 403, body: 'Forbidden' };",
    ],
    [
      'someone who is not found',
      'const { Item } = await db.get({ Key: { id: body.userId } }).promise(); if (!Item) return { statusCode: 401 };',
    ],
    ['401 of a missing field', 'if (!body.name) return { statusCode: 401 };'],
    [
      'its own key that is missing',
      "if (!process.env.API_KEY) throw new Error('Unauthorized: API key missing');",
    ],
    [
      'its own key that another service refuses',
      "const r = await fetch('https://a.example'); if (!r.ok) throw new Error('Invalid API key');",
    ],
    [
      'the name of an error',
      "try { body.a = 1; } catch (e) { switch (e.name) { case 'UnauthorizedError': return { statusCode: 401 }; } }",
    ],
    ['two fields of a request', 'if (body.token === body.baseToken) return { statusCode: 400 };'],
    ['a kind of token', "if (body.token === 'eth') body.a = 1;"],
    [
      'what a token says that no one verified',
      "const claims = jwt.decode(event.headers.authorization); if (claims.role !== 'admin') return { statusCode: 403 };",
    ],
    [
      'how a header is written',
      "if (!isKey(event.headers.authorization)) throw new Error('no');",
      "const isKey = (key) => key.split('_')[0] === 'pk';",
    ],
    [
      'a table of the environment',
      'if (!process.env.TASK_MAP.includes(body.lab)) return { statusCode: 400 };',
    ],
    [
      'one path of two that write',
      "if (event.path === '/a') { jwt.verify(event.t, K); return db.put(1); } if (event.path === '/b') { return db.put(2); } if (event.path === '/c') return {};",
    ],
    [
      'a page of the environment',
      'if (body.origin !== process.env.ORIGIN) return { statusCode: 400 };',
    ],
    [
      'an answer that does not end the request',
      "if (!authorize(event.headers.key)) { context.done('Unauthorized'); }",
      'const authorize = (key) => key === process.env.API_KEY;',
    ],
    [
      'an answer of Express without return',
      "if (event.headers.token !== process.env.TOKEN) res.status(401).send('Unauthorized');",
    ],
    [
      'an answer that is returned after the work',
      'let response; if (event.headers.token !== process.env.TOKEN) { response = { statusCode: 401 }; }',
    ],
    [
      'a connection that is made where there is none',
      'await connect();',
      "const mongoose = require('mongoose'); let made = null; const connect = async () => { if (made == null) { console.log('new'); made = await mongoose.connect(process.env.DB); return made; } };",
    ],
    [
      'an answer that is a part of what is answered',
      "let response; if (event.headers.token !== process.env.TOKEN) { response = { statusCode: 401 }; } const said = response || 'none';",
    ],
    [
      'a line of a log',
      "const isKnown = event.headers.token === process.env.TOKEN; if (!isKnown) { console.warn('Unauthorized'); }",
    ],
    [
      'a token that is verified with a key of its own',
      "const claims = jwt.decode(event.headers.authorization); jwt.verify(event.headers.authorization, 'A' + claims.sub);",
    ],
    ['a status in a list', 'if ([401, 403].includes(last.status)) body.retry = true;'],
  ])('%s', (_, body, beside = '') => {
    expect(signOf(handler(body, beside))).toBeUndefined();
  });

  it.each([
    [
      'one route of several that may write',
      "app.post('/a', auth, make); app.post('/b', (req, res) => db.put(req.body));",
    ],
    [
      'a guard that lets all on',
      "const auth = (req, res, next) => next(); app.post('/a', auth, (req, res) => db.put(req.body));",
    ],
  ])('%s', (_, routes) => {
    expect(signOf(express(routes))).toBeUndefined();
  });

  it('a wrapper of another function in the file', () => {
    const middy = `${before} const middy = require('middy'); const { auth } = require('gate'); const make = async (event) => { await db.put(event).promise(); };`;

    expect(
      signOf(`${middy} exports.other = middy(make).use(auth()); exports.handler = middy(make);`),
    ).toBeUndefined();
    expect(signOf(`${middy} exports.handler = middy(make).use(auth());`)?.what).toBe('calls auth');
    const hook = (before: string) =>
      signOf(
        `${middy} const jwt = require('jsonwebtoken'); const hook = { before: (request) => { ${before} } }; exports.handler = middy().handler(make).use(hook);`,
      );
    expect(hook('jwt.verify(request.event.headers.authorization, KEY);')?.what).toBe(
      'calls jwt.verify',
    );
    expect(hook('request.event.body = JSON.parse(request.event.body);')).toBeUndefined();
  });
});

it('takes no longer of code that is made to waste time', () => {
  const chain = Array.from(
    { length: 3000 },
    (_, n) => `const f${n} = (t) => f${n + 1}(t) || f${n + 2}(t);`,
  ).join('\n');
  const code = handler('f0(body.token);', chain);

  expect(processorTime(() => signOf(code))).toBeLessThan(4000);
});

describe('NestJS', () => {
  const nest = (guard: string, method: string, guardBody: string) => `
const { NestFactory } = require('@nestjs/core'); const common = require('@nestjs/common'); const serverless = require('@codegenie/serverless-express');
class KeyGuard { canActivate(context) { ${guardBody} } }
class Orders { make(body) { return db.put(body); } }
__decorate([common.Post('/orders'), ${method}__param(0, common.Body())], Orders.prototype, 'make', null);
Orders = __decorate([${guard}common.Controller()], Orders);
class AppModule {}
AppModule = __decorate([common.Module({ controllers: [Orders] })], AppModule);
exports.handler = async (event) => { const app = await NestFactory.create(AppModule); return serverless({ app })(event); };`;

  it.each([
    [
      'a guard of the class',
      nest('common.UseGuards(KeyGuard), ', '', 'return seen(context);').replace(
        'seen(context)',
        'context.getRequest().headers.token === K',
      ),
      true,
    ],
    [
      'one of the route',
      nest('', "common.UseGuards(passport.AuthGuard('jwt')), ", '').replace(
        'const common',
        "const passport = require('@nestjs/passport'); const common",
      ),
      true,
    ],
    ['none', nest('', '', 'throw new UnauthorizedException();'), false],
    ['one that lets all on', nest('common.UseGuards(KeyGuard), ', '', 'return true;'), false],
  ])('%s', (_, code, is) => {
    expect(signOf(code) !== undefined).toBe(is);
  });
});

it('is what asks who signs in, where a handler does nothing else', () => {
  const signUp = "if (event.path === '/signup') { await db.put(1).promise(); return; }";
  const code = `${before} exports.handler = async (event) => { const body = 1; ${signUp} if (event.path === '/login') { jwt.verify(event.t, K); ${act} } };`;

  expect(signOf(code)?.what).toBe('calls jwt.verify');
});

it('is found in code that was made smaller by what it answers, and by what it verifies with', () => {
  const small = (body: string) =>
    `${'var a=1;'.repeat(3000)}exports.handler=async(e)=>{${body};await x.put(e)};`;

  expect(signOf(small('if(!o(e))return{statusCode:401,body:""}'))?.what).toBe('answers 401');
  expect(signOf(small('q.verify(e.t,process.env.JWT_SECRET)'))?.what).toBe('calls verify');
  expect(signOf(small('if(e.token!==z)q.verify(e.t,z)'))).toBeUndefined();
});

describe('of a handler with several paths, which changes nothing outside of them', () => {
  const paths = (other: string) =>
    `${before} exports.handler = async (event) => { if (event.path === '/a') { jwt.verify(event.t, K); await db.put(1).promise(); return; } if (event.path === '/b') { ${other} } return { statusCode: 404 }; };`;

  it.each([
    [
      'each path that writes asks',
      'if (event.t !== K) throw new UnauthorizedError(); await db.put(2).promise();',
      true,
    ],
    ['another only reads', 'return db.get(1).promise();', true],
    ['another writes and asks nothing', 'await db.put(2).promise();', false],
    ['another writes by SQL', "await pool.query('INSERT INTO a VALUES (1)');", false],
    [
      'another has a path below that asks nothing',
      "if (event.resource === '/b/c') { await db.delete(2).promise(); }",
      false,
    ],
  ])('%s', (_, other, is) => {
    expect(signOf(paths(other)) !== undefined).toBe(is);
  });
});
