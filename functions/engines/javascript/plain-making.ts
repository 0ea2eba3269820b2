import { type AnyNode, constantText, fieldRead, isCall } from './syntax.ts';

/**
 * The part of an expression by which code names `eval` or `Function` and yet loads nothing; undefined where there is none:
 * the global object, what a class is compared with, and the two texts that depd makes functions of, to the letter.
 */
export function plainMaker(node: AnyNode): AnyNode | undefined {
  switch (node.type) {
    case 'MemberExpression':
      return isFunction(node.object) && fieldRead(node) === 'prototype' ? node.object : undefined;
    case 'BinaryExpression':
      return comparing.has(node.operator) && isFunction(node.right) ? node.right : undefined;
    case 'CallExpression':
    case 'NewExpression': {
      const { callee, arguments: given } = node;
      if (callee.type !== 'Identifier' || !/^(?:eval|Function)$/.test(callee.name))
        return undefined;
      const text = given.map(textOf).join(',');
      return known.has(`${callee.name}:${text}`) ? callee : undefined;
    }
    default:
      return undefined;
  }
}

/** `Function.prototype.constructor`, which is `Function` again. */
export function isFunctionAgain(node: AnyNode): boolean {
  return (
    node.type === 'MemberExpression' &&
    (fieldRead(node) ?? 'constructor') === 'constructor' &&
    node.object.type === 'MemberExpression' &&
    isFunction(node.object.object)
  );
}

function isFunction(node: AnyNode): boolean {
  return node.type === 'Identifier' && node.name === 'Function';
}

const comparing: ReadonlySet<string> = new Set(['instanceof', '===', '!==', '==', '!=']);

/** What a text is made of; a star stands for what is put there. */
function textOf(node: AnyNode): string {
  const constant = constantText(node);
  if (constant !== undefined) return constant;
  if (node.type === 'TemplateLiteral')
    return node.quasis.map(({ value }) => value.cooked).join('*');

  const parts: string[] = [];
  let at: AnyNode = node;
  for (let steps = 0; at.type === 'BinaryExpression' && at.operator === '+'; steps += 1) {
    if (steps > MOST_PARTS) return '*';
    parts.unshift(isCall(at.right) ? '*' : (constantText(at.right) ?? '*'));
    at = at.left;
  }
  return [constantText(at) ?? '*', ...parts].join('');
}

const MOST_PARTS = 20;

/** Sources: `wrapfunction` of depd 1.1.2 and 2.0.0; `_root` of lodash, and `global` of core-js. */
const known: ReadonlySet<string> = new Set([
  'Function:return this',
  'Function:return this;',
  'eval:(function (*) {\n"use strict"\nlog.call(deprecate, message, site)\nreturn fn.apply(this, arguments)\n})',
  'Function:fn,log,deprecate,message,site,"use strict"\nreturn function (*) {log.call(deprecate, message, site)\nreturn fn.apply(this, arguments)\n}',
]);
