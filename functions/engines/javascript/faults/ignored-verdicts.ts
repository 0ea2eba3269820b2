import { behind } from '../behind.ts';
import { bindingOf, parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isFunction,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { type Fault, type FaultRow, isOf, type Place } from './fault.ts';

/** Tokens that are verified by a function which only answers that they are wrong, and whose answer no one asks for. */
export const ignoredVerdictFaults: readonly FaultRow[] = [{ calls: 'verify', find: ignored }];

function ignored(place: Place): Fault | undefined {
  const { call, values } = place;
  if (!isOf(place, 'jsonwebtoken')) return undefined;
  const of = scopeOf(call).function;
  const attempt = of && attemptAround(call, of);
  if (!of || !attempt?.handler || !onlyAnswers(attempt.handler) || !isOnlyAnswer(of)) {
    return undefined;
  }
  const sites = values.sitesOf(of).map((site) => site.call);
  const [at] = sites;
  const isIgnored = sites.every((site) => isLeft(site)) && !verifiesOtherwise(values, sites);
  if (!at || !isIgnored || !at.arguments.some((given) => isOfParameter(given))) return undefined;

  return {
    kind: 'weak-crypto',
    severity: 'medium',
    title: 'jwt.verify with its answer ignored',
    at,
  };
}

/** Whether the code has another way to know who asks: one more call that verifies, or what an authorizer says. */
function verifiesOtherwise(values: Values, sites: readonly AnyNode[]): boolean {
  const all = ['verify', 'jwtVerify', 'verifyIdToken', 'verifyToken', 'decode'];
  const count = all.reduce((sum, name) => sum + values.callsOf(name).length, 0);

  return count > 1 || sites.some((site) => asksAuthorizer(scopeOf(site).function));
}

function asksAuthorizer(of: FunctionNode | undefined): boolean {
  const pending: AnyNode[] = of ? [of.body] : [];

  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'MemberExpression' && fieldRead(node) === 'authorizer') return true;
    pending.push(...childrenOf(node));
  }
  return false;
}

/** Whether it is read of what a function is given, and no text of the code. */
function isOfParameter(given: AnyNode): boolean {
  let at: AnyNode | undefined = given;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (bindingOf(at)?.definitions.some(({ kind }) => kind === 'parameter')) return true;
    const known: AnyNode = behind(at);
    at = known === at ? insideOf(at) : known;
  }
  return false;
}

const MOST_STEPS = 10;

function insideOf(node: AnyNode): AnyNode | undefined {
  switch (node.type) {
    case 'MemberExpression':
      return node.object;
    case 'ChainExpression':
      return node.expression;
    case 'LogicalExpression':
      return node.left;
    case 'CallExpression':
      return node.callee.type === 'MemberExpression' ? node.callee.object : undefined;
    default:
      return undefined;
  }
}

/** The `try` of the same function in which it stands. */
function attemptAround(call: AnyNode, of: FunctionNode): NodeOf<'TryStatement'> | undefined {
  let at = call;
  for (let around = parentOf(at); around && around !== of; around = parentOf(at)) {
    if (around.type === 'TryStatement' && around.block === at) return around;
    // What it is given, as a callback, runs by itself.
    if (isFunction(around)) return undefined;
    at = around;
  }
  return undefined;
}

/** Whether an error ends in an answer, and is not thrown again; what is written to a log changes nothing. */
function onlyAnswers({ body: { body } }: NodeOf<'CatchClause'>): boolean {
  const isAnswered = body.some((each) => each.type === 'ReturnStatement' && each.argument);

  return (
    isAnswered &&
    body.every((each) => {
      if (each.type === 'ReturnStatement') return true;
      const call = each.type === 'ExpressionStatement' ? each.expression : undefined;

      return call?.type === 'CallExpression' && isConsole(call);
    })
  );
}

function isConsole({ callee }: CallNode): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'console'
  );
}

/** Whether it says by nothing but its answer what it found: it sets nothing, and answers no request itself. */
function isOnlyAnswer(of: FunctionNode): boolean {
  const pending: AnyNode[] = [of.body];
  let count = 0;

  for (let node = pending.pop(); node; node = pending.pop()) {
    count += 1;
    if (count > MOST_NODES || saying.has(node.type)) return false;
    const isAnswering =
      node.type === 'CallExpression' && answering.test(calledName(node) ?? '') && !isConsole(node);
    if (isAnswering) return false;
    pending.push(...childrenOf(node));
  }
  return true;
}

const MOST_NODES = 500;

const saying: ReadonlySet<AnyNode['type']> = new Set([
  'AssignmentExpression',
  'ThrowStatement',
  'UpdateExpression',
  'YieldExpression',
]);

const answering =
  /^(?:send|json|end|status|sendStatus|exit|next|abort|reject|callback|set|push|emit)$/;

/** `check(token);`, `await check(token);` */
function isLeft(site: AnyNode): boolean {
  const around = parentOf(site);
  const statement = around?.type === 'AwaitExpression' ? parentOf(around) : around;

  return statement?.type === 'ExpressionStatement';
}
