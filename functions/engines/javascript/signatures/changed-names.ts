import { anyField } from '../../flow/index.ts';
import { isOtherChange } from '../flags.ts';
import { type Binding, bindingOf, parentOf, scopeOf } from '../scope.ts';
import { type AnyNode, calledName, isCall } from '../syntax.ts';
import type { At } from './asked-outcomes.ts';
import type { Verdicts } from './verdicts.ts';

/**
 * Whether a name may have a value that is not seen where it is asked: one of an earlier request, which Lambda keeps
 * outside of functions, or one that is written over in another way.
 */
export function isKeptOrChanged(
  name: AnyNode,
  binding: Binding,
  { path }: At,
  verdicts: Verdicts,
): boolean {
  const isOfModule = binding.scope.function === undefined;
  const isSetLater = binding.definitions.some(
    (one) => one.kind === 'value' && scopeOf(one.node).function !== binding.scope.function,
  );
  if (isOfModule && (isSetLater || binding.writes.some(({ node }) => scopeOf(node).function))) {
    return true;
  }
  if (binding.reads.some(isOtherChange)) return true;
  if (path.length === 0) return false;
  const before = binding.reads.filter(({ start }) => start < name.start).slice(0, MOST_READS);

  return (
    binding.writes.some((write) => write.path[0] === anyField) ||
    before.some((read) => isGivenAway(read, verdicts))
  );
}

/** To what may write into it: `Object.assign(auth, given)`, `complete(auth)`, `const other = auth`. */
function isGivenAway(read: AnyNode, verdicts: Verdicts): boolean {
  const around = parentOf(read);
  if (
    around?.type === 'VariableDeclarator' &&
    around.init === read &&
    around.id.type === 'Identifier'
  ) {
    return bindingOf(around.id)?.writes.some(({ path }) => path.length > 0) ?? false;
  }
  if (!isCall(around) || around.callee === read) return false;
  if (/^(?:assign|merge|extend|defaults|defineProperty)$/.test(calledName(around) ?? '')) {
    return around.arguments[0] === read;
  }
  const index = around.arguments.findIndex(({ start }) => start === read.start);

  return verdicts.ownFunctions(around.callee).some(({ params }) => {
    const parameter = params[index];
    const given = parameter && bindingOf(parameter);
    return given?.writes.some(({ path }) => path.length > 0) ?? false;
  });
}

const MOST_READS = 50;
