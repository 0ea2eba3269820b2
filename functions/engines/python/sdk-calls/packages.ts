/** What a function or class of a package calls by itself, once it is called or made. */
export interface PackageCall {
  readonly service: string;
  readonly operations: readonly string[];
  /** The parameter that an argument is; empty for none. */
  readonly parameter: string;
  readonly position: number;
  readonly keyword: string;
}

/** @param name of what is called: `aws_lambda_powertools.utilities.parameters.get_secret`. */
export function packageCall(name: string): PackageCall | undefined {
  return calls.get(name.startsWith(POWERTOOLS) ? plainName(name) : name);
}

const POWERTOOLS = 'aws_lambda_powertools.utilities.';

/** Of a utility and what is called of it, without the modules between: `parameters.SSMProvider().get`. */
function plainName(name: string): string {
  const [utility, ...path] = name.slice(POWERTOOLS.length).split('.');
  const called = path.slice(path.at(-2)?.endsWith('()') ? -2 : -1);

  return [utility, ...called].join('.');
}

/** A package that calls AWS as it sees fit. */
export interface FreeModule {
  /** Where it calls no other. */
  readonly service: string | undefined;
  readonly reason: string;
}

/** @param module as it is imported: `pynamodb.models`. */
export function freeModule(module: string): FreeModule | undefined {
  const [top = ''] = module.split('.');
  const service = owners.get(top);
  if (service !== undefined) return { service, reason: `${top} chooses by itself what it calls` };

  return signers.has(top) || module === 'botocore.auth' || module === 'botocore.awsrequest'
    ? { service: undefined, reason: `${top} signs requests that are made by hand` }
    : undefined;
}

const owners: ReadonlyMap<string, string> = new Map([
  ['pynamodb', 'dynamodb'],
  ['dynamorm', 'dynamodb'],
  ['pydynamodb', 'dynamodb'],
  ['awswrangler', 's3'],
  ['s3fs', 's3'],
  ['smart_open', 's3'],
  ['langchain_aws', 'bedrock-runtime'],
  ['aws_encryption_sdk', 'kms'],
]);

const signers: ReadonlySet<string> = new Set([
  'requests_aws4auth',
  'aws_requests_auth',
  'requests_aws_sign',
  'aws_signature',
]);

/** Sources: Powertools for AWS Lambda (Python), aws-secretsmanager-caching. */
const calls: ReadonlyMap<string, PackageCall> = new Map([
  row('parameters.get_parameter', 'ssm', 'GetParameter', 'Name', 'name'),
  row('parameters.get_parameters', 'ssm', 'GetParametersByPath', 'Path', 'path'),
  row('parameters.get_parameters_by_name', 'ssm', 'GetParameters GetParameter', '', 'parameters'),
  row('parameters.set_parameter', 'ssm', 'PutParameter', 'Name', 'name'),
  row('parameters.get_secret', 'secretsmanager', 'GetSecretValue', 'SecretId', 'name'),
  row('parameters.set_secret', 'secretsmanager', 'PutSecretValue CreateSecret', 'SecretId', 'name'),
  row(
    'parameters.get_app_config',
    'appconfigdata',
    'StartConfigurationSession GetLatestConfiguration',
    'ConfigurationProfileIdentifier',
    'name',
  ),
  row('parameters.SSMProvider().get', 'ssm', 'GetParameter', 'Name', 'name'),
  row('parameters.SSMProvider().get_multiple', 'ssm', 'GetParametersByPath', 'Path', 'path'),
  row('parameters.SSMProvider().set', 'ssm', 'PutParameter', 'Name', 'name'),
  row('parameters.SecretsProvider().get', 'secretsmanager', 'GetSecretValue', 'SecretId', 'name'),
  row('parameters.DynamoDBProvider', 'dynamodb', 'GetItem Query', 'TableName', 'table_name'),
  row(
    'parameters.AppConfigProvider().get',
    'appconfigdata',
    'StartConfigurationSession GetLatestConfiguration',
    'ConfigurationProfileIdentifier',
    'name',
  ),
  row(
    'idempotency.DynamoDBPersistenceLayer',
    'dynamodb',
    'GetItem PutItem UpdateItem DeleteItem',
    'TableName',
    'table_name',
  ),
  row(
    'aws_lambda_powertools.utilities.feature_flags.AppConfigStore',
    'appconfigdata',
    'StartConfigurationSession GetLatestConfiguration',
    '',
    'name',
  ),
  row(
    'aws_secretsmanager_caching.SecretCache().get_secret_string',
    'secretsmanager',
    'GetSecretValue DescribeSecret',
    'SecretId',
    'secret_id',
  ),
]);

function row(
  name: string,
  service: string,
  operations: string,
  parameter: string,
  keyword: string,
): readonly [string, PackageCall] {
  return [name, { service, operations: operations.split(' '), parameter, position: 0, keyword }];
}
