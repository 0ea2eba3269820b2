import { type Binding, bindingOf, isPlainlySet } from './scope.ts';
import type { Call, Expression } from './syntax.ts';
import { keyOfSubscript } from './target.ts';

/** Which part of what a call answers a condition asks. */
export interface Half {
  readonly call: Call;
  readonly index: number;
}

/** `ok` of `ok, reason = check(x)`, and `check(x)[0]`; undefined where it may be something else. */
export function halfOf(node: Expression): Half | undefined {
  if (node.type === 'Subscript') {
    const index = indexOf(keyOfSubscript(node.index));
    const call = callIn(node.object);
    return call && index !== undefined ? { call, index } : undefined;
  }
  const binding = bindingOf(node);
  const [definition, ...others] = binding?.definitions ?? [];
  if (!binding || definition?.kind !== 'value' || others.length > 0) return undefined;
  const isOnce = isPlainlySet(binding) && isSetHereAlone(binding);
  const [key, ...more] = definition.path;
  const index = more.length === 0 ? indexOf(key) : undefined;
  const call = callIn(definition.node);

  return isOnce && call && index !== undefined ? { call, index } : undefined;
}

function isSetHereAlone({ writes }: Binding): boolean {
  return writes.filter(({ path }) => path.length === 0).length <= 1;
}

function indexOf(key: string | undefined): number | undefined {
  return key !== undefined && /^\d$/.test(key) ? Number(key) : undefined;
}

function callIn(node: Expression): Call | undefined {
  const made = node.type === 'Await' ? node.value : node;

  return made.type === 'Call' ? made : undefined;
}

/** That part of what a function returns; undefined where it is not written as several. */
export function partOfResult(
  result: Expression | undefined,
  index: number | undefined,
): Expression | undefined {
  if (index === undefined) return result;
  const elements = result?.type === 'Tuple' || result?.type === 'List' ? result.elements : [];

  return elements.some(({ type }) => type === 'Starred') ? undefined : elements[index];
}
