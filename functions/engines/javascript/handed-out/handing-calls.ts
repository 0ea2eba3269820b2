import type { HandedOut } from '../../../core/handed-out.ts';
import { behind } from '../behind.ts';
import { optionIn, textOf } from '../options.ts';
import { parentOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';

/** A call that signs something which opens something by itself. */
export interface HandingCall {
  readonly call: CallNode;
  readonly kind: HandedOut['kind'];
  /** What says for whom it is, or for which object. */
  readonly subject: AnyNode;
  /** Whether all that it holds says so, whatever it is called: the log-ins of providers. */
  readonly isOfAll?: boolean | undefined;
}

/** Calls by such names are looked at; what has none of them in its text hands out nothing. */
export const handingNames =
  'sign encode SignJWT createCustomToken getSignedUrl getSignedUrlPromise createPresignedPost GetOpenIdTokenForDeveloperIdentityCommand getOpenIdTokenForDeveloperIdentity'.split(
    ' ',
  );

export function handingCallsIn(values: Values): readonly HandingCall[] {
  return handingNames
    .flatMap((name) => values.callsOf(name).slice(0, MOST_CALLS))
    .flatMap((call) => handedBy(call, values) ?? []);
}

/** Of one name. */
const MOST_CALLS = 100;

function handedBy(call: CallNode, values: Values): HandingCall | undefined {
  const [first, second] = call.arguments;
  if (!first) return undefined;
  const names = values.namesOf(call.callee);

  switch (calledName(call)) {
    case 'getSignedUrl':
    case 'getSignedUrlPromise':
      return names.some((name) => name === 'module:@aws-sdk/s3-request-presigner.getSignedUrl')
        ? ofCommand(call, second, values)
        : ofOperation(call, textOf(first), second, values);
    case 'createPresignedPost':
      return ofPost(call, names, values);
    case 'createCustomToken':
      return { call, kind: 'token', subject: first };
    case 'GetOpenIdTokenForDeveloperIdentityCommand':
    case 'getOpenIdTokenForDeveloperIdentity':
      return ofAll(tokenFor(call, optionIn(values, first, 'Logins')));
    default:
      return names.some((name) => signing.test(name))
        ? tokenFor(call, subjectSet(call) ?? first)
        : undefined;
  }
}

function tokenFor(call: CallNode, subject: AnyNode | undefined): HandingCall | undefined {
  return subject && { call, kind: 'token', subject };
}

function ofAll(handing: HandingCall | undefined): HandingCall | undefined {
  return handing && { ...handing, isOfAll: true };
}

const signing =
  /^module:(?:jsonwebtoken|jwt-simple|jose|hono\/(?:utils\/)?jwt)(?:\.default)?\.(?:sign|encode|SignJWT)(?:\.sign)?$/;

/** `new SignJWT({}).setSubject(user)` */
function subjectSet(call: CallNode): AnyNode | undefined {
  let at: AnyNode | undefined = call;
  for (let count = 0; at && count < MOST_CHAINED; count += 1) {
    const member: AnyNode | undefined = parentOf(at);
    const next = member && parentOf(member);
    if (member?.type !== 'MemberExpression' || !isCall(next)) return undefined;
    if (calledName(next) === 'setSubject') return next.arguments[0];
    at = next;
  }
  return undefined;
}

const MOST_CHAINED = 10;

/** `getSignedUrl(client, new PutObjectCommand({ Key }))` */
function ofCommand(
  call: CallNode,
  given: AnyNode | undefined,
  values: Values,
): HandingCall | undefined {
  const command = given && behind(given);
  if (command?.type !== 'NewExpression') return undefined;
  const name = calledName(command) ?? '';

  return ofOperation(call, name.replace(/Command$/, ''), command.arguments[0] ?? command, values);
}

function ofOperation(
  call: CallNode,
  operation: string | undefined,
  input: AnyNode | undefined,
  values: Values,
): HandingCall | undefined {
  const name = operation?.toLowerCase() ?? '';
  const key = optionIn(values, input, 'Key');
  if (/^(?:putobject|uploadpart|deleteobject)$/.test(name)) {
    return { call, kind: 'upload', subject: key ?? call };
  }
  return name === 'getobject' && key ? { call, kind: 'download', subject: key } : undefined;
}

/** `createPresignedPost(client, { Key })` of the SDK 3, `s3.createPresignedPost({ Fields: { key } })` of 2. */
function ofPost(call: CallNode, names: readonly string[], values: Values): HandingCall | undefined {
  const [first, second] = call.arguments;
  const isThird = names.some((name) => name.startsWith('module:@aws-sdk/s3-presigned-post'));
  const fields = optionIn(values, first, 'Fields');
  const key = isThird ? optionIn(values, second, 'Key') : optionIn(values, fields, 'key');
  const isOfS3 = isThird || optionIn(values, first, 'Bucket') !== undefined;

  return isOfS3 ? { call, kind: 'upload', subject: key ?? call } : undefined;
}
