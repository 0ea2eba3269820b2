import type { CalledResource, SdkCall, TextPart } from '../../core/sdk-calls.ts';
import { sdkActions, sdkForwardedActions, sdkFurtherActions } from '../../data/sdk-actions.ts';
import { serviceNamed } from './services.ts';

/** What IAM is asked for a call. */
export interface ActionRequest {
  /** `s3:GetObject`; one that AWS may not have where the operation is not listed. */
  readonly action: string;
  /** Of the call's, those that this action is about. */
  readonly resources: readonly CalledResource[];
}

type Call = Pick<SdkCall, 'service' | 'operation' | 'resources'>;

/** None for an operation that needs no permission. */
export function requestsOf(call: Call): readonly ActionRequest[] {
  const actions = actionsOf(call);
  const by = split[`${call.service} ${call.operation}`];

  return by
    ? by(call.resources, actions)
    : actions.map((action) => ({ action, resources: call.resources }));
}

/** The actions alone: of a call that writes items in a transaction, those of its items. */
export function actionsOf({
  service,
  operation,
}: Pick<SdkCall, 'service' | 'operation'>): readonly string[] {
  const { prefix, isOpen } = serviceNamed(service);
  if (isOpen(operation)) return [];
  if (prefix === 'apigateway') return [`apigateway:${httpMethodOf(operation)}`];

  return named(sdkActions[service]?.[operation] ?? operation, prefix);
}

/** What the service calls in the name of the caller for the operation. */
export function forwardedActionsOf({
  service,
  operation,
}: Pick<SdkCall, 'service' | 'operation'>): readonly string[] {
  return named(sdkForwardedActions[service]?.[operation] ?? '', serviceNamed(service).prefix);
}

/**
 * What IAM asks besides for some calls of the operation, by what they carry, by how the resource is
 * set up or by what comes of them: tags, a version, a role that is passed, a key. `*` may stand in
 * one. Such an action is not in excess where the operation is called.
 */
export function furtherActionsOf({
  service,
  operation,
}: Pick<SdkCall, 'service' | 'operation'>): readonly string[] {
  const { prefix, passesRole } = serviceNamed(service);

  return [
    ...named(sdkFurtherActions[service]?.[operation] ?? '', prefix),
    ...(passesRole(operation) ? ['iam:PassRole'] : []),
    ...(isCreator(operation) ? taggers.map((name) => `${prefix}:${name}`) : []),
    ...(encrypting.has(prefix) ? keyActions : []),
  ];
}

function named(actions: string, prefix: string): readonly string[] {
  return actions
    .split(' ')
    .filter((name) => name !== '')
    .map((name) => (name.includes(':') ? name : `${prefix}:${name}`));
}

/** Of what may be created with tags. */
const taggers = ['Tag*', 'AddTags*', 'CreateTags'];

function isCreator(operation: string): boolean {
  return creators.some((verb) => operation.startsWith(verb));
}

const creators = [
  'Create',
  'Put',
  'Run',
  'Start',
  'Register',
  'Import',
  'Copy',
  'Restore',
  'Request',
];

const keyActions = ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:Encrypt', 'kms:DescribeKey'];

/** Prefixes of services that ask the caller for the key of what it encrypts. Source: each one's "Data protection". */
const encrypting: ReadonlySet<string> = new Set(
  (
    's3 sqs sns dynamodb secretsmanager ssm kinesis firehose logs lambda states events scheduler ecr ' +
    'elasticfilesystem backup athena glue textract transcribe bedrock sagemaker codebuild ' +
    'codepipeline cloudtrail es timestream redshift-data rds-data'
  ).split(' '),
);

/** API Gateway is asked by methods. Source: "Actions defined by Amazon API Gateway Management". */
function httpMethodOf(operation: string): string {
  const listed = oddMethods[operation];
  if (listed !== undefined) return listed;

  const [verb = ''] = /^[A-Z][a-z]+/.exec(operation) ?? [];
  return methodOfVerb[verb] ?? 'POST';
}

const methodOfVerb: Readonly<Record<string, string>> = {
  Delete: 'DELETE',
  Disable: 'DELETE',
  Export: 'GET',
  Flush: 'DELETE',
  Get: 'GET',
  List: 'GET',
  Put: 'PUT',
  Reimport: 'PUT',
  Reset: 'DELETE',
  Tag: 'PUT',
  Untag: 'DELETE',
  Update: 'PATCH',
};

const oddMethods: Readonly<Record<string, string>> = {
  ImportApi: 'PUT',
  ImportDocumentationParts: 'PUT',
};

type Split = (
  resources: readonly CalledResource[],
  actions: readonly string[],
) => readonly ActionRequest[];

const copied: Split = (resources) => [
  {
    action: 's3:GetObject',
    resources: resources.flatMap((each) =>
      each.parameter === 'CopySource'
        ? { parameter: 'Bucket', values: each.values.map(bucketOfSource) }
        : [],
    ),
  },
  {
    action: 's3:PutObject',
    resources: resources.filter(({ parameter }) => parameter === 'Bucket'),
  },
];

const transacted: Split = (resources, actions) => {
  const byItem = ['Put', 'Update', 'Delete', 'ConditionCheck'].flatMap((item) => {
    const own = resources.filter(({ parameter }) => parameter === `${item}.TableName`);
    if (own.length === 0) return [];

    const tables = own.map(({ values }) => ({ parameter: 'TableName', values }));
    const action = item === 'ConditionCheck' ? 'ConditionCheckItem' : `${item}Item`;
    return [{ action: `dynamodb:${action}`, resources: tables }];
  });
  const isWhole = resources.every(({ parameter }) => parameter !== MORE_ITEMS);

  return byItem.length > 0 && isWhole
    ? byItem
    : actions.map((action) => ({ action, resources: [] }));
};

/** The parameter of a transaction that has items besides those that could be read. */
const MORE_ITEMS = 'TransactItems';

const reEncrypted: Split = (resources) =>
  (
    [
      ['kms:ReEncryptFrom', 'SourceKeyId'],
      ['kms:ReEncryptTo', 'DestinationKeyId'],
    ] as const
  ).map(([action, from]) => ({
    action,
    resources: resources.flatMap(({ parameter, values }) =>
      parameter === from ? { parameter: 'KeyId', values } : [],
    ),
  }));

/** Operations whose actions are not all about the same resources. */
const split: Readonly<Record<string, Split>> = {
  's3 CopyObject': copied,
  's3 UploadPartCopy': copied,
  'dynamodb TransactWriteItems': transacted,
  'kms ReEncrypt': reEncrypted,
};

/** Of `bucket/key`, and of `/bucket/key`. An access point's ARN is left as it is. */
function bucketOfSource(parts: readonly TextPart[]): readonly TextPart[] {
  const bucket: TextPart[] = [];

  for (const [index, part] of parts.entries()) {
    if (!('text' in part)) {
      bucket.push(part);
      continue;
    }
    const text = index === 0 ? part.text.replace(/^\//, '') : part.text;
    const end = text.startsWith('arn:') ? -1 : text.indexOf('/');
    const kept = end < 0 ? text : text.slice(0, end);
    if (kept !== '') bucket.push({ text: kept });
    if (end >= 0) break;
  }
  return bucket;
}
