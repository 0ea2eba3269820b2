import { describe, expect, it } from 'vitest';
import { findDecidedChanges } from '../../../functions/engines/javascript/index.ts';
import { decidedBy, decidedByRoutes, decidedIn } from './decided-in.ts';

type Row = readonly [what: string, body: string, change: string, beside?: string];
type None = readonly [what: string, body: string, beside?: string];

const put = (item: string, more = '') =>
  `await db.send(new PutCommand({ TableName, Item: ${item}${more} }));`;
const update = (
  key: string,
  more = "UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': body.a }",
) => `await db.send(new UpdateCommand({ TableName, Key: ${key}, ${more} }));`;
const look = (key: string) =>
  `const { Item } = await db.send(new GetCommand({ TableName, Key: ${key} }));`;

const older = "const AWS = require('aws-sdk'); const old = new AWS.DynamoDB.DocumentClient();\n";
/** Helpers of callbacks, of which one answers by a code. */
const answering = `const userOf = (email) => new Promise((resolve, reject) => { old.get({ TableName, Key: { email } }, (error, { Item }) => { if (error) reject(error); else if (Item) resolve({ code: 200, data: Item }); else resolve({ code: 201, data: [] }); }); });
const save = (email, hash) => new Promise((resolve) => { old.put({ TableName, Item: { email, hash } }, (error) => { resolve({ code: error ? 400 : 200 }); }); });`;

/** Of what is sent: some have no id in them, and some do, or let others through. */
const schemas = `const Joi = require('joi'); const z = require('zod'); const joi = Joi.object({ text: Joi.string().required() });
const _ = require('lodash'); const fields = process.env.FIELDS.split(',');
const open = Joi.object({ text: Joi.string() }).unknown(); const keyed = Joi.object({ id: Joi.string(), text: Joi.string() });
const zod = z.object({ text: z.string() }); const keyedZod = z.object({ id: z.string(), text: z.string() });
const ofUser = z.object({ text: z.string(), userId: z.string() }); const joiOfUser = Joi.object({ email: Joi.string(), text: Joi.string() });`;

