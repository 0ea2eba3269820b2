import { onlyDefinition } from '../behind.ts';
import { returnsOf } from '../members.ts';
import { optionIn, textOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { isAsync } from './awaited.ts';
import { type ForeignRole, foreignRole, isRequester } from './foreign-calls.ts';
import type { Frame } from './frame.ts';
import { lenientVerifier } from './lenient-verifiers.ts';
import { bringsCredential, type Origin } from './origin.ts';
import { hasShownKey } from './shown-keys.ts';
import { verifyingCall } from './verifiers.ts';

/** What is asked here of those who know where expressions come from. */
export interface AsksOrigins {
  readonly values: Values;
  originOf(node: AnyNode, frame?: Frame): Origin;
  ownFunctions(callee: AnyNode): readonly FunctionNode[];
}

/** What is known of a call that leaves the code, and is given what it is here. */
export function roleIn(
  call: CallNode,
  verdicts: AsksOrigins,
  frame?: Frame,
): ForeignRole | undefined {
  const role = foreignRole(call, verdicts.values);
  const isSent = role === 'verifies' || role === 'rejects' || role === 'looks up';

  // Who judges must not be named by the request.
  return isSent && isElsewhere(call, verdicts, frame) ? 'changes' : role;
}

/** `fetch(body.url)`, and not `fetch(`https://id.example.com/${token}`)`. */
function isElsewhere(call: CallNode, verdicts: AsksOrigins, frame: Frame | undefined): boolean {
  const [first] = call.arguments;
  if (!first || !isRequester(call, verdicts.values)) return false;
  const url = optionIn(verdicts.values, first, 'url') ?? first;
  const start = optionIn(verdicts.values, first, 'baseURL') ?? startOf(url);

  return start !== undefined && verdicts.originOf(start, frame).request === true;
}

/** What an address begins with, be it by a name; undefined of one that is written. */
function startOf(url: AnyNode, depth = 0): AnyNode | undefined {
  if (depth > MOST_STEPS) return url;
  const definition = onlyDefinition(bindingOf(url));
  const at = definition?.path.length === 0 ? definition.node : url;
  if (at.type === 'TemplateLiteral')
    return at.quasis[0]?.value.cooked ? undefined : at.expressions[0];
  if (at.type === 'BinaryExpression' && at.left.type !== 'PrivateIdentifier')
    return startOf(at.left, depth + 1);

  return at.type === 'ObjectExpression' ? undefined : at;
}

/**
 * How a call ends where a credential that it is given is wrong: it throws `at once`, or what it promises does; `perhaps`
 * of what may also say so. Undefined of others.
 */
export function rejectionOf(
  call: CallNode,
  verdicts: AsksOrigins,
  frame?: Frame,
): 'at once' | 'throws' | 'perhaps' | undefined {
  if (verdicts.ownFunctions(call.callee).length > 0) return undefined;
  const verifier = lenientVerifier(call, verdicts, frame);
  if (verifier !== undefined) {
    return verifier === 'at once' || verifier === 'throws' ? verifier : undefined;
  }
  if (hasShownKey(call, verdicts.values)) return undefined;
  if (isFastifyToken(call, verdicts, frame)) return 'throws';
  const role = roleIn(call, verdicts, frame);
  const isNamed = role === 'verifies' && /^verify|authenticate/i.test(calledName(call) ?? '');
  if ((role !== 'rejects' && !isNamed) || !bringsAny(call, verdicts, frame)) return undefined;

  return role === 'rejects' ? 'throws' : 'perhaps';
}

/** `request.jwtVerify()` of @fastify/jwt, but with a key that stands in the code. */
function isFastifyToken(
  { callee }: CallNode,
  verdicts: AsksOrigins,
  frame: Frame | undefined,
): boolean {
  if (callee.type !== 'MemberExpression' || fieldRead(callee) !== 'jwtVerify') return false;
  const isShown = verdicts.values.callsOf('register').some(({ arguments: [, settings] }) => {
    const made = settings
      ? verdicts.values.functionsOf(settings).flatMap((of) => returnsOf(of))
      : [];
    return [settings, ...made].some(
      (each) => textOf(optionIn(verdicts.values, each, 'secret')) !== undefined,
    );
  });

  return !isShown && verdicts.originOf(callee.object, frame).request === true;
}

/** Whether a call results in a promise, which is there whatever it comes to. */
export function isPromise(call: CallNode, verdicts: AsksOrigins): boolean {
  const own = verdicts.ownFunctions(call.callee);
  if (own.length > 0) return own.some(isAsync);
  const verifying = verifyingCall(call, {
    values: verdicts.values,
    requested: { has: () => false },
  });
  if (verifying) return verifying.promises;
  const isOfHashes = verdicts.values
    .namesOf(call.callee)
    .some((name) => /^module:(?:bcrypt(?:js)?\.compare|argon2\.verify)$/.test(name));

  return roleIn(call, verdicts) === 'rejects' || calledName(call) === 'send' || isOfHashes;
}

function bringsAny(
  { callee, arguments: given }: CallNode,
  verdicts: AsksOrigins,
  frame: Frame | undefined,
): boolean {
  const receiver = callee.type === 'MemberExpression' ? callee.object : undefined;

  return [...given, ...(receiver ? [receiver] : [])].some((each) =>
    bringsCredential(verdicts.originOf(each, frame)),
  );
}

const MOST_STEPS = 8;
