import type { CodePlace, SdkCall } from '../../core/sdk-calls.ts';
import { type Span, TextPlaces } from '../flow/index.ts';

/** Whether a call is seen wherever a client is called: of one file, with its text. */
export function areSeen(calls: readonly Span[], text: string, seen: readonly SdkCall[]): boolean {
  const places = new TextPlaces(new Map([['', text]]));

  return calls.every(({ start, end }) => {
    const [first, behind] = [places.at('', start), places.at('', end)];
    return seen.some((call) => !isBefore(call, first) && isBefore(call, behind));
  });
}

function isBefore(one: CodePlace, other: CodePlace): boolean {
  return one.line === other.line ? one.column < other.column : one.line < other.line;
}
