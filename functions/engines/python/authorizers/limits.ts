import { isInvoking, isOpenResource, limiting } from '../../authorizers/index.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { returnsOf } from '../members.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Expression } from '../syntax.ts';
import { argumentsFor, type Sent } from './sent.ts';
import { settingIn } from './settings.ts';
import { mayAddUnseen } from './unseen-parts.ts';

/**
 * Whether a node limits what an answer allows: by a condition, by a second statement, or to a part of the
 * API. Then the answer itself is the check.
 */
export function isLimit(node: AnyNode, sent: Sent): boolean {
  if (node.type === 'Call' && limiting.test(calledName(node) ?? '')) return true;
  if (mayAddUnseen(node, sent)) return true;
  const { name = '', value } = settingIn(node) ?? {};
  if (!value) return false;

  switch (name) {
    case 'Condition':
    case 'NotResource':
    case 'NotAction':
      return true;
    case 'deniedFields':
    case 'deny_fields':
      return value.type !== 'List' || value.elements.length > 0;
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

function isOneStatement(value: Expression): boolean {
  if (value.type === 'Dict') return true;

  return (
    value.type === 'List' && value.elements.length < 2 && value.elements[0]?.type !== 'Starred'
  );
}

function invokes(value: Expression, sent: Sent): boolean {
  if (value.type === 'List') return value.elements.some((each) => invokes(each, sent));
  const text = constantText(value);
  if (text !== undefined) return isInvoking(text);
  const [definition] = bindingOf(value)?.definitions ?? [];
  if (definition?.kind === 'value' && definition.node.type === 'List') {
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
function isWhole(node: Expression, sent: Sent, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  const is = (each: Expression) => isWhole(each, sent, depth + 1);

  switch (node.type) {
    case 'Text':
      return isOpenResource(node.value);
    case 'Number':
    case 'Constant':
      return true;
    case 'FormattedText':
    case 'Slice':
      return node.parts.every(is);
    case 'Binary':
      return node.operator !== 'and' && is(node.left) && is(node.right);
    case 'Unary':
      return is(node.operand);
    case 'List':
    case 'Tuple':
      return node.elements.length > 0 && node.elements.every(is);
    case 'Attribute':
      return is(node.object);
    case 'Subscript':
      return is(node.object) && (constantText(node.index) !== undefined || is(node.index));
    case 'Name':
      return isWholeName(node, sent, is);
    case 'Call': {
      const own = sent.values.functionsOf(node.callee);
      if (own.length > 0) return own.flatMap((each) => returnsOf(each.node)).every(is);
      const given = node.arguments.map(({ value }) => value);
      const isGet = calledName(node) === 'get' && constantText(given[0]) !== undefined;
      return (
        node.callee.type === 'Attribute' &&
        is(node.callee.object) &&
        (isGet ? given.slice(1) : given).every(is)
      );
    }
    default:
      return false;
  }
}

function isWholeName(node: Expression, sent: Sent, is: (node: Expression) => boolean): boolean {
  const all = bindingOf(node)?.definitions ?? [];

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
