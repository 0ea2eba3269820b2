import type { CodePlace, SdkCall } from '../../../core/sdk-calls.ts';
import type { Places } from '../evidence.ts';
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
  const reading = new Set(
    calls.flatMap(({ operation, ...at }) => (isReading(operation) ? placeOf(at) : [])),
  );
  const asked = { values, chosen, handler };

  return live.every((node) => {
    if (node.type !== 'Call') return true;
    const found = values.valuesOf(node.callee);
    if (found.length > 0 && found.every(({ kind }) => kind === 'function' || kind === 'class')) {
      return true;
    }
    if (isInert(node, values) || isHarmlessBeside(node, credentials)) return true;

    return (
      reading.has(placeOf(places.of(node))) ||
      addedToAws(node, asked) !== undefined ||
      designOf(node, credentials, chosen) === 'counter'
    );
  });
}

function isReading(operation: string): boolean {
  return /^(?:BatchGet|TransactGet|Get|Query|Scan|Describe|List|Head)/.test(operation);
}

function placeOf({ path, line, column }: CodePlace): string {
  return `${line}:${column} ${path}`;
}
