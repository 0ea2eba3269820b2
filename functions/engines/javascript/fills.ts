import { baseOf } from './link.ts';
import { type Binding, parentOf } from './scope.ts';
import { type AnyNode, calledName, isCall } from './syntax.ts';

/** Calls that put fields into what a name stands for, or into a part of it: `Object.assign(q, other)`. */
export function fillsOf(binding: Binding): readonly AnyNode[] {
  const known = knownFills.get(binding);
  if (known) return known;
  const fills = binding.reads.flatMap((read) => fillAround(read) ?? []);

  knownFills.set(binding, fills);
  return fills;
}

/** Each check of a field asks for them. */
const knownFills = new WeakMap<Binding, readonly AnyNode[]>();

function fillAround(name: AnyNode): AnyNode | undefined {
  let at = name;
  for (
    let around = parentOf(at);
    around?.type === 'MemberExpression' && around.object === at;
    around = parentOf(at)
  ) {
    at = around;
  }
  const call = parentOf(at);
  const isFirst = isCall(call) && call.arguments[0] === at;
  if (!isFirst) return undefined;
  const { callee } = call;
  const method = calledName(call) ?? '';

  return filling.test(method) || (method === 'set' && isOfLibrary(callee)) ? call : undefined;
}

/** Of JavaScript, lodash, jQuery and their like. */
const filling =
  /^(?:assign|assignIn|assignWith|extend|merge|mergeWith|mergeDeep|deepMerge|defaults|defaultsDeep|defineProperty|defineProperties|__assign|_extends)$/;

/** `_.set(q, 'id', x)`: `cache.set(q, x)` puts nothing into `q`. */
function isOfLibrary(callee: AnyNode): boolean {
  const base = callee.type === 'MemberExpression' ? baseOf(callee.object)?.node : undefined;

  return base?.type === 'Identifier' && /^(?:_|lodash|Reflect)$/.test(base.name);
}
