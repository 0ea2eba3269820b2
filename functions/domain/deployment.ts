import * as z from 'zod/mini';
import { accountOf } from '../core/target.ts';
import { withoutSecrets } from '../engines/secrets/index.ts';
import { minuteOf } from './notification/day-and-minute.ts';

/** That code or configuration of a function was changed, as CloudTrail recorded it. */
export interface Deployment {
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** ARN of the role or user, or the name of the service. Hostile text. */
  readonly by: string;
  /** What the principal called its session. Hostile text. */
  readonly session?: string | undefined;
}

export const deploymentSchema: z.ZodMiniType<Deployment> = z.object({
  at: z.string(),
  by: z.string(),
  session: z.exactOptional(z.string()),
});

/** What CloudTrail calls the operations. Source: "Logging Lambda API calls using CloudTrail". */
export const deployingOperations = [
  'CreateFunction20150331',
  'UpdateFunctionCode20150331v2',
  'UpdateFunctionConfiguration20150331v2',
] as const;

/** What of a record of CloudTrail says who made the call, and when. Nothing else of it is kept. */
export interface RecordedCall {
  readonly eventName: string;
  readonly eventTime?: unknown;
  readonly userIdentity?: unknown;
  readonly requestParameters: { readonly dryRun?: unknown };
}

/** Undefined for a call that deploys nothing, or does not say by whom and when. */
export function deploymentIn(call: RecordedCall): Deployment | undefined {
  const { eventName, eventTime, userIdentity, requestParameters } = call;
  if (!deployingOperations.some((operation) => operation === eventName)) return undefined;
  if (requestParameters.dryRun === true) return undefined;

  const at = z.iso.datetime().safeParse(eventTime);
  const principal = principalIn(userIdentity);

  return at.success && principal ? { at: at.data, ...principal } : undefined;
}

/** A role's name has 64 characters and its path 512; a session's name has 64. Source: "IAM and AWS STS quotas". */
const LONGEST_PRINCIPAL = 700;
const LONGEST_SESSION = 128;

/** `lambda:eu-west-1:111122223333:function:shop` */
export function withoutPartition(arn: string): string {
  return arn.split(':').slice(2).join(':');
}

/**
 * `Last deployed by role/ci-deploy (session alice) on 2026-11-28 10:31 UTC, code or configuration`: a policy or a URL may have
 * been changed since, by others.
 */
export function deploymentInWords(deployment: Deployment, target: string): string {
  return `Last deployed by ${deployerOf(deployment, target)} on ${minuteOf(deployment.at)}, code or configuration`;
}

/** `role/ci-deploy (session alice)`; of another account than the function `role/deploy of 444455556666` */
export function deployerOf({ by, session }: Deployment, target: string): string {
  const principal = principalName(by);
  const account = by.startsWith('arn:') ? accountOf(by) : '';
  const foreign = account === '' || account === accountOf(target) ? '' : ` of ${account}`;

  return `${principal}${foreign}${session === undefined ? '' : ` (session ${session})`}`;
}

/** `role/ci-deploy` */
function principalName(by: string): string {
  return by.startsWith('arn:') ? by.split(':').slice(5).join(':') : by;
}

/** What a principal is asked for by: its ARN, its name with its kind and path or without, its session's name. */
export function deployerNames({ by, session }: Deployment): readonly string[] {
  const name = principalName(by);

  return [
    by,
    name,
    name.slice(name.lastIndexOf('/') + 1),
    ...(session === undefined ? [] : [session]),
  ];
}

type Principal = Pick<Deployment, 'by' | 'session'>;

function principalIn(userIdentity: unknown): Principal | undefined {
  const { data } = identity.safeParse(userIdentity);
  if (!data) return undefined;
  const { arn, sessionContext, invokedBy, accountId } = data;
  if (arn?.startsWith('arn:')) return ofArn(arn, sessionContext?.sessionIssuer?.arn);

  // A service in its own name, or a principal of another account, of which CloudTrail says no more.
  if (invokedBy?.endsWith('.amazonaws.com')) return bounded(invokedBy);
  return accountId === undefined || !/^\d{12}$/.test(accountId)
    ? undefined
    : bounded(`account ${accountId}`);
}

/** A session is of a role, or of the user who asked for it: its ARN ends with the session's name. */
function ofArn(arn: string, issuer: string | undefined): Principal {
  const [kind = '', ...names] = principalName(arn).split('/');
  if (kind !== 'assumed-role' && kind !== 'federated-user') return bounded(arn);

  const role = `${arn.split(':').slice(0, 5).join(':').replace(':sts:', ':iam:')}:role/${names[0]}`;
  const by = kind === 'assumed-role' ? role : arn.slice(0, arn.lastIndexOf('/'));
  return bounded(issuer?.startsWith('arn:') ? issuer : by, names.at(-1));
}

/** A session may be called anything, a secret too. */
function bounded(by: string, session?: string): Principal {
  return {
    by: withoutSecrets(by).slice(0, LONGEST_PRINCIPAL).toWellFormed(),
    ...(session && {
      session: withoutSecrets(session).slice(0, LONGEST_SESSION).toWellFormed(),
    }),
  };
}

/** Source: "CloudTrail userIdentity element" (CloudTrail User Guide). */
const identity = z.object({
  arn: z.optional(z.string()),
  accountId: z.optional(z.string()),
  invokedBy: z.optional(z.string()),
  sessionContext: z.optional(
    z.object({ sessionIssuer: z.optional(z.object({ arn: z.optional(z.string()) })) }),
  ),
});
