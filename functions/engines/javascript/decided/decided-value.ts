import type { EventPart } from '../../../core/decided-change.ts';
import type { FieldPath } from '../../flow/index.ts';
import { isAnyField } from './given-fields.ts';

/** How a request decides a value. */
export interface DecidedValue {
  /** Whether the value is what it says, changed or not; else it was found by that. */
  readonly isSent: boolean;
  /** Names of the fields of the request that do, at most a few. */
  readonly fields: readonly string[];
  /** How deep these lie in it, at the least. */
  readonly depth: number;
  /** Whether no more of it is left than a number. */
  readonly isNumber?: boolean;
  /** Where it is decided by no more than these parts of the event. */
  readonly onlyBy?: readonly EventPart[] | undefined;
}

/**
 * How a request decides a value that it sends at a path.
 *
 * @param part of the event, where that is known to be one that not every way in brings
 */
export function sent(path: FieldPath, part?: EventPart): DecidedValue {
  const field = path.findLast((each) => !isAnyField(each));

  return {
    isSent: true,
    fields: field === undefined ? [] : [field],
    depth: path.filter((each) => !isAnyField(each)).length,
    ...(part && { onlyBy: [part] }),
  };
}

/** How it decides what was found by such a value. */
export function found(decided: DecidedValue | undefined): DecidedValue | undefined {
  return decided && { ...decided, isSent: false, isNumber: false };
}

/** How it decides the number that such a value says. */
export function counted(decided: DecidedValue | undefined): DecidedValue | undefined {
  return decided && { ...decided, isNumber: true };
}

/** The same where the code has another value, should the request bring none: it is there by each way in. */
export function broughtAnyway(decided: DecidedValue | undefined): DecidedValue | undefined {
  return decided && { ...decided, onlyBy: undefined };
}

/** Whether it lies no deeper than `event.body` and a field of it. */
export function isOfItsOwn({ depth }: DecidedValue): boolean {
  return depth <= OF_ITS_OWN;
}

const OF_ITS_OWN = 2;

/** Whether it says something to who reads it: a number does only where it is one of something, or of money. */
export function saysMore({ isNumber = false, fields }: DecidedValue): boolean {
  return !isNumber || fields.some((each) => ofSomething.test(each));
}

const ofSomething = /id$|key$|number$|no$|phone|account|chat|amount|price|sum|total|balance/i;

/** How it decides a value that may be any of several. */
export function together(all: readonly (DecidedValue | undefined)[]): DecidedValue | undefined {
  const some = all.filter((each) => each !== undefined);
  const [only] = some;
  if (!only || some.length === 1) return only;

  return {
    isSent: some.some(({ isSent }) => isSent),
    fields: [...new Set(some.flatMap(({ fields }) => fields))].slice(0, MOST_FIELDS),
    depth: Math.min(...some.map(({ depth }) => depth)),
    isNumber: some.every(({ isNumber = false }) => isNumber),
    onlyBy: partsOf(some),
  };
}

function partsOf(all: readonly DecidedValue[]): readonly EventPart[] | undefined {
  const parts = all.flatMap(({ onlyBy = [] }) => onlyBy);

  return all.every(({ onlyBy }) => onlyBy) ? [...new Set(parts)] : undefined;
}

const MOST_FIELDS = 8;
