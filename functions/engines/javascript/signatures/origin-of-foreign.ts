import { isCredentialName } from '../../signatures/index.ts';
import { behind } from '../behind.ts';
import { textOf } from '../options.ts';
import { type AnyNode, type CallNode, calledName, isCall, type NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { type AsksOrigins, roleIn } from './call-ends.ts';
import { isComparing } from './comparing.ts';
import { isReadText } from './foreign-calls.ts';
import type { Frame } from './frame.ts';
import { isInert } from './inert-calls.ts';
import { lenientVerifier } from './lenient-verifiers.ts';
import { bringsCredential, isOwnValue, joinedOrigins, noOrigin, type Origin } from './origin.ts';
import { hasShownKey } from './shown-keys.ts';

/** What is asked besides of those who know where expressions come from. */
export interface AsksCallOrigins extends AsksOrigins {
  readonly hasSessions: boolean;
  isOfEnvironment(node: AnyNode): boolean;
  isAnyPair(given: readonly AnyNode[], frame: Frame | undefined, receiver?: Origin): boolean;
  ofCallbacks(call: CallNode, receiver: Origin, caller: Frame | undefined): Origin;
}

/** Of a call that leaves the code, or runs what the language has. */
export function originOfForeign(call: CallNode, verdicts: AsksCallOrigins, frame?: Frame): Origin {
  const { callee, arguments: given } = call;
  const method = calledName(call) ?? '';
  const receiver =
    callee.type === 'MemberExpression' ? verdicts.originOf(callee.object, frame) : noOrigin;
  const origin = joinedOrigins(given.map((each) => verdicts.originOf(each, frame)));
  const all = joinedOrigins([receiver, origin, verdicts.ofCallbacks(call, receiver, frame)]);
  if (isComparing(method) && verdicts.isAnyPair(given, frame, receiver)) return { verdict: call };
  const isList =
    callee.type === 'MemberExpression' &&
    !verdicts.isOfEnvironment(callee.object) &&
    !isText(behind(callee.object));
  if (listed.has(method) && isList && isOwnValue(receiver) && origin.credential)
    return { stored: true, verdict: call };
  // `request.header('authorization')`, `getCookie(context, 'session')`
  if (all.request && given.some(namesCredential)) {
    return { ...all, request: true, credential: true };
  }
  const isOfContainer = receiver.container === true || origin.container === true;
  if (isOfContainer && given.some((each) => textOf(each) !== undefined)) return { request: true };
  // Of Basic, the name as well as the password.
  if (isDecoding(call)) return { ...all, credential: undefined, container: undefined };
  if (receiver.credential && (method === 'toString' || method === 'length')) return receiver;
  if (method === 'require') return noOrigin;
  const verifier = lenientVerifier(call, verdicts, frame);
  // What a token says is no credential.
  const isNone = verifier === 'none' || hasShownKey(call, verdicts.values);
  if (isNone || isReadingToken(call, verdicts.values)) {
    return { request: all.request, stored: all.stored, verdict: all.verdict };
  }
  if (verifier) return { stored: true, verdict: call };
  if (receiver.request && !origin.request) {
    return verdicts.hasSessions && /^is(?:Un)?[Aa]uthenticated$/.test(method)
      ? { verdict: call }
      : all;
  }
  if (call.type === 'NewExpression' || isInert(call, verdicts.values)) return all;
  const role = roleIn(call, verdicts, frame);
  if (role === 'gives back') return all;
  // Whole headers are for what knows sessions.
  const isBrought = /session|authenticat|authori/i.test(method)
    ? bringsCredential(origin) || bringsCredential(receiver)
    : (origin.credential ?? receiver.credential);
  const isTest = role !== undefined && role !== 'changes' && isBrought && !/^compare/.test(method);
  if (isTest) return { stored: true, verdict: call };
  if (role !== undefined) return { stored: true, verdict: all.verdict };

  return all.credential
    ? { ...all, stored: true }
    : { stored: true, own: all.own, verdict: all.verdict };
}

/** Of `sql`select … ${token}``. */
export function originOfTagged(
  { quasi, tag }: NodeOf<'TaggedTemplateExpression'>,
  origin: Origin,
): Origin {
  const isRead = isReadText(quasi.quasis[0]?.value.cooked ?? undefined);

  return origin.credential && isRead ? { stored: true, verdict: tag } : origin;
}

/** The name of a header or a cookie, and no text of SQL. */
export function namesCredential(node: AnyNode): boolean {
  const text = textOf(node) ?? '';

  return /^[\w.-]{1,60}$/.test(text) && isCredentialName(text);
}

/** `Buffer.from(given, 'base64')`, `atob(given)` */
function isDecoding(call: CallNode): boolean {
  const name = calledName(call);

  return name === 'atob' || (name === 'from' && /^base64/.test(textOf(call.arguments[1]) ?? ''));
}

/** `JSON.parse(…)`, `jwt.decode(token)` */
function isReadingToken({ callee }: CallNode, values: Values): boolean {
  return values
    .namesOf(callee)
    .some((name) =>
      /^JSON\.parse$|^module:(?:jsonwebtoken|jose|jws)\.decode|^module:jwt-decode/.test(name),
    );
}

/** `JSON.stringify(rows)`, which includes any part of itself. */
function isText(node: AnyNode): boolean {
  return isCall(node) && /stringify|readFile|toString|^join$/.test(calledName(node) ?? '');
}

/** They ask whether a list or a table has something. */
const listed: ReadonlySet<string> = new Set(
  'includes has get indexOf hasOwnProperty hasOwn'.split(' '),
);