describe('what a request decides in a table', () => {
  it.each<Row>([
    [
      'what a path names is deleted',
      'await db.send(new DeleteCommand({ TableName, Key: { id } }));',
      'removes dynamodb:DeleteItem key',
    ],
    ['what a path names is changed', update('{ id }'), 'changes dynamodb:UpdateItem key'],
    [
      'by a constant, too',
      update(
        '{ id }',
        "UpdateExpression: 'SET approved = :a', ExpressionAttributeValues: { ':a': true }",
      ),
      'changes dynamodb:UpdateItem key',
    ],
    [
      'an item under an id that is sent',
      put('{ id: body.id, text: body.text }'),
      'replaces dynamodb:PutItem key blind',
    ],
    ['all that is sent', put('body'), 'replaces dynamodb:PutItem key blind'],
    [
      'all that is sent over an id',
      put('{ id: v4(), ...body }'),
      'replaces dynamodb:PutItem key blind',
    ],
    [
      'an id that may be sent',
      put('{ id: body.id || v4() }'),
      'replaces dynamodb:PutItem key blind',
    ],
    [
      'in the form of the older client',
      put('{ id: { S: body.id } }'),
      'replaces dynamodb:PutItem key blind',
    ],
    [
      'a user by an e-mail',
      put(
        '{ email: body.email, hash: await bcrypt.hash(body.password, 10), createdAt: new Date().toISOString() }',
      ),
      'replaces dynamodb:PutItem key blind',
    ],
    [
      'a key of two parts beside an id',
      put('{ id: v4(), pk: body.email, sk: body.day }'),
      'replaces dynamodb:PutItem key blind',
    ],
    [
      'through a helper',
      'await save(body);',
      'replaces dynamodb:PutItem key blind',
      `const save = (Item) => db.send(new PutCommand({ TableName, Item }));`,
    ],
    [
      'what has to be there',
      put('body', ", ConditionExpression: 'attribute_exists(id)'"),
      'replaces dynamodb:PutItem key',
    ],
    [
      'what was looked up and is there',
      `${look('{ id }')}\nif (!Item) return { statusCode: 404 };\n${put('{ ...Item, id, ...body }')}`,
      'replaces dynamodb:PutItem key',
    ],
    [
      'an item that was found by what is named',
      `${look('{ id }')}\nItem.state = 'done';\n${put('Item')}`,
      'replaces dynamodb:PutItem key',
    ],
    [
      'one of many',
      'await db.send(new BatchWriteCommand({ RequestItems: { t: [{ DeleteRequest: { Key: { id: body.id } } }] } }));',
      'removes dynamodb:BatchWriteItem key',
    ],
    [
      'one of a list that is made',
      'const all = body.ids.map((each) => ({ DeleteRequest: { Key: { id: each } } }));\nawait db.send(new BatchWriteCommand({ RequestItems: { t: all } }));',
      'removes dynamodb:BatchWriteItem key',
    ],
    [
      'in a transaction',
      "await db.send(new TransactWriteCommand({ TransactItems: [{ Update: { TableName, Key: { id }, UpdateExpression: 'SET a = :a' } }] }));",
      'changes dynamodb:TransactWriteItems key',
    ],
    [
      'one more of what a path names, which is worth something',
      update(
        '{ id }',
        "UpdateExpression: 'ADD seats :one', ExpressionAttributeValues: { ':one': 1 }",
      ),
      'changes dynamodb:UpdateItem key',
    ],
    [
      'by what a table of functions is asked for',
      'return act[body.action](body.payload);',
      'removes dynamodb:DeleteItem key',
      'const act = { list: () => db.send(new QueryCommand({ TableName })), drop: (Key) => db.send(new DeleteCommand({ TableName, Key })) };',
    ],
    [
      'an id that is made where none is sent',
      `body.id ??= v4();\n${put('body')}`,
      'replaces dynamodb:PutItem key blind',
    ],
    [
      'the one item of a fixed key',
      put("{ id: 'settings', value: body.value }"),
      'replaces dynamodb:PutItem content',
    ],
    [
      'an item whose fields are set one by one',
      `const item = {}; item['name'] = body.name; item.age = body.age;\n${put('item')}`,
      'replaces dynamodb:PutItem key blind',
    ],
    [
      'the one item of a fixed key beside a new id',
      put("{ pk: 'settings', changeId: v4(), value: body.value }"),
      'replaces dynamodb:PutItem content',
    ],
    [
      'by what an entity says of itself',
      put('new User(body).toItem()'),
      'replaces dynamodb:PutItem key blind',
      "class User { constructor(data) { this.pk = 'USER#' + data.id; } toItem() { return { ...this }; } }",
    ],
    [
      'by a getter of an entity',
      'await db.send(new DeleteCommand({ TableName, Key: new User(body.id).keys() }));',
      'removes dynamodb:DeleteItem key',
      "class User { constructor(id) { this.id = id; } get pk() { return 'USER#' + this.id; } keys() { return { pk: this.pk }; } }",
    ],
    [
      'by what a method has set',
      'const act = new Act();\nact.begin(event);\nawait act.run();',
      'removes dynamodb:DeleteItem key',
      'class Act { begin(event) { this.body = JSON.parse(event.body); } async run() { await db.send(new DeleteCommand({ TableName, Key: { id: this.body.id } })); } }',
    ],
    [
      'by a function that is made',
      'await drop(id);',
      'removes dynamodb:DeleteItem key',
      "const by = (name) => async (value) => db.send(new DeleteCommand({ TableName, Key: { [name]: value } }));\nconst drop = by('id');",
    ],
    [
      'through an async function as compilers write it',
      'await drop({ id });',
      'removes dynamodb:DeleteItem key',
      'var __awaiter = function (thisArg, _arguments, P, generator) { return new Promise((resolve, reject) => { function step(r) { r.done ? resolve(r.value) : Promise.resolve(r.value).then((v) => step(generator.next(v))); } step((generator = generator.apply(thisArg, _arguments || [])).next()); }); };\nfunction drop(_a) { return __awaiter(this, arguments, void 0, function* ({ id }) { yield db.send(new DeleteCommand({ TableName, Key: { id } })); }); }',
    ],
    [
      'of what form it may be',
      `const input = { TableName };\ninput.Key = { id };\nawait db.send(new DeleteCommand(input));`,
      'removes dynamodb:DeleteItem key',
    ],
    [
      'what a helper looked up and answers by a code',
      `const seen = await userOf(body.email);\nif (seen.code === 201) { await save(body.email, body.hash); }`,
      'replaces dynamodb:PutItem key',
      `${older}${answering}`,
    ],
    [
      'where that code ends it',
      `const seen = await userOf(body.email);\nif (seen.code === 200) return { statusCode: 409 };\nawait save(body.email, body.hash);`,
      'replaces dynamodb:PutItem key',
      `${older}${answering}`,
    ],
    [
      'beside the answer of a helper that is compared nowhere',
      `const seen = await userOf(body.email);\nconsole.log(seen.code);\nawait save(body.email, body.hash);`,
      'replaces dynamodb:PutItem key blind',
      `${older}${answering}`,
    ],
    [
      'beside a code that is compared with what a caller may know',
      `const seen = await userOf(body.email);\nif (seen.code === process.env.CODE) await save(body.email, body.hash);`,
      'replaces dynamodb:PutItem key blind',
      `${older}${answering}`,
    ],
    [
      'beside a code that the request says itself',
      `if (body.user.code === 201) { ${put('{ email: body.email, hash: body.hash }')} }`,
      'replaces dynamodb:PutItem key blind',
    ],
    [
      'beside what is looked up for everyone alike',
      `const seen = await userOf('settings');\nif (seen.code === 200) await save(body.email, body.hash);`,
      'replaces dynamodb:PutItem key blind',
      `${older}${answering}`,
    ],
    ...[
      'await old.delete({ TableName, Key: { id } }).promise();',
      'old.delete({ TableName, Key: { id } }, () => {});',
      'old.delete({ TableName, Key: { id } }).send();',
      'const done = () => {};\nold.delete({ TableName, Key: { id } }, done);',
      'const asked = old.delete({ TableName, Key: { id } });\nawait asked.promise();',
    ].map(
      (sent): Row => [`by what is sent: ${sent}`, sent, 'removes dynamodb:DeleteItem key', older],
    ),
    ...[
      'await check(body).then((it) => it.id).then((name) => drop(name));',
      'await check(body).then(({ id: name }) => name).catch(() => undefined).then(drop);',
      'await check(id).finally(() => console.log(1)).then(drop);',
      'const name = await check(undefined).catch(() => id);\nawait drop(name);',
    ].map(
      (chain): Row => [
        `by what a promise comes to: ${chain}`,
        chain,
        'removes dynamodb:DeleteItem key',
        'const check = async (it) => it; const drop = (id) => db.send(new DeleteCommand({ TableName, Key: { id } }));',
      ],
    ),
    ...[
      'const { error } = joi.validate(body);\nif (error) console.log(error);',
      'const { error } = joi.validate(body, { allowUnknown: true });\nif (error) return { statusCode: 400 };',
      'const { error } = open.validate(body);\nif (error) return { statusCode: 400 };',
      'const { error } = keyed.validate(body);\nif (error) return { statusCode: 400 };',
      'const { error } = joi.validate(body.inner);\nif (error) return { statusCode: 400 };',
      'zod.parse(body);',
      'if (body.text) delete body.id;',
      'delete body.text;',
    ].map(
      (checked): Row => [
        `all that is sent over an id, though it is looked at: ${checked}`,
        `${checked}\n${put('{ id: v4(), ...body }')}`,
        'replaces dynamodb:PutItem key blind',
        schemas,
      ],
    ),
    ...[
      "_.pick(body, ['id', 'text'])",
      '_.pick(body, fields)',
      "_.omit(body, ['text'])",
      'yup.validate(body)',
      'joi.validate(body, { allowUnknown: true }).value',
    ].map(
      (kept): Row => [
        `by what is let through: ${kept}`,
        `const data = await ${kept};\n${put('{ id: v4(), ...data }')}`,
        'replaces dynamodb:PutItem key blind',
        `${schemas} const yup = require('yup').object({ text: z.string() });`,
      ],
    ),
    [
      'by a field that a schema has',
      `const data = keyedZod.parse(body);\n${put('{ id: v4(), ...data }')}`,
      'replaces dynamodb:PutItem key blind',
      schemas,
    ],
    ...[
      `const data = ofUser.parse(body);\n${put('{ ...data, at: Date.now() }')}`,
      `const { data } = ofUser.safeParse(body);\n${put('data')}`,
      `const { value } = joiOfUser.validate(body);\n${put('{ ...value, at: 1 }')}`,
      put("{ ..._.pick(body, ['text', 'userId']), at: 1 }"),
      put("{ ..._.pick(body, ['price', 'sku']), at: 1 }"),
    ].map(
      (code): Row => [
        `by what a schema has in place of an id: ${code}`,
        code,
        'replaces dynamodb:PutItem key blind',
        schemas,
      ],
    ),
    [
      'by a field of what is picked',
      "await db.send(new DeleteCommand({ TableName, Key: { id: _.pick(body, ['item.id']).item.id } }));",
      'removes dynamodb:DeleteItem key',
      schemas,
    ],
    [
      'by a client of version 3 that waits for itself',
      'await whole.delete({ TableName, Key: { id } });',
      'removes dynamodb:DeleteItem key',
      "const { DynamoDBDocument } = require('@aws-sdk/lib-dynamodb'); const whole = DynamoDBDocument.from(new DynamoDBClient({}));",
    ],
  ])('is seen: %s', (_, body, change, beside) => {
    expect(decidedIn(body, beside)).toEqual([change]);
  });

  it.each<None>([
    ['an id that the code makes', put('{ id: v4(), text: body.text }')],
    ['an id that is put over what is sent', put('{ ...body, id: v4() }')],
    [
      'an id that is assigned',
      `const item = Object.assign({}, body, { id: v4() });\n${put('item')}`,
    ],
    [
      'a name that is given anew',
      `let item = body;\nitem = { id: v4(), text: body.text };\n${put('item')}`,
    ],
    [
      'a key that the code looks up by, made anew',
      `await db.send(new GetCommand({ TableName, Key: { noteId: 'a' } }));\n${put('{ owner: body.owner, noteId: v4() }')}`,
    ],
    [
      'one that must not be there',
      put('{ id: body.id }', ", ConditionExpression: 'attribute_not_exists(id)'"),
    ],
    [
      'one that is refused where it is there',
      `${look('{ email: body.email }')}\nif (Item) return { statusCode: 409 };\n${put('{ email: body.email }')}`,
    ],
    [
      'one that is put where nothing is',
      `${look('{ email: body.email }')}\nif (!Item) { ${put('{ email: body.email }')} }`,
    ],
    [
      'one that is refused in who calls',
      `if (await exists(body.email)) return { statusCode: 409 };\nawait save(body);`,
      `const exists = async (email) => { ${look('{ email }')} return !!Item; };\nconst save = async ({ email }) => { ${put('{ email }')} };`,
    ],
    [
      'the connection of who asks',
      put('{ connectionId: event.requestContext.connectionId, name: body.name }'),
    ],
    ['what an authorizer says', update('{ id: event.requestContext.authorizer.claims.sub }')],
    [
      'what a token says that is verified',
      `const { sub } = jwt.verify(event.headers.authorization, process.env.KEY);\n${update('{ id: sub }')}`,
    ],
    [
      'a constant',
      update(
        "{ id: 'settings' }",
        "UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': 1 }",
      ),
    ],
    [
      'one of few',
      `const kinds = { a: 'first', b: 'second' };\n${update('{ id: kinds[body.kind] }')}`,
    ],
    ['which of two', update("{ id: body.kind === 'a' ? 'first' : 'second' }")],
    [
      'who comes by, that is counted',
      update(
        '{ id }',
        "UpdateExpression: 'ADD visits :one', ExpressionAttributeValues: { ':one': 1 }",
      ),
    ],
    [
      'what a record says',
      `for (const { body: text } of event.Records ?? []) await db.send(new DeleteCommand({ TableName, Key: { id: text } }));`,
    ],
    [
      'what was looked up by a licence',
      `${look('{ licenseKey: body.licenseKey }')}\nif (!Item) return { statusCode: 404 };\n${update('{ licenseKey: Item.licenseKey }')}`,
    ],
    [
      'what was looked up by a token, of another',
      `${look('{ resetToken: body.resetToken }')}\nif (!Item) return { statusCode: 404 };\n${update('{ email: body.email }')}`,
    ],
    [
      'a key that is made after what is sent was looked at',
      'await check(id).then(() => v4()).then((name) => db.send(new DeleteCommand({ TableName, Key: { id: name } })));',
      'const check = async (it) => it;',
    ],
    ...[
      'const { error } = joi.validate(body);\nif (error) return { statusCode: 400 };\nconst data = body;',
      'const { error: wrong } = joi.validate(body, { abortEarly: false });\nif (wrong) throw wrong;\nconst data = body;',
      'const result = joi.validate(body);\nif (result.error) { console.log(1); return { statusCode: 400 }; }\nconst data = body;',
      'await joi.validateAsync(body);\nconst data = body;',
      'const { value: data } = joi.validate(body);',
      'const { value: data } = joi.validate(body, { stripUnknown: true });',
      'const data = zod.parse(body);',
      'const { success, data } = zod.safeParse(body);',
      'const { id: _, ...data } = body;',
      'delete body.id; const data = body;',
      "const data = _.pick(body, ['text', 'title']);",
      "const data = _.pick(body, 'text');",
      "const data = _.omit(body, ['id']);",
    ].map(
      (checked): None => [
        `an id that is not let through: ${checked}`,
        `${checked}\n${put('{ id: v4(), ...data }')}`,
        schemas,
      ],
    ),
    ...[
      `const data = ofUser.parse(body);\n${put('{ noteId: v4(), ...data }')}`,
      `const data = ofUser.parse(body);\n${put('{ ...data, noteId: v4() }')}`,
      `const data = ofUser.parse(body);\n${put('{ ...data, timestamp: Date.now() }')}`,
      `const data = zod.parse(body);\n${put('{ ...data, at: Date.now() }')}`,
      `const data = zod.parse(body);\n${put('data')}`,
    ].map((code): None => [`a key that no schema has: ${code}`, code, schemas]),
    ['an id that is set in a copy', `const item = { ...body };\nitem.id = v4();\n${put('item')}`],
    [
      'what is said at a time',
      put('{ sessionId: body.sessionId, timestamp: Date.now(), text: body.text }'),
    ],
    ['an address alone', put('{ email: body.email, subscribedAt: new Date().toISOString() }')],
    [
      'one that is found among all',
      `const { Items } = await db.send(new QueryCommand({ TableName }));\nconst twin = Items.find((each) => each.email === body.email);\nif (twin) return { statusCode: 409 };\n${put('{ email: body.email, hash: body.hash }')}`,
    ],
    [
      'one that is put where nothing is, in few words',
      `${look('{ email: body.email }')}\nreturn Item ? { statusCode: 409 } : await save(body);`,
      `const save = ({ email, text }) => db.send(new PutCommand({ TableName, Item: { email, text } }));`,
    ],
    [
      'what a key of its own is compared for',
      `${look('{ id }')}\nif (!Item || Item.editKey !== body.editKey) return { statusCode: 403 };\n${update('{ id }')}`,
    ],
    [
      'what a condition compares a token for',
      update(
        '{ id }',
        "UpdateExpression: 'SET a = :a', ConditionExpression: 'editToken = :t', ExpressionAttributeValues: { ':a': body.a, ':t': body.editToken }",
      ),
    ],
    [
      'a list that is read and added to',
      `${look("{ id: 'all' }")}\n${put("{ id: 'all', list: [...Item.list, body.text] }")}`,
    ],
    ['an id that is set in what is sent', `body.id = v4();\n${put('body')}`],
    [
      'one that is refused by a helper that throws',
      `await ensureFree(body.email);\n${put('{ email: body.email, text: body.text }')}`,
      "const ensureFree = async (email) => { const { Count } = await db.send(new QueryCommand({ TableName, IndexName: 'by-email', ExpressionAttributeValues: { ':e': email } })); if (Count > 0) throw new Error('taken'); };",
    ],
    [
      'what a code is compared for',
      `${look('{ phone: body.phone }')}\nif (!Item || Item.code !== body.code) return { statusCode: 401 };\n${update('{ phone: body.phone }')}`,
    ],
    [
      'one of a list',
      `if (!['red', 'blue'].includes(body.color)) return { statusCode: 400 };\n${update('{ color: body.color }', "UpdateExpression: 'ADD votes :one', ExpressionAttributeValues: { ':one': 1 }")}`,
    ],
    ['what is only read', look('{ id }')],
    [
      'what version 2 makes and nothing sends',
      'await old.delete({ TableName, Key: { id } });',
      older,
    ],
    ['the same, waited for by nothing', 'old.delete({ TableName, Key: { id } });', older],
  ])('is not: %s', (_, body, beside) => {
    expect(decidedIn(body, beside)).toEqual([]);
  });
});

