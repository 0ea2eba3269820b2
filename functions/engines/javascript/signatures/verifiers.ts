import type { SignatureKind } from '../../../core/signature-check.ts';
import { packageIn } from '../known-packages.ts';
import { isFalse, optionIn, textOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { type Asked, isOwnKey } from './own-key.ts';

/** A call of a package that verifies a signature or a token. */
export interface Verifier {
  readonly kind: SignatureKind;
  /** Whether it throws, or rejects, where that is wrong; else it says so. */
  readonly throws: boolean;
  /** Whether it does so only once it is waited for. */
  readonly promises: boolean;
}

/** Undefined where the call is none, or verifies nothing as it is called here. */
export function verifierOf(call: CallNode, code: Asked): Verifier | undefined {
  // What answers to a function that it is given is not followed.
  if (call.arguments.some((argument) => isFunction(argument))) return undefined;

  return rowsOf(call, code.values).find(
    (row) => isWhole(row, call, code) && hasOwnKey(call, row, code),
  );
}

/** A call of a package that verifies, whatever its key is. */
export interface Verifying extends Verifier {
  /** Whether it is called so that it verifies anything. */
  readonly isWhole: boolean;
  /** Undefined where the package knows it by itself. */
  readonly key?: AnyNode | undefined;
  /** Whether one that the code shows is as good, as a public one is. */
  readonly mayBeShown: (text: string) => boolean;
}

/** The same without asking where its key comes from. */
export function verifyingCall(call: CallNode, code: Asked): Verifying | undefined {
  const [row] = rowsOf(call, code.values);
  if (!row) return undefined;
  const { kind, throws, promises, key: place } = row;
  const key = place === undefined ? undefined : keyAt(place, call, code);
  const hasKey = key !== undefined || typeof place !== 'number';
  const [token] = call.arguments;
  const isOwnToken = kind === 'jwt' && token !== undefined && mayBeOwnToken(token, code);
  const isOfToken =
    key !== undefined && code.values.namesOf(key).includes('module:jose.EmbeddedJWK');

  return {
    kind,
    throws,
    promises,
    isWhole: hasKey && !isOfToken && !isOwnToken && isWhole(row, call, code),
    key,
    mayBeShown: (text) => mayBeShown(kind, text),
  };
}

function rowsOf(call: CallNode, values: Values): readonly Row[] {
  const method = calledName(call) ?? '';
  if (!methods.has(method)) return [];

  return values.valuesOf(call.callee).flatMap((value) => {
    if (value.kind !== 'name' && value.kind !== 'made') return [];
    if (value.name === 'crypto.subtle.verify') return ofWeb;
    const name = packageIn(value.name) ?? '';
    return rows.get(`${name} ${method}`) ?? rows.get(`${name} ()`) ?? [];
  });
}

function isWhole({ when }: Row, call: CallNode, { values }: Asked): boolean {
  return when?.(call, values) ?? true;
}

/** `jwt.verify(token, key, (error, claims) => …)`: where there is no error, the token is right. */
export function answeringVerifier(call: CallNode, code: Asked): AnsweringVerifier | undefined {
  const callback = call.arguments.at(-1);
  if (calledName(call) !== 'verify' || !callback || !isFunction(callback)) return undefined;
  const isIt = code.values.namesOf(call.callee).some((name) => packageIn(name) === 'jsonwebtoken');
  const row = isIt ? rows.get('jsonwebtoken verify') : undefined;
  const isKept = row !== undefined && isWhole(row, call, code) && hasOwnKey(call, row, code);

  return isKept ? { kind: row.kind, callback } : undefined;
}

interface AnsweringVerifier {
  readonly kind: SignatureKind;
  /** Is given the error first. */
  readonly callback: FunctionNode;
}

interface Row extends Verifier {
  /** Where its key stands: the place of an argument, a field of one, or what made it was given. @default nowhere */
  readonly key?: KeyPlace | undefined;
  readonly when?: ((call: CallNode, values: Values) => boolean) | undefined;
}

type KeyPlace = number | { readonly field: string; readonly of?: number } | 'made with';

/**
 * Packages that npm serves at least 100,000 times a month (list of 28 November 2026), and older ones.
 * Sources: the documentation and the code of each.
 */
const rows: ReadonlyMap<string, Row> = new Map([
  ...throwing('stripe', 'stripe', 'constructEvent', 2),
  ...rejecting('stripe', 'stripe', 'constructEventAsync', 2),
  ...throwing('standard-webhooks', 'svix', 'verify', 'made with'),
  ...throwing('standard-webhooks', 'standardwebhooks', 'verify', 'made with'),
  ...throwing('standard-webhooks', 'resend', 'verify', { field: 'webhookSecret' }, isOfWebhooks),
  ...throwing('standard-webhooks', '@polar-sh/sdk', 'validateEvent', 2),
  ...rejecting('standard-webhooks', '@clerk/backend', 'verifyWebhook', {
    field: 'signingSecret',
    of: 1,
  }),
  ...throwing('jwt', 'jsonwebtoken', 'verify', 1, takesSigned),
  ...rejecting('jwt', 'jose', 'jwtVerify compactVerify flattenedVerify generalVerify', 1),
  ...rejecting('jwt', 'aws-jwt-verify', 'verify'),
  ...throwing('jwt', 'aws-jwt-verify', 'verifySync'),
  ...rejecting('jwt', 'google-auth-library', 'verifyIdToken'),
  ...rejecting('jwt', 'firebase-admin', 'verifyIdToken verifySessionCookie'),
  ...rejecting('jwt', '@okta/jwt-verifier', 'verifyAccessToken verifyIdToken'),
  ...rejecting('jwt', '@clerk/backend', 'verifyToken', { field: 'secretKey', of: 1 }),
  ...throwing('jwt', 'jwt-simple', 'decode', 1, verifiesToken),
  ...throwing('jwt', 'njwt', 'verify', 1),
  ...saying('jwt', 'jws', 'verify', 2, namesAlgorithm),
  ...rejecting('jwt', 'hono', 'verify', 1),
  ...rejecting('github', '@octokit/webhooks', 'verifyAndReceive'),
  ...promising('github', '@octokit/webhooks', 'verify'),
  ...promising('github', '@octokit/webhooks-methods', 'verify verifyWithFallback', 0),
  ...throwing('slack', '@slack/bolt', 'verifySlackRequest', { field: 'signingSecret' }),
  ...throwing('slack', '@slack/events-api', 'verifyRequestSignature', { field: 'signingSecret' }),
  ...saying('slack', '@slack/bolt', 'isValidSlackRequest', { field: 'signingSecret' }),
  ...promising('discord', 'discord-interactions', 'verifyKey', 3),
  ...saying('public-key', 'tweetnacl', 'verify', 2),
  ...saying('public-key', 'crypto', 'verify', 2),
  ...saying('public-key', '@sendgrid/eventwebhook', 'verifySignature', 0),
  ...saying('twilio', 'twilio', 'validateRequest validateRequestWithBody', 0),
  ...saying('twilio', 'twilio', 'validateIncomingRequest', 1),
  ...rejecting('alexa', 'alexa-verifier', '()'),
  ...rejecting('alexa', 'ask-sdk-express-adapter', 'verify'),
  ...saying('hmac', '@line/bot-sdk', 'validateSignature', 1),
  ...saying('hmac', 'razorpay', 'validateWebhookSignature', 2),
  ...saying('hmac', '@contentful/node-apps-toolkit', 'verifyRequest', 0),
  ...promising('hmac', 'square', 'verifySignature', { field: 'signatureKey' }),
  ...saying('hmac', 'square', 'isValidWebhookEventSignature', 2),
  ...saying('hmac', '@hubspot/api-client', 'isValid', { field: 'clientSecret' }),
  ...promising('hmac', '@notionhq/client', 'verifyWebhookSignature', {
    field: 'verificationToken',
  }),
  ...promising('hmac', '@sanity/webhook', 'isValidSignature', 2),
  ...promising('hmac', '@sanity/webhook', 'isValidRequest', 1),
  ...rejecting('hmac', '@sanity/webhook', 'assertValidSignature', 2),
  ...rejecting('hmac', '@sanity/webhook', 'assertValidRequest', 1),
  ...rejecting('hmac', '@workos-inc/node', 'constructEvent', { field: 'secret' }),
  ...rejecting('hmac', '@paddle/paddle-node-sdk', 'unmarshal', 1),
]);

/** Of Web Crypto: `crypto.subtle.verify(algorithm, key, signature, data)`. */
const ofWeb: Row = { kind: 'public-key', throws: false, promises: true, key: 1 };

const methods: ReadonlySet<string> = new Set([
  ...[...rows.keys()].map((key) => key.slice(key.indexOf(' ') + 1)).filter((name) => name !== '()'),
  // Whatever the package is called where it is itself the function.
  'verifier',
  'alexaVerifier',
  'verifyAlexa',
]);

/** A key that a request brings, or that the code shows, proves nothing; nor a token of the code's own. */
function hasOwnKey(call: CallNode, { kind, key: place }: Row, code: Asked): boolean {
  if (place === undefined) return true;
  if (kind === 'jwt' && call.arguments[0] && mayBeOwnToken(call.arguments[0], code)) return false;
  const key = keyAt(place, call, code);
  if (key === undefined) return typeof place !== 'number';
  const isOfToken = code.values.namesOf(key).includes('module:jose.EmbeddedJWK');

  return !isOfToken && isOwnKey(key, code, (text) => mayBeShown(kind, text));
}

function keyAt(place: KeyPlace, call: CallNode, { values }: Asked): AnyNode | undefined {
  const { callee, arguments: given } = call;
  if (typeof place === 'number') return given[place];
  if (typeof place === 'object') return optionIn(values, given[place.of ?? 0], place.field);
  const object = callee.type === 'MemberExpression' ? callee.object : callee;
  const makers = values
    .valuesOf(object)
    .flatMap((value) => (value.kind === 'made' ? (value.by ?? []) : []));
  const [maker] = makers;

  return maker && isCall(maker) ? maker.arguments[0] : undefined;
}

/** Public keys may be known. What Stripe or Svix has generated only readers of the code know: that is another fault. */
function mayBeShown(kind: SignatureKind, text: string): boolean {
  if (/^whsec_[A-Za-z0-9+/=]{24,100}$/.test(text)) return true;
  if (kind === 'discord' || kind === 'public-key') return text !== '';

  return kind === 'jwt' && /^\s*-----BEGIN (?:RSA )?(?:PUBLIC KEY|CERTIFICATE)/.test(text);
}

/** `event.headers.token || guest` */
function mayBeOwnToken(token: AnyNode, { requested }: Asked): boolean {
  const [definition, ...others] = bindingOf(token)?.definitions ?? [];
  const isOne = definition?.kind === 'value' && others.length === 0 && definition.path.length === 0;
  const made = isOne ? definition.node : token;

  return (
    made.type === 'LogicalExpression' &&
    made.operator !== '&&' &&
    !requested.has(made.right) &&
    textOf(made.right) === undefined
  );
}

/** Not where a token without a signature is taken. */
function takesSigned({ arguments: [, , options] }: CallNode, values: Values): boolean {
  const algorithms = optionIn(values, options, 'algorithms');

  return !(
    algorithms?.type === 'ArrayExpression' &&
    algorithms.elements.some((one) => textOf(one ?? undefined)?.toLowerCase() === 'none')
  );
}

/** Not of `decode(token, key, true)`, which verifies nothing, nor `decode(token, key, false, 'none')`. */
function verifiesToken({ arguments: [, , noVerify, algorithm] }: CallNode): boolean {
  const isVerifying = noVerify === undefined || isFalse(noVerify);

  return isVerifying && textOf(algorithm)?.toLowerCase() !== 'none';
}

/** `jws.verify(token, 'HS256', key)`, and not of an algorithm that the token itself may choose. */
function namesAlgorithm({ arguments: [, algorithm] }: CallNode): boolean {
  const name = textOf(algorithm)?.toLowerCase();

  return name !== undefined && name !== 'none';
}

/** `resend.webhooks.verify(…)`, and not `resend.domains.verify(id)`. */
function isOfWebhooks({ callee }: CallNode): boolean {
  const of = callee.type === 'MemberExpression' ? callee.object : undefined;

  return of?.type === 'MemberExpression' && fieldRead(of) === 'webhooks';
}

type Rows = readonly (readonly [string, Row])[];

function throwing(
  kind: SignatureKind,
  of: string,
  names: string,
  key?: KeyPlace,
  when?: Row['when'],
) {
  return listed({ kind, throws: true, promises: false, key, when }, of, names);
}

function saying(
  kind: SignatureKind,
  of: string,
  names: string,
  key?: KeyPlace,
  when?: Row['when'],
) {
  return listed({ kind, throws: false, promises: false, key, when }, of, names);
}

function rejecting(kind: SignatureKind, of: string, names: string, key?: KeyPlace) {
  return listed({ kind, throws: true, promises: true, key }, of, names);
}

function promising(kind: SignatureKind, of: string, names: string, key?: KeyPlace) {
  return listed({ kind, throws: false, promises: true, key }, of, names);
}

function listed(row: Row, of: string, names: string): Rows {
  return names.split(' ').map((name) => [`${of} ${name}`, row]);
}
