import { describe, expect, it } from 'vitest';
import { findSignatureCheck } from '../../../functions/engines/javascript/index.ts';
import { signedHandler } from './signed-handlers.ts';

const refuse = 'return refused; return act(event.body);';
const act = 'return act(event.body);';
const h = "event.headers['x-sig']";

describe('a package that verifies is known', () => {
  it.each([
    [
      'hmac',
      "const Razorpay = require('razorpay');",
      `if (!Razorpay.validateWebhookSignature(event.body, ${h}, SECRET)) ${refuse}`,
    ],
    [
      'hmac',
      "const { validateSignature } = require('@line/bot-sdk');",
      `if (!validateSignature(event.body, SECRET, ${h})) ${refuse}`,
    ],
    [
      'hmac',
      "const { verifyRequest } = require('@contentful/node-apps-toolkit');",
      `if (!verifyRequest(SECRET, { path: event.rawPath, headers: event.headers, method: 'POST', body: event.body })) ${refuse}`,
    ],
    [
      'hmac',
      "const { WebhooksHelper } = require('square');",
      `if (!(await WebhooksHelper.verifySignature({ requestBody: event.body, signatureHeader: ${h}, signatureKey: SECRET, notificationUrl: 'https://x' }))) ${refuse}`,
    ],
    [
      'hmac',
      "const { Signature } = require('@hubspot/api-client');",
      `if (!Signature.isValid({ signature: ${h}, clientSecret: SECRET, requestBody: event.body, url: 'https://x' })) ${refuse}`,
    ],
    [
      'hmac',
      "const { verifyWebhookSignature } = require('@notionhq/client');",
      `if (!(await verifyWebhookSignature({ body: event.body, signature: ${h}, verificationToken: SECRET }))) ${refuse}`,
    ],
    [
      'hmac',
      "const { isValidSignature } = require('@sanity/webhook');",
      `if (!(await isValidSignature(event.body, ${h}, SECRET))) ${refuse}`,
    ],
    [
      'hmac',
      "const { assertValidSignature } = require('@sanity/webhook');",
      `await assertValidSignature(event.body, ${h}, SECRET); ${act}`,
    ],
    [
      'hmac',
      "const { WorkOS } = require('@workos-inc/node'); const workos = new WorkOS(process.env.K);",
      `await workos.webhooks.constructEvent({ payload: JSON.parse(event.body), sigHeader: ${h}, secret: SECRET }); ${act}`,
    ],
    [
      'hmac',
      "const { Paddle } = require('@paddle/paddle-node-sdk'); const paddle = new Paddle(process.env.K);",
      `await paddle.webhooks.unmarshal(event.body, SECRET, ${h}); ${act}`,
    ],
    [
      'public-key',
      "const { EventWebhook } = require('@sendgrid/eventwebhook'); const hook = new EventWebhook();",
      `if (!hook.verifySignature(SECRET, event.body, ${h}, event.headers.time)) ${refuse}`,
    ],
    [
      'standard-webhooks',
      "const { Resend } = require('resend'); const resend = new Resend(process.env.K);",
      `resend.webhooks.verify({ payload: event.body, headers: event.headers, webhookSecret: SECRET }); ${act}`,
    ],
    [
      'standard-webhooks',
      "const { validateEvent } = require('@polar-sh/sdk/webhooks');",
      `validateEvent(event.body, event.headers, SECRET); ${act}`,
    ],
    ['jwt', "const jwt = require('jwt-simple');", `jwt.decode(${h}, SECRET); ${act}`],
    ['jwt', "const njwt = require('njwt');", `njwt.verify(${h}, SECRET); ${act}`],
    ['jwt', "const jws = require('jws');", `if (!jws.verify(${h}, 'HS256', SECRET)) ${refuse}`],
    ['jwt', "const { verify } = require('hono/jwt');", `await verify(${h}, SECRET); ${act}`],
    [
      'jwt',
      "const { getAuth } = require('firebase-admin/auth');",
      `await getAuth().verifySessionCookie(${h}); ${act}`,
    ],
  ])('%s: %s', (kind, beside, body) => {
    expect(checkIn(signedHandler(body, beside))?.kind).toBe(kind);
  });

  it.each([
    [
      'whose secret is empty',
      "const Razorpay = require('razorpay');",
      `if (!Razorpay.validateWebhookSignature(event.body, ${h}, '')) ${refuse}`,
    ],
    [
      'without a secret',
      "const { validateSignature } = require('@line/bot-sdk');",
      `if (!validateSignature(event.body)) ${refuse}`,
    ],
    [
      'whose promise nothing waits for',
      "const { isValidSignature } = require('@sanity/webhook');",
      `if (!isValidSignature(event.body, ${h}, SECRET)) ${refuse}`,
    ],
    [
      'whose error nothing waits for',
      "const { assertValidSignature } = require('@sanity/webhook');",
      `assertValidSignature(event.body, ${h}, SECRET); ${act}`,
    ],
    [
      'that only decodes',
      "const jwt = require('jwt-simple');",
      `jwt.decode(${h}, SECRET, true); ${act}`,
    ],
    [
      'that only may decode',
      "const jwt = require('jwt-simple');",
      `jwt.decode(${h}, SECRET, process.env.LOCAL); ${act}`,
    ],
    [
      'that decodes without a key',
      "const jwt = require('jwt-simple');",
      `jwt.decode(${h}); ${act}`,
    ],
    ['without a key', "const njwt = require('njwt');", `njwt.verify(${h}); ${act}`],
    [
      'by an algorithm that the token names',
      "const jws = require('jws');",
      `if (!jws.verify(${h}, jws.decode(${h}).header.alg, SECRET)) ${refuse}`,
    ],
    [
      'by no algorithm',
      "const jws = require('jws');",
      `if (!jws.verify(${h}, 'none', SECRET)) ${refuse}`,
    ],
    [
      'whose answer is not asked for',
      "const jws = require('jws');",
      `jws.verify(${h}, 'HS256', SECRET); ${act}`,
    ],
    [
      'that looks at domains',
      "const { Resend } = require('resend'); const resend = new Resend(process.env.K);",
      `await resend.domains.verify(event.id); ${act}`,
    ],
    [
      'whose secret is empty, too',
      "const { validateEvent } = require('@polar-sh/sdk/webhooks');",
      `validateEvent(event.body, event.headers, ''); ${act}`,
    ],
  ])('nothing is verified by one %s', (_, beside, body) => {
    expect(checkIn(signedHandler(body, beside))).toBeUndefined();
  });

  it('nothing is verified by one of another name', () => {
    const beside = "const Razorpay = require('razorpays');";
    const body = `if (!Razorpay.validateWebhookSignature(event.body, ${h}, SECRET)) ${refuse}`;

    expect(checkIn(signedHandler(body, beside))).toBeUndefined();
  });
});

