import type { SdkCall } from '../../../core/sdk-calls.ts';
import { isCallOf } from '../designs/aws-effects.ts';
import type { Places } from '../evidence.ts';
import type { CallNode } from '../syntax.ts';

/** What calls ask of AWS, by their places. */
export class CallsOfAws {
  readonly #byPlace: ReadonlyMap<string, readonly SdkCall[]>;
  readonly #places: Places;

  constructor(calls: readonly SdkCall[], places: Places) {
    this.#byPlace = Map.groupBy(calls, keyOf);
    this.#places = places;
  }

  of(call: CallNode): readonly SdkCall[] {
    const all = this.#byPlace.get(keyOf(this.#places.of(call))) ?? [];

    return all.filter(({ operation }) => isCallOf(call, operation));
  }
}

function keyOf({ path, line, column }: Pick<SdkCall, 'path' | 'line' | 'column'>): string {
  return `${path}:${line}:${column}`;
}
