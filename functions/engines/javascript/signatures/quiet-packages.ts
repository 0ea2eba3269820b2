import { packageIn, roleOf } from '../known-packages.ts';
import type { Value } from '../value.ts';

/** What only shows files, and the documentation of an API. */
export function isPages(value: Value): boolean {
  if (value.kind !== 'name' && value.kind !== 'made') return false;

  return pages.has(packageIn(value.name) ?? '') || /^module:express\.static$/.test(value.name);
}

const pages: ReadonlySet<string> = new Set(
  'serve-static swagger-ui-express serve-favicon koa-static @fastify/static @fastify/swagger @fastify/swagger-ui @hono/swagger-ui redoc-express'.split(
    ' ',
  ),
);

/** Whether it is of a package that neither answers nor sends a request elsewhere. */
export function isKnownPackage(value: Value): boolean {
  if (value.kind !== 'name' && value.kind !== 'made') return false;
  const name = packageIn(value.name);

  if (name === undefined || quiet.has(name)) return true;
  // What adapts something else answers by itself: a GraphQL server, tRPC.
  const role = roleOf(name);
  return role === 'adapter' ? parsing.has(name) : role !== undefined;
}

/** Frameworks that bring middleware. */
const parsing: ReadonlySet<string> = new Set('express hono restify connect'.split(' '));

/** Of middleware that neither answers nor changes where a request goes. */
export function isQuietPackage(name: string): boolean {
  return quiet.has(name) && name !== 'method-override';
}

/** What middleware of others does no more than read, limit and log. Sources: the README of each. */
const quiet: ReadonlySet<string> = new Set(
  (
    'express-rate-limit rate-limiter-flexible express-slow-down hpp express-validator celebrate express-fileupload ' +
    'express-mongo-sanitize xss-clean cookie-session response-time connect-timeout express-winston pino-http ' +
    'express-pino-logger express-async-errors express-useragent request-ip koa-logger koa-helmet koa-compress @koa/multer fastify-plugin ' +
    // See `overridesMethods`.
    'method-override'
  ).split(' '),
);

/** Of Fastify: they have no routes of their own. Sources: the README of each. */
export function isPlugin(value: Value): boolean {
  const isNamed = value.kind === 'name' || value.kind === 'made';

  return isNamed && plugins.has(packageIn(value.name) ?? '');
}

const plugins: ReadonlySet<string> = new Set(
  'cors helmet jwt cookie multipart formbody rate-limit sensible compress auth env session secure-session etag accepts request-context postgres mongodb mysql redis swagger'
    .split(' ')
    .map((name) => `@fastify/${name}`),
);
