import { isPasswordName, isSecretField, keysNamedIn } from '../../signatures/index.ts';
import { entryOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import { isOfOneTable } from '../one-table.ts';
import { namesBehind } from '../signatures/names-behind.ts';
import { isKeyOf, isLetter, keyOfItem } from '../signatures/new-items.ts';
import { itemsOf, plainValue, type WrittenItem } from '../signatures/written-items.ts';
import type { Call, Expression } from '../syntax.ts';
import { takenName } from '../taken-name.ts';
import { type AskedOfChange, type DecidedCall, givenAs } from './decided-call.ts';
import { isHarmlessUpdate } from './harmless-updates.ts';
import { hasNewKey, isConstantValue, isNew, isOfAuthorizer, keySaid } from './item-keys.ts';
import { isJustPut } from './just-put.ts';
import { liveNodes } from './live-nodes.ts';
import { isOneOfFew } from './one-of-few.ts';
import { takesRights, takesRole } from './rights-taken.ts';

/** What a call changes in DynamoDB that a request decides. */
export function decidedItem(call: Call, asked: AskedOfChange): DecidedCall | undefined {
  const { values } = asked;

  switch (calledName(call)) {
    case 'put_item': {
      const item = givenAs(call, undefined, 'Item');
      const condition = givenAs(call, undefined, 'ConditionExpression');
      if (!item) return allGiven(call, asked);
      return putBy({ item, condition, at: call, names: tableOf(call, asked) }, asked);
    }
    case 'update_item':
    case 'delete_item': {
      const key = givenAs(call, undefined, 'Key');
      if (!key) return allGiven(call, asked);
      if (isHarmlessUpdate(call, asked)) return undefined;
      const isRemoved = calledName(call) === 'delete_item';
      const content = isRemoved
        ? []
        : ['ExpressionAttributeValues', 'UpdateExpression', 'AttributeUpdates'].flatMap(
            (each) => givenAs(call, undefined, each) ?? [],
          );
      return keyedBy({ key, content, at: call, isRemoved }, asked);
    }
    case 'transact_write_items':
    case 'batch_write_item': {
      const given = givenAs(call, undefined, 'TransactItems', 'RequestItems');
      return given && listedIn(given, call, asked);
    }
    case 'execute_statement':
    case 'execute_transaction':
    case 'batch_execute_statement': {
      const names = values.namesOf(call.callee);
      return names.some((name) => /'dynamodb'/.test(name)) ? stated(call, asked) : undefined;
    }
    default:
      return undefined;
  }
}

/** `put_item(**payload)` */
function allGiven(call: Call, { said }: AskedOfChange): DecidedCall | undefined {
  const isSaid = call.arguments.some(({ spread, value }) => spread === '**' && said.has(value));
  const row = Object.hasOwn(whole, calledName(call) ?? '')
    ? whole[calledName(call) ?? '']
    : undefined;

  return row && isSaid ? { ...row, by: 'content' } : undefined;
}

const whole: Readonly<Record<string, Pick<DecidedCall, 'kind' | 'call'>>> = {
  put_item: { kind: 'replaces', call: 'dynamodb:PutItem' },
  update_item: { kind: 'changes', call: 'dynamodb:UpdateItem' },
  delete_item: { kind: 'removes', call: 'dynamodb:DeleteItem' },
};

interface Put {
  readonly item: Expression;
  readonly condition: Expression | undefined;
  readonly at: Call;
  readonly names: readonly string[];
}

function putBy({ item, condition, at, names }: Put, asked: AskedOfChange): DecidedCall | undefined {
  const { values, said, chosen } = asked;
  const items = itemsOf(item, at, values);
  const call = 'dynamodb:PutItem';
  // It is kept to be sent on to whom a request names, or in the name of whom it names.
  const isToOthers = items.some((each) => isLetter(each, names, { values, chosen: said }));
  if (isToOthers) return { kind: 'sends', call, by: 'recipient' };
  if (items.some((each) => takesRole(each, asked))) return { kind: 'changes', call, by: 'rights' };
  if (items.some((each) => takesRights(each, names, asked))) {
    return { kind: 'changes', call, by: 'content' };
  }
  const isNewItem = (each: WrittenItem) =>
    keyOfItem(each, names, { values, chosen }) !== undefined || hasNewKey(each, asked);
  const parts = items.map((each) => {
    if (condition && isOfNew(condition, each, at, asked)) return undefined;
    if (isListed(each, asked)) return undefined;
    // Beside a new id there may be the name that is the key.
    if (isNewItem(each)) return isUnderName(each, names, asked) ? 'key' : undefined;
    return keySaid(each, asked);
  });
  const by = items.length === 0 ? (said.has(item) ? 'content' : undefined) : parts.find(Boolean);

  const isBlind = !condition && !isShortLived(items, names);

  return by && { kind: 'replaces', call, by, ...(isBlind && { isBlind }) };
}

/** Whether all by which other functions of the archive look items of the table up is of the request. */
function isUnderName(
  item: WrittenItem,
  names: readonly string[],
  { others, said }: AskedOfChange,
): boolean {
  const tables = names.filter((name) => !ofClient.test(name));
  const keys = keysNamedIn(others, (code) => tables.some((name) => isOfOneTable(code, name)));
  const fields = item.filter(({ key }) => key !== undefined && keys.includes(key));

  return (
    fields.length > 0 &&
    fields.length === keys.length &&
    fields.every(({ value }) => said.has(value))
  );
}

/** Texts that a client is made with. */
const ofClient = /^(?:dynamodb|\w{2}-\w{4,9}-\d)$/;

/** Who is there twice is the same: nothing but an address is of a request. */
function isListed(item: WrittenItem, { said }: AskedOfChange): boolean {
  if (item.some(({ key }) => key === undefined || isSecretField(key))) return false;
  const [only, ...others] = item.filter(({ value }) => said.has(value));

  return (
    others.length === 0 && /^(?:e?mail|email_?address|phone(?:_?number)?)$/i.test(only?.key ?? '')
  );
}

/** A session, or a code that is sent: who signs in anew replaces the one before. */
function isShortLived(items: readonly WrittenItem[], names: readonly string[]): boolean {
  const keys = items.flat().flatMap(({ key }) => key ?? []);
  // Who has an account has it for long, though a mail confirms it.
  if (keys.some(isPasswordName)) return false;

  return [...names, ...keys].some((each) =>
    /otp|session|jwt|(?:^|_)token|access_?token|refresh|challenge|nonce|connection|\bttl\b|expir|verification/i.test(
      each,
    ),
  );
}

interface Keyed {
  readonly key: Expression;
  readonly content: readonly Expression[];
  readonly at: Call;
  readonly isRemoved: boolean;
}

function keyedBy(
  { key, content, at, isRemoved }: Keyed,
  asked: AskedOfChange,
): DecidedCall | undefined {
  const { values, said } = asked;
  const call = isRemoved ? 'dynamodb:DeleteItem' : 'dynamodb:UpdateItem';
  const kind = isRemoved ? 'removes' : 'changes';
  const keys = itemsOf(key, at, values);
  // Of what it has just made, or of its own connection.
  const isOwn =
    keys.length > 0 &&
    keys.every((each) =>
      each.some(({ value }) => isNew(value, asked) || isOfAuthorizer(value, values)),
    );
  if (isOwn || isUnderSecret(at)) return undefined;
  if (keys.length > 0 && keys.every((each) => isJustPut(each, at, asked))) return undefined;
  if (isRemoved && keys.length > 0 && keys.every((each) => isUsedUp(each, asked))) return undefined;
  // Or of who knows a token of it.
  const isOfFew =
    keys.length > 0 &&
    keys.every((each) =>
      each.every(
        ({ key: name = '', value }) =>
          !said.has(value) ||
          isSecretField(name) ||
          isSecretField(takenName(plainValue(value)) ?? '') ||
          isOneOfFew(plainValue(value), asked),
      ),
    );
  if (said.has(key) && !isOfFew) return { kind, call, by: 'key' };
  const isFixed =
    keys.length > 0 &&
    keys.every((each) => each.every(({ value }) => isConstantValue(value, values)));

  return isFixed && content.some((each) => said.has(each))
    ? { kind, call, by: 'content' }
    : undefined;
}

/** The state of a log-in, which comes back beside the code of OAuth: by chance, and kept for one time. */
function isUsedUp(key: WrittenItem, asked: AskedOfChange): boolean {
  const [only, ...others] = key;
  if (others.length > 0 || !/^(?:oauth_?)?state$/i.test(only?.key ?? '')) return false;
  const taken = [...liveNodes('Subscript', asked), ...liveNodes('Call', asked)];

  return taken.some((each) => takenName(each) === 'code' && asked.said.has(each));
}

/** `ConditionExpression='edit_token = :t'`: who does not know it changes nothing. */
function isUnderSecret(at: Call): boolean {
  const text = constantText(givenAs(at, undefined, 'ConditionExpression')) ?? '';

  return /(?:key|secret|token|pin|code|hash|password)\s{0,9}=\s{0,9}:\w/i.test(text);
}

/** Parts of a transaction, and of a batch: `{'Put': {'Item': …}}`, `{'DeleteRequest': {'Key': …}}`. */
function listedIn(given: Expression, at: Call, asked: AskedOfChange): DecidedCall | undefined {
  const { values } = asked;
  const whole = values.writtenAs(given);
  const found = nodesIn(whole)
    .slice(0, MOST_PARTS)
    .flatMap((node) => {
      if (node.type !== 'DictEntry') return [];
      const dict = values.writtenAs(node.value);
      if (dict.type !== 'Dict') return [];
      switch (constantText(node.key)) {
        case 'Put':
        case 'PutRequest': {
          const item = entryOf(dict, 'Item');
          const condition = entryOf(dict, 'ConditionExpression');
          return (item && putBy({ item, condition, at, names: [] }, asked)) ?? [];
        }
        case 'Update':
        case 'Delete':
        case 'DeleteRequest': {
          const key = entryOf(dict, 'Key');
          const isRemoved = constantText(node.key) !== 'Update';
          const amounts = entryOf(dict, 'ExpressionAttributeValues');
          return (
            (key && keyedBy({ key, content: amounts ? [amounts] : [], at, isRemoved }, asked)) ?? []
          );
        }
        default:
          return [];
      }
    });
  const [first] = found;
  if (first) return first;

  // All of it is sent.
  return whole.type !== 'List' && whole.type !== 'Dict' && asked.said.has(given)
    ? { kind: 'changes', call: 'dynamodb:TransactWriteItems', by: 'content' }
    : undefined;
}

/** PartiQL. */
function stated(call: Call, { values, said }: AskedOfChange): DecidedCall | undefined {
  const statement = givenAs(call, undefined, 'Statement', 'Statements', 'TransactStatements');
  const text = statement && constantText(values.writtenAs(statement));
  if (text !== undefined && /^\s{0,100}(?:select|insert)\b/i.test(text)) return undefined;
  const isSaid = call.arguments.some(({ value }) => said.has(value));
  const kind = /^\s{0,100}delete\b/i.test(text ?? '') ? 'removes' : 'changes';

  return isSaid ? { kind, call: 'dynamodb:ExecuteStatement', by: 'filter' } : undefined;
}

/** What has the key already stays. */
function isOfNew(
  condition: Expression,
  item: WrittenItem,
  at: Call,
  { values }: AskedOfChange,
): boolean {
  const written = values.writtenAs(condition);
  if (written.type === 'Call') {
    return nodesIn(written).some((each) => each.type === 'Attribute' && each.name === 'not_exists');
  }
  const text = constantText(written) ?? '';
  const [, field = ''] =
    /attribute_not_exists\s{0,20}\(\s{0,20}([#\w.]{1,100})\s{0,20}\)/i.exec(text) ?? [];
  const names = givenAs(at, undefined, 'ExpressionAttributeNames');
  const name = field.startsWith('#') ? constantText(entryOf(names, field)) : field;

  return (
    field !== '' &&
    !/\sor\s/i.test(text) &&
    (isKeyOf(item, name) || item.some(({ key }) => key === undefined))
  );
}

function tableOf(call: Call, { values }: AskedOfChange): readonly string[] {
  const of = call.callee.type === 'Attribute' ? call.callee.object : undefined;

  return namesBehind([of, givenAs(call, undefined, 'TableName')], values);
}

/** More are made to waste time. */
const MOST_PARTS = 2_000;