describe('what a request decides elsewhere in AWS', () => {
  it.each<Row>([
    [
      'an object that is written',
      `await s3.send(new PutObjectCommand({ Bucket, Key: \`in/\${body.name}\`, Body: body.text }));`,
      'replaces s3:PutObject key blind',
    ],
    [
      'a file of a form that is read as it comes',
      "const form = Busboy({ headers: event.headers });\nform.on('file', (name, file, about) => s3.send(new PutObjectCommand({ Bucket, Key: about.filename, Body: file })));",
      'replaces s3:PutObject key blind',
      "const Busboy = require('busboy');",
    ],
    [
      'the one object of a name',
      "await s3.send(new PutObjectCommand({ Bucket, Key: 'config.json', Body: event.body }));",
      'replaces s3:PutObject content',
    ],
    [
      'an upload into a folder, though no other is replaced',
      `await s3.send(new PutObjectCommand({ Bucket, Key: \`\${body.user}/\${v4()}\`, Body: body.text }));`,
      'changes s3:PutObject content',
    ],
    [
      'an object that is deleted',
      'await s3.send(new DeleteObjectCommand({ Bucket, Key: id }));',
      'removes s3:DeleteObject key',
    ],
    [
      'an object that is read',
      `await s3.send(new GetObjectCommand({ Bucket, Key: \`reports/\${id}\` }));`,
      'reads s3:GetObject key',
    ],
    [
      'a secret that is read',
      `await secrets.send(new GetSecretValueCommand({ SecretId: \`app/\${id}\` }));`,
      'reads secretsmanager:GetSecretValue name',
    ],
    [
      'a number that is written to',
      "await sns.send(new PublishCommand({ PhoneNumber: body.phone, Message: 'hello' }));",
      'sends sns:Publish recipient fixed',
    ],
    [
      'what a topic says',
      'await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC, Message: body.text }));',
      'sends sns:Publish content',
    ],
    [
      'what a topic says beside a number',
      'await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC, Message: JSON.stringify({ count: Number(body.count), text: body.text }) }));',
      'sends sns:Publish content',
    ],
    [
      'what is found by a number',
      `${look('{ id: Number(body.rank) }')}\nawait sns.send(new PublishCommand({ TopicArn: process.env.TOPIC, Message: Item.text }));`,
      'sends sns:Publish content',
    ],
    [
      'which one a queue is given, by a number',
      'await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: JSON.stringify({ order: Number(body.orderId) }) }));',
      'sends sqs:SendMessage content',
    ],
    [
      'what a queue is given',
      'await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: JSON.stringify(body) }));',
      'sends sqs:SendMessage content',
    ],
    [
      'to whom a mail goes',
      'await ses.send(new SendEmailCommand({ Source: process.env.FROM, Destination: { ToAddresses: [body.email] }, Message: {} }));',
      'sends ses:SendEmail recipient fixed',
    ],
    [
      'what is invoked',
      'await lambda.send(new InvokeCommand({ FunctionName: process.env.OTHER, Payload: JSON.stringify(body) }));',
      'has done lambda:Invoke content',
    ],
    [
      'a user that is deleted',
      'await cognito.send(new AdminDeleteUserCommand({ UserPoolId: process.env.POOL, Username: body.name }));',
      'has done cognito-idp:AdminDeleteUser name',
    ],
    [
      'a user who is invited',
      'await cognito.send(new AdminCreateUserCommand({ UserPoolId: process.env.POOL, Username: body.email }));',
      'has done cognito-idp:AdminCreateUser name',
    ],
    [
      'what all who are connected get',
      'for (const ConnectionId of await all()) await new ApiGatewayManagementApiClient({}).send(new PostToConnectionCommand({ ConnectionId, Data: body.text }));',
      'sends apigatewaymanagementapi:PostToConnection content',
      'const all = async () => (await db.send(new QueryCommand({ TableName }))).Items.map(({ id }) => id);',
    ],
  ])('is seen: %s', (_, body, change, beside) => {
    expect(decidedIn(body, beside)).toEqual([change]);
  });

  const sharp =
    "const sharp = require('sharp'); const AWS = require('aws-sdk'); const older = new AWS.S3();";
  const original = 'const image = await s3.send(new GetObjectCommand({ Bucket, Key: id }));';

  it.each([
    [
      'an image of another size',
      `${original}\nconst small = await sharp(image.Body).resize(100).toBuffer();\nawait s3.send(new PutObjectCommand({ Bucket, Key: \`small/\${id}\`, Body: small }));`,
    ],
    [
      'one of the older client',
      'await older.getObject({ Bucket, Key: id }).promise().then((data) => sharp(data.Body).resize(1).toBuffer()).then((buffer) => older.putObject({ Body: buffer, Bucket, Key: id }).promise());',
    ],
  ])('is not a rendering of an object: %s', (_, body) => {
    expect(decidedIn(body, sharp)).toEqual(['reads s3:GetObject key']);
  });

  it.each([
    [
      'text that is added to it',
      `${original}\nawait s3.send(new PutObjectCommand({ Bucket, Key: id, Body: image.Body + body.text }));`,
      ['replaces s3:PutObject key blind', 'reads s3:GetObject key'],
    ],
    [
      'one in the place of another',
      `const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: body.from }));\nawait s3.send(new PutObjectCommand({ Bucket, Key: body.to, Body }));`,
      ['replaces s3:PutObject key blind', 'reads s3:GetObject key'],
    ],
    [
      'what is fetched',
      'const { data } = await axios.get(body.url);\nawait s3.send(new PutObjectCommand({ Bucket, Key: body.name, Body: data }));',
      ['replaces s3:PutObject key blind'],
    ],
  ])('is an object that is no rendering: %s', (_, body, expected) => {
    expect(decidedIn(body, sharp)).toEqual(expected);
  });

  it.each<None>([
    [
      'an object under a name that is made',
      `await s3.send(new PutObjectCommand({ Bucket, Key: \`\${v4()}-\${body.name}\`, Body: body.text }));`,
    ],
    ['a fixed object', "await s3.send(new GetObjectCommand({ Bucket, Key: 'index.json' }));"],
    [
      'a message about something new',
      'await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: JSON.stringify({ orderId: v4(), productId: body.productId }) }));',
    ],
    ...[
      'Number(body.text)',
      'JSON.stringify(parseInt(body.text, 10))',
      "'It is ' + parseFloat(body.text)",
      'String(Boolean(body.text))',
    ].map(
      (said): None => [
        `no more than ${said}`,
        `await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC, Message: ${said} }));`,
      ],
    ),
    [
      'a fixed text to a fixed topic',
      "await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC, Message: 'someone came by' }));",
    ],
    [
      'a mail to whom the code names',
      'await ses.send(new SendEmailCommand({ Source: process.env.FROM, Destination: { ToAddresses: [process.env.OWNER] }, Message: { Body: { Text: { Data: body.text } } } }));',
    ],
    [
      'what only who asks gets',
      'await new ApiGatewayManagementApiClient({}).send(new PostToConnectionCommand({ ConnectionId: event.requestContext.connectionId, Data: body.text }));',
    ],
    [
      'an account that is new',
      'await cognito.send(new AdminCreateUserCommand({ Username: body.email }));\nawait cognito.send(new AdminSetUserPasswordCommand({ Username: body.email, Password: body.password }));',
    ],
  ])('is not: %s', (_, body, beside) => {
    expect(decidedIn(body, beside)).toEqual([]);
  });
});

