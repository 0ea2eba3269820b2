import { setTimeout as sleep } from 'node:timers/promises';
import {
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  type GetServiceLastAccessedDetailsResponse,
  type IAMClient,
  type ServiceLastAccessed,
} from '@aws-sdk/client-iam';
import pMap from 'p-map';
import type { LastAccessReader } from '../../app/account-readers.ts';
import { attempt } from '../../app/collectors.ts';
import type { Known } from '../../core/known.ts';
import type { ServiceAccess } from '../../engines/iam/index.ts';

export interface IamLastAccessProps {
  readonly client: IAMClient;
  /** Milliseconds before each further look at a report that IAM is still writing. */
  readonly patience?: readonly number[];
}

/** Most reports are there at once; one that takes longer than all of these is given up. */
const PATIENCE = [500, 1_000, 2_000, 4_000, 8_000];

/** Requests in flight. Their rate is kept by the client. */
const CONCURRENCY = 5;

/** Services a page: the most that IAM gives. A role may be allowed several times as many. */
const PAGE = 1_000;

/** Pages. IAM has some 450 services; a marker that leads on for ever is none. */
const MOST_PAGES = 20;

/**
 * Has IAM write a report about each role, and fetches them when all are being written: two calls a
 * role, where waiting for each would take several.
 *
 * Source: "GenerateServiceLastAccessedDetails", "GetServiceLastAccessedDetails" (IAM API Reference).
 */
export function iamLastAccess({
  client,
  patience = PATIENCE,
}: IamLastAccessProps): LastAccessReader {
  return {
    async read(roles) {
      const jobs = await pMap(
        roles,
        async (Arn) => [Arn, await attempt(() => generate(client, Arn))] as const,
        { concurrency: CONCURRENCY },
      );
      const reports = await pMap(
        jobs,
        async ([arn, job]) => [arn, await fetched(client, job, patience)] as const,
        { concurrency: CONCURRENCY },
      );

      return new Map(reports);
    },
  };
}

async function generate(client: IAMClient, Arn: string): Promise<string> {
  const { JobId } = await client.send(
    new GenerateServiceLastAccessedDetailsCommand({ Arn, Granularity: 'ACTION_LEVEL' }),
  );
  if (!JobId) throw new Error('IAM has begun no report on when the role used what it may');

  return JobId;
}

async function fetched(
  client: IAMClient,
  job: Known<string>,
  patience: readonly number[],
): Promise<Known<readonly ServiceAccess[]>> {
  return job.known ? attempt(() => report(client, job.value, patience)) : job;
}

/** @throws when IAM has failed, or is not done in time. */
async function report(client: IAMClient, JobId: string, patience: readonly number[]) {
  const services: ServiceAccess[] = [];
  let page = await firstPage(client, JobId, patience);

  for (let pages = 1; ; pages += 1) {
    if (!page.ServicesLastAccessed) throw new Error('IAM reports on the role without a list');
    services.push(...page.ServicesLastAccessed.map(serviceAccess));
    if (!page.IsTruncated) return services;
    if (!page.Marker || pages >= MOST_PAGES) throw new Error('IAM cut off its report on the role');

    page = await ask(client, JobId, page.Marker);
  }
}

async function firstPage(client: IAMClient, JobId: string, patience: readonly number[]) {
  for (const ms of [0, ...patience]) {
    await sleep(ms);
    const page = await ask(client, JobId);
    if (page.JobStatus !== 'IN_PROGRESS') return completed(page);
  }

  const seconds = patience.reduce((sum, ms) => sum + ms, 0) / 1000;
  throw new Error(`IAM was still writing its report on the role after ${seconds} seconds`);
}

function completed(page: GetServiceLastAccessedDetailsResponse) {
  if (page.JobStatus === 'COMPLETED') return page;

  const why = page.Error?.Message ?? page.Error?.Code ?? 'without a reason';
  throw new Error(`IAM failed to report on the role: ${why}`);
}

function ask(client: IAMClient, JobId: string, Marker?: string) {
  return client.send(
    new GetServiceLastAccessedDetailsCommand({ JobId, MaxItems: PAGE, ...(Marker && { Marker }) }),
  );
}

function serviceAccess(answer: ServiceLastAccessed): ServiceAccess {
  const { ServiceNamespace: service, LastAuthenticated, TrackedActionsLastAccessed = [] } = answer;
  if (!service) throw new Error('IAM reports on a service without saying which');

  return {
    service,
    lastAt: LastAuthenticated?.toISOString(),
    actions: TrackedActionsLastAccessed.flatMap(({ ActionName, LastAccessedTime }) =>
      ActionName
        ? [{ name: `${service}:${ActionName}`, lastAt: LastAccessedTime?.toISOString() }]
        : [],
    ),
  };
}
