import { describe, expect, it } from 'vitest';
import { expressWith, routesIn } from './code-routes.ts';

describe('routes of Express', () => {
  it.each([
    [
      'behind a guard that comes after the log-in',
      "app.post('/login', make); app.use(guard); app.get('/o', list); app.post('/o', make);",
      ['GET /o jwt', 'POST /login open', 'POST /o jwt'],
    ],
    [
      'that read, and ask for nothing',
      "app.get('/o', list); app.head('/o', list);",
      ['GET /o open', 'HEAD /o open'],
    ],
    [
      'before a guard',
      "app.get('/q', list); app.use(guard); app.post('/p', make);",
      ['GET /q open', 'POST /p jwt'],
    ],
    [
      'with a guard of their own, and one after what acts',
      "app.post('/p', make, guard); app.get('/x', guard, list);",
      ['GET /x jwt', 'POST /p open'],
    ],
    [
      'behind one that is optional',
      "const maybe = (req, res, next) => { try { jwt.verify(req.headers.token, process.env.KEY); } catch (e) {} next(); }; app.get('/o', maybe, list); app.post('/p', guard, make);",
      ['GET /o open', 'POST /p jwt'],
    ],
    [
      'behind one that goes on with an error that may be none',
      "const g = (req, res, next) => { let e; try { jwt.verify(req.headers.token, process.env.KEY); } catch (x) {} next(e); }; app.use(g); app.post('/p', make); app.get('/q', guard, list);",
      ['GET /q jwt', 'POST /p open'],
    ],
    [
      "behind one that goes on by next('route')",
      "const g = (req, res, next) => { if (!req.headers.token) return next('route'); try { jwt.verify(req.headers.token, process.env.KEY); } catch (e) { return res.status(401).end(); } next(); }; app.use(g); app.post('/p', make); app.get('/q', guard, list);",
      ['GET /q jwt', 'POST /p open'],
    ],
    [
      'behind one that a setting switches on',
      "if (process.env.AUTH) app.use(guard); app.post('/p', make); app.get('/q', guard, list);",
      ['GET /q jwt', 'POST /p open'],
    ],
    [
      'below a path that is guarded, and beside it',
      "app.use('/api', guard); app.post('/api/p', make); app.get('/apix/q', list); app.get('/API/q', list); app.get('/:x/q', list);",
      ['GET /API/q open', 'GET /apix/q open', 'GET /{part}/q open', 'POST /api/p jwt'],
    ],
    [
      'below what all methods of a pattern are asked for',
      "app.all('/api/*', guard); app.get('/api/x', list); app.get('/api', list);",
      ['ANY /api/{rest+} jwt', 'GET /api open', 'GET /api/x jwt'],
    ],
    [
      'of routers, with the paths that they are taken at',
      "const r = express.Router(); r.use(guard); r.get('/x/:id', list); app.use('/v1', r); const s = express.Router(); s.get('/y', list); app.use('/v2', s); app.get('/health', (q, res) => res.send('ok'));",
      ['GET /health idle', 'GET /v1/x/{part} jwt', 'GET /v2/y open'],
    ],
    [
      'of routers in other files',
      "app.use('/a', require('./a')); app.use('/c', guard, require('./c')); require('./c').get('/more', list);",
      ['GET /a/all open', 'GET /c/all jwt', 'GET /c/more jwt'],
    ],
    [
      'of which a POST may be each method',
      "app.use(require('method-override')('_method')); app.delete('/p', guard, make); app.get('/q', list);",
      ['DELETE /p jwt', 'GET /q open', 'POST /p jwt', 'POST /q open'],
    ],
    [
      'of a router that is taken before the guard',
      "const r = express.Router(); r.get('/x', list); app.use('/v1', r); app.use(guard); app.post('/p', make);",
      ['GET /v1/x open', 'POST /p jwt'],
    ],
    [
      'of one that is taken behind a guard, and once without',
      "const r = express.Router(); r.get('/x', list); app.use('/v1', guard, r); app.use('/v2', r);",
      ['GET /v1/x jwt', 'GET /v2/x open'],
    ],
    [
      'that functions register in their turn',
      "function auth(a) { a.use(guard); } function routes(a) { a.post('/p', make); } auth(app); routes(app);",
      ['POST /p jwt'],
    ],
    [
      'that a function registers before the guard',
      "function routes(a) { a.get('/x', list); } routes(app); app.use(guard); app.post('/p', make);",
      ['GET /x open', 'POST /p jwt'],
    ],
    [
      'behind a guard of a function that may return before it',
      "function auth(a) { if (!process.env.ON) return; a.use(guard); } auth(app); app.post('/p', make); app.get('/z', guard, list);",
      ['GET /z jwt', 'POST /p open'],
    ],
    [
      'behind a guard of a function that no one waits for',
      "async function auth(a) { await 1; a.use(guard); } auth(app); app.post('/p', make); app.get('/z', guard, list);",
      ['GET /z jwt', 'POST /p open'],
    ],
    [
      'with guards in lists, and in one that may be empty',
      "const all = [guard]; const some = process.env.X ? [guard] : []; app.put(['/a', '/b/:id'], ...all, make); app.get('/x', all, list); app.post('/p', ...some, make);",
      ['GET /x jwt', 'POST /p open', 'PUT /a jwt', 'PUT /b/{part} jwt'],
    ],
    [
      'that verify by themselves, or only say so',
      "app.post('/p', async (req, res) => { const user = jwt.verify(req.headers.token, process.env.KEY); await act(user); res.end(); }); app.get('/x', async (req, res) => { try { jwt.verify(req.headers.token, process.env.KEY); } catch (e) {} res.json(await db.scan({ TableName: 't' }).promise()); });",
      ['GET /x open', 'POST /p jwt'],
    ],
    [
      'behind what acts by itself',
      "app.use(async (req, res, next) => { await act({ path: req.path }); next(); }); app.post('/p', guard, make);",
      ['ANY /{rest+} open', 'POST /p jwt'],
    ],
    [
      'beside files and documentation',
      "app.use(express.static('public')); app.use('/docs', require('swagger-ui-express').serve); app.use(guard); app.post('/p', make);",
      ['GET /docs/{rest+} idle', 'GET /{rest+} idle', 'POST /p jwt'],
    ],
    [
      'beside routers by a name that is made',
      "for (const f of ['a', 'b']) app.use('/' + f, require('./' + f)); app.post('/p', guard, make);",
      ['GET /all open', 'GET /{rest+} open', 'POST /p jwt'],
    ],
    [
      'that answer with what is no constant',
      "const users = []; app.get('/a', guard, list); app.get('/e', (q, r) => r.json(process.env)); app.get('/f', (q, r) => r.sendFile(q.query.f)); app.post('/g', (q, r) => { users.push(q.body); r.end(); }); app.get('/h', (q, r) => r.json(users)); app.get('/i', (q, r) => { r.status(200).json({ ok: true }); });",
      ['GET /a jwt', 'GET /e open', 'GET /f open', 'GET /h open', 'GET /i idle', 'POST /g open'],
    ],
    [
      'behind a guard whose error comes to what acts',
      "const g = (req, res, next) => { try { jwt.verify(req.headers.token, process.env.KEY); } catch (e) { return next(e); } next(); }; app.use(g); app.get('/q', list); app.use(async (e, req, res, next) => { await act(req.body); res.status(401).end(); });",
      ['ANY /{rest+} open', 'GET /q jwt'],
    ],
    [
      'behind a guard that a package may leave out',
      "guard.unless = require('express-unless'); app.use(guard.unless({ path: ['/p'] })); app.post('/p', make); app.get('/q', guard, list);",
      ['GET /q jwt', 'POST /p open'],
    ],
    [
      'behind one that goes on by a word that it has made',
      "const g = (req, res, next) => { const why = req.path === '/q' ? 'route' : undefined; if (why) return next(why); try { jwt.verify(req.headers.token, process.env.KEY); } catch (e) { return res.status(401).end(); } next(); }; app.use(g); app.post('/p', make); app.get('/q', guard, list);",
      ['GET /q jwt', 'POST /p open'],
    ],
  ])('%s', (_, body, routes) => {
    expect(routesIn(expressWith(body))).toEqual(routes);
  });

  it.each([
    "app.all('/', guard);",
    "app.use('/admin*', guard);",
    "app.all('/admin*', guard);",
    "app.use(['/admin', /x/], guard);",
    "app.use('/:tenant?/admin', guard);",
    "const { P } = require('./paths'); app.use(P, guard);",
    'app.use(/^\\/admin/, guard);',
    "app.use(process.env.BASE + '/admin', guard);",
  ])('are not behind a guard of others: %s', (use) => {
    const body = `${use} app.get('/orders', list); app.get('/p', guard, list);`;
    expect(routesIn(expressWith(body))).toEqual(
      expect.arrayContaining(['GET /orders open', 'GET /p jwt']),
    );
  });

  it.each([
    ['of which none asks', "app.post('/p', make);"],
    [
      'by a method whose name is made',
      "app[process.env.M]('/z', make); app.post('/p', guard, make);",
    ],
    [
      'of an application that a package is given',
      "require('unknown')(app); app.post('/p', guard, make);",
    ],
    [
      'behind what changes their path',
      "app.use((req, res, next) => { req.url = req.query.u; next(); }); app.post('/p', guard, make);",
    ],
    [
      'behind what changes a copy of their path',
      "app.use((req, res, next) => { Object.assign(req, { url: req.query.u }); next(); }); app.post('/p', guard, make);",
    ],
    [
      'behind what takes parts of the application away',
      "app.get('/q', guard, list); app.unmount(guard);",
    ],
    ['of which none asks, and one writes', "app.get('/o', list); app.post('/p', make);"],
    ['of which none asks, and one is any', "app.get('/o', list); app.all('/p', make);"],
    [
      'of which errors come to the next one',
      "app.use(guard); app.post('/p', make); app.use((e, req, res, next) => next());",
    ],
    [
      'whose handler acts first',
      "app.post('/p', guard, make); module.exports.handler = async (event) => { await act(event.body); return serverless(app)(event); }; const x = 1; Object.keys({ x });",
    ],
  ])('are not known: %s', (_, body) => {
    const files = expressWith(body);
    const own = body.includes('module.exports')
      ? {
          ...files,
          'index.js': (files['index.js'] ?? '').replace(
            /module\.exports\.handler = serverless\(app\);$/,
            '',
          ),
        }
      : files;

    expect(routesIn(own)).toBeUndefined();
  });
});

it('does not know that all routes read where middleware of a package may have some, with Hono', () => {
  const code =
    "const { Hono } = require('hono'); const { handle } = require('hono/aws-lambda'); const { trpcServer } = require('@hono/trpc-server'); const app = new Hono(); app.use('/trpc/*', trpcServer({})); app.get('/a', (c) => c.json(1)); exports.handler = handle(app);";

  expect(routesIn({ 'index.js': code })).toBeUndefined();
});

it('knows routes that read in code that has no word of who asks', () => {
  const beginning =
    "const serverless = require('serverless-http'); const app = require('express')(); const db = require('pg'); module.exports.handler = serverless(app);";
  const list = " app.get('/o', async (req, res) => res.json(await db.query('select 1')));";

  expect(routesIn({ 'index.js': beginning + list })).toEqual(['GET /o open']);
  expect(routesIn({ 'index.js': `${beginning}${list}${list.replace('get', 'put')}` })).toBe(
    undefined,
  );
});
