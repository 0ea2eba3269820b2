import {
  type CacheBehavior,
  type CloudFrontClient,
  type DefaultCacheBehavior,
  type DistributionSummary,
  ListDistributionsCommand,
} from '@aws-sdk/client-cloudfront';
import * as z from 'zod/mini';
import type { Clock } from '../../app/ports.ts';
import type { SigningDistribution } from '../../domain/exposure/distribution.ts';
import { memoizedFor } from '../calls/memoized-for.ts';
import { pagesOf } from './pages.ts';
import type { WebAclReader } from './web-acls.ts';

/** For how long a listing holds: longer than a sweep takes, and shorter than what is between two. */
const FRESH_MS = 10 * 60 * 1000;

/** By ARN; what is not among them is gone. @throws when they cannot all be listed. */
export type DistributionListing = () => Promise<ReadonlyMap<string, SigningDistribution>>;

/**
 * The distributions of the account, a hundred a call, once a sweep; and the web ACL before each of those
 * that sign what they send to a function URL.
 *
 * Source: "Restrict access to an AWS Lambda function URL origin" (Amazon CloudFront Developer Guide).
 */
export function listedDistributions(
  client: CloudFrontClient,
  webAcls: Pick<WebAclReader, 'one'>,
  clock: Clock,
): DistributionListing {
  const list = memoizedFor(FRESH_MS, clock, async () => {
    const found = new Map<string, SigningDistribution>();
    const pages = pagesOf<'NextMarker', Page>('NextMarker', (Marker) => page(client, Marker));

    for await (const { Items } of pages) {
      for (const item of Items) {
        const { ARN } = named.parse(item);
        found.set(ARN, await signing(item, webAcls));
      }
    }
    return found;
  });

  return () => list('');
}

interface Page {
  readonly Items: readonly DistributionSummary[];
  readonly NextMarker?: string | undefined;
}

/** A list that is cut off, and does not say where it goes on, is not whole. */
async function page(client: CloudFrontClient, Marker: string | undefined): Promise<Page> {
  const { DistributionList: list } = await client.send(
    new ListDistributionsCommand({ MaxItems: 100, ...(Marker !== undefined && { Marker }) }),
  );
  if (!list) throw new Error('the answer is malformed: it has no DistributionList');
  if (list.IsTruncated && !list.NextMarker) {
    throw new Error('the answer is malformed: it is truncated, and has no NextMarker');
  }

  // Of none there is no list of items.
  return { Items: list.Items ?? [], ...(list.IsTruncated && { NextMarker: list.NextMarker }) };
}

const named = z.object({ ARN: z.string(), Id: z.string(), DomainName: z.string() });

async function signing(
  item: DistributionSummary,
  webAcls: Pick<WebAclReader, 'one'>,
): Promise<SigningDistribution> {
  const { Id: id, DomainName } = named.parse(item);
  const signsTo = item.Enabled === false ? [] : signedHosts(item);
  const acl = item.WebACLId && signsTo.length > 0 ? await webAcls.one(item.WebACLId) : undefined;

  return {
    id,
    address: `https://${DomainName}`,
    signsTo,
    ...(item.Enabled !== false && mayChooseOrigins(item) && { mayChooseOrigins: true as const }),
    ...(acl && { webAcls: [acl] }),
  };
}

/** Hosts of function URLs to which it signs requests; of several ways to one, the one that asks least. */
function signedHosts(item: DistributionSummary): SigningDistribution['signsTo'] {
  const behaviors = [item.DefaultCacheBehavior, ...(item.CacheBehaviors?.Items ?? [])];

  return (item.Origins?.Items ?? []).flatMap(({ Id, DomainName: host, OriginAccessControlId }) => {
    if (!host?.includes('.lambda-url.') || !OriginAccessControlId) return [];
    const ids = new Set([Id, ...groupsWith(item, Id)]);
    const leading = behaviors.filter((each) => each && ids.has(each.TargetOriginId));
    if (leading.length === 0) return [];

    const asked = leading.map((each) => asks(each, item));
    const first = asked.includes(undefined) ? undefined : asked[0];
    return [{ host, ...(first !== undefined && { asks: first }) }];
  });
}

/** Ids of the groups in which an origin is, as the first or as the one that stands in. */
function groupsWith({ OriginGroups }: DistributionSummary, origin: string | undefined) {
  return (OriginGroups?.Items ?? [])
    .filter(({ Members }) => Members?.Items?.some(({ OriginId }) => OriginId === origin))
    .map(({ Id }) => Id);
}

/**
 * What the function at the edge does is code: it may well ask who calls, as an authorizer does. One that
 * runs when the origin is asked comes after what the cache answers, and before the function all the same.
 */
function asks(
  behavior: DefaultCacheBehavior | CacheBehavior | undefined,
  { ViewerMtlsConfig, ConnectionFunctionAssociation }: DistributionSummary,
): SigningDistribution['signsTo'][number]['asks'] {
  if (behavior?.TrustedKeyGroups?.Enabled || behavior?.TrustedSigners?.Enabled) {
    return 'signature';
  }
  if (ViewerMtlsConfig?.Mode === 'required') return 'certificate';

  return seesRequests(behavior) || ConnectionFunctionAssociation ? 'edge function' : undefined;
}

function seesRequests(behavior: DefaultCacheBehavior | CacheBehavior | undefined): boolean {
  return [
    ...(behavior?.FunctionAssociations?.Items ?? []),
    ...(behavior?.LambdaFunctionAssociations?.Items ?? []),
  ].some(({ EventType }) => EventType?.endsWith('-request'));
}

/** Functions at the edge may name another origin as they run, and those of a tenant are its own. */
function mayChooseOrigins(item: DistributionSummary): boolean {
  const behaviors = [item.DefaultCacheBehavior, ...(item.CacheBehaviors?.Items ?? [])];

  return item.ConnectionMode === 'tenant-only' || behaviors.some(seesRequests);
}
