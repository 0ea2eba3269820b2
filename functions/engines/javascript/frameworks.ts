import { anyField, type FieldPath } from '../flow/index.ts';
import { everyHarm, type Harms, harmsOfShown, without } from './harms.ts';

/** A parameter of a function that answers requests. */
export interface GivenParameter {
  /** What it is to the framework: functions that are given the same share it. */
  readonly role: 'request' | 'response' | 'context' | 'next' | 'other';
  /** Where the event lies in it. A field `name()` is what its method of that name returns. */
  readonly event: readonly FieldPath[];
  /** What it can still do there. @default all that the field can */
  readonly kept?: Harms;
}

/** How a framework hands requests to functions of the code. */
export interface Framework {
  readonly name: string;
  /** What makes its applications and routers when it is called, as in `Value`; `…*` for all that begin so. */
  readonly makers: readonly string[];
  /** Methods of theirs that take functions which answer requests. */
  readonly methods: ReadonlySet<string>;
  /** What such a function is given, parameter by parameter. */
  readonly parameters: readonly GivenParameter[];
}

/** The framework that an application or a router belongs to, by what made it. */
export function frameworkOf(maker: string): Framework | undefined {
  return frameworks.find(({ makers }) => makers.some((name) => isOf(maker, name)));
}

function isOf(maker: string, name: string): boolean {
  return name.endsWith('*') ? maker.startsWith(name.slice(0, -1)) : maker === name;
}

/** Methods of applications that hand themselves to the function that they are given, as plugins get them. */
export const pluginMethods: ReadonlySet<string> = new Set(['register', 'after', 'group', 'prefix']);

const verbs = 'get post put patch delete head options all use';

const next: GivenParameter = { role: 'next', event: [] };
const response: GivenParameter = { role: 'response', event: [] };

/** Of Express. Source: "Request" (Express 5 API reference); what adapters add stands last. */
const requestFields =
  'params query body headers rawHeaders cookies signedCookies url originalUrl path hostname host ' +
  'subdomains get() header() param() rawBody apiGateway requestContext rawQuery';

const request: GivenParameter = {
  role: 'request',
  event: [...paths(requestFields), ...uploads()],
};

/** Source: "Context", "Request" (Koa guide). */
const koaContext = given(
  'context',
  'params query querystring search url originalUrl href path headers header host hostname origin ' +
    'cookies captures get() request req.url req.headers req.body req.apiGateway',
);

/** Source: "Context", "HonoRequest" (Hono). */
const honoContext = given('context', 'req env.event event body');

/** Source: "Request", and what itty-router adds to it. */
const webRequest = given(
  'request',
  'params query url headers body content cookies json() text() formData() arrayBuffer() blob()',
);

const whole: GivenParameter = { role: 'other', event: [[]] };

/**
 * Rows of frameworks that run in Lambda functions: through an adapter (serverless-http,
 * serverless-express, @fastify/aws-lambda, hono/aws-lambda and others), behind the Lambda web
 * adapter, or by themselves. Names as in `Value`.
 */
const frameworks: readonly Framework[] = [
  {
    name: 'express',
    makers: modules(
      'express express.Router express.application express.express express-promise-router router ' +
        'polka connect restana restify.createServer lambda-api lambda-api.createAPI',
    ),
    methods: words(`${verbs} del opts search any route param merge m-search`),
    parameters: [request, response, next],
  },
  {
    name: 'fastify',
    makers: modules('fastify fastify.fastify'),
    methods: words(
      `${verbs} route addHook setNotFoundHandler setErrorHandler addContentTypeParser propfind`,
    ),
    parameters: [
      given(
        'request',
        'query params body headers cookies url originalUrl hostname host raw.url raw.headers ' +
          'awsLambda file() files() parts() rawBody req',
      ),
      response,
      next,
    ],
  },
  {
    name: 'koa',
    makers: modules('koa @koa/router koa-router koa-joi-router koa-tree-router koa-better-router'),
    methods: words(`${verbs} del register param`),
    parameters: [koaContext, next],
  },
  {
    name: 'hono',
    makers: modules('hono.Hono hono/quick.Hono hono/tiny.Hono @hono/zod-openapi.OpenAPIHono'),
    methods: words(`${verbs} on route openapi notFound onError mount`),
    parameters: [honoContext, next],
  },
  {
    name: 'hapi',
    makers: modules('@hapi/hapi.server @hapi/hapi.Server hapi.server hapi.Server'),
    methods: words('route ext'),
    parameters: [
      given('request', 'query params payload headers state path url orig raw.req rawPayload'),
      response,
    ],
  },
  {
    name: 'itty-router',
    makers: modules('itty-router.Router itty-router.AutoRouter itty-router.IttyRouter'),
    methods: words(verbs),
    parameters: [webRequest, { role: 'other', event: [[]] }, { role: 'other', event: [] }],
  },
  {
    name: 'powertools',
    makers: modules('@aws-lambda-powertools/event-handler*'),
    methods: words(
      `${verbs} route resolver onQuery onMutation onSubscription batchResolver onBatchQuery ` +
        'onBatchMutation onPublish onSubscribe tool errorHandler notFound',
    ),
    // First the request with the event in it, parameters or arguments; then the event.
    parameters: [whole, whole],
  },
  {
    name: 'trpc',
    makers: modules('@trpc/server.initTRPC*'),
    methods: words('query mutation subscription use'),
    parameters: [given('context', 'input rawInput getRawInput() ctx.event ctx.req')],
  },
  {
    name: 'slack bolt',
    makers: modules('@slack/bolt.App'),
    methods: words('message event command action shortcut view options use function assistant'),
    parameters: [
      given('context', 'message event command action body payload view shortcut options inputs'),
    ],
  },
  {
    name: 'chat bot',
    makers: modules('telegraf.Telegraf grammy.Bot telegraf grammy.Composer'),
    methods: words('on command hears action use start help callbackQuery'),
    parameters: [
      given('context', 'message msg update payload callbackQuery text match args inlineQuery'),
      next,
    ],
  },
  {
    name: 'alexa',
    makers: modules('ask-sdk-core.SkillBuilders* ask-sdk.SkillBuilders*'),
    methods: words('addRequestHandlers addErrorHandlers addRequestInterceptors'),
    parameters: [given('context', 'requestEnvelope')],
  },
  {
    name: 'middy',
    makers: modules('@middy/core middy @middy/core.default'),
    methods: words('use before after onError'),
    parameters: [given('request', 'event')],
  },
  {
    name: 'node',
    makers: modules('http.createServer https.createServer http.Server https.Server'),
    methods: words('on addListener'),
    parameters: [given('request', 'url headers rawHeaders body read() on()'), response],
  },
];

