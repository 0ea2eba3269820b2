import type { CallerData } from '../designs/caller-data.ts';
import type { FreshValues } from '../designs/fresh-values.ts';
import type { Places } from '../evidence.ts';
import type { Values } from '../value.ts';
import type { RequestData } from './request-data.ts';

/** What is known of values, for who judges what a request decides. */
export interface ChangeReaders {
  readonly values: Values;
  readonly places: Places;
  readonly data: RequestData;
  readonly caller: CallerData;
  readonly fresh: FreshValues;
  /** The code of the files of the archive that this function does not load. */
  readonly others: readonly string[];
}
