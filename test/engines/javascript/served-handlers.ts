/** A handler by which a framework serves, in its files, and how often it runs text of the event. */
export interface ServedHandler {
  readonly name: string;
  readonly sinks: number;
  /** Lines by path. */
  readonly files: Readonly<Record<string, readonly string[]>>;
}

export const servedHandlers: readonly ServedHandler[] = [
  {
    name: 'Express: a route',
    sinks: 1,
    files: {
      'index.js': [
        "const serverless = require('serverless-http');",
        "const express = require('express');",
        'const app = express();',
        "app.get('/x', (req, res) => { eval(req.query.x); res.send('a') });",
        'exports.handler = serverless(app);',
      ],
    },
  },
  {
    name: 'Express: what is no part of the request',
    sinks: 0,
    files: {
      'index.js': [
        "const serverless = require('serverless-http');",
        "const express = require('express');",
        'const app = express();',
        "app.get('/x', (req, res) => { eval(req.app.locals.x); res.json(req.query.x) });",
        'exports.handler = serverless(app);',
      ],
    },
  },
  {
    name: 'Express: all that carries the request',
    sinks: 7,
    files: {
      'index.js': [
        "const serverless = require('serverless-http');",
        "const express = require('express');",
        'const app = express();',
        "app.post('/x/:id', (req, res) => { eval(req.params.id); eval(req.headers['x']); eval(req.get('x')); eval(req.header('x')); eval(req.body.a); eval(req.cookies.a); eval(req.originalUrl) });",
        'exports.handler = serverless(app);',
      ],
    },
  },
  {
    name: 'Express: what a middleware puts into the request',
    sinks: 1,
    files: {
      'index.js': [
        "const serverless = require('serverless-http');",
        "const express = require('express');",
        'const app = express();',
        'app.use((req, res, next) => { req.user = JSON.parse(req.headers.user); next() });',
        "app.get('/x', (req, res) => { eval(req.user.name) });",
        'exports.handler = serverless(app);',
      ],
    },
  },
  {
    name: 'Express: functions in a list',
    sinks: 1,
    files: {
      'index.js': [
        "const serverless = require('serverless-http');",
        "const express = require('express');",
        'const app = express();',
        "app.get('/x', [check], run);",
        'function check(req, res, next) { next() }',
        'async function run(req, res) { eval(req.body.x) }',
        'exports.handler = serverless(app);',
      ],
    },
  },
  {
    name: 'Express: a router of another file',
    sinks: 2,
    files: {
      'index.js': [
        "const serverless = require('serverless-http');",
        "const express = require('express');",
        'const app = express();',
        "app.use('/x', require('./routes'));",
        'exports.handler = serverless(app);',
      ],
      'routes.js': [
        "const router = require('express').Router();",
        "router.route('/a').get((req, res) => eval(req.query.x)).post((req, res) => eval(req.body.x));",
        'module.exports = router;',
      ],
    },
  },
  {
    name: 'Express: a file that is given the application',
    sinks: 1,
    files: {
      'index.js': [
        "const serverless = require('serverless-http');",
        "const express = require('express');",
        'const app = express();',
        "require('./routes')(app);",
        'exports.handler = serverless(app);',
      ],
      'routes.js': [
        "module.exports = (app) => { app.get('/a', (req, res) => eval(req.query.x)); };",
      ],
    },
  },
  {
    name: 'Express: a controller of a third file',
    sinks: 1,
    files: {
      'index.js': [
        "const serverless = require('serverless-http');",
        "const express = require('express');",
        'const app = express();',
        "const routes = require('./routes');",
        'routes(app);',
        'exports.handler = serverless(app);',
      ],
      'routes.js': [
        "const c = require('./c');",
        "module.exports = (app) => { app.get('/a', c.run); };",
      ],
      'c.js': ['exports.run = async (req, res, next) => { const { x } = req.query; eval(x) }'],
    },
  },
  {
    name: 'Express: bound methods',
    sinks: 3,
    files: {
      'index.js': [
        "const serverless = require('serverless-http');",
        "const express = require('express');",
        'const app = express();',
        "app.use('/x', require('./routes'));",
        'exports.handler = serverless(app);',
      ],
      'routes.js': [
        "const { Router } = require('express');",
        "const C = require('./c');",
        'const r = Router();',
        'const c = new C();',
        "r.get('/a', c.run.bind(c));",
        "r.get('/b', (req, res) => c.two(req, res));",
        "r.get('/d', c.three);",
        'module.exports = r;',
      ],
      'c.js': [
        'class C { constructor() { this.three = this.three.bind(this) } run(req, res) { eval(req.query.x) } two(req) { eval(req.body) } three(req) { eval(req.params.x) } }',
        'module.exports = C;',
      ],
    },
  },
  {
    name: 'Express: an application in a class',
    sinks: 1,
    files: {
      'index.js': [
        "const express = require('express');",
        "class App { constructor() { this.app = express(); this.routes(); } routes() { this.app.get('/x', this.run); } run(req, res) { eval(req.query.x) } }",
        "const sls = require('serverless-http');",
        'module.exports.handler = sls(new App().app);',
      ],
    },
  },
  {
    name: 'Express: compiled TypeScript',
    sinks: 1,
    files: {
      'index.js': [
        "var __importDefault = (this && this.__importDefault) || function (mod) { return (mod && mod.__esModule) ? mod : { 'default': mod }; };",
        "Object.defineProperty(exports, '__esModule', { value: true });",
        'exports.handler = void 0;',
        "const serverless_http_1 = __importDefault(require('serverless-http'));",
        "const app_1 = __importDefault(require('./app'));",
        'exports.handler = (0, serverless_http_1.default)(app_1.default);',
      ],
      'app.js': [
        "var __importDefault = (this && this.__importDefault) || function (mod) { return (mod && mod.__esModule) ? mod : { 'default': mod }; };",
        "Object.defineProperty(exports, '__esModule', { value: true });",
        "const express_1 = __importDefault(require('express'));",
        "const routes_1 = require('./routes');",
        'const app = (0, express_1.default)();',
        '(0, routes_1.register)(app);',
        'app.use(express_1.default.json());',
        'exports.default = app;',
      ],
      'routes.js': [
        "Object.defineProperty(exports, '__esModule', { value: true });",
        'exports.register = register;',
        "function register(app) { app.get('/a', async (req, res) => { eval(req.query.x); }); }",
      ],
    },
  },
  {
    name: 'Express: modules',
    sinks: 1,
    files: {
      'index.mjs': [
        "import serverless from 'serverless-http';",
        "import express, { Router } from 'express';",
        'const app = express();',
        'const r = Router();',
        "r.get('/x', async (req, res) => { eval(req.query.x) });",
        'app.use(r);',
        'export const handler = serverless(app);',
      ],
    },
  },
  {
    name: 'serverless-http within a handler',
    sinks: 1,
    files: {
      'index.js': [
        "const serverless = require('serverless-http');",
        "const app = require('express')();",
        "app.get('/x', (req, res) => eval(req.query.x));",
        'const h = serverless(app);',
        'module.exports.handler = async (event, context) => { const result = await h(event, context); return result; };',
      ],
    },
  },
  {
    name: 'aws-serverless-express',
    sinks: 1,
    files: {
      'index.js': [
        "const a = require('aws-serverless-express');",
        "const app = require('express')();",
        "app.get('/x', (req, res) => eval(req.query.x));",
        'const server = a.createServer(app);',
        'exports.handler = (event, context) => { a.proxy(server, event, context) };',
      ],
    },
  },
  {
    name: '@vendia/serverless-express',
    sinks: 1,
    files: {
      'index.js': [
        "const s = require('@vendia/serverless-express');",
        "const app = require('express')();",
        "app.get('/x', (req, res) => eval(req.query.x));",
        'exports.handler = s({ app });',
      ],
    },
  },
  {
    name: 'Fastify',
    sinks: 1,
    files: {
      'index.js': [
        "const awsLambdaFastify = require('@fastify/aws-lambda');",
        "const fastify = require('fastify');",
        "function init() { const app = fastify(); app.get('/', (request, reply) => { eval(request.query.x); reply.send({ hello: 'world' }) }); return app }",
        'const proxy = awsLambdaFastify(init());',
        'exports.handler = proxy;',
      ],
    },
  },
  {
    name: 'Fastify: plugins, routes and hooks',
    sinks: 4,
    files: {
      'index.js': [
        "const awsLambdaFastify = require('aws-lambda-fastify');",
        "const app = require('./app');",
        'const proxy = awsLambdaFastify(app);',
        'exports.handler = async (event, context) => proxy(event, context);',
      ],
      'app.js': [
        "const app = require('fastify')({ logger: true });",
        "app.register(require('./routes'), { prefix: '/v1' });",
        "app.register(async (a) => { a.post('/y', { schema: {} }, async (request) => eval(request.body.x)) });",
        'module.exports = app;',
      ],
      'routes.js': [
        "async function routes(fastify, options) { fastify.get('/x', async (request, reply) => { eval(request.params.x) }); fastify.route({ method: 'GET', url: '/z', handler: async (req) => eval(req.headers.a), preHandler: [async (req) => eval(req.query.a)] }) }",
        'module.exports = routes;',
      ],
    },
  },
  {
    name: 'Hono',
    sinks: 6,
    files: {
      'index.mjs': [
        "import { Hono } from 'hono';",
        "import { handle } from 'hono/aws-lambda';",
        'const app = new Hono();',
        "app.get('/', (c) => { eval(c.req.query('x')); eval(c.req.param('x')); eval(c.req.header('x')); return c.text('Hello') });",
        "app.post('/', async (c) => { const body = await c.req.json(); eval(body.x); eval((await c.req.parseBody()).y); eval(c.env.event.body) });",
        'export const handler = handle(app);',
      ],
    },
  },
  {
    name: 'Hono: what is no part of the request',
    sinks: 0,
    files: {
      'index.mjs': [
        "import { Hono } from 'hono';",
        "import { handle } from 'hono/aws-lambda';",
        'const app = new Hono();',
        "app.get('/', (c) => { eval(c.get('x')); return c.text(c.req.query('a')) });",
        'export const handler = handle(app);',
      ],
    },
  },
  {
    name: 'Hono: applications within another',
    sinks: 2,
    files: {
      'index.mjs': [
        "import { Hono } from 'hono';",
        "import { handle, streamHandle } from 'hono/aws-lambda';",
        "import { api } from './api.mjs';",
        "const app = new Hono().basePath('/v1');",
        "app.route('/api', api);",
        'export const handler = streamHandle(app);',
      ],
      'api.mjs': [
        "import { Hono } from 'hono';",
        "export const api = new Hono().get('/x', async (c) => eval(c.req.query('x'))).post('/y', zv, async (c) => { const { x } = c.req.valid('json'); eval(x) });",
      ],
    },
  },
  {
    name: 'NestJS: decorators, services, and a pipe that lets numbers through',
    sinks: 3,
    files: {
      'index.js': [
        "const serverless_express_1 = require('@codegenie/serverless-express');",
        "const core_1 = require('@nestjs/core');",
        "const app_module_1 = require('./app.module');",
        'let server;',
        'async function bootstrap() { const app = await core_1.NestFactory.create(app_module_1.AppModule); await app.init(); return (0, serverless_express_1.default)({ app: app.getHttpAdapter().getInstance() }); }',
        'exports.handler = async (event, context, callback) => { server = server ?? (await bootstrap()); return server(event, context, callback); };',
      ],
      'app.module.js': [
        'var __decorate = (this && this.__decorate) || function (d, t, k, s) { var c = arguments.length, r = c < 3 ? t : s; for (var i = d.length - 1; i >= 0; i--) if (d[i]) r = (c < 3 ? d[i](r) : c > 3 ? d[i](t, k, r) : d[i](t, k)) || r; return c > 3 && r && Object.defineProperty(t, k, r), r; };',
        "var __metadata = (this && this.__metadata) || function (k, v) { if (typeof Reflect === 'object') return Reflect.metadata(k, v); };",
        'var __param = (this && this.__param) || function (i, d) { return function (t, k) { d(t, k, i); } };',
        "const common_1 = require('@nestjs/common');",
        "const cats_controller_1 = require('./cats.controller');",
        "const cats_service_1 = require('./cats.service');",
        'let AppModule = class AppModule {};',
        'exports.AppModule = AppModule;',
        'exports.AppModule = AppModule = __decorate([(0, common_1.Module)({ controllers: [cats_controller_1.CatsController], providers: [cats_service_1.CatsService] })], AppModule);',
      ],
      'cats.controller.js': [
        'var __decorate = (this && this.__decorate) || function (d, t, k, s) { var c = arguments.length, r = c < 3 ? t : s; for (var i = d.length - 1; i >= 0; i--) if (d[i]) r = (c < 3 ? d[i](r) : c > 3 ? d[i](t, k, r) : d[i](t, k)) || r; return c > 3 && r && Object.defineProperty(t, k, r), r; };',
        "var __metadata = (this && this.__metadata) || function (k, v) { if (typeof Reflect === 'object') return Reflect.metadata(k, v); };",
        'var __param = (this && this.__param) || function (i, d) { return function (t, k) { d(t, k, i); } };',
        "Object.defineProperty(exports, '__esModule', { value: true });",
        'exports.CatsController = void 0;',
        "const common_1 = require('@nestjs/common');",
        "const cats_service_1 = require('./cats.service');",
        'let CatsController = class CatsController { constructor(catsService) { this.catsService = catsService; } create(dto) { return eval(dto.code); } find(id) { return this.catsService.find(id); } num(id) { return eval(id); } raw(req) { return eval(req.query.x) } };',
        'exports.CatsController = CatsController;',
        "__decorate([(0, common_1.Post)(), __param(0, (0, common_1.Body)()), __metadata('design:type', Function)], CatsController.prototype, 'create', null);",
        "__decorate([(0, common_1.Get)(':id'), __param(0, (0, common_1.Param)('id'))], CatsController.prototype, 'find', null);",
        "__decorate([(0, common_1.Get)('n/:id'), __param(0, (0, common_1.Param)('id', common_1.ParseIntPipe))], CatsController.prototype, 'num', null);",
        "__decorate([(0, common_1.Get)('r'), __param(0, (0, common_1.Req)())], CatsController.prototype, 'raw', null);",
        "exports.CatsController = CatsController = __decorate([(0, common_1.Controller)('cats'), __metadata('design:paramtypes', [cats_service_1.CatsService])], CatsController);",
      ],
      'cats.service.js': [
        'var __decorate = (this && this.__decorate) || function (d, t, k, s) { var c = arguments.length, r = c < 3 ? t : s; for (var i = d.length - 1; i >= 0; i--) if (d[i]) r = (c < 3 ? d[i](r) : c > 3 ? d[i](t, k, r) : d[i](t, k)) || r; return c > 3 && r && Object.defineProperty(t, k, r), r; };',
        "var __metadata = (this && this.__metadata) || function (k, v) { if (typeof Reflect === 'object') return Reflect.metadata(k, v); };",
        'var __param = (this && this.__param) || function (i, d) { return function (t, k) { d(t, k, i); } };',
        "Object.defineProperty(exports, '__esModule', { value: true });",
        'exports.CatsService = void 0;',
        "const common_1 = require('@nestjs/common');",
        'let CatsService = class CatsService { find(id) { return new Function(id); } };',
        'exports.CatsService = CatsService;',
        'exports.CatsService = CatsService = __decorate([(0, common_1.Injectable)()], CatsService);',
      ],
    },
  },
  {
    name: 'Koa',
    sinks: 6,
    files: {
      'index.js': [
        "const Koa = require('koa');",
        "const Router = require('@koa/router');",
        "const serverless = require('serverless-http');",
        'const app = new Koa();',
        'const router = new Router();',
        "router.get('/x', async (ctx) => { eval(ctx.query.x); eval(ctx.params.x); eval(ctx.request.body.x); eval(ctx.headers.x); eval(ctx.get('x')); ctx.body = 1 });",
        'app.use(async (ctx, next) => { eval(ctx.request.url); await next() });',
        'app.use(router.routes());',
        'module.exports.handler = serverless(app);',
      ],
    },
  },
  {
    name: 'restify',
    sinks: 1,
    files: {
      'index.js': [
        "const restify = require('restify');",
        'const s = restify.createServer();',
        "s.get('/x', (req, res, next) => { eval(req.params.x); next() });",
        "exports.handler = require('serverless-http')(s);",
      ],
    },
  },
  {
    name: 'hapi',
    sinks: 2,
    files: {
      'index.js': [
        "const Hapi = require('@hapi/hapi');",
        'const server = Hapi.server({});',
        "server.route({ method: 'GET', path: '/x', handler: (request, h) => { eval(request.query.x); return 1 } });",
        "server.route([{ method: 'GET', path: '/y', options: { handler: async (request) => eval(request.payload.x) } }]);",
        'exports.handler = async (event) => { const response = await server.inject({ url: event.path }); return response };',
      ],
    },
  },
  {
    name: 'lambda-api',
    sinks: 2,
    files: {
      'index.js': [
        "const api = require('lambda-api')();",
        "api.get('/x/:id', async (req, res) => { eval(req.params.id); return {} });",
        'api.use((req, res, next) => { eval(req.rawHeaders.a); next() });',
        'exports.handler = async (event, context) => await api.run(event, context);',
      ],
    },
  },
  {
    name: 'itty-router',
    sinks: 2,
    files: {
      'index.mjs': [
        "import { Router } from 'itty-router';",
        'const router = Router();',
        "router.get('/x/:id', ({ params }) => eval(params.id)).post('/y', async (request) => { const c = await request.json(); eval(c.x) });",
        'export const handler = async (event) => router.fetch(toRequest(event));',
      ],
    },
  },
  {
    name: 'tRPC',
    sinks: 2,
    files: {
      'index.mjs': [
        "import { initTRPC } from '@trpc/server';",
        "import { awsLambdaRequestHandler } from '@trpc/server/adapters/aws-lambda';",
        "import { z } from 'zod';",
        'const t = initTRPC.create();',
        'const appRouter = t.router({ x: t.procedure.input(z.string()).query((opts) => eval(opts.input)), y: t.procedure.input(z.object({ a: z.string() })).mutation(async ({ input }) => { eval(input.a) }) });',
        'export const handler = awsLambdaRequestHandler({ router: appRouter });',
      ],
    },
  },
  {
    name: 'Apollo',
    sinks: 2,
    files: {
      'index.mjs': [
        "import { ApolloServer } from '@apollo/server';",
        "import { startServerAndCreateLambdaHandler, handlers } from '@as-integrations/aws-lambda';",
        'const resolvers = { Query: { hello: (parent, args) => eval(args.x) }, Mutation: { async run(_, { code }, ctx) { eval(code) } } };',
        "const server = new ApolloServer({ typeDefs: '', resolvers });",
        'export const handler = startServerAndCreateLambdaHandler(server, handlers.createAPIGatewayProxyEventV2RequestHandler());',
      ],
    },
  },
  {
    name: 'Slack bolt',
    sinks: 2,
    files: {
      'index.js': [
        "const { App, AwsLambdaReceiver } = require('@slack/bolt');",
        "const awsLambdaReceiver = new AwsLambdaReceiver({ signingSecret: '' });",
        "const app = new App({ token: '', receiver: awsLambdaReceiver });",
        "app.message('hello', async ({ message, say }) => { eval(message.text); await say('a') });",
        "app.command('/x', async ({ command, ack }) => { eval(command.text) });",
        'module.exports.handler = async (event, context, callback) => { const handler = await awsLambdaReceiver.start(); return handler(event, context, callback); };',
      ],
    },
  },
  {
    name: 'middy: a table of routes',
    sinks: 2,
    files: {
      'index.mjs': [
        "import middy from '@middy/core'; import httpRouterHandler from '@middy/http-router';",
        'const one = middy().handler(async (event) => eval(event.pathParameters.id));',
        'async function two(event) { eval(event.body); }',
        "export const handler = middy().handler(httpRouterHandler([{ method: 'GET', path: '/a', handler: one }, { method: 'POST', path: '/a', handler: two }]));",
      ],
    },
  },
  {
    name: 'middy: hooks of a middleware',
    sinks: 2,
    files: {
      'index.js': [
        "const middy = require('@middy/core');",
        'const base = async (event) => event.y;',
        'exports.handler = middy(base).use({ before: async (request) => { eval(request.event.body) } }).before(async (request) => { eval(request.event.x) });',
      ],
    },
  },
  {
    name: 'Powertools: HTTP routes',
    sinks: 2,
    files: {
      'index.mjs': [
        "import { Router } from '@aws-lambda-powertools/event-handler/http';",
        'const app = new Router();',
        "app.get('/todos/:id', async ({ params: { id } }) => { eval(id); return {} });",
        "app.post('/t', async ({ req }) => { const b = await req.json(); eval(b.x) });",
        'export const handler = async (event, context) => app.resolve(event, context);',
      ],
    },
  },
  {
    name: 'Powertools: AppSync fields',
    sinks: 2,
    files: {
      'index.mjs': [
        "import { AppSyncGraphQLResolver } from '@aws-lambda-powertools/event-handler/appsync-graphql';",
        'const app = new AppSyncGraphQLResolver();',
        "app.onQuery('getTodo', async ({ id }) => { eval(id) });",
        "app.resolver(async ({ title }) => { eval(title) }, { fieldName: 'createTodo', typeName: 'Mutation' });",
        'export const handler = async (event, context) => app.resolve(event, context);',
      ],
    },
  },
  {
    name: 'Powertools: tools of Bedrock agents',
    sinks: 1,
    files: {
      'index.mjs': [
        "import { BedrockAgentFunctionResolver } from '@aws-lambda-powertools/event-handler/bedrock-agent';",
        'const app = new BedrockAgentFunctionResolver();',
        "app.tool(async ({ city }) => { eval(city) }, { name: 'x', description: '' });",
        'export const handler = async (event, context) => app.resolve(event, context);',
      ],
    },
  },
  {
    name: 'Powertools: AppSync events',
    sinks: 1,
    files: {
      'index.mjs': [
        "import { AppSyncEventsResolver } from '@aws-lambda-powertools/event-handler/appsync-events';",
        'const app = new AppSyncEventsResolver();',
        "app.onPublish('/default/foo', (payload) => { eval(payload.x) });",
        'export const handler = async (event, context) => app.resolve(event, context);',
      ],
    },
  },
  {
    name: 'an application whose framework is in the bundle',
    sinks: 1,
    files: {
      'index.js': [
        "var require_express = __commonJS({ 'node_modules/express/index.js'(exports, module) { module.exports = createApplication; function createApplication() { var app = function (req, res, next) { app.handle(req, res, next) }; return app } } });",
        'var import_express = __toESM(require_express());',
        'var app = (0, import_express.default)();',
        "app.get('/x', async (req, res) => { eval(req.query.x) });",
        'var import_s = __toESM(require_s());',
        'var handler = (0, import_s.default)(app);',
        'var index_exports = {};',
        '__export(index_exports, { handler: () => handler });',
        'module.exports = __toCommonJS(index_exports);',
      ],
    },
  },
  {
    name: 'Express: a default export',
    sinks: 1,
    files: {
      'index.js': [
        "const serverless = require('serverless-http');",
        "const express = require('express');",
        'const app = express();',
        "const r = require('./r');",
        "app.use('/x', r.default);",
        'exports.handler = serverless(app);',
      ],
      'r.js': [
        "Object.defineProperty(exports, '__esModule', { value: true });",
        "const express_1 = require('express');",
        'const router = (0, express_1.Router)();',
        "router.get('/', async (req, res) => { eval(req.query.x) });",
        'exports.default = router;',
      ],
    },
  },
];
