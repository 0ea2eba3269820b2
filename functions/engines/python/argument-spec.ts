import { someField } from './field-path.ts';

/** Which arguments a row of a table is about. */
export interface ArgumentSpec {
  /** Whether it is about the object before the dot as well. */
  readonly receiver: boolean;
  readonly isAny: boolean;
  readonly positions: ReadonlySet<number>;
  readonly names: ReadonlySet<string>;
}

/** Of words: a position, the name of one, `self` for the object before the dot, `*` for all. */
export function argumentSpec(words: string): ArgumentSpec {
  const all = words.split(' ').filter((word) => word !== '');
  const positions = all.filter((word) => !/\D/.test(word)).map(Number);

  return {
    receiver: all.includes('self'),
    isAny: all.includes('*'),
    positions: new Set(positions),
    names: new Set(all.filter((word) => /^\D/.test(word) && word !== '*' && word !== 'self')),
  };
}

/** One that is given: by its place, by its name, by some name, or as the object before the dot. */
export type Given = number | string | 'self';

export function isGiven(
  { receiver, isAny, positions, names }: ArgumentSpec,
  given: Given,
): boolean {
  if (given === 'self') return receiver;

  if (given === someField) return isAny || names.size > 0;

  return isAny || (typeof given === 'number' ? positions.has(given) : names.has(given));
}