const mongoose =
  "const mongoose = require('mongoose'); const User = mongoose.model('User', new mongoose.Schema({ name: String }));";
const pg = "const { Pool } = require('pg'); const pool = new Pool();";
const prisma =
  "const { PrismaClient } = require('@prisma/client'); const prisma = new PrismaClient();";
const settings =
  'const settings = await User.findOne({});\nsettings.name = body.name;\nawait settings.save();';
const sequelize =
  "const { Sequelize } = require('sequelize'); const User = new Sequelize('').define('User', {});";
const knex = "const knex = require('knex')({ client: 'pg' });";
const redis = "const Redis = require('ioredis'); const redis = new Redis();";

describe('what a request decides in a database', () => {
  it.each<Row>([
    [
      'mongoose, by an id',
      'await User.findByIdAndDelete(id);',
      'removes mongoose.findByIdAndDelete filter',
      mongoose,
    ],
    [
      'mongoose, by a filter',
      'await User.updateOne({ email: body.email }, { name: body.name });',
      'changes mongoose.updateOne filter',
      mongoose,
    ],
    [
      'mongoose, what was found and saved',
      'const user = await User.findOne({ email: body.email });\nuser.name = body.name;\nawait user.save();',
      'changes mongoose.save filter',
      mongoose,
    ],
    ['mongoose, what is set in the one', settings, 'changes mongoose.save content', mongoose],
    [
      'mongoose, a password that is put over another',
      'await User.findOneAndUpdate({ email: body.email }, { password: body.password }, { upsert: true });',
      'replaces mongoose.findOneAndUpdate key blind',
      mongoose,
    ],
    [
      'mongoose, all that is sent, saved',
      'const user = new User(body);\nawait user.save();',
      'changes mongoose.save content',
      mongoose,
    ],
    [
      'pg, through a helper',
      "await query('UPDATE users SET role = $1 WHERE id = $2', [body.role, id]);",
      'changes pg.query filter',
      `${pg}\nconst query = (text, values) => pool.query(text, values);`,
    ],
    [
      'mongoose, all that is sent',
      'await User.create(body);',
      'changes mongoose.create content',
      mongoose,
    ],
    [
      'pg, a row that is changed',
      "await pool.query('UPDATE users SET name = $1 WHERE id = $2', [body.name, id]);",
      'changes pg.query filter',
      pg,
    ],
    [
      'pg, a row that is deleted',
      "const text = 'DELETE FROM users WHERE id = $1';\nawait pool.query({ text, values: [id] });",
      'removes pg.query filter',
      pg,
    ],
    [
      'pg, a row that is put over another',
      "await pool.query('INSERT INTO users (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = $2', [id, body.name]);",
      'replaces pg.query filter',
      pg,
    ],
    [
      'prisma',
      'await prisma.user.delete({ where: { id } });',
      'removes prisma.delete filter',
      prisma,
    ],
    [
      'prisma, what is changed',
      'await prisma.user.update({ where: { id: Number(id) }, data: { name: body.name } });',
      'changes prisma.update filter',
      prisma,
    ],
    [
      'sequelize',
      'await User.destroy({ where: { id } });',
      'removes sequelize.destroy filter',
      sequelize,
    ],
    ...['await admin.auth().deleteUser(id);', 'await getAuth().deleteUser(id);'].map(
      (deletion): Row => [
        `an account of Firebase: ${deletion}`,
        deletion,
        'removes firebase-admin.deleteUser filter',
        "const admin = require('firebase-admin'); const { getAuth } = require('firebase-admin/auth');",
      ],
    ),
    ['knex', "await knex('users').where({ id }).del();", 'removes knex.del filter', knex],
    [
      'redis, what is kept',
      `await redis.set(\`user:\${body.name}\`, JSON.stringify(body));`,
      'replaces ioredis.set key blind',
      redis,
    ],
    ['redis, what is deleted', 'await redis.del(id);', 'removes ioredis.del filter', redis],
  ])('is seen: %s', (_, body, change, beside) => {
    expect(decidedIn(body, beside)).toEqual([change]);
  });

  const kept = `const mongo = require('mongoose'); const Note = mongo.model('Note', new mongo.Schema({ text: String })); const StaffMember = mongo.model('StaffMember', new mongo.Schema({ role: String }));
const Person = mongo.model('Person', new mongo.Schema({ email: String, password: String })); const Doctor = mongo.model('Doctor', new mongo.Schema({ name: String, roles: [String] })); const Patient = mongo.model('Patient', new mongo.Schema({ name: String }));
const { MongoClient } = require('mongodb'); const client = new MongoClient(process.env.URL); const { Sequelize } = require('sequelize'); const rows = new Sequelize(process.env.DB, process.env.DB_USER, { password: process.env.DB_PASSWORD }); const Row = rows.define('Row', {}); const notes = client.db('a').collection('notes'); const people = client.db('a').collection('users');`;

  it.each([
    ['await StaffMember.create(body);', 'changes mongoose.create content'],
    ['const one = new StaffMember(body); await one.save();', 'changes mongoose.save content'],
    ['await people.insertOne(body);', 'changes mongodb.insertOne content'],
    [
      "await client.db('a').collection('admins').insertOne(body);",
      'changes mongodb.insertOne content',
    ],
    ['await Person.create(body);', 'changes mongoose.create content'],
    ['await new Person(body).save();', 'changes mongoose.save content'],
    ['const one = new Doctor(body); await one.save();', 'changes mongoose.save content'],
    [
      "await client.db('a').collection('usuarios').insertOne(body);",
      'changes mongodb.insertOne content',
    ],
  ])('is an account that is added with all that is sent: %s', (body, change) => {
    expect(decidedIn(body, kept)).toEqual([change]);
  });

  it.each([
    'await Patient.create(body);',
    'await new Patient(body).save();',
    'await Row.create(body);',
    "await client.db('a').collection('authors').insertOne(body);",
    'await Note.create(body);',
    'const one = new Note(body); await one.save();',
    'await notes.insertOne(body);',
    "await client.db('a').collection('notes').insertOne({ user: body.user, ...body });",
  ])('is nothing else that is added with all that is sent: %s', (body) => {
    expect(decidedIn(body, kept)).toEqual([]);
  });

  it('is what is added with all its fields, of accounts by the schema of another file', () => {
    const model = (fields: string) =>
      `const mongo = require('mongoose'); const schema = new mongo.Schema(${fields}); module.exports = mongo.model('Person', schema);`;
    const beside = "const Person = require('./person');";

    expect(
      decidedIn('await Person.create(body);', beside, {
        'person.js': model('{ email: String, password: { type: String } }'),
      }),
    ).toEqual(['changes mongoose.create content']);
    expect(
      decidedIn('await Person.create(body);', beside, { 'person.js': model('{ email: String }') }),
    ).toEqual([]);
  });

  it.each<None>([
    ['a document that is new', 'await User.create({ name: body.name });', mongoose],
    [
      'a document that is made and saved',
      'const user = new User({ name: body.name });\nawait user.save();',
      mongoose,
    ],
    ['what is looked up', 'await User.findOne({ email: body.email });', mongoose],
    [
      'what was found by a token',
      'const user = await User.findOne({ resetToken: body.resetToken });\nif (!user) return { statusCode: 400 };\nuser.name = body.name;\nawait user.save();',
      mongoose,
    ],
    [
      'a row that is new',
      "await pool.query('INSERT INTO users (name) VALUES ($1)', [body.name]);",
      pg,
    ],
    [
      'rows of no one in particular',
      "await pool.query('DELETE FROM users WHERE seen < now()');",
      pg,
    ],
    [
      'what is read, in a cache',
      'const found = await redis.get(id);\nawait redis.set(id, JSON.stringify({ at: 1 }));',
      redis,
    ],
  ])('is not: %s', (_, body, beside) => {
    expect(decidedIn(body, beside)).toEqual([]);
  });
});

