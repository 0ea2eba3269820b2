import type { LinkedFile } from './link.ts';
import type { ClassNode } from './syntax.ts';
import type { Values } from './value.ts';

/** Classes of the archive that extend one, directly. */
export function subclassesIn(
  files: Iterable<LinkedFile>,
  values: Values,
): ReadonlyMap<ClassNode, readonly ClassNode[]> {
  const found = new Map<ClassNode, ClassNode[]>();
  const all = [...files].flatMap(({ classes }) => classes);

  for (const each of all.filter(({ bases }) => bases.length > 0)) {
    for (const base of each.bases.flatMap(({ value }) => values.valuesOf(value))) {
      if (base.kind === 'class') found.set(base.node, [...(found.get(base.node) ?? []), each]);
    }
  }
  return found;
}
