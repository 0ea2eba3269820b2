/**
 * What a package does with data that it is given. A `receiver` sends, stores or shows it, and gives
 * none of it back. One that `returns` may give it back, changed or not, or hand it to functions that
 * it was given; it runs no text as code itself. An `adapter` hands it to the routes of applications,
 * which are followed by themselves.
 */
export type PackageRole = 'receiver' | 'returns' | 'adapter';

/** Undefined for a package that is not listed: what it does is unknown. */
export function roleOf(packageName: string): PackageRole | undefined {
  const scope = packageName.startsWith('@') ? packageName.split('/')[0] : undefined;

  return roles.get(packageName) ?? (scope === undefined ? undefined : roles.get(`${scope}/*`));
}

/**
 * The package of `module:@scope/name.field`, as its name goes; undefined for a global. A path in a
 * package belongs to it, and one in the file system is all of its own.
 */
export function packageIn(name: string): string | undefined {
  if (!name.startsWith('module:')) return undefined;
  const specifier = name.slice('module:'.length);
  if (/^[./#?]|^\w+:/.test(specifier)) return specifier;

  // Names have dots, and so have fields: big.js.Big.
  const [whole = specifier] =
    /^(?:@[^/.]+\/)?[^/.]+(?:\.(?:js|io|net)(?![^./]))?/.exec(specifier) ?? [];
  return whole;
}

const roles: ReadonlyMap<string, PackageRole> = new Map([
  // AWS: clients, their commands, and what measures them.
  ...rows(
    'receiver',
    '@aws-sdk/* @smithy/* aws-sdk aws-xray-sdk aws-xray-sdk-core aws-embedded-metrics',
  ),
  ...rows('receiver', '@aws/dynamodb-data-mapper aws-jwt-verify @aws-crypto/* aws4 aws-appsync'),
  ...rows('receiver', '@aws-lambda-powertools/logger @aws-lambda-powertools/tracer'),
  ...rows('receiver', '@aws-lambda-powertools/metrics @aws-lambda-powertools/parameters'),
  ...rows('returns', '@aws-lambda-powertools/* @middy/* middy'),
  // The marshallers of DynamoDB give back what they get.
  ...rows('returns', '@aws-sdk/util-dynamodb dynamodb-data-types unmarshalled-dynamodb'),
  ...rows('adapter', '@aws-lambda-powertools/event-handler lambda-api hono itty-router'),
  // Applications and what adapts them to Lambda: they hand requests to functions that they are given.
  ...rows('adapter', 'express fastify koa koa-router @koa/router restify @hapi/hapi restana polka'),
  ...rows('adapter', '@nestjs/core @nestjs/platform-express @nestjs/platform-fastify connect'),
  ...rows('adapter', '@apollo/server @as-integrations/aws-lambda apollo-server-lambda'),
  ...rows('adapter', 'serverless-http aws-serverless-express @vendia/serverless-express'),
  ...rows('adapter', '@codegenie/serverless-express @fastify/aws-lambda aws-lambda-fastify'),
  ...rows('adapter', '@trpc/server graphql-yoga @slack/bolt telegraf grammy ask-sdk-core ask-sdk'),
  ...rows('returns', '@fastify/* @hono/* @nestjs/* graphql cors helmet body-parser probot'),
  ...rows('returns', 'cookie-parser compression morgan multer express-session passport'),
  ...rows('returns', 'express-async-handler koa-bodyparser @koa/bodyparser @koa/cors koa-body'),
  // Logs, traces and metrics.
  ...rows(
    'receiver',
    'pino pino-lambda winston bunyan loglevel log4js lambda-log signale debug consola',
  ),
  ...rows(
    'receiver',
    'tslog roarr npmlog @sentry/* dd-trace datadog-lambda-js datadog-metrics newrelic',
  ),
  ...rows(
    'receiver',
    '@opentelemetry/* @google-cloud/logging @bugsnag/js rollbar hot-shots prom-client',
  ),
  ...rows(
    'receiver',
    '@honeycombio/* @lumigo/* @epsagon/* @dazn/lambda-powertools-logger chalk kleur',
  ),
  // Calls of others over the network.
  ...rows(
    'receiver',
    'axios node-fetch cross-fetch isomorphic-fetch got undici superagent ky needle',
  ),
  ...rows('receiver', 'request request-promise phin bent wretch graphql-request @apollo/client ws'),
  ...rows(
    'receiver',
    'stripe twilio nodemailer mailgun.js @sendgrid/* @mailchimp/* postmark resend',
  ),
  ...rows(
    'receiver',
    'razorpay @mollie/api-client @paypal/* paypal-rest-sdk square braintree mercadopago midtrans-client',
  ),
  ...rows('receiver', '@slack/web-api @slack/webhook @octokit/* octokit openai @anthropic-ai/sdk'),
  ...rows('receiver', '@google-cloud/* googleapis google-auth-library firebase-admin @azure/*'),
  ...rows('receiver', '@hubspot/api-client jsforce algoliasearch contentful shopify-api-node'),
  ...rows('receiver', 'kafkajs amqplib mqtt nats bullmq bull bee-queue pusher ably @segment/*'),
  ...rows('receiver', 'ssh2 ssh2-sftp-client basic-ftp web-push apn discord.js'),
  // Databases.
  ...rows('receiver', 'pg pg-promise mysql mysql2 mariadb tedious mssql oracledb better-sqlite3'),
  ...rows('receiver', 'sqlite3 mongodb mongoose redis ioredis @upstash/* memcached knex kysely'),
  ...rows('receiver', 'drizzle-orm @prisma/client sequelize typeorm objection slonik postgres'),
  ...rows('receiver', 'dynamoose dynamodb-toolbox dynamodb-onetable electrodb @typedorm/*'),
  ...rows(
    'receiver',
    '@elastic/* @opensearch-project/* cassandra-driver neo4j-driver serverless-mysql',
  ),
  ...rows('receiver', '@planetscale/database @neondatabase/serverless data-api-client @supabase/*'),
  // Identities, hashes and keys. Tokens give back what callers wrote into them.
  ...rows(
    'receiver',
    'uuid nanoid ulid ksuid cuid @paralleldrive/cuid2 bcrypt bcryptjs argon2 crypto-js',
  ),
  ...rows(
    'receiver',
    'otplib speakeasy tweetnacl hash.js object-hash md5 sha.js farmhash murmurhash',
  ),
  ...rows('returns', 'jsonwebtoken jose jwt-decode jwks-rsa jws node-jose openid-client'),
  // Checks of shapes.
  ...rows('returns', 'zod @zod/mini joi @hapi/joi yup valibot superstruct io-ts runtypes arktype'),
  ...rows('returns', 'class-validator class-transformer validator @sinclair/typebox typebox'),
  ...rows('returns', 'express-validator fastest-validator ow tiny-invariant @effect/schema'),
  // Formats.
  ...rows('returns', 'qs query-string querystringify csv-parse csv-parser csv-stringify papaparse'),
  ...rows(
    'returns',
    'fast-csv xml2js fast-xml-parser xml-js xmlbuilder2 yaml ini json5 toml dotenv',
  ),
  ...rows('returns', 'node-serialize serialize-to-js funcster cryo v8-serialize'),
  ...rows('returns', 'busboy @fastify/busboy lambda-multipart-parser parse-multipart-data'),
  ...rows('returns', 'aws-lambda-multipart-parser iconv-lite base64-js js-base64 he entities'),
  ...rows(
    'returns',
    'html-entities marked markdown-it sanitize-html dompurify cheerio jsonc-parser',
  ),
  ...rows('returns', 'content-type cookie statuses http-errors http-status-codes mime mime-types'),
  ...rows('returns', '@protobuf-ts/runtime long avsc msgpackr pako fflate adm-zip jszip archiver'),
  ...rows('receiver', 'sharp jimp pdf-lib pdfkit exceljs xlsx qrcode file-type'),
  // Data, text, time and numbers.
  ...rows('returns', 'lodash underscore ramda rambda remeda radash date-fns date-fns-tz dayjs'),
  ...rows('returns', 'moment moment-timezone luxon ms bytes big.js bignumber.js decimal.js'),
  ...rows(
    'returns',
    'deepmerge deep-equal fast-deep-equal immer immutable camelcase camelcase-keys',
  ),
  ...rows('returns', 'snakecase-keys change-case slugify pluralize semver minimist yargs-parser'),
  ...rows('returns', 'object-path dot-prop flat traverse fast-json-patch rfc6902 diff escape-html'),
  ...rows(
    'returns',
    'libphonenumber-js email-validator ip ipaddr.js ua-parser-js i18n-iso-countries',
  ),
  ...rows('returns', 'string-similarity fuse.js safe-stable-stringify fast-safe-stringify'),
  ...rows('returns', 'json-stable-stringify flatted path-to-regexp picomatch minimatch'),
  // Flow of control.
  ...rows(
    'returns',
    'async async-retry p-map p-limit p-retry p-queue p-all p-settle p-timeout bluebird',
  ),
  ...rows('returns', 'rxjs ts-pattern neverthrow fp-ts effect exponential-backoff bottleneck'),
  ...rows(
    'returns',
    'tslib @swc/helpers core-js reflect-metadata regenerator-runtime source-map-support',
  ),
  ...rows(
    'returns',
    'tsyringe inversify awilix typedi eventemitter3 cockatiel opossum memoizee lru-cache',
  ),
  ...rows('returns', 'node-cache dataloader lambda-warmer'),
]);

function rows(
  role: PackageRole,
  packageNames: string,
): readonly (readonly [string, PackageRole])[] {
  return packageNames.split(' ').map((name) => [name, role]);
}
