import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { FeedAnswer } from '../../app/ports.ts';
import { type Severity, severities } from '../../core/severity.ts';
import { cvssSeverity } from '../../engines/packages/index.ts';
import type { TimeSlots } from '../aws/time-slots.ts';
import { FeedError, feed } from './feed.ts';
import { type KeptFeedOptions, keptAnswers } from './kept-answers.ts';

export interface NvdRatingsOptions extends KeptFeedOptions {
  /** NVD's, or a mirror of it, without a slash at its end. */
  readonly baseUrl: string;
  /** Of NVD_PER_SECOND: one line for all workers, for NVD counts them as one. */
  readonly slots: TimeSlots;
}

/**
 * Requests a second. Without a key, NVD takes five in thirty seconds of one address, and asks for six
 * seconds between two; beyond, it answers 403. Source: "Start Here" (NVD, Developers).
 */
export const NVD_PER_SECOND = 1 / 6;

/** In one chunk of targets; the others wait for another night, as does who would wait for longer. */
const MOST_ASKED = 5;
const MOST_WAIT_MS = 30_000;

/** Slots that nobody uses once NVD has had enough: ten minutes. */
const REST = 100;

const FRESH_DAYS = 14;

/**
 * Asks the NVD how it rates CVEs that nobody else has rated. It has scored only a part of the newer
 * ones, so that one without a score is no error, and is left out.
 *
 * @throws when the feed is down and has never told anything of these.
 */
export function nvdRatings({
  baseUrl,
  slots,
  facts,
  clock,
  ...options
}: NvdRatingsOptions): (
  cves: readonly string[],
) => Promise<FeedAnswer<ReadonlyMap<string, Severity>>> {
  // To try again at once is what it counts.
  const read = feed({ ...options, pausesMs: [] });
  const { sleep = wait } = options;
  const turn = async () => {
    const [time] = await slots(1, MOST_WAIT_MS);
    if (time === undefined) return false;

    await sleep(Math.max(time - clock().getTime(), 0));
    return true;
  };

  return keptAnswers({
    facts,
    clock,
    kind: 'nvd rating',
    schema: z.enum(severities),
    freshDays: FRESH_DAYS,
    most: MOST_ASKED,
    async ask(cves) {
      const ratings = new Map<string, Severity | null>();

      for (const cve of cves) {
        if (!(await turn())) break;

        try {
          const answered = await read(`${baseUrl}/rest/json/cves/2.0?cveId=${cve}`);
          ratings.set(cve, ratingIn(answered) ?? null);
        } catch (error) {
          if (isEnough(error)) await slots(REST);
          // What it has told so far is kept.
          if (ratings.size === 0) throw error;
          break;
        }
      }
      return ratings;
    },
  });
}

function isEnough(error: unknown): boolean {
  return error instanceof FeedError && (error.status === 403 || error.status === 429);
}

/** NVD's own score before that of others, the newest version of CVSS first. */
function ratingIn(json: unknown): Severity | undefined {
  const { metrics = {} } = answer.parse(json).vulnerabilities[0]?.cve ?? {};
  const scores = versions.flatMap((version) => metrics[version] ?? []);
  const ordered = scores.toSorted(
    (a, b) => Number(b.type === 'Primary') - Number(a.type === 'Primary'),
  );

  return ordered
    .map(({ cvssData }) => cvssSeverity(cvssData.vectorString))
    .find((rating) => rating !== undefined);
}

const versions = ['cvssMetricV40', 'cvssMetricV31', 'cvssMetricV30', 'cvssMetricV2'] as const;

const score = z.object({
  type: z.string(),
  cvssData: z.object({ vectorString: z.string() }),
});
const answer = z.object({
  vulnerabilities: z.array(
    z.object({
      cve: z.object({ metrics: z.optional(z.partialRecord(z.enum(versions), z.array(score))) }),
    }),
  ),
});