describe('a bot of Telegram', () => {
  const grammy =
    "const { Bot, webhookCallback } = require('grammy'); const bot = new Bot(process.env.T); bot.on('message', (ctx) => db.put(ctx.message));";
  const telegraf =
    "const { Telegraf } = require('telegraf'); const serverless = require('serverless-http'); const bot = new Telegraf(process.env.T); bot.on('text', (ctx) => db.put(ctx.message));";
  const secretToken = 'secretToken: process.env.TELEGRAM_SECRET';

  it.each([
    [
      'its handler',
      grammy,
      `exports.handler = webhookCallback(bot, 'aws-lambda-async', { ${secretToken} });`,
    ],
    [
      'the fifth argument',
      grammy,
      "exports.handler = webhookCallback(bot, 'aws-lambda', 'throw', 1000, process.env.S);",
    ],
    [
      'what a handler calls',
      grammy,
      `const receive = webhookCallback(bot, 'aws-lambda-async', { secretToken: required('S') }); exports.handler = async (event, context) => { const body = Buffer.from(event.body, 'base64').toString(); return receive({ headers: event.headers, body }, context); };`,
    ],
    [
      'what a handler makes',
      grammy,
      `exports.handler = async (event, context) => webhookCallback(bot, 'aws-lambda-async', { ${secretToken} })(event, context);`,
    ],
    [
      'Telegraf',
      telegraf,
      `exports.handler = serverless(bot.webhookCallback('/hook', { ${secretToken} }));`,
    ],
  ])('is asked for its secret token: %s', (_, bot, code) => {
    expect(checkIn(bot + database + code)?.kind).toBe('shared-secret');
  });

  const bundled = (options: string) =>
    `var w = (b, a, o, t, s) => { const { ${options} } = typeof o == 'object' ? o : { onTimeout: o, timeoutMilliseconds: t, secretToken: s }; const h = adapters[a]; return async (...c) => { const r = h(...c); if (r.header !== k) return r.unauthorized(); await b.handle(await r.update); }; }; var receive = w(bot, 'aws-lambda-async', { secretToken: process.env.S }); exports.handler = async (event, context) => receive(event, context);`;

  it('is asked for it in a bundle, too', () => {
    const bot = 'var bot = { handle: (x) => db.put(x) };';
    const own = "onTimeout: x = 'throw', timeoutMilliseconds: m = 1e4, secretToken: k";

    expect(checkIn(database + bot + bundled(own))?.kind).toBe('shared-secret');
    expect(checkIn(database + bot + bundled('secretToken: k'))).toBeUndefined();
  });

  it.each([
    ['nothing is asked for', grammy, "exports.handler = webhookCallback(bot, 'aws-lambda-async');"],
    [
      'it has other options',
      grammy,
      "exports.handler = webhookCallback(bot, 'aws-lambda-async', { onTimeout: 'return' });",
    ],
    [
      'the token is the request’s',
      grammy,
      "exports.handler = async (event, context) => webhookCallback(bot, 'aws-lambda-async', { secretToken: event.headers['x-telegram-bot-api-secret-token'] })(event, context);",
    ],
    [
      'the token is the name of the bot',
      grammy,
      "exports.handler = webhookCallback(bot, 'aws-lambda-async', { secretToken: bot.botInfo.username });",
    ],
    [
      'the token has a default in a pattern',
      grammy,
      "const { S = '' } = process.env; exports.handler = webhookCallback(bot, 'aws-lambda-async', { secretToken: S });",
    ],
    [
      'the token may be undone',
      grammy,
      "exports.handler = webhookCallback(bot, 'aws-lambda-async', { secretToken: process.env.S, ...options });",
    ],
    [
      'the token is empty',
      grammy,
      "exports.handler = webhookCallback(bot, 'aws-lambda-async', { secretToken: '' });",
    ],
    [
      'the token is shown',
      grammy,
      "exports.handler = webhookCallback(bot, 'aws-lambda-async', { secretToken: 'abcdef' });",
    ],
    [
      'the token has a default',
      grammy,
      "exports.handler = webhookCallback(bot, 'aws-lambda-async', { secretToken: process.env.S || 'abcdef' });",
    ],
    [
      'there is no token',
      grammy,
      "exports.handler = webhookCallback(bot, 'aws-lambda-async', { secretToken: undefined });",
    ],
    [
      'the handler acts before',
      grammy,
      `const receive = webhookCallback(bot, 'aws-lambda-async', { ${secretToken} }); exports.handler = async (event, context) => { await db.put(event.body); return receive(event, context); };`,
    ],
    [
      'the handler acts after',
      grammy,
      `const receive = webhookCallback(bot, 'aws-lambda-async', { ${secretToken} }); exports.handler = async (event, context) => { await receive(event, context); await db.put(event.body); };`,
    ],
    [
      'the answer is asked for',
      grammy,
      `const receive = webhookCallback(bot, 'aws-lambda-async', { ${secretToken} }); exports.handler = async (event, context) => { if (await receive(event, context)) await db.put(event.body); };`,
    ],
    [
      'updates come in another way, too',
      grammy,
      `const receive = webhookCallback(bot, 'aws-lambda-async', { ${secretToken} }); exports.handler = async (event, context) => event.old ? bot.handleUpdate(JSON.parse(event.body)) : receive(event, context);`,
    ],
    [
      'one of two receivers asks for none',
      grammy,
      `const receive = webhookCallback(bot, 'aws-lambda-async', { ${secretToken} }); const other = webhookCallback(bot, 'aws-lambda-async'); exports.handler = async (event, context) => event.old ? other(event, context) : receive(event, context);`,
    ],
    [
      'Telegraf asks for none',
      telegraf,
      "exports.handler = serverless(bot.webhookCallback('/hook'));",
    ],
    [
      'updates are handed over as they come',
      telegraf,
      'exports.handler = async (event) => { await bot.handleUpdate(JSON.parse(event.body)); };',
    ],
  ])('is not: %s', (_, bot, code) => {
    expect(checkIn(bot + database + code)).toBeUndefined();
  });
});

