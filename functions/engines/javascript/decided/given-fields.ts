import { anyField, type FieldPath } from '../../flow/index.ts';
import { type Binding, bindingOf, parentOf, scopeOf, type Write } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  literalText,
  memberName,
} from '../syntax.ts';

/** What a name, or the field of it that is asked for, is surely given last before it is used, in the same function or in one around it. */
export function lastOver(
  { writes }: Binding,
  use: AnyNode,
  asked: FieldPath,
): Pick<Write, 'path' | 'value'> | undefined {
  const { file } = scopeOf(use);

  return writes
    .slice(0, MOST_WRITES)
    .filter(({ node, path }) => {
      const { file: other, function: of } = scopeOf(node);
      if (!path.every((field, index) => field === asked[index])) return false;
      if (node.start >= use.start || other !== file) return false;
      if (!of || use.start < of.start || of.end < use.end) return false;
      const assigned = node.type === 'AssignmentExpression' ? node : parentOf(node);
      // `body.id ??= uuid()` leaves what is there.
      if (assigned?.type === 'AssignmentExpression' && assigned.operator !== '=') return false;
      const whole =
        assigned?.type === 'AssignmentExpression' && assigned.operator === '=' ? assigned : node;
      // In what is assigned, the name is what it was before.
      if (whole.start <= use.start && use.end <= whole.end) return false;
      const statement = parentOf(whole);
      const block = statement && parentOf(statement);
      return statement?.type === 'ExpressionStatement' && block === of.body;
    })
    .at(-1);
}

/** Whether a field is surely set after a place, as the last word of the function: `Object.assign(this, body); this.id = uuid();`. */
export function isSetAfter(
  { writes }: Binding,
  place: AnyNode,
  of: FunctionNode,
  field: string | undefined,
): boolean {
  return writes.slice(0, MOST_WRITES).some(({ node, path }) => {
    const statement = parentOf(node);
    const isSure = statement?.type === 'ExpressionStatement' && parentOf(statement) === of.body;
    return isSure && node.start > place.start && path.length === 1 && path[0] === field;
  });
}

/** Of `Object.assign(…)`, what a field may come of: the last that is seen to have it, and what stands behind that. */
export function lastAssigned(given: readonly AnyNode[], [field]: FieldPath): readonly AnyNode[] {
  const at = given.findLastIndex(
    (each) =>
      each.type === 'ObjectExpression' &&
      each.properties.some((part) => part.type === 'Property' && memberName(part) === field),
  );

  return given.slice(Math.max(at, 0));
}

/** Whether a method puts what it is given into a list, a map or a form of the code's own, and not into what is kept elsewhere. */
export function fills(method: string, of: AnyNode): boolean {
  if (/^(?:push|unshift)$/.test(method)) return true;
  const [definition] = bindingOf(of)?.definitions ?? [];
  const made = definition?.kind === 'value' ? definition.node : undefined;

  return (
    /^(?:set|add|append)$/.test(method) &&
    made?.type === 'NewExpression' &&
    /^(?:Map|Set|URLSearchParams|FormData|Headers)$/.test(calledName(made) ?? '')
  );
}

/** `request.get('host')`, `parameters.get('id')` */
export function namedIn({ arguments: [name] }: CallNode, method: string): FieldPath {
  const text = literalText(name);

  return text !== undefined && /^(?:get|getAll|header|param|query)$/.test(method) ? [text] : [];
}

/** Whether what is asked for lies in what a framework gives, or holds it. */
export function isWithin(path: FieldPath, given: FieldPath): boolean {
  return given.every(
    (field, index) => index >= path.length || isAnyField(field) || field === path[index],
  );
}

/** Whether it may be any field of what it is of. */
export function isAnyField(field: string): boolean {
  return field === anyField || field.endsWith('()') || /^\d+$/.test(field);
}

/** What a name was given where it is written, and what was put into it. */
export function writtenBy(node: AnyNode): readonly AnyNode[] {
  const { definitions = [], reads = [], writes = [] } = bindingOf(node) ?? {};
  const put = reads.slice(0, MOST_WRITES).flatMap((read) => {
    const around = parentOf(read);
    const call = around?.type === 'MemberExpression' ? parentOf(around) : undefined;
    const isPut =
      around?.type === 'MemberExpression' && /^(?:push|unshift)$/.test(fieldRead(around) ?? '');
    return isPut && isCall(call) ? call.arguments : [];
  });

  return [
    ...definitions.flatMap((each) => (each.kind === 'value' ? each.node : [])),
    ...writes.slice(0, MOST_WRITES).map(({ value }) => value),
    ...put,
  ];
}

const MOST_WRITES = 60;
