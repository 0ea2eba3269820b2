import { describe, expect, it } from 'vitest';
import { findSignatureCheck } from '../../../functions/engines/javascript/index.ts';
import { signedHandler, unverified, verifying } from './signed-handlers.ts';

describe('a handler verifies', () => {
  it.each(
    verifying.map(([name, kind, body, beside]) => ({
      name,
      kind,
      code: signedHandler(body, beside),
    })),
  )('$name', ({ kind, code }) => {
    expect(checkIn(code)?.kind).toBe(kind);
  });
});

describe('a handler does not verify', () => {
  it.each(unverified.map(([name, body, beside]) => ({ name, code: signedHandler(body, beside) })))(
    '$name',
    ({ code }) => {
      expect(checkIn(code)).toBeUndefined();
    },
  );
});

describe('an application verifies', () => {
  it.each([
    [
      'in its only route',
      "app.post('/hook', express.raw({ type: '*/*' }), (req, res) => { const hook = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], S); act(hook); res.json({}); });",
    ],
    [
      'in each route that acts',
      "app.get('/health', (req, res) => res.send('ok')); app.post('/hook', (req, res) => { let hook; try { hook = stripe.webhooks.constructEvent(req.body, req.headers.s, S); } catch (e) { return res.status(400).send('no'); } act(hook); res.json({}); });",
    ],
    [
      'before a route',
      "app.post('/hook', verify, (req, res) => { act(req.body); res.json({}); });",
    ],
    [
      'before all routes',
      "app.use(verify); app.post('/hook', (req, res) => { act(req.body); res.json({}); });",
    ],
  ])('%s', (_, routes) => {
    expect(checkIn(application(routes))?.kind).toBe('stripe');
  });

  it.each([
    [
      'in one of two routes',
      "app.post('/hook', verify, (req, res) => { act(req.body); res.end(); }); app.post('/other', (req, res) => { act(req.body); res.end(); });",
    ],
    [
      'only for what comes later',
      "app.post('/hook', (req, res) => { act(req.body); res.end(); }); app.use(verify);",
    ],
    [
      'below a path of its own',
      "app.use('/admin', verify); app.post('/hook', (req, res) => { act(req.body); res.end(); });",
    ],
    [
      'but goes on all the same',
      "app.use((req, res, next) => { try { stripe.webhooks.constructEvent(req.body, req.headers.s, S); } catch (e) { res.status(400); } next(); }); app.post('/hook', (req, res) => { act(req.body); res.end(); });",
    ],
  ])('nothing: %s', (_, routes) => {
    expect(checkIn(application(routes))).toBeUndefined();
  });

  it.each([
    ['by express-jwt', "app.use(expressjwt({ secret: S, algorithms: ['HS256'] }));"],
    [
      'by express-jwt of an older release, in a name',
      "const check = require('express-jwt')({ secret: S, algorithms: ['RS256'] }); app.use(check);",
    ],
    [
      'by express-jwt with settings in a name',
      "const settings = { secret: S, algorithms: ['RS256'] }; const check = expressjwt(settings); app.use(check);",
    ],
    ['by OAuth 2.0', "app.use(require('express-oauth2-jwt-bearer').auth({ audience: 'a' }));"],
    ['by Passport', "app.use(passport.authenticate('jwt', { session: false }));"],
    [
      'and goes on in the same try',
      'app.use((req, res, next) => { try { req.user = jwt.verify(req.headers.authorization, S); next(); } catch (e) { res.status(401).end(); } });',
    ],
    [
      'and goes on once it is answered',
      'app.use((req, res, next) => { const token = req.headers.authorization; if (!token) return res.sendStatus(401); jwt.verify(token, S, (err, user) => { if (err) return res.sendStatus(403); req.user = user; next(); }); });',
    ],
    [
      'and asks for its scheme in any case',
      "app.use((req, res, next) => { const given = req.headers['authorization']; if (!given || (given.split(' ')[0]).toLowerCase() !== 'bearer') return res.sendStatus(403); jwt.verify(given.split(' ')[1].trim(), S, (err, user) => { if (err) return res.sendStatus(500); req.email = user.email; next(); }); });",
    ],
    [
      'and goes on where all is well',
      'app.use((req, res, next) => jwt.verify(req.headers.authorization, S, { algorithms: ["HS256"] }, (error) => { if (!error) { next(); } else { res.status(401).end(); } }));',
    ],
  ])('a token before all routes, %s', (_, guard) => {
    expect(checkIn(application(`${guard} ${acting}`))?.kind).toBe('jwt');
  });

  it('a token before a router that the application takes after it', () => {
    const routes =
      "const router = express.Router(); router.post('/hook', (req, res) => { act(req.body); res.end(); }); app.use(expressjwt({ secret: S })); app.use('/api', router);";

    expect(checkIn(application(routes))?.kind).toBe('jwt');
    expect(
      checkIn(
        application(routes.replace(/(app\.use\(expressjwt.*?\);) (app\.use\('.*)$/, '$2 $1')),
      ),
    ).toBeUndefined();
  });

  it('a token before the one that acts', () => {
    const routes =
      "app.get('/health', (req, res) => res.send('ok')); app.post('/hook', expressjwt({ secret: S }), (req, res) => { act(req.body); res.end(); });";

    expect(checkIn(application(routes))?.kind).toBe('jwt');
  });

  it.each([
    [
      'express-jwt that lets on all',
      'app.use(expressjwt({ secret: S, credentialsRequired: false }));',
    ],
    [
      'express-jwt but of some routes',
      "app.use(expressjwt({ secret: S }).unless({ path: ['/hook'] }));",
    ],
    ['express-jwt below a path', "app.use('/api', expressjwt({ secret: S }));"],
    [
      'express-jwt that a setting switches off',
      'const check = process.env.OFFLINE ? (req, res, next) => next() : expressjwt({ secret: S }); app.use(check);',
    ],
    ['another of its exports', "app.use(require('express-jwt').UnauthorizedError({ secret: S }));"],
    ['a log-in by Passport', "app.use(passport.authenticate('local', { session: false }));"],
    ['anyone, by Passport', "app.use(passport.authenticate(['jwt', 'anonymous']));"],
    [
      'Passport that a function of the code goes on from',
      "app.use((req, res, next) => passport.authenticate('jwt', (err, user) => { req.user = user; next(); })(req, res, next));",
    ],
    [
      'a token that may be wrong',
      'app.use((req, res, next) => { try { req.user = jwt.verify(req.headers.authorization, S); } catch (e) { req.user = null; } next(); });',
    ],
    [
      'a token that may be wrong, in the catch',
      'app.use((req, res, next) => { try { req.user = jwt.verify(req.headers.authorization, S); next(); } catch (e) { next(); } });',
    ],
    [
      'a token that may not be there',
      'app.use((req, res, next) => { if (!req.headers.authorization) return next(); try { jwt.verify(req.headers.authorization, S); next(); } catch (e) { res.status(401).end(); } });',
    ],
    [
      'an error that nothing asks for',
      'app.use((req, res, next) => { jwt.verify(req.headers.authorization, S, (err, user) => { req.user = user; next(); }); });',
    ],
    [
      'an error that goes to the log alone',
      'app.use((req, res, next) => { jwt.verify(req.headers.authorization, S, (err, user) => { if (err) console.log(err); next(); }); });',
    ],
    [
      'the claims in the place of the error',
      'app.use((req, res, next) => { jwt.verify(req.headers.authorization, S, (user, err) => { if (err) return res.end(); next(); }); });',
    ],
    [
      'an answer beside the question',
      'app.use((req, res, next) => { jwt.verify(req.headers.authorization, S, (err) => { if (err) return res.end(); }); next(); });',
    ],
    [
      'express-jwt that a variable may switch off',
      'app.use(expressjwt({ secret: S, credentialsRequired: isRequired }));',
    ],
    [
      'express-jwt with settings that are not all seen',
      'app.use(expressjwt({ secret: S, ...more }));',
    ],
    [
      'express-jwt with settings that are changed later',
      'const settings = { secret: S }; settings.credentialsRequired = false; app.use(expressjwt(settings));',
    ],
    ['express-jwt with a text of the code', "app.use(expressjwt({ secret: 'secret' }));"],
    ['express-jwt with a default in the code', "app.use(expressjwt({ secret: S || 'secret' }));"],
    [
      'express-jwt with a key of the request',
      'app.use(expressjwt({ secret: async (req) => req.headers.k }));',
    ],
    [
      'express-jwt that takes what has expired',
      'app.use(expressjwt({ secret: S, onExpired: async () => {} }));',
    ],
    [
      'a guard where a setting asks for it',
      'if (process.env.AUTH) app.use(expressjwt({ secret: S }));',
    ],
    [
      'a guard or another, by a setting',
      'const check = (req, res, next) => { try { jwt.verify(req.headers.a, S); next(); } catch (e) { res.end(); } }; const pass = (req, res, next) => next(); app.use(process.env.AUTH ? check : pass);',
    ],
    [
      'a guard before one of two routes of a function',
      "const run = (req, res) => { act(req.body); res.end(); }; app.post('/a', expressjwt({ secret: S }), run); app.post('/b', run);",
    ],
    [
      'a guard of another application',
      'const other = express(); other.use(expressjwt({ secret: S }));',
    ],
    [
      'an error that goes on',
      'app.use(expressjwt({ secret: S })); app.use((error, req, res, next) => next());',
    ],
    [
      'next that another is given',
      'app.use((req, res, next) => { try { if (!req.headers.a) Promise.resolve().then(next); else { jwt.verify(req.headers.a, S); next(); } } catch (e) { res.end(); } });',
    ],
    [
      'a key of the request, with a callback',
      'app.use((req, res, next) => { jwt.verify(req.headers.a, req.headers.k, (err) => { if (err) return res.end(); next(); }); });',
    ],
    [
      'Passport with a text of the code as its key',
      "passport.use(new Strategy({ secretOrKey: 'secret' }, check)); app.use(passport.authenticate('jwt'));",
    ],
    [
      'another function that is called next',
      'const next = () => 1; app.use((req, res, go) => { try { jwt.verify(req.headers.authorization, S); next(); } catch (e) { res.end(); } go(); });',
    ],
  ])('nothing before all routes: %s', (_, guard) => {
    expect(checkIn(application(`${guard} ${acting}`))).toBeUndefined();
  });
});

it.each([
  [
    'hands requests to the application',
    'const run = serverless(app); exports.handler = async (event, context) => { console.log(event); return await run(event, context); };',
    'jwt',
  ],
  [
    'acts by itself before',
    'const run = serverless(app); exports.handler = async (event, context) => { await act(event.body); return run(event, context); };',
    undefined,
  ],
  [
    'hands requests elsewhere',
    "const run = require('left-right')(app); exports.handler = async (event, context) => run(event, context);",
    undefined,
  ],
])('is verified behind a handler that %s', (_, handler, kind) => {
  const source = application(`app.use(expressjwt({ secret: S })); ${acting}`).replace(
    /exports\.handler = .*;$/,
    handler,
  );

  expect(checkIn(source)?.kind).toBe(kind);
});

const acting = "app.post('/hook', (req, res) => { act(req.body); res.end(); });";

describe('a handler that a bundled package wraps', () => {
  const wrapper = `// node_modules/@middy/core/index.js
var middy = (run = () => {}) => {
  const before = [];
  const wrapped = (event = {}, context = {}) => runAll({ event, context }, before, run);
  wrapped.use = ({ before: first }) => { before.push(first); return wrapped; };
  return wrapped;
};
var runAll = async (request, before, run) => { for (const each of before) await each(request); return run(request.event, request.context); };
var core_default = middy;
// src/index.ts
var jwt = require('jsonwebtoken');
var make = (run) => core_default(run).use(bodyParser());`;

  it.each([
    [
      'jwt',
      'const user = jwt.verify(event.headers.authorization, process.env.JWT_SECRET); return act(user, event.body);',
    ],
    [undefined, 'return act(jwt.decode(event.headers.authorization), event.body);'],
  ])('is the one that is asked: %s', (kind, body) => {
    const code = `${wrapper}\nvar run = async (event) => { ${body} };\nexports.handler = make(run);`;

    expect(checkIn(code)?.kind).toBe(kind);
  });

  it.each([
    [
      'a hook of its own that acts before',
      'exports.handler = make(run); exports.handler.use({ before: (request) => act(request.event.body) });',
    ],
    [
      'a wrapper of another package, which may act',
      'exports.handler = make(run);',
      '// node_modules/left-right/index.js',
    ],
  ])('is not the only one, with %s', (_, end, head = '// node_modules/@middy/core/index.js') => {
    const code = `${wrapper.replace('// node_modules/@middy/core/index.js', head)}
var run = async (event) => { const user = jwt.verify(event.headers.authorization, process.env.JWT_SECRET); return act(user, event.body); };
${end}`;

    expect(checkIn(code)).toBeUndefined();
  });

  it('is none that a wrapper of the own code may pass by', () => {
    const code = `${wrapper.replace('// node_modules/@middy/core/index.js', '// src/middy.ts')}
var run = async (event) => act(jwt.verify(event.headers.authorization, process.env.JWT_SECRET), event.body);
exports.handler = make(run);`;

    expect(checkIn(code)).toBeUndefined();
  });
});

describe('a package that makes the handler verifies', () => {
  it.each([
    [
      'github',
      "const { createLambdaFunction, createProbot } = require('@probot/adapter-aws-lambda-serverless'); const app = require('./app'); exports.handler = createLambdaFunction(app, { probot: createProbot() });",
    ],
    [
      'slack',
      "const { App, AwsLambdaReceiver } = require('@slack/bolt'); const receiver = new AwsLambdaReceiver({ signingSecret: process.env.S }); const app = new App({ token: process.env.T, receiver }); app.command('/x', async ({ command, ack }) => { await ack(); await act(command); }); exports.handler = async (event, context, callback) => { const run = await receiver.start(); return run(event, context, callback); };",
    ],
    [
      undefined,
      "const { App, AwsLambdaReceiver } = require('@slack/bolt'); const receiver = new AwsLambdaReceiver({ signingSecret: process.env.S, signatureVerification: false }); const app = new App({ token: process.env.T, receiver }); app.command('/x', async ({ command }) => { await act(command); }); exports.handler = async (event) => (await receiver.start())(event);",
    ],
  ])('%s', (kind, source) => {
    expect(checkIn(source)?.kind).toBe(kind);
  });
});

it('says where', () => {
  const source = signedHandler(
    '  const hook = stripe.webhooks.constructEvent(event.body, event.headers.sig, SECRET);\n  return act(hook);',
    "const stripe = require('stripe')('');",
  );

  expect(checkIn(source)).toEqual({ kind: 'stripe', path: 'index.js', line: 8, column: 16 });
});

function application(routes: string): string {
  return `const express = require('express'); const serverless = require('serverless-http'); const { expressjwt } = require('express-jwt'); const passport = require('passport'); const jwt = require('jsonwebtoken'); const stripe = require('stripe')(''); const S = process.env.S; const db = require('pg');
const act = (x) => new db.Pool().query('INSERT INTO t VALUES ($1)', [x]);
const verify = (req, res, next) => { try { req.hook = stripe.webhooks.constructEvent(req.body, req.headers.s, S); } catch (e) { return res.status(400).end(); } next(); };
const app = express(); ${routes}
exports.handler = serverless(app);`;
}

function checkIn(source: string) {
  return findSignatureCheck({ files: new Map([['index.js', source]]), handler: 'index.handler' });
}
