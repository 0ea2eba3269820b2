import { moduleParameters } from '../bundled-modules.ts';
import { bindingOf } from '../scope.ts';
import { type AnyNode, fieldRead, type NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';

/** The expressions that what is called was made by: of `const list = createPaginator(…)`, the call. */
export function makersOf(node: NodeOf<'CallExpression'>, values: Values): readonly AnyNode[] {
  const callee = calleeOf(node);
  if (callee?.type === 'CallExpression') return [callee];
  if (callee?.type !== 'MemberExpression') return callee ? definitionsOf(callee) : [];

  const field = fieldRead(callee) ?? '';
  if (!/^paginate[A-Z]/.test(field)) return [];
  return values.valuesOf(callee.object).flatMap((value) => {
    if (value.kind !== 'exports' || typeof value.of === 'string') return [];
    const writes = moduleParameters(value.of).exports.flatMap((binding) => binding.writes);
    return writes.flatMap((write) =>
      write.path.length === 1 && write.path[0] === field ? definitionsOf(write.value) : [],
    );
  });
}

function definitionsOf(node: AnyNode): readonly AnyNode[] {
  return (bindingOf(node)?.definitions ?? []).flatMap((definition) =>
    definition.kind === 'value' && definition.path.length === 0 ? definition.node : [],
  );
}

/** Without what a compiler puts before it: `(0, sdk.paginateQuery)(…)`. */
export function calleeOf({ callee }: NodeOf<'CallExpression'>): AnyNode | undefined {
  return callee.type === 'SequenceExpression' ? callee.expressions.at(-1) : callee;
}
