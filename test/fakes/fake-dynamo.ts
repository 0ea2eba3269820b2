import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Expression, holds, updated } from './dynamo-conditions.ts';
import { bytes, type Item, isWellFormed, plain, sizeOf } from './dynamo-values.ts';

/**
 * What is to happen to a write: it is refused, it is done and its answer is lost, or its transaction
 * is cancelled for these reasons.
 */
export type Fault = 'refused' | 'unanswered' | readonly string[];

/** DynamoDB behind the real client: its conditions, its transactions and its limits. */
export interface FakeDynamo {
  readonly client: DynamoDBClient;
  items(table: string): readonly Record<string, unknown>[];
  /** Of all requests: the IAM action, and what it is about. Each once, sorted. */
  called(): readonly string[];
  /** Bytes, count and items of every transaction that was done. */
  readonly transactions: readonly (readonly Record<string, unknown>[])[];
  readonly requests: readonly Request[];
  /** What happens to the next writes, in their order; those after it succeed. */
  faults: (Fault | undefined)[];
  /** Items of a batch that the next requests leave undone, in their order. */
  undone: number[];
  /** Runs before a write is done: the moment for another process to write. */
  beforeWrite: (() => void) | undefined;
  change(table: string, sk: string, change: (item: Item) => Item | undefined): void;
}

export interface Request {
  readonly operation: string;
  readonly input: Input;
}

/** As much of all inputs as is used. */
interface Input {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
  readonly ExclusiveStartKey?: Item;
  readonly ConsistentRead?: boolean;
  readonly ClientRequestToken?: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly TransactItems?: readonly Readonly<Record<string, Write>>[];
  readonly RequestItems?: Readonly<Record<string, unknown>>;
}

interface Write {
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
}

/** @param page items in a page of a query. */
export function fakeDynamo(page = 1_000): FakeDynamo {
  const tables = new Map<string, Map<string, Item>>();
  const tokens = new Set<string>();
  const requests: Request[] = [];
  const transactions: Record<string, unknown>[][] = [];
  const tableOf = (name = '') =>
    tables.get(name) ?? tables.set(name, new Map()).get(name) ?? fail();

  const fake: FakeDynamo = {
    client: new DynamoDBClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'id', secretAccessKey: 'key' },
      maxAttempts: 1,
      // It checks no signature.
      signer: { sign: async (request) => request },
      requestHandler: {
        handle: async ({
          headers,
          body,
        }: {
          headers: Record<string, string>;
          body: Uint8Array;
        }) => {
          const operation = headers['x-amz-target']?.split('.')[1] ?? '';
          const input: Input = JSON.parse(new TextDecoder().decode(body));
          requests.push({ operation, input });

          return { response: answerOf(() => (operations[operation] ?? fail)(input)) };
        },
      },
    }),
    items: (table) => [...tableOf(table).values()].map(plain),
    called: () => [...new Set(requests.flatMap(actionsOf))].sort(),
    transactions,
    requests,
    faults: [],
    undone: [],
    beforeWrite: undefined,
    change(table, sk, change) {
      for (const [key, item] of tableOf(table)) {
        if (JSON.stringify(item.sk) !== JSON.stringify({ S: sk })) continue;
        const changed = change(item);
        if (changed) tableOf(table).set(key, changed);
        else tableOf(table).delete(key);
      }
    },
  };

  const operations: Readonly<Record<string, (input: Input) => object>> = {
    Query: (input) => {
      const { TableName, ExpressionAttributeNames: names, ExclusiveStartKey } = input;
      const values = input.ExpressionAttributeValues;
      const all = [...tableOf(TableName).values()]
        .filter((item) => holds({ text: input.KeyConditionExpression, names, values }, item))
        .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      const after = ExclusiveStartKey ? keyOf(ExclusiveStartKey) : '';
      const rest = all.filter((item) => keyOf(item) > after);
      const Items = rest.slice(0, page);
      const last = Items.at(-1);

      return {
        Items: Items.filter((item) => holds({ text: input.FilterExpression, names, values }, item)),
        ...(rest.length > page && last && { LastEvaluatedKey: { pk: last.pk, sk: last.sk } }),
      };
    },

    GetItem: ({ TableName, Key = fail() }) => {
      const Item = tableOf(TableName).get(keyOf(Key));

      return Item ? { Item } : {};
    },

    PutItem: (input) => {
      const { Item = fail(), TableName, ExpressionAttributeValues: values } = input;
      checkItem(Item);
      const text = input.ConditionExpression;
      if (!holds({ text, values }, tableOf(TableName).get(keyOf(Item)))) {
        throw new Refusal('ConditionalCheckFailedException', 'the condition failed');
      }

      tableOf(TableName).set(keyOf(Item), Item);
      return {};
    },

    UpdateItem: ({ TableName = fail(), ...update }) => {
      const write = { TableName, ...update };
      if (!isAllowed(write)) {
        throw new Refusal('ConditionalCheckFailedException', 'the condition failed');
      }

      put(write);
      return {};
    },

    TransactWriteItems: ({ TransactItems = [], ClientRequestToken = '' }) => {
      if (tokens.has(ClientRequestToken)) return {};
      const fault = fake.faults.shift();
      if (fault === 'refused') throw new Refusal('InternalServerError', 'cut off', 500);
      if (typeof fault === 'object') throw cancelled(fault);

      fake.beforeWrite?.();
      const writes = TransactItems.flatMap((item) => Object.values(item));
      check(writes);
      transactions.push(writes.map(put).map(plain));
      tokens.add(ClientRequestToken);

      if (fault === 'unanswered') throw new Refusal('InternalServerError', 'answer lost', 500);
      return {};
    },

    BatchGetItem: ({ RequestItems = {} }) => {
      const [[table, request] = fail()] = Object.entries(RequestItems);
      const { Keys } = request as { Keys: readonly Item[] };
      limit(Keys.length <= 100 && distinct(Keys), 'keys of a batch');
      const done = Keys.slice(0, Keys.length - (fake.undone.shift() ?? 0));
      const left = Keys.slice(done.length);

      return {
        Responses: { [table]: done.flatMap((key) => listed(tableOf(table).get(keyOf(key)))) },
        UnprocessedKeys: left.length > 0 ? { [table]: { Keys: left } } : {},
      };
    },

    BatchWriteItem: ({ RequestItems = {} }) => {
      const [[table, request] = fail()] = Object.entries(RequestItems);
      const puts = request as readonly { PutRequest: { Item: Item } }[];
      const items = puts.map(({ PutRequest }) => PutRequest.Item);
      limit(items.length <= 25 && distinct(items), 'items of a batch');
      items.forEach(checkItem);
      const done = items.slice(0, items.length - (fake.undone.shift() ?? 0));
      for (const item of done) tableOf(table).set(keyOf(item), item);
      const left = puts.slice(done.length);

      return { UnprocessedItems: left.length > 0 ? { [table]: left } : {} };
    },
  };

  function check(writes: readonly Write[]): void {
    const keys = writes.map(({ Item, Key }) => Item ?? Key ?? fail());
    const items = writes.flatMap(({ Item }) => listed(Item));
    limit(writes.length <= 100 && distinct(keys), 'items of a transaction');
    limit(items.map(sizeOf).reduce((a, b) => a + b, 0) <= 4 * 2 ** 20, 'bytes of a transaction');
    items.forEach(checkItem);

    const codes = writes.map((write) => (isAllowed(write) ? 'None' : 'ConditionalCheckFailed'));
    if (codes.some((code) => code !== 'None')) throw cancelled(codes);
  }

  function isAllowed({ TableName, Item, Key, ConditionExpression, ...write }: Write): boolean {
    const stored = tableOf(TableName).get(keyOf(Item ?? Key ?? fail()));

    return holds(expressionOf(ConditionExpression, write), stored);
  }

  /** What stands there then. */
  function put({ TableName, Item, Key, UpdateExpression, ...write }: Write): Item {
    const key = keyOf(Item ?? Key ?? fail());
    const before = tableOf(TableName).get(key) ?? Key;
    const after = Item ?? updated(expressionOf(UpdateExpression, write), before);

    checkItem(after);
    tableOf(TableName).set(key, after);
    return after;
  }

  return fake;
}

