import { isInvoking, isOpenResource, isTokenFormat, limiting } from '../../authorizers/index.ts';
import { returnsOf } from '../members.ts';
import { textOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import { type AnyNode, calledName, isCall, literalText } from '../syntax.ts';
import { settingOf } from '../telling.ts';
import { argumentsFor, type Sent } from './sent.ts';
import { mayAddUnseen } from './unseen-parts.ts';

/**
 * Whether a node limits what an answer allows: by a condition, by a second statement, or to a part of the
 * API. Then the answer itself is the check.
 */
export function isLimit(node: AnyNode, sent: Sent): boolean {
  if (isCall(node) && limiting.test(calledName(node) ?? '')) return true;
  if (mayAddUnseen(node, sent)) return true;
  const { name = '', value } = settingOf(node) ?? {};
  if (!value) return false;

  switch (name) {
    case 'Condition':
    case 'NotResource':
    case 'NotAction':
      return true;
    case 'deniedFields':
      return value.type !== 'ArrayExpression' || value.elements.length > 0;
    case 'Action':
      return !invokes(value, sent);
    case 'Statement':
      return !isOneStatement(value);
    case 'Resource':
      return !isWhole(value, sent);
    default:
      return false;
  }
}

function isOneStatement(value: AnyNode): boolean {
  if (value.type === 'ObjectExpression') return true;
  if (value.type !== 'ArrayExpression') return false;

  return value.elements.length < 2 && value.elements[0]?.type !== 'SpreadElement';
}

function invokes(value: AnyNode, sent: Sent): boolean {
  if (value.type === 'ArrayExpression') {
    return value.elements.some((each) => each !== null && invokes(each, sent));
  }
  const text = textOf(value);
  if (text !== undefined) return isInvoking(text);
  const [definition] = bindingOf(value)?.definitions ?? [];
  if (definition?.kind === 'value' && definition.node.type === 'ArrayExpression') {
    return invokes(definition.node, sent);
  }

  return (
    definition?.kind === 'parameter' &&
    (argumentsFor(definition, sent.values)?.every((each) => invokes(each, sent)) ?? false)
  );
}

/**
 * Whether it is made of the request and wildcards alone: what a caller asks for, or all of the API. One that
 * depends on anything may be the check itself.
 */
function isWhole(node: AnyNode, sent: Sent, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  const is = (each: AnyNode) => isWhole(each, sent, depth + 1);

  switch (node.type) {
    case 'Literal':
      if (node.regex) return isTokenFormat(node.regex.pattern);
      return typeof node.value !== 'string' || isOpenResource(node.value);
    case 'TemplateLiteral':
      return (
        node.quasis.every(({ value }) => isOpenResource(value.cooked ?? '')) &&
        node.expressions.every(is)
      );
    case 'BinaryExpression':
      return is(node.left) && is(node.right);
    case 'LogicalExpression':
      return node.operator !== '&&' && is(node.left) && is(node.right);
    case 'AwaitExpression':
    case 'UnaryExpression':
      return is(node.argument);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return is(node.expression);
    case 'ArrayExpression':
      return node.elements.length > 0 && node.elements.every((each) => each !== null && is(each));
    case 'MemberExpression':
      return is(node.object) && (!node.computed || is(node.property));
    case 'Identifier':
      return isWholeName(node, sent, is);
    case 'CallExpression': {
      const own = sent.values.functionsOf(node.callee);
      if (own.length > 0) return own.flatMap((each) => returnsOf(each)).every(is);
      return (
        node.callee.type === 'MemberExpression' &&
        is(node.callee.object) &&
        node.arguments.every(is)
      );
    }
    default:
      return false;
  }
}

function isWholeName(node: AnyNode, sent: Sent, is: (node: AnyNode) => boolean): boolean {
  const all = bindingOf(node)?.definitions ?? [];
  const constant = textOf(node);
  if (constant !== undefined && literalText(node) === undefined) return isOpenResource(constant);

  return (
    all.length > 0 &&
    all.every((each) => {
      if (each.kind === 'value') return is(each.node);
      if (each.kind !== 'parameter') return false;
      if (sent.entries.has(each.of)) return each.index === 0;
      return argumentsFor(each, sent.values)?.every(is) ?? false;
    })
  );
}

const MOST_STEPS = 16;
