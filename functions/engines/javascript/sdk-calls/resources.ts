import type { CalledResource } from '../../../core/sdk-calls.ts';
import { anyField } from '../../flow/index.ts';
import {
  calledResources,
  type Parts,
  type ResourceParameter,
  resourceParametersOf,
  unknownText,
} from '../../sdk/index.ts';
import { type AnyNode, memberName, type NodeOf } from '../syntax.ts';
import { elementsOf, type Value, type Values } from '../value.ts';
import type { GivenResource } from './packages.ts';
import { textsAmong, textsOf } from './texts.ts';

/** The resources that a call names in what it is given. */
export function resourcesGiven(
  service: string,
  given: AnyNode | undefined,
  values: Values,
): readonly CalledResource[] {
  if (!given) return [];
  const whole = values.valuesOf(given);

  return calledResources(
    resourceParametersOf(service).map((parameter) => [
      parameter.name,
      textsAt(whole, parameter.path, values),
    ]),
  ).concat(unseenItems(service, whole, values));
}

/** The same where a package takes them from other places. */
export function resourcesIn(
  places: readonly GivenResource[],
  given: readonly AnyNode[],
  values: Values,
): readonly CalledResource[] {
  return calledResources(
    places.map(({ name, argument, path }) => {
      const node = given[argument];
      return [name, node ? textsAt(values.valuesOf(node), path, values) : []];
    }),
  );
}

/** None where it is not there. */
function textsAt(
  whole: readonly Value[],
  [field, ...path]: ResourceParameter['path'],
  values: Values,
): readonly Parts[] {
  if (field === undefined) return whole.length === 0 ? [unknownText] : textsAmong(whole, values);
  if (field === '{}') return whole.flatMap((value) => keysOf(value, values));

  return whole.flatMap((value) => {
    const found = field === '*' ? fieldsOf(value, values) : fieldAt(value, field, values);
    const isThere = found.some(isData) || hasField(value, field);
    return isThere ? textsAt(found, path, values) : [];
  });
}

function fieldAt(value: Value, field: string, values: Values): readonly Value[] {
  if (value.kind === 'list') {
    return elementsOf(value.node, field).flatMap((each) => values.valuesOf(each));
  }
  return value.kind === 'object' || value.kind === 'instance' ? values.fieldOf(value, field) : [];
}

function fieldsOf(value: Value, values: Values): readonly Value[] {
  if (value.kind !== 'object') return [];

  return value.node.properties.flatMap((property) =>
    property.type === 'Property' ? values.valuesOf(property.value) : [],
  );
}

/** What only comes of something else says nothing of a field: all of its fields do. */
function isData({ kind }: Value): boolean {
  return kind !== 'made' && kind !== 'product';
}

/** Whether it names the field, whatever stands there. */
function hasField(value: Value, field: string): boolean {
  return (
    value.kind === 'object' &&
    value.node.properties.some(
      (property) => property.type === 'Property' && memberName(property) === field,
    )
  );
}

function keysOf(value: Value, values: Values): readonly Parts[] {
  if (value.kind !== 'object') return [];

  return value.node.properties.flatMap((property) => {
    if (property.type === 'SpreadElement') return [unknownText];
    const name = memberName(property);
    return name === undefined ? textsOf(property.key, values) : [[{ text: name }]];
  });
}

/** Of a transaction: whether there are items besides those that stand in a list of it. */
function unseenItems(
  service: string,
  whole: readonly Value[],
  values: Values,
): readonly CalledResource[] {
  if (service !== 'dynamodb') return [];
  const lists = whole.flatMap((value) => fieldAt(value, ITEMS, values));
  const isSeen = lists.every((list) => list.kind === 'list' && isWhole(list.node, values));
  const isThere = lists.length > 0 || whole.some((value) => hasField(value, ITEMS));

  return isThere && (!isSeen || lists.length === 0)
    ? [{ parameter: ITEMS, values: [unknownText] }]
    : [];
}

const ITEMS = 'TransactItems';

function isWhole(list: NodeOf<'ArrayExpression'>, values: Values): boolean {
  return (
    list.elements.every((element) => element?.type !== 'SpreadElement') &&
    elementsOf(list, anyField).every((element) => {
      const found = values.valuesOf(element);
      return found.length > 0 && found.every(({ kind }) => kind === 'object');
    })
  );
}
