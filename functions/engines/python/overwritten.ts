import { anyField, type Budget, type FieldPath, isWithin, Overwrites } from '../flow/index.ts';
import { scopeOf, type Write } from './scope.ts';
import type { AnyNode, Name } from './syntax.ts';
import { keyOfSubscript } from './target.ts';

export function overwritesOf(budget: Budget): Overwrites<AnyNode, Name, Write> {
  return new Overwrites<AnyNode, Name, Write>(budget, {
    functionOf: (node) => scopeOf(node).function,
    isSurelyBefore,
    fieldsAfter,
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
