import type { DesignKind } from '../../../core/open-design.ts';
import {
  countedField,
  givesPower,
  isCounting,
  isCountName,
  isVisitName,
} from '../../signatures/index.ts';
import { argumentOf, hasUnseenArguments } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { returnsOf } from '../members.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { foundBehind } from './behind.ts';
import type { Chosen } from './chosen.ts';
import type { Credentials } from './credentials.ts';
import { valuesOf } from './plain-truth.ts';
import { isAltered } from './put-into.ts';
import { isOfEverybody, isOfPerson, namesPerson } from './sign-up-fields.ts';

type Dict = NodeOf<'Dict'>;

/**
 * What a call writes to DynamoDB that strangers are meant to write: one more in one item that the code names, or the item of who signs up, with a
 * hash of the password. Undefined of all else.
 */
export function designOf(
  call: Call,
  credentials: Credentials,
  chosen: Chosen,
): DesignKind | undefined {
  if (call.callee.type !== 'Attribute' || hasUnseenArguments(call)) return undefined;

  switch (calledName(call)) {
    case 'update_item':
      return isCount(call, credentials.values, chosen) ? 'counter' : undefined;
    case 'put_item':
      return isSignUp(call, credentials) ? 'sign-up' : undefined;
    default:
      return undefined;
  }
}

/** By a constant: of an item that no request chooses, or of one that must be there, where it counts no more than who came by. */
function isCount(call: Call, values: Values, chosen: Chosen): boolean {
  const key = argumentOf(call, undefined, 'Key');
  const amounts = argumentOf(call, undefined, 'ExpressionAttributeValues');
  const expression = argumentOf(call, undefined, 'UpdateExpression');
  const text = expression && constantText(values.writtenAs(expression));
  const others = [call.callee, ...call.arguments.filter(({ name }) => name !== 'Key')];
  if (!key || !amounts || text === undefined || others.some((each) => chosen.has(each)))
    return false;

  return (
    !isRepeated(call) &&
    !textsIn(call, values).some(givesPower) &&
    isCounting(text) &&
    isLiteral(values.writtenAs(amounts)) &&
    (isLiteral(values.writtenAs(key))
      ? isOfCount(countedField(text), call, values, isCountName)
      : isOfCount(countedField(text), call, values, isVisitName) && mustBeThere(call, values))
  );
}

/** By its name, which may stand beside the expression: `{'#n': 'visits'}`. */
function isOfCount(
  field: string,
  call: Call,
  values: Values,
  is: (name: string) => boolean,
): boolean {
  if (!field.startsWith('#')) return is(field);
  const names = argumentOf(call, undefined, 'ExpressionAttributeNames');
  const texts = names ? textsIn(values.writtenAs(names), values) : [];
  const [name, ...others] = texts.filter((text) => !text.startsWith('#'));

  return name !== undefined && others.length === 0 && is(name);
}

