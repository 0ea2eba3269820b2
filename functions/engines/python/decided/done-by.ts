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

/** `nothing`: a function of the code, what is known to change nothing, or a call of AWS that reads. `adds`: what is open by design. */
type Done = 'nothing' | 'adds' | 'more';

/** What a call of live code does; each is looked at once. */
export function doneBy(
  { values, credentials, chosen, handler }: AskedOfChange,
  calls: readonly SdkCall[],
  places: Places,
): (node: AnyNode) => Done {
  const acting = new Set(
    calls.flatMap((each) => (readsByName(each.operation) ? [] : placeKey(each))),
  );
  const seen = new Set(calls.map(placeKey));
  const asked = { values, chosen, handler };

  const known = new Map<AnyNode, Done>();
  const doneAt = (node: AnyNode): Done => {
    if (node.type !== 'Call') return 'nothing';
    const found = values.valuesOf(node.callee);
    if (found.length > 0 && found.every(({ kind }) => kind === 'function' || kind === 'class')) {
      return 'nothing';
    }
    const place = placeKey(places.of(node));
    const isSent = /^(?:urlopen|urlretrieve|build_opener)$/.test(calledName(node) ?? '');
    const isHarmless = isInert(node, values) || isHarmlessBeside(node, credentials);
    if ((isHarmless && !isSent) || (seen.has(place) && !acting.has(place))) return 'nothing';
    const isAdded =
      addedToAws(node, asked) !== undefined || designOf(node, credentials, chosen) === 'counter';

    return isAdded ? 'adds' : 'more';
  };

  return (node) => {
    const done = known.get(node) ?? doneAt(node);
    known.set(node, done);
    return done;
  };
}
