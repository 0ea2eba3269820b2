import type { ClassNode, Expression } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Whether a method of `self.check` may be another one: that of a class below, which does what it likes.
 * What is more than can be looked at counts as such.
 */
export function isOverridden(callee: Expression, values: Values): boolean {
  if (callee.type !== 'Attribute') return false;
  const { object, name } = callee;
  const own = new Set(values.functionsOf(callee).map(({ node }) => node));

  return values.valuesOf(object).some((value) => {
    if (value.kind !== 'class' && value.kind !== 'instance') return false;
    const below = classesBelow(value.node, values);
    if (!below) return true;
    return below.some((node) => {
      const found = values.fieldOf({ kind: value.kind, node }, name);
      return (
        found.length === 0 || found.some((each) => each.kind !== 'function' || !own.has(each.node))
      );
    });
  });
}

/** Undefined where there are too many. */
function classesBelow(node: ClassNode, values: Values): readonly ClassNode[] | undefined {
  const found = new Set([node]);

  for (const each of found) {
    for (const below of values.subclassesOf(each)) found.add(below);
    if (found.size > MOST_CLASSES) return undefined;
  }
  return [...found].slice(1);
}

const MOST_CLASSES = 50;
