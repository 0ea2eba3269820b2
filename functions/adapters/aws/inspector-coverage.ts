import {
  BatchGetAccountStatusCommand,
  type Inspector2Client,
  ListCoverageCommand,
} from '@aws-sdk/client-inspector2';
import * as z from 'zod/mini';
import { attempt } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import type { Known } from '../../core/known.ts';
import { unqualified } from '../../core/target.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { InspectionReader } from '../../facts/function/inspection.ts';
import { listsOf, pagesOf } from './pages.ts';

export interface InspectorCoverageProps {
  readonly inspector: (region: string) => Inspector2Client;
  readonly clock: Clock;
}

/** Functions a page. Source: "ListCoverage" (Amazon Inspector API Reference). */
const PAGE = 200;

/** For so long a region's answer is good for one chunk after the other. */
const FRESH_MS = 10 * 60 * 1000;

/**
 * Asks Amazon Inspector, region by region, which functions of an account it scans. Undefined where it
 * is not turned on for Lambda, or does not exist: no one relies on it there.
 */
export function inspectorCoverage({ inspector, clock }: InspectorCoverageProps): InspectionReader {
  const answers = new Map<
    string,
    { readonly at: number; readonly coverage: Promise<Known<Coverage>> }
  >();

  const coverageIn = (region: string, account: string) => {
    const before = answers.get(`${region} ${account}`);
    const now = clock().getTime();
    if (before && now - before.at < FRESH_MS) return before.coverage;

    const coverage = attempt(() => coverageOf(inspector(region), account));
    answers.set(`${region} ${account}`, { at: now, coverage });
    return coverage.then((answer) => {
      // The next chunk may fare better.
      if (!answer.known) answers.delete(`${region} ${account}`);
      return answer;
    });
  };

  return async (targets) => {
    const inspections = targets.map(async ({ arn, region, account }) => {
      const coverage = await coverageIn(region, account);
      return [arn, coverage.known ? inspectionOf(arn, coverage.value) : coverage] as const;
    });

    return new Map<string, Known<Inspection | undefined>>(await Promise.all(inspections));
  };
}

/** By the function's ARN; undefined where Inspector does not look at functions at all. */
type Coverage = ReadonlyMap<string, Inspection> | undefined;

function inspectionOf(arn: string, coverage: Coverage): Known<Inspection | undefined> {
  const value = coverage && (coverage.get(arn) ?? { state: 'absent', reason: '' });

  return { known: true, value };
}

async function coverageOf(inspector: Inspector2Client, account: string): Promise<Coverage> {
  const status = await unlessNoEndpoint(() =>
    inspector.send(new BatchGetAccountStatusCommand({ accountIds: [account] })),
  );
  if (status === undefined) return undefined;

  const { accounts } = statuses.parse(status);
  if (!accounts.some(({ resourceState }) => resourceState.lambda?.status === 'ENABLED')) {
    return undefined;
  }

  const covered = new Map<string, Inspection>();
  const pages = pagesOf('nextToken', (nextToken) =>
    inspector.send(
      new ListCoverageCommand({
        filterCriteria: {
          // An administrator of several accounts would be shown the functions of all of them.
          accountId: [{ comparison: 'EQUALS', value: account }],
          resourceType: [{ comparison: 'EQUALS', value: 'AWS_LAMBDA_FUNCTION' }],
          scanType: [{ comparison: 'EQUALS', value: 'PACKAGE' }],
        },
        maxResults: PAGE,
        nextToken,
      }),
    ),
  );

  for await (const page of listsOf(pages, 'coveredResources', 'nextToken')) {
    for (const { resourceId, scanStatus } of coveredResources.parse(page)) {
      // It names the version that it looks at: `…:function:name:$LATEST`.
      covered.set(unqualified(resourceId), inspectionIn(scanStatus));
    }
  }

  return covered;
}

/**
 * Undefined in a region that has no Inspector: the name of its endpoint does not exist there. A name
 * server that does not answer is another error, EAI_AGAIN.
 */
async function unlessNoEndpoint<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTFOUND') return undefined;
    throw error;
  }
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
const coveredResources = z.array(z.object({ resourceId: z.string(), scanStatus }));
