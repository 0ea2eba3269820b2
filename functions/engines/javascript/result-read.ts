import { bindingOf } from './scope.ts';
import { behind } from './subject.ts';
import { type AnyNode, fieldRead, memberName, type NodeOf } from './syntax.ts';

/** A call, and the field of its result that is read; all of the result where there is none. */
export interface ResultRead {
  readonly call: NodeOf<'CallExpression'>;
  readonly field: string | undefined;
}

/** `error` of `const { error } = check(x)`, `result.error` of `const result = await check(x)`. */
export function resultRead(node: AnyNode): ResultRead | undefined {
  if (node.type === 'MemberExpression') {
    const field = fieldRead(node);
    const whole = field === undefined ? undefined : resultRead(node.object);
    return whole && whole.field === undefined ? { ...whole, field } : undefined;
  }
  const [definition, ...others] = bindingOf(node)?.definitions ?? [];
  const made = definition?.kind === 'value' && others.length === 0 ? definition : undefined;
  const call = made?.node.type === 'AwaitExpression' ? made.node.argument : made?.node;
  if (call?.type !== 'CallExpression' || !made || made.path.length > 1) return undefined;

  return { call, field: made.path[0] };
}

/** What a field of a result is; the result itself where none is asked for. Undefined where there is none. */
export function fieldOfResult(result: AnyNode, field: string | undefined): AnyNode | undefined {
  const made = field === undefined ? result : behind(result);
  if (field === undefined || made.type !== 'ObjectExpression')
    return field === undefined ? made : undefined;
  const found = made.properties.find(
    (property) => property.type === 'Property' && memberName(property) === field,
  );

  return found?.type === 'Property' ? found.value : undefined;
}
