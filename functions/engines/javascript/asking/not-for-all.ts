import { partsWithin } from '../../flow/index.ts';
import { isCredentialName } from '../../signatures/index.ts';
import { parentOf } from '../scope.ts';
import {
  type AnyNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  type NodeOf,
} from '../syntax.ts';

/** `if (event.headers.authorization) …`: who sends none is asked for nothing, unless what comes of it is asked later. */
export function isOptional(node: NodeOf<'IfStatement'>): boolean {
  return isBrought(node.test) && !isAskedLater(node, node.consequent);
}

/** `try { verify(token); } catch {}`: who fails goes on, unless what comes of it is asked later. */
export function isIgnored(node: NodeOf<'TryStatement'>): boolean {
  const { handler } = node;

  return handler?.body.body.every(isLog) === true && !isAskedLater(node, node.block);
}

function isBrought(test: AnyNode): boolean {
  if (test.type === 'ChainExpression') return isBrought(test.expression);
  if (test.type === 'LogicalExpression')
    return test.operator === '&&' && isBrought(test.left) && !isCalled(test.right);
  const name =
    test.type === 'Identifier'
      ? test.name
      : test.type === 'MemberExpression'
        ? (fieldRead(test) ?? '')
        : '';

  return isCredentialName(name) || /^auth_?header$/i.test(name);
}

/** What else is asked there than how it begins. */
function isCalled(node: AnyNode): boolean {
  return !isCall(node) || !/^(?:startsWith|includes|match)$/.test(calledName(node) ?? '');
}

function isLog(node: AnyNode): boolean {
  return (
    node.type === 'EmptyStatement' ||
    (node.type === 'ExpressionStatement' &&
      isCall(node.expression) &&
      /^(?:log|info|debug|warn|error|trace)$/.test(calledName(node.expression) ?? ''))
  );
}

/** Whether a name that is set there is asked by a condition behind it. */
function isAskedLater(node: AnyNode, part: AnyNode): boolean {
  const names = new Set(
    partsOf(part).flatMap((each) =>
      each.type === 'AssignmentExpression' ? nameOf(each.left) : [],
    ),
  );
  if (names.size === 0) return false;
  let around = parentOf(node);
  while (around && !isFunction(around)) around = parentOf(around);
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
    each.type === 'IfStatement' || each.type === 'ConditionalExpression'
      ? { start: each.start, asked: partsOf(each.test).flatMap(nameOf).slice(0, MOST_ASKED) }
      : [],
  );
  conditions.set(of, found);
  return found;
}

const conditions = new WeakMap<AnyNode, readonly Condition[]>();
const MOST_ASKED = 50;

function nameOf(node: AnyNode): readonly string[] {
  if (node.type === 'Identifier') return [node.name];
  const field = node.type === 'MemberExpression' ? fieldRead(node) : undefined;

  return field === undefined ? [] : [field];
}

function partsOf(node: AnyNode): readonly AnyNode[] {
  return partsWithin(node, childrenOf, MOST_PARTS);
}

const MOST_PARTS = 3000;
