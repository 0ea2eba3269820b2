import { behind } from './behind.ts';
import { defaultsOf } from './defaults.ts';
import { isAfter, mayBeTakenOut } from './kept-as-made.ts';
import { bindingOf, parentOf } from './scope.ts';
import { type AnyNode, fieldRead, memberName, type NodeOf } from './syntax.ts';

/** A call, and the field of its result that is read; all of the result where there is none. */
export interface ResultRead {
  readonly call: NodeOf<'CallExpression'>;
  readonly field: string | undefined;
}

/**
 * `error` of `const { error } = check(x)`, `result.error` of `const result = await check(x)`, if it is still
 * as it was returned.
 */
export function resultRead(node: AnyNode): ResultRead | undefined {
  if (node.type === 'MemberExpression') {
    const field = fieldRead(node);
    const whole =
      field === undefined || mayBeTakenOut(node.object) ? undefined : resultRead(node.object);
    return whole && whole.field === undefined ? { ...whole, field } : undefined;
  }
  const binding = bindingOf(node);
  const [definition, ...others] = binding?.definitions ?? [];
  const hasDefault = binding !== undefined && defaultsOf(binding).length > 0;
  const isKept = binding?.writes.every((write) => isAfter(write.node, node, binding)) === true;
  const made = definition?.kind === 'value' && others.length === 0 ? definition : undefined;
  const call = made?.node.type === 'AwaitExpression' ? made.node.argument : made?.node;
  if (call?.type !== 'CallExpression' || !made || !isKept || hasDefault || made.path.length > 1)
    return undefined;

  return { call, field: made.path[0] };
}

/** What a field of a result is; the result itself where none is asked for. Undefined where there is none. */
export function fieldOfResult(result: AnyNode, field: string | undefined): AnyNode | undefined {
  if (field === undefined) return result;
  const found = objectReturned(result)?.properties.findLast(
    (property) => property.type === 'Property' && memberName(property) === field,
  );

  return found?.type === 'Property' ? found.value : undefined;
}

/** The object that is returned, as it is written, if it has those fields alone and nothing may change them. */
export function objectReturned(result: AnyNode): NodeOf<'ObjectExpression'> | undefined {
  const made = behind(result);
  const isKnown =
    made.type === 'ObjectExpression' &&
    (made === result || isOnlyReturned(result)) &&
    made.properties.every(
      (property) =>
        property.type === 'Property' && !property.computed && memberName(property) !== '__proto__',
    );

  return isKnown ? made : undefined;
}

function isOnlyReturned(name: AnyNode): boolean {
  const binding = bindingOf(name);

  return (
    binding?.writes.length === 0 &&
    binding.reads.every((read) => {
      const around = parentOf(read);
      return around?.type === 'VariableDeclarator'
        ? around.id === read
        : around?.type === 'ReturnStatement';
    })
  );
}
