import type { CodePlace, SdkCall } from '../../../core/sdk-calls.ts';
import { readsByName } from '../../sdk/index.ts';
import type { Places } from '../evidence.ts';
import { calledName } from '../link.ts';
import { addedToAws } from '../signatures/additions.ts';
import { designOf } from '../signatures/designed-writes.ts';
import { isHarmlessBeside } from '../signatures/harmless-beside.ts';
import { isInert } from '../signatures/inert-calls.ts';
import type { AskedOfChange } from './decided-call.ts';

/** Whether each call of live code is a function of the code, known to change nothing, or one of AWS that reads, or adds what is open by design. */
export function doesNoMore(
  { live, values, credentials, chosen, handler }: AskedOfChange,
  calls: readonly SdkCall[],
  places: Places,
): boolean {
  const acting = new Set(
    calls.flatMap(({ operation, ...at }) => (readsByName(operation) ? [] : placeOf(at))),
  );
  const seen = new Set(calls.map(placeOf));
  const asked = { values, chosen, handler };

  return live.every((node) => {
    if (node.type !== 'Call') return true;
    const found = values.valuesOf(node.callee);
    if (found.length > 0 && found.every(({ kind }) => kind === 'function' || kind === 'class')) {
      return true;
    }
    const place = placeOf(places.of(node));
    const isSent = /^(?:urlopen|urlretrieve|build_opener)$/.test(calledName(node) ?? '');
    const isHarmless = isInert(node, values) || isHarmlessBeside(node, credentials);
    if (isHarmless && !isSent) return true;

    return (
      (seen.has(place) && !acting.has(place)) ||
      addedToAws(node, asked) !== undefined ||
      designOf(node, credentials, chosen) === 'counter'
    );
  });
}

function placeOf({ path, line, column }: CodePlace): string {
  return `${line}:${column} ${path}`;
}