/** Otherwise the request makes items. */
function mustBeThere(call: Call, values: Values): boolean {
  const condition = argumentOf(call, undefined, 'ConditionExpression');
  const text = condition && constantText(values.writtenAs(condition));

  return /^\s{0,20}attribute_exists\s{0,20}\([#\w.\s]{1,100}\)\s{0,20}$/i.test(text ?? '');
}

/** `{'id': 'visits'}`, `{':one': {'N': '1'}}` */
function isLiteral(node: Expression): boolean {
  if (node.type === 'Text' || node.type === 'Number') return true;

  return (
    node.type === 'Dict' &&
    node.entries.length > 0 &&
    node.entries.every(({ key, value }) => constantText(key) !== undefined && isLiteral(value))
  );
}

/** With nothing by which who signs up gives themselves more than others have, and no password as it is. */
function isSignUp(call: Call, credentials: Credentials): boolean {
  const { requested, values } = credentials;
  const given = argumentOf(call, undefined, 'Item');
  const item = given && dictOf(given, credentials);
  const table = argumentOf(call, undefined, 'TableName');
  const condition = argumentOf(call, undefined, 'ConditionExpression');
  const isNew = !condition || isOfNew(constantText(values.writtenAs(condition)) ?? '');
  if (!item || !isNew || isRepeated(call) || isOfChange(item)) return false;
  if (requested.has(call.callee) || (table && requested.has(table))) return false;
  if ([call.callee, table].some((each) => each && isOfFew(each, values))) return false;
  const parts = partsOf(item, credentials);

  return parts?.includes('hash') === true && parts.includes('name');
}

type Part = 'own' | 'hash' | 'name' | 'field';

/** What its fields are, also those within others; undefined where one may be anything. */
function partsOf({ entries }: Dict, credentials: Credentials): readonly Part[] | undefined {
  const parts = entries.map(({ key, value }) => partsAt(constantText(key), value, credentials));

  return parts.every((each) => each !== undefined) ? parts.flat() : undefined;
}

function partsAt(
  key: string | undefined,
  value: Expression,
  credentials: Credentials,
): readonly Part[] | undefined {
  if (key === undefined) return undefined;
  if (value.type === 'Dict') {
    const [only, ...others] = value.entries;
    // `{'S': name}`, as the client has it.
    return only && others.length === 0 && /^(?:S|N|B|BOOL)$/.test(constantText(only.key) ?? '')
      ? partsAt(key, only.value, credentials)
      : partsOf(value, credentials);
  }
  const { requested, values } = credentials;
  if (givesPower(key))
    return isPlainly(values.writtenAs(value), isOfEverybody) ? ['own'] : undefined;
  if (!requested.has(value)) return ['own'];
  if (isHashed(value, credentials)) return ['hash'];
  const taken = takenIn(value, values);
  if (!taken || (!/^(?:pk|sk)$/i.test(key) && !isOfPerson(key))) return undefined;
  if (taken.length === 0 || !taken.every(isOfPerson)) return undefined;

  return [taken.some(namesPerson) ? 'name' : 'field'];
}

function isPlainly(node: Expression, is: (value: string) => boolean): boolean {
  return (
    (node.type === 'Text' || node.type === 'Number' || node.type === 'Constant') && is(node.value)
  );
}

/** A password that is set anew: `updated_at`, and nothing of when it was made. */
function isOfChange({ entries }: Dict): boolean {
  const keys = entries.map(({ key }) => constantText(key) ?? '');

  return (
    keys.some((key) => /updated|modified|changed|reset/i.test(key)) &&
    !keys.some((key) => /created|registered|joined/i.test(key))
  );
}

/** Who is there already is not written over. */
function isOfNew(condition: string): boolean {
  return /^\s{0,20}attribute_not_exists\s{0,20}\([#\w.\s]{1,100}\)\s{0,20}$/i.test(condition);
}

/** In a loop: for each of those that a request names, or as often as it says. */
function isRepeated(call: Call): boolean {
  for (let at = call.parent; at && at.type !== 'Function'; at = at.parent) {
    if (/^(?:For|While|Comprehension)$/.test(at.type)) return true;
  }
  return false;
}

/** A table of administrators, or a client that is chosen by one. */
function isOfFew(node: Expression, values: Values): boolean {
  return textsIn(node, values).some((text) => /admin|staff|root|super/i.test(text));
}

function textsIn(node: AnyNode, values: Values): readonly string[] {
  const texts: string[] = [];
  foundBehind(node, values, (each) => {
    if (each.type === 'Text') texts.push(each.value);
    return undefined;
  });

  return texts;
}

/** What stands there, or was set once and not changed. */
function dictOf(node: Expression, { values }: Credentials): Dict | undefined {
  if (node.type === 'Dict') return node;
  const [value, ...others] = node.type === 'Name' ? valuesOf(node) : [];
  const binding = bindingOf(node);
  const isOne = value?.type === 'Dict' && others.length === 0;

  return isOne && binding && !isAltered(binding, values) ? value : undefined;
}

/** Whether each value that it may have is the hash of a password of the request, in whatever form. */
function isHashed(value: Expression, credentials: Credentials, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  const { requested, values } = credentials;
  const is = (each: Expression) => isHashed(each, credentials, depth + 1);

  switch (value.type) {
    case 'Await':
      return is(value.value);
    case 'Conditional':
      return is(value.yes) && is(value.no);
    case 'Binary':
      return value.operator === 'or'
        ? is(value.left) && is(value.right)
        : [value.left, value.right].some(is) &&
            [value.left, value.right].every((each) => is(each) || !requested.has(each));
    case 'FormattedText':
      return value.parts.some(is) && value.parts.every((each) => is(each) || !requested.has(each));
    case 'Name': {
      const all = valuesOf(value);
      return all.length > 0 && all.every(is);
    }
    case 'Call': {
      const { callee, arguments: given } = value;
      const own = values.functionsOf(callee).flatMap(({ node }) => returnsOf(node));
      if (own.length > 0) return own.every(is);
      if (isHashing(value, values)) return given.some((each) => credentials.has(each.value));
      if (callee.type === 'Attribute' && forms.test(callee.name) && is(callee.object)) return true;
      const [first] = given;
      return first !== undefined && forms.test(calledName(value) ?? '') && is(first.value);
    }
    default:
      return false;
  }
}

/** Whether it makes a hash that is slow, with a salt. */
export function isHashing(call: Call, values: Values): boolean {
  return values.namesOf(call.callee).some((name) => hashing.test(name));
}

/** The names of all fields of the request that a value is made of; undefined where it is not made of such alone. */
function takenIn(value: Expression, values: Values): readonly string[] | undefined {
  const names: string[] = [];
  let seen = 0;
  foundBehind(value, values, (node) => {
    seen += 1;
    const field = fieldIn(node);
    if (field !== undefined && !containers.test(field)) names.push(field);
    return undefined;
  });

  return seen < MOST_SEEN ? names : undefined;
}

function fieldIn(node: AnyNode): string | undefined {
  // `body[name]` may be any of them, and so not that of a person.
  if (node.type === 'Subscript') return constantText(node.index) ?? '';
  if (node.type === 'Attribute') {
    return node.parent?.type === 'Call' && node.parent.callee === node ? undefined : node.name;
  }

  return node.type === 'Call' && calledName(node) === 'get'
    ? (constantText(node.arguments[0]?.value) ?? '')
    : undefined;
}

/** What holds fields that a request brings; not the parameters of a path, which say whose item it is. */
const containers =
  /^(?:body|json|json_body|data|form|args|value|values|params|payload|request|current_request|current_event|queryStringParameters|query_string_parameters)$/;

const forms =
  /^(?:decode|encode|hex|strip|str|b64encode|hexlify|urlsafe_b64encode|standard_b64encode)$/;

const hashing =
  /^(?:bcrypt\.hashpw|hashlib\.(?:pbkdf2_hmac|scrypt)|werkzeug\.security\.generate_password_hash|flask_bcrypt\.[\w.()]{0,40}generate_password_hash|passlib\.[\w.()]{1,60}\.(?:hash|encrypt)|argon2\.(?:PasswordHasher\(\)\.hash|hash_password|low_level\.hash_secret))$/;

const MOST_STEPS = 8;

const MOST_SEEN = 900;
