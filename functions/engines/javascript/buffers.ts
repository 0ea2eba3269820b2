import { outcomesOf } from './members.ts';
import { bindingOf } from './scope.ts';
import { type AnyNode, calledName, isCall } from './syntax.ts';
import type { Values } from './value.ts';

/** Whether an expression can be nothing but bytes, for every caller of the function that it stands in. */
export function isBytes(node: AnyNode, values: Values, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  if (isCall(node)) return makesBytes(node, values);
  if (node.type === 'AwaitExpression') return isBytes(node.argument, values, depth + 1);
  if (node.type !== 'Identifier') {
    const [first, ...others] = outcomesOf(node);
    const isOne = others.length === 0 || !first;
    return !isOne && [first, ...others].every((each) => isBytes(each, values, depth + 1));
  }
  const all = bindingOf(node)?.definitions ?? [];

  return (
    all.length > 0 &&
    all.every((one) => {
      if (one.kind === 'value')
        return one.path.length === 0 && isBytes(one.node, values, depth + 1);
      if (one.kind !== 'parameter' || one.path.length > 0) return false;
      const sites = values.sitesOf(one.of);
      return (
        sites.length > 0 &&
        sites.every(({ call, shift, isCallback }) => {
          const given = isCallback ? undefined : call.arguments[one.index + shift];
          return given !== undefined && isBytes(given, values, depth + 1);
        })
      );
    })
  );
}

/** `Buffer.from(…)`, and a file that is read without saying in which letters. */
function makesBytes(
  call: Extract<AnyNode, { type: 'CallExpression' | 'NewExpression' }>,
  values: Values,
) {
  const names = values.namesOf(call.callee);
  if (names.some((name) => making.test(name))) return true;
  const isRead = names.some((name) =>
    /^module:fs(?:\/promises|\.promises)?\.readFile(?:Sync)?$/.test(name),
  );

  return isRead && call.arguments.length === 1 && calledName(call) !== undefined;
}

const making = /^(?:module:buffer\.)?(?:Buffer\.(?:from|alloc|allocUnsafe|concat)|Uint8Array)$/;

const MOST_STEPS = 4;
