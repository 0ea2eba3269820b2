import { isConstant } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { bindingOf } from '../scope.ts';
import type { Expression } from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether a text that the code shows may be the key, or be it where a variable is not set: then it is none that
 * only the code has.
 *
 * @param mayBeShown whether the key is one that anyone may know, as a public one.
 */
export function mayShowKey(
  node: Expression,
  values: Values,
  mayBeShown: (text: string) => boolean = () => false,
  depth = 0,
): boolean {
  if (depth > MOST_STEPS) return true;
  const may = (each: Expression) => mayShowKey(each, values, mayBeShown, depth + 1);
  const text = constantText(node);
  if (text !== undefined) return !mayBeShown(text);

  switch (node.type) {
    case 'Constant':
      return true;
    case 'Await':
      return may(node.value);
    case 'Binary':
      return node.operator === 'or' && (may(node.left) || may(node.right));
    case 'Conditional':
      return may(node.yes) || may(node.no);
    case 'Name': {
      const all = bindingOf(node)?.definitions ?? [];
      return all.some((one) => one.kind === 'value' && one.path.length === 0 && may(one.node));
    }
    case 'Call': {
      const { callee, arguments: given } = node;
      const isOfText = callee.type === 'Attribute' && /^(?:encode|strip)$/.test(callee.name);
      if (isOfText) return may(callee.object);
      const isOfEnvironment = values
        .namesOf(callee)
        .some((name) => name === 'os.environ.get' || name === 'os.getenv');
      const [, otherwise] = given;
      return (
        isOfEnvironment &&
        otherwise !== undefined &&
        !isConstant(otherwise.value, 'None') &&
        may(otherwise.value)
      );
    }
    default:
      return false;
  }
}

const MOST_STEPS = 12;
