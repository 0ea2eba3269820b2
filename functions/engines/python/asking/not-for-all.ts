import { partsWithin } from '../../flow/index.ts';
import { isCredentialName } from '../../signatures/index.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { AnyNode, Expression, NodeOf } from '../syntax.ts';
import { nameOf } from './refusal-at.ts';

/** `if token:`: who sends none is asked for nothing, unless what comes of it is asked later. */
export function isOptional(node: NodeOf<'If'>): boolean {
  return isBrought(node.test) && !isAskedLater(node, node.body);
}

/** `try: verify(token)`, `except: pass`: who fails goes on, unless what comes of it is asked later. */
export function isIgnored(node: NodeOf<'Try'>): boolean {
  return (
    node.handlers.length > 0 &&
    node.handlers.every(({ body }) => body.body.every(isLog)) &&
    !isAskedLater(node, node.body)
  );
}

function isBrought(test: Expression): boolean {
  if (test.type === 'Binary') {
    if (test.operator === 'in') return isCredentialName(constantText(test.left) ?? '');
    return test.operator === 'and' && isBrought(test.left) && isOfScheme(test.right);
  }
  const name = nameOf(test);

  return isCredentialName(name) || /^auth_?header$/i.test(name);
}

function isOfScheme(node: Expression): boolean {
  return node.type === 'Call' && calledName(node) === 'startswith';
}

function isLog(node: AnyNode): boolean {
  if (node.type === 'Pass') return true;

  return (
    node.type === 'ExpressionStatement' &&
    partsOf(node).some(
      (each) =>
        each.type === 'Call' &&
        /^(?:print|log|info|debug|warning|error|exception)$/.test(calledName(each) ?? ''),
    )
  );
}

/** Whether a name that is set there is asked by a condition behind it. */
function isAskedLater(node: AnyNode, part: AnyNode): boolean {
  const names = new Set(
    partsOf(part).flatMap((each) => (each.type === 'Assign' ? each.targets.map(nameOf) : [])),
  );
  names.delete('');
  if (names.size === 0) return false;
  let around = node.parent;
  while (around && around.type !== 'Function') around = around.parent;
  if (!around) return false;

  return askedIn(around).some(
    ({ start, asked }) => start > part.end && asked.some((name) => names.has(name)),
  );
}

interface Condition {
  readonly start: number;
  /** Names that it asks. */
  readonly asked: readonly string[];
}

/** Kept by function: one may have thousands of branches. */
function askedIn(of: AnyNode): readonly Condition[] {
  const known = conditions.get(of);
  if (known) return known;
  const found = partsOf(of).flatMap((each) =>
    each.type === 'If' || each.type === 'Conditional'
      ? {
          start: each.start,
          asked: partsOf(each.test)
            .flatMap((one) => nameOf(one))
            .slice(0, MOST_ASKED),
        }
      : [],
  );
  conditions.set(of, found);
  return found;
}

const conditions = new WeakMap<AnyNode, readonly Condition[]>();
const MOST_ASKED = 50;

function partsOf(node: AnyNode): readonly AnyNode[] {
  return partsWithin(node, childrenOf, MOST_PARTS);
}

const MOST_PARTS = 3000;