describe('what another service vouches for', () => {
  const services = `const stripe = require('stripe')(process.env.KEY); const mercadopago = require('mercadopago'); const other = require('crm-client')(process.env.KEY);
const update = (id, a) => db.send(new UpdateCommand({ TableName, Key: { id }, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': a } }));
const me = (token) => axios.get('https://api.example.com/me', { headers: { Authorization: token } });`;
  const code = 'code: body.code, client_id: process.env.ID';

  it.each([
    'const session = await stripe.checkout.sessions.retrieve(body.session);\nawait update(session.metadata.order, true);',
    'const payment = await mercadopago.payment.findById(body.data.id);\nawait update(payment.body.external_reference, true);',
    `const { data } = await axios.post('https://example.com/token', { ${code}, client_secret: process.env.SECRET });\nconst who = await me(data.access_token);\nawait update(who.data.id, data.access_token);`,
    `const answer = await fetch(\`https://example.com/token?client_secret=\${process.env.SECRET}&code=\${body.code}\`);\nconst { user } = await answer.json();\nawait update(user.id, true);`,
    "const answer = await fetch('https://api-m.paypal.com/v2/orders/' + body.order, { method: 'POST' });\nconst { id: order } = await answer.json();\nawait update(order, 'PAID');",
    "const { data } = await axios.get('https://api.stripe.com/v1/charges/' + body.charge);\nawait update(data.id, true);",
    'const session = await stripe.checkout.sessions.create({ email: body.email });\nawait db.send(new PutCommand({ TableName, Item: { id: session.id, email: body.email } }));',
  ])('is no word of a request: %s', (body) => {
    expect(decidedIn(body, services)).toEqual([]);
  });

  it.each([
    'const session = await stripe.checkout.sessions.retrieve(body.session);\nawait update(body.order, session.id);',
    "const { data } = await axios.post('https://example.com/token', { grant_type: 'client_credentials', scope: body.scope, client_secret: process.env.SECRET });\nawait update(data.id, true);",
    `const { data } = await axios.get(\`https://example.com/places?client_secret=\${process.env.SECRET}&place=\${body.code}\`);\nawait update(data.id, true);`,
    'const found = await other.orders.retrieve(body.order);\nawait update(found.id, true);',
    `const { data } = await axios.post('https://example.com/token', { ${code} });\nawait update(data.id, true);`,
    "const { data } = await axios.post('https://example.com/token', { client_secret: process.env.SECRET });\nconst who = await me(data.access_token + body.id);\nawait update(who.data.id, true);",
    'const session = await stripe.checkout.sessions.create({ metadata: { order: body.order } });\nawait update(session.metadata.order, true);',
    "const { data } = await axios.get('https://api.example.com/stripe.com/' + body.charge);\nawait update(data.id, true);",
    'const found = await other.orders.open({ id: body.order });\nawait update(found.id, true);',
  ])('leaves what a request says beside it, or without it: %s', (body) => {
    expect(decidedIn(body, services)).toEqual(['changes dynamodb:UpdateItem key']);
  });

  it.each([
    [
      'const s = await stripe.subscriptions.retrieve(body.id);\nawait stripe.subscriptions.cancel(s.id);',
      ['has done stripe.cancel content'],
    ],
    [
      'const { id } = await stripe.paymentIntents.retrieve(body.id);\nawait stripe.refunds.create({ payment_intent: id });',
      ['has done stripe.create content'],
    ],
    [
      'const s = await stripe.checkout.sessions.retrieve(body.id);\nawait stripe.subscriptions.update(s.subscription, {});',
      [],
    ],
    [
      'const s = await stripe.subscriptions.retrieve(process.env.ID);\nawait stripe.subscriptions.cancel(s.id);',
      [],
    ],
  ])('says not that a caller may have it ended: %s', (body, changes) => {
    expect(decidedIn(body, services)).toEqual(changes);
  });
});

