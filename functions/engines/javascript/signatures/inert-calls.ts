import { isAnswering, isOfFramework } from '../answers.ts';
import { isMethodOfData, passageThrough } from '../built-ins.ts';
import { packageIn, roleOf } from '../known-packages.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName } from '../syntax.ts';
import type { Value, Values } from '../value.ts';

/**
 * Whether a call changes and asks nothing outside the function, whatever it is given: it reads, parses,
 * compares, writes to the log, or answers.
 */
export function isInert(call: CallNode, values: Values): boolean {
  const method = calledName(call) ?? '';
  const seen = values.valuesOf(call.callee);
  if (seen.length > 0) return seen.every((value) => isInertValue(value, method));

  return call.callee.type === 'MemberExpression' && (isMethodOfData(method) || ofData.has(method));
}

/** Lambda's `callback(null, answer)`, also where a helper is given it, and what `new Promise` gives to its function. */
export function isAnswer(callee: AnyNode, values: Values, depth = 0): boolean {
  const [definition] = bindingOf(callee)?.definitions ?? [];
  if (definition?.kind !== 'parameter') return false;
  const made = parentOf(definition.of);
  const isPromise =
    made?.type === 'NewExpression' && values.namesOf(made.callee).includes('Promise');

  if (isPromise) return true;
  const sites = values.sitesOf(definition.of);
  if (sites.length === 0) return definition.index === 2;

  return (
    depth < MOST_HELPERS &&
    definition.path.length === 0 &&
    sites.every(({ call, shift }) => {
      const given = call.arguments[definition.index - shift];
      return given !== undefined && isAnswer(given, values, depth + 1);
    })
  );
}

/** Called by one another. */
const MOST_HELPERS = 4;

function isInertValue(value: Value, method: string): boolean {
  if (value.kind !== 'name' && value.kind !== 'made') return false;
  const { name } = value;
  // What comes next is not seen here.
  if (isOfFramework(name)) return isAnswering(name) && !name.endsWith('next');
  const module = packageIn(name);
  // It hands out what opens doors.
  if (isSigning(name)) return false;
  if (readingSession.test(name)) return true;
  if (module !== undefined) {
    return (
      modules.has(module) || isLogger(module) || (roleOf(module) === 'returns' && isShape(module))
    );
  }
  const [root = name] = name.split('.');

  return (
    globals.has(root) ||
    passageThrough(name) !== undefined ||
    (value.kind === 'made' && ofData.has(method))
  );
}

/** What it opens is the cookie that was sent. */
const readingSession = /^module:iron-session(?:\.default)?\.(?:getIronSession|unsealData)$/;

/** `jwt.sign(claims, key)`, `new SignJWT(claims)` */
function isSigning(name: string): boolean {
  return /^module:(?:jsonwebtoken|jws|jwt-simple|jose|njwt|hono\/(?:utils\/)?jwt)(?:\.default)?\.(?:sign|encode|create|SignJWT)(?:\.sign)?$/.test(
    name,
  );
}

/** They parse and compare; others that give back what they get may call what they are given, or make code of it. */
export function isShape(module: string): boolean {
  return !module.startsWith('@middy') && !calling.test(module);
}

const calling =
  /^(?:async|p-\w+|bluebird|rxjs|effect|node-serialize|serialize-to-js|funcster|cryo|v8-serialize)$/;

const modules: ReadonlySet<string> = new Set(
  (
    'assert buffer console crypto path punycode querystring string_decoder url util zlib ' +
    'crypto-js tweetnacl safe-compare scmp tsscmp secure-compare uuid raw-body'
  ).split(' '),
);

/** Whether a package writes logs, traces and metrics. */
export function isLogger(name: string): boolean {
  return loggers.has(name);
}

const loggers: ReadonlySet<string> = new Set(
  (
    '@aws-lambda-powertools/logger @aws-lambda-powertools/tracer @aws-lambda-powertools/metrics ' +
    'aws-xray-sdk aws-xray-sdk-core aws-embedded-metrics pino pino-lambda winston bunyan loglevel ' +
    'log4js lambda-log signale debug consola tslog @sentry/node @sentry/serverless ' +
    '@sentry/aws-serverless'
  ).split(' '),
);

const globals: ReadonlySet<string> = new Set(
  (
    'Array ArrayBuffer BigInt Boolean Buffer Date Error Headers Intl JSON Map Math Number Object ' +
    'Promise RangeError RegExp Response Set String Symbol TextDecoder TextEncoder TypeError URL ' +
    'URLSearchParams Uint8Array atob btoa console crypto decodeURI decodeURIComponent encodeURI ' +
    'encodeURIComponent escape isFinite isNaN parseFloat parseInt structuredClone unescape'
  ).split(' '),
);

/** Of what the language makes, of loggers and of responses, of any package. */
const ofData: ReadonlySet<string> = new Set(
  (
    'toLowerCase toUpperCase trim trimStart trimEnd update digest equals compare copy byteLength getTime valueOf toISOString localeCompare normalize ' +
    'log info warn error debug trace critical appendKeys addContext status sendStatus send json end ' +
    'writeHead setHeader header type code text getRandomValues succeed fail done ' +
    'getRemainingTimeInMillis'
  ).split(' '),
);
