import { exportsOf } from '../exports.ts';
import type { Modules } from '../modules.ts';
import type { AnyNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { handlerExpressions } from './handler-expressions.ts';

/** The functions that are exported as the handler of a file, and the expressions by which they are made. */
export function calledByLambda(
  values: Values,
  modules: Modules,
  path: string,
  [first = '', ...nested]: readonly string[],
): readonly AnyNode[] {
  const exported = nested.reduce(
    (found, field) => found.flatMap((value) => values.fieldOf(value, field)),
    exportsOf(values, modules, path, first),
  );
  const functions = exported.flatMap((value): readonly AnyNode[] =>
    value.kind === 'function' || value.kind === 'wrapped' ? [value.node] : [],
  );

  return [...functions, ...handlerExpressions(modules.files.get(path), first)];
}
