import { anyField } from '../../flow/index.ts';
import { type Binding, parentOf, type Write } from '../scope.ts';
import { type AnyNode, isFunction } from '../syntax.ts';

/**
 * What a field was surely set to last where a name is read, by a statement of the same block or of one around it:
 * `verdict.error = 'no'; return verdict;`. Undefined where that is not seen.
 */
export function setBefore(name: AnyNode, binding: Binding, field: string): AnyNode | undefined {
  const writes = binding.writes.filter(
    ({ path: [first] }) => first === field || first === anyField,
  );
  if (writes.length === 0) return undefined;

  for (let at = name, up = parentOf(at); up; at = up, up = parentOf(at)) {
    // What is set further down in a loop has been set before, too.
    if (isFunction(up) || /^(?:For|While|DoWhile)/.test(up.type)) return undefined;
    if (up.type !== 'BlockStatement') continue;
    const before = up.body.slice(0, up.body.indexOf(at as never)).slice(-MOST_STATEMENTS);
    const last = before.findLast((each) => isSetIn(each, binding, writes));
    if (last) return valueSet(last, writes);
  }
  return undefined;
}

function isSetIn(statement: AnyNode, { definitions }: Binding, writes: readonly Write[]): boolean {
  const isWithin = ({ start, end }: AnyNode) => start >= statement.start && end <= statement.end;

  return (
    writes.some(({ value }) => isWithin(value)) ||
    definitions.some((each) => each.kind === 'value' && isWithin(each.node))
  );
}

/** Of a statement that does nothing but that. */
function valueSet(statement: AnyNode, writes: readonly Write[]): AnyNode | undefined {
  const set = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
  if (set?.type !== 'AssignmentExpression' || set.operator !== '=') return undefined;
  const write = writes.find(({ value }) => value === set.right);

  return write?.path.length === 1 && write.path[0] !== anyField ? write.value : undefined;
}

const MOST_STATEMENTS = 50;
