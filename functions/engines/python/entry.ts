import { type FieldPath, keyOf } from './field-path.ts';
import type { Kinds } from './kinds.ts';
import type { LeftOptions } from './options.ts';
import type { AnyNode, Expression, FunctionNode } from './syntax.ts';
import type { Site } from './value.ts';

/**
 * One way into a function: the event came by one of its parameters. What then holds in it holds for
 * callers that gave the event there, and its result is theirs alone. Without `of`: for all.
 */
export interface Entry {
  readonly of: FunctionNode | undefined;
  /** What its callers leave as it is; undefined where they are not known to leave the same. */
  readonly options: LeftOptions | undefined;
  readonly callers: Map<AnyNode, readonly Caller[]>;
  /** Also of functions around or within, that what is known in this one leaves. */
  readonly exits: Map<FunctionNode, Map<string, Exit>>;
  /** Facts at calls of what the callers give: each new caller may give another function. */
  readonly through: Map<AnyNode, readonly Fact[]>;
}

export interface Caller {
  readonly site: Site;
  readonly fact: Fact;
}

/** That (part of) the event is in the value of an expression. */
export interface Fact {
  readonly node: Expression;
  /** Where in the value. */
  readonly path: FieldPath;
  /** What it does no harm to any more. */
  readonly safe: Kinds;
  readonly entry: Entry;
  readonly from: Fact | undefined;
  /** What a reader should know of the step that led here. */
  readonly note?: Note | undefined;
}

export interface Note {
  readonly text: string;
  readonly node: AnyNode;
}

/** How the event leaves a function: in its result, or in what it was given at an index. */
export type Slot = 'result' | number;

export interface Exit {
  readonly slot: Slot;
  readonly path: FieldPath;
  readonly safe: Kinds;
}

export function newEntry(of: FunctionNode | undefined, options?: LeftOptions): Entry {
  return { of, options, callers: new Map(), exits: new Map(), through: new Map() };
}

/** @returns whether it is a new one: of calls with the event in several fields, the first counts. */
export function addCaller({ callers }: Entry, { site, fact }: Caller): boolean {
  const known = callers.get(site.node) ?? [];
  const isKnown = known.some(
    (caller) => caller.fact.entry === fact.entry && caller.site.taken === site.taken,
  );

  if (!isKnown) callers.set(site.node, [...known, { site, fact }]);
  return !isKnown;
}

/** A fact at a call of what the callers of its entry give. */
export function addThrough({ through }: Entry, fact: Fact): void {
  const known = through.get(fact.node) ?? [];
  const isKnown = known.some(
    ({ path, safe }) => safe === fact.safe && keyOf(path) === keyOf(fact.path),
  );

  if (!isKnown) through.set(fact.node, [...known, fact]);
}

/**
 * The entry of a function at a key that states slot, path, safety and options, and whether that key is
 * new.
 */
export function entryAt(
  entries: Map<string, Entry>,
  of: FunctionNode,
  key: string,
  options: LeftOptions | undefined,
): { readonly entry: Entry; readonly isNew: boolean } {
  const known = entries.get(key);
  if (known) return { entry: known, isNew: false };

  const entry = entries.get(anyOther) ?? newEntry(of, options);
  entries.set(key, entry);
  if (entries.size === MOST_ENTRIES) entries.set(anyOther, newEntry(of));
  return { entry, isNew: true };
}

/** Of one function. Beyond, all others are one: then what comes out is for all that came so. */
const MOST_ENTRIES = 16;

/** The key of the entry for all others: no slot has it. */
const anyOther = '';
