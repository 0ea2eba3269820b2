import { describe, expect, it } from 'vitest';
import { designIn } from './designs-in.ts';

const item = (fields: string, more = '') =>
  `const body = JSON.parse(event.body);\nawait db.send(new PutCommand({ TableName, Item: { ${fields} }${more} }));`;

describe('what is read beside an addition', () => {
  const by = (settings: string) => `await db.send(new GetCommand({ ${settings} }))`;
  const one = by('TableName, Key: { id: event.pathParameters.id }');
  const add = item('id: v4()');

  it.each([
    ['whether it is there', `const { Item } = ${one}; if (!Item) return { statusCode: 404 };`],
    ['how many there are', `const found = ${one}; if ((found.Items ?? []).length > 0) return;`],
    [
      'a field of it',
      `const found = ${one}; const name = found.Item?.name.trim(); console.log(found, name);`,
    ],
    [
      'whether it is there, as a name',
      `const found = ${one}; const { Item: other } = found; const { name } = other; if (other && name) return;`,
    ],
    [
      'what no caller names',
      `const { Item } = ${by("TableName, Key: { id: 'settings' }")}; console.log(JSON.stringify(Item));`,
    ],
  ])('is no hindrance: %s', (_, read) => {
    expect(designIn(`${read}\n${add}`)).toBe('addition');
  });

  it.each([
    ['an item that is answered', `const { Item } = ${one};`, 'return JSON.stringify(Item);'],
    ['all of the answer', `const found = ${one};`, 'return { found };'],
    ['items that are answered', `const { Items } = ${one};`, 'return Items.map(String);'],
    ['an item that a helper is given', `const { Item } = ${one}; await event.give(Item);`, ''],
    ['a table that callers name', by("TableName: event.body, Key: { id: '1' }"), ''],
    ['by a key of any form', by('TableName, Key: JSON.parse(event.body)'), ''],
    ['all that callers ask for', 'await db.send(new GetCommand(JSON.parse(event.body)));', ''],
  ])('ends it: %s', (_, read, after) => {
    expect(designIn(`${read}\n${add}\n${after}`)).toBeUndefined();
  });

  it.each([
    [
      'const { SecretsManagerClient: C, GetSecretValueCommand: A } = require("@aws-sdk/client-secrets-manager");',
      'SecretId',
    ],
    ['const { SSMClient: C, GetParameterCommand: A } = require("@aws-sdk/client-ssm");', 'Name'],
    ['const { S3Client: C, GetObjectCommand: A } = require("@aws-sdk/client-s3");', 'Key'],
  ])('ends it where callers name what is secret: %s', (beside, name) => {
    const read = (value: string) => `await new C({}).send(new A({ ${name}: ${value} }));\n${add}`;

    expect(designIn(read('event.body'), beside)).toBeUndefined();
    expect(designIn(read('process.env.NAME'), beside)).toBe('addition');
  });

  it('ends a sign-up, which may be a new password', () => {
    const user = 'email: body.email, hash: await bcrypt.hash(body.password, 10)';

    expect(designIn(item(user))).toBe('sign-up');
    expect(designIn(`const { Item } = ${one}; if (!Item) return;\n${item(user)}`)).toBeUndefined();
    expect(
      designIn(
        `const { Item } = ${one}; if (Item) return;\n${item(user, ", ConditionExpression: 'attribute_not_exists(email)'")}`,
      ),
    ).toBe('addition');
  });
});
