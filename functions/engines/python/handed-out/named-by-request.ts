import type { HandedOut } from '../../../core/handed-out.ts';
import { looksForSomeone, subjectFields } from '../../signatures/index.ts';
import { childrenOf } from '../children-of.ts';
import { constantText, constantValue } from '../constant-text.ts';
import type { Fact } from '../entry.ts';
import type { Flow } from '../flow.ts';
import { calledName } from '../link.ts';
import type { AnyNode, Call, Expression, NodeOf } from '../syntax.ts';
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
  // All of what is sent: `encode(body, key)`; or no table at all: `create_access_token(name)`.
  if (!field) {
    const isDeep = isOfAll || isWholeTable(subject, flow.values);
    return isHeld(subject, flow, isDeep) ? 'all' : 'none';
  }
  const found = lookUpOf(field);

  const isNamed = found
    ? isAnyHeld(found, flow) || isGiven(found)
    : isRead(field) && isGiven(field);
  return isNamed || isHeld(field, flow, true) ? 'all' : 'none';
}

/** What a name was set to once. */
function behind(node: Expression): Expression {
  return constantValue(node) ?? node;
}

/** `body['email']`, `body.get('email')`, `email`: not what another call makes of it. */
function isRead(node: Expression): boolean {
  const of = behind(node);
  if (of.type === 'Call') return calledName(of) === 'get';

  return of.type === 'Name' || of.type === 'Subscript' || of.type === 'Attribute';
}

function tablesOf(values: Values, node: Expression): readonly NodeOf<'Dict'>[] {
  return values.valuesOf(node).flatMap((value) => (value.kind === 'dict' ? value.node : []));
}

/** Whether no table is seen that is signed: then what comes to it lies anywhere in it. */
function isWholeTable(subject: Expression, values: Values): boolean {
  return tablesOf(values, subject).length === 0;
}

/** The fields by which it says whose it is; the first by their order alone. */
function subjectsIn(subject: Expression, values: Values): readonly Expression[] {
  const entries = tablesOf(values, subject).flatMap((table) => table.entries);
  for (const field of subjectFields) {
    const found = entries.filter(({ key }) => constantText(key) === field);
    if (found.length > 0) return found.map(({ value }) => value);
  }
  return [];
}

/** Of `user['id']`, where `user = find_user(email)`: the look-up. */
function lookUpOf(field: Expression): Call | undefined {
  let root = field;
  while (root.type === 'Subscript' || root.type === 'Attribute' || isGet(root)) {
    root = root.type === 'Call' ? objectOf(root) : root.object;
  }
  if (root === field || root.type !== 'Name') return undefined;
  const made = constantValue(root);
  const call = made?.type === 'Await' ? made.value : made;
  if (call?.type !== 'Call') return undefined;
  const looks = looksForSomeone(calledName(call) ?? '') && !isGet(call);

  return looks ? call : undefined;
}

function isGet(node: Expression): node is Call {
  return node.type === 'Call' && calledName(node) === 'get' && node.callee.type === 'Attribute';
}

function objectOf({ callee }: Call): Expression {
  return callee.type === 'Attribute' ? callee.object : callee;
}

function namedIn(subject: Expression, flow: Flow): HandedOut['named'] {
  const facts = [subject, behind(subject)]
    .flatMap((node) => flow.watched.get(node) ?? [])
    .filter(({ path }) => path.length === 0);
  if (facts.some((fact) => !isJoined(fact))) return 'all';

  return isAnyHeld(subject, flow) ? 'part' : 'none';
}

/** Whether other text was put around it on its way. */
function isJoined(fact: Fact): boolean {
  for (let at: Fact | undefined = fact; at; at = at.from) {
    const { type } = at.node;
    if (type === 'FormattedText' || type === 'Binary') return true;
    if (at.node.type === 'Call' && joining.test(calledName(at.node) ?? '')) return true;
  }
  return false;
}

const joining = /^(?:join|format|replace|sub|normpath|basename|secure_filename)$/;

/** @param isDeep whether what lies in it counts, too. */
function isHeld(node: Expression, flow: Flow, isDeep: boolean): boolean {
  const facts = [node, behind(node)].flatMap((each) => flow.watched.get(each) ?? []);

  return facts.some(({ path }) => isDeep || path.length === 0);
}

function isAnyHeld(node: Expression, flow: Flow): boolean {
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
    if (next.type !== 'Function') pending.push(...childrenOf(next));
  }
  return all;
}

const MOST_NODES = 200;
