import { partsWithin } from '../../flow/index.ts';
import { askedByEnding } from '../../signatures/index.ts';
import { childrenOf } from '../children-of.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isOfForm } from './of-form.ts';
import { requestSourcesOf } from './request-sources.ts';

/**
 * A request that ends by what comes of a header or cookie which says who sends it, by what a variable of the environment is compared with,
 * or by what a module called as one that asks answers, as in JavaScript.
 */
export function earlyEndAt({ test, body }: NodeOf<'If'>, values: Values): string | undefined {
  const end = body.body.at(-1);
  if ((end?.type !== 'Return' && end?.type !== 'Raise') || !isRefusing(test)) return undefined;
  const isGood = partsOf(end).some(
    (node) => node.type === 'Number' && Number(node.value) >= 200 && Number(node.value) < 300,
  );

  return askedByEnding({
    sources: requestSourcesOf(test),
    isGood,
    isOfForm: () => isOfFormAlone(test, values),
    isCompared: (of) => isCompared(test, of === 'no constants'),
    unseenGuard: () => unseenGuardIn(test, values),
  });
}

/** Itself, or what it calls of the code's own. */
function isOfFormAlone(test: AnyNode, values: Values): boolean {
  const call = test.type === 'Unary' ? test.operand : test;
  const own = call.type === 'Call' ? values.functionsOf(call.callee) : [];

  return isOfForm(test) || (own.length > 0 && own.every(({ node }) => isOfForm(node)));
}

const MOST_NESTED = 8;

/** `not found`, `one != other`, `one not in others`, `found is None`, and of any of several such. */
function isRefusing(test: AnyNode, depth = 0): boolean {
  if (depth > MOST_NESTED) return false;
  if (test.type === 'Unary') return test.operator === 'not';
  if (test.type !== 'Binary') return false;
  const { operator, left, right } = test;
  if (operator === 'and' || operator === 'or')
    return isRefusing(left, depth + 1) || isRefusing(right, depth + 1);

  return (
    /^(?:!=|not in|<)$/.test(operator) ||
    (/^(?:==|is)$/.test(operator) && (right.type === 'Constant' || right.type === 'Number'))
  );
}

function isCompared(test: AnyNode, isOfVariables: boolean): boolean {
  return partsOf(test).some(
    (node) =>
      node.type === 'Binary' &&
      /^(?:==|!=|in|not in)$/.test(node.operator) &&
      !isOfConstants(node.left, isOfVariables) &&
      !isOfConstants(node.right, isOfVariables),
  );
}

/** `200`, `[200, 201]`, `'created'`: what a service answers is compared with it, and not what callers say with a variable. */
function isOfConstants(node: AnyNode, withTexts: boolean): boolean {
  return node.type === 'List' || node.type === 'Tuple' || node.type === 'Set'
    ? node.elements.every((each) => isOfConstants(each, withTexts))
    : node.type === 'Number' || (withTexts && node.type === 'Text');
}

/** `auth.get_user(event)` of a layer: what is not in the archive, is called as what asks, and is given what was sent. */
function unseenGuardIn(test: AnyNode, values: Values): string | undefined {
  for (const call of callsBehind(test)) {
    if (call.arguments.length === 0 || !guards.test(moduleOf(call.callee))) continue;
    if (values.functionsOf(call.callee).length === 0) return calledName(call) ?? '';
  }
  return undefined;
}

const guards =
  /^\.{0,3}(?:\w{1,40}\.){0,6}\w{0,20}(?:auth|authentication|authorization|authorizer|session|sessions|guard)$/i;

/** The module that something is of, as it is written. */
function moduleOf(callee: AnyNode): string {
  let root = callee;
  while (root.type === 'Attribute') root = root.object;
  for (const each of (bindingOf(root)?.definitions ?? []).slice(0, MOST_DEFINITIONS)) {
    if (each.kind === 'module') return each.module;
    if (each.kind === 'import') return each.from === '' ? each.name : each.from;
  }
  return '';
}

/** Calls in a condition, and in what its names were given. */
function callsBehind(test: AnyNode): readonly Call[] {
  const nodes = new Set([test]);
  for (const node of nodes) {
    if (nodes.size > MOST_NODES) break;
    const definitions = bindingOf(node)?.definitions ?? [];
    // A name that is set everywhere may be anything.
    const given = (definitions.length > MOST_DEFINITIONS ? [] : definitions).flatMap((each) =>
      each.kind === 'value' ? each.node : [],
    );
    for (const each of [...given, ...(node.type === 'Function' ? [] : childrenOf(node))])
      nodes.add(each);
  }
  return [...nodes].filter((node) => node.type === 'Call');
}

const MOST_NODES = 100;
const MOST_DEFINITIONS = 8;

function partsOf(node: AnyNode): readonly AnyNode[] {
  return partsWithin(node, childrenOf, MOST_NODES);
}
