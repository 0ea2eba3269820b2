import { isRoleOfFew } from '../../signatures/index.ts';
import { entryOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { lastName } from '../last-name.ts';
import { scopeOf } from '../scope.ts';
import type { AnyNode, ClassNode, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { AskedOfChange } from './decided-call.ts';

/**
 * Whether a type or a schema says which roles there are to choose from, of which none is given to few: `Role(body['role']).value`, `role:
 * Literal['buyer', 'seller']` of a model, `{'role': {'enum': ['buyer']}}`.
 */
export function isListedRole(field: string, value: Expression, { values }: AskedOfChange): boolean {
  const lists = [rolesMade(value, values), rolesOfField(value, values), ...enumsOf(field, values)];

  return lists.some((roles) => roles !== undefined && !roles.some(isRoleOfFew));
}

/** Of an enumeration that is asked for its member: `Role(body['role']).value`. What is taken from one by a name is said by no request. */
function rolesMade(value: Expression, values: Values): readonly string[] | undefined {
  const made = values.writtenAs(value);
  const at = made.type === 'Attribute' ? values.writtenAs(made.object) : made;

  return at.type === 'Call' ? membersOf(at.callee, values) : undefined;
}

/** `data.role`, of a model that says what it is. */
function rolesOfField(value: Expression, values: Values): readonly string[] | undefined {
  const at =
    value.type === 'Attribute' && value.name === 'value' && value.object.type === 'Attribute'
      ? value.object
      : value;
  if (at.type !== 'Attribute') return undefined;

  return values
    .valuesOf(at.object)
    .flatMap((each) => (each.kind === 'instance' ? each.node : []))
    .flatMap(({ body }) => scopeOf(body).names.get(at.name)?.annotation ?? [])
    .flatMap((annotation) => {
      const roles = rolesOfType(annotation, values);
      return roles ? [roles] : [];
    })[0];
}

/** `Literal['buyer', 'seller']`, an enumeration, `Optional` of these. */
function rolesOfType(type: Expression, values: Values, depth = 0): readonly string[] | undefined {
  if (depth > MOST_DEEP) return undefined;
  if (type.type === 'Binary') return rolesOfType(type.left, values, depth + 1);
  if (type.type !== 'Subscript') return membersOf(type, values);
  const parts = type.index.type === 'Tuple' ? type.index.elements : [type.index];
  if (lastName(type.object) === 'Literal') return parts.flatMap((each) => constantText(each) ?? []);

  return parts[0] && rolesOfType(parts[0], values, depth + 1);
}

const MOST_DEEP = 4;

function membersOf(type: Expression, values: Values): readonly string[] | undefined {
  const [found] = values
    .valuesOf(type)
    .flatMap((value) => (value.kind === 'class' && isEnumeration(value.node) ? value.node : []));

  return found?.body.body.flatMap((each) =>
    each.type === 'Assign' && each.value ? (constantText(each.value) ?? []) : [],
  );
}

function isEnumeration({ bases }: ClassNode): boolean {
  return bases.some(({ value }) => /Enum$/.test(lastName(value)));
}

/** What JSON schemas list for a field that the code is seen to ask: `validate(body, SCHEMA)`, `Draft7Validator(SCHEMA)`. */
function enumsOf(field: string, values: Values): readonly (readonly string[] | undefined)[] {
  return checkingNames
    .flatMap((name) => values.callsOf(name).slice(0, MOST_CALLS))
    .flatMap((call) => call.arguments)
    .map((given) => values.writtenAs(given.value))
    .flatMap((schema) => {
      const fields = entryOf(schema, 'properties');
      const listed = fields && entryOf(values.writtenAs(fields), field);
      const all = listed && entryOf(values.writtenAs(listed), 'enum');
      return all ? [textsIn(values.writtenAs(all))] : [];
    });
}

const checkingNames = 'validate Draft7Validator Draft202012Validator validator compile'.split(' ');

const MOST_CALLS = 40;

function textsIn(list: AnyNode): readonly string[] {
  return list.type === 'List' || list.type === 'Tuple'
    ? list.elements.flatMap((each) => constantText(each) ?? [])
    : [];
}
