import type { SdkCall } from '../../../core/sdk-calls.ts';
import { textOf } from '../options.ts';
import { bindingOf, type Parameter } from '../scope.ts';
import { clientMadeBy, operationOfMethod } from '../sdk-calls/products.ts';
import { type AnyNode, type CallNode, fieldRead } from '../syntax.ts';
import type { ChangeReaders } from './change-readers.ts';

/** A call of AWS whose method is chosen where a function is called. */
export interface ChosenCall extends Pick<SdkCall, 'service' | 'operation'> {
  /** Where it is chosen. */
  readonly site: CallNode;
  /** What the client is given by that. */
  readonly given: readonly AnyNode[];
}

/** Of `const call = (action, input) => client[action](input)`, what each caller has done: `call('update', input)`. */
export function chosenCalls(
  { callee, arguments: given }: CallNode,
  of: ChangeReaders,
): readonly ChosenCall[] {
  if (callee.type !== 'MemberExpression' || fieldRead(callee) !== undefined) return [];
  const action = parameterOf(callee.property);
  if (!action) return [];
  const clients = of.values
    .valuesOf(callee.object)
    .flatMap((value) => (value.kind === 'made' ? (clientMadeBy(value.name) ?? []) : []));
  if (clients.length === 0) return [];

  return of.data.sites.callsGiving(callee.property).flatMap((site) => {
    const method = textOf(site.arguments[action.index]);
    return clients.flatMap((client): readonly ChosenCall[] => {
      const { service } = client;
      const operation = method === undefined ? undefined : operationOfMethod(client, method);
      return service === undefined || operation === undefined
        ? []
        : [{ service, operation, site, given: given.map((each) => givenAt(site, each, action)) }];
    });
  });
}

function givenAt(site: CallNode, node: AnyNode, { of }: Parameter): AnyNode {
  const parameter = parameterOf(node);

  return (parameter?.of === of ? site.arguments[parameter.index] : undefined) ?? node;
}

/** The parameter that a name is as a whole. */
function parameterOf(node: AnyNode): Parameter | undefined {
  const [definition, ...others] = bindingOf(node)?.definitions ?? [];
  const isWhole = definition?.kind === 'parameter' && definition.path.length === 0;

  return isWhole && others.length === 0 ? definition : undefined;
}
