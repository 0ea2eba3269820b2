import {
  GetPolicyCommand,
  type IoTClient,
  ListTargetsForPolicyCommand,
  paginateListPolicies,
} from '@aws-sdk/client-iot';
import pMap from 'p-map';
import * as z from 'zod/mini';
import { attempt } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import type { Known } from '../../core/known.ts';
import { iotPolicy, type RolePermissions } from '../../engines/iam/index.ts';
import { memoizedFor } from '../calls/memoized-for.ts';
import { notFoundAsNone } from './not-found-as-none.ts';
import { listsOf } from './pages.ts';

/** For how long answers hold: a sweep takes less, and there is more between two. */
const FRESH_MS = 10 * 60 * 1000;

/** More than are read of a region: of where each device has a policy of its own. */
const MOST = 200;

/** As many as AWS IoT lists in a page. */
const POLICIES_IN_PAGE = 250;

const CONCURRENCY = 4;

/** A policy of AWS IoT, in the version that counts. */
export interface ReadIotPolicy {
  readonly name: string;
  /** Undefined for one that is deleted meanwhile. */
  readonly permissions: Known<RolePermissions | undefined>;
}

export interface IotPolicies {
  /** Those of a region, each once a sweep. @throws when they cannot be listed, or are very many. */
  readonly all: (region: string) => Promise<readonly ReadIotPolicy[]>;
  /** Whether one is attached to anything. @throws when that is not known. */
  readonly isAttached: (region: string, name: string) => Promise<boolean>;
}

/** Reads the policies by which devices publish: a listing of a region, and a call for each. */
export function iotPolicies(clientIn: (region: string) => IoTClient, clock: Clock): IotPolicies {
  const attached = memoizedFor(FRESH_MS, clock, (key) => {
    const [region = '', name = ''] = key.split(' ');
    return hasTarget(clientIn(region), name);
  });

  return {
    all: memoizedFor(FRESH_MS, clock, async (region) => {
      const client = clientIn(region);
      const names = await listedNames(client);
      if (names.length > MOST) throw new Error(`there are more than ${MOST} of them`);

      return pMap(
        names,
        async (name) => ({ name, permissions: await attempt(() => policyNamed(client, name)) }),
        { concurrency: CONCURRENCY },
      );
    }),
    isAttached: (region, name) => attached(`${region} ${name}`),
  };
}

async function listedNames(client: IoTClient): Promise<readonly string[]> {
  const pages = paginateListPolicies({ client, pageSize: POLICIES_IN_PAGE }, {});
  const names: string[] = [];

  for await (const page of listsOf(pages, 'policies', 'nextMarker')) {
    for (const { policyName } of z.array(listedPolicy).parse(page)) names.push(policyName);
  }
  return names;
}

const listedPolicy = z.object({ policyName: z.string() });

/** Undefined where there is none any more. */
async function policyNamed(
  client: IoTClient,
  policyName: string,
): Promise<RolePermissions | undefined> {
  const answer = await notFoundAsNone(
    async () => policyDocument.parse(await client.send(new GetPolicyCommand({ policyName }))),
    'ResourceNotFoundException',
  );

  return answer && iotPolicy(answer.policyDocument, `the IoT policy ${policyName}`);
}

const policyDocument = z.object({ policyDocument: z.string() });

/** A certificate, a group of things, or an identity of Amazon Cognito. */
async function hasTarget(client: IoTClient, policyName: string): Promise<boolean> {
  const answer = await notFoundAsNone(
    async () =>
      policyTargets.parse(
        await client.send(new ListTargetsForPolicyCommand({ policyName, pageSize: 1 })),
      ),
    'ResourceNotFoundException',
  );

  return answer !== undefined && answer.targets.length > 0;
}

const policyTargets = z.object({ targets: z.array(z.string()) });
