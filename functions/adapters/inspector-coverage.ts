import {
  BatchGetAccountStatusCommand,
  type Inspector2Client,
  ListCoverageCommand,
} from '@aws-sdk/client-inspector2';
import * as z from 'zod/mini';
import { perChunkInPart, settle } from '../app/collectors.ts';
import type { Clock } from '../app/ports.ts';
import type { Known } from '../domain/facts.ts';
import type { Inspection } from '../domain/inspection.ts';
import { type Target, unqualified } from '../domain/target.ts';

export interface InspectorCoverageProps {
  readonly inspector: (region: string) => Inspector2Client;
  readonly clock: Clock;
}

/** Functions a page. Source: "ListCoverage" (Amazon Inspector API Reference). */
const PAGE = 200;

/** For so long a region's answer is good for one chunk after the other. */
const FRESH_MS = 10 * 60 * 1000;

/**
 * Asks Amazon Inspector, region by region, which functions it looks at. Undefined where it is not
 * turned on for Lambda: nobody relies on it there.
 */
export function inspectorCoverage({ inspector, clock }: InspectorCoverageProps) {
  const answers = new Map<
    string,
    { readonly at: number; readonly coverage: Promise<Known<Coverage>> }
  >();

  const coverageIn = (region: string) => {
    const before = answers.get(region);
    const now = clock().getTime();
    if (before && now - before.at < FRESH_MS) return before.coverage;

    const coverage = settle(() => readRegion(inspector(region)));
    answers.set(region, { at: now, coverage });
    return coverage.then((answer) => {
      // Whoever comes next may fare better.
      if (!answer.known) answers.delete(region);
      return answer;
    });
  };

  return perChunkInPart(async (targets: readonly Target<'function'>[]) => {
    const inspections = targets.map(async ({ arn, region }) => {
      const coverage = await coverageIn(region);
      return [arn, coverage.known ? inspectionOf(arn, coverage.value) : coverage] as const;
    });

    return new Map<string, Known<Inspection | undefined>>(await Promise.all(inspections));
  });
}

/** By the function's ARN; undefined where Inspector does not look at functions at all. */
type Coverage = ReadonlyMap<string, Inspection> | undefined;

function inspectionOf(arn: string, coverage: Coverage): Known<Inspection | undefined> {
  const value = coverage && (coverage.get(arn) ?? { state: 'absent', reason: '' });

  return { known: true, value };
}

async function readRegion(inspector: Inspector2Client): Promise<Coverage> {
  const { accounts } = statuses.parse(await inspector.send(new BatchGetAccountStatusCommand({})));
  if (!accounts.some(({ resourceState }) => resourceState.lambda?.status === 'ENABLED')) {
    return undefined;
  }

  const covered = new Map<string, Inspection>();
  let nextToken: string | undefined;
  do {
    const answer = page.parse(
      await inspector.send(
        new ListCoverageCommand({
          filterCriteria: {
            resourceType: [{ comparison: 'EQUALS', value: 'AWS_LAMBDA_FUNCTION' }],
            scanType: [{ comparison: 'EQUALS', value: 'PACKAGE' }],
          },
          maxResults: PAGE,
          nextToken,
        }),
      ),
    );
    for (const { resourceId, scanStatus } of answer.coveredResources) {
      // It names the version that it looks at: `…:function:name:$LATEST`.
      covered.set(unqualified(resourceId), inspectionIn(scanStatus));
    }
    nextToken = answer.nextToken;
  } while (nextToken !== undefined);

  return covered;
}

function inspectionIn({ statusCode, reason }: z.infer<typeof scanStatus>): Inspection {
  return { state: statusCode === 'ACTIVE' ? 'active' : 'inactive', reason };
}

const scanStatus = z.object({ statusCode: z.string(), reason: z.string() });
const statuses = z.object({
  accounts: z.array(
    z.object({ resourceState: z.object({ lambda: z.optional(z.object({ status: z.string() })) }) }),
  ),
});
const page = z.object({
  coveredResources: z.array(z.object({ resourceId: z.string(), scanStatus })),
  nextToken: z.optional(z.string()),
});
