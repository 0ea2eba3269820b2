import { actionsMatching, changesThings } from '../action-catalogue.ts';
import { selectsAction } from '../policy-document.ts';
import type { Granted } from './granted-parts.ts';
import type { Need } from './need.ts';

/**
 * What calls may need besides, by a parameter that is not seen: it is kept where it is granted by
 * name, and never added.
 */
export function alongNeeds(needs: readonly Need[], { allows }: Granted): readonly Need[] {
  const byName = new Set(
    allows.flatMap(({ statement: { actions } }) =>
      actions.scope === 'only' ? actions.patterns.map((name) => name.toLowerCase()) : [],
    ),
  );
  const isNamed = (action: string) => byName.has(action.toLowerCase());
  const called = needs.filter(({ reason }) => reason.because !== 'undecided');

  return [
    ...called.flatMap(({ action, resources }) =>
      (companions.get(action) ?? [])
        .filter(isNamed)
        .map((other) => along(other, resourcesFor(other, resources), action)),
    ),
    ...passedRoles(called, isNamed),
    ...usedKeys(called, allows),
  ];
}

/** Without it, S3 answers that an object is denied where it should say that there is none. */
function resourcesFor(action: string, resources: Need['resources']): Need['resources'] {
  return action === 's3:ListBucket' ? resources?.map((arn) => arn.split('/')[0] ?? arn) : resources;
}

function along(action: string, resources: Need['resources'], by: string): Need {
  return { action, resources, reason: { because: 'along', action: by } };
}

/**
 * Source: "Required permissions for Amazon S3 API operations" (Amazon S3 User Guide) and the pages of
 * the other operations.
 */
const companions: ReadonlyMap<string, readonly string[]> = new Map([
  ['s3:GetObject', ['s3:GetObjectVersion', 's3:GetObjectAttributes', 's3:ListBucket']],
  ['s3:DeleteObject', ['s3:DeleteObjectVersion']],
  [
    's3:PutObject',
    [
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
      's3:PutObjectAcl',
      's3:PutObjectLegalHold',
      's3:PutObjectRetention',
      's3:PutObjectTagging',
    ],
  ],
  ['ecs:RunTask', ['ecs:TagResource']],
  ['sqs:SendMessage', ['sqs:GetQueueUrl']],
  ['logs:FilterLogEvents', ['logs:DescribeLogGroups', 'logs:DescribeLogStreams']],
]);

/** Services whose calls hand no role on. */
const dataServices: ReadonlySet<string> = new Set([
  'cloudwatch',
  'dynamodb',
  'kms',
  'logs',
  's3',
  'secretsmanager',
  'ses',
  'sns',
  'sqs',
  'ssm',
  'sts',
  'xray',
]);

/** To hand a role on, or to have a service make its own, no one calls: it goes along with a call. */
function passedRoles(
  needs: readonly Need[],
  isNamed: (action: string) => boolean,
): readonly Need[] {
  const starter = needs.find(
    ({ action }) =>
      !dataServices.has(action.split(':')[0] ?? '') && actionsMatching(action).some(changesThings),
  );

  return starter && isNamed('iam:PassRole')
    ? [along('iam:PassRole', undefined, starter.action)]
    : [];
}

/** Services that may encrypt with a key of the customer, which the caller then has to be allowed. */
const encrypting: ReadonlySet<string> = new Set([
  'dynamodb',
  'firehose',
  'kinesis',
  'lambda',
  'logs',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'states',
]);

const keyActions = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:DescribeKey',
];

function usedKeys(needs: readonly Need[], allows: Granted['allows']): readonly Need[] {
  const user = needs.find(({ action }) => encrypting.has(action.split(':')[0] ?? ''));
  if (!user) return [];

  return keyActions
    .filter((action) =>
      allows.some(
        ({ statement: { actions } }) =>
          actions.patterns.some((pattern) => /^kms:/i.test(pattern)) &&
          selectsAction(actions, action),
      ),
    )
    .map((action) => along(action, undefined, user.action));
}
