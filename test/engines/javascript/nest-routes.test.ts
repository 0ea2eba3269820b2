import { describe, expect, it } from 'vitest';
import { routesIn } from './code-routes.ts';

const jwtGuard = "let G = class G extends (0, passport_1.AuthGuard)('jwt') {};";
const strategy = "super({ secretOrKey: config.get('KEY') });";

/** As tsc compiles it: one controller with a route that writes and a log-in. */
function nest({
  guard = jwtGuard,
  onMethod = '(0, common_1.UseGuards)(guard_1.G),',
  onClass = '',
  providers = '',
  settings = strategy,
  base = '',
  boot = '',
  login = '',
  module = '',
  imports = '',
}: Readonly<Record<string, string>>) {
  const head = `var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
const common_1 = require("@nestjs/common");
const core_1 = require("@nestjs/core");
const passport_1 = require("@nestjs/passport");
const jwt_1 = require("@nestjs/jwt");
`;
  return {
    'index.js': `${head}const express_1 = require('@codegenie/serverless-express');
const controller_1 = require('./controller'); const strategy_1 = require('./strategy'); const guard_1 = require('./guard');
let AppModule = class AppModule {};
AppModule = __decorate([(0, common_1.Module)({ imports: [${imports}], controllers: [controller_1.C], providers: [strategy_1.S, ${providers}] })], AppModule);
${module}
async function bootstrap() { const app = await core_1.NestFactory.create(AppModule); ${boot} await app.init(); return (0, express_1.default)({ app: app.getHttpAdapter().getInstance() }); }
let server;
exports.handler = async (event, context, callback) => { server = server ?? (await bootstrap()); return server(event, context, callback); };`,
    'controller.js': `${head}const guard_1 = require('./guard'); const public_1 = require('./public'); const client = require('@aws-sdk/client-s3');
const s3 = new client.S3Client({});
${base}
let C = class C ${base ? 'extends B ' : ''}{ async make(body) { return s3.send(new client.PutObjectCommand(body)); } async login(body) { return s3.send(new client.GetObjectCommand(body)); } };
exports.C = C;
__decorate([${onMethod} (0, common_1.Post)('new'), __param(0, (0, common_1.Body)())], C.prototype, "make", null);
__decorate([${login} (0, common_1.Post)('login')], C.prototype, "login", null);
exports.C = C = __decorate([${onClass} (0, common_1.Controller)('orders')], C);`,
    'guard.js': `${head}const public_1 = require('./public');
${guard}
exports.G = G; exports.G = G = __decorate([(0, common_1.Injectable)()], G);`,
    'public.js': `${head}exports.IS_PUBLIC = 'isPublic';
const Public = () => (0, common_1.SetMetadata)(exports.IS_PUBLIC, true); exports.Public = Public;
const Roles = (...roles) => (0, common_1.SetMetadata)('roles', roles); exports.Roles = Roles;
const guard_1 = require('./guard'); const Auth = () => (0, common_1.applyDecorators)((0, common_1.SetMetadata)('x', 1), (0, common_1.UseGuards)(guard_1.G)); exports.Auth = Auth;`,
    'strategy.js': `${head}const passport_jwt_1 = require('passport-jwt'); exports.constants = { secret: 'abc' };
let S = class S extends (0, passport_1.PassportStrategy)(passport_jwt_1.Strategy) { constructor(config) { ${settings} } validate(payload) { return payload; } };
exports.S = S;`,
  };
}

const isPublic =
  'const isPublic = this.reflector.getAllAndOverride(public_1.IS_PUBLIC, [context.getHandler(), context.getClass()]);';
const service = (body: string, after = 'return true;') =>
  `let G = class G { constructor(jwtService, reflector) { this.jwtService = jwtService; this.reflector = reflector; }
async canActivate(context) { ${body.includes('isPublic)') ? isPublic : ''} const request = context.switchToHttp().getRequest(); ${body} ${after} } };`;
const verified =
  'try { request.user = await this.jwtService.verifyAsync(request.headers.token, { secret: process.env.KEY }); } catch { throw new common_1.UnauthorizedException(); }';
