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
  if (node?.type === 'Binary' && /^is(?: not)?$/.test(node.operator)) {
    const isOther =
      (isLongText(node.right) && isMadeAnew(node.left)) ||
      (isLongText(node.left) && isMadeAnew(node.right));
    return isOther ? node.operator === 'is not' : undefined;
  }
  if (node?.type !== 'Constant') return undefined;

  return node.value === 'True' ? true : node.value === 'False' ? false : undefined;
}

/** Of texts of one letter Python has one of each. */
function isLongText(node: Expression): boolean {
  return node.type === 'Text' && node.value.length > 1;
}

/**
 * A text of the environment or of an event is an object of its own: `STAGE is 'prod'` asks whether it is the object that stands in the
 * code, and that it never is.
 */
function isMadeAnew(node: Expression, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  const of = constantValue(node) ?? node;
  if (of.type === 'Subscript') return isOfOutside(of.object, depth);
  // Another text in its place, `getenv('STAGE', 'prod')`, would be one of the code.
  if (of.type !== 'Call' || of.callee.type !== 'Attribute' || of.arguments.length !== 1)
    return false;
  const { name, object } = of.callee;

  return name === 'getenv' || (name === 'get' && isOfOutside(object, depth));
}

function isOfOutside(node: Expression, depth: number): boolean {
  const name = node.type === 'Name' || node.type === 'Attribute' ? node.name : '';

  return /^(?:environ|event)$/.test(name) || isMadeAnew(node, depth + 1);
}
