import { returnStatementsOf } from './members.ts';
import { leaves } from './platform.ts';
import { bindingOf, parentOf } from './scope.ts';
import { type AnyNode, type FunctionNode, isFunction } from './syntax.ts';
import type { Values } from './value.ts';

/** Whether nothing behind a branch runs after it, also for a function that only throws: `if (bad) fail('text')`. */
export function isLeft(branch: AnyNode, values: Values): boolean {
  if (leaves(branch)) return true;
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;

  return last?.type === 'ExpressionStatement' && isThrowing(last.expression, values);
}

/** Whether it calls a function that does nothing but throw in the end. */
export function isThrowing(call: AnyNode, values: Values): boolean {
  const of = call.type === 'CallExpression' ? onlyFunction(call.callee, values) : undefined;

  return (
    of !== undefined &&
    !of.async &&
    !of.generator &&
    of.body.type === 'BlockStatement' &&
    of.body.body.at(-1)?.type === 'ThrowStatement' &&
    returnStatementsOf(of.body).length === 0
  );
}

/** The function that a name was declared for; none where it may be another too: `options.fail ?? fail`. */
function onlyFunction(callee: AnyNode, values: Values): FunctionNode | undefined {
  const [definition, ...others] = bindingOf(callee)?.definitions ?? [];
  if (!definition || others.length > 0) return undefined;
  if (definition.kind === 'function') return definition.node;
  if (definition.kind === 'value') {
    return definition.path.length === 0 && isFunction(definition.node)
      ? definition.node
      : undefined;
  }
  if (definition.kind !== 'import') return undefined;
  const [value, ...more] = values.valuesOf(callee);

  return value?.kind === 'function' &&
    more.length === 0 &&
    nameDeclaredFor(value.node) === definition.name
    ? value.node
    : undefined;
}

/** In its file, if nothing else is declared by it: `fail` of `const fail = () => {}`. */
function nameDeclaredFor(of: FunctionNode): string | undefined {
  const around = parentOf(of);
  const id =
    of.type === 'FunctionDeclaration'
      ? of.id
      : around?.type === 'VariableDeclarator'
        ? around.id
        : undefined;

  return id?.type === 'Identifier' && bindingOf(id)?.definitions.length === 1 ? id.name : undefined;
}
