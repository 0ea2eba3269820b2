import { originalsOf } from './copies.ts';
import type { Fact } from './entry.ts';
import { itself, itsKeys } from './field-path.ts';
import { guardedAt } from './guard.ts';
import { type Holder, holderOfEvent } from './guard-types.ts';
import { type Kinds, noKinds } from './kinds.ts';
import { isSameLeft, type LeftOptions } from './options.ts';
import type { Binding } from './scope.ts';
import { type Subject, subjectOf } from './subject.ts';
import type { AnyNode } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * What a name or field does no harm to where it is read, because it was found to be one of a few, a
 * number, matched from end to end, or below a folder or a host.
 */
export function guardedKinds(fact: Fact, values: Values): Kinds {
  const subject = subjectOf(fact.node);
  if (!subject) return noKinds;
  const readAt = fact.path[0] === itsKeys ? undefined : fact.node;

  return guardedOnce(fact, { ...subject, readAt }, values) | guardedBelow(fact, subject, values);
}

/** Of a table that holds it in a field, what is known of that field: `if p['n'] not in ALLOWED: …`, `return p`. */
function guardedBelow(fact: Fact, subject: Subject, values: Values): Kinds {
  const { path } = fact;
  if (path.length === 0 || !path.every((field) => /^[A-Za-z_]\w{0,60}$/.test(field)))
    return noKinds;
  const fields = [...(subject.fields === '' ? [] : [subject.fields]), ...path].join('\0');

  return guardedOnce({ ...fact, path: itself }, { ...subject, fields, isBelow: true }, values);
}

/**
 * The same of what the value was copied from, which is asked for after it: `fields = dict(x)`, and then
 * `if set(x) - ALLOWED: raise …`.
 */
export function guardedByCopies(fact: Fact, values: Values): Kinds {
  return originalsOf(fact).reduce<Kinds>(
    (all, subject) => all | guardedOnce(fact, subject, values),
    noKinds,
  );
}

/** The event comes to a place in many ways, and what its guards say is the same for most of them. */
function guardedOnce(fact: Fact, subject: Subject, values: Values): Kinds {
  const { node, entry } = fact;
  const { options } = entry;
  const holder = holderOfEvent(fact);
  const ofAll = knownKinds.get(values) ?? new WeakMap<AnyNode, readonly Known[]>();
  const known = ofAll.get(node) ?? [];
  const same = known.find(
    (each) =>
      each.binding === subject.binding &&
      each.fields === subject.fields &&
      each.holder === holder &&
      isSameLeft(each.options, options) &&
      each.isOfKeys === (subject.readAt === undefined) &&
      each.isBelow === (subject.isBelow === true),
  );
  if (same) return same.kinds;

  const kinds = guardedAt(node, { ...subject, values, depth: 0, nesting: 0, holder, options });
  const isOfKeys = subject.readAt === undefined;
  const isBelow = subject.isBelow === true;
  knownKinds.set(values, ofAll);
  ofAll.set(node, [
    ...known,
    { binding: subject.binding, fields: subject.fields, holder, options, isOfKeys, isBelow, kinds },
  ]);
  return kinds;
}

interface Known {
  readonly binding: Binding;
  readonly fields: string;
  readonly holder: Holder;
  readonly options: LeftOptions | undefined;
  readonly isOfKeys: boolean;
  readonly isBelow: boolean;
  readonly kinds: Kinds;
}

const knownKinds = new WeakMap<Values, WeakMap<AnyNode, readonly Known[]>>();
