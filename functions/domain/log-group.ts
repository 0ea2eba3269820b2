import * as z from 'zod/mini';
import { type FunctionTarget, partitionOf } from '../core/target.ts';

/** What CloudWatch Logs keeps under one name. */
export type LogGroup = z.infer<typeof logGroup>;

/** One as it is stored. */
export const logGroup = z.object({
  name: z.string(),
  /** Undefined for one whose events never expire. */
  retentionDays: z.optional(z.number()),
  /** As CloudWatch Logs counts them. */
  storedBytes: z.number(),
  /** `STANDARD`, `INFREQUENT_ACCESS` and so on. */
  logClass: z.string(),
});

/** Where a function logs unless it says otherwise. */
export const LAMBDA_LOGS = '/aws/lambda/';

function logGroupNameOf({
  logGroup: named,
  name,
}: Pick<FunctionTarget, 'logGroup' | 'name'>): string {
  return named ?? `${LAMBDA_LOGS}${name}`;
}

/** The group that a function names in place of its own; undefined where that is its own. */
export function foreignLogGroup(target: FunctionTarget): string | undefined {
  const name = logGroupNameOf(target);

  return name === `${LAMBDA_LOGS}${target.name}` ? undefined : name;
}

/** @param near an ARN of its account and region. */
export function logGroupArn(name: string, near: string): string {
  const [, , , region, account] = near.split(':');

  return `arn:${partitionOf(near)}:logs:${region}:${account}:log-group:${name}`;
}

/**
 * The function that logs, or logged, to a group, by its name; undefined for a name that no function
 * can have. Replicas at the edge log where they run, as `us-east-1.<name>`.
 */
export function functionOfLogGroup(
  { name }: Pick<LogGroup, 'name'>,
  region: string,
): { readonly name: string; readonly region: string } | undefined {
  const [, home = region, own] = LAMBDA_GROUP.exec(name) ?? [];

  return own === undefined ? undefined : { name: own, region: home };
}

/** CloudFront's replicas of a function are at home in us-east-1. */
const LAMBDA_GROUP = /^\/aws\/lambda\/(?:(us-east-1)\.)?([\w-]{1,140})$/;

/** Whether its events stay for ever. Those of the Delivery class are gone within two days. */
export function neverExpires({ retentionDays, logClass }: LogGroup): boolean {
  return retentionDays === undefined && logClass !== 'DELIVERY';
}

/** `1.2 GB`: two significant digits, so that it does not change with every line that is logged. */
export function bytesInWords(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(KB)));
  const size = Number((bytes / KB ** power).toPrecision(2));

  return `${size.toLocaleString('en-US')} ${units[power]}`;
}

const KB = 1024;
const units = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;
