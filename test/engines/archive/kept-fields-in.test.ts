import { describe, expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { handedOutIn } from '../../../functions/engines/archive/handed-out-in.ts';
import { keptFieldsIn } from '../../../functions/engines/archive/kept-fields-in.ts';
import { sdkCallsIn } from '../../../functions/engines/archive/sdk-calls-in.ts';

const node = { path: 'index.js', runtime: 'nodejs24.x', handler: 'index.handler' };
const python = { path: 'app.py', runtime: 'python3.13', handler: 'app.handler' };
type Language = Omit<typeof node, 'handler'> & { readonly handler: string | undefined };

const variable = (name: string, otherwise?: string) => [
  { variable: name, ...(otherwise !== undefined && { otherwise }) },
];
const users = variable('USERS_TABLE');

describe('what code puts into a table', () => {
  it.each<[string, readonly string[], readonly unknown[], readonly string[]]>([
    [
      'an item',
      [
        'await db.send(new PutCommand({ TableName: process.env.USERS_TABLE, Item: { id: 1, email: body.email, password: body.secret, note: 1 } }));',
      ],
      users,
      ['email', 'password'],
    ],
    [
      'a name for an item, in a name for the options',
      [
        "const item = { id: 1, phone_number: body.phone }; const params = { TableName: 'Users', Item: item }; await db.send(new PutCommand(params));",
      ],
      [{ text: 'Users' }],
      ['phone_number'],
    ],
    [
      'a typed item',
      [
        "await db.send(new PutItemCommand({ TableName: 'Users', Item: marshall({ ssn: body.ssn }) }));",
      ],
      [{ text: 'Users' }],
      ['ssn'],
    ],
    [
      'an update',
      [
        "await db.send(new UpdateCommand({ TableName: 'Users', Key: { id: 1 }, UpdateExpression: 'SET email = :e, #p = :p', ExpressionAttributeNames: { '#p': 'phone' }, ExpressionAttributeValues: {} }));",
      ],
      [{ text: 'Users' }],
      ['phone', 'email'],
    ],
    [
      'several at once',
      [
        'await db.send(new BatchWriteCommand({ RequestItems: { Users: [{ PutRequest: { Item: { email: body.email } } }] } }));',
      ],
      [{ text: 'Users' }],
      ['email'],
    ],
    [
      'several at once, one by one',
      [
        'const all = []; for (const each of body.all) all.push({ PutRequest: { Item: { email: each.email } } }); await db.send(new BatchWriteCommand({ RequestItems: { Users: all } }));',
      ],
      [{ text: 'Users' }],
      ['email'],
    ],
    [
      'a transaction',
      [
        "await db.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: 'Users', Item: { email: 1 } } }, { Update: { TableName: 'Users', Key: { id: 1 }, UpdateExpression: 'SET salary = :s' } }] }));",
      ],
      [{ text: 'Users' }],
      ['email', 'salary'],
    ],
  ])('is seen in JavaScript: %s', (_, lines, table, fields) => {
    expect(kept(node, script(...lines))).toEqual([{ table, fields }]);
  });

  it('is seen of both versions of the SDK, of a table at once', () => {
    const code =
      "const AWS = require('aws-sdk'); const db = new AWS.DynamoDB.DocumentClient(); exports.handler = async () => { await db.put({ TableName: process.env.USERS_TABLE, Item: { email: 1 } }).promise(); await db.update({ TableName: process.env.USERS_TABLE, Key: { id: 1 }, UpdateExpression: 'SET phone = :p' }).promise(); };";

    expect(kept(node, code)).toEqual([{ table: users, fields: ['email', 'phone'] }]);
  });

  it.each<[string, readonly string[]]>([
    [
      'nothing that is of people',
      [
        "await db.send(new PutCommand({ TableName: 'Users', Item: { id: 1, title: body.email } }));",
      ],
    ],
    [
      'a table that is not seen',
      ['await db.send(new PutCommand({ TableName: event.table, Item: { email: 1 } }));'],
    ],
    [
      'one of several tables',
      [
        "await db.send(new PutCommand({ TableName: event.isOld ? 'Users' : 'Members', Item: { email: 1 } }));",
      ],
    ],
    [
      'what is removed',
      ["await db.send(new DeleteCommand({ TableName: 'Users', Key: { email: body.email } }));"],
    ],
    [
      'what is read',
      ["await db.send(new GetCommand({ TableName: 'Users', Key: { email: body.email } }));"],
    ],
    [
      'what is kept elsewhere',
      ["await fetch('https://a.b', { body: JSON.stringify({ email: 1 }) });"],
    ],
    [
      'what is computed',
      [
        "await db.send(new PutCommand({ TableName: 'Users', Item: { [body.field]: body.email } }));",
      ],
    ],
  ])('is not seen in JavaScript: %s', (_, lines) => {
    expect(kept(node, script(...lines))).toEqual([]);
  });

  it.each<[string, readonly string[], readonly unknown[], readonly string[]]>([
    [
      'an item',
      [
        "users.put_item(Item={'id': 1, 'email': body['email'], 'password_hash': digest, 'note': 1})",
      ],
      variable('USERS_TABLE', 'Users'),
      ['email', 'password_hash'],
    ],
    [
      'a name for an item',
      ["item = {'id': 1, 'phone': body['phone']}", "client.put_item(TableName='Users', Item=item)"],
      [{ text: 'Users' }],
      ['phone'],
    ],
    [
      'a field that is set later',
      ["item = {'id': 1}", "item['email'] = body['email']", 'users.put_item(Item=item)'],
      variable('USERS_TABLE', 'Users'),
      ['email'],
    ],
    [
      'an update',
      [
        "users.update_item(Key={'id': 1}, UpdateExpression='SET email = :e, #p = :p', ExpressionAttributeNames={'#p': 'phone'})",
      ],
      variable('USERS_TABLE', 'Users'),
      ['phone', 'email'],
    ],
    [
      'several at once',
      [
        "client.batch_write_item(RequestItems={'Users': [{'PutRequest': {'Item': {'email': {'S': 'a'}}}}]})",
      ],
      [{ text: 'Users' }],
      ['email'],
    ],
    [
      'a transaction',
      [
        "client.transact_write_items(TransactItems=[{'Put': {'TableName': 'Users', 'Item': {'email': {'S': 'a'}}}}, {'Update': {'TableName': 'Users', 'Key': {}, 'UpdateExpression': 'SET salary = :s'}}])",
      ],
      [{ text: 'Users' }],
      ['email', 'salary'],
    ],
  ])('is seen in Python: %s', (_, lines, table, fields) => {
    expect(kept(python, module(...lines))).toEqual([{ table, fields }]);
  });

  it.each<[string, readonly string[]]>([
    ['nothing that is of people', ["users.put_item(Item={'id': 1, 'title': body['email']})"]],
    [
      'a table that is not seen',
      ["boto3.resource('dynamodb').Table(event['table']).put_item(Item={'email': 1})"],
    ],
    ['what is removed', ["users.delete_item(Key={'email': body['email']})"]],
    [
      'what is kept elsewhere',
      ["boto3.client('s3').put_object(Bucket='a', Key='b', Body=json.dumps({'email': 1}))"],
    ],
  ])('is not seen in Python: %s', (_, lines) => {
    expect(kept(python, module(...lines))).toEqual([]);
  });

  it.each([
    ['a layer', { ...node, handler: undefined }],
    ['another language', { ...node, runtime: 'java21' }],
  ])('is not seen of %s', (_, entry) => {
    const code = script(
      "await db.send(new PutCommand({ TableName: 'Users', Item: { email: 1 } }));",
    );

    expect(kept(entry, code)).toEqual([]);
  });

  it.each<
    [string, Language, string, readonly (readonly [string | undefined, readonly string[]])[]]
  >([
    [
      'the same for all of a kind',
      node,
      script(
        "await db.send(new PutCommand({ TableName: 'T', Item: { pk: 'BOOKING', email: 1 } }));",
      ),
      [
        [undefined, ['email']],
        ['BOOKING', ['email']],
      ],
    ],
    [
      'the same, in a typed item',
      node,
      script(
        "await db.send(new PutItemCommand({ TableName: 'T', Item: { type: { S: 'user' }, email: 1 } }));",
      ),
      [
        [undefined, ['email']],
        ['user', ['email']],
      ],
    ],
    [
      'a word that says nothing of people',
      node,
      script("await db.send(new PutCommand({ TableName: 'T', Item: { pk: 'ROOM', email: 1 } }));"),
      [[undefined, ['email']]],
    ],
    [
      'another for each',
      node,
      script(
        "await db.send(new PutCommand({ TableName: 'T', Item: { pk: 'BOOKING#' + body.id, email: 1 } }));",
      ),
      [[undefined, ['email']]],
    ],
    [
      'a field that is no key',
      node,
      script(
        "await db.send(new PutCommand({ TableName: 'T', Item: { title: 'booking', email: 1 } }));",
      ),
      [[undefined, ['email']]],
    ],
    [
      'the same for all of a kind, in Python',
      python,
      module(
        "client.put_item(TableName='Tee', Item={'PK': {'S': 'BOOKING'}, 'email': {'S': 'a'}})",
      ),
      [
        [undefined, ['email']],
        ['BOOKING', ['email']],
      ],
    ],
    [
      'another for each, in Python',
      python,
      module(
        "client.put_item(TableName='Tee', Item={'PK': {'S': body['pk']}, 'email': {'S': 'a'}})",
      ),
      [[undefined, ['email']]],
    ],
  ])('is of a part of a table where its key is %s', (_, entry, code, parts) => {
    expect(kept(entry, code).map(({ part, fields }) => [part, fields])).toEqual(parts);
  });

  it.each<[string, Language, string, readonly string[] | undefined]>([
    [
      'read of it',
      node,
      script(
        "if (!body.email) return; await db.send(new PutCommand({ TableName: 'Users', Item: { id: 1, ...body } }));",
      ),
      ['email'],
    ],
    [
      'set in it',
      node,
      script(
        "body.password = await digest(body.pin); await db.send(new PutCommand({ TableName: 'Users', Item: body }));",
      ),
      ['password'],
    ],
    [
      'taken out of it',
      node,
      script(
        "const { email, phone } = body; await db.send(new PutCommand({ TableName: 'Users', Item: { ...body } }));",
      ),
      ['email', 'phone'],
    ],
    [
      'removed',
      node,
      script(
        "if (!body.password) return; delete body.password; await db.send(new PutCommand({ TableName: 'Users', Item: body }));",
      ),
      undefined,
    ],
    [
      'called',
      node,
      script("body.email(); await db.send(new PutCommand({ TableName: 'Users', Item: body }));"),
      undefined,
    ],
    [
      'read of another',
      node,
      script(
        "if (!event.email) return; await db.send(new PutCommand({ TableName: 'Users', Item: body }));",
      ),
      undefined,
    ],
    [
      'read of it, in Python',
      python,
      module(
        "if not body.get('email') or 'phone' not in body: return",
        "client.put_item(TableName='Users', Item=body)",
      ),
      ['email', 'phone'],
    ],
    [
      'set in it, in Python',
      python,
      module(
        "body['password'] = digest",
        "client.put_item(TableName='Users', Item={'id': 1, **body})",
      ),
      ['password'],
    ],
    [
      'removed, in Python',
      python,
      module("word = body.pop('password')", "client.put_item(TableName='Users', Item=body)"),
      undefined,
    ],
    [
      'deleted, in Python',
      python,
      module(
        "word = body['password']",
        "del body['password']",
        "client.put_item(TableName='Users', Item=body)",
      ),
      undefined,
    ],
  ])('is what is kept of all that is sent, where fields are %s', (_, entry, code, fields) => {
    expect(kept(entry, code)).toMatchObject(fields ? [{ fields }] : []);
  });

  it('is what is spread into an item, too', () => {
    const code = script(
      "const save = (item) => db.send(new PutCommand({ TableName: 'Users', Item: { id: 1, ...item } })); await save({ email: body.email, ...{ phone: body.phone } });",
    );

    expect(kept(node, code)).toMatchObject([{ fields: ['email', 'phone'] }]);
  });
});

describe('the items of a table that are answered to anyone', () => {
  const answer = 'return { statusCode: 200, body: JSON.stringify(found.Items) };';

  it.each<[string, Language, string, object]>([
    [
      'all',
      node,
      script(
        'const found = await db.send(new ScanCommand({ TableName: process.env.USERS_TABLE }));',
        answer,
      ),
      { named: 'all', table: users },
    ],
    [
      'those under an e-mail address',
      node,
      script(
        "const found = await db.send(new ScanCommand({ TableName: 'Things', FilterExpression: 'email = :e', ExpressionAttributeValues: { ':e': event.queryStringParameters.email } }));",
        answer,
      ),
      { named: 'part', table: [{ text: 'Things' }] },
    ],
    [
      'one',
      node,
      script(
        "const found = await db.send(new GetCommand({ TableName: 'Things', Key: { id: event.pathParameters.id } }));",
        'return { statusCode: 200, body: JSON.stringify(found.Item) };',
      ),
      { named: 'all', table: [{ text: 'Things' }], isOne: true },
    ],
    [
      'all, in Python',
      python,
      module("return {'statusCode': 200, 'body': json.dumps(users.scan()['Items'])}"),
      { named: 'all', table: variable('USERS_TABLE', 'Users') },
    ],
    [
      'one, in Python',
      python,
      module(
        "found = users.get_item(Key={'id': event['pathParameters']['id']})",
        "return {'statusCode': 200, 'body': json.dumps(found['Item'])}",
      ),
      { named: 'all', table: variable('USERS_TABLE', 'Users'), isOne: true },
    ],
  ])('are seen: %s', (_, entry, code, expected) => {
    expect(handed(entry, code)).toMatchObject([{ kind: 'items', ...expected }]);
  });

  it.each<[string, Language, string]>([
    [
      'a filter',
      node,
      script(
        "const found = await db.send(new ScanCommand({ TableName: 'T', FilterExpression: 'x = :x' }));",
        answer,
      ),
    ],
    [
      'a filter that may be there',
      node,
      script(
        "const more = event.x ? { FilterExpression: 'x = :x' } : {}; const found = await db.send(new ScanCommand({ TableName: 'T', ...more }));",
        answer,
      ),
    ],
    [
      'a table that is not seen',
      node,
      script('const found = await db.send(new ScanCommand({ TableName: event.t }));', answer),
    ],
    [
      'fields of them',
      node,
      script(
        "const found = await db.send(new ScanCommand({ TableName: 'T' }));",
        'return { statusCode: 200, body: JSON.stringify(found.Items.map(({ id }) => ({ id }))) };',
      ),
    ],
    [
      'what asks for a token',
      node,
      script(
        "if (event.headers.authorization !== process.env.KEY) return { statusCode: 401 }; const found = await db.send(new ScanCommand({ TableName: 'T' }));",
        answer,
      ),
    ],
    [
      'what is not answered',
      node,
      script(
        "const found = await db.send(new ScanCommand({ TableName: 'T' })); console.log(found.Items.length);",
      ),
    ],
    [
      'a filter, in Python',
      python,
      module(
        "return {'statusCode': 200, 'body': json.dumps(users.scan(FilterExpression=Attr('x').eq(1))['Items'])}",
      ),
    ],
    [
      'what asks for a token, in Python',
      python,
      module(
        "if event['headers'].get('authorization') != os.environ['KEY']: return {'statusCode': 401}",
        "return {'statusCode': 200, 'body': json.dumps(users.scan()['Items'])}",
      ),
    ],
  ])('are not seen: %s', (_, entry, code) => {
    expect(handed(entry, code)).toEqual([]);
  });

  const key = (condition: string, value: string) =>
    `const found = await db.send(new QueryCommand({ TableName: 'T', KeyConditionExpression: '${condition}', ExpressionAttributeNames: { '#k': 'type' }, ExpressionAttributeValues: { ':v': ${value} } }));`;
  const found = "return {'statusCode': 200, 'body': json.dumps(found['Items'])}";

  it.each<[string, Language, string, object | undefined]>([
    ['all of a kind', node, script(key('pk = :v', "'BOOKING'"), answer), { part: 'BOOKING' }],
    [
      'all of a kind, typed',
      node,
      script(key('pk = :v', "{ S: 'BOOKING' }"), answer),
      { part: 'BOOKING' },
    ],
    [
      'all of a kind, by a name for the key',
      node,
      script(key('#k = :v AND begins_with(sk, :s)', "'USER'"), answer),
      { part: 'USER' },
    ],
    ['a kind that is not of people', node, script(key('pk = :v', "'ROOM'"), answer), undefined],
    [
      'what belongs to an event',
      node,
      script(key('eventId = :v', 'event.pathParameters.id'), answer),
      { under: 'eventId', named: 'part' },
    ],
    [
      'what is under an e-mail address',
      node,
      script(key('email = :v', 'event.pathParameters.email'), answer),
      { named: 'part' },
    ],
    [
      'what belongs to a user',
      node,
      script(key('userId = :v', 'event.pathParameters.id'), answer),
      undefined,
    ],
    ['an item', node, script(key('id = :v', 'event.pathParameters.id'), answer), undefined],
    [
      'what is not equal',
      node,
      script(key('eventId > :v', 'event.pathParameters.id'), answer),
      undefined,
    ],
    [
      'what a filter leaves',
      node,
      script(
        key('eventId = :v', 'event.pathParameters.id').replace(
          'TableName',
          "FilterExpression: 'a = :a', TableName",
        ),
        answer,
      ),
      undefined,
    ],
    [
      'all of a kind, in Python',
      python,
      module(
        "found = users.query(KeyConditionExpression=Key('pk').eq('BOOKING') & Key('sk').begins_with('R'))",
        found,
      ),
      { part: 'BOOKING' },
    ],
    [
      'all of a kind, in Python by a text',
      python,
      module(
        "found = client.query(TableName='Tee', KeyConditionExpression='#k = :v', ExpressionAttributeNames={'#k': 'pk'}, ExpressionAttributeValues={':v': {'S': 'BOOKING'}})",
        found,
      ),
      { part: 'BOOKING' },
    ],
    [
      'what belongs to an event, in Python',
      python,
      module(
        "found = users.query(KeyConditionExpression=Key('event_id').eq(event['pathParameters']['id']))",
        found,
      ),
      { under: 'event_id', named: 'part' },
    ],
    [
      'what belongs to a user, in Python',
      python,
      module(
        "found = users.query(KeyConditionExpression=Key('user_id').eq(event['pathParameters']['id']))",
        found,
      ),
      undefined,
    ],
    [
      'what a filter leaves, in Python',
      python,
      module(
        "found = users.query(KeyConditionExpression=Key('event_id').eq(event['id']), FilterExpression=Attr('a').eq(1))",
        found,
      ),
      undefined,
    ],
  ])('are those that a query asks for: %s', (_, entry, code, expected) => {
    expect(handed(entry, code)).toMatchObject(expected ? [{ kind: 'items', ...expected }] : []);
  });

  it.each<[string, string, boolean]>([
    ['pushed', 'const all = []; all.push(...found.Items);', true],
    ['joined', 'let all = []; all = all.concat(found.Items);', true],
    ['spread', 'let all = []; all = [...all, ...found.Items];', true],
    ['pushed one by one', 'const all = []; for (const each of found.Items) all.push(each);', true],
    ['counted', 'const all = []; all.push(found.Items.length);', false],
    ['lost', 'const all = []; for (const each of found.Items) all.push(each.id);', false],
  ])('are gathered: %s', (_, line, isSeen) => {
    const code = script(
      "const found = await db.send(new ScanCommand({ TableName: 'T' }));",
      line,
      'return { statusCode: 200, body: JSON.stringify(all) };',
    );

    expect(handed(node, code)).toHaveLength(isSeen ? 1 : 0);
  });

  it('are gathered by a generator', () => {
    const code = script(
      "async function* each() { const found = await db.send(new ScanCommand({ TableName: 'T' })); yield* found.Items; } const all = []; for await (const one of each()) all.push(one);",
      'return { statusCode: 200, body: JSON.stringify(all) };',
    );

    expect(handed(node, code)).toHaveLength(1);
  });

  it.each<[string, Language, string, readonly string[] | undefined]>([
    [
      'taken apart',
      node,
      made('({ id, email, phone }) => ({ id, email, phone })'),
      ['email', 'phone'],
    ],
    ['read', node, made('(each) => ({ id: each.id, email: each.email })'), ['email']],
    ['that say nothing of people', node, made('({ id, title }) => ({ id, title })'), undefined],
    ['of something else', node, made('({ id }) => ({ id, email })'), undefined],
    [
      'in Python',
      python,
      module(
        "found = users.scan()['Items']",
        "return {'statusCode': 200, 'body': json.dumps([{'id': each['id'], 'email': each['email']} for each in found])}",
      ),
      ['email'],
    ],
  ])('are made of each: fields %s', (_, entry, code, fields) => {
    expect(handed(entry, code)).toMatchObject(fields ? [{ kind: 'items', fields }] : []);
  });

  it('are records where the code itself says what is kept', () => {
    const code = script(
      'await db.send(new PutCommand({ TableName: process.env.USERS_TABLE, Item: { email: event.e, phone: 1 } })); const found = await db.send(new ScanCommand({ TableName: process.env.USERS_TABLE }));',
      answer,
    );

    expect(handed(node, code)).toMatchObject([{ kind: 'records' }]);
  });
});

function made(callback: string): string {
  return script(
    "const found = await db.send(new ScanCommand({ TableName: 'T' }));",
    `return { statusCode: 200, body: JSON.stringify(found.Items.map(${callback})) };`,
  );
}

function script(...lines: readonly string[]): string {
  return [
    "const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb'); const { marshall } = require('@aws-sdk/util-dynamodb');",
    "const { DynamoDBDocumentClient, PutCommand, UpdateCommand, GetCommand, DeleteCommand, ScanCommand, BatchWriteCommand, TransactWriteCommand, QueryCommand } = require('@aws-sdk/lib-dynamodb');",
    'const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));',
    "exports.handler = async (event) => { const body = JSON.parse(event.body ?? '{}');",
    ...lines,
    '};',
  ].join('\n');
}

function module(...lines: readonly string[]): string {
  return [
    'import boto3, json, os',
    'from boto3.dynamodb.conditions import Attr, Key',
    "users = boto3.resource('dynamodb').Table(os.environ.get('USERS_TABLE', 'Users'))",
    "client = boto3.client('dynamodb')",
    'def handler(event, context):',
    "    body = json.loads(event.get('body') or '{}')",
    "    digest = 'x'",
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

function analysed({ path, ...entry }: Language, code: string) {
  const file = archiveFile(path, new TextEncoder().encode(code));
  const contents = {
    listing: [{ path: file.path, bytes: code.length }],
    files: [file],
    unread: [],
  };

  return { contents, entry, sdkCalls: sdkCallsIn(contents, entry) };
}

function kept(of: Language, code: string) {
  const { contents, entry, sdkCalls } = analysed(of, code);

  return keptFieldsIn(contents, entry, { sdkCalls });
}

function handed(of: Language, code: string) {
  const { contents, entry, sdkCalls } = analysed(of, code);

  return handedOutIn(contents, entry, { sdkCalls });
}
