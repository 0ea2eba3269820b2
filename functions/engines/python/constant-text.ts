import { bindingOf } from './scope.ts';
import type { Expression } from './syntax.ts';

/**
 * The text that an expression always is: a literal, sums of them, or a name that stands for one and
 * nothing else. Undefined for anything else.
 */
export function constantText(node: Expression | undefined, depth = 0): string | undefined {
  if (!node || depth > MOST_STEPS) return undefined;

  switch (node.type) {
    case 'Text':
      return node.value;
    case 'Name': {
      const value = constantValue(node);
      return value && constantText(value, depth + 1);
    }
    case 'Binary': {
      if (node.operator !== '+') return undefined;
      const left = constantText(node.left, depth + 1);
      const right = constantText(node.right, depth + 1);
      return left === undefined || right === undefined ? undefined : left + right;
    }
    default:
      return undefined;
  }
}

const MOST_STEPS = 20;

/** What a name was set to once, and is never set to again. */
export function constantValue(node: Expression): Expression | undefined {
  const binding = bindingOf(node);
  const [definition, ...others] = binding?.definitions ?? [];
  const isOne = definition?.kind === 'value' && definition.path.length === 0 && others.length === 0;
  // A name of a module that other functions set is not one.
  const isSetOnce = (binding?.writes.length ?? 0) <= 1;

  return isOne && isSetOnce ? definition.node : undefined;
}

/** True or False, where the code says so. */
export function truthOf(node: Expression | undefined): boolean | undefined {
  if (node?.type !== 'Constant') return undefined;

  return node.value === 'True' ? true : node.value === 'False' ? false : undefined;
}
