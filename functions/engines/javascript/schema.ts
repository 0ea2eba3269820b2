import { everyHarm, type Harms, harmsOfObjects, noHarm, without } from './harms.ts';
import { expressionOf, textOf } from './options.ts';
import { type AnyNode, calledName, childrenOf, isCall, memberName, type NodeOf } from './syntax.ts';
import type { Values } from './value.ts';
import { keptByPattern } from './whole-pattern.ts';

/**
 * What the fields of an object can still do that a schema let through, by name; others it leaves out.
 * Undefined where the fields are not seen, or where others may pass.
 */
export function keptBySchema(
  schema: AnyNode,
  values: Values,
): ReadonlyMap<string, Harms> | undefined {
  const [by] = values
    .valuesOf(schema)
    .flatMap((value) => (value.kind === 'made' ? (value.by ?? []) : []));
  const object = by && objectIn(by);
  if (!object) return undefined;

  const fields = new Map<string, Harms>();
  for (const property of object.properties) {
    const name = property.type === 'Property' ? memberName(property) : undefined;
    if (property.type !== 'Property' || name === undefined) return undefined;
    fields.set(name, keptByField(property.value));
  }
  return fields;
}

/** The fields of `z.object({ … }).strict()`; not of a schema that adds to them or makes others of them. */
function objectIn(made: AnyNode): NodeOf<'ObjectExpression'> | undefined {
  let at = made;

  for (let steps = 0; steps < 20 && isCall(at); steps += 1) {
    const name = calledName(at) ?? '';
    const [first] = at.arguments;
    if ((name === 'object' || name === 'strictObject') && first?.type === 'ObjectExpression') {
      return first;
    }
    if (name === 'keys' && first?.type === 'ObjectExpression') {
      return isOfAnyFields(at.callee) ? first : undefined;
    }
    if (!harmlessSteps.has(name) || at.callee.type !== 'MemberExpression') return undefined;
    at = at.callee.object;
  }
  return undefined;
}

/** `Joi.object().keys`: one that is given fields has those, too. */
function isOfAnyFields(callee: AnyNode): boolean {
  const made = callee.type === 'MemberExpression' ? callee.object : undefined;

  return isCall(made) && calledName(made) === 'object' && made.arguments.length === 0;
}

const harmlessSteps: ReadonlySet<string> = new Set(
  'strict strip required readonly refine superRefine describe brand partial check'.split(' '),
);

/** By the names of what a field's own schema is made of. */
export function keptByField(schema: AnyNode): Harms {
  const names = calledIn(schema);
  const isOneOfMore = names.some((name) => mixed.has(name));
  if (isOneOfMore) return everyHarm;
  if (names.some((name) => narrow.has(name))) return noHarm;

  return names.includes('string')
    ? without(everyHarm, harmsOfObjects) & keptByRegex(schema)
    : everyHarm;
}

/** `z.string().regex(/^\d+$/)`, `Joi.string().pattern(…)`, wherever in the chain. */
function keptByRegex(schema: AnyNode): Harms {
  let kept = everyHarm;
  let at = schema;

  for (let steps = 0; steps < 20 && isCall(at); steps += 1) {
    const [first, message] = at.arguments;
    const regex = /^(?:regex|pattern|matches)$/.test(calledName(at) ?? '') && expressionOf(first);
    if (regex && (!message || isOnlyShown(message)))
      kept &= keptByPattern(regex.pattern, regex.flags);
    if (at.callee.type !== 'MemberExpression') return kept;
    at = at.callee.object;
  }
  return kept;
}

/** Not `{ invert: true }` of Joi: what an option may be that is not seen. */
function isOnlyShown(message: AnyNode): boolean {
  return message.type === 'ObjectExpression'
    ? message.properties.every(
        (property) =>
          property.type === 'Property' &&
          /^(?:message|error|name|abort|excludeEmptyString)$/.test(memberName(property) ?? ''),
      )
    : message.type === 'TemplateLiteral' || textOf(message) !== undefined;
}

/** Texts that they let through say nothing of their own. */
const narrow: ReadonlySet<string> = new Set(
  (
    'number int int32 bigint boolean date enum nativeEnum literal uuid uuidv4 uuidv6 uuidv7 guid cuid ' +
    'cuid2 ulid nanoid datetime duration stringbool'
  ).split(' '),
);

/** What they let through may be something else. */
const mixed: ReadonlySet<string> = new Set(
  (
    'union or any unknown object record intersection transform lazy overwrite preprocess codec custom ' +
    'external alternatives when conditional concat link'
  ).split(' '),
);

function calledIn(schema: AnyNode): readonly string[] {
  const names: string[] = [];
  const pending: AnyNode[] = [schema];

  for (let next = pending.pop(), steps = 0; next && steps < 100; next = pending.pop(), steps += 1) {
    if (isCall(next)) names.push(calledName(next) ?? '');
    pending.push(...childrenOf(next));
  }
  return names;
}
