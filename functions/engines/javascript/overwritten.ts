import type { Budget } from './budget.ts';
import { anyField, type FieldPath, startsWith } from './field-path.ts';
import { type Binding, isWithin, parentOf, scopeOf, type Write } from './scope.ts';
import { type AnyNode, fieldRead } from './syntax.ts';

/** Knows which assignments surely come before a read. Each read is looked at once. */
export class Overwrites {
  readonly #budget: Budget;
  readonly #before = new Map<AnyNode, readonly Write[]>();

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /**
   * Whether what a name held since `origin` is surely replaced before `read`: by a plain assignment
   * among the statements before it, in the same block or one around it, with `origin` not in between.
   */
  isOverwritten(binding: Binding, path: FieldPath, origin: AnyNode, read: AnyNode): boolean {
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
  #lastBefore(read: AnyNode, { writes }: Binding): readonly Write[] {
    const known = this.#before.get(read);
    if (known) return known;

    this.#budget.spend(writes.length);
    const last = new Map<string, Write>();
    for (const write of writes) {
      const key = write.path.join('\0');
      const isLater = write.node.start > (last.get(key)?.node.start ?? -1);
      if (isLater && isBefore(write, read) && isSure(write)) last.set(key, write);
    }
    this.#before.set(read, [...last.values()]);
    return [...last.values()];
  }
}

function isBefore({ node }: Write, read: AnyNode): boolean {
  const reading = scopeOf(read);
  const writing = scopeOf(node);

  return (
    node.end <= read.start && writing.function === reading.function && isWithin(reading, writing)
  );
}

/** Of `name.a.b`, a and b. */
function fieldsAfter(read: AnyNode): FieldPath {
  const fields: string[] = [];
  let at = read;

  for (let around = parentOf(at); fields.length < maxFields; around = parentOf(at)) {
    if (around?.type !== 'MemberExpression' || around.object !== at) break;
    fields.push(fieldRead(around) ?? anyField);
    at = around;
  }
  return fields;
}

/** More than anyone assigns at once. */
const maxFields = 8;

/** Whether it is run whenever the rest of its block is. */
function isSure({ node, path }: Write): boolean {
  if (node.type !== 'AssignmentExpression' || node.operator !== '=') return false;

  const parent = parentOf(node);
  const statement = parent?.type === 'SequenceExpression' ? parentOf(parent) : parent;
  const block = statement?.type === 'ExpressionStatement' ? parentOf(statement) : undefined;

  return (
    !path.includes(anyField) && (block?.type === 'BlockStatement' || block?.type === 'Program')
  );
}
