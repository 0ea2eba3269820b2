import type { SignatureKind } from '../../../core/signature-check.ts';
import { packageIn } from '../known-packages.ts';
import { isFalse, optionIn, textOf } from '../options.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isFunction,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/** A call of a package that verifies a signature or a token. */
export interface Verifier {
  readonly kind: SignatureKind;
  /** Whether it throws, or rejects, where that is wrong; else it says so. */
  readonly throws: boolean;
  /** Whether it does so only once it is waited for. */
  readonly promises: boolean;
}

/** Undefined where the call is none, or verifies nothing as it is called here. */
export function verifierOf(call: CallNode, values: Values): Verifier | undefined {
  const method = calledName(call) ?? '';
  if (!methods.has(method)) return undefined;

  for (const value of values.valuesOf(call.callee)) {
    if (value.kind !== 'name' && value.kind !== 'made') continue;
    const name = packageIn(value.name) ?? '';
    const row = rows.get(`${name} ${method}`) ?? rows.get(`${name} ()`);
    const isWhole = row !== undefined && (row.when?.(call, values) ?? true);
    // What answers to a function that it is given is not followed.
    if (isWhole && !call.arguments.some((argument) => isFunction(argument))) return row;
    if (value.name === 'crypto.subtle.verify') {
      return { kind: 'public-key', throws: false, promises: true };
    }
  }
  return undefined;
}

/** `jwt.verify(token, key, (error, claims) => …)`: where there is no error, the token is right. */
export function answeringVerifier(call: CallNode, values: Values): AnsweringVerifier | undefined {
  const callback = call.arguments.at(-1);
  if (calledName(call) !== 'verify' || !callback || !isFunction(callback)) return undefined;
  const isIt = values.namesOf(call.callee).some((name) => packageIn(name) === 'jsonwebtoken');

  return isIt && hasKey(call, values) ? { kind: 'jwt', callback } : undefined;
}

interface AnsweringVerifier {
  readonly kind: SignatureKind;
  /** Is given the error first. */
  readonly callback: FunctionNode;
}

interface Row extends Verifier {
  readonly when?: ((call: CallNode, values: Values) => boolean) | undefined;
}

/**
 * Packages that npm serves at least 100,000 times a month (list of 28 November 2026), and older ones.
 * Sources: the documentation and the code of each.
 */
const rows: ReadonlyMap<string, Row> = new Map([
  ...throwing('stripe', 'stripe', 'constructEvent'),
  ...rejecting('stripe', 'stripe', 'constructEventAsync'),
  ...throwing('standard-webhooks', 'svix', 'verify'),
  ...throwing('standard-webhooks', 'standardwebhooks', 'verify'),
  ...rejecting('standard-webhooks', '@clerk/backend', 'verifyWebhook'),
  ...throwing('jwt', 'jsonwebtoken', 'verify', hasKey),
  ...rejecting('jwt', 'jose', 'jwtVerify compactVerify flattenedVerify generalVerify'),
  ...rejecting('jwt', 'aws-jwt-verify', 'verify'),
  ...throwing('jwt', 'aws-jwt-verify', 'verifySync'),
  ...rejecting('jwt', 'google-auth-library', 'verifyIdToken'),
  ...rejecting('jwt', 'firebase-admin', 'verifyIdToken verifySessionCookie'),
  ...rejecting('jwt', '@okta/jwt-verifier', 'verifyAccessToken verifyIdToken'),
  ...rejecting('jwt', '@clerk/backend', 'verifyToken'),
  ...throwing('jwt', 'jwt-simple', 'decode', verifiesToken),
  ...throwing('jwt', 'njwt', 'verify', hasKey),
  ...saying('jwt', 'jws', 'verify', namesAlgorithm),
  ...rejecting('jwt', 'hono', 'verify', hasKey),
  ...rejecting('github', '@octokit/webhooks', 'verifyAndReceive'),
  ...promising('github', '@octokit/webhooks', 'verify'),
  ...promising('github', '@octokit/webhooks-methods', 'verify verifyWithFallback'),
  ...throwing('slack', '@slack/bolt', 'verifySlackRequest'),
  ...throwing('slack', '@slack/events-api', 'verifyRequestSignature'),
  ...saying('slack', '@slack/bolt', 'isValidSlackRequest'),
  ...promising('discord', 'discord-interactions', 'verifyKey'),
  ...saying('public-key', 'tweetnacl', 'verify'),
  ...saying('twilio', 'twilio', 'validateRequest validateRequestWithBody validateIncomingRequest'),
  ...rejecting('alexa', 'alexa-verifier', '()'),
  ...rejecting('alexa', 'ask-sdk-express-adapter', 'verify'),
  ...saying('public-key', 'crypto', 'verify'),
  ...saying('public-key', '@sendgrid/eventwebhook', 'verifySignature'),
  ...throwing('standard-webhooks', 'resend', 'verify', isOfWebhooks),
  ...throwing('standard-webhooks', '@polar-sh/sdk', 'validateEvent', hasSecret(2)),
  ...saying('hmac', '@line/bot-sdk', 'validateSignature', hasSecret(1)),
  ...saying('hmac', 'razorpay', 'validateWebhookSignature', hasSecret(2)),
  ...saying('hmac', '@contentful/node-apps-toolkit', 'verifyRequest', hasSecret(0)),
  ...promising('hmac', 'square', 'verifySignature'),
  ...saying('hmac', 'square', 'isValidWebhookEventSignature'),
  ...saying('hmac', '@hubspot/api-client', 'isValid'),
  ...promising('hmac', '@notionhq/client', 'verifyWebhookSignature'),
  ...promising('hmac', '@sanity/webhook', 'isValidSignature isValidRequest'),
  ...rejecting('hmac', '@sanity/webhook', 'assertValidSignature assertValidRequest'),
  ...rejecting('hmac', '@workos-inc/node', 'constructEvent'),
  ...rejecting('hmac', '@paddle/paddle-node-sdk', 'unmarshal'),
]);

