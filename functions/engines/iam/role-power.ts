import * as z from 'zod/mini';
import type { Target } from '../../core/target.ts';
import { networkActions } from '../../data/platform-actions.ts';
import { actionsMatching, type CatalogueAction, changesThings } from './action-catalogue.ts';
import { type Harm, harmOf } from './action-harm.ts';
import { actionsIn } from './action-set.ts';
import { administration } from './administrator.ts';
import { effectivePermissionsOf } from './effective-permissions.ts';
import { type Statement, selectsAction } from './policy-document.ts';
import { readableData } from './readable-data.ts';
import { contextOf } from './request-context.ts';
import type { RolePermissions } from './role-permissions.ts';
import { isAboutAll, isAboutAny } from './statement-subjects.ts';
import { matches } from './wildcard.ts';

/** What control over a function gives of its role's permissions. */
export type RolePower = z.infer<typeof rolePower>;

/** As it is stored. */
export const rolePower = z.object({
  /**
   * `much`: data of the account, or a way to more permissions; `little`: to write logs, traces and
   * metrics, and to join a network.
   */
  gives: z.enum(['little', 'something', 'much']),
  /** Whether it may change something: see `mayChange`. What was stored before it was asked may. */
  writes: z._default(z.boolean(), true),
  /**
   * All that it may change in services where the role alone decides: see `mayCall`. Absent where that is not known, or much
   * to keep.
   */
  changes: z.optional(z.array(z.string())),
  /** For the reader: `its role may call dynamodb:GetItem and 3 more actions`. */
  because: z.string(),
});

/**
 * How much a role gives, by its own policies, every Deny and its boundary. What hangs on a condition
 * counts as given, and so does what is allowed on a single resource: as which role that runs, only
 * the whole account shows.
 *
 * @param now ISO 8601 in UTC.
 */
export function rolePowerOf(
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): RolePower {
  if (administration(permissions)) return much('its role administers the account');

  const data = readableData(permissions, role, now);
  if (data.length > 0) return much(`its role may read any ${data.join(', ')} of the account`);

  const { allowed, conditional } = effectivePermissionsOf(permissions, contextOf(role, now));
  const actions = [...actionsIn(allowed), ...actionsIn(conditional)];
  const beyond = actions.filter(({ name }) => !isBasic(name));
  const statements = permissions.policies.flatMap((policy) => policy.statements);
  const worst = actions.find(
    (action) =>
      leadsOn(action.name, harmOf(action)) &&
      statements.some((statement) => opens(statement, action)),
  );
  if (worst) {
    const more = andMore(beyond.filter(({ name }) => name !== worst.name).length);
    return much(`its role may call ${worst.name}, which ${harmOf(worst)}${more && `,${more}`}`);
  }

  const [first, ...others] = beyond;
  if (!first) {
    return {
      gives: 'little',
      writes: false,
      changes: [],
      because: 'its role may write logs, traces and metrics, and nothing else',
    };
  }
  const changes = beyond.flatMap(({ name }) =>
    isOfRoleAlone(name) && mayChange(name) ? name : [],
  );
  return {
    gives: 'something',
    writes: beyond.some(({ name }) => mayChange(name)),
    ...(changes.length <= MOST_CHANGES && { changes }),
    because: `its role may call ${first.name}${andMore(others.length)}`,
  };
}

/** As many are kept: all of DynamoDB are 41, and of Step Functions 21. */
const MOST_CHANGES = 70;

/** Whether a role may have a change made of AWS, on any resource. It may where that is not known: it may hang on more than the role. */
export function mayCall({ changes }: Pick<RolePower, 'changes'>, action: string): boolean {
  const [known] = actionsMatching(action);

  return (
    !changes ||
    !known ||
    !isOfRoleAlone(known.name) ||
    changes.some((name) => allows(name, known.name))
  );
}

/** By which of its actions a mail is sent hangs on how it is written, and items may be put and deleted by the batch. */
function allows(name: string, action: string): boolean {
  if (action.startsWith('ses:Send')) return name.startsWith('ses:Send');
  const isOfBatch = action === 'dynamodb:PutItem' || action === 'dynamodb:DeleteItem';

  return name === action || (isOfBatch && name === 'dynamodb:BatchWriteItem');
}

/**
 * Of services whose resources have no policy that lets a role of the same account in, or seldom: those of tables and identities of
 * mail are written for other accounts, and those of buckets for readers.
 */
function isOfRoleAlone(action: string): boolean {
  return /^(?:cognito-idp|dynamodb|scheduler|ses|ssm|states):|^s3:(?:Put|Delete)Object$/.test(
    action,
  );
}

function much(because: string): RolePower {
  return { gives: 'much', writes: true, because };
}

export function andMore(others: number): string {
  if (others === 0) return '';

  return ` and ${others} more action${others > 1 ? 's' : ''}`;
}

/**
 * Whether a statement allows an action that leads on, on something that it leads on from. Who may
 * say who else reads a table, a bucket, a queue of the function's own has no more than that one.
 */
function opens(statement: Statement, action: CatalogueAction): boolean {
  const { name } = action;
  if (statement.effect !== 'Allow' || !selectsAction(statement.actions, name)) return false;

  return isAboutOne(action) ? isAboutAll(name, statement) : isAboutAny(name, statement);
}

/** Whether it says who else reads one table, bucket or queue, and leads no further than that. */
export function isAboutOne({ name, access }: CatalogueAction): boolean {
  return access === 'permissions management' && /^(?:dynamodb|kinesis|s3|sns|sqs):/.test(name);
}

/**
 * On one resource by name, too. To overwrite a secret or a parameter by name is no more than to
 * write to a table.
 */
export function leadsOn(name: string, harm: Harm | undefined): boolean {
  if (harm === 'can take over credentials') return /^(?:iam|sts|cognito-idp):/.test(name);

  return harm !== undefined && harm !== 'can destroy data';
}

/** Whether it is to log, to trace, to measure or to join a network, and nothing else. */
export function isBasic(name: string): boolean {
  return basic.some((pattern) => matches(pattern, name));
}

/**
 * What AWS attaches for Lambda's own sake: AWSLambdaBasicExecutionRole,
 * AWSLambdaVPCAccessExecutionRole, AWSXRayDaemonWriteAccess, CloudWatchLambdaInsightsExecutionRolePolicy;
 * and to tag log groups, as the Serverless Framework has every role of its do.
 *
 * Source: AWS Managed Policy Reference Guide.
 */
const basic: readonly string[] = [
  ...networkActions,
  'cloudwatch:PutMetricData',
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
  'logs:PutLogEvents',
  'logs:TagLogGroup',
  'logs:TagResource',
  'sts:GetCallerIdentity',
  'xray:GetSampling*',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/** What is not known may. So may what a secret opens: code reads one to use it. */
export function mayChange(name: string): boolean {
  const action = actionsMatching(name)[0];

  return !action || changesThings(action) || opening.some((pattern) => matches(pattern, name));
}

/** What is run may do more than AWS says of the action: an agent, a flow, an endpoint. */
const opening: readonly string[] = [
  '*:Get*Access*',
  '*:Get*Credential*',
  '*:Get*Embed*',
  '*:Get*Password*',
  '*:Get*Token*',
  '*:Invoke*',
  'apigateway:GET',
  'eks:AccessKubernetesApi',
  'kms:Decrypt',
  'qbusiness:Chat*',
  'secretsmanager:*Get*',
  'sqs:ReceiveMessage',
  'ssm:GetParameter*',
  'sts:*',
];
