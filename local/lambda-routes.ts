/** Below /functions/NAME: method and what follows, to operation. */
const onFunction: Readonly<Record<string, string>> = {
  'GET ': 'GetFunction',
  'DELETE ': 'DeleteFunction',
  'PUT code': 'UpdateFunctionCode',
  'GET configuration': 'GetFunctionConfiguration',
  'PUT configuration': 'UpdateFunctionConfiguration',
  'POST invocations': 'Invoke',
  'POST response-streaming-invocations': 'InvokeWithResponseStream',
  'GET versions': 'ListVersionsByFunction',
  'POST versions': 'PublishVersion',
  'GET aliases': 'ListAliases',
  'POST aliases': 'CreateAlias',
  'GET aliases/*': 'GetAlias',
  'PUT aliases/*': 'UpdateAlias',
  'DELETE aliases/*': 'DeleteAlias',
  'GET policy': 'GetPolicy',
  'POST policy': 'AddPermission',
  'DELETE policy/*': 'RemovePermission',
  'GET concurrency': 'GetFunctionConcurrency',
  'PUT concurrency': 'PutFunctionConcurrency',
  'DELETE concurrency': 'DeleteFunctionConcurrency',
  'GET url': 'GetFunctionUrlConfig',
  'POST url': 'CreateFunctionUrlConfig',
  'PUT url': 'UpdateFunctionUrlConfig',
  'DELETE url': 'DeleteFunctionUrlConfig',
  'GET urls': 'ListFunctionUrlConfigs',
  'GET event-invoke-config': 'GetFunctionEventInvokeConfig',
  'PUT event-invoke-config': 'PutFunctionEventInvokeConfig',
  'POST event-invoke-config': 'UpdateFunctionEventInvokeConfig',
  'DELETE event-invoke-config': 'DeleteFunctionEventInvokeConfig',
  'GET event-invoke-config/*': 'ListFunctionEventInvokeConfigs',
  'GET provisioned-concurrency': 'GetProvisionedConcurrencyConfig',
  'PUT provisioned-concurrency': 'PutProvisionedConcurrencyConfig',
  'DELETE provisioned-concurrency': 'DeleteProvisionedConcurrencyConfig',
  'GET code-signing-config': 'GetFunctionCodeSigningConfig',
  'GET runtime-management-config': 'GetRuntimeManagementConfig',
  'PUT runtime-management-config': 'PutRuntimeManagementConfig',
  'GET recursion-config': 'GetFunctionRecursionConfig',
  'PUT recursion-config': 'PutFunctionRecursionConfig',
};

const elsewhere: Readonly<Record<string, string>> = {
  'GET functions': 'ListFunctions',
  'POST functions': 'CreateFunction',
  'GET event-source-mappings': 'ListEventSourceMappings',
  'POST event-source-mappings': 'CreateEventSourceMapping',
  'GET event-source-mappings/*': 'GetEventSourceMapping',
  'PUT event-source-mappings/*': 'UpdateEventSourceMapping',
  'DELETE event-source-mappings/*': 'DeleteEventSourceMapping',
  'GET layers': 'ListLayers',
  'GET layers/*/versions': 'ListLayerVersions',
  'POST layers/*/versions': 'PublishLayerVersion',
  'GET layers/*/versions/*': 'GetLayerVersion',
  'DELETE layers/*/versions/*': 'DeleteLayerVersion',
  'GET layers/*/versions/*/policy': 'GetLayerVersionPolicy',
  'GET tags/*': 'ListTags',
  'POST tags/*': 'TagResource',
  'DELETE tags/*': 'UntagResource',
  'GET account-settings': 'GetAccountSettings',
};

/** The operation of a request to Lambda: /DATE/functions/NAME/policy is GetPolicy. */
export function lambdaOperation(method: string, pathname: string, query: URLSearchParams) {
  const [kind = '', name, ...rest] = pathname.split('/').filter(Boolean).slice(1);
  const known =
    kind === 'functions' && name
      ? onFunction[`${method} ${below(rest)}`]
      : elsewhere[
          `${method} ${[kind, below(name ? ['*', ...rest] : [])].filter(Boolean).join('/')}`
        ];
  const resource = name
    ? nameOf(kind, decodeURIComponent(name), rest)
    : (query.get('FunctionName') ?? query.get('Arn') ?? undefined);

  return {
    operation: variantOf(known, query) ?? `${method} ${pathname}`,
    ...(resource !== undefined && { resource }),
  };
}

/** A version of a layer is what IAM knows it by. */
function nameOf(kind: string, name: string, [, version]: readonly string[]): string {
  return kind === 'layers' && version !== undefined ? `${name}:${version}` : name;
}

/** Every second part is a name, whatever it says. */
function below(parts: readonly string[]): string {
  const [first, ...rest] = parts;
  if (first === undefined) return '';

  return first === '*'
    ? ['*', ...rest.map((part, at) => (at % 2 === 1 ? '*' : part))].join('/')
    : [first, ...rest.map(() => '*')].join('/');
}

/** Two operations share their path with another and differ in the query. */
function variantOf(operation: string | undefined, query: URLSearchParams): string | undefined {
  if (operation === 'GetProvisionedConcurrencyConfig' && query.get('List') === 'ALL') {
    return 'ListProvisionedConcurrencyConfigs';
  }

  return operation === 'ListLayers' && query.get('find') === 'LayerVersion'
    ? 'GetLayerVersionByArn'
    : operation;
}
