import * as z from 'zod/mini';
import type { CheckId } from '../core/check-id.ts';
import { compareTexts } from '../core/compare-texts.ts';
import { severities, worstOf } from '../core/severity.ts';
import { ownedFields } from './owned-schema.ts';
import { type Owned, ownedOf } from './ownership.ts';

/** What a check says of a function for its finding about the account. */
export interface Part {
  /** Of two views of the same part, the heavier one counts until all of it can be seen. */
  readonly weight: number;
  /** Plain data, which the check reads again. */
  readonly value: Readonly<Record<string, unknown>>;
}

/** A part as it is noted. */
export type NotedPart = z.infer<typeof notedPart>;

const notedPart = z.object({
  subject: z.string(),
  severity: z.enum(severities),
  weight: z.number(),
  value: z.record(z.string(), z.unknown()),
});

/** What one scanner last saw of a function that is a part of findings about the account. */
export type PartNote = z.infer<typeof partNote>;

export const partNote = z.object({
  /** Whose the function is; absent where that was never known. */
  owned: z.optional(z.object(ownedFields)),
  /** By check, in order. A check that has never known anything of the function is absent. */
  parts: z.record(z.string(), z.array(notedPart)),
});

/** A note as it is read again. */
export interface KeptPartNote extends PartNote {
  /** It has to be written anew, before it is forgotten. */
  readonly isOld: boolean;
}

/** How much of a function one check could see. */
export interface PartsSeen {
  readonly check: CheckId;
  /** Undefined where nothing is known: what was noted stays. */
  readonly found: readonly NotedPart[] | undefined;
  /** Subjects that are findings of their own. */
  readonly own: ReadonlySet<string>;
  /** Whether there may be more than was found. */
  readonly isPartial: boolean;
  /** Whether what was found may be graver than it looks. */
  readonly mayBeGraver: boolean;
}

/** In a fixed order, so that the same parts are the same note. */
export function partNoteOf(
  owned: Owned | undefined,
  seen: readonly PartsSeen[],
  before: PartNote | undefined,
): PartNote {
  const parts = seen.flatMap(({ check, ...each }) => {
    const kept = before?.parts[check];
    const now = each.found ? joined(each, kept ?? []) : kept;
    return now ? [[check, now] as const] : [];
  });

  const whose = owned ?? before?.owned;
  return {
    ...(whose && { owned: asStored(whose) }),
    parts: Object.fromEntries(parts.toSorted(([a], [b]) => compareTexts(a, b))),
  };
}

export function isSamePartNote(one: PartNote, other: PartNote): boolean {
  return textOf(one) === textOf(other);
}

function joined(
  { found = [], own, isPartial, mayBeGraver }: Omit<PartsSeen, 'check'>,
  before: readonly NotedPart[],
): NotedPart[] {
  const earlier = new Map(before.map((part) => [part.subject, part]));
  const now = found.map((part) => {
    const known = earlier.get(part.subject);
    return known && (isPartial || mayBeGraver) ? heavier(part, known) : part;
  });
  const seen = new Set(found.map(({ subject }) => subject));
  const unseen = isPartial
    ? before.filter(({ subject }) => !seen.has(subject) && !own.has(subject))
    : [];

  return [...now, ...unseen].toSorted((a, b) => compareTexts(a.subject, b.subject));
}

function heavier(now: NotedPart, before: NotedPart): NotedPart {
  const { weight, value } = before.weight > now.weight ? before : now;

  return { ...now, weight, value, severity: worstOf([now.severity, before.severity]) };
}

function asStored(owned: Owned): NonNullable<PartNote['owned']> {
  return storedOwned.parse(ownedOf(owned));
}

const storedOwned = z.object(ownedFields);

/** A store returns fields in any order. */
function textOf({ owned, parts }: PartNote): string {
  return JSON.stringify(ordered({ owned, parts }));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;

  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([key, field]) => [key, ordered(field)]);
}
