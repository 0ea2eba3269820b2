import { requestOf } from './loads.ts';
import { isPlainPackage } from './plain-packages.ts';
import { bindingOf } from './scope.ts';
import { type AnyNode, fieldRead } from './syntax.ts';

/** Whether it is of a package that runs nothing by itself, or made by one. */
export function isOfPackage(given: AnyNode, depth = 0): boolean {
  const node = withoutZero(given);
  if (depth > MOST_STEPS) return false;
  const of = (one: AnyNode) => isOfPackage(one, depth + 1);

  switch (node.type) {
    case 'Identifier': {
      const all = bindingOf(node)?.definitions ?? [];
      return (
        all.length > 0 &&
        all.every((one) => {
          if (one.kind === 'import') return isPlainPackage(one.from);
          return one.kind === 'value' && of(one.node);
        })
      );
    }
    case 'MemberExpression':
      return of(node.object);
    case 'CallExpression':
      return (
        isPlainPackage(requestOf(node) ?? '') ||
        of(node.callee) ||
        (lastName(node.callee) === '__toESM' && node.arguments.slice(0, 1).some(of))
      );
    case 'NewExpression':
      return of(node.callee);
    default:
      return false;
  }
}

/** Of names and calls between a package and what it made. */
const MOST_STEPS = 10;

/** Of what is called: `c` of `a.b.c`. */
export function lastName(of: AnyNode): string {
  const node = withoutZero(of);
  if (node.type === 'MemberExpression') return fieldRead(node) ?? '';
  return node.type === 'Identifier' ? node.name : '';
}

/** Of `(0, called)`, what is called. */
export function withoutZero(node: AnyNode): AnyNode {
  if (node.type !== 'SequenceExpression' || node.expressions.length !== 2) return node;
  const [zero, called] = node.expressions;

  return zero?.type === 'Literal' && called ? called : node;
}
