import { describe, expect, it } from 'vitest';
import { findDecidedChanges } from '../../../functions/engines/python/index.ts';

const signUp = `import boto3, json, os, uuid
table = boto3.resource('dynamodb').Table(os.environ['USERS_TABLE'])
def handler(event, context):
    body = json.loads(event['body'])
    table.put_item(Item={'id': str(uuid.uuid4()), 'username': body['username'], 'password': hashed(body)})
    return {'statusCode': 201}
`;
const signIn = (key: string, table = 'USERS_TABLE') => `import boto3, os
table = boto3.resource('dynamodb').Table(os.environ['${table}'])
def handler(event, context):
    return table.get_item(Key=${key})
`;

describe('the key of a table that another function names', () => {
  it.each<[string, string, string, boolean]>([
    ['the name beside a new id', signUp, signIn("{'username': event['u']}"), true],
    ['the new id', signUp, signIn("{'id': event['id']}"), false],
    ['both', signUp, signIn("{'username': event['u'], 'id': event['id']}"), false],
    ['what the item lacks', signUp, signIn("{'username': event['u'], 'kind': 'user'}"), false],
    ['of another table', signUp, signIn("{'username': event['u']}", 'LOG_TABLE'), false],
    [
      'a name that the code makes',
      signUp.replace("body['username']", 'str(uuid.uuid4())'),
      signIn("{'username': event['u']}"),
      false,
    ],
  ])('is $0: $3', (_, code, other, isBlind) => {
    const files = new Map([
      ['app.py', code],
      ['login.py', other],
    ]);
    const found = findDecidedChanges({ files, handler: 'app.handler' }, []);

    expect(found?.changes.map(({ kind, by, isBlind }) => ({ kind, by, isBlind }))).toEqual(
      isBlind ? [{ kind: 'replaces', by: 'key', isBlind: true }] : [],
    );
  });
});
