import type { Asked } from './asked.ts';
import { fillsOf } from './fills.ts';
import { everyHarm, type Harms, noHarm } from './harms.ts';
import { fieldsOfSchema, objectsOnly } from './json-schema.ts';
import { optionIn } from './options.ts';
import { bindingOf } from './scope.ts';
import { type AnyNode, type CallNode, calledName, fieldRead, isCall } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * What Ajv rules out for a field of what it found valid: `if (!validate(body)) return`, of `const validate =
 * ajv.compile(schema)`, and `ajv.validate(schema, body)`.
 */
export function bySchema(call: CallNode, { subject, values }: Asked): Harms {
  const asked = schemaAsked(call, values);
  const fields = asked?.given && subject.fieldsWithin(asked.given);
  // A promise is always true.
  const isAsync = objectsOnly(values, asked?.schema).some((schema) =>
    optionIn(values, schema, '$async'),
  );
  if (!asked || !fields || isAsync || isChanged(asked.schema)) return noHarm;
  const kept = fieldsOfSchema(asked.schema, values, []).get(fields.join('.'));

  return kept === undefined ? noHarm : everyHarm & ~kept;
}

function isChanged(schema: AnyNode | undefined): boolean {
  const binding = schema && bindingOf(schema);

  return binding !== undefined && (binding.writes.length > 0 || fillsOf(binding).length > 0);
}

function schemaAsked(
  { callee, arguments: [first, second] }: CallNode,
  values: Values,
): { readonly schema: AnyNode | undefined; readonly given: AnyNode | undefined } | undefined {
  // What a call of a package is given may be what it results in.
  const found = values.valuesOf(callee).filter(({ kind }) => kind !== 'object');
  const [value, ...others] = found;
  const isOfAjv = value?.kind === 'made' && /^module:ajv(?:[./]|$)/.test(value.name);
  if (!isOfAjv || others.length > 0) return undefined;
  const { by } = value;
  if (callee.type === 'MemberExpression') {
    return fieldRead(callee) === 'validate' ? { schema: first, given: second } : undefined;
  }

  return isCall(by) && calledName(by) === 'compile'
    ? { schema: by.arguments[0], given: first }
    : undefined;
}
