import type { FieldPath } from '../flow/index.ts';
import { type Harms, noHarm } from './harms.ts';
import type { AnyNode, CallNode, FunctionNode } from './syntax.ts';
import type { Site } from './value.ts';

/**
 * One way into a function: the event came by one of its parameters. What then holds in it holds for
 * callers that gave the event there, and its result is theirs alone. Without `of`: for all.
 */
export interface Entry {
  readonly of: FunctionNode | undefined;
  readonly callers: Map<CallNode, readonly Caller[]>;
  /** Also of functions around or within, that what is known in this one leaves. */
  readonly exits: Map<FunctionNode, Map<string, Exit>>;
}

export interface Caller {
  readonly site: Site;
  readonly fact: Fact;
}

/** That (part of) the event is in the value of an expression. */
export interface Fact {
  readonly node: AnyNode;
  /** Where in the value. */
  readonly path: FieldPath;
  /** What it can still do there, as far as that was not known before. */
  readonly harms: Harms;
  readonly entry: Entry;
  readonly from: Fact | undefined;
  /** What a reader should know of the step that led here. */
  readonly note?: Note;
}

export interface Note {
  readonly text: string;
  readonly node: AnyNode;
}

/** How the event leaves a function: in its result, its `this`, or what it was given at an index. */
export type Slot = 'result' | 'this' | number;

export interface Exit {
  readonly slot: Slot;
  readonly path: FieldPath;
  /** What comes out to a caller is no worse than what came in from it. */
  readonly harms: Harms;
}

export function newEntry(of: FunctionNode | undefined): Entry {
  return { of, callers: new Map(), exits: new Map() };
}

/**
 * Of calls with the event in several fields, the first counts.
 *
 * @returns the caller with what its event can do that it could not before, if anything.
 */
export function addCaller({ callers }: Entry, caller: Caller): Caller | undefined {
  const { site, fact } = caller;
  const known = callers.get(site.call) ?? [];
  const before = known
    .filter(
      (other) =>
        other.fact.entry === fact.entry &&
        other.site.isCallback === site.isCallback &&
        other.site.shift === site.shift,
    )
    .reduce((harms, other) => harms | other.fact.harms, noHarm);
  const harms = fact.harms & ~before;
  if (harms === noHarm) return undefined;

  const added = { site, fact: { ...fact, harms } };
  callers.set(site.call, [...known, added]);
  return added;
}

/** Where the event comes into a function, and what it can do there so far. */
export interface Door {
  readonly entry: Entry;
  harms: Harms;
}

/** That of a function at a key that states slot and path. */
export function doorAt(doors: Map<string, Door>, of: FunctionNode, key: string): Door {
  const known = doors.get(key);
  if (known) return known;

  const door = { entry: doors.get(anyOther)?.entry ?? newEntry(of), harms: noHarm };
  doors.set(key, door);
  if (doors.size === maxDoors) doors.set(anyOther, { entry: newEntry(of), harms: noHarm });
  return door;
}

/** Of one function. Beyond, all others are one: then what comes out is for all that came so. */
const maxDoors = 16;

/** The key of the entry for all others: no slot has it. */
const anyOther = '';
