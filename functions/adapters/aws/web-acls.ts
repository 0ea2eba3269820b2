import {
  GetIPSetCommand,
  GetWebACLCommand,
  GetWebACLForResourceCommand,
  type WebACL as ListedAcl,
  type WAFV2Client,
} from '@aws-sdk/client-wafv2';
import { attempt } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import { regionOf } from '../../core/target.ts';
import type { WebAcl } from '../../domain/exposure/web-acl.ts';
import { onceASweep } from '../../facts/once-a-sweep.ts';
import { notFoundAsNone } from './not-found-as-none.ts';
import { admittedSets, isNarrow, ratesOf } from './web-acl-rules.ts';

/** Reads web ACLs of AWS WAF: each once a sweep, however many entry points it stands before. It never throws. */
export interface WebAclReader {
  /** By its ARN. */
  readonly one: (arn: string) => Promise<WebAcl>;
  /** The one before a load balancer, by the ARN of that; undefined where there is none. */
  readonly before: (balancerArn: string) => Promise<WebAcl | undefined>;
}

/** Takes one call for each web ACL or load balancer, and one for each IP set that decides who comes in. */
export function webAclReader(
  clientIn: (region: string) => WAFV2Client,
  clock: Clock,
): WebAclReader {
  const one = async (arn: string): Promise<WebAcl> => {
    const answer = await attempt(() => readAcl(clientIn(regionOf(arn)), arn));

    return answer.known ? answer.value : unread(arn, nameIn(arn), answer.reason);
  };
  const before = async (arn: string): Promise<WebAcl | undefined> => {
    const answer = await attempt(() => readBefore(clientIn(regionOf(arn)), arn));

    // Its own name is what could not be read.
    return answer.known
      ? answer.value
      : unread(arn, `before the load balancer ${nameIn(arn)}`, answer.reason);
  };

  return { one: onceASweep(one, clock), before: onceASweep(before, clock) };
}

/** Of `arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/1`, and of an IP set's. */
function partsOf(arn: string) {
  const [, , service, , , path = ''] = arn.split(':');
  const [scope, , Name = '', Id = ''] = path.split('/');
  // Those of AWS WAF Classic have no scope.
  if (service !== 'wafv2' || Id === '')
    throw new Error(`${arn} is of AWS WAF Classic, or of no web ACL`);

  return { Name, Id, Scope: scope === 'global' ? ('CLOUDFRONT' as const) : ('REGIONAL' as const) };
}

/** Of a load balancer's as well: `loadbalancer/app/shop/50dc`. */
function nameIn(arn: string): string {
  return arn.split('/')[2] ?? arn;
}

function unread(arn: string, name: string, reason: string): WebAcl {
  return { arn, name, rates: [], reason };
}

/** @throws */
async function readAcl(client: WAFV2Client, arn: string): Promise<WebAcl> {
  const { WebACL } = await client.send(new GetWebACLCommand(partsOf(arn)));
  if (!WebACL) throw new Error('GetWebACL answered without one');

  return aclOf(client, WebACL);
}

/** Where there is none, some answer without one, and some with an error. */
async function readBefore(client: WAFV2Client, ResourceArn: string): Promise<WebAcl | undefined> {
  const ask = () => client.send(new GetWebACLForResourceCommand({ ResourceArn }));
  const answer = await notFoundAsNone(ask, 'WAFNonexistentItemException');

  return answer?.WebACL && aclOf(client, answer.WebACL);
}

async function aclOf(client: WAFV2Client, acl: ListedAcl): Promise<WebAcl> {
  const { ARN: arn = '', Name: name = '' } = acl;

  return {
    arn,
    name,
    ...((await isClosed(client, acl)) && { isClosed: true }),
    rates: ratesOf(acl),
  };
}

/** A rule that asks for several sets lets in who is in each: one narrow set is enough. */
async function isClosed(client: WAFV2Client, acl: ListedAcl): Promise<boolean> {
  const admitted = admittedSets(acl);
  if (!admitted) return false;

  for (const sets of admitted) {
    const addresses = await Promise.all(sets.map((arn) => addressesIn(client, arn)));
    if (!addresses.some(isNarrow)) return false;
  }
  return true;
}

async function addressesIn(client: WAFV2Client, arn: string): Promise<readonly string[]> {
  const { IPSet } = await client.send(new GetIPSetCommand(partsOf(arn)));
  if (!IPSet?.Addresses) throw new Error('GetIPSet answered without addresses');

  return IPSet.Addresses;
}
