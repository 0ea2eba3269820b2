import type { HandedOut } from '../../../core/handed-out.ts';
import { looksForSomeone, subjectFields } from '../../signatures/index.ts';
import { behind, onlyDefinition } from '../behind.ts';
import type { Fact } from '../entry.ts';
import type { Flow } from '../flow.ts';
import { objectsOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  isCall,
  isFunction,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import type { HandingCall } from './handing-calls.ts';

/** Whether it is a field of what was looked up: who asks must know of something that is there. */
export function isLookedUp({ subject }: HandingCall): boolean {
  return lookUpOf(subject) !== undefined;
}

/** What has to be watched to know whether the request says for whom or what something is handed out. */
export function nodesOfSubject({ subject, kind }: HandingCall, values: Values): readonly AnyNode[] {
  const whole = [subject, behind(subject)];
  if (kind !== 'token') return whole.flatMap(nodesBelow);
  const fields = subjectsIn(subject, values);

  return [...whole, ...fields, ...fields.flatMap((field) => lookUpOf(field) ?? [])].flatMap(
    nodesBelow,
  );
}

/** What has to be watched to know whether the request says whose address a store is asked for. */
export function nodesGiven({ arguments: given }: CallNode): readonly AnyNode[] {
  return given.flatMap((each) => [each, behind(each)]).flatMap(nodesBelow);
}

/** Whether it does: the address of the owner, or of who is logged in, is no choice of who asks. */
export function isAskedByRequest({ arguments: given }: CallNode, flow: Flow): boolean {
  return given.some((each) => isAnyHeld(each, flow));
}

/**
 * How much the request says of it.
 *
 * @param isGiven of what stands in a function that is given the request itself: whether it is made of that, though nothing is left
 *   of it that could do harm, as of a number.
 */
export function namedByRequest(
  { subject, kind, isOfAll = false }: HandingCall,
  flow: Flow,
  isGiven: (node: AnyNode) => boolean,
): HandedOut['named'] {
  if (kind !== 'token') return namedIn(subject, flow);
  const fields = subjectsIn(subject, flow.values);
  const [field] = fields;
  // All of what is sent: `sign(body, key)`; or no object at all: `createCustomToken(uid)`.
  if (!field) {
    const isDeep = isOfAll || isWholeObject(subject, flow.values);
    return isHeld(subject, flow, isDeep) ? 'all' : 'none';
  }
  const found = lookUpOf(field);

  const isNamed = found
    ? found.some((each) => isAnyHeld(each, flow) || isGiven(each))
    : isHeld(field, flow, true) || (isRead(field) && isGiven(field));

  return isNamed || isHeld(field, flow, true) ? 'all' : 'none';
}

/** `body.email`, `email`: not what a call makes of it. */
function isRead(node: AnyNode): boolean {
  const { type } = behind(node);

  return type === 'Identifier' || type === 'MemberExpression' || type === 'ChainExpression';
}

/** Whether no object is seen that is signed: then what comes to it lies anywhere in it. */
function isWholeObject(subject: AnyNode, values: Values): boolean {
  return objectsOf(values, subject).length === 0;
}

/** The fields by which it says whose it is; the first by their order alone. */
function subjectsIn(subject: AnyNode, values: Values): readonly AnyNode[] {
  const properties = objectsOf(values, subject).flatMap((object) =>
    object.properties.flatMap((each) => (each.type === 'Property' ? each : [])),
  );
  for (const field of subjectFields) {
    const found = properties.filter((each) => memberName(each) === field);
    if (found.length > 0) return found.map(({ value }) => value);
  }
  return [];
}

/** Of `user.id`, where `const user = await findUser(email)`: what the look-up is given. */
function lookUpOf(field: AnyNode): readonly AnyNode[] | undefined {
  let root = field;
  while (root.type === 'MemberExpression' || root.type === 'ChainExpression') {
    root = root.type === 'MemberExpression' ? root.object : root.expression;
  }
  if (root === field || root.type !== 'Identifier') return undefined;
  const made = onlyDefinition(bindingOf(root))?.node;
  const call = made?.type === 'AwaitExpression' ? made.argument : made;

  return isCall(call) && looksForSomeone(calledName(call) ?? '') ? call.arguments : undefined;
}

function namedIn(subject: AnyNode, flow: Flow): HandedOut['named'] {
  const facts = [subject, behind(subject)]
    .flatMap((node) => flow.watched.get(node) ?? [])
    .filter(({ path }) => path.length === 0);
  if (facts.some((fact) => !isJoined(fact)) || isAllHeld(behind(subject), flow)) return 'all';

  return isAnyHeld(subject, flow) ? 'part' : 'none';
}

/** `${query.folder}/${query.file}`: all but what stands between is of the request. */
function isAllHeld(subject: AnyNode, flow: Flow): boolean {
  return (
    subject.type === 'TemplateLiteral' &&
    subject.expressions.length > 0 &&
    subject.expressions.every((each) => isHeld(each, flow, false)) &&
    subject.quasis.every(({ value }) => !/\w/.test(value.cooked ?? ''))
  );
}

/** Whether other text was put around it on its way. */
function isJoined(fact: Fact): boolean {
  for (let at: Fact | undefined = fact; at; at = at.from) {
    const { type } = at.node;
    if (type === 'TemplateLiteral' || type === 'BinaryExpression') return true;
    if (at.node.type === 'CallExpression' && joining.test(calledName(at.node) ?? '')) return true;
  }
  return false;
}

const joining = /^(?:join|concat|format|replace|replaceAll|normalize|resolve)$/;

/** @param isDeep whether what lies in it counts, too. */
function isHeld(node: AnyNode, flow: Flow, isDeep: boolean): boolean {
  const facts = [node, behind(node)].flatMap((each) => flow.watched.get(each) ?? []);

  return facts.some(({ path }) => isDeep || path.length === 0);
}

function isAnyHeld(node: AnyNode, flow: Flow): boolean {
  return [node, behind(node)]
    .flatMap(nodesBelow)
    .some((each) => (flow.watched.get(each)?.length ?? 0) > 0);
}

/** Not those of functions within. */
function nodesBelow(node: AnyNode): readonly AnyNode[] {
  const all: AnyNode[] = [];
  const pending = [node];

  for (let next = pending.pop(); next && all.length < MOST_NODES; next = pending.pop()) {
    all.push(next);
    if (!isFunction(next)) pending.push(...childrenOf(next));
  }
  return all;
}

const MOST_NODES = 200;