/**
 * Of an application that is not known by its name, for it came in the same bundle: what functions
 * of whichever framework read of their first parameter.
 */
export const anyFramework: Framework = {
  name: 'express',
  makers: [],
  methods: words(`${verbs} del route`),
  parameters: [
    {
      role: 'request',
      event: [...request.event, ...paths('payload request req querystring')],
    },
    response,
    next,
  ],
};

/** Those of any of them. */
export const allMethods: ReadonlySet<string> = new Set(
  [...frameworks, anyFramework].flatMap(({ methods }) => [...methods]),
);

/** Makers to which the functions that answer are given at once: `http.createServer((request) => …)`. */
export function takesListener(maker: string): boolean {
  return frameworkOf(maker)?.name === 'node';
}

/** What a parameter with a decorator is given: the event, the response, or neither. */
export type Decorated = GivenParameter | undefined;

/** By the decorator's name; all that these packages have of such a name means the same. */
export function decoratedParameter(decorator: string): Decorated {
  return decorators.get(decorator);
}

/** Packages that the decorators come from. */
export const decoratorPackages: ReadonlySet<string> = new Set(
  (
    '@nestjs/common @nestjs/graphql @nestjs/microservices @nestjs/websockets routing-controllers ' +
    'type-graphql inversify-express-utils @tsed/common @tsed/platform-params'
  ).split(' '),
);

/** One part of it. */
const event: GivenParameter = {
  role: 'other',
  event: [[]],
  kept: without(everyHarm, harmsOfShown),
};

const decorators: ReadonlyMap<string, GivenParameter> = new Map([
  ...rows(
    event,
    'Body Param Query Headers UploadedFile UploadedFiles HostParam RawBody MessageBody Payload',
  ),
  ...rows(event, 'Args Arg QueryParam QueryParams HeaderParam HeaderParams BodyParam BodyParams'),
  ...rows(event, 'CookieParam CookieParams Params PathParams requestBody requestParam queryParam'),
  ...rows(event, 'requestHeaders cookies Cookies'),
  ...rows({ role: 'request', event: anyRequest() }, 'Req Request request'),
  ...rows(response, 'Res Response response'),
]);

/** Of methods that are given what Express gives: `@httpGet('/path')`. */
export const routingDecorators: ReadonlySet<string> = new Set(
  'httpGet httpPost httpPut httpPatch httpDelete httpHead all httpMethod'.split(' '),
);

/** Pipes that let through numbers, truth values and the like, and no other text. */
export const limitingPipes: ReadonlySet<string> = new Set(
  'ParseIntPipe ParseFloatPipe ParseBoolPipe ParseUUIDPipe ParseEnumPipe ParseDatePipe'.split(' '),
);

/** Of functions that answer to GraphQL: the parent, the arguments, the context. */
export const resolverParameters: readonly GivenParameter[] = [{ role: 'other', event: [] }, event];

/** Packages whose calls take `{ resolvers }`. */
export const graphqlPackages: ReadonlySet<string> = new Set(
  (
    '@apollo/server apollo-server-lambda apollo-server @graphql-tools/schema graphql-tools ' +
    'graphql-yoga @apollo/subgraph @graphql-yoga/node makeExecutableSchema'
  ).split(' '),
);

function anyRequest(): readonly FieldPath[] {
  return [...request.event, ...paths('raw.url raw.headers awsLambda event')];
}

function given(role: GivenParameter['role'], fields: string): GivenParameter {
  return { role, event: paths(fields) };
}

/**
 * Of files that are sent, what the sender says: where they lie, and under which name, is up to multer and
 * its like. They are few, for of more than sixteen places in a value only the depth is kept (`Reached`).
 * Source: "File information" (multer), "Usage" (express-fileupload).
 */
function uploads(): readonly FieldPath[] {
  return [
    ...paths('file.originalname file.buffer file.mimetype'),
    ...['originalname', 'name', 'buffer', 'data'].map((field) => ['files', anyField, field]),
    ['files', anyField, anyField, 'originalname'],
  ];
}

function paths(fields: string): readonly FieldPath[] {
  return fields.split(' ').map((field) => field.split('.'));
}

function modules(names: string): readonly string[] {
  return names.split(' ').map((name) => `module:${name}`);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

function rows(
  value: GivenParameter,
  names: string,
): readonly (readonly [string, GivenParameter])[] {
  return names.split(' ').map((name) => [name, value]);
}
