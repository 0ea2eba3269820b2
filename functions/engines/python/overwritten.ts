import { anyField, type Budget, type FieldPath, isWithin, Overwrites } from '../flow/index.ts';
import { type Binding, bindingOf, scopeOf, type Write } from './scope.ts';
import type { AnyNode, Name, NodeOf } from './syntax.ts';
import { keyOfSubscript } from './target.ts';

export function overwritesOf(budget: Budget): Overwrites<AnyNode, Name, Write> {
  return new Overwrites<AnyNode, Name, Write>(budget, {
    functionOf: (node) => scopeOf(node).function,
    isSurelyBefore,
    fieldsAfter,
    loopAround,
  });
}

/** Whether it is run whenever the read is, and before it: its block holds the read as well. */
function isSurelyBefore({ node, path }: Write, read: Name): boolean {
  if (node.type !== 'Assign' || node.end > read.start || path.includes(anyField)) return false;
  const reading = scopeOf(read);
  const writing = scopeOf(node);
  if (writing.function !== reading.function || !isWithin(reading, writing)) return false;

  const block = node.parent;
  return block?.type === 'Block' && block.start <= read.start && read.end <= block.end;
}

/** Whether a name takes a value only after it is read, and is not read again in a loop around both. */
export function isTooLate(origin: AnyNode, read: Name): boolean {
  if (origin.start <= read.end || scopeOf(origin).function !== scopeOf(read).function) return false;

  return scopeOf(origin).file === scopeOf(read).file && !loopAround(origin, read);
}

/**
 * Whether a name of the function itself is set in one branch of an `if` and read in the other, with no
 * loop around both: one run takes one of them. What outlives a run is read in the next.
 */
export function isInOtherBranch(binding: Binding, origin: AnyNode, read: Name): boolean {
  const of = scopeOf(read).function;
  const isOwn = of !== undefined && binding.scope.function === of && !binding.scope.class;
  const isSet =
    origin.type === 'Assign' && origin.targets.some((target) => bindingOf(target) === binding);
  if (!isOwn || !isSet || scopeOf(origin).function !== of) return false;
  let at: AnyNode = read;

  for (let steps = 0; at.parent && at !== of && steps < MOST_AROUND; steps += 1) {
    const around: AnyNode = at.parent;
    const other = around.type === 'If' ? otherBranch(around, at) : undefined;
    if (other && other.start <= origin.start && origin.end <= other.end) {
      return !loopAround(origin, read);
    }
    at = around;
  }
  return false;
}

function otherBranch({ body, otherwise }: NodeOf<'If'>, at: AnyNode): AnyNode | undefined {
  return at === body ? otherwise : at === otherwise ? body : undefined;
}

/** Whether a loop around a read has set the name anew since it took what it had at `origin`. */
export function isOfEarlierTurn(loops: Binding['loops'], origin: AnyNode, read: Name): boolean {
  if (loops.length === 0) return false;
  const [from, to] = [scopeOf(origin), scopeOf(read)];
  if (from.function !== to.function || from.file !== to.file) return false;

  return loops.some(
    (loop) =>
      loop.body.start <= read.start &&
      read.end <= loop.body.end &&
      scopeOf(loop).function === to.function &&
      (origin.start < loop.start || origin.start >= read.start),
  );
}

/** A loop, or what is not run in the order of its text: `y if (y := x) else 0`. */
function loopAround(one: AnyNode, other: AnyNode): AnyNode | undefined {
  const of = scopeOf(one).function;
  let around = other.parent;

  for (let steps = 0; around && around !== of; steps += 1) {
    if (steps > MOST_AROUND) return other;
    if (turned.has(around.type) && around.start <= one.start && one.end <= around.end) {
      return around;
    }
    around = around.parent;
  }
  return undefined;
}

/** Deeper, it may be in one. */
const MOST_AROUND = 300;

const turned: ReadonlySet<string> = new Set(['For', 'While', 'Comprehension', 'Conditional']);

/** Of `name.a['b']`, a and b. */
function fieldsAfter(read: AnyNode): FieldPath {
  const fields: string[] = [];
  let at = read;

  while (fields.length < MOST_FIELDS) {
    const around: AnyNode | undefined = at.parent;
    if (around?.type === 'Attribute') fields.push(around.name);
    else if (around?.type === 'Subscript' && around.object === at) {
      fields.push(keyOfSubscript(around.index));
    } else break;
    at = around;
  }
  return fields;
}

/** More than anyone assigns at once. */
const MOST_FIELDS = 8;
