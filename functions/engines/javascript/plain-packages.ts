/**
 * Packages of npm that neither call AWS nor run code that is not written there, so that code may import
 * them and be plain. Each answers requests, checks or shapes what it is given, or hands on what it gets to
 * functions that it is given. Left out is what compiles texts (ajv, lodash), sends (axios) or loads
 * others by name. Source: the source of each, in the version of late 2026.
 */
export function isPlainPackage(name: string): boolean {
  return packages.has(name);
}

const packages: ReadonlySet<string> = new Set(
  // Frameworks, and what stands between them and Lambda.
  (
    'express serverless-http @vendia/serverless-express aws-serverless-express @middy/core ' +
    '@middy/http-cors @middy/http-error-handler @middy/http-event-normalizer ' +
    '@middy/http-header-normalizer @middy/http-json-body-parser @middy/http-security-headers ' +
    'apollo-server-lambda graphql graphql-tag ' +
    // What reads a request, or checks what it brings.
    'body-parser compression cookie-parser cors express-validator helmet joi validator yup zod ' +
    // Times, names, errors and tokens.
    'bcryptjs date-fns dayjs http-errors http-status-codes jsonwebtoken moment nanoid ulid'
  ).split(' '),
);

/** Fields by which frameworks read files, or load engines of templates that run what these say. */
export function isOfFiles(name: string): boolean {
  return ofFiles.has(name);
}

const ofFiles: ReadonlySet<string> = new Set(
  'download engine gateway plugins render sendFile sendfile serveStatic static template'.split(' '),
);
