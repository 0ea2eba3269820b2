import { anyField } from '../../flow/index.ts';
import { isRoleOfFew } from '../../signatures/index.ts';
import { behind } from '../behind.ts';
import { objectsOf, textOf } from '../options.ts';
import { parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  isCall,
  literalText,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import { elementsOf, type Values } from '../value.ts';

/**
 * Whether a schema of the code says which roles there are to choose from, of which none is given to few: `role: z.enum(['buyer', 'seller'])`,
 * `role: Joi.string().valid('buyer')`, `body('role').isIn(ROLES)`, `{ role: { enum: ['buyer'] } }`. A list that is not seen is one.
 */
export function isListedRole(field: string, values: Values): boolean {
  const listing = listingNames
    .flatMap((name) => values.callsOf(name).slice(0, MOST_CALLS))
    .filter((call) => isAbout(call, field));
  const lists = [
    ...listing.map((call) => call.arguments.flatMap(rolesIn)),
    ...enumsOf(field, values).map(rolesIn),
  ];

  return lists.some((roles) => !roles.some(isRoleOfFew));
}

/** The texts of a list, or the one that it is. */
export function rolesIn(node: AnyNode): readonly string[] {
  const list = behind(node);
  const text = textOf(list);
  if (text !== undefined) return [text];
  if (list.type === 'ObjectExpression') {
    return list.properties.flatMap((each) =>
      each.type === 'Property' ? (textOf(each.value) ?? []) : [],
    );
  }

  return list.type === 'ArrayExpression'
    ? elementsOf(list, anyField).flatMap((each) => textOf(each) ?? [])
    : [];
}

/** Of zod, Joi, yup, superstruct, valibot and express-validator. */
const listingNames =
  'enum nativeEnum literal valid allow equal oneOf isIn enums picklist enum_ IsIn IsEnum'.split(
    ' ',
  );

const MOST_CALLS = 100;

/** Whether what a chain of calls says is of a field: `role: z.enum(…).optional()`, `body('role').isIn(…)`. */
function isAbout(call: CallNode, field: string): boolean {
  for (let at: AnyNode = call, steps = 0; isCall(at) && steps < MOST_STEPS; steps += 1) {
    if (literalText(at.arguments[0]) === field) return true;
    if (at.callee.type !== 'MemberExpression') break;
    at = at.callee.object;
  }
  let around = parentOf(call);
  for (let steps = 0; around && steps < MOST_STEPS; steps += 1) {
    if (around.type === 'Property') return memberName(around) === field;
    if (!isCall(around) && around.type !== 'MemberExpression' && around.type !== 'ArrayExpression')
      return false;
    around = parentOf(around);
  }
  return false;
}

/** Within a schema, or a chain of calls. */
const MOST_STEPS = 12;

/** What JSON schemas that the code has compiled, and models, list for a field: `{ properties: { role: { enum: [...] } } }`. */
function enumsOf(field: string, values: Values): readonly AnyNode[] {
  return checkingNames
    .flatMap((name) => values.callsOf(name).slice(0, MOST_CALLS))
    .flatMap((call) => call.arguments)
    .flatMap((given) => objectsOf(values, given))
    .flatMap((schema) => [schema, ...objectsIn('properties', schema, values)])
    .flatMap((fields) => objectsIn(field, fields, values))
    .flatMap(({ properties }) =>
      properties.flatMap((each) =>
        each.type === 'Property' && memberName(each) === 'enum' ? each.value : [],
      ),
    );
}

/** Of ajv, of middy, of jsonschema and of mongoose. */
const checkingNames = 'compile validate transpileSchema addSchema Schema'.split(' ');

function objectsIn(
  field: string,
  { properties }: NodeOf<'ObjectExpression'>,
  values: Values,
): readonly NodeOf<'ObjectExpression'>[] {
  return properties.flatMap((each) =>
    each.type === 'Property' && memberName(each) === field ? objectsOf(values, each.value) : [],
  );
}
