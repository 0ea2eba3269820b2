import { isSharedSecretName, mostNested } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { Requested } from './requested.ts';

/**
 * Whether an expression is a secret of the code's own, by its name: of the environment, of a
 * configuration, or what a call by such a name brings. Not what a request decides, nor an empty text.
 */
export function isSharedSecret(node: Expression, requested: Requested, depth = 0): boolean {
  if (depth > mostNested || requested.has(node)) return false;
  const is = (each: Expression) => isSharedSecret(each, requested, depth + 1);

  switch (node.type) {
    case 'Await':
      return is(node.value);
    case 'FormattedText':
      return node.parts.some(is);
    case 'Binary':
      if (node.operator === 'or') return is(node.left) && !isEmpty(node.right);
      return node.operator === '+' && (is(node.left) || is(node.right));
    case 'Attribute':
      return isSharedSecretName(node.name);
    case 'Subscript':
      return isSharedSecretName(constantText(node.index) ?? '');
    case 'Call':
      return isOfCall(node, is);
    case 'Name': {
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

/** `os.environ.get('API_KEY')`, `secret.encode()`, `get_secret()`; not `get('API_KEY', '')`. */
function isOfCall({ callee, arguments: given }: Call, is: (each: Expression) => boolean): boolean {
  const [first, otherwise] = given;
  const isRead =
    (callee.type === 'Attribute' || callee.type === 'Name') && /^(?:get|getenv)$/.test(callee.name);
  if (isRead && first && isSharedSecretName(constantText(first.value) ?? '')) {
    return otherwise === undefined || !isEmpty(otherwise.value);
  }
  if (given.some(({ value }) => is(value))) return true;
  if (callee.type === 'Attribute') return isSharedSecretName(callee.name) || is(callee.object);

  return callee.type === 'Name' && isSharedSecretName(callee.name);
}

function isEmpty(node: AnyNode): boolean {
  return (
    (node.type === 'Constant' && node.value !== 'True') ||
    (node.type === 'Text' && node.value === '')
  );
}
