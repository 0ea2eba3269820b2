import { textOf } from './options.ts';
import { parentOf } from './scope.ts';
import { type AnyNode, calledName, isCall, isFunction, lastOf, type NodeOf } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * What a condition on the operating system comes to in Lambda, which is Linux; undefined for others.
 * Source: "Lambda runtimes" (AWS), `process.platform` and `os.type()` (Node.js).
 */
export function truthOnLambda(condition: AnyNode, values: Values): boolean | undefined {
  if (condition.type === 'SequenceExpression') return truthOnLambda(lastOf(condition), values);
  if (condition.type === 'BinaryExpression') return comparedOnLambda(condition, values);
  if (!isCall(condition) || condition.callee.type !== 'MemberExpression') return undefined;

  const { object } = condition.callee;
  const [first] = condition.arguments;
  const method = calledName(condition);
  if (method === 'test' && object.type === 'Literal' && object.regex) {
    const known = first && platformText(first, values);
    const [, start = '', word] = /^(\^?)([a-z\d]+)\$?$/i.exec(object.regex.pattern) ?? [];
    if (known === undefined || word === undefined) return undefined;
    return start === '' ? known.includes(word) : known.startsWith(word);
  }
  const known = platformText(object, values);
  const asked = textOf(first);
  if (known === undefined || asked === undefined) return undefined;
  if (method === 'startsWith') return known.startsWith(asked);
  return method === 'includes' ? known.includes(asked) : undefined;
}

/** Whether what a switch asks for is the system, and another one than this. */
function isOfOtherPlatform(
  discriminant: AnyNode,
  test: AnyNode | null | undefined,
  values: Values,
): boolean {
  const known = platformText(discriminant, values);
  const asked = textOf(test ?? undefined);

  return known !== undefined && asked !== undefined && asked !== known;
}

/** Whether a case of a switch on the system is for another one, and no case before it falls into it. */
export function isCaseOfOtherSystem(
  { discriminant, cases }: NodeOf<'SwitchStatement'>,
  one: NodeOf<'SwitchCase'>,
  values: Values,
): boolean {
  const isOther = (test: AnyNode | null | undefined) =>
    test
      ? isOfOtherPlatform(discriminant, test, values)
      : cases.some((each) => each.test && isOfThisPlatform(discriminant, each.test, values));

  for (let at = cases.indexOf(one); at >= 0; at -= 1) {
    const each = cases[at];
    if (!each || !isOther(each.test)) return false;
    const last = cases[at - 1]?.consequent.at(-1);
    if (at === 0 || (last && leaves(last))) return true;
  }
  return false;
}

/** Whether a place is in a branch that is for another system. */
export function isOfOtherSystem(node: AnyNode, values: Values): boolean {
  let inner = node;

  for (let around = parentOf(node); around && !isFunction(around); around = parentOf(around)) {
    if (around.type === 'IfStatement' || around.type === 'ConditionalExpression') {
      const isThen = around.consequent === inner;
      if (around.test !== inner && truthOnLambda(around.test, values) === !isThen) return true;
    }
    // Minified: `process.platform === 'win32' && (kill = killTree)`.
    if (around.type === 'LogicalExpression' && around.right === inner) {
      const isRun = around.operator === '&&';
      if (around.operator !== '??' && truthOnLambda(around.left, values) === !isRun) return true;
    }
    if (around.type === 'SwitchStatement' && inner.type === 'SwitchCase') {
      if (isCaseOfOtherSystem(around, inner, values)) return true;
    }
    inner = around;
  }
  return false;
}

/** Whether nothing that stands behind a statement runs after it. */
export function leaves(statement: AnyNode): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement;

  return last !== undefined && /^(?:Return|Throw|Continue|Break)Statement$/.test(last.type);
}

function isOfThisPlatform(discriminant: AnyNode, test: AnyNode, values: Values): boolean {
  const known = platformText(discriminant, values);

  return known !== undefined && textOf(test) === known;
}

function comparedOnLambda(
  { operator, left, right }: NodeOf<'BinaryExpression'>,
  values: Values,
): boolean | undefined {
  if (!/^[!=]==?$/.test(operator)) return undefined;
  const [a, b] = [left, right].map((each) => textOf(each) ?? platformText(each, values));
  const isOfPlatform = [left, right].some((each) => platformText(each, values) !== undefined);
  if (!isOfPlatform || a === undefined || b === undefined) return undefined;

  return (a === b) === operator.startsWith('=');
}

/** A constant text, in which `path.sep` is what it is on Linux: `'..' + path.sep`. */
export function textOnLambda(node: AnyNode, values: Values): string | undefined {
  const whole = textOf(node) ?? platformText(node, values);
  if (whole !== undefined) return whole;
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const [left, right] = [node.left, node.right].map(
      (each) => textOf(each) ?? platformText(each, values),
    );
    return left === undefined || right === undefined ? undefined : left + right;
  }
  if (node.type !== 'TemplateLiteral') return undefined;
  const parts = node.expressions.map((each) => platformText(each, values));

  return parts.includes(undefined)
    ? undefined
    : node.quasis.map(({ value }, index) => (value.cooked ?? '') + (parts[index] ?? '')).join('');
}

/** Of `(log(), process.platform)` too: in a comparison, minifiers write a switch with one case so. */
function platformText(read: AnyNode, values: Values): string | undefined {
  const node = lastOf(read);
  const isNamed = node.type === 'MemberExpression' || node.type === 'Identifier';
  if (!isNamed && !isCall(node)) return undefined;
  const called = isCall(node) ? '()' : '';
  const names = values.namesOf(isCall(node) ? node.callee : node);

  return names.flatMap((name) => known.get(`${name}${called}`) ?? [])[0];
}

const known: ReadonlyMap<string, string> = new Map([
  ['process.platform', 'linux'],
  ['module:process.platform', 'linux'],
  ['module:os.platform()', 'linux'],
  ['module:os.type()', 'Linux'],
  ['module:path.sep', '/'],
]);
