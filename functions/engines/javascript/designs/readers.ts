import type { Values } from '../value.ts';
import type { CallerData } from './caller-data.ts';
import type { FreshValues } from './fresh-values.ts';
import type { WrittenItems } from './written-item.ts';
import type { WrittenLiterals } from './written-literals.ts';

/** What is known of values, for who judges what is written. */
export interface Readers {
  readonly values: Values;
  readonly data: CallerData;
  readonly literals: WrittenLiterals;
  readonly items: WrittenItems;
  readonly fresh: FreshValues;
  /** What the code that is judged is called: its handler, or the path of its route. */
  readonly about: string;
}
