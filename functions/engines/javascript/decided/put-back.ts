import { objectsOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether what is put is an item that was read, with one less of a number of its own: `{ ...found.Item, free: found.Item.free - 1 }`.
 * Which one the request names, but nothing of it is in the item: who books a room has taken it.
 */
export function isPutBack(item: AnyNode, values: Values): boolean {
  const made = objectsOf(values, item);

  return made.length > 0 && made.every(({ properties }) => isOneLess(properties));
}

function isOneLess(properties: NodeOf<'ObjectExpression'>['properties']): boolean {
  const kinds = properties.map((each) =>
    each.type === 'SpreadElement'
      ? isOfItem(each.argument) && 'own'
      : kindOf(each.value, memberName(each) ?? ''),
  );

  return kinds.every((kind) => kind !== false) && kinds.includes('one less');
}

function kindOf(value: AnyNode, field: string, depth = 0): 'own' | 'one less' | false {
  if (depth > MOST_STEPS) return false;
  if (isOfItem(value, field)) return 'own';
  const kind = (of: AnyNode) => kindOf(of, field, depth + 1);

  switch (value.type) {
    case 'ObjectExpression': {
      // `{ N: '1' }` of DynamoDB's own client
      const [only, ...others] = value.properties;
      const isNumber = only?.type === 'Property' && memberName(only) === 'N';
      return isNumber && others.length === 0 ? kind(only.value) : false;
    }
    case 'CallExpression': {
      const inner = plainCall(value);
      return inner ? kind(inner) : false;
    }
    case 'BinaryExpression': {
      const { left, right, operator } = value;
      const isOne = right.type === 'Literal' && right.value === 1;
      const isLess = isOne && operator === '-' && left.type !== 'PrivateIdentifier';
      return isLess && kind(left) === 'own' ? 'one less' : false;
    }
    case 'Identifier': {
      const only = onlyValue(value);
      return only && only.path.length === 0 ? kind(only.node) : false;
    }
    default:
      return false;
  }
}

/** `String(free)`, `parseInt(free, 10)` */
function plainCall({ callee, arguments: [given] }: CallNode): AnyNode | undefined {
  return callee.type === 'Identifier' && /^(?:String|Number|parseInt|parseFloat)$/.test(callee.name)
    ? given
    : undefined;
}

/**
 * `found.Item`, and of a name that nothing is put into.
 *
 * @param field of the item, where that is asked for: `found.Item.free.N`
 */
function isOfItem(node: AnyNode, field?: string, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  if (isCall(node)) {
    const inner = calledName(node) === 'unmarshall' ? node.arguments[0] : plainCall(node);
    return inner !== undefined && isOfItem(inner, field, depth + 1);
  }
  if (node.type === 'ChainExpression') return isOfItem(node.expression, field, depth + 1);
  if (node.type === 'MemberExpression') {
    const name = fieldRead(node);
    if (name === 'Item') return field === undefined && !isSet(node.object);
    if (name === 'N' || name === 'S') return isOfItem(node.object, field, depth + 1);
    return field !== undefined && name === field && isOfItem(node.object, undefined, depth + 1);
  }
  const only = onlyValue(node);
  if (!only) return false;
  const [last, ...before] = only.path.toReversed();
  if (last === undefined) return isOfItem(only.node, field, depth + 1);

  return last === 'Item' && before.length === 0 && field === undefined;
}

/** What a name is given once, and nothing is put into. */
function onlyValue(node: AnyNode) {
  const { definitions: [first, ...others] = [] } = bindingOf(node) ?? {};

  return first?.kind === 'value' && others.length === 0 && !isSet(node) ? first : undefined;
}

function isSet(node: AnyNode): boolean {
  return (bindingOf(node)?.writes ?? []).length > 0;
}

const MOST_STEPS = 8;
