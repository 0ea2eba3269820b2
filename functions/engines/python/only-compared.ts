import { constantText } from './constant-text.ts';
import { bindingOf, isPlainlySet } from './scope.ts';
import type { AnyNode, Call, Expression } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Whether all that comes of what a call reads is the answer to a question that the code asks:
 * `'cairo' in path.read_text().lower()`, also by a name of the function that nothing else reads.
 */
export function isOnlyCompared(call: Call, values: Values): boolean {
  const last = withMethods(call);
  const { parent } = last;
  const [target, ...others] =
    parent?.type === 'Assign' && parent.value === last ? parent.targets : [];
  if (!target || others.length > 0) return isCompared(last);

  const binding = target.type === 'Name' ? bindingOf(target) : undefined;
  return (
    binding?.scope.function !== undefined &&
    isPlainlySet(binding) &&
    binding.reads.length > 0 &&
    binding.reads.every((read) => isCompared(withMethods(read))) &&
    !['locals', 'vars'].some((name) => values.callsOf(name).length > 0)
  );
}

/** `text.strip().lower()`, around `text`: what is still that text. */
function withMethods(node: Expression): Expression {
  let at = node;
  for (let steps = 0; steps < MOST_METHODS; steps += 1) {
    const method: AnyNode | undefined = at.parent;
    const isKept =
      method?.type === 'Attribute' && method.object === at && sameText.test(method.name);
    const call: AnyNode | undefined = isKept ? method.parent : undefined;
    if (call?.type !== 'Call' || call.callee !== method || call.arguments.length > 0) break;
    at = call;
  }
  return at;
}

const MOST_METHODS = 5;
const sameText = /^(?:lower|upper|casefold|l?strip|rstrip)$/;

/** With a text of the code: by one that a caller chooses, all of it is guessed in the end. */
function isCompared(node: Expression): boolean {
  const { parent } = node;
  if (parent?.type === 'Binary') {
    const other = parent.left === node ? parent.right : parent.left;
    return comparisons.has(parent.operator) && constantText(other) !== undefined;
  }
  const call = parent?.type === 'Attribute' && parent.object === node ? parent.parent : undefined;

  return (
    call?.type === 'Call' &&
    call.callee === parent &&
    /^(?:starts|ends)with$/.test(parent?.type === 'Attribute' ? parent.name : '') &&
    call.arguments.every(({ value }) => constantText(value) !== undefined)
  );
}

const comparisons: ReadonlySet<string> = new Set(['in', 'not in', '==', '!=']);
