import { anyField, type FieldPath } from './field-path.ts';
import type { Expression, Name } from './syntax.ts';

/** A name, `name.field` or `name[key]` that takes a part of a value. */
export interface Target {
  readonly node: Expression;
  /** Of the value that is taken apart. */
  readonly path: FieldPath;
}

/** What `a, (b, *c) = value` gives a value to. */
export function targetsOf(target: Expression): readonly Target[] {
  const found: Target[] = [];
  const pending: Target[] = [{ node: target, path: [] }];

  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, path } = next;
    if (node.type === 'Tuple' || node.type === 'List') {
      const isOpen = node.elements.some(({ type }) => type === 'Starred');
      for (const [index, element] of node.elements.entries()) {
        const field = isOpen ? anyField : String(index);
        if (element.type === 'Starred') pending.push({ node: element.value, path });
        else pending.push({ node: element, path: [...path, field] });
      }
    } else {
      found.push(next);
    }
  }
  return found.reverse();
}

/** The name that `a.b['c']` begins with, and the fields after it. */
export function baseOf(
  node: Expression,
): { readonly node: Name; readonly path: FieldPath } | undefined {
  const path: string[] = [];
  let at = node;

  while (path.length < MOST_FIELDS) {
    if (at.type === 'Attribute') path.push(at.name);
    else if (at.type === 'Subscript') path.push(keyOfSubscript(at.index));
    else break;
    at = at.object;
  }
  return at.type === 'Name' ? { node: at, path: path.reverse() } : undefined;
}

/** More is made to waste time. */
const MOST_FIELDS = 50;

/** The field that an index or key in the code stands for. */
export function keyOfSubscript(index: Expression): string {
  if (index.type === 'Text' || index.type === 'Number') return index.value;

  return anyField;
}