function expressionOf(
  text: string | undefined,
  write: Pick<Write, 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>,
): Expression {
  return {
    text,
    names: write.ExpressionAttributeNames,
    values: write.ExpressionAttributeValues,
  };
}

class Refusal extends Error {
  readonly type: string;
  readonly status: number;
  readonly more: object;

  constructor(type: string, message: string, status = 400, more = {}) {
    super(message);
    this.type = type;
    this.status = status;
    this.more = more;
  }
}

/** @param codes why, of each item; `None` where it is not for that one. */
function cancelled(codes: readonly string[]): Refusal {
  const CancellationReasons = codes.map((Code) => ({ Code }));

  return new Refusal('TransactionCanceledException', 'cancelled', 400, { CancellationReasons });
}

function answerOf(run: () => object) {
  try {
    return responseWith(200, run());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { type, message, status, more } = error;
    const __type = `com.amazonaws.dynamodb.v20120810#${type}`;
    return responseWith(status, { __type, message, ...more });
  }
}

function responseWith(statusCode: number, answer: object) {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };

  return { statusCode, headers, body: new TextEncoder().encode(JSON.stringify(answer)) };
}

function checkItem(item: Item): void {
  const { pk, sk } = item;
  limit(pk !== undefined && 'S' in pk && bytes(pk.S) <= 2048 && pk.S !== '', 'partition key');
  limit(sk !== undefined && 'S' in sk && bytes(sk.S) <= 1024 && sk.S !== '', 'sort key');
  limit(sizeOf(item) <= 400 * 1024, 'bytes of an item');
  limit(isWellFormed(item), 'text');
}

function limit(kept: boolean, what: string): void {
  if (!kept) throw new Refusal('ValidationException', `not within the limits: ${what}`);
}

function listed(item: Item | undefined): readonly Item[] {
  return item ? [item] : [];
}

function distinct(keys: readonly Item[]): boolean {
  return new Set(keys.map(keyOf)).size === keys.length;
}

/** Both are texts: `checkItem`. */
function keyOf({ pk, sk }: Item): string {
  return JSON.stringify([pk && 'S' in pk ? pk.S : pk, sk && 'S' in sk ? sk.S : sk]);
}

function actionsOf({ operation, input }: Request): readonly string[] {
  if (input.TransactItems) {
    return input.TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, { TableName }]) =>
        actionOn(
          { Put: 'PutItem', Update: 'UpdateItem', ConditionCheck: 'ConditionCheckItem' }[kind] ??
            kind,
          TableName,
        ),
      ),
    );
  }
  if (input.RequestItems) {
    return Object.keys(input.RequestItems).map((table) => actionOn(operation, table));
  }
  if (input.IndexName === 'byCheck') return [`dynamodb:${operation} findings by check`];
  return [actionOn(operation, input.TableName)];
}

function actionOn(operation: string, table = ''): string {
  return `dynamodb:${operation} ${table} table`;
}

function fail(): never {
  throw new Error('the fake of DynamoDB does not know this request');
}
