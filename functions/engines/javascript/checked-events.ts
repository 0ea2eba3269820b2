import type { FieldPath } from '../flow/index.ts';
import { fieldsTo } from './aws-fields.ts';
import type { Fact } from './entry.ts';
import { everyHarm, type Harms, harmsOfObjects, noHarm, without } from './harms.ts';
import { objectsOf, optionIn, textOf } from './options.ts';
import { keptByField } from './schema.ts';
import { parentOf } from './scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  isCall,
  isFunction,
  memberName,
  type NodeOf,
} from './syntax.ts';
import type { Value, Values } from './value.ts';
import { keptByPattern } from './whole-pattern.ts';

/** What fields of an event can still do, by their way from it: `pathParameters.id`. */
type CheckedFields = ReadonlyMap<string, Harms>;

/** Those of handlers that are given checked events. */
export type CheckedEvents = ReadonlyMap<FunctionNode, CheckedFields>;

/**
 * What the events of handlers can still do that come to them checked: by vandium's `validation`, and by
 * middy's validator. Source: "Validation" (vandium), "validator" (Middy).
 */
export function checkedEvents(handlers: readonly Value[], values: Values): CheckedEvents {
  const checked = new Map<FunctionNode, CheckedFields>();

  for (const value of handlers) {
    if (value.kind !== 'wrapped') continue;
    const fields = new Map<string, Harms>();
    for (const call of chainOf(value.by)) add(call, values, fields);
    if (fields.size > 0) checked.set(value.node, fields);
  }
  return checked;
}

/** What fields can still do that are read of what a fact is. */
export function keptByWrapper(checked: CheckedEvents, fact: Fact, path: FieldPath): Harms {
  if (checked.size === 0 || fact.path.length > 0) return everyHarm;
  const fields = fieldsTo(fact);
  const start = fields && startOf(fact);
  const known = isFunction(start) ? checked.get(start) : undefined;

  return known?.get([...(fields ?? []), ...path].join('.')) ?? everyHarm;
}

/** What an event came into first. */
function startOf(fact: Fact): AnyNode {
  let at = fact;
  while (at.from) at = at.from;

  return at.node;
}

/** All calls of `wrap(handler).use(one).use(other)`, by the callee of any. */
function chainOf(callee: AnyNode): readonly CallNode[] {
  const calls: CallNode[] = [];
  let at: AnyNode | undefined = parentOf(callee);

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (isCall(at)) {
      calls.push(at);
      at = at.callee;
    } else if (at.type === 'MemberExpression') at = at.object;
    else return calls;
  }
  return calls;
}

const MOST_STEPS = 40;

function add(call: CallNode, values: Values, fields: Map<string, Harms>): void {
  const name = calledName(call);

  if (name === 'validation' && isMadeBy(call, /^module:vandium\b/, values)) {
    for (const sections of objectsOf(values, call.arguments[0]))
      addSections(sections, values, fields);
  }
  if (name !== 'use') return;
  for (const given of call.arguments) {
    if (!isCall(given) || !isMadeBy(given, /^module:@middy\/validator\b/, values)) continue;
    const [options] = given.arguments;
    const schema =
      optionIn(values, options, 'eventSchema') ?? optionIn(values, options, 'inputSchema');
    // As it is, or compiled: `transpileSchema(schema)`.
    const written = isCall(schema) ? schema.arguments[0] : schema;
    for (const object of objectsOf(values, written)) addProperties(object, values, [], fields);
  }
}

function isMadeBy({ callee }: CallNode, maker: RegExp, values: Values): boolean {
  const of = callee.type === 'MemberExpression' ? callee.object : callee;

  return values
    .valuesOf(of)
    .some((value) => (value.kind === 'name' || value.kind === 'made') && maker.test(value.name));
}

/** `{ pathParameters: { id: 'number:min=1' } }`, and with what vandium's types or Joi make. */
function addSections(
  sections: NodeOf<'ObjectExpression'>,
  values: Values,
  fields: Map<string, Harms>,
): void {
  for (const [section, schema] of entriesOf(sections)) {
    for (const object of objectsOf(values, schema)) {
      for (const [field, type] of entriesOf(object)) {
        fields.set(`${section}.${field}`, keptByType(type));
      }
    }
  }
}

function keptByType(type: AnyNode): Harms {
  const [name = '', ...rules] = (textOf(type) ?? '').split(':');
  if (name === '') return keptByField(type);

  return /^(?:number|boolean|date|uuid)$/.test(name.trim()) && rules.length < 2
    ? noHarm
    : without(everyHarm, harmsOfObjects);
}

/** Of JSON Schema: `{ properties: { pathParameters: { properties: { id: { type: 'integer' } } } } }`. */
function addProperties(
  schema: NodeOf<'ObjectExpression'>,
  values: Values,
  path: readonly string[],
  fields: Map<string, Harms>,
): void {
  if (path.length > DEEPEST) return;

  for (const properties of objectsOf(values, optionIn(values, schema, 'properties'))) {
    for (const [name, value] of entriesOf(properties)) {
      const way = [...path, name];
      for (const object of objectsOf(values, value)) {
        fields.set(way.join('.'), keptByProperty(object, values));
        addProperties(object, values, way, fields);
      }
    }
  }
}

const DEEPEST = 6;

function keptByProperty(schema: NodeOf<'ObjectExpression'>, values: Values): Harms {
  const [type, format, pattern] = ['type', 'format', 'pattern'].map((name) =>
    textOf(optionIn(values, schema, name)),
  );
  const isOneOf = ['enum', 'const'].some((name) => optionIn(values, schema, name));
  if (isOneOf || /^(?:number|integer|boolean)$/.test(type ?? '')) return noHarm;
  if (type !== 'string') return everyHarm;
  if (/^(?:uuid|date|date-time)$/.test(format ?? '')) return noHarm;

  return without(everyHarm, harmsOfObjects) & (pattern ? keptByPattern(pattern, '') : everyHarm);
}

function entriesOf({ properties }: NodeOf<'ObjectExpression'>): readonly [string, AnyNode][] {
  return properties.flatMap((property): [string, AnyNode][] => {
    const name = property.type === 'Property' ? memberName(property) : undefined;
    return property.type === 'Property' && name !== undefined ? [[name, property.value]] : [];
  });
}
