import {
  givesRights,
  insertedFields,
  isOfPassword,
  isPasswordName,
  isRoleName,
  isRoleOfFew,
} from '../../signatures/index.ts';
import { behind } from '../behind.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  literalText,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import type { ChangeReaders } from './change-readers.ts';
import { isListedRole, rolesIn } from './listed-roles.ts';

type Readers = Pick<ChangeReaders, 'values' | 'data'>;

/** Whether who signs up says what they may do: `role: body.role` beside a password, where the code does not ask which one it is. */
export function takesRole(item: AnyNode | undefined, of: Readers): boolean {
  return objectsOf(of.values, item).some((made) => {
    const fields = made.properties.flatMap((each) => (each.type === 'Property' ? [each] : []));
    const hasPassword = fields.some((each) => isOfLogIn(memberName(each) ?? ''));
    return hasPassword && fields.some((each) => takesRight(memberName(each) ?? '', each.value, of));
  });
}

/** The same of a statement: `query('INSERT INTO users (password, role) VALUES ($1, $2)', [digest, body.role])`. */
export function insertsRole(text: string, given: readonly AnyNode[], of: Readers): boolean {
  const listed = given.map(behind).find((each) => each.type === 'ArrayExpression');
  const fields = insertedFields(text).flatMap(({ name, place }) => {
    const value = listed?.type === 'ArrayExpression' ? listed.elements[place] : undefined;
    return value ? [{ name, value }] : [];
  });

  return (
    fields.some(({ name }) => isOfLogIn(name)) &&
    fields.some(({ name, value }) => takesRight(name, value, of))
  );
}

/** A `group` of someone who is kept may be a class, too. */
function takesRight(name: string, value: AnyNode, of: Readers): boolean {
  return givesRights(name) && isTaken(name, value, of);
}

/** `{ Name: 'custom:role', Value: body.role }` among the attributes of a user of Cognito. */
export function takesAttribute(given: AnyNode, of: Readers): boolean {
  const attributes = optionIn(of.values, given, 'UserAttributes');
  const list = attributes?.type === 'ArrayExpression' ? attributes.elements : [];

  return list.some((each) => {
    const name = each ? textOf(optionIn(of.values, each, 'Name')) : undefined;
    const value = each ? optionIn(of.values, each, 'Value') : undefined;
    const own = /^custom:(.{1,60})$/.exec(name ?? '')?.[1];
    return own !== undefined && value !== undefined && isTaken(own, value, of);
  });
}

/** Whether a request says the group that someone is put into. */
export function takesGroup(given: AnyNode, of: Readers): boolean {
  const group = optionIn(of.values, given, 'GroupName');

  return (
    group !== undefined && of.data.of(group)?.isSent === true && !isAsked(group, 'group', of.values)
  );
}

function isOfLogIn(name: string): boolean {
  return isPasswordName(name) || isOfPassword(name);
}

function isTaken(name: string, given: AnyNode, { data, values }: Readers): boolean {
  const value = meantBy(given);
  if (!isRoleName(name) || data.of(value)?.isSent !== true) return false;

  return !isAsked(value, name, values) && !isListedRole(name, values);
}

/** `isAdmin` of `!!isAdmin`, `Boolean(isAdmin)` and `isAdmin === true`. */
function meantBy(value: AnyNode): AnyNode {
  if (value.type === 'UnaryExpression' && value.operator === '!') return meantBy(value.argument);
  if (isCall(value) && calledName(value) === 'Boolean') return value.arguments[0] ?? value;

  return value.type === 'BinaryExpression' && isTruth(value.right) ? value.left : value;
}

/** `true`, and what a form says for it. */
function isTruth(node: AnyNode): boolean {
  return node.type === 'Literal' && (node.value === true || node.value === 'true');
}

/**
 * Whether the same function holds it against something, or one that it hands all of it to: `role === 'admin'`, `roles.includes(role)`,
 * `switch (role)`, `checkBody(body)`.
 */
function isAsked(value: AnyNode, field: string, values: Values): boolean {
  const of = scopeOf(value).function;
  const names = new Set([field, nameOf(value)]);
  const isIt = (node: AnyNode) => names.has(nameOf(node) ?? '');
  const whole = value.type === 'MemberExpression' ? bindingOf(value.object) : undefined;
  const pending: AnyNode[] = of ? [of.body] : [];
  const asked = new Set<AnyNode>(pending);
  let count = 0;

  for (let node = pending.pop(); node && count < MOST_NODES; node = pending.pop()) {
    count += 1;
    if (node.type === 'SwitchStatement' && isIt(node.discriminant)) return true;
    if (node.type === 'BinaryExpression' && isHeld(node, isIt)) return true;
    if (isCall(node) && asking.test(calledName(node) ?? '') && node.arguments.some(isIt)) {
      if (!isListOfFew(node)) return true;
    }
    if (isCall(node) && whole && node.arguments.some((each) => bindingOf(each) === whole)) {
      for (const { body } of values.functionsOf(node.callee)) {
        if (!asked.has(body)) pending.push(body);
        asked.add(body);
      }
    }
    if (node.type === 'MemberExpression' && node.computed && isIt(node.property)) return true;
    pending.push(...childrenOf(node));
  }
  return count >= MOST_NODES;
}

/** `['user', 'admin'].includes(role)`: who signs up may be any of these. */
function isListOfFew({ callee }: CallNode): boolean {
  const list = callee.type === 'MemberExpression' ? behind(callee.object) : undefined;

  return list !== undefined && rolesIn(list).some(isRoleOfFew);
}

function isHeld(
  { operator, left, right }: NodeOf<'BinaryExpression'>,
  isIt: (node: AnyNode) => boolean,
): boolean {
  const sides: readonly AnyNode[] = [left, right];

  return (
    (operator === 'in' || /^[!=]==?$/.test(operator)) &&
    sides.some(isIt) &&
    sides.every((side) => literalText(side) !== '') &&
    !sides.some(isTruth) &&
    !sides.some(isNothing)
  );
}

function isNothing(node: AnyNode): boolean {
  return (
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'Literal' && node.value === null)
  );
}

const asking =
  /^(?:includes|has|indexOf|hasOwn|hasOwnProperty|test|match)$|valid|check|assert|allow|permit|ensure/i;

function nameOf(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'MemberExpression':
      return fieldRead(node);
    case 'LogicalExpression':
      return nameOf(node.left);
    case 'ChainExpression':
      return nameOf(node.expression);
    default:
      return undefined;
  }
}

const MOST_NODES = 5_000;
