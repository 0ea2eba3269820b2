import * as z from 'zod/mini';
import type { FeedAnswer } from '../app/ports.ts';
import { type Severity, severities } from '../domain/check.ts';
import { cvssSeverity } from '../domain/packages/cvss.ts';
import { feed } from './feed.ts';
import { type KeptFeedOptions, keptAnswers } from './kept-answers.ts';

export interface NvdRatingsOptions extends KeptFeedOptions {
  /** NVD's, or a mirror of it, without a slash at its end. */
  readonly baseUrl: string;
}

/** Without a key, NVD takes five requests in thirty seconds. Source: "Start Here" (NVD, Developers). */
const MOST_ASKED = 5;

const FRESH_DAYS = 14;

/**
 * Asks the NVD how it rates CVEs that nobody else has rated. It has scored only a part of the newer
 * ones, so that one without a score is no error, and is left out.
 *
 * @throws when the feed is down and has never told anything of these.
 */
export function nvdRatings({
  baseUrl,
  facts,
  clock,
  ...options
}: NvdRatingsOptions): (
  cves: readonly string[],
) => Promise<FeedAnswer<ReadonlyMap<string, Severity>>> {
  const read = feed(options);

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
        ratings.set(
          cve,
          ratingIn(await read(`${baseUrl}/rest/json/cves/2.0?cveId=${cve}`)) ?? null,
        );
      }
      return ratings;
    },
  });
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
