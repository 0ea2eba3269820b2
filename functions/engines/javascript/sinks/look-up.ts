import type { Severity } from '../../../core/severity.ts';
import type { FieldPath } from '../../flow/index.ts';
import { isCompareName, isLoginCode, isOwnerField, isSecretField } from '../../signatures/index.ts';
import { targetsOf } from '../pattern.ts';
import { type Binding, bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  memberName,
} from '../syntax.ts';
import type { Written } from './sink.ts';

/** The field of a filter at which an operator stands: of `{ $or: [{ email }] }` the last; none of a whole filter. */
function fieldAsked(path: FieldPath): string | undefined {
  return path.findLast((field) => /^[^$[{\d]/.test(field));
}

/** Whether who puts an operator there is let in: by all of the filter, or by a secret that it was to hold. */
export function isAskedForSecret(path: FieldPath): boolean {
  const field = fieldAsked(path);

  return field === undefined || isSecretField(field);
}

/** Whether an operator at a field called `code` may let someone in: see `severityOfCode`. */
export function isAskedForCode(path: FieldPath): boolean {
  return fieldAsked(path) === 'code';
}

/** High where the filter asks for who signs in, too; as of each other field where it does not. */
export function severityOfCode({ node }: Written): Severity | undefined {
  const filter = isCall(node) ? node.arguments[0] : undefined;
  const properties = filter?.type === 'ObjectExpression' ? filter.properties : [];
  const names = properties.flatMap((each) => (each.type === 'Property' ? memberName(each) : []));

  return isLoginCode('code', names) ? undefined : 'medium';
}

/** Whether the field says whose a document is: an operator finds those of all. */
export function isAskedForOwner(path: FieldPath): boolean {
  const field = fieldAsked(path);

  return field !== undefined && !isSecretField(field) && isOwnerField(field);
}

/**
 * High where the caller is answered with what is found, which the filter was to keep from others. Where a password is
 * compared after it, where it only says whether one is there, or where the answer is not seen to hold it: medium.
 */
export function severityOfLookUp({ node }: Written): Severity | undefined {
  if (!isCall(node) || /^(?:count|countDocuments|exists)$/.test(calledName(node) ?? ''))
    return 'medium';

  return isAnswered(node) && !isPasswordCompared(node) ? undefined : 'medium';
}

/** Whether a caller is seen to be answered with what a look-up finds. */
function isAnswered(call: CallNode): boolean {
  const end = wholeChain(call);
  const around = parentOf(end);
  const isWaited = around?.type === 'AwaitExpression' || around?.type === 'YieldExpression';
  const found = isWaited ? around : end;

  return [found, ...usesOf(namesOf(found)), ...usesOf(givenTo(call, end))].some((use) =>
    isInAnswer(use),
  );
}

/** `find(…).sort(…).lean()`, around `find(…)`. */
function wholeChain(call: AnyNode, depth = 0): AnyNode {
  const member = parentOf(call);
  const next = member && parentOf(member);
  const goesOn =
    depth < MOST_DEEP &&
    member?.type === 'MemberExpression' &&
    member.object === call &&
    next?.type === 'CallExpression' &&
    next.callee === member &&
    !/^(?:then|catch|finally)$/.test(fieldRead(member) ?? '');

  return goesOn ? wholeChain(next, depth + 1) : call;
}

const MOST_DEEP = 16;

/** `const user = await …`, `const { name } = await …`, `user = await …` */
function namesOf(found: AnyNode): readonly Binding[] {
  const kept = parentOf(found);
  const target =
    kept?.type === 'VariableDeclarator' && kept.init === found
      ? kept.id
      : kept?.type === 'AssignmentExpression' && kept.right === found
        ? kept.left
        : undefined;

  return target ? bindingsIn(target) : [];
}

function bindingsIn(pattern: AnyNode): readonly Binding[] {
  return targetsOf(pattern).flatMap(({ node }) => bindingOf(node) ?? []);
}

/** `.then((user) => …)`, and `findOne(filter, (error, user) => …)`. */
function givenTo(call: CallNode, end: AnyNode): readonly Binding[] {
  const member = parentOf(end);
  const next = member?.type === 'MemberExpression' ? parentOf(member) : undefined;
  const isThen = member?.type === 'MemberExpression' && fieldRead(member) === 'then';
  const then = isThen && isCall(next) ? next.arguments[0] : undefined;
  const last = call.arguments.at(-1);
  const parameter = isFunction(then)
    ? then.params[0]
    : isFunction(last)
      ? last.params[1]
      : undefined;

  return parameter ? bindingsIn(parameter) : [];
}

function usesOf(bindings: readonly Binding[]): readonly AnyNode[] {
  return bindings.flatMap(({ reads }) => reads.slice(0, MOST_USES));
}

/** More are not looked at. */
const MOST_USES = 20;

/** Whether a value is a part of what a caller is answered with, perhaps under another name. */
function isInAnswer(node: AnyNode, names = 0): boolean {
  let isBody = false;

  for (let at = node, up = parentOf(node); up; at = up, up = parentOf(up)) {
    switch (up.type) {
      case 'MemberExpression':
        if (up.object !== at) return false;
        break;
      case 'Property':
        if (up.value !== at) return false;
        isBody ||= memberName(up) === 'body';
        break;
      case 'CallExpression':
        if (isAnswering(up) && up.callee !== at) return true;
        if (!passesOn(up, at)) return false;
        break;
      case 'ConditionalExpression':
        if (up.test === at) return false;
        break;
      case 'AssignmentExpression':
        return up.right === at && isBodySet(up.left);
      case 'VariableDeclarator':
        return (
          names < MOST_NAMES && usesOf(bindingsIn(up.id)).some((use) => isInAnswer(use, names + 1))
        );
      case 'ArrowFunctionExpression':
        return isBody && up.body === at;
      case 'ReturnStatement':
        return isBody;
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'SpreadElement':
      case 'TemplateLiteral':
      case 'AwaitExpression':
      case 'LogicalExpression':
      case 'ParenthesizedExpression':
        break;
      default:
        return false;
    }
  }
  return false;
}

const MOST_NAMES = 1;

/** `res.json(…)`, `res.status(200).send(…)`, `ctx.json(…)`; `callback(null, …)` and helpers that are called like an answer. */
function isAnswering({ callee }: CallNode): boolean {
  if (callee.type === 'MemberExpression') {
    const { object } = callee;
    const isOfAnswers = object.type === 'Identifier' && /respon|reply/i.test(object.name);

    return isOfAnswers || answering.test(fieldRead(callee) ?? '');
  }
  return (
    callee.type === 'Identifier' && /^(?:callback|cb)$|respon|reply|success/i.test(callee.name)
  );
}

const answering = /^(?:json|jsonp|send|end|write|render|reply|success|ok)$/;

/** `ctx.body = user`, `response.body = JSON.stringify(user)` */
function isBodySet(target: AnyNode): boolean {
  return target.type === 'MemberExpression' && fieldRead(target) === 'body';
}

/** What holds what it is given, or a token of it. */
function passesOn(call: CallNode, given: AnyNode): boolean {
  const { callee } = call;
  const isOwn = callee === given;

  return isOwn
    ? callee.type === 'MemberExpression' &&
        /^(?:toObject|toJSON|map|filter|slice)$/.test(fieldRead(callee) ?? '')
    : /^(?:stringify|sign|assign|pick|omit|clone|structuredClone)$/.test(calledName(call) ?? '');
}

/** Whether a password is compared in the outermost function around a look-up, after it: by whom is not asked. */
function isPasswordCompared(call: CallNode): boolean {
  const { end } = call;
  const around = outermostFunction(call);
  const left = around ? [around] : [];

  for (let step = 0; left.length > 0 && step < MOST_NODES; step += 1) {
    const node = left.pop();
    if (!node || node.end <= end) continue;
    if (node.start >= end && isComparison(node)) return true;
    left.push(...childrenOf(node));
  }
  return false;
}

const MOST_NODES = 5_000;

/** What is around everything else is a bundler's. */
function outermostFunction(node: AnyNode): AnyNode | undefined {
  let found: AnyNode | undefined;

  for (let at = parentOf(node); at; at = parentOf(at)) {
    if (isFunction(at) && (!found || at.end - at.start < LONGEST_FUNCTION)) found = at;
  }
  return found;
}

/** Characters. */
const LONGEST_FUNCTION = 10_000;

/** `bcrypt.compare(password, user.password)`, `user.comparePassword(given)`, `user.password !== given` */
function isComparison(node: AnyNode): boolean {
  if (node.type === 'BinaryExpression' && /^[!=]==?$/.test(node.operator)) {
    return [node.left, node.right].some(isOfPassword);
  }
  if (!isCall(node)) return false;
  const name = calledName(node) ?? '';

  return isCompareName(name) && (/pass|pwd/i.test(name) || node.arguments.some(isOfPassword));
}

function isOfPassword(node: AnyNode): boolean {
  const name =
    node.type === 'MemberExpression'
      ? fieldRead(node)
      : node.type === 'Identifier'
        ? node.name
        : undefined;

  return /pass|pwd|hash/i.test(name ?? '');
}