describe('a check that says no by a promise', () => {
  const check =
    "function check(body) { if (body.secret !== process.env.WEBHOOK_SECRET) return Promise.reject(new Error('no')); return act(body); }";
  const refusing =
    "function refuse(body) { if (body.secret !== process.env.WEBHOOK_SECRET) return Promise.reject(new Error('no')); return Promise.resolve(); }";

  it.each([
    [
      'in a chain',
      check,
      'return check(JSON.parse(event.body)).then(() => ({ statusCode: 200 })).catch((error) => { console.warn(error); return refused; });',
    ],
    [
      'in the function of a chain',
      check,
      'return Promise.resolve(JSON.parse(event.body)).then((body) => check(body)).then(() => callback(null, {}));',
    ],
    [
      'that is waited for',
      refusing,
      'await refuse(JSON.parse(event.body)); return act(event.body);',
    ],
  ])('%s', (_, beside, body) => {
    expect(checkIn(signedHandler(body, beside))?.kind).toBe('shared-secret');
  });

  it.each([
    ['that is not waited for', refusing, 'refuse(JSON.parse(event.body)); return act(event.body);'],
    [
      'that is caught',
      refusing,
      'await refuse(JSON.parse(event.body)).catch(() => {}); return act(event.body);',
    ],
    [
      'whose promise is taken for a yes',
      refusing,
      'if (!refuse(JSON.parse(event.body))) return refused; return act(event.body);',
    ],
    [
      'in a chain that acts',
      refusing,
      'return refuse(JSON.parse(event.body)).catch(() => act(event.body));',
    ],
    [
      'in a chain that hands on to a package',
      refusing,
      "return refuse(JSON.parse(event.body)).catch(require('@shop/store').save(event));",
    ],
  ])('nothing: %s', (_, beside, body) => {
    expect(checkIn(signedHandler(body, beside))).toBeUndefined();
  });
});

