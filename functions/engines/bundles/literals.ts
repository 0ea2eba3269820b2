import type { AnyNode, NodeOf } from '../javascript/index.ts';

/**
 * How many arguments a call has and how many items an array, and what numbers, truths and nulls are
 * written: often all that a fix changes. Of sums it is what they come to, for minifiers do them.
 */
export function literalOf(node: AnyNode, parent: AnyNode | undefined): string | undefined {
  if (mayBeSum(node)) {
    // A part of it is one as well.
    if (parent && mayBeSum(parent) && sumOf(parent) !== undefined) return undefined;

    const sum = sumOf(node);
    if (sum !== undefined) return isNoNumber(node, parent) ? undefined : numberPoint(sum);
  }

  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return hasSpread(node.arguments) || mayLoad(node) ? undefined : `of ${node.arguments.length}`;
    case 'ArrayExpression':
      return hasSpread(node.elements) ? undefined : `items ${node.elements.length}`;
    case 'Literal':
      return isNull(node) || typeof node.value === 'boolean' ? `${node.value}` : undefined;
    case 'UnaryExpression':
      return node.operator === 'typeof' ? 'typeof' : truthOf(node);
    case 'AssignmentExpression':
      return node.operator === '=' && node.left.type === 'MemberExpression' ? 'set' : undefined;
    case 'AssignmentPattern':
      return 'default';
    default:
      return undefined;
  }
}

/** Most nodes are none, and all ask. */
function mayBeSum({ type }: AnyNode): boolean {
  return type === 'Literal' || type === 'UnaryExpression' || type === 'BinaryExpression';
}

/** None and one are written for much that is no number. */
function numberPoint(value: number): string | undefined {
  return value === 0 || value === 1 || Number.isNaN(value) ? undefined : `${value}`;
}

/** The value of a pattern that this engine does not know is null as well. */
function isNull({ value, regex, bigint }: NodeOf<'Literal'>): boolean {
  return value === null && !regex && bigint == null;
}

/** `!0` and `!1`, as minifiers write `true` and `false`. */
function truthOf({ operator, argument }: NodeOf<'UnaryExpression'>): string | undefined {
  const value = argument.type === 'Literal' ? argument.value : undefined;

  return operator === '!' && (value === 0 || value === 1) ? `${!value}` : undefined;
}

/** A truth, or a name. */
function isNoNumber(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent?.type === 'UnaryExpression') return parent.operator === '!';

  return (
    (parent?.type === 'Property' || parent?.type === 'PropertyDefinition') && parent.key === node
  );
}

function hasSpread(nodes: readonly (AnyNode | null)[]): boolean {
  return nodes.some((node) => node?.type === 'SpreadElement');
}

/** Loaders are called by a path, by a number or by nothing, as the bundler likes. */
function mayLoad({ callee, arguments: given }: NodeOf<'CallExpression' | 'NewExpression'>) {
  const [only, ...others] = given;

  return callee.type === 'Identifier' && others.length === 0 && (!only || only.type === 'Literal');
}

/** The value of numbers that are added, multiplied and so on, and of a number; undefined of anything else. */
function sumOf(node: AnyNode, depth = DEEPEST_SUM): number | undefined {
  if (node.type === 'Literal') return typeof node.value === 'number' ? node.value : undefined;
  if (depth === 0) return undefined;
  if (node.type === 'UnaryExpression' && node.operator === '-') {
    const value = sumOf(node.argument, depth - 1);
    return value === undefined ? undefined : -value;
  }
  if (node.type !== 'BinaryExpression') return undefined;

  const sum = sums[node.operator];
  const right = sum && sumOf(node.right, depth - 1);
  const left = right === undefined ? undefined : sumOf(node.left, depth - 1);
  return left === undefined || right === undefined ? undefined : sum?.(left, right);
}

/** Real code has no longer ones. */
const DEEPEST_SUM = 8;

const sums: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
  '<<': (left, right) => left << right,
  '>>': (left, right) => left >> right,
  '>>>': (left, right) => left >>> right,
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
};
