import type { FactWords } from '../domain/gap-in-words.ts';
import {
  runningScanners,
  scannersOfNight,
  type UnfinishedScanner,
  unfinishedScanners,
} from '../domain/night-progress.ts';
import { digestTally } from '../domain/notification/digest-tally.ts';
import type { LastDigest } from '../domain/notification/period.ts';
import type { DigestWake } from '../domain/notifier-environment.ts';
import { attempt } from './collectors.ts';
import type {
  Clock,
  DigestState,
  DigestStates,
  FindingsArchive,
  NightReader,
  Publish,
} from './ports.ts';
import { nightTimes } from './stale.ts';

export interface Digest {
  readonly archive: FindingsArchive;
  readonly states: DigestStates;
  readonly night: NightReader;
  readonly publish: Publish;
  readonly clock: Clock;
  /** In whose order facts are named that could not be seen. */
  readonly words: FactWords;
}

/** How long an observation may be on its way to the table: as long as Lambda lets a worker run. */
const LATE_MS = 15 * 60 * 1000;
/** How early somebody hears of a suppression that ends. */
const LAPSE_MS = 7 * 24 * 60 * 60 * 1000;
/** A night and what the next one may take. */
const STALE_MS = 36 * 60 * 60 * 1000;

/** How long a digest waits for scanners that still run. Then it says which do. */
const MOST_WAIT_MS = 6 * 60 * 60 * 1000;

export interface DigestOutcome {
  readonly told: boolean;
  readonly waitsFor?: readonly string[];
}

/**
 * Tells what the night has found once all scanners have ended, or, after hours, what is known by then.
 * Until then it is woken again and again.
 *
 * @throws when another digest was told meanwhile.
 */
export async function digestInTurn(
  parts: Digest,
  { again = false }: DigestWake = {},
): Promise<DigestOutcome> {
  const { states, clock } = parts;
  const now = clock();
  const since = await waitingSince(states);
  if (again && since === undefined) return { told: false };

  const { running, unfinished } = await nightOf(parts, now);
  const hasWaited = since !== undefined && now.getTime() - Date.parse(since) >= MOST_WAIT_MS;
  if (running.length > 0 && !hasWaited) {
    if (since === undefined) await states.wait(now.toISOString());
    return { told: false, waitsFor: running };
  }

  return digest(parts, unfinished);
}

/** Undefined when none waits: the last that did has told its notification. */
async function waitingSince(states: DigestStates): Promise<string | undefined> {
  const since = await states.waitingSince();
  if (since === undefined) return undefined;
  const state = await states.read();

  return state && state.toldAt >= since ? undefined : since;
}

/** A night that cannot be read keeps no news from being told. */
async function nightOf({ night }: Digest, now: Date) {
  const progress = await attempt(() => night(scannersOfNight));
  if (!progress.known) {
    const { reason } = progress;
    const unfinished = scannersOfNight.map((scanner) => ({
      scanner,
      state: 'unknown' as const,
      reason,
    }));
    return { running: [], unfinished };
  }

  const times = nightTimes(now);
  return {
    running: runningScanners(progress.value, times),
    unfinished: unfinishedScanners(progress.value, times),
  };
}

/**
 * Tells what is new since the last digest, or nothing when nothing is. It is written down as told
 * only after it was: a digest that breaks off is told again, under the same id.
 *
 * @throws when another digest was told meanwhile.
 */
async function digest(
  { archive, states, publish, clock, words }: Digest,
  unfinished: readonly UnfinishedScanner[],
): Promise<DigestOutcome> {
  const now = clock();
  const state = await states.read();
  const period = {
    now: now.toISOString(),
    last: state && lastDigest(state),
    rememberFrom: shifted(now, -LATE_MS),
    lapseBy: shifted(now, LAPSE_MS),
    staleBefore: shifted(now, -STALE_MS),
    unfinished,
  };
  const tally = digestTally(period, words);

  for await (const item of archive.everything()) tally.add(item);
  if (!tally.hasSeen()) return { told: false };

  const notification = tally.notification();
  if (notification) await publish(notification);
  await states.write({ toldAt: now.toISOString(), told: tally.remembered() }, state);

  return { told: notification !== undefined };
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
