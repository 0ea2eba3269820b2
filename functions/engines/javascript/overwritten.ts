import { anyField, type Budget, type FieldPath, isWithin, Overwrites } from '../flow/index.ts';
import { parentOf, scopeOf, type Write } from './scope.ts';
import { type AnyNode, fieldRead } from './syntax.ts';

export function overwritesOf(budget: Budget): Overwrites<AnyNode, AnyNode, Write> {
  return new Overwrites(budget, {
    functionOf: (node) => scopeOf(node).function,
    isSurelyBefore: (write, read) => isBefore(write, read) && isSure(write),
    fieldsAfter,
  });
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

  for (let around = parentOf(at); fields.length < MOST_FIELDS; around = parentOf(at)) {
    if (around?.type !== 'MemberExpression' || around.object !== at) break;
    fields.push(fieldRead(around) ?? anyField);
    at = around;
  }
  return fields;
}

/** More than anyone assigns at once. */
const MOST_FIELDS = 8;

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
