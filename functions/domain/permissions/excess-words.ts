import { type Severity, worstOf } from '../../core/severity.ts';
import {
  type CatalogueAction,
  describeSelection,
  type ExcessGrant,
  harmOf,
  hasWildcard,
  matches,
} from '../../engines/iam/index.ts';

/** As bad as the worst that it allows beyond what is needed. */
export function severityOfExcess(grants: readonly ExcessGrant[]): Severity {
  return worstOf(grants.map(severityOfGrant));
}

/** What is dangerous in itself is a finding of the statement itself: no excess is worse than medium. */
function severityOfGrant({ actions, noMore }: ExcessGrant): Severity {
  return actions.some(
    (action) => !noMore.has(action.name) && (harmOf(action) !== undefined || readsData(action)),
  )
    ? 'medium'
    : 'low';
}

/** Whether it reads what is kept, and not only what there is. */
function readsData({ name }: CatalogueAction): boolean {
  return data.some((pattern) => matches(pattern, name));
}

const data: readonly string[] = [
  'athena:GetQueryResults*',
  'cognito-idp:AdminGetUser',
  'cognito-idp:ListUsers*',
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:GetRecords',
  'dynamodb:PartiQLSelect',
  'dynamodb:Query',
  'dynamodb:Scan',
  'es:ESHttpGet',
  'kinesis:GetRecords',
  'kms:Decrypt',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:GetQueryResults',
  'rds-data:*',
  'redshift-data:GetStatementResult*',
  's3:GetObject*',
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'sqs:ReceiveMessage',
  'ssm:GetParameter*',
  'timestream:Select',
];

/** `s3:* allows 164 actions, 2 of them needed; sns:Publish`, as much as there is room for. */
export function excessInBrief(grants: readonly ExcessGrant[]): string {
  const wild = grants.filter(({ pattern }) => hasWildcard(pattern)).map(wildInBrief);
  const named = grants.filter(({ pattern }) => !hasWildcard(pattern)).map(({ pattern }) => pattern);
  const list =
    named.length > 0 ? [describeSelection({ scope: 'only', patterns: [...new Set(named)] })] : [];
  const [shown, hidden] = [wild.slice(0, MOST_WILD), wild.length - MOST_WILD];

  return [...shown, ...(hidden > 0 ? [`${hidden} more wildcards`] : []), ...list].join('; ');
}

const MOST_WILD = 3;

/** `s3:* allows 164 actions, 2 of them needed` */
export function wildInBrief({ pattern, actions, needed }: ExcessGrant): string {
  return `${pattern} allows ${actions.length + needed} actions, ${needed === 0 ? 'none' : needed} of them needed`;
}
