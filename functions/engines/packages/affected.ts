import * as z from 'zod/mini';
import type { Ecosystem } from './ecosystem.ts';
import type { VersionOrder } from './version-order.ts';
import { versionOrders } from './version-orders.ts';

/** In the order in which they count where they name the same version. */
const eventKinds = ['introduced', 'lastAffected', 'fixed', 'limit'] as const;

/** One's version may be `0` where it is `introduced`: before every version. From a limit on, a range says nothing. */
const versionEvent = z.object({ kind: z.enum(eventKinds), version: z.string() });
type VersionEvent = z.infer<typeof versionEvent>;

/** Reads affected versions back from storage. */
export const affectedVersions = z.object({
  versions: z.readonly(z.array(z.string())),
  ranges: z.readonly(z.array(z.readonly(z.array(versionEvent)))),
});

/**
 * Which versions of one package are affected: those listed, and those in any of the ranges. Listed
 * ones are canonical where the ecosystem's order accepts them.
 */
export type AffectedVersions = Readonly<z.infer<typeof affectedVersions>>;

/**
 * Source: "Evaluation" (OSV schema).
 *
 * @returns undefined where a version cannot be put in order.
 */
export function affects(
  { versions, ranges }: AffectedVersions,
  ecosystem: Ecosystem,
  version: string,
): boolean | undefined {
  const order = versionOrders[ecosystem];
  const canonical = order.canonical(version);
  if (versions.includes(canonical ?? version)) return true;

  const answers = ranges.map((events) => inRange(order, events, canonical));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** Events in order turn "affected" on and off, and the last one at or before the version counts. */
function inRange(
  order: VersionOrder,
  events: readonly VersionEvent[],
  version: string | undefined,
): boolean | undefined {
  if (events.every(isEverything)) return events.length > 0;

  const points = events.map((event) => ({ ...event, at: pointOf(order, event) }));
  if (version === undefined || points.some(({ at }) => at === undefined)) return undefined;

  const limits = points.filter(({ kind }) => kind === 'limit');
  if (limits.length > 0 && limits.every(({ at = '' }) => order.compare(version, at) >= 0)) {
    return false;
  }

  return points
    .filter(({ kind }) => kind !== 'limit')
    .map(({ kind, at = '' }) => ({ kind, at }))
    .toSorted((a, b) => comparePoints(order, a.at, b.at) || rank(a.kind) - rank(b.kind))
    .filter(({ kind, at }) => isReached(kind, comparePoints(order, version, at)))
    .reduce((_, { kind }) => kind === 'introduced', false);
}

function rank(kind: VersionEvent['kind']): number {
  return eventKinds.indexOf(kind);
}

function isEverything({ kind, version }: VersionEvent): boolean {
  return kind === 'introduced' && version === '0';
}

/** The start of all versions is the empty text, which no order gives. */
function pointOf(order: VersionOrder, event: VersionEvent): string | undefined {
  return isEverything(event) ? '' : order.canonical(event.version);
}

function comparePoints(order: VersionOrder, a: string, b: string): number {
  return a === '' || b === '' ? a.length - b.length : order.compare(a, b);
}

/** @param past how far the version is past the event: negative, zero or positive. */
function isReached(kind: VersionEvent['kind'], past: number): boolean {
  return kind === 'lastAffected' ? past > 0 : past >= 0;
}