describe('a key is one that the code alone has', () => {
  it.each([
    ["exports.KEY = 'dev';", undefined],
    ["module.exports = { KEY: 'dev' };", undefined],
    ['exports.KEY = process.env.KEY;', 'jwt'],
    ["exports.KEY = '-----BEGIN PUBLIC KEY-----';", 'jwt'],
  ])('also of another file: %s', (settings, kind) => {
    const index = signedHandler(
      `jwt.verify(${h}, KEY); ${act}`,
      "const jwt = require('jsonwebtoken'); const { KEY } = require('./settings');",
    );
    const files = new Map([
      ['index.js', index],
      ['settings.js', settings],
    ]);

    expect(findSignatureCheck({ files, handler: 'index.handler' })?.kind).toBe(kind);
  });

  it.each([
    ['gives back what it says', 'return jwt.verify(token, process.env.K);', 'jwt'],
    [
      'throws on nearly all that it throws',
      'try { return jwt.verify(token, process.env.K); } catch (e) { if (e instanceof jwt.JsonWebTokenError) { throw e; } }',
      undefined,
    ],
    [
      'throws on some of it',
      'try { return jwt.verify(token, process.env.K); } catch (e) { if (e instanceof jwt.TokenExpiredError) { throw e; } }',
      undefined,
    ],
    [
      'throws on that, and not on what comes before',
      "try { const one = token.split(' ')[1]; return jwt.verify(one, process.env.K); } catch (e) { if (e instanceof jwt.JsonWebTokenError) { throw e; } }",
      undefined,
    ],
    [
      'throws on an error of that name',
      'class JsonWebTokenError extends Error {} try { return jwt.verify(token, process.env.K); } catch (e) { if (e instanceof JsonWebTokenError) { throw e; } }',
      undefined,
    ],
    [
      'goes on without it',
      'try { return jwt.verify(token, process.env.K); } catch (e) { return null; }',
      undefined,
    ],
    [
      'verifies some of them',
      'if (!token) return null; return jwt.verify(token, process.env.K);',
      undefined,
    ],
  ])('with which a helper verifies that %s', (_, body, kind) => {
    const beside = `const jwt = require('jsonwebtoken'); function claimsOf(token) { ${body} }`;

    expect(checkIn(signedHandler(`claimsOf(${h}); ${act}`, beside))?.kind).toBe(kind);
  });

  const jwt = "const jwt = require('jsonwebtoken'); const jose = require('jose');";

  it.each([
    ['a variable', 'process.env.JWT_SECRET'],
    ['a variable in bytes', "Buffer.from(process.env.JWT_SECRET, 'base64')"],
    ['what a function of the file brings', 'key()'],
    ['what it brings by a name', "required('JWT_SECRET')"],
    ['a public key that the code shows', "'-----BEGIN PUBLIC KEY-----\\nabc'"],
    ['a field of the settings', 'settings.key'],
    [
      'one of several that the request chooses',
      'PEMS[jwt.decode(event.headers.t, { complete: true }).header.kid]',
    ],
    [
      'what a set of keys has for the token',
      '(await client.getSigningKey(jwt.decode(event.headers.t, { complete: true }).header.kid)).getPublicKey()',
    ],
    ['one of two variables', 'event.live ? process.env.LIVE : process.env.TEST'],
    ['what is not empty', 'asked'],
  ])('that is %s', (_, key) => {
    const beside = `${jwt} const settings = { key: process.env.K }; const key = () => process.env.K; const PEMS = require('./keys.json'); const client = require('jwks-rsa')({ jwksUri: process.env.URI }); const asked = process.env.K || ''; if (!asked) throw new Error('K'); const required = (name) => { const value = process.env[name]; if (!value) throw new Error(name); return value; };`;

    expect(checkIn(signedHandler(`jwt.verify(${h}, ${key}); ${act}`, beside))?.kind).toBe('jwt');
  });

  it.each([
    ['a text of the code', `jwt.verify(${h}, 'your-256-bit-secret')`],
    ['a text of the code in bytes', `jwt.verify(${h}, Buffer.from('your-256-bit-secret'))`],
    ['brought by the request', `jwt.verify(${h}, event.headers.key)`],
    [
      'brought by the token',
      `await jose.jwtVerify(${h}, await jose.importJWK(JSON.parse(event.body).jwk))`,
    ],
    ['in the token', `await jose.jwtVerify(${h}, jose.EmbeddedJWK)`],
    ['for a token that the code has', `jwt.verify(${h} || guest, process.env.JWT_SECRET)`],
    ['for no algorithm', `simple.decode(${h}, process.env.JWT_SECRET, false, 'none')`],
    [
      'a default of an HMAC',
      `if (createHmac('sha256', process.env.S || '').update(event.body).digest('hex') !== ${h}) return refused`,
    ],
    [
      'a text in an HMAC',
      `if (createHmac('sha256', 'secret').update(event.body).digest('hex') !== ${h}) return refused`,
    ],
  ])('but is %s', (_, check) => {
    expect(checkIn(signedHandler(`${check}; ${act}`, besideKeys))).toBeUndefined();
  });

  it.each([
    ['a default that the code shows', `jwt.verify(${h}, process.env.JWT_SECRET || 'secret')`],
    ['an empty default', `jwt.verify(${h}, process.env.JWT_SECRET ?? '')`],
    ['a default under a name', `jwt.verify(${h}, named)`],
    ['a default of a pattern', `jwt.verify(${h}, JWT_SECRET)`],
    ['a default in a table', `jwt.verify(${h}, settings.key)`],
    ['a default of a function', `jwt.verify(${h}, key())`],
    [
      'a default of what verifies',
      `new Webhook(process.env.S || 'whsec').verify(event.body, event.headers)`,
    ],
  ])('is not proved: it is %s', (_, check) => {
    expect(checkIn(signedHandler(`${check}; ${act}`, besideKeys))?.kind).toBe('credential');
  });

  it('counts where its vendor has generated it, though the code shows it', () => {
    const key = `whsec_${'5d1f9a3b7c2e8046'.repeat(2)}`;
    const body = `new Webhook('${key}').verify(event.body, event.headers); ${act}`;

    expect(checkIn(signedHandler(body, "const { Webhook } = require('svix');"))?.kind).toBe(
      'standard-webhooks',
    );
  });

  it('counts by its weakest check', () => {
    const two = `if (event.rawPath === '/hook') { if (createHmac('sha256', SECRET).update(event.body).digest('hex') !== ${h}) return refused; } else { jwt.verify(${h}, SECRET); } ${act}`;

    expect(checkIn(signedHandler(two, jwt))?.kind).toBe('jwt');
  });

  it('is asked for too late behind what makes code of the request', () => {
    const body = `const body = require('node-serialize').unserialize(event.body); jwt.verify(body.token, SECRET); ${act}`;

    expect(checkIn(signedHandler(body, jwt))).toBeUndefined();
  });
});

const besideKeys = `const jwt = require('jsonwebtoken'); const jose = require('jose'); const simple = require('jwt-simple'); const { Webhook } = require('svix'); const { JWT_SECRET = 'x' } = process.env; const named = process.env.K || 'secret'; const settings = { key: process.env.K || 'secret' }; const key = () => process.env.K || 'secret'; const guest = jwt.sign({}, process.env.JWT_SECRET);`;

const database =
  "const { MongoClient } = require('mongodb'); const db = { put: (x) => new MongoClient(process.env.M).db().collection('t').insertOne(x) }; const required = (name) => { const value = process.env[name]; if (!value) throw new Error(name); return value; };";

function checkIn(source: string) {
  return findSignatureCheck({ files: new Map([['index.js', source]]), handler: 'index.handler' });
}
