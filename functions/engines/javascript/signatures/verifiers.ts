import type { SignatureKind } from '../../../core/signature-check.ts';
import { packageIn } from '../known-packages.ts';
import { optionIn, textOf } from '../options.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
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
  ...rejecting('jwt', 'firebase-admin', 'verifyIdToken'),
  ...rejecting('jwt', '@okta/jwt-verifier', 'verifyAccessToken verifyIdToken'),
  ...rejecting('jwt', '@clerk/backend', 'verifyToken'),
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

function isNothing(key: AnyNode): boolean {
  const isLiteral = key.type === 'Literal' && !key.value;

  return isLiteral || textOf(key) === '' || (key.type === 'Identifier' && key.name === 'undefined');
}

function throwing(kind: SignatureKind, of: string, names: string, when?: Row['when']) {
  return listed({ kind, throws: true, promises: false, when }, of, names);
}

function saying(kind: SignatureKind, of: string, names: string) {
  return listed({ kind, throws: false, promises: false }, of, names);
}

function rejecting(kind: SignatureKind, of: string, names: string) {
  return listed({ kind, throws: true, promises: true }, of, names);
}

function promising(kind: SignatureKind, of: string, names: string) {
  return listed({ kind, throws: false, promises: true }, of, names);
}

function listed(row: Row, of: string, names: string): readonly (readonly [string, Row])[] {
  return names.split(' ').map((name) => [`${of} ${name}`, row]);
}
