import { describe, expect, it } from 'vitest';
import { decidedIn } from './decided-in.ts';

const signUp = (
  item = '{ id: v4(), username: body.username, password: bcrypt.hashSync(body.password) }',
) => `await db.send(new PutCommand({ TableName, Item: ${item} }));`;
const signIn = (key = '{ username: body.username }', table = 'process.env.TABLE') =>
  `exports.handler = async () => client.send(new GetCommand({ TableName: ${table}, Key: ${key} }));\n`;
const blind = ['replaces dynamodb:PutItem key blind'];

describe('the key of a table that another function names', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['the name beside a new id', signUp(), signIn(), blind],
    ['a name by itself', signUp(), signIn('{ username }'), blind],
    ['of the client of version 3', signUp(), signIn('{ username: { S: name } }'), blind],
    [
      'both parts of one, of the client of version 3',
      signUp(),
      signIn('{ username: { S: name }, id: { S: id } }'),
      [],
    ],
    ['the new id', signUp(), signIn('{ id: event.id }'), []],
    ['of another table', signUp(), signIn(undefined, 'process.env.OTHER_TABLE'), []],
    [
      'of one of two tables',
      signUp(),
      `${signIn()}${signIn('{ id }', 'process.env.LOG_TABLE')}`,
      [],
    ],
    ['of more than a table has', signUp(), signIn('{ username: a, email: b, phone: c }'), []],
    [
      'a name that the code makes',
      signUp('{ id: v4(), username: v4(), text: body.text }'),
      signIn(),
      [],
    ],
    [
      'a condition',
      signUp().replace(' }));', ", ConditionExpression: 'attribute_not_exists(username)' }));"),
      signIn(),
      [],
    ],
  ])('is $0: $3', (_, code, other, expected) => {
    expect(decidedIn(code, '', { 'login.js': other })).toEqual(expected);
  });
});
