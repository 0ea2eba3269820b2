import { partitionOf } from '../core/target.ts';
import { regions } from '../data/regions.ts';
import type { Finding } from './finding.ts';
import { identityOf } from './target-identity.ts';

/**
 * Host names of the AWS Management Console by partition, each behind a region; others are not public.
 *
 * Sources: "AWS Management Console endpoints" and "Using the console in the China Regions" (AWS
 * General Reference), "Differences of the console" (AWS GovCloud (US) User Guide).
 */
const consoles: Readonly<Record<string, { readonly host: string; readonly home: string }>> = {
  aws: { host: 'console.aws.amazon.com', home: 'us-east-1' },
  'aws-cn': { host: 'console.amazonaws.cn', home: 'cn-north-1' },
  'aws-us-gov': { host: 'console.amazonaws-us-gov.com', home: 'us-gov-west-1' },
};

/**
 * Where the console shows a target: a function, a version of a layer, a role, or IAM for the account.
 *
 * @param target its ARN.
 * @returns undefined in a partition or a region whose console is not known.
 */
export function consoleLink(target: string): string | undefined {
  const { kind, name, region } = identityOf(target);
  const of = consoles[partitionOf(target)];
  if (!of) return undefined;

  if (kind === 'role') return `${homeIn('iam', of.home, of.host)}#/roles/details/${inPath(name)}`;
  if (kind === 'account') return `${homeIn('iam', of.home, of.host)}#/home`;

  if (!regions.includes(region)) return undefined;
  const lambda = homeIn('lambda', region, of.host);
  if (kind === 'function') return `${lambda}#/functions/${inPath(name)}`;
  const [layer = '', version = ''] = name.split(':');
  return `${lambda}#/layers/${inPath(layer)}/versions/${inPath(version)}`;
}

/** The item of the findings table, whose history and evidence are whole. */
export interface FindingItem {
  /** Its name. */
  readonly table: string;
  readonly region: string;
  readonly key: { readonly pk: string; readonly sk: string };
}

/** Where the console shows the item that a finding is stored in. */
export function itemLink(
  { target }: Pick<Finding, 'target'>,
  { table, region, key: { pk, sk } }: FindingItem,
): string | undefined {
  const of = consoles[partitionOf(target)];
  if (!of || !regions.includes(region)) return undefined;
  const words = { itemMode: '2', pk, sk, table, route: 'ROUTE_ITEM_EXPLORER' };
  const query = Object.entries(words).map(([name, value]) => `${name}=${inPath(value)}`);

  return `${homeIn('dynamodbv2', region, of.host)}#edit-item?${query.join('&')}`;
}

function homeIn(service: string, region: string, host: string): string {
  return `https://${region}.${host}/${service}/home?region=${region}`;
}

function inPath(text: string): string {
  // Of half a pair of units it throws, and a name may be any.
  return encodeURIComponent(text.toWellFormed());
}
