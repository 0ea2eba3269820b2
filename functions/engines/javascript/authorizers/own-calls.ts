import type { Modules } from '../modules.ts';
import { type Binding, bindingOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, fieldRead, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import { argumentsFor } from './sent.ts';

/**
 * Whether a call runs functions of the code and nothing else: not a stub that stands in for a package, or
 * one that others may replace. An object is made of a class that extends nothing.
 */
export function isOwnCall({ type, callee }: CallNode, values: Values): boolean {
  const seen = values.valuesOf(callee);
  const isMade = type === 'NewExpression';

  return (
    seen.length > 0 &&
    seen.every((value) => {
      if (value.kind === 'function') return true;
      return isMade && value.kind === 'class' && !value.node.superClass;
    }) &&
    isSeenWhole(callee, values)
  );
}

/**
 * Whether any file of the code puts something else in the place of a function that is called of a module:
 * `helper.isValid = check.isValid`.
 */
export function replacesCalled(run: readonly AnyNode[], { files }: Modules): boolean {
  const called = new Set(
    run.flatMap((node) =>
      isCall(node) && node.callee.type === 'MemberExpression' ? (fieldRead(node.callee) ?? []) : [],
    ),
  );

  return [...files.values()].some(({ scope }) =>
    [...scope.names.values()].some(
      (each) => isModule(each) && each.writes.some(({ path: [field = ''] }) => called.has(field)),
    ),
  );
}

function isModule({ definitions }: Binding): boolean {
  return definitions.some(
    (each) =>
      each.kind === 'import' ||
      (each.kind === 'value' && isCall(each.node) && calledName(each.node) === 'require'),
  );
}

/** Whether all that a name may stand for is seen. */
function isSeenWhole(callee: AnyNode, values: Values): boolean {
  const isSeen = (node: AnyNode) => values.valuesOf(node).length > 0;
  if (callee.type === 'MemberExpression') {
    const field = fieldRead(callee);
    const writes = bindingOf(callee.object)?.writes ?? [];
    return writes.every(({ path, value }) => path[0] !== field || isSeen(value));
  }
  const binding = bindingOf(callee);
  if (!binding) return callee.type !== 'Identifier';

  return (
    binding.writes.every(({ path, value }) => path.length > 0 || isSeen(value)) &&
    binding.definitions.every((each) => {
      if (each.kind === 'parameter') return argumentsFor(each, values)?.every(isSeen) ?? false;
      return each.kind !== 'value' || each.path.length > 0 || isSeen(each.node);
    })
  );
}
