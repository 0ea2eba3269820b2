import type { SdkCall } from '../../../core/sdk-calls.ts';
import { actionsMatching } from '../action-catalogue.ts';
import { calledResources } from './called-resources.ts';
import type { CallSite } from './called-values.ts';
import type { FunctionUse, OperationNames } from './function-use.ts';
import type { Need } from './need.ts';

/** What the calls in the code of a function take. */
export function codeNeeds(
  use: FunctionUse,
  { actionsOf }: Pick<OperationNames, 'actionsOf'>,
): readonly Need[] {
  const { calls, place, name, variables } = use;
  if (!calls.known) return [];
  const site = { place, name, variables: variables.known ? variables.value : {} };

  return calls.value.calls.flatMap((call) =>
    actionsOf(call).map((action) => needOf(call, action, site)),
  );
}

/** Whether a call has what follows done as another role. */
export function takesUpRole({ service, operation }: SdkCall): boolean {
  return service === 'sts' && /^AssumeRole/.test(operation);
}

function needOf(call: SdkCall, action: string, site: CallSite): Need {
  const { path, line, service, operation } = call;
  const spelt = actionsMatching(action)[0]?.name ?? action;

  return {
    action: spelt,
    resources: calledResources(call, spelt, site),
    reason: { because: 'code', path, line, operation: `${service}.${operation}` },
  };
}
