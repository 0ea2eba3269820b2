import type { AnyNode } from 'acorn';
import { anyField, type FieldPath, startsWith } from './field-path.ts';
import { type Binding, isWithin, parentOf, scopeOf, type Write } from './scope.ts';
import { fieldRead } from './syntax.ts';

/**
 * Whether what a name held since `origin` is surely replaced before `read`: by a plain assignment
 * among the statements before it, in the same block or one around it, with `origin` not in between.
 */
export function isOverwritten(
  { writes }: Binding,
  path: FieldPath,
  origin: AnyNode,
  read: AnyNode,
): boolean {
  const reading = scopeOf(read);
  if (scopeOf(origin).function !== reading.function) return false;

  return writes.some((write) => {
    const { node } = write;
    const isBetween = node.start < origin.start && origin.start < read.start;
    if (node === origin || node.end > read.start || isBetween) return false;

    const writing = scopeOf(node);
    return (
      writing.function === reading.function &&
      (startsWith(path, write.path) || startsWith(fieldsAfter(read), write.path)) &&
      isSure(write) &&
      isWithin(reading, writing)
    );
  });
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
