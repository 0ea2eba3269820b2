import { parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  childrenOf,
  type FunctionNode,
  isFunction,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { isAsync, isAwaited } from './awaited.ts';

/**
 * Whether one call surely runs before another one, wherever the other does: in the same function, or in functions
 * that are called from one place each.
 */
export function runsBefore(one: CallNode, other: CallNode, values: Values): boolean {
  const ways = levelsOf(other, values);

  for (const [index, { at, file, within }] of levelsOf(one, values).entries()) {
    // What a function does after its first `return` it does not always do, nor what an asynchronous one does that no one waits for.
    if (index > 0 && !isDoneBy(one, index, values)) return false;
    const way = ways.find((level) => level.within === within && level.file === file);
    if (way) return at.end <= way.at.end && at !== way.at && isOnEachWay(at, way.at);
  }
  return false;
}

/** Whether it always runs where its function does. */
function isAlwaysRun(call: CallNode): boolean {
  return branchesOf(call).length === 0;
}

interface Level {
  /** The call, or that of the function in which it stands. */
  readonly at: CallNode;
  readonly file: string;
  readonly within: FunctionNode | undefined;
}

/** From the inside. */
function levelsOf(call: CallNode, values: Values): readonly Level[] {
  const levels: Level[] = [];

  for (let at: CallNode | undefined = call; at && levels.length < MOST_LEVELS; ) {
    const { file, function: within } = scopeOf(at);
    levels.push({ at, file, within });
    const sites = within ? values.sitesOf(within) : [];
    const [site] = sites;
    at = site && sites.length === 1 && !site.isCallback ? site.call : undefined;
  }
  return levels;
}

/** Whether the functions around a call, as many as that, do it each time that they are called. */
function isDoneBy(call: CallNode, depth: number, values: Values): boolean {
  const levels = levelsOf(call, values);

  return levels.slice(0, depth).every(({ at, within }, index) => {
    const next = levels[index + 1]?.at;
    if (!within || !next) return false;
    const isWaitedFor = !isAsync(within) || isAwaited(next);
    return isWaitedFor && isAlwaysRun(at) && !mayReturnBefore(within, at);
  });
}

function isOnEachWay(one: AnyNode, other: AnyNode): boolean {
  const around = new Set<AnyNode>();
  for (let at: AnyNode | undefined = other; at && !isFunction(at); at = parentOf(at))
    around.add(at);

  return branchesOf(one).every((branch) => around.has(branch));
}

/** The parts around it, within its function, that may not run. */
function branchesOf(node: AnyNode): readonly AnyNode[] {
  const branches: AnyNode[] = [];

  for (
    let at: AnyNode = node, up = parentOf(at);
    up && !isFunction(at);
    at = up, up = parentOf(at)
  ) {
    if (conditional.has(up.type) && !isTest(at, up)) branches.push(at);
  }
  return branches;
}

/** What is always evaluated: the condition itself. */
function isTest(node: AnyNode, around: AnyNode): boolean {
  return (
    ('test' in around && around.test === node && around.type !== 'SwitchCase') ||
    ('left' in around && around.type === 'LogicalExpression' && around.left === node) ||
    ('discriminant' in around && around.discriminant === node)
  );
}

function mayReturnBefore(of: FunctionNode, call: AnyNode): boolean {
  const pending: AnyNode[] = of.body ? [of.body] : [];

  for (let at = pending.pop(); at; at = pending.pop()) {
    if (at.start >= call.start || isFunction(at)) continue;
    if (at.type === 'ReturnStatement' || at.type === 'ThrowStatement') return true;
    pending.push(...childrenOf(at));
  }
  return false;
}

/** What may leave out a part of itself. */
export const branching: ReadonlySet<AnyNode['type']> = new Set([
  'CatchClause',
  'ConditionalExpression',
  'ForInStatement',
  'ForOfStatement',
  'ForStatement',
  'IfStatement',
  'LogicalExpression',
  'SwitchStatement',
  'WhileStatement',
]);

/** And what may be left before its end. */
const conditional: ReadonlySet<AnyNode['type']> = new Set([
  ...branching,
  'DoWhileStatement',
  'SwitchCase',
  'TryStatement',
]);

/** Of functions within functions. */
const MOST_LEVELS = 6;
