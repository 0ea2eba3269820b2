import { isOperation, madeUp, operationOfPython, type Unresolved } from '../../sdk/index.ts';
import { isAwsMaker } from '../aws-clients.ts';
import { isKnown, packageIn } from '../known-packages.ts';
import type { Resolver } from '../resolver.ts';
import type { AnyNode, Call, ClassNode, Expression, NodeOf } from '../syntax.ts';
import type { Value } from '../value.ts';
import { awsName, isMethodOfEvery } from './boto-names.ts';
import { packageCall } from './packages.ts';
import { notFollowed } from './unseen-receivers.ts';

const handedOn = 'a client is given to code that is not read';

/** A client that is given to a package, or to what is not seen, may be asked for anything of its service. */
export function handedOnBy(node: Call, values: Resolver): readonly Unresolved[] {
  const called = values.valuesOf(node.callee);
  const isForeign = called.some(
    (value) =>
      value.kind === 'name' &&
      !/^(?:builtins|boto3|botocore|functools|typing|logging|json|os)\b/.test(value.name) &&
      !packageCall(value.name),
  );
  if (!isForeign && called.length > 0) return [];
  const isOfAws = called.some(
    (value) => value.kind === 'name' && /^aws_(?:lambda_powertools|xray_sdk)\b/.test(value.name),
  );

  return node.arguments.flatMap(({ value }) => [
    ...clientsIn(value, values),
    ...(isOfAws || called.length === 0 ? [] : sessionsIn(value, values)),
  ]);
}

/** `library.client = boto3.client('s3')`, and that of an object whose class a package extends. */
export function keptOutside(
  { targets, value }: NodeOf<'Assign'>,
  values: Resolver,
): readonly Unresolved[] {
  const isOutside = targets.some(
    (target) =>
      target.type === 'Attribute' &&
      values.valuesOf(target.object).some((of) => isOfOthers(of, values)),
  );

  return isOutside && value ? clientsIn(value, values) : [];
}

function isOfOthers(of: Value, values: Resolver, depth = 0): boolean {
  if (of.kind === 'name') {
    const name = packageIn(of.name);
    return name !== undefined && !isKnown(name);
  }
  return (
    (of.kind === 'instance' || of.kind === 'class') &&
    depth < MOST_BASES &&
    basesOf(of.node, values).some((base) => isOfOthers(base, values, depth + 1))
  );
}

const MOST_BASES = 8;

function basesOf({ bases }: ClassNode, values: Resolver): readonly Value[] {
  return bases.flatMap(({ name, value }) => (name === undefined ? values.valuesOf(value) : []));
}

/** The clients that an expression is, or has among its elements. */
function clientsIn(node: Expression, values: Resolver): readonly Unresolved[] {
  const services = values.valuesOf(node).flatMap((value) => {
    const parts =
      value.kind === 'dict'
        ? value.node.entries.map((entry) => entry.value)
        : value.kind === 'list'
          ? value.node.elements
          : [];
    return [value, ...parts.slice(0, MOST_PARTS).flatMap((part) => values.valuesOf(part))];
  });

  return services.flatMap((value) => {
    const { client, resource, rest } = awsName(value.kind === 'name' ? value.name : '');
    const service = client ?? resource;
    const isWhole = client !== undefined ? rest === '' : /^(?:[A-Z]\w*\(\))?$/.test(rest);

    return service === undefined || service === '?' || !isWhole
      ? []
      : [{ service, reason: handedOn }];
  });
}

const MOST_PARTS = 32;

/** Who has a session makes clients of whichever service. */
function sessionsIn(node: Expression, values: Resolver): readonly Unresolved[] {
  return values
    .namesOf(node)
    .some((name) =>
      /^(?:aio)?boto(?:3|core)\.(?:session\.)?(?:get_session|Session)\(\)$/.test(name),
    )
    ? [{ reason: handedOn }]
    : [];
}

/** What may be called where it goes: an operation of a service, or what is not seen. */
export type GivenAway = { readonly service: string; readonly operation: string } | Unresolved;

/** `Thread(target=s3.get_object)`, and `map(boto3.client, names)`: what is not called here. */
export function givenAway(node: Expression, values: Resolver): readonly GivenAway[] {
  if (!isGiven(node.parent)) return [];

  return values.namesOf(node).flatMap((name): readonly GivenAway[] => {
    if (isAwsMaker(name)) return [{ reason: madeUp }];
    const { client, rest } = awsName(name);
    const isMethod = client !== undefined && client !== '?' && /^[a-z]\w*$/.test(rest);
    if (!isMethod || isMethodOfEvery(rest)) return [];
    const operation = operationOfPython(client, rest);

    return [
      isOperation(client, operation)
        ? { service: client, operation }
        : { service: client, reason: notFollowed },
    ];
  });
}

function isGiven(parent: AnyNode | undefined): boolean {
  return parent !== undefined && holders.has(parent.type);
}

const holders: ReadonlySet<AnyNode['type']> = new Set([
  'Argument',
  'DictEntry',
  'List',
  'Parameter',
  'Set',
  'Tuple',
  'Yield',
]);
