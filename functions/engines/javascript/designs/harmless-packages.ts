import { packageIn, roleOf } from '../known-packages.ts';
import { isLogger, isShape } from '../signatures/inert-calls.ts';

/**
 * Whether a package neither changes nor asks anything outside the function, but by calls of AWS that are known by
 * themselves: it makes hashes and ids, parses, checks, logs or answers.
 */
export function isHarmlessPackage(name: string): boolean {
  if (/^[./]/.test(name) || making.test(name) || isLogger(name)) return true;
  if (
    /^(?:node:)?(?:assert|buffer|console|crypto|events|os|path|perf_hooks|querystring|stream|string_decoder|url|util|zlib)$/.test(
      name,
    )
  ) {
    return true;
  }
  if (isOfAwsSdk(name) || ofMiddy.has(name) || name.startsWith('@middy/http-')) return true;

  return roleOf(packageOf(name)) === 'returns' && isShape(packageOf(name)) && !asking.test(name);
}

/** `@aws-sdk/lib-dynamodb`, `aws-sdk/clients/s3` */
export function isOfAwsSdk(name: string): boolean {
  return /^(?:@aws-sdk\/|@smithy\/|aws-sdk$|aws-sdk\/)/.test(name);
}

/** Whether a package hands requests to functions of the code, and answers for them. */
export function isOfApplication(name: string): boolean {
  return applications.has(packageOf(name));
}

/** `uuid/v4` is of `uuid`. */
export function packageOf(name: string): string {
  return packageIn(`module:${name.replace(/^node:/, '')}`) ?? name;
}

/** They make hashes and ids, or read settings. */
const making =
  /^(?:bcrypt(?:js)?|argon2|@node-rs\/(?:argon2|bcrypt)|uuid(?:\/v[14])?|uuidv[47]|nanoid|ulid|ulidx|cuid|@paralleldrive\/cuid2|ksuid|short-uuid|shortid|uniqid|dotenv(?:\/config)?|source-map-support(?:\/register)?|@aws-lambda-powertools\/(?:logger|tracer|metrics)|aws-xray-sdk(?:-core)?)$/;

/** What they are given runs, and is looked into. */
const ofMiddy: ReadonlySet<string> = new Set(
  'core util validator error-logger input-output-logger do-not-wait-for-empty-event-loop event-normalizer warmup ssm secrets-manager'
    .split(' ')
    .map((name) => `@middy/${name}`),
);

/** They ask others, or bring what stores. */
const asking =
  /^(?:openid-client|jwks-rsa|@fastify\/(?:postgres|mongodb|mysql|redis|http-proxy|reply-from)|@nestjs\/(?:mongoose|typeorm|axios|sequelize|mongo|microservices|bull)|@hono\/\w*(?:auth|prisma)|lambda-warmer|passport|express-session|probot|multer|dataloader)/;

const applications: ReadonlySet<string> = new Set(
  (
    'express fastify koa koa-router @koa/router restify connect polka hono lambda-api serverless-http aws-serverless-express ' +
    '@vendia/serverless-express @codegenie/serverless-express @fastify/aws-lambda aws-lambda-fastify @nestjs/core @nestjs/platform-express @nestjs/platform-fastify'
  ).split(' '),
);