const marking = (rest: string) =>
  `let G = class G extends (0, passport_1.AuthGuard)('jwt') { constructor(reflector) { super(); this.reflector = reflector; } ${rest} };`;
const ironSession =
  "const iron_1 = require('iron-session'); class M { async use(req, res, next) { req.session = await (0, iron_1.getIronSession)(req, res, { password: process.env.P, cookieName: 's' }); next(); } } class O { configure(consumer) { consumer.apply(M).forRoutes('*'); } }";
const everywhere = {
  onMethod: '',
  providers: '{ provide: core_1.APP_GUARD, useClass: guard_1.G }',
};

const guarded = ['POST /orders/login open', 'POST /orders/new jwt'];
const all = ['POST /orders/login jwt', 'POST /orders/new jwt'];

describe('routes of NestJS', () => {
  it.each([
    ['with a guard on a method', {}, guarded],
    [
      'with AuthGuard itself',
      { onMethod: "(0, common_1.UseGuards)((0, passport_1.AuthGuard)('jwt'))," },
      guarded,
    ],
    [
      'with a guard on the class',
      { onMethod: '', onClass: '(0, common_1.UseGuards)(guard_1.G),' },
      all,
    ],
    ['with a guard of the application', everywhere, all],
    [
      'with a guard that asks for a session of iron-session, which middleware opens',
      {
        guard:
          'let G = class G { canActivate(context) { const request = context.switchToHttp().getRequest(); if (!request.session?.user) throw new common_1.UnauthorizedException(); return true; } };',
        module: ironSession,
      },
      ['POST /orders/login open', 'POST /orders/new credential'],
    ],
    ['with useGlobalGuards', { onMethod: '', boot: 'app.useGlobalGuards(new guard_1.G());' }, all],
    [
      'one of which is public',
      {
        ...everywhere,
        guard: marking(
          `canActivate(context) { ${isPublic} if (isPublic) return true; return super.canActivate(context); }`,
        ),
        login: '(0, public_1.Public)(),',
        onMethod: "(0, public_1.Roles)('admin'),",
      },
      guarded,
    ],
    [
      'with a guard that says so in one expression',
      {
        ...everywhere,
        guard: marking(
          `canActivate(context) { ${isPublic} return isPublic || super.canActivate(context); }`,
        ),
        login: '(0, public_1.Public)(),',
      },
      guarded,
    ],
    ['with a guard that asks JwtService', { guard: service(verified) }, guarded],
    [
      'with a guard that asks JwtService, one of them public',
      {
        ...everywhere,
        guard: service(`if (isPublic) { return true; } ${verified}`),
        login: '(0, public_1.Public)(),',
      },
      guarded,
    ],
    [
      'whose guard refuses who is no user',
      {
        guard: marking(
          'handleRequest(err, user) { if (err || !user) { throw err || new common_1.UnauthorizedException(); } return user; }',
        ),
      },
      guarded,
    ],
    ['with decorators that are put together', { onMethod: '(0, public_1.Auth)(),' }, guarded],
  ])('%s', (_, parts: Parameters<typeof nest>[0], routes) => {
    expect(routesIn(nest(parts))).toEqual(routes);
  });

  const signs = "let H = class H extends (0, passport_1.AuthGuard)('jwt') {};";
  it.each([
    [
      'a strategy that no one has',
      { guard: "let G = class G extends (0, passport_1.AuthGuard)('local') {};" },
    ],
    [
      'several strategies',
      { guard: "let G = class G extends (0, passport_1.AuthGuard)(['jwt', 'anonymous']) {};" },
    ],
    [
      'a guard that lets on who is no user',
      { guard: marking('handleRequest(err, user) { return user; }') },
    ],
    [
      'a guard that says no to errors alone',
      { guard: marking('handleRequest(err, user) { if (err) throw err; return user; }') },
    ],
    [
      'a guard that puts a guest there',
      {
        guard: marking(
          "handleRequest(err, user) { user = user || { name: 'guest' }; if (!user) throw err; return user; }",
        ),
      },
    ],
    ['a guard that answers yes', { guard: marking('canActivate(context) { return true; }') }],
    [
      'a guard that catches the no',
      {
        guard: marking(
          'async canActivate(context) { try { return await super.canActivate(context); } catch { return true; } }',
        ),
      },
    ],
    [
      'a guard that lets a header by',
      {
        guard: marking(
          'canActivate(context) { if (context.switchToHttp().getRequest().headers.debug) return true; return super.canActivate(context); }',
        ),
      },
    ],
    [
      'a guard that only decodes',
      { guard: service('request.user = this.jwtService.decode(request.headers.token);') },
    ],
    [
      'a guard that does not wait',
      {
        guard: service(
          'this.jwtService.verifyAsync(request.headers.token, { secret: process.env.KEY });',
        ),
      },
    ],
    [
      'a guard that catches what is wrong',
      {
        guard: service(
          'try { await this.jwtService.verifyAsync(request.headers.token, { secret: process.env.KEY }); } catch {}',
        ),
      },
    ],
    [
      'a guard whose key the code shows',
      {
        guard: service(
          "await this.jwtService.verifyAsync(request.headers.token, { secret: 'abc' });",
        ),
      },
    ],
    ['a strategy whose key the code shows', { settings: "super({ secretOrKey: 'abc' });" }],
    [
      'a strategy whose key another file shows',
      { settings: 'super({ secretOrKey: exports.constants.secret });' },
    ],
    [
      'a strategy whose key the request brings',
      {
        settings:
          'super({ secretOrKeyProvider: (req, raw, done) => done(null, req.headers.key) });',
      },
    ],
    ['a strategy whose settings are not seen', { settings: 'super({ ...config.settings });' }],
    [
      'a guard whose key the request brings',
      {
        guard: service(
          'await this.jwtService.verifyAsync(request.headers.token, { secret: request.headers.key });',
        ),
      },
    ],
    [
      'a guard whose key is that of no module',
      { guard: service('await this.jwtService.verifyAsync(request.headers.token);') },
    ],
    [
      'a guard of the application in a module that is not imported',
      {
        onMethod: '',
        module:
          'let M = class M {}; M = __decorate([(0, common_1.Module)({ providers: [{ provide: core_1.APP_GUARD, useClass: guard_1.G }] })], M);',
      },
    ],
    [
      'a guard after one that acts',
      {
        onMethod: '(0, common_1.UseGuards)(A, guard_1.G),',
        base: 'class B {} class A { async canActivate(context) { await s3.send(new client.PutObjectCommand(context.switchToHttp().getRequest().body)); return true; } }',
      },
    ],
    [
      'a guard that asks for a session of an answer',
      {
        guard:
          'let G = class G { canActivate(context) { const request = context.switchToHttp().getResponse(); if (!request.session?.user) throw new common_1.UnauthorizedException(); return true; } };',
        module: ironSession,
      },
    ],
    [
      'a guard that asks for a session of a message',
      {
        guard:
          'let G = class G { canActivate(context) { const request = context.switchToWs().getRequest(); if (!request.session?.user) throw new common_1.UnauthorizedException(); return true; } };',
        module: ironSession,
      },
    ],
    [
      'a guard that is changed later',
      { guard: `${jwtGuard} G.prototype.handleRequest = (e, user) => user;` },
    ],
    [
      'a guard for which a package may mark routes',
      {
        ...everywhere,
        guard: marking(
          `canActivate(context) { ${isPublic} if (isPublic) return true; return super.canActivate(context); }`,
        ),
        onClass: "(0, require('@acme/auth').Public)(),",
      },
    ],
    [
      'a guard for which routes are marked elsewhere',
      {
        ...everywhere,
        guard: marking(
          `canActivate(context) { ${isPublic} if (isPublic) return true; return super.canActivate(context); }`,
        ),
        boot: "Reflect.defineMetadata('isPublic', true, controller_1.C.prototype.make);",
      },
    ],
    [
      'a guard of roles',
      {
        guard:
          'let G = class G { canActivate(context) { const roles = this.reflector.get("roles", context.getHandler()); if (!roles) return true; return roles.includes(context.switchToHttp().getRequest().headers.role); } };',
      },
    ],
    [
      'a guard that a setting switches on',
      { onMethod: '', boot: 'if (process.env.AUTH) app.useGlobalGuards(new guard_1.G());' },
    ],
    [
      'a guard of the application that a setting provides',
      {
        onMethod: '',
        providers:
          '...(process.env.AUTH ? [{ provide: core_1.APP_GUARD, useClass: guard_1.G }] : [])',
      },
    ],
    [
      'a guard that is one of two',
      {
        guard: `${jwtGuard} class O { canActivate() { return true; } }`,
        onMethod: '(0, common_1.UseGuards)(process.env.X ? guard_1.G : common_1.O),',
      },
    ],
    [
      'a guard of another class',
      { guard: `${signs} let G = class G { canActivate() { return true; } };` },
    ],
    [
      'a guard that finds no one, and says yes',
      {
        guard: service(
          'request.user = await this.users.findOne({ token: request.headers.token });',
        ),
      },
    ],
    [
      'a guard whose service knows a key that the code shows',
      {
        guard: service(
          "const user = await this.jwtService.verifyAsync(request.headers.token, { secret: 'abc' }); if (!user) throw new common_1.UnauthorizedException();",
        ),
      },
    ],
    [
      'a guard of a module whose key the code shows',
      {
        guard: service(
          'const user = await this.jwtService.verifyAsync(request.headers.token); if (!user) throw new common_1.UnauthorizedException();',
        ),
        module: "jwt_1.JwtModule.register({ secret: 'abc' });",
      },
    ],
    [
      'a guard that asks whether there is a token',
      { guard: service('if (!request.headers.token) throw new common_1.UnauthorizedException();') },
    ],
  ])('of which no guard is one: %s', (_, parts: Parameters<typeof nest>[0]) => {
    expect(routesIn(nest(parts))).toBeUndefined();
  });

  it.each([
    [
      'a strategy with a default as its key',
      { settings: "super({ secretOrKey: config.get('KEY', 'abc') });" },
    ],
    [
      'a strategy whose key has a default before it',
      { settings: "const key = process.env.KEY || 'dev'; super({ secretOrKey: key });" },
    ],
    [
      'a strategy whose key has a default in the settings',
      {
        settings: "super({ secretOrKey: config.get('jwt.signing') });",
        module: "const load = () => ({ jwt: { signing: process.env.JWT_SECRET || 'secretKey' } });",
      },
    ],
    [
      'a strategy whose key has a default in the schema of its variables',
      { module: "const schema = { KEY: Joi.string().default('dev') };" },
    ],
    [
      'a guard of a module whose key has a default',
      {
        guard: service('await this.jwtService.verifyAsync(request.headers.token);'),
        module:
          "jwt_1.JwtModule.registerAsync({ useFactory: (config) => ({ secret: config.get('KEY') || 'dev' }) });",
      },
    ],
    [
      'a guard that looks a session up',
      {
        guard: service(
          'const found = await this.sessions.findOne({ token: request.headers.token }); if (!found) throw new common_1.UnauthorizedException(); request.user = found.user;',
        ),
      },
    ],
    [
      'a guard that answers with what is found',
      {
        guard: service(
          'const found = await this.sessions.findOne({ token: request.headers.token });',
          'return !!found;',
        ),
      },
    ],
    [
      'a guard that compares a key with a default',
      {
        guard: service(
          '',
          "return request.headers['x-api-key'] === (process.env.API_KEY || 'dev');",
        ),
      },
    ],
    [
      'a guard that is left out for what is public',
      {
        ...everywhere,
        guard: service(
          `if (isPublic) return true; const found = await this.sessions.findOne({ token: request.headers.token }); if (!found) throw new common_1.UnauthorizedException();`,
        ),
        login: '(0, public_1.Public)(),',
      },
    ],
  ])(
    'are asked for a credential, and that is not proved: %s',
    (_, parts: Parameters<typeof nest>[0]) => {
      expect(routesIn(nest(parts))).toEqual([
        'POST /orders/login open',
        'POST /orders/new credential',
      ]);
    },
  );

  it.each([
    [
      'routes that the adapter is given besides',
      { boot: "const express = require('express')(); express.get('/all', (q, r) => r.send(1));" },
    ],
    [
      'GraphQL',
      {
        base: "const graphql_1 = require('@nestjs/graphql'); let R = class R { list() {} }; __decorate([(0, graphql_1.Query)()], R.prototype, 'list', null);",
      },
    ],
    [
      'middleware that acts',
      {
        boot: 'app.use(async (req, res, next) => { await require("axios").post(req.query.to); next(); });',
      },
    ],
    [
      'routes of the adapter',
      { boot: "app.getHttpAdapter().post('/wipe', (q, r) => s3.send(q.body));" },
    ],
    [
      'middleware of a package that is not known',
      { boot: "app.use('/proxy', require('http-proxy-middleware').createProxyMiddleware({}));" },
    ],
    [
      'a module of a package that is not known',
      { imports: "require('@acme/billing').BillingModule" },
    ],
    [
      'a filter of errors that acts, given to all routes',
      {
        boot: 'app.useGlobalFilters({ catch: async (e, host) => { await s3.send(host.switchToHttp().getRequest().body); } });',
      },
    ],
    [
      'a filter of errors that acts',
      {
        base: 'class B {} let F = class F { async catch(e, host) { await s3.send(new client.PutObjectCommand(host.switchToHttp().getRequest().body)); } }; F = __decorate([(0, common_1.Catch)()], F);',
      },
    ],
    ['a base that is not seen', { base: "const { B } = require('unknown');" }],
  ])('are not known: %s', (_, parts: Parameters<typeof nest>[0]) => {
    expect(routesIn(nest(parts))).toBeUndefined();
  });

  it.each([
    ['by a decorator of a package', "(0, require('@nestia/core').TypedRoute.Post)()"],
    ['by one that is made', "(0, common_1[process.env.M])('all')"],
  ])('are open where they are routes %s', (_, decorator) => {
    const base = `class B { async all() { return s3.send(new client.ListObjectsCommand({})); } }; __decorate([${decorator}], B.prototype, "all", null);`;

    expect(routesIn(nest({ base }))).toEqual(['ANY /orders/{rest+} open', ...guarded]);
  });

  it('are behind a guard whose key the settings have from the environment', () => {
    const settings = "super({ secretOrKey: config.get('jwt.signing') });";
    const module = 'const load = () => ({ jwt: { signing: process.env.JWT_SECRET } });';

    expect(routesIn(nest({ settings, module }))).toEqual(guarded);
  });

  it('are behind a guard that takes the key of its module', () => {
    const guard = service(
      'request.user = await this.jwtService.verifyAsync(request.headers.token);',
    );
    const module =
      "jwt_1.JwtModule.registerAsync({ useFactory: (config) => ({ secret: config.get('KEY') }) });";

    expect(routesIn(nest({ guard, module }))).toEqual(guarded);
  });

  it('are those of a class that a controller extends, too', () => {
    const base =
      'class B { async all() { return s3.send(new client.ListObjectsCommand({})); } }; __decorate([(0, common_1.Get)("all")], B.prototype, "all", null);';

    expect(routesIn(nest({ base }))).toEqual(['GET /orders/all open', ...guarded]);
  });
});
