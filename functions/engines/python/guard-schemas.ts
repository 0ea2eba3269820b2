import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import { allKinds, type Kinds, noKinds } from './kinds.ts';
import { calledName } from './link.ts';
import { type Subject, subjectOf } from './subject.ts';
import type { Call, Expression, FunctionNode, NodeOf } from './syntax.ts';
import type { Values } from './value.ts';
import { matchedKinds } from './whole-pattern.ts';

/**
 * `jsonschema.validate(body, SCHEMA)` and Powertools' `validate(event=…, schema=…)` raise where a value
 * is none of its schema: what a field is then, a schema in the code says.
 */
export function bySchema(call: Call, subject: Subject & { readonly values: Values }): Kinds {
  // Each statement before a place is asked.
  if (subject.fields === '' || !mayValidate(call)) return noKinds;
  const row = rowOf(call, subject.values);
  if (!row || argumentOf(call, undefined, 'envelope')) return noKinds;
  const whole = row.given && subjectOf(row.given);
  if (whole?.binding !== subject.binding) return noKinds;
  const [before, fields] = [whole.fields, subject.fields];
  const isBelow = before === '' || fields.startsWith(`${before}\0`);
  if (!isBelow) return noKinds;

  const path = fields.slice(before === '' ? 0 : before.length + 1).split('\0');
  return ofSchema(schemaAt(row.schema, path, subject.values), subject.values);
}

function mayValidate(call: Call): boolean {
  return calledName(call) === 'validate' || call.arguments.some(({ name }) => name === 'schema');
}

/** `@validator(inbound_schema=SCHEMA)` of Powertools, of what a handler is given first. */
export function byInboundSchema(
  of: FunctionNode,
  subject: Subject & { readonly values: Values },
): Kinds {
  const [definition] = subject.binding.definitions;
  const isFirst =
    definition?.kind === 'parameter' && definition.of === of && definition.index === 0;
  if (!isFirst || subject.fields === '') return noKinds;

  return of.decorators.reduce<Kinds>((all, decorator) => {
    if (decorator.type !== 'Call' || argumentOf(decorator, undefined, 'envelope')) return all;
    const isValidator = subject.values.namesOf(decorator.callee).some((name) => inbound.test(name));
    const schema = isValidator ? argumentOf(decorator, undefined, 'inbound_schema') : undefined;
    const found = schemaAt(schema, subject.fields.split('\0'), subject.values);
    return all | ofSchema(found, subject.values);
  }, noKinds);
}

const inbound = /^aws_lambda_powertools\.utilities\.validation\b.*\.validator$/;

/** What is held against which schema. */
function rowOf(call: Call, values: Values) {
  const names = values.namesOf(call.callee);
  if (names.some((name) => /^jsonschema(?:\.validators)?\.validate$/.test(name))) {
    return { given: argumentOf(call, 0, 'instance'), schema: argumentOf(call, 1, 'schema') };
  }
  if (
    names.some((name) => /^aws_lambda_powertools\.utilities\.validation\b.*\.validate$/.test(name))
  ) {
    return { given: argumentOf(call, 0, 'event'), schema: argumentOf(call, 1, 'schema') };
  }
  const isValidator = names.some((name) => /^jsonschema\.\w*Validator\(\)\.validate$/.test(name));
  const made = call.callee.type === 'Attribute' ? call.callee.object : undefined;

  return isValidator && made?.type === 'Call'
    ? { given: argumentOf(call, 0, 'instance'), schema: argumentOf(made, 0, 'schema') }
    : undefined;
}

function schemaAt(
  schema: Expression | undefined,
  path: readonly string[],
  values: Values,
): NodeOf<'Dict'> | undefined {
  return path.reduce<NodeOf<'Dict'> | undefined>(
    (at, field) => tableOf(entry(tableOf(entry(at, 'properties'), values), field), values),
    tableOf(schema, values),
  );
}

/** The one table that an expression is; undefined where there are several, or none is seen. */
function tableOf(node: Expression | undefined, values: Values): NodeOf<'Dict'> | undefined {
  const [table, ...others] = node ? values.valuesOf(node) : [];

  return table?.kind === 'dict' && others.length === 0 ? table.node : undefined;
}

function entry(table: NodeOf<'Dict'> | undefined, key: string): Expression | undefined {
  return table?.entries.find((each) => constantText(each.key) === key)?.value;
}

function ofSchema(schema: NodeOf<'Dict'> | undefined, values: Values, depth = 0): Kinds {
  if (!schema || depth > MOST_DEEP) return noKinds;
  if (entry(schema, 'enum') || entry(schema, 'const')) return allKinds;
  const type = constantText(entry(schema, 'type'));
  if (type !== undefined && /^(?:integer|number|boolean|null)$/.test(type)) return allKinds;
  const pattern = constantText(entry(schema, 'pattern'));
  if (type === 'string' && pattern !== undefined) {
    return matchedKinds(pattern, { isBegun: false, isEnded: false });
  }
  const items = type === 'array' ? tableOf(entry(schema, 'items'), values) : undefined;

  return ofSchema(items, values, depth + 1);
}

/** A list of lists of lists. */
const MOST_DEEP = 4;
