import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  literalText,
} from '../syntax.ts';
import { isAsSent, ofBody } from './request-sources.ts';

/** Whether a function, or a condition, looks only at how something is written: its length, its letters. */
export function isOfForm(node: AnyNode): boolean {
  const pending: AnyNode[] = [isFunction(node) ? node.body : node];
  let isIt = false;
  for (let at = pending.pop(), count = 0; at; at = pending.pop(), count += 1) {
    if (count > MOST_OF_FORM) return false;
    if (isCall(at)) {
      const name = calledName(at) ?? '';
      if (!ofForm.test(name) && at.type !== 'NewExpression') return false;
      if (
        /^(?:includes|startsWith|endsWith)$/.test(name) &&
        literalText(at.arguments[0]) === undefined
      )
        return false;
      isIt ||= /^(?:test|match|split)$/.test(name);
    } else if (at.type === 'MemberExpression') {
      if (fieldRead(at) === 'env') return false;
      isIt ||= fieldRead(at) === 'length' && isGivenText(at.object);
    } else if (at.type === 'BinaryExpression' && /^[!=]==?$/.test(at.operator) && !isPlain(at))
      return false;
    pending.push(...childrenOf(at));
  }
  return isIt;
}

const MOST_OF_FORM = 200;
const ofForm =
  /^(?:test|split|slice|substring|match|search|trim|toString|toLowerCase|toUpperCase|includes|startsWith|endsWith|push|join|String|Number|isNaN|Error|json|status|send|some|every|RegExp)$/;

/** A parameter, or a field that was sent: the list that a look-up gave has a length, too. */
function isGivenText(node: AnyNode): boolean {
  const definitions = node.type === 'Identifier' ? (bindingOf(node)?.definitions ?? []) : [];

  return definitions.some(({ kind }) => kind === 'parameter') || isAsSent(node, ofBody);
}

function isPlain({ left, right }: Extract<AnyNode, { type: 'BinaryExpression' }>): boolean {
  // `key.split('_')[0] === 'pk'`
  if (left.type === 'MemberExpression' && left.computed && isShort(right)) return true;

  return [left, right].some(
    (each) =>
      (each.type === 'Literal' && (typeof each.value !== 'string' || each.value === '')) ||
      (each.type === 'UnaryExpression' && each.operator === 'typeof') ||
      (each.type === 'Identifier' && each.name === 'undefined'),
  );
}

function isShort(node: AnyNode): boolean {
  return (literalText(node) ?? LONG).length < LONG.length;
}

const LONG = 'as long as a credential';

/** `!body.name || body.age === undefined`: a field is missing, and nothing is compared. */
export function isOfMissingField(test: AnyNode, depth = 0): boolean {
  if (depth > MOST_DEEP) return false;
  switch (test.type) {
    case 'LogicalExpression':
      return isOfMissingField(test.left, depth + 1) && isOfMissingField(test.right, depth + 1);
    case 'UnaryExpression':
      return test.operator === '!' && isAsSent(test.argument, ofBody);
    case 'BinaryExpression':
      return test.left.type !== 'PrivateIdentifier' && isPlain(test) && isAsSent(test.left, ofBody);
    default:
      return false;
  }
}

const MOST_DEEP = 12;
