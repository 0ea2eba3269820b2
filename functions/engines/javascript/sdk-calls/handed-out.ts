import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, type FunctionNode, isFunction } from '../syntax.ts';

/** The object that a part stands in, with all objects and lists around it: `{ fields: [{ resolve() {} }] }`. */
export function wholeOf(part: AnyNode): AnyNode {
  let at = part;

  for (let around = parentOf(at); around && isPart(at, around); around = parentOf(at)) at = around;
  return at;
}

function isPart(node: AnyNode, around: AnyNode): boolean {
  if (around.type === 'Property') return around.value === node;

  return (
    around.type === 'ObjectExpression' ||
    around.type === 'ArrayExpression' ||
    around.type === 'SpreadElement'
  );
}

/** All functions in what a name stands for: who gets `{ jobs: { nightly: { run() {} } } }` may call them. */
export function functionsHeldBy(name: AnyNode): readonly FunctionNode[] {
  const found: FunctionNode[] = [];
  const seen = new Set<AnyNode>();
  const open: AnyNode[] = [name];

  for (let node = open.pop(); node && seen.size < MOST_PARTS; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (isFunction(node)) found.push(node);
    else open.push(...partsOf(node));
  }
  return found;
}

/** Of one name. */
const MOST_PARTS = 2_000;

function partsOf(node: AnyNode): readonly AnyNode[] {
  switch (node.type) {
    case 'Identifier':
      return (bindingOf(node)?.definitions ?? []).flatMap((each) => {
        if (each.kind === 'function') return each.node;
        return each.kind === 'value' && each.path.length === 0 ? each.node : [];
      });
    case 'ObjectExpression':
      return node.properties.map((each) => (each.type === 'Property' ? each.value : each.argument));
    case 'ArrayExpression':
      return node.elements.flatMap((each) => each ?? []);
    case 'SpreadElement':
      return [node.argument];
    default:
      return [];
  }
}