const methods: ReadonlySet<string> = new Set([
  ...[...rows.keys()].map((key) => key.slice(key.indexOf(' ') + 1)).filter((name) => name !== '()'),
  // Whatever the package is called where it is itself the function.
  'verifier',
  'alexaVerifier',
  'verifyAlexa',
]);

/** Not of `verify(token, '')`, and not where a token without a signature is taken. */
function hasKey({ arguments: [, key, options] }: CallNode, values: Values): boolean {
  const algorithms = optionIn(values, options, 'algorithms');
  const isNone =
    algorithms?.type === 'ArrayExpression' &&
    algorithms.elements.some((one) => textOf(one ?? undefined)?.toLowerCase() === 'none');

  return key !== undefined && !isNothing(key) && !isNone;
}

/** Not of `decode(token, key, true)`, which verifies nothing. */
function verifiesToken(call: CallNode, values: Values): boolean {
  const [, , noVerify] = call.arguments;

  return hasKey(call, values) && (noVerify === undefined || isFalse(noVerify));
}

/** `jws.verify(token, 'HS256', key)`, and not of an algorithm that the token itself may choose. */
function namesAlgorithm({ arguments: [, algorithm, key] }: CallNode): boolean {
  const name = textOf(algorithm)?.toLowerCase();

  return name !== undefined && name !== 'none' && key !== undefined && !isNothing(key);
}

/** `resend.webhooks.verify(…)`, and not `resend.domains.verify(id)`. */
function isOfWebhooks({ callee }: CallNode): boolean {
  const of = callee.type === 'MemberExpression' ? callee.object : undefined;

  return of?.type === 'MemberExpression' && fieldRead(of) === 'webhooks';
}

function hasSecret(index: number): NonNullable<Row['when']> {
  return ({ arguments: given }) => {
    const secret = given[index];
    return secret !== undefined && !isNothing(secret);
  };
}

function isNothing(key: AnyNode): boolean {
  const isLiteral = key.type === 'Literal' && !key.value;

  return isLiteral || textOf(key) === '' || (key.type === 'Identifier' && key.name === 'undefined');
}

function throwing(kind: SignatureKind, of: string, names: string, when?: Row['when']) {
  return listed({ kind, throws: true, promises: false, when }, of, names);
}

function saying(kind: SignatureKind, of: string, names: string, when?: Row['when']) {
  return listed({ kind, throws: false, promises: false, when }, of, names);
}

function rejecting(kind: SignatureKind, of: string, names: string, when?: Row['when']) {
  return listed({ kind, throws: true, promises: true, when }, of, names);
}

function promising(kind: SignatureKind, of: string, names: string) {
  return listed({ kind, throws: false, promises: true }, of, names);
}

function listed(row: Row, of: string, names: string): readonly (readonly [string, Row])[] {
  return names.split(' ').map((name) => [`${of} ${name}`, row]);
}