describe('what is found by a token that a request has to know', () => {
  const stores = `const mongo = require('mongoose'); const User = mongo.model('User', new mongo.Schema({ email: String }));
const { Sequelize } = require('sequelize'); const Member = new Sequelize('x').define('Member', {}); const knex = require('knex')({ client: 'pg' });
const { PrismaClient } = require('@prisma/client'); const prisma = new PrismaClient(); const { Pool } = require('pg'); const pool = new Pool();`;

  it.each([
    'await User.updateOne({ confirmToken: body.token }, { confirmed: true });',
    'await User.deleteOne({ unsubscribe_token: body.t });',
    'await User.updateOne({ email: body.email, otp: body.otp }, { verified: true });',
    'await User.updateOne({ email: body.email, code: body.code }, { verified: true });',
    'await User.updateOne({ phoneNumber: body.to, pin: body.pin }, { verified: true });',
    'await User.updateOne({ passwordResetToken: body.token }, { a: 1 });',
    'await User.updateOne({ shareToken: body.token }, { a: 1 });',
    'await Member.update({ verified: true }, { where: { token: body.token } });',
    "await prisma.user.update({ where: { resetToken: body.token }, data: { password: 'x' } });",
    'await knex("sessions").where({ token: body.token }).del();',
    "await pool.query('DELETE FROM sessions WHERE session_token = $1', [body.token]);",
    "await pool.query('UPDATE users SET verified = true WHERE email = ? AND reset_token = ?', [body.email, body.token]);",
    'await db.send(new DeleteCommand({ TableName, Key: { refreshToken: body.refreshToken } }));',
    update('{ verificationToken: body.token }'),
  ])('is no change by those who do not: %s', (body) => {
    expect(decidedIn(body, stores)).toEqual([]);
  });

  it.each([
    'await User.updateOne({ code: body.code }, { a: 1 });',
    'await User.updateOne({ deviceToken: body.token }, { a: 1 });',
    'await User.updateOne({ roomToken: body.token }, { a: 1 });',
    'await User.updateOne({ city: body.city, pin: body.pin }, { a: 1 });',
    'await db.send(new DeleteCommand({ TableName, Key: { storeId: body.storeId, code: body.code } }));',
    "await pool.query('DELETE FROM products WHERE product_token = $1', [body.token]);",
    "await User.updateOne({ email: body.email, token: 'fixed' }, { a: 1 });",
    'await User.updateOne({ $or: [{ token: body.token }, { email: body.email }] }, { a: 1 });',
    'await User.updateOne({ email: body.email }, { token: body.token });',
    "await pool.query('UPDATE users SET token = $1 WHERE id = $2', [body.token, id]);",
    "await pool.query('DELETE FROM users WHERE token = $1 OR email = $2', [body.token, body.email]);",
    'await db.send(new DeleteCommand({ TableName, Key: { sessionId: body.sessionId } }));',
  ])('is a change by those who do not know it: %s', (body) => {
    expect(decidedIn(body, stores)).toHaveLength(1);
  });
});

