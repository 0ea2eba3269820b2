import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import { calledName } from './link.ts';
import { classText } from './members.ts';
import { nodesIn } from './nodes-in.ts';
import { bindingOf } from './scope.ts';
import { argumentFor } from './sites.ts';
import type { Call, FunctionNode } from './syntax.ts';
import { named, type Site, type Value, type Values } from './value.ts';

/** Whether a call by that name makes a client or a resource of AWS, of boto3 or its asynchronous twins. */
export function isAwsMaker(name: string): boolean {
  return makers.test(name);
}

const makers =
  /^(?:(?:aio)?boto3\.(?:(?:session\.)?Session\(\)\.)?(?:client|resource)|(?:aio)?botocore\.session\.(?:get_session|Session|AioSession)\(\)\.create_client)$/;

/** `boto3.client('s3')`: what is made goes by that name, whichever package made it. */
export function awsMade(call: Call, values: Values): string {
  const kind = calledName(call) === 'resource' ? 'resource' : 'client';
  const service = serviceGiven(call, values);

  return `boto3.${kind}('${service ?? UNKNOWN}')`;
}

/** The service that a call makes a client of, as a text or a field of a class that is one. */
export function serviceGiven(call: Call, values: Values): string | undefined {
  const given = argumentOf(call, 0, 'service_name');

  return (
    constantText(given) ?? (given?.type === 'Attribute' ? classText(values, given) : undefined)
  );
}

const UNKNOWN = '?';

const ofUnknown = /^(boto3\.(?:client|resource)\(')\?('\))/;

/** What a function gives back at one place, where it makes clients of the service that it is given. */
export function withServiceOf(
  made: readonly Value[],
  { of, site }: { readonly of: FunctionNode; readonly site: Site },
): readonly Value[] {
  return made.map((value) => {
    if (value.kind !== 'name' || !ofUnknown.test(value.name)) return value;
    const service = serviceAt(of, site);

    return service === undefined
      ? value
      : named(value.name.replace(ofUnknown, (_, before, after) => `${before}${service}${after}`));
  });
}

function serviceAt(of: FunctionNode, site: Site): string | undefined {
  const index = serviceParameter(of);
  const given = index === undefined ? undefined : argumentFor(site, of, index);
  const service = constantText(given);

  return service !== undefined && /^[a-z][a-z\d-]{0,60}$/.test(service) ? service : undefined;
}

/** The parameter that says of which service a client is made in a function. */
function serviceParameter(of: FunctionNode): number | undefined {
  for (const node of nodesIn(of.body)) {
    if (node.type !== 'Call' || !makerNames.has(calledName(node) ?? '')) continue;
    const given = argumentOf(node, 0, 'service_name');
    const [definition] = (given && bindingOf(given)?.definitions) ?? [];
    if (definition?.kind === 'parameter' && definition.of === of) return definition.index;
  }
  return undefined;
}

const makerNames: ReadonlySet<string> = new Set(['client', 'resource', 'create_client']);

/** Whether each caller of the function around says which service, and gets the client: then all is seen. */
export function isChosenByCallers(call: Call, values: Values): boolean {
  const given = argumentOf(call, 0, 'service_name');
  const [definition] = (given && bindingOf(given)?.definitions) ?? [];
  if (definition?.kind !== 'parameter') return false;
  const { of } = definition;
  const sites = values.sitesOf(of);

  return (
    sites.length > 0 &&
    sites.every(
      (site) =>
        site.node.type === 'Call' &&
        serviceAt(of, site) !== undefined &&
        values.namesOf(site.node).some((name) => name.startsWith('boto3.')),
    )
  );
}
