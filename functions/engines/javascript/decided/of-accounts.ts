import { wordsOf } from '../../flow/index.ts';
import { isPasswordName } from '../../signatures/index.ts';
import { textOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether accounts are kept there, by what it is called: `User.create(body)`, `new Member(body)`, `db.collection('users').insertOne(body)`;
 * or by its schema, which has a password or a role. Who adds one with all its fields takes a role with it; what else is added harms
 * no one who is there.
 */
export function isOfAccounts(node: AnyNode, values: Values): boolean {
  const pending: AnyNode[] = [node];
  const seen = new Set<AnyNode>();

  for (let at = pending.pop(); at && seen.size < MOST_STEPS; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const name = nameOf(at);
    if (accounts.test(name) || wordsOf(name).some((word) => accountWords.has(word))) return true;
    if (at.type === 'ObjectExpression' && at.properties.some(isOfAccount)) return true;
    if (at.type === 'MemberExpression') pending.push(at.object);
    if (at.type === 'AwaitExpression') pending.push(at.argument);
    if (isCall(at)) pending.push(at.callee, ...(at === node || isOpening(at) ? [] : at.arguments));
    if (at.type === 'Identifier') pending.push(...definedAs(at), ...madeAs(at, values));
  }
  return false;
}

/** What it is given is the user, or the password, of the database. */
function isOpening(call: CallNode): boolean {
  return /^(?:(?:\w{1,20}_?)?connect|open|create(?:Connection|Pool|Client)|Sequelize|MongoClient|DataSource|Pool|Client|Connection)$/i.test(
    calledName(call) ?? '',
  );
}

function nameOf(node: AnyNode): string {
  if (node.type === 'Identifier') return node.name;

  return node.type === 'MemberExpression' ? (fieldRead(node) ?? '') : (textOf(node) ?? '');
}

function definedAs(node: AnyNode): readonly AnyNode[] {
  return (bindingOf(node)?.definitions ?? []).flatMap((each) =>
    each.kind === 'value' ? each.node : [],
  );
}

/** What a name that another file gives was made by: `require('./models/person')`. */
function madeAs(node: AnyNode, values: Values): readonly AnyNode[] {
  return values.valuesOf(node).flatMap((each) => (each.kind === 'made' && each.by ? each.by : []));
}

/** Of a schema: `{ email: String, password: String, role: String }` */
function isOfAccount(property: AnyNode): boolean {
  const name = property.type === 'Property' ? (memberName(property) ?? '') : '';

  return (
    isPasswordName(name) ||
    /^(?:(?:user_?)?roles?|password_?hash|is_?(?:super_?)?admin)$/i.test(name)
  );
}

const accounts = /user|account|admin|member|staff|employee|credential|role|permission/i;

const accountWords: ReadonlySet<string> = new Set(
  'auth login logins signup signups usuario usuarios apikey apikeys'.split(' '),
);

const MOST_STEPS = 32;
