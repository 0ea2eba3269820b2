import type { CodePlace, SdkCall } from '../../../core/sdk-calls.ts';
import { readsByName } from '../../sdk/index.ts';
import type { Places } from '../evidence.ts';
import { calledName } from '../link.ts';
import { addedToAws } from '../signatures/additions.ts';
import { designOf } from '../signatures/designed-writes.ts';
import { isHarmlessBeside } from '../signatures/harmless-beside.ts';
import { isInert } from '../signatures/inert-calls.ts';
import type { AnyNode } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';

/** What a call of live code does: `nothing` where it is a function of the code, known to change nothing, or one of AWS that reads; `adds` what is open by design. */
type Done = 'nothing' | 'adds' | 'more';

export function doneBy(
  { values, credentials, chosen, handler }: AskedOfChange,
  calls: readonly SdkCall[],
  places: Places,
): (node: AnyNode) => Done {
  const acting = new Set(
    calls.flatMap(({ operation, ...at }) => (readsByName(operation) ? [] : placeOf(at))),
  );
  const seen = new Set(calls.map(placeOf));
  const asked = { values, chosen, handler };

  const known = new Map<AnyNode, Done>();
  const doneAt = (node: AnyNode): Done => {
    if (node.type !== 'Call') return 'nothing';
    const found = values.valuesOf(node.callee);
    if (found.length > 0 && found.every(({ kind }) => kind === 'function' || kind === 'class')) {
      return 'nothing';
    }
    const place = placeOf(places.of(node));
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

function placeOf({ path, line, column }: CodePlace): string {
  return `${line}:${column} ${path}`;
}
