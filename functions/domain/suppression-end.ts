import { dayOf } from './notification/day-and-minute.ts';
import { FOREVER } from './rules/rules.ts';

/** `until 2027-05-31`, or `for good`. */
export function endInWords(until: string): string {
  return until === FOREVER ? 'for good' : `until ${dayOf(until)}`;
}
