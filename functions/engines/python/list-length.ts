import { constantText } from './constant-text.ts';
import { type FieldPath, under } from './field-path.ts';
import { returnsOf } from './members.ts';
import { listedAgain } from './passages-of-methods.ts';
import { bindingOf } from './scope.ts';
import type { Binary, Expression, Name, NodeOf } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Where an element of the right one of two lists lies in their sum: behind those of the left one, where that
 * is written as it is and the sum is only read by its places and run: `os.execvp(c[0], c)`.
 */
export function behindList(sum: Binary, path: FieldPath, values: Values): FieldPath {
  const [first, ...rest] = path;
  const isPlace = first !== undefined && /^\d{1,3}$/.test(first);
  const length = isPlace && isOnlyRun(sum, values) ? lengthOf(sum.left, values) : undefined;

  return length === undefined ? listedAgain(path) : under(String(length + Number(first)), rest);
}

/** Of a list that begins with a program of its own, and not with one that runs what it is given. */
function lengthOf(node: Expression, values: Values): number | undefined {
  if (node.type === 'List') return isOwnProgram(node) ? node.elements.length : undefined;
  if (node.type !== 'Call' || node.callee.type !== 'Name') return undefined;
  const [called, ...others] = values.valuesOf(node.callee);
  const isSure = called?.kind === 'function' && others.length === 0;
  if (!isSure || called.node.decorators.length > 0 || called.node.isAsync) return undefined;
  if ((bindingOf(node.callee)?.definitions.length ?? 0) !== 1) return undefined;
  const lengths = returnsOf(called.node).map((each) =>
    each.type === 'List' && isOwnProgram(each) ? each.elements.length : undefined,
  );
  const [first] = lengths;

  return lengths.every((each) => each === first) ? first : undefined;
}

function isOwnProgram({ elements }: NodeOf<'List' | 'Tuple' | 'Set'>): boolean {
  const program = constantText(elements[0]);

  return (
    program !== undefined &&
    !runners.test(program.slice(program.lastIndexOf('/') + 1)) &&
    elements.every(({ type }) => type !== 'Starred')
  );
}

/** What runs commands or code that it is given. */
const runners =
  /^$|^(?:\w{0,10}sh|fish|env|xargs|sudo|doas|su|nice|ionice|nohup|timeout|time|setsid|stdbuf|script|watch|parallel|find|ssh|chroot|unshare|nsenter|strace|busybox|cmd|cmd\.exe|powershell[\w.]{0,20}|python[\w.]{0,20}|pypy[\w.]{0,20}|node|deno|bun|perl|ruby|php|lua|g?awk|sed|docker|podman|kubectl|make|npx|uvx?|pipx?|npm)$/i;

/** A name of the function that is nothing but read by its places, and given to what runs it. */
function isOnlyRun(sum: Binary, values: Values): boolean {
  const at = sum.parent;
  const [target, ...others] = at?.type === 'Assign' && at.value === sum ? at.targets : [];
  const binding = target?.type === 'Name' && others.length === 0 ? bindingOf(target) : undefined;

  return (
    binding?.scope.function !== undefined &&
    binding.definitions.length === 1 &&
    binding.writes.length === 1 &&
    binding.reads.every((read) => isPlaceOf(read) || isRun(read, values))
  );
}

function isPlaceOf(read: Name): boolean {
  const part = read.parent;
  if (part?.type !== 'Subscript' || part.object !== read || part.index.type !== 'Number')
    return false;

  return part.parent?.type === 'Argument';
}

function isRun({ parent }: Name, values: Values): boolean {
  const call = parent?.type === 'Argument' && parent.spread === '' ? parent.parent : undefined;
  const names = call?.type === 'Call' ? values.namesOf(call.callee) : [];

  return names.length > 0 && names.every((name) => /^os\.exec[lv]p?e?$/.test(name));
}