describe('what a request decides of messages', () => {
  it.each<Row>([
    [
      'to whom a mail goes',
      "await mail.sendMail({ from: 'a@b.c', to: body.email, text: 'hello' });",
      'sends nodemailer.sendMail recipient fixed',
    ],
    [
      'what is said to a service with the key of the code',
      `await axios.post(\`https://api.example.com/\${process.env.BOT_TOKEN}/say\`, { text: body.text });`,
      'sends axios.post content',
    ],
    [
      'the same by fetch',
      "await fetch('https://api.example.com', { method: 'POST', headers: { Authorization: 'token ' + process.env.GH }, body: JSON.stringify({ state: body.state }) });",
      'sends fetch.post content',
    ],
    [
      'all that is sent',
      'await axios.post(process.env.URL, body, { headers: { Authorization: process.env.TOKEN } });',
      'sends axios.post content',
    ],
    [
      'what an address names',
      "await axios.delete('https://api.example.com/' + body.id, { headers: { Authorization: process.env.TOKEN } });",
      'sends axios.delete content',
    ],
    [
      'what a client is made to say',
      "await api.put('/orders/' + body.id, { state: 'closed' });",
      'sends axios.put content',
      "const api = axios.create({ baseURL: 'https://api.example.com', headers: { Authorization: process.env.TOKEN } });",
    ],
    [
      'money that is given back',
      'await stripe.refunds.create({ charge: body.charge });',
      'has done stripe.create content',
      "const stripe = require('stripe')(process.env.STRIPE);",
    ],
    [
      'a customer who is deleted',
      'await stripe.customers.del(body.customer);',
      'has done stripe.del content',
      "const stripe = require('stripe')(process.env.STRIPE);",
    ],
    [
      'what a client does that was given a key',
      'await client.createUser({ email: body.email });',
      'has done auth0.createUser content',
      "const { ManagementClient } = require('auth0'); const client = new ManagementClient({ clientSecret: process.env.CLIENT_SECRET });",
    ],
  ])('is seen: %s', (_, body, change, beside) => {
    expect(decidedIn(body, beside)).toEqual([change]);
  });

  it.each<None>([
    [
      'what is said in the channel of the owner',
      'await axios.post(process.env.SLACK_WEBHOOK_URL, { text: body.text });',
    ],
    [
      'a person who is asked to show to be one',
      "await axios.post('https://www.google.com/recaptcha/api/siteverify', null, { params: { secret: process.env.SECRET_KEY, response: body.token } });",
    ],
    [
      'what a model is asked',
      "await axios.post('https://api.openai.com/v1/chat/completions', { messages: [body.text] }, { headers: { Authorization: process.env.OPENAI_KEY } });",
    ],
    [
      'what is asked by GraphQL',
      "await fetch(process.env.URL, { method: 'POST', headers: { Authorization: process.env.TOKEN }, body: JSON.stringify({ query: 'query($s: String) { post(slug: $s) { title } }', variables: { s: body.slug } }) });",
    ],
    [
      'an answer to the number that wrote',
      "const message = body.entry[0].changes[0].value.messages[0];\nawait axios.post('https://graph.facebook.com/messages?access_token=' + process.env.WA_TOKEN, { to: message.from, text: message.text });",
    ],
    [
      'an answer by a client',
      "await bot.sendMessage(body.message.chat.id, 'Hi ' + body.message.text);",
      "const Bot = require('node-telegram-bot-api'); const bot = new Bot(process.env.TOKEN);",
    ],
    [
      'no more than a number, by a client',
      'await bot.sendMessage(process.env.CHAT, Number(body.text));',
      "const Bot = require('node-telegram-bot-api'); const bot = new Bot(process.env.TOKEN);",
    ],
    [
      'no more than a number',
      'await axios.post(process.env.URL, { degrees: parseFloat(body.degrees) }, { headers: { Authorization: process.env.TOKEN } });',
    ],
    [
      'one more in a list elsewhere',
      "await axios.post('https://us1.api.mailchimp.com/3.0/lists/1/members', { email_address: body.email }, { headers: { Authorization: process.env.API_KEY } });",
    ],
    [
      'a form to whom the code names',
      'await mail.sendMail({ from: body.email, to: process.env.OWNER, text: body.text });',
    ],
    [
      'an answer to the chat that wrote',
      `await axios.post(\`https://api.telegram.org/bot\${process.env.BOT_TOKEN}/sendMessage\`, { chat_id: body.message.chat.id, text: body.message.text });`,
    ],
    ['what is said without a key', "await axios.post('https://example.com', { text: body.text });"],
    [
      'a code of a log-in for a token',
      "await axios.post('https://example.com/access', { code: event.queryStringParameters.code, client_secret: process.env.CLIENT_SECRET });",
    ],
    [
      'what is asked',
      `await axios.get(\`https://example.com/?key=\${process.env.API_KEY}&q=\${body.q}\`);`,
    ],
    [
      'a fixed text to a fixed place',
      "await axios.post(process.env.WEBHOOK_URL, { text: 'someone came by' });",
    ],
  ])('is not: %s', (_, body, beside) => {
    expect(decidedIn(body, beside)).toEqual([]);
  });
});

