import { isCredentialName } from '../../signatures/index.ts';
import { textOf } from '../options.ts';
import { parentOf } from '../scope.ts';
import { type AnyNode, calledName, fieldRead, isFunction } from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether an expression is true, or false, only where a key of the environment is not set: which no request can bring about.
 * `!process.env.API_KEY`, `KEY === undefined`. Not of another variable, as one that says where the code runs.
 */
export function isUnsetWhere(isTrue: boolean, node: AnyNode, values: Values, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  const is = (each: AnyNode, whether: boolean) => isUnsetWhere(whether, each, values, depth + 1);
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' && is(node.argument, !isTrue);
    case 'CallExpression': {
      const [given] = node.arguments;
      return calledName(node) === 'Boolean' && given !== undefined && is(given, isTrue);
    }
    case 'BinaryExpression': {
      const { operator, left, right } = node;
      if (left.type === 'PrivateIdentifier') return false;
      if (operator === '>' && textOf(right) === '0') return is(left, isTrue);
      const isEmpty = isNothing(right) || textOf(right) === '' || textOf(right) === '0';
      return /^[!=]==?$/.test(operator) && isEmpty && isTrue === operator.startsWith('=')
        ? is(left, false)
        : false;
    }
    case 'MemberExpression':
      if (fieldRead(node) === 'length') return is(node.object, isTrue);
      return !isTrue && isKeyOfEnvironment(node, values);
    case 'Identifier':
      return !isTrue && isKeyOfEnvironment(node, values);
    default:
      return false;
  }
}

/** Whether some code runs only where one is not set: `if (!KEY) return true;`. */
export function runsUnset(node: AnyNode, values: Values): boolean {
  for (let at = node, up = parentOf(at); up && !isFunction(at); at = up, up = parentOf(at)) {
    if (up.type !== 'IfStatement' || up.test === at) continue;
    if (isUnsetWhere(up.consequent === at, up.test, values)) return true;
  }
  return false;
}

function isKeyOfEnvironment(node: AnyNode, values: Values): boolean {
  const names = values.namesOf(node);
  const [, variable = ''] = /^process\.env\.(\w+)$/.exec(names[0] ?? '') ?? [];

  return names.length === 1 && isCredentialName(variable) && !switching.test(variable);
}

/** What says whether to ask, and is no key: `AUTH_ENABLED`. */
const switching =
  /^(?:is|use|no|skip|enable|disable|require|with|without|has|allow)_|_(?:on|off|enabled|disabled|required|mode|type|url)$/i;

function isNothing(node: AnyNode): boolean {
  if (node.type === 'Identifier') return node.name === 'undefined';
  if (node.type === 'UnaryExpression') return node.operator === 'void';

  return node.type === 'Literal' && node.value === null && !node.regex;
}

const MOST_STEPS = 6;
