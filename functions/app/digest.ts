import { digestTally } from '../domain/notification/digest-tally.ts';
import type { LastDigest } from '../domain/notification/period.ts';
import type { Clock, DigestState, DigestStates, FindingsArchive, Publish } from './ports.ts';

export interface Digest {
  readonly archive: FindingsArchive;
  readonly states: DigestStates;
  readonly publish: Publish;
  readonly clock: Clock;
}

/** How long an observation may be on its way to the table: as long as Lambda lets a worker run. */
const LATE_MS = 15 * 60 * 1000;
/** How early somebody hears of a suppression that ends. */
const LAPSE_MS = 7 * 24 * 60 * 60 * 1000;
/** A night and what the next one may take. */
const STALE_MS = 36 * 60 * 60 * 1000;

/**
 * Tells what is new since the last digest, or nothing when nothing is. It is written down as told
 * only after it was: a digest that breaks off is told again, under the same id.
 *
 * @throws when another digest was told meanwhile.
 */
export async function digest({
  archive,
  states,
  publish,
  clock,
}: Digest): Promise<{ readonly told: boolean }> {
  const now = clock();
  const state = await states.read();
  const tally = digestTally({
    now: now.toISOString(),
    last: state && lastDigest(state),
    rememberFrom: shifted(now, -LATE_MS),
    lapseBy: shifted(now, LAPSE_MS),
    staleBefore: shifted(now, -STALE_MS),
  });

  for await (const item of archive.everything()) tally.add(item);
  if (!tally.hasSeen()) return { told: false };

  const news = tally.news();
  if (news) await publish(news);
  await states.write({ toldAt: now.toISOString(), told: tally.remembered() }, state);

  return { told: news !== undefined };
}

function lastDigest({ toldAt, told }: DigestState): LastDigest {
  const time = new Date(toldAt);

  return {
    toldAt,
    metBefore: shifted(time, -LATE_MS),
    told: new Set(told),
    lapseBy: shifted(time, LAPSE_MS),
    staleBefore: shifted(time, -STALE_MS),
  };
}

function shifted(time: Date, ms: number): string {
  return new Date(time.getTime() + ms).toISOString();
}
