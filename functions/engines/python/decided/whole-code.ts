import type { SdkCall } from '../../../core/sdk-calls.ts';
import type { Places } from '../evidence.ts';
import { isHarmlessBeside } from '../signatures/harmless-beside.ts';
import { isInert } from '../signatures/inert-calls.ts';
import type { AskedOfChange } from './decided-call.ts';

/** Whether each call of live code is one of AWS that is seen, a function of the code, or known to change nothing. */
export function doesNoMore(
  { live, values, credentials }: AskedOfChange,
  calls: readonly SdkCall[],
  places: Places,
): boolean {
  const seen = new Set(calls.map(({ path, line, column }) => `${line}:${column} ${path}`));

  return live.every((node) => {
    if (node.type !== 'Call') return true;
    const found = values.valuesOf(node.callee);
    if (found.length > 0 && found.every(({ kind }) => kind === 'function' || kind === 'class')) {
      return true;
    }
    if (isInert(node, values) || isHarmlessBeside(node, credentials)) return true;
    const { path, line, column } = places.of(node);
    return seen.has(`${line}:${column} ${path}`);
  });
}
