import { isSharedSecretName, mostNested } from '../../signatures/index.ts';
import { textOf, truthOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, fieldRead } from '../syntax.ts';
import type { Requested } from './requested.ts';

/**
 * Whether an expression is a secret of the code's own, by its name: of the environment, of a
 * configuration, or what a call by such a name brings. Not what a request decides, nor an empty text.
 */
export function isSharedSecret(node: AnyNode, requested: Requested, depth = 0): boolean {
  if (depth > mostNested || requested.has(node)) return false;
  const is = (each: AnyNode) => isSharedSecret(each, requested, depth + 1);

  switch (node.type) {
    case 'AwaitExpression':
      return is(node.argument);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return is(node.expression);
    case 'LogicalExpression':
      return node.operator !== '&&' && is(node.left) && !isEmpty(node.right);
    case 'TemplateLiteral':
      return node.expressions.length > 0 && node.expressions.every(is);
    case 'BinaryExpression':
      return node.operator === '+' && (is(node.left) || is(node.right));
    case 'MemberExpression':
      return isSharedSecretName(fieldRead(node) ?? '');
    case 'CallExpression':
      return partsOf(node).some(is) || isSharedSecretName(calledName(node) ?? '');
    case 'Identifier': {
      const isNamed = isSharedSecretName(node.name);
      const all = bindingOf(node)?.definitions ?? [];
      if (all.length === 0) return false;
      return all.every((one) => {
        if (one.kind !== 'value' || one.path.length > 0) return isNamed;
        return !isEmpty(one.node) && (isNamed || is(one.node));
      });
    }
    default:
      return false;
  }
}

/** Of `Buffer.from(secret)` and `secret.trim()`, what goes into it. */
function partsOf({ callee, arguments: given }: CallNode): readonly AnyNode[] {
  return callee.type === 'MemberExpression' ? [callee.object, ...given] : given;
}

function isEmpty(node: AnyNode): boolean {
  return truthOf(node) === false || textOf(node) === '';
}
