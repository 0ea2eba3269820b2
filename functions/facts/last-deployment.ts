import * as z from 'zod/mini';
import { attempt, perChunk } from '../app/collectors.ts';
import type { Clock, Collector, FactStore } from '../app/ports.ts';
import type { FunctionTarget } from '../core/target.ts';
import { type Deployment, deploymentSchema, withoutPartition } from '../domain/deployment.ts';
import { FRESH_MS, msBetween } from './turns.ts';

/** The last deployment of a function that is known of, by its ARN but for the partition. */
const KIND = 'deployment';

/**
 * CloudTrail writes the time at which a request came in, to the second, and Lambda that at which it was done
 * with it. Milliseconds.
 */
const APART_MS = 2 * 60 * 1000;

/** Between the clocks of who writes a record and who reads it. */
const AHEAD_MS = 5 * 60 * 1000;

/**
 * Keeps the deployments that are newer than those that are kept.
 *
 * @param found by the function's ARN, with or without its partition.
 * @throws when the table cannot be read or written.
 */
export async function keepDeployments(
  found: ReadonlyMap<string, Deployment>,
  facts: FactStore,
  clock: Clock,
): Promise<void> {
  const now = clock().toISOString();
  const past = [...found].filter(([, { at }]) => msBetween(now, at) <= AHEAD_MS);
  const byId = new Map(past.map(([arn, deployment]) => [idOf(arn), deployment]));
  if (byId.size === 0) return;

  const stored = await facts.read(KIND, [...byId.keys()]);
  const newer = [...byId].filter(([id, { at }]) => {
    const before = noteIn(stored.get(id));
    return !before || msBetween(before.deployment.at, at) > 0;
  });
  if (newer.length === 0) return;

  await facts.write(
    KIND,
    new Map(newer.map(([id, deployment]) => [id, { keptAt: now, deployment }])),
  );
}

/**
 * Who deployed functions last; undefined for one that was changed since, or before CloudTrail's memory
 * begins, so that this is not known. What is kept is kept again before the table forgets it: CloudTrail
 * remembers for 90 days, and functions live for years.
 */
export function lastDeployments(
  facts: FactStore,
  clock: Clock,
): Collector<FunctionTarget, Deployment | undefined> {
  return perChunk(async (targets: readonly FunctionTarget[]) => {
    const now = clock().toISOString();
    const ids = targets.map(({ arn }) => idOf(arn));
    const stored = await facts.read(KIND, ids);
    const notes = ids.flatMap((id): [string, Note][] => {
      const note = noteIn(stored.get(id));
      return note ? [[id, note]] : [];
    });

    const old = notes.filter(([, { keptAt }]) => msBetween(keptAt, now) > FRESH_MS);
    if (old.length > 0) {
      const again = new Map(old.map(([id, note]) => [id, { ...note, keptAt: now }]));
      // Another scanner, or another night, keeps it as well.
      await attempt(() => facts.write(KIND, again));
    }

    const noted = new Map(notes);
    return new Map(targets.map((target) => [target.arn, lastOf(target, noted)]));
  });
}

function lastOf(
  { arn, lastModified }: FunctionTarget,
  notes: ReadonlyMap<string, Note>,
): Deployment | undefined {
  const deployment = notes.get(idOf(arn))?.deployment;

  return deployment && isLast(deployment, lastModified) ? deployment : undefined;
}

/** Where something was changed after it, it is not known by whom. */
function isLast({ at }: Deployment, lastModified: string): boolean {
  return msBetween(at, lastModified) <= APART_MS;
}

function idOf(arn: string): string {
  return arn.startsWith('arn:') ? withoutPartition(arn) : arn;
}

function noteIn(stored: unknown): Note | undefined {
  return note.safeParse(stored).data;
}

interface Note {
  /** When it was last written. ISO 8601 in UTC. */
  readonly keptAt: string;
  readonly deployment: Deployment;
}

const note: z.ZodMiniType<Note> = z.object({ keptAt: z.string(), deployment: deploymentSchema });
