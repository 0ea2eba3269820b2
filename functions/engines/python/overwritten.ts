import type { Budget } from './budget.ts';
import { anyField, type FieldPath, startsWith } from './field-path.ts';
import { type Binding, isWithin, scopeOf, type Write } from './scope.ts';
import type { AnyNode, Name } from './syntax.ts';
import { keyOfSubscript } from './target.ts';

/** Knows which assignments surely come before a read. Each read is looked at once. */
export class Overwrites {
  readonly #budget: Budget;
  readonly #before = new Map<AnyNode, readonly Write[]>();

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /**
   * Whether what a name held since `origin` is surely replaced before `read`: by an assignment among
   * the statements before it, in the same block or one around it, with `origin` not in between.
   */
  isOverwritten(binding: Binding, path: FieldPath, origin: AnyNode, read: Name): boolean {
    if (binding.writes.length === 0) return false;
    if (scopeOf(origin).function !== scopeOf(read).function) return false;

    return this.#lastBefore(read, binding).some(({ node, path: written }) => {
      const isBetween = node.start < origin.start && origin.start < read.start;
      return (
        node !== origin &&
        !isBetween &&
        (startsWith(path, written) || startsWith(fieldsAfter(read), written))
      );
    });
  }

  /** The last of each path: where it does not replace, those before it do not either. */
  #lastBefore(read: Name, { writes }: Binding): readonly Write[] {
    const known = this.#before.get(read);
    if (known) return known;

    this.#budget.spend(writes.length);
    const last = new Map<string, Write>();
    for (const write of writes) {
      const key = write.path.join('\0');
      const isLater = write.node.start > (last.get(key)?.node.start ?? -1);
      if (isLater && isSurelyBefore(write, read)) last.set(key, write);
    }
    this.#before.set(read, [...last.values()]);
    return [...last.values()];
  }
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
