import type { SdkCall } from '../../../core/sdk-calls.ts';
import { actionsMatching } from '../action-catalogue.ts';
import { calledResources } from './called-resources.ts';
import type { CallSite } from './called-values.ts';
import type { FunctionUse, OperationNames } from './function-use.ts';
import type { CodeNeed } from './need.ts';

/** What the calls in the code of a function take. */
export function codeNeeds(
  use: FunctionUse,
  { requestsOf }: Pick<OperationNames, 'requestsOf'>,
): readonly CodeNeed[] {
  return callsOf(use).flatMap((call) =>
    requestsOf(call).map(({ action, resources }) =>
      needOf({ ...call, resources }, action, siteOf(use)),
    ),
  );
}

export function callsOf({ calls }: FunctionUse): readonly SdkCall[] {
  return calls.known ? calls.value.calls : [];
}

export function siteOf({ place, name, variables }: FunctionUse): CallSite {
  return { place, name, variables: variables.known ? variables.value : {} };
}

function needOf(call: SdkCall, action: string, site: CallSite): CodeNeed {
  const { path, line, service, operation } = call;
  const spelt = actionsMatching(action)[0]?.name ?? action;

  return {
    action: spelt,
    resources: calledResources(call, spelt, site),
    reason: { because: 'code', path, line, operation: `${service}.${operation}` },
  };
}
