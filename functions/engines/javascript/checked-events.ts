import type { FieldPath } from '../flow/index.ts';
import { fieldsTo } from './aws-fields.ts';
import type { Fact } from './entry.ts';
import { everyHarm, type Harms, harmsOfObjects, noHarm, without } from './harms.ts';
import {
  afterAll,
  type CheckedFields,
  entriesOf,
  fieldsOfSchema,
  objectsOnly,
  onEachWay,
  unchecked,
} from './json-schema.ts';
import { optionIn, textOf } from './options.ts';
import { keptByField } from './schema.ts';
import { bindingOf, parentOf } from './scope.ts';
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

/** Those of handlers that are given checked events. */
export type CheckedEvents = ReadonlyMap<FunctionNode, CheckedFields>;

/**
 * What the events of handlers can still do that come to them checked, on each way to them: by vandium's
 * `validation`, and by middy's validator. Source: "Validation" (vandium), "validator" (Middy).
 */
export function checkedEvents(handlers: readonly Value[], values: Values): CheckedEvents {
  const ways = new Map<FunctionNode, CheckedFields[]>();

  for (const value of handlers) {
    if (value.kind !== 'wrapped' && value.kind !== 'function') continue;
    const known = ways.get(value.node) ?? [];
    const more = value.kind === 'wrapped' ? waysBy(value.by, value.node, values) : [unchecked];
    ways.set(value.node, [...known, ...more]);
  }
  return new Map(
    [...ways].flatMap(([of, each]): [FunctionNode, CheckedFields][] => {
      const fields = onEachWay(each);
      return fields.size > 0 ? [[of, fields]] : [];
    }),
  );
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

/** How a wrapper that is made by a chain of calls checks events for a function that is given to it. */
function waysBy(callee: AnyNode, of: FunctionNode, values: Values): readonly CheckedFields[] {
  const chain = chainOf(callee);
  const given = chain.flatMap((call, index) => {
    const name = calledName(call) ?? '';
    if (!verbs.test(name) || !call.arguments.some((each) => isFor(each, of, values))) return [];
    // A verb that is given the function itself begins anew: nothing is checked before it.
    return name === 'handler' ? [waysOfVandium(chain.slice(index + 1), values)] : [unchecked];
  });

  const isOfVandium = chain.some((call) => isMadeBy(call, /^module:vandium\b/, values));
  if (isOfVandium) return given.length > 0 ? given : [unchecked];
  return [byMiddy(chain, values)];
}

function isFor(given: AnyNode, of: FunctionNode, values: Values): boolean {
  return values.functionsOf(given).includes(of);
}

/** All calls of `wrap(handler).use(one).use(other)`, by the callee of any: the last comes first. */
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

/** By what stands between a verb and its handler: `api().GET().validation({ … }).handler(f).PUT()`. */
function waysOfVandium(before: readonly CallNode[], values: Values): CheckedFields {
  const end = before.findIndex((call) => verbs.test(calledName(call) ?? ''));
  const checks = before
    .slice(0, end < 0 ? before.length : end)
    .filter((call) => calledName(call) === 'validation')
    .flatMap((call) => objectsOnly(values, call.arguments[0]))
    .map((sections) => fieldsOfSections(sections, values));

  return onEachWay(checks);
}

const verbs = /^(?:GET|PUT|POST|PATCH|DELETE|HEAD|OPTIONS|handler)$/;

/** By validators, as far back as no middleware of the code may change the event after them. */
function byMiddy(chain: readonly CallNode[], values: Values): CheckedFields {
  const checks: CheckedFields[] = [];
  const [last] = chain;
  if (last && laterGiven(last).some((each) => mayChange(each, values))) return unchecked;

  for (const call of chain) {
    if (!adding.test(calledName(call) ?? '')) continue;
    for (const given of middlewaresIn(call).toReversed()) {
      const isValidator = isCall(given) && isMadeBy(given, /^module:@middy\/validator\b/, values);
      if (isValidator) checks.push(byValidator(given, values));
      else if (mayChange(given, values)) return afterAll(checks);
    }
  }
  return afterAll(checks);
}

const adding = /^(?:use|before)$/;

/** Also in lists. */
function middlewaresIn(call: CallNode): readonly AnyNode[] {
  return call.arguments.flatMap((given): readonly AnyNode[] =>
    given.type === 'ArrayExpression' ? given.elements.filter((each) => each !== null) : [given],
  );
}

/** What is added to the wrapper by its name: `const wrapper = middy(f); wrapper.use(other)`. */
function laterGiven(call: CallNode): readonly AnyNode[] {
  const declared = parentOf(call);
  const isNamed = declared?.type === 'VariableDeclarator' && declared.init === call;
  const reads = (isNamed && bindingOf(declared.id)?.reads) || [];

  return reads.flatMap((read) => {
    const given: AnyNode[] = [];
    let member = parentOf(read);
    for (let steps = 0; member?.type === 'MemberExpression' && steps < MOST_STEPS; steps += 1) {
      const next = parentOf(member);
      if (!isCall(next) || next.callee !== member) break;
      if (adding.test(calledName(next) ?? '')) given.push(...middlewaresIn(next));
      member = parentOf(next);
    }
    return given;
  });
}

/** Whether a middleware does something before the handler, and is not what a package makes. */
function mayChange(given: AnyNode, values: Values): boolean {
  const found = values.valuesOf(given);

  return (
    found.length === 0 ||
    found.some((value) => {
      if (value.kind === 'name' || value.kind === 'made') return !ofPackage.test(value.name);
      return value.kind !== 'object' || !isOnlyAfter(value.node);
    })
  );
}

/** `{ after: (request) => {…} }`. */
function isOnlyAfter({ properties }: NodeOf<'ObjectExpression'>): boolean {
  return properties.every(
    (property) =>
      property.type === 'Property' && /^(?:after|onError|name)$/.test(memberName(property) ?? ''),
  );
}

const ofPackage = /^module:(?:@[\w-]|\w)/;

function byValidator(validator: CallNode, values: Values): CheckedFields {
  const ways = objectsOnly(values, validator.arguments[0]).map((options) => {
    const schema =
      optionIn(values, options, 'eventSchema') ?? optionIn(values, options, 'inputSchema');
    // As it is, or compiled: `transpileSchema(schema)`.
    return fieldsOfSchema(isCall(schema) ? schema.arguments[0] : schema, values, []);
  });

  return onEachWay(ways);
}

function isMadeBy({ callee }: CallNode, maker: RegExp, values: Values): boolean {
  const of = callee.type === 'MemberExpression' ? callee.object : callee;

  return values
    .valuesOf(of)
    .some((value) => (value.kind === 'name' || value.kind === 'made') && maker.test(value.name));
}

/** `{ pathParameters: { id: 'number:min=1' } }`, and with what vandium's types or Joi make. */
function fieldsOfSections(sections: NodeOf<'ObjectExpression'>, values: Values): CheckedFields {
  const each = entriesOf(sections).map(([section, schema]) =>
    onEachWay(
      objectsOnly(values, schema).map(
        (object) =>
          new Map(
            entriesOf(object).map(([field, type]) => [`${section}.${field}`, keptByType(type)]),
          ),
      ),
    ),
  );

  return afterAll(each);
}

function keptByType(type: AnyNode): Harms {
  const [name = '', ...rules] = (textOf(type) ?? '').split(':');
  if (name === '') return keptByField(type);

  return /^(?:number|boolean|date|uuid)$/.test(name.trim()) && rules.length < 2
    ? noHarm
    : without(everyHarm, harmsOfObjects);
}
