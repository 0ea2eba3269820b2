import { constantText } from './constant-text.ts';
import { allKinds, type Kinds, mediumAtMost, noKinds } from './kinds.ts';
import { isOwn } from './own-values.ts';
import { bindingOf } from './scope.ts';
import { isSubject, type Subject, subjectOf } from './subject.ts';
import type { Call, Expression } from './syntax.ts';
import { baseOf, targetsOf } from './target.ts';
import type { Values } from './value.ts';

/** What a subject does no harm to at a place. */
type Guarded<S extends Subject> = (place: Expression, subject: S) => Kinds;

/**
 * `TABLE.get(x)`, of a table of the code: what it finds is one of its keys. Of a table that fills as
 * requests come, it is one of those that were let in.
 */
export function lookedUp<S extends Subject & { readonly values: Values }>(
  { callee, arguments: [key] }: Call,
  subject: S,
  guarded: Guarded<S>,
): Kinds {
  if (callee.type !== 'Attribute' || callee.name !== 'get' || !key) return noKinds;
  if (!isKey(key.value, subject)) return noKinds;
  const { object } = callee;
  const isMade = object.type === 'Call' && subject.values.functionsOf(object.callee).length > 0;
  if (isMade) return allKinds;
  if (!isTable(object, subject.values)) return noKinds;

  return keysPutInto(object).reduce((all, put) => all & ofKey(put, subject, guarded), allKinds);
}

/** `x`, and `(x, other)`. */
function isKey(node: Expression, subject: Subject): boolean {
  const parts = node.type === 'Tuple' ? node.elements : [node];

  return parts.some((part) => isSubject(part, subject));
}

/** A name or a field that a table was written for. */
function isTable(node: Expression, values: Values): boolean {
  const isDict = (one: Expression) => values.valuesOf(one).some(({ kind }) => kind === 'dict');
  if (isDict(node)) return true;
  const base = baseOf(node);
  const path = base?.path.join('.');

  return (
    base !== undefined &&
    (bindingOf(base.node)?.writes ?? []).some(
      (write) => write.path.join('.') === path && write.value.type === 'Dict',
    )
  );
}

/** `TABLE[key] = …`, wherever the file does it. */
function keysPutInto(table: Expression): readonly Expression[] {
  const base = baseOf(table);
  const writes = (base && bindingOf(base.node)?.writes) ?? [];

  return writes.flatMap(({ node, path }) => {
    const isIn =
      path.length > (base?.path.length ?? 0) && base?.path.every((f, i) => path[i] === f);
    if (!isIn || node.type !== 'Assign') return [];
    return node.targets
      .flatMap(targetsOf)
      .flatMap(({ node: target }) => (target.type === 'Subscript' ? target.index : []));
  });
}

/** One that the code chose, that was guarded before it was put there, or that is not known. */
function ofKey<S extends Subject>(key: Expression, subject: S, guarded: Guarded<S>): Kinds {
  if (constantText(key) !== undefined || isOwn(key)) return allKinds;
  const parts = key.type === 'Tuple' ? key.elements : [key];

  return (
    parts.reduce((all, part) => {
      const one = subjectOf(part);
      return all & (one ? guarded(part, { ...subject, ...one }) : noKinds);
    }, allKinds) | mediumAtMost
  );
}
