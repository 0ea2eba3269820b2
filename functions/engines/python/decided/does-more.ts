import { placeKey, type SdkCall } from '../../../core/sdk-calls.ts';
import { readsByName } from '../../sdk/index.ts';
import type { Places } from '../evidence.ts';
import { calledName } from '../link.ts';
import { addedToAws } from '../signatures/additions.ts';
import { designOf } from '../signatures/designed-writes.ts';
import { isHarmlessBeside } from '../signatures/harmless-beside.ts';
import { isInert } from '../signatures/inert-calls.ts';
import type { AnyNode } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';

/**
 * Whether a node of live code may do more than is seen. A function of the code does not, nor does what is known to change nothing, a call of
 * AWS that reads, or what is open by design.
 */
export function doesMore(
  { values, credentials, chosen, handler }: AskedOfChange,
  calls: readonly SdkCall[],
  places: Places,
): (node: AnyNode) => boolean {
  const acting = new Set(
    calls.flatMap((each) => (readsByName(each.operation) ? [] : placeKey(each))),
  );
  const seen = new Set(calls.map(placeKey));
  const asked = { values, chosen, handler };

  return (node) => {
    if (node.type !== 'Call') return false;
    const found = values.valuesOf(node.callee);
    if (found.length > 0 && found.every(({ kind }) => kind === 'function' || kind === 'class')) {
      return false;
    }
    const place = placeKey(places.of(node));
    const isSent = /^(?:urlopen|urlretrieve|build_opener)$/.test(calledName(node) ?? '');
    const isHarmless = isInert(node, values) || isHarmlessBeside(node, credentials);
    if ((isHarmless && !isSent) || (seen.has(place) && !acting.has(place))) return false;

    return (
      addedToAws(node, asked) === undefined && designOf(node, credentials, chosen) !== 'counter'
    );
  };
}
