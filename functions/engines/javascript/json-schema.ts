import { everyHarm, type Harms, harmsOfObjects, noHarm, without } from './harms.ts';
import { objectsOf, textOf } from './options.ts';
import { bindingOf, scopeOf } from './scope.ts';
import { type AnyNode, memberName, type NodeOf } from './syntax.ts';
import type { Values } from './value.ts';
import { keptByPattern } from './whole-pattern.ts';

/** What fields of an event can still do, by their way from it: `pathParameters.id`. */
export type CheckedFields = ReadonlyMap<string, Harms>;

export const unchecked: CheckedFields = new Map();

/** What is checked on each of several ways. */
export function onEachWay(ways: readonly CheckedFields[]): CheckedFields {
  const [first, ...others] = ways;
  const fields = new Map<string, Harms>();

  for (const [field, harms] of first ?? []) {
    if (others.every((way) => way.has(field))) {
      fields.set(
        field,
        others.reduce((all, way) => all | (way.get(field) ?? everyHarm), harms),
      );
    }
  }
  return fields;
}

/** What several checks let through, one after another. */
export function afterAll(checks: readonly CheckedFields[]): CheckedFields {
  const fields = new Map<string, Harms>();

  for (const [field, harms] of checks.flatMap((each) => [...each])) {
    fields.set(field, (fields.get(field) ?? everyHarm) & harms);
  }
  return fields;
}

/**
 * Of JSON Schema: `{ properties: { pathParameters: { properties: { id: { type: 'integer' } } } } }`. Of
 * several that it may be, what each of them rules out.
 *
 * @param hasFormats whether the validator checks what `format` says.
 */
export function fieldsOfSchema(
  schema: AnyNode | undefined,
  values: Values,
  path: readonly string[],
  hasFormats = true,
): CheckedFields {
  if (path.length > DEEPEST) return unchecked;

  return onEachWay(
    objectsOnly(values, schema).map((object) => {
      const own: CheckedFields =
        path.length > 0
          ? new Map([[path.join('.'), keptByProperty(object, hasFormats)]])
          : unchecked;
      const keywords = new Map(entriesOf(object));
      if (mayBeText(path) && textOf(keywords.get('type')) !== 'object') return own;
      const properties = objectsOnly(values, keywords.get('properties')).map((each) =>
        afterAll(
          entriesOf(each).map(([name, value]) =>
            fieldsOfSchema(value, values, [...path, name], hasFormats),
          ),
        ),
      );
      return afterAll([own, onEachWay(properties)]);
    }),
  );
}

/** A validator passes over the properties of a text, which the handler may parse then. */
function mayBeText(path: readonly string[]): boolean {
  return path.length > 1 || path[0] === 'body';
}

/** The objects that an expression may stand for, if it stands for nothing else. */
export function objectsOnly(
  values: Values,
  node: AnyNode | undefined,
): readonly NodeOf<'ObjectExpression'>[] {
  const isOther =
    node !== undefined && values.valuesOf(node).some((value) => value.kind !== 'object');

  return isOther ? [] : objectsOf(values, node);
}

const DEEPEST = 6;

function keptByProperty(schema: NodeOf<'ObjectExpression'>, hasFormats: boolean): Harms {
  const keywords = new Map(entriesOf(schema));
  const [type, format, pattern] = ['type', 'format', 'pattern'].map((name) =>
    textOf(keywords.get(name)),
  );
  // It makes another text of the one that was checked.
  if (keywords.has('transform')) return everyHarm;
  const isOneOf = ['enum', 'const'].some((name) => isOfCode(keywords.get(name)));
  if (isOneOf || /^(?:number|integer|boolean)$/.test(type ?? '')) return noHarm;
  if (type !== 'string') return everyHarm;
  if (hasFormats && /^(?:uuid|date|date-time)$/.test(format ?? '')) return noHarm;

  return without(everyHarm, harmsOfObjects) & (pattern ? keptByPattern(pattern, '') : everyHarm);
}

/**
 * Whether a caller chooses none of the words that are let through: not `{ enum: query.allowed.split(',') }`,
 * and no `{ $data: '1/other' }`, which is another field.
 */
function isOfCode(words: AnyNode | undefined): boolean {
  if (!words || words.type === 'ObjectExpression') return false;
  if (words.type === 'ArrayExpression') {
    return words.elements.every((word) => !!word && isOfCode(word));
  }
  const binding = bindingOf(words);
  if (binding) return binding.scope.function === undefined && binding.writes.length === 0;

  return textOf(words) !== undefined || words.type === 'Literal' || isOfTop(words);
}

/** What is made where a file is loaded, when there is no event yet. */
function isOfTop(node: AnyNode): boolean {
  return scopeOf(node).function === undefined;
}

/** What is written after all that is copied into the object; of several of a name, the last. */
export function entriesOf({
  properties,
}: NodeOf<'ObjectExpression'>): readonly [string, AnyNode][] {
  const copied = properties.findLastIndex(
    (property) => property.type !== 'Property' || memberName(property) === undefined,
  );
  const entries = properties.slice(copied + 1).flatMap((property): [string, AnyNode][] => {
    const name = property.type === 'Property' ? memberName(property) : undefined;
    return property.type === 'Property' && name !== undefined ? [[name, property.value]] : [];
  });

  return [...new Map(entries)];
}
