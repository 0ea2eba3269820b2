import type { AnyNode } from './syntax.ts';

/** What surely runs of a statement or an expression, from outside in, as far as it may be a check. */
export function surelyRunBy(node: AnyNode): readonly AnyNode[] {
  switch (node.type) {
    case 'ExpressionStatement':
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      return surelyRunBy(node.expression);
    case 'SequenceExpression':
      return node.expressions.flatMap(surelyRunBy);
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ init }) => (init ? surelyRunBy(init) : []));
    case 'AssignmentExpression':
      return surelyRunBy(node.right);
    case 'AwaitExpression':
    case 'UnaryExpression':
      return surelyRunBy(node.argument);
    case 'YieldExpression':
      return node.argument ? surelyRunBy(node.argument) : [];
    case 'IfStatement':
      return surelyRunBy(node.test);
    case 'ConditionalExpression':
      return surelyRunBy(node.test);
    case 'LogicalExpression':
      return [node, ...surelyRunBy(node.left)];
    case 'CallExpression':
      return [node];
    default:
      return [];
  }
}
