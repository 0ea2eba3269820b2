import { type LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { qualifierOf, type Target, unqualified } from '../../core/target.ts';
import { namedFew } from '../../domain/gap-causes.ts';
import { memoizedOnSuccess } from '../calls/memoized-on-success.ts';
import type { LambdaClients } from './lambda-clients.ts';
import { listsOf } from './pages.ts';
import { isDeniedByOrganization } from './usable-regions.ts';

/** Functions that CloudFront replicates live here, and are counted where they run. */
export const EDGE_HOME = 'us-east-1';

export interface EdgeReplicas {
  /** By the ARN of a function. */
  readonly of: ReadonlyMap<string, EdgeReplica>;
  /** Why there may be more; undefined where every region was listed. */
  readonly unlisted?: string | undefined;
}

interface EdgeReplica {
  /** That have a replica of it. */
  readonly regions: ReadonlySet<string>;
  /** Numbers of those that are replicated. */
  readonly versions: ReadonlySet<string>;
}

export interface EdgeReplicasProps {
  readonly lambda: LambdaClients;
  /** Where a function may be replicated to. @throws when they are not known. */
  readonly regions: () => Promise<readonly string[]>;
}

/**
 * Where CloudFront has replicas of which functions, asked for once. @throws when one region does not
 * answer: a function may run there and nowhere else. One that the organization closes may have replicas too:
 * a service-linked role creates them, and such roles are not bound by service control policies.
 *
 * Sources: "AWSLambdaReplicator" (AWS Managed Policy Reference Guide), and "Service control policies" (AWS
 * Organizations User Guide) for what they do not restrict.
 */
export function edgeReplicas({ lambda, regions }: EdgeReplicasProps): () => Promise<EdgeReplicas> {
  return memoizedOnSuccess(async () => {
    const replicas = new Map<string, { regions: Set<string>; versions: Set<string> }>();
    const abroad = (await regions()).filter((name) => name !== EDGE_HOME);
    const closed: string[] = [];
    const denied: unknown[] = [];

    for (const region of abroad) {
      const errors = await deniedByOrganization(async () => {
        for await (const master of mastersIn(lambda(region))) {
          const arn = unqualified(master);
          const found = replicas.get(arn) ?? { regions: new Set(), versions: new Set() };
          found.regions.add(region);
          found.versions.add(qualifierOf(master) ?? '');
          replicas.set(arn, found);
        }
      });
      denied.push(...errors);
      if (errors.length > 0) closed.push(region);
    }

    // In all of them it is about the action, and not about the regions.
    if (abroad.length > 0 && denied.length === abroad.length) throw denied[0];
    return { of: replicas, ...(closed.length > 0 && { unlisted: deniedIn(closed) }) };
  });
}

/** @param regions at least one. */
function deniedIn(regions: readonly string[]): string {
  return `it may have replicas where a service control policy denies listing them: ${namedFew(regions)}`;
}

/** Versions of a function that are replicated, by their numbers. @throws when there may be more. */
export function replicatedVersions(
  { of, unlisted }: EdgeReplicas,
  { arn }: Target<'function'>,
): ReadonlySet<string> {
  if (unlisted !== undefined) throw new Error(unlisted);

  return of.get(arn)?.versions ?? new Set();
}

/** ARNs of versions that have a replica in the region of the client. */
async function* mastersIn(client: LambdaClient): AsyncIterable<string> {
  // Replicas are of published versions, and the listing of one master region takes ALL.
  // Source: "ListFunctions" (Lambda API Reference).
  const listing = { MasterRegion: EDGE_HOME, FunctionVersion: 'ALL' } as const;
  const pages = paginateListFunctions({ client }, listing);

  for await (const page of listsOf(pages, 'Functions', 'NextMarker')) {
    for (const { MasterArn } of z.array(replica).parse(page)) yield MasterArn;
  }
}

/** The error by which a policy of the organization denies it, if that does. @throws any other. */
async function deniedByOrganization(run: () => Promise<void>): Promise<readonly unknown[]> {
  try {
    await run();
    return [];
  } catch (error) {
    if (isDeniedByOrganization(error)) return [error];
    throw error;
  }
}

/**
 * Whether CloudFront may have replicas of a function. It takes published versions, which cannot be
 * deleted as long as it has them, and no images.
 * Source: "Restrictions on Lambda@Edge" (Amazon CloudFront Developer Guide).
 *
 * @param withVersions whether its versions were listed with it; those of a function that was listed
 *   without are not known.
 */
export function mayBeReplicated(
  { region, packageType, versions }: Target<'function'>,
  withVersions: boolean,
): boolean {
  return region === EDGE_HOME && packageType === 'Zip' && (!withVersions || versions.length > 0);
}

const replica = z.object({ MasterArn: z.string() });
