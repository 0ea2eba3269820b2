import type { Asked } from './asked.ts';
import { isBytes } from './buffers.ts';
import { byMethod, byPattern, byText, isFoundIn, isSameName, servers } from './check-calls.ts';
import { everyHarm, type Harms, harm, harmsOfObjects, noHarm } from './harms.ts';
import { textOf } from './options.ts';
import { isOfOwnList } from './own-list.ts';
import { bindingOf } from './scope.ts';
import { type AnyNode, calledName, fieldRead, lastOf, type NodeOf } from './syntax.ts';

/** Two sides, as of `left === right`. */
export interface Comparison {
  readonly operator: string;
  readonly left: AnyNode;
  readonly right: AnyNode;
}

/** `list.indexOf(x) !== -1`, `typeof x === 'number'`, `x === 'name'`, `url.host === host`. */
export function byComparison(
  { operator, ...sides }: Comparison,
  asked: Asked,
  outcome: boolean,
): Harms {
  const { subject } = asked;
  // Of a switch with one case, minifiers write `(log(), typeof x) === 'number'`.
  const [left, right] = [lastOf(sides.left), lastOf(sides.right)];
  if (operator === 'in') return outcome && isFoundIn(right, left, asked) ? everyHarm : noHarm;
  const start = startOf(left, right, asked);
  if (start && /^[!=]==?$/.test(operator)) {
    return byText('startsWith', start, asked, operator.startsWith('=') === outcome);
  }
  if (left.type === 'CallExpression' && calledName(left) === 'search') {
    return bySearch(operator, left, right, asked, outcome);
  }
  if (left.type === 'CallExpression' && calledName(left) === 'indexOf') {
    return byIndex(operator, left, right, asked, outcome);
  }
  if (!operator.startsWith(outcome ? '==' : '!=')) return noHarm;

  if (left.type === 'UnaryExpression' && left.operator === 'typeof') {
    return subject.isReadBy(left.argument) ? byType(textOf(right), left.argument, asked) : noHarm;
  }
  const isConstant = textOf(right) !== undefined;
  if (subject.isHostReadBy(left)) return servers;
  if (subject.isReadBy(left)) {
    if (isConstant || isOfOwnList(right, left)) return everyHarm;
    return subject.isMadeInto(right, 'basename') || isFolderOf(left, right) ? harm.path : noHarm;
  }
  if (subject.isReadBy(right) && isFolderOf(right, left)) return harm.path;
  if (subject.isHostReadBy(right) && (textOf(left) !== undefined || isOfOwnList(left, right))) {
    return servers;
  }
  const isKnown = textOf(left) !== undefined || isOfOwnList(left, right);
  if (isKnown && subject.readIn(right)) return everyHarm;
  return isOfOwnList(right, left) && subject.readIn(left) ? everyHarm : noHarm;
}

/** What `path[0] === '.'` and `path.slice(0, folder.length) === folder` compare its start with. */
function startOf(left: AnyNode, right: AnyNode, { subject }: Asked): AnyNode | undefined {
  if (left.type === 'MemberExpression') {
    return left.computed && textOf(left.property) === '0' && subject.isReadBy(left.object)
      ? right
      : undefined;
  }
  if (left.type !== 'CallExpression' || left.callee.type !== 'MemberExpression') return undefined;
  const [from, to] = left.arguments;
  const isOfStart =
    /^(?:substring|slice|substr)$/.test(calledName(left) ?? '') && textOf(from) === '0';
  const length =
    to?.type === 'MemberExpression' && fieldRead(to) === 'length' ? to.object : undefined;
  const isSame = length !== undefined && isSameName(length, right);

  return isOfStart && isSame && subject.isReadBy(left.callee.object) ? right : undefined;
}

/** `file === folder`, where `file` is what was joined to that folder: then it is the folder itself. */
function isFolderOf(made: AnyNode, folder: AnyNode): boolean {
  const [definition, ...others] = bindingOf(made)?.definitions ?? [];
  if (definition?.kind !== 'value' || others.length > 0) return false;
  if (definition.node.type !== 'CallExpression') return false;
  const [first, ...more] = definition.node.arguments;

  return first !== undefined && more.length > 0 && isSameName(first, folder);
}

/** `path.search(/(^|\/)\.\./) !== -1`. */
function bySearch(
  operator: string,
  call: NodeOf<'CallExpression'>,
  right: AnyNode,
  asked: Asked,
  outcome: boolean,
): Harms {
  const { callee } = call;
  const [pattern] = call.arguments;
  const isFound = saysFound(operator, right);
  if (isFound === undefined || !pattern || callee.type !== 'MemberExpression') return noHarm;

  return byPattern(pattern, callee.object, asked, isFound === outcome);
}

/** Of a place in a text or list: whether the comparison is one that holds where there is one. */
function saysFound(operator: string, right: AnyNode): boolean | undefined {
  const isMinusOne =
    right.type === 'UnaryExpression' && right.operator === '-' && textOf(right.argument) === '1';
  const isZero = textOf(right) === '0';

  if ((isMinusOne && /^(?:!==?|>)$/.test(operator)) || (isZero && operator === '>=')) return true;
  return (isMinusOne && /^===?$/.test(operator)) || (isZero && operator === '<')
    ? false
    : undefined;
}

/** `list.indexOf(x) !== -1`, `path.indexOf(folder) === 0`. */
function byIndex(
  operator: string,
  call: NodeOf<'CallExpression'>,
  right: AnyNode,
  asked: Asked,
  outcome: boolean,
): Harms {
  if (textOf(right) === '0' && /^[!=]==?$/.test(operator)) {
    return byMethod('startsWith', call, asked, operator.startsWith('=') === outcome);
  }
  const isFound = saysFound(operator, right);

  return isFound === undefined ? noHarm : byMethod('includes', call, asked, isFound === outcome);
}

function byType(type: string | undefined, node: AnyNode, { values }: Asked): Harms {
  // What is bytes is never a text: then nothing runs there.
  if (type === 'string') return isBytes(node, values) ? everyHarm : harmsOfObjects;

  return type === 'number' || type === 'boolean' || type === 'bigint' ? everyHarm : noHarm;
}
