import { textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, isFunction } from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether what `next` is given surely ends the request: an error. Of nothing, and of `'route'`, Express goes on.
 */
export function isSureError(node: AnyNode, values: Values, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  const text = textOf(node);
  if (text !== undefined) return text !== '' && text !== 'route' && text !== 'router';
  switch (node.type) {
    case 'NewExpression':
    case 'ObjectExpression':
      return true;
    case 'CallExpression':
      // `createError(401)` of a package; a function of the code may return nothing.
      return values.functionsOf(node.callee).length === 0 && values.namesOf(node.callee).length > 0;
    case 'LogicalExpression':
      return node.operator !== '&&' && isSureError(node.right, values, depth + 1);
    case 'Identifier':
      return isCaught(node) || isAskedFor(node) || isMadeAsError(node, values, depth);
    default:
      return false;
  }
}

function isMadeAsError(name: AnyNode, values: Values, depth: number): boolean {
  const [definition, ...others] = bindingOf(name)?.definitions ?? [];
  const isOne = definition?.kind === 'value' && definition.path.length === 0 && others.length === 0;

  return isOne && isSureError(definition.node, values, depth + 1);
}

/** `catch (error) { next(error); }` */
function isCaught(name: AnyNode): boolean {
  for (let at = parentOf(name); at && !isFunction(at); at = parentOf(at)) {
    if (at.type !== 'CatchClause') continue;
    const { param } = at;
    if (param?.type === 'Identifier' && bindingOf(param) === bindingOf(name)) return true;
  }
  return false;
}

/** `(error, claims) => { if (error) next(error); }` */
function isAskedFor(name: AnyNode): boolean {
  for (let at = name, up = parentOf(at); up && !isFunction(at); at = up, up = parentOf(at)) {
    if (up.type !== 'IfStatement' || up.consequent !== at) continue;
    const binding = up.test.type === 'Identifier' ? bindingOf(up.test) : undefined;
    const [definition] = binding?.definitions ?? [];
    const isGiven = definition?.kind === 'parameter' && definition.index === 0;
    if (isGiven && binding === bindingOf(name) && binding?.writes.length === 0) return true;
  }
  return false;
}

const MOST_STEPS = 6;
