import * as z from 'zod/mini';
import { partitionOf, type Target, unqualified } from '../core/target.ts';
import { targetArn } from '../core/target-arn.ts';

/**
 * What CloudTrail calls the operations that change who can run a function, what it runs or what it may
 * do, and the scanners whose findings they may change. Lambda writes the version of the operation behind
 * some of them. Sources: "Logging Lambda API calls using CloudTrail" (Lambda Developer Guide), and the
 * paths of the operations in the Lambda API Reference, which have the same dates.
 */
export const watchedOperations = {
  AddPermission20150331v2: ['permissions', 'usage'],
  RemovePermission20150331v2: ['permissions', 'usage'],
  CreateFunctionUrlConfig: ['permissions', 'usage'],
  UpdateFunctionUrlConfig: ['permissions', 'usage'],
  DeleteFunctionUrlConfig: ['permissions', 'usage'],
  CreateFunction20150331: ['code', 'dependencies', 'permissions'],
  UpdateFunctionCode20150331v2: ['code', 'dependencies'],
  UpdateFunctionConfiguration20150331v2: ['code', 'dependencies', 'permissions', 'usage'],
  DeleteFunction20150331: ['code', 'dependencies', 'permissions', 'usage'],
  PutFunctionConcurrency20171031: ['usage'],
  DeleteFunctionConcurrency20171031: ['usage'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** How EventBridge names what CloudTrail reports of Lambda. */
export const SOURCE = 'aws.lambda';
export const DETAIL_TYPE = 'AWS API Call via CloudTrail';
export const EVENT_SOURCE = 'lambda.amazonaws.com';

/** The operations that a scanner looks after, for the pattern of its rule. */
export function operationsFor(scanner: string): readonly string[] {
  return Object.entries<readonly string[]>(watchedOperations)
    .filter(([, scanners]) => scanners.includes(scanner))
    .map(([operation]) => operation);
}

/** A function that was changed. */
export interface Change {
  /** That of the function: twelve digits. */
  readonly account: string;
  /** Unqualified ARN of the function. */
  readonly function: string;
}

/**
 * The change that an event of EventBridge reports.
 *
 * @param body text of the message, which anything may have written.
 * @param own account, of whose partition it is.
 * @returns undefined for a message that is no such event.
 * @throws for an event whose function cannot be recognised, or is not of the event's account and region.
 */
export function changeIn(body: unknown, own: Target<'account'>): Change | undefined {
  const event = callEvent.safeParse(body);
  if (!event.success) return undefined;

  const { account, region, detail } = event.data;
  const named = detail.requestParameters.functionName;
  const name = bareName(named);
  const arn = `arn:${partitionOf(own.arn)}:lambda:${region}:${account}:function:${name}`;
  if (!isOfPlace(named, arn) || !targetArn.function.safeParse(arn).success) {
    throw new Error(
      `an event of CloudTrail in ${account}, ${region} names the function ${JSON.stringify(named.slice(0, 200))}: it is none of these, and is not looked at`,
    );
  }

  return { account, function: arn };
}

/** Lambda takes a name, a part of an ARN or a whole one, with or without a qualifier. */
function bareName(named: string): string {
  const parts = named.split(':');
  const at = parts.indexOf('function');
  if (at !== -1) return parts[at + 1] ?? '';

  const [first = '', second] = parts;
  return second !== undefined && /^\d{12}$/.test(first) ? second : first;
}

/** A whole ARN must be of the account and region that the event is of. */
function isOfPlace(named: string, arn: string): boolean {
  return !named.startsWith('arn:') || unqualified(named) === arn;
}

/** Source: "AWS service events delivered via AWS CloudTrail" (EventBridge User Guide). */
const callEvent = z.object({
  'detail-type': z.literal(DETAIL_TYPE),
  source: z.literal(SOURCE),
  account: z.string().check(z.regex(/^\d{12}$/)),
  region: z.string().check(z.regex(/^[a-z0-9-]{1,30}$/)),
  detail: z.object({
    eventSource: z.literal(EVENT_SOURCE),
    eventName: z.enum(Object.keys(watchedOperations) as [keyof typeof watchedOperations]),
    // What was refused has changed nothing.
    errorCode: z.optional(z.undefined()),
    requestParameters: z.object({ functionName: z.string().check(z.maxLength(2_000)) }),
  }),
});
