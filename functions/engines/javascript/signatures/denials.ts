import { onlyDefinition } from '../behind.ts';
import { returnStatementsOf, returnsOf } from '../members.ts';
import { truthOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import { type AnyNode, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import { surelyEnds } from './surely-ends.ts';

/** How functions of the code say no, by plain words: `null`, `false`; undefined of what is no call of such. */
export function denialsOf(node: AnyNode, values: Values, depth = 0): readonly string[] | undefined {
  if (depth > MOST_STEPS) return undefined;
  const known = knownDenials.get(node);
  if (known) return known.denials;

  const denials = found(node, values, depth);
  // What was not gone into for its depth says nothing of another question.
  if (depth === 0 || denials) knownDenials.set(node, { denials });
  return denials;
}

const knownDenials = new WeakMap<AnyNode, { readonly denials: readonly string[] | undefined }>();

function found(node: AnyNode, values: Values, depth: number): readonly string[] | undefined {
  if (node.type === 'AwaitExpression') return denialsOf(node.argument, values, depth + 1);
  if (node.type === 'Identifier') {
    const definition = onlyDefinition(bindingOf(node));
    return definition?.path.length === 0
      ? denialsOf(definition.node, values, depth + 1)
      : undefined;
  }
  const own = isCall(node) ? values.functionsOf(node.callee) : [];
  if (own.length === 0) return undefined;

  const all = own.flatMap((of) => [
    ...(surelyEnds(of.body) ? [] : ['undefined']),
    ...returnStatementsOf(of.body).flatMap(({ argument }) => (argument ? [] : 'undefined')),
    ...returnsOf(of).flatMap(
      (each) => plainDenial(each) ?? denialsOf(each, values, depth + 1) ?? [],
    ),
  ]);
  return [...new Set(all)];
}

function plainDenial(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name === 'undefined' ? 'undefined' : undefined;
  if (node.type === 'Literal' && node.value === null) return 'null';

  return truthOf(node) === false ? 'false' : undefined;
}

const MOST_STEPS = 8;
