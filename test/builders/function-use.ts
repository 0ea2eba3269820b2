import type { CalledResource, SdkCall, UnresolvedCalls } from '../../functions/core/sdk-calls.ts';
import type { FunctionUse, OperationNames } from '../../functions/engines/iam/index.ts';
import {
  forwardedActionsOf,
  furtherActionsOf,
  prefixOf,
  requestsOf,
} from '../../functions/engines/sdk/index.ts';

export const place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

export const operationNames: OperationNames = {
  requestsOf,
  forwardedActionsOf,
  furtherActionsOf,
  prefixOf,
};

/** A parameter as code has it: text; `$NAME` for a variable, `?` for what only a run would show. */
function parameter(name: string, ...values: readonly string[]): CalledResource {
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
      environmentKey: null,
      mountsFiles: false,
      sources: [],
      destinations: [],
      layers: [],
    },
    ...rest,
  };
}