describe('the routes of what a request decides', () => {
  it('are those of each call of a helper', () => {
    const pool =
      "const pool = require('mysql2/promise').createPool({}); const run = (sql, values) => pool.query(sql, values);";
    const body = `if (event.httpMethod === 'DELETE') await run('DELETE FROM notes WHERE id = ?', [id]);
if (event.httpMethod === 'PUT') await run('UPDATE notes SET text = ? WHERE id = ?', [body.text, id]);
if (event.httpMethod === 'POST') await run('INSERT INTO notes (text) VALUES (?)', [body.text]);`;

    expect(decidedIn(body, pool)).toEqual([
      'DELETE /{rest+} removes mysql2.query filter',
      'PUT /{rest+} changes mysql2.query filter',
    ]);
  });

  const remove = 'await db.send(new DeleteCommand({ TableName, Key: { id } }));';

  it('are those of an application', () => {
    const routes = `app.get('/notes/:id', async (req, res) => res.json(await db.send(new GetCommand({ TableName, Key: { id: req.params.id } }))));
app.post('/notes', async (req, res) => res.json(await db.send(new PutCommand({ TableName, Item: { id: v4(), text: req.body.text } }))));
app.delete('/notes/:id', async (req, res) => res.json(await db.send(new DeleteCommand({ TableName, Key: { id: req.params.id } }))));`;

    expect(decidedByRoutes(routes)).toEqual([
      'DELETE /notes/{part} removes dynamodb:DeleteItem key',
    ]);
  });

  it('are those of what a maker of handlers wraps', () => {
    const routes = `const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);
const getAll = (table) => wrap(async (req, res) => res.json(await db.send(new QueryCommand({ TableName: table }))));
const dropOne = (table) => wrap(async (req, res) => res.json(await db.send(new DeleteCommand({ TableName: table, Key: { id: req.params.id } }))));
app.get('/notes', getAll('notes'));
app.post('/notes/:id', dropOne('notes'));`;

    expect(decidedByRoutes(routes)).toEqual(['POST /notes/{part} removes dynamodb:DeleteItem key']);
  });

  it('are those of what a wrapper is given', () => {
    const routes = `const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);
const list = async (req, res) => res.json(await db.send(new QueryCommand({ TableName })));
const drop = async (req, res) => res.json(await db.send(new DeleteCommand({ TableName, Key: { id: req.params.id } })));
app.get('/notes', wrap(list));
app.post('/notes/:id', wrap(drop));`;

    expect(decidedByRoutes(routes)).toEqual(['POST /notes/{part} removes dynamodb:DeleteItem key']);
  });

  it.each([
    ['by its method', `if (event.httpMethod === 'DELETE') { ${remove} }`, 'DELETE /{rest+} '],
    [
      'by its method and path',
      `const { httpMethod: method, path } = event;\nif (method === 'POST' && path === '/gone') { ${remove} }`,
      'POST /gone ',
    ],
    [
      'by its key',
      `switch (event.routeKey) { case 'DELETE /notes/{id}': ${remove} break; default: }`,
      'DELETE /notes/{id} ',
    ],
    [
      'in a function',
      `if (event.httpMethod === 'DELETE') return drop(id);`,
      'DELETE /{rest+} ',
      `const drop = async (id) => { ${remove} };`,
    ],
    [
      'inside one another',
      `if (event.path === '/notes') { if (event.httpMethod === 'PUT') { ${remove} } }`,
      'PUT /notes ',
    ],
    [
      'by one of them and by all',
      "if (event.httpMethod === 'DELETE') await drop(id);\nawait drop(id);",
      '',
      `const drop = async (id) => { ${remove} };`,
    ],
    ['for all of them', `if (event.httpMethod === 'DELETE') { console.log(id); }\n${remove}`, ''],
  ])('are seen where the handler itself asks for them: %s', (_, body, route, beside = '') => {
    expect(decidedIn(body, beside)).toEqual([`${route}removes dynamodb:DeleteItem key`]);
  });
});

describe('several handlers of one file', () => {
  it.each([
    ['by a package', "const wrap = (of) => require('@middy/core')(of);", ['wrap(', ')']],
    [
      'by a class',
      'class Run { constructor(of) { this.of = of; this.run = this.run.bind(this); } async run(event) { return this.of(event); } }',
      ['new Run(', ').run'],
    ],
  ])('do each what they are made of: %s', (_, beside, [open, close]) => {
    const code = `const AWS = require('aws-sdk'); const db = new AWS.DynamoDB.DocumentClient();
${beside}
exports.list = ${open}async () => db.scan({ TableName: 'notes' }).promise()${close};
exports.drop = ${open}async (event) => db.delete({ TableName: 'notes', Key: { id: event.pathParameters.id } }).promise()${close};`;

    expect(decidedBy({ 'index.js': code }, 'index.list')?.shown).toEqual([]);
    expect(decidedBy({ 'index.js': code }, 'index.drop')?.shown).toEqual([
      'removes dynamodb:DeleteItem key',
    ]);
  });
});

it('shows each call of AWS by which it does the same, for a role may allow one of them', () => {
  const code = `const AWS = require('aws-sdk'); const db = new AWS.DynamoDB.DocumentClient(); const s3 = new AWS.S3();
exports.handler = async ({ pathParameters: { id } }) => {
  await db.delete({ TableName: 'notes', Key: { id } }).promise();
  await db.delete({ TableName: 'tags', Key: { id } }).promise();
  await s3.deleteObject({ Bucket: 'notes', Key: id }).promise();
};`;

  expect(decidedBy({ 'index.js': code })?.shown).toEqual([
    'removes dynamodb:DeleteItem key',
    'removes s3:DeleteObject key',
  ]);
});

describe('code that does no more than is seen', () => {
  const of = (body: string, beside = '') =>
    decidedBy({
      'index.js': `${beside}\nexports.handler = async (event) => { ${body} };\nexports.other = async (event) => act(event.body);`,
    });

  it('is whole, whatever other handlers of the file do', () => {
    expect(of("return { statusCode: 400, body: 'not implemented' };")).toEqual({
      isWhole: true,
      shown: [],
    });
  });

  it.each([
    ['by a call of what is not known', 'await act(event.body);'],
    ['by a package that is not known', "await require('what')(event.body);"],
    ['by a request', "await fetch('https://example.com', { method: 'POST', body: event.body });"],
    [
      'by a file that is not there',
      'await notes.remove(event.body);',
      "const notes = require('./notes');",
    ],
    ['by a command that is not known', 'await client.send(new Unknown({ id: event.body }));'],
    [
      'by what a container gives',
      "const { createContainer } = require('awilix'); await createContainer().resolve('notes').remove(event.body);",
    ],
    ['by a method of what is not known', 'await this.service.remove(event.body);'],
  ])('is not, where it may do more: %s', (_, body, beside = '') => {
    expect(of(body, beside)?.isWhole).toBe(false);
  });
});

describe('code that is not read', () => {
  it.each([
    ['without a handler', 'exports.other = () => {};'],
    ['that is no JavaScript', 'exports.handler = ('],
  ])('decides nothing that is known: %s', (_, code) => {
    const source = { files: new Map([['index.js', code]]), handler: 'index.handler' };

    expect(findDecidedChanges(source, [])).toBeUndefined();
  });
});
