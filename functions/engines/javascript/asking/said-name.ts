import { type AnyNode, calledName, fieldRead, literalText } from '../syntax.ts';

/** By what name a value stands in a condition: `code` of `code`, `body.code`, `headers.get('code')` and `body.code.trim()`. */
export function saidName(node: AnyNode): string {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'MemberExpression':
      return fieldRead(node) ?? '';
    case 'ChainExpression':
      return saidName(node.expression);
    case 'CallExpression':
      return /^(?:get|header|param|query)$/.test(calledName(node) ?? '')
        ? (literalText(node.arguments[0]) ?? '')
        : node.callee.type === 'MemberExpression' &&
            /^(?:trim|toString|toLowerCase|replace)$/.test(calledName(node) ?? '')
          ? saidName(node.callee.object)
          : '';
    case 'LogicalExpression':
      return saidName(node.left);
    default:
      return '';
  }
}
