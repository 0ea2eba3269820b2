import type { Guarded } from './guarded.ts';
import { type Kinds, noKinds } from './kinds.ts';
import type { Binding } from './scope.ts';
import { isReadAsTable } from './subject.ts';
import type { AnyNode } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * What a question at a node comes to for a subject, whatever place it is asked for: found once. While it
 * is, and where it needs itself, nothing is known.
 */
export function foundOnce(
  at: AnyNode,
  subject: Guarded,
  question: string,
  find: () => Kinds,
): Kinds {
  const known = knownOf(subject, at);
  const key = keyOf(subject, question);
  const before = known.get(key);
  if (before !== undefined) return before;

  known.set(key, noKinds);
  const kinds = find();
  known.set(key, kinds);
  return kinds;
}

type ByBinding = WeakMap<Binding, Map<string, Kinds>>;

const allKnown = new WeakMap<Values, WeakMap<AnyNode, ByBinding>>();

function knownOf({ values, binding }: Guarded, at: AnyNode): Map<string, Kinds> {
  const ofAll = allKnown.get(values) ?? new WeakMap<AnyNode, ByBinding>();
  const ofNode: ByBinding = ofAll.get(at) ?? new WeakMap();
  const known = ofNode.get(binding) ?? new Map<string, Kinds>();

  allKnown.set(values, ofAll.set(at, ofNode.set(binding, known)));
  return known;
}

/** All that an answer depends on, but where the subject is read. */
function keyOf(subject: Guarded, question: string): string {
  const { fields, depth, nesting, holder, options, callers, readAt } = subject;
  const flags = [
    subject.isPart,
    subject.isStep,
    subject.isModule,
    subject.isHostKept,
    subject.isOfFlag,
    subject.isResolved,
    subject.isBelow,
  ];
  const isTable = readAt !== undefined && isReadAsTable(readAt);
  const given = options && [nameless(options.of), options.left, options.given];

  return [question, depth, nesting, holder, callers, isTable, ...flags, given, fields].join('\0');
}

/** A function is known by where it begins: that of a subject stands in its file. */
function nameless({ start }: AnyNode): number {
  return start;
}
