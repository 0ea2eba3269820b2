import type { CalledResource, SdkCall, UnresolvedCalls } from '../../functions/core/sdk-calls.ts';
import type { FunctionUse, OperationNames } from '../../functions/engines/iam/index.ts';

export const place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

/** Names that IAM and the SDK have in common, and some that they have not. */
export const operationNames: OperationNames = {
  actionsOf({ service, operation }) {
    const prefix = prefixes.get(service) ?? service;

    return others.get(`${service}.${operation}`) ?? [`${prefix}:${operation}`];
  },
  prefixOf: (service) => prefixes.get(service) ?? service,
};

const prefixes: ReadonlyMap<string, string> = new Map([
  ['stepfunctions', 'states'],
  ['bedrock-runtime', 'bedrock'],
  ['sagemaker-runtime', 'sagemaker'],
]);

const others: ReadonlyMap<string, readonly string[]> = new Map([
  ['s3.HeadObject', ['s3:GetObject']],
  ['s3.ListObjectsV2', ['s3:ListBucket']],
  ['s3.CopyObject', ['s3:GetObject', 's3:PutObject']],
  ['lambda.Invoke', ['lambda:InvokeFunction']],
  ['sqs.SendMessageBatch', ['sqs:SendMessage']],
]);

/** A parameter as code has it: text; `$NAME` for a variable, `?` for what only a run would show. */
export function parameter(name: string, ...values: readonly string[]): CalledResource {
  return {
    parameter: name,
    values: values.map((value) =>
      value
        .split('|')
        .map((part) =>
          part === '?'
            ? { unknown: true as const }
            : part.startsWith('$')
              ? { variable: part.slice(1) }
              : { text: part },
        ),
    ),
  };
}

/** `call('s3.GetObject', { Bucket: 'orders' })`, of index.mjs:1. */
export function call(
  named: string,
  parameters: Readonly<Record<string, string>> = {},
  line = 1,
): SdkCall {
  const [service = '', operation = ''] = named.split('.');

  return {
    service,
    operation,
    resources: Object.entries(parameters).map(([name, value]) => parameter(name, value)),
    path: 'index.mjs',
    line,
    column: 1,
  };
}

export function useOf(
  calls: readonly SdkCall[],
  more: Partial<FunctionUse> & { readonly unresolved?: readonly UnresolvedCalls[] } = {},
): FunctionUse {
  const { unresolved = [], ...rest } = more;

  return {
    name: 'orders',
    place,
    calls: { known: true, value: { calls, unresolved } },
    variables: { known: true, value: {} },
    platform: {
      logGroup: '/aws/lambda/orders',
      isInVpc: false,
      isTraced: false,
      mountsFiles: false,
      sources: [],
      destinations: [],
      layers: [],
    },
    ...rest,
  };
}
