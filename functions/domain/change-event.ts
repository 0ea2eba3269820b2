import * as z from 'zod/mini';
import { parseJson } from '../core/parse-json.ts';
import { accountOf, partitionOf, type Target, unqualified } from '../core/target.ts';
import { targetArn } from '../core/target-arn.ts';
import { type Deployment, deploymentIn, withoutPartition } from './deployment.ts';

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
  /** Who deployed it, where that is what was changed and the event says so. */
  readonly deployment?: Deployment | undefined;
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
  const arn = functionArn(named, { partition: partitionOf(own.arn), account, region });
  if (arn === undefined) {
    throw new Error(
      `an event of CloudTrail in ${account}, ${region} names the function ${JSON.stringify(named.slice(0, 200))}: it is none of these, and is not looked at`,
    );
  }

  const deployment = deploymentIn(detail);
  return { account, function: arn, ...(deployment && { deployment }) };
}

/** A deployment of a function, as CloudTrail keeps it in its event history. */
export interface RecordedDeployment {
  /** The function's ARN but for its partition, of which a record says nothing. */
  readonly function: string;
  readonly deployment: Deployment;
}

/**
 * The deployment that a record reports.
 *
 * @param record JSON, as LookupEvents answers it.
 * @returns undefined where the call was refused, deployed nothing, or was made on a function elsewhere.
 * @throws SyntaxError where it is no JSON.
 */
export function recordedDeployment(record: string): RecordedDeployment | undefined {
  const call = recordedCall.safeParse(parseJson(record));
  if (!call.success) return undefined;

  const { awsRegion: region, recipientAccountId: account, requestParameters } = call.data;
  const { functionName: named } = requestParameters;
  const partition = named.startsWith('arn:') ? partitionOf(named) : 'aws';
  const arn = functionArn(named, { partition, account, region });
  const deployment = deploymentIn(call.data);
  return arn === undefined || !deployment
    ? undefined
    : { function: withoutPartition(arn), deployment };
}

interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** Undefined for what is no function, or one of another account or region. */
function functionArn(named: string, { partition, account, region }: Place): string | undefined {
  const arn = `arn:${partition}:lambda:${region}:${account}:function:${bareName(named)}`;

  return isOfPlace(named, arn) && targetArn.function.safeParse(arn).success ? arn : undefined;
}

/** Lambda takes a name, a part of an ARN or a whole one, with or without a qualifier. */
function bareName(named: string): string {
  const parts = named.split(':');
  const at = parts.indexOf('function');
  if (at !== -1) return parts[at + 1] ?? '';

  const [first = '', second] = parts;
  return second !== undefined && /^\d{12}$/.test(first) ? second : first;
}

/** An ARN, or a part of one, must be of the account and region that the event is of. */
function isOfPlace(named: string, arn: string): boolean {
  if (named.startsWith('arn:')) return unqualified(named) === arn;

  const [first = '', second] = named.split(':');
  return second === undefined || !/^\d{12}$/.test(first) || first === accountOf(arn);
}

const recordedFields = {
  requestParameters: z.object({
    functionName: z.string().check(z.maxLength(2_000)),
    dryRun: z.optional(z.unknown()),
  }),
  eventTime: z.optional(z.unknown()),
  userIdentity: z.optional(z.unknown()),
};

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
    ...recordedFields,
  }),
});

/** Source: "CloudTrail record contents" (CloudTrail User Guide). */
const recordedCall = z.object({
  eventSource: z.literal(EVENT_SOURCE),
  eventName: z.string(),
  awsRegion: z.string().check(z.regex(/^[a-z0-9-]{1,30}$/)),
  recipientAccountId: z.string().check(z.regex(/^\d{12}$/)),
  errorCode: z.optional(z.undefined()),
  ...recordedFields,
});
