import { partsWithin } from '../../flow/index.ts';
import { askedByEnding } from '../../signatures/index.ts';
import { requestOf } from '../loads.ts';
import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  isCall,
  isFunction,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { isOfForm } from './of-form.ts';
import { requestSourcesOf } from './request-sources.ts';

/**
 * A request that ends by what comes of a header or cookie which says who sends it, by what a variable of the environment is compared with,
 * or by what a module called as one that asks answers, whatever the status.
 */
export function earlyEndAt(
  { test, consequent }: NodeOf<'IfStatement'>,
  values: Values,
): string | undefined {
  const end = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  if (end?.type !== 'ReturnStatement' && end?.type !== 'ThrowStatement') return undefined;
  if (!isRefusing(test) || isMadeThere(test, consequent)) return undefined;
  const isGood = statusesIn(end).some((each) => each < 300);

  return askedByEnding({
    sources: requestSourcesOf(test),
    isGood,
    isOfForm: () => isOfFormAlone(test, values),
    isCompared: (of) => isCompared(test, of === 'no constants'),
    unseenGuard: () => unseenGuardIn(test, values),
  });
}

/** What is not there yet is made, and asks for nothing: `if (!connection) { connection = await connect(process.env.DB); return connection; }`. */
function isMadeThere(test: AnyNode, consequent: AnyNode): boolean {
  const asked = partsWithin(test, childrenOf, MOST_NODES).flatMap((each) =>
    each.type === 'Identifier' ? each.name : [],
  );
  const made = consequent.type === 'BlockStatement' ? consequent.body : [];

  return made.some(
    (each) =>
      each.type === 'ExpressionStatement' &&
      each.expression.type === 'AssignmentExpression' &&
      each.expression.left.type === 'Identifier' &&
      asked.includes(each.expression.left.name),
  );
}

/** Itself, or what it calls of the code's own. */
function isOfFormAlone(test: AnyNode, values: Values): boolean {
  const call = test.type === 'UnaryExpression' ? test.argument : test;
  const own = isCall(call) ? values.functionsOf(call.callee) : [];

  return isOfForm(test) || (own.length > 0 && own.every((each) => isOfForm(each)));
}

const MOST_NESTED = 8;

/** `!found`, `one !== other`, `!list.length`, and of any of several such. */
function isRefusing(test: AnyNode, depth = 0): boolean {
  if (depth > MOST_NESTED) return false;
  switch (test.type) {
    case 'LogicalExpression':
      return isRefusing(test.left, depth + 1) || isRefusing(test.right, depth + 1);
    case 'UnaryExpression':
      return test.operator === '!';
    case 'BinaryExpression':
      return (
        /^!==?$/.test(test.operator) ||
        (/^===?$/.test(test.operator) && isNone(test.right)) ||
        test.operator === '<'
      );
    default:
      return false;
  }
}

function isNone(node: AnyNode): boolean {
  return (
    (node.type === 'Literal' && !node.value) ||
    (node.type === 'Identifier' && node.name === 'undefined') ||
    node.type === 'UnaryExpression'
  );
}

function isCompared(test: AnyNode, isOfVariables: boolean): boolean {
  const isSkipped = (node: AnyNode) => isOfConstants(node, isOfVariables);

  return partsOf(test).some(
    (node) =>
      (node.type === 'BinaryExpression' &&
        /^[!=]==?$/.test(node.operator) &&
        !isSkipped(node.left) &&
        !isSkipped(node.right)) ||
      (isCall(node) &&
        /^(?:includes|has|indexOf|equals)$/.test(calledName(node) ?? '') &&
        !(node.callee.type === 'MemberExpression' && isSkipped(node.callee.object))),
  );
}

/** `200`, `[200, 201]`, `'created'`: what a service answers is compared with it, and not what callers say with a variable. */
function isOfConstants(node: AnyNode, withTexts: boolean): boolean {
  return node.type === 'ArrayExpression'
    ? node.elements.every((each) => each !== null && isOfConstants(each, withTexts))
    : node.type === 'Literal' &&
        (typeof node.value === 'number' || (withTexts && typeof node.value === 'string'));
}

/** `await auth.getUser(event)` of a layer: what is not in the archive, is called as what asks, and is given what was sent. */
function unseenGuardIn(test: AnyNode, values: Values): string | undefined {
  for (const call of callsBehind(test)) {
    if (call.arguments.length === 0 || !guards.test(moduleOf(call.callee))) continue;
    if (values.functionsOf(call.callee).length === 0) return calledName(call) ?? '';
  }
  return undefined;
}

const guards =
  /^(?:[./]|@\/|~\/)(?:.{0,80}\/)?[\w-]{0,20}(?:auth|authentication|authorization|authorizer|session|sessions|guard)(?:\.[cm]?[jt]s)?$/i;

/** The module that something is of, as it is written: `/opt/auth`. */
function moduleOf(callee: AnyNode): string {
  let root = callee;
  while (root.type === 'MemberExpression') root = root.object;
  for (const each of (bindingOf(root)?.definitions ?? []).slice(0, MOST_DEFINITIONS)) {
    const from =
      each.kind === 'import'
        ? each.from
        : each.kind === 'value'
          ? (requestOf(each.node) ?? '')
          : '';
    if (from !== '') return from;
  }
  return '';
}

/** Calls in a condition, and in what its names were given. */
function callsBehind(test: AnyNode): readonly CallNode[] {
  const nodes = new Set([test]);
  for (const node of nodes) {
    if (nodes.size > MOST_NODES) break;
    const definitions = bindingOf(node)?.definitions ?? [];
    // A name that is set everywhere may be anything.
    const given = (definitions.length > MOST_DEFINITIONS ? [] : definitions).flatMap((each) =>
      each.kind === 'value' ? each.node : [],
    );
    for (const each of [...given, ...(isFunction(node) ? [] : childrenOf(node))]) nodes.add(each);
  }
  return [...nodes].filter(isCall);
}

const MOST_NODES = 100;
const MOST_DEFINITIONS = 8;

/** Of the answer that ends it, and what a call of an own helper for answers is given. */
function statusesIn(end: AnyNode): readonly number[] {
  return partsOf(end)
    .map((node) => Number(node.type === 'Literal' ? node.value : Number.NaN))
    .filter((each) => each >= 200 && each < 600);
}

function partsOf(node: AnyNode): readonly AnyNode[] {
  return partsWithin(node, childrenOf, MOST_NODES);
}
