import { describe, expect, it } from 'vitest';
import { weaknessesIn } from './weaknesses-in.ts';

const own = `import base64, json, boto3
table = boto3.resource('dynamodb').Table('songs')
def claims_of(token):
    payload = json.loads(base64.b64decode(token + '==').decode('utf-8'))
    email = payload['email']
    return {'valid': True, 'user': payload}
def handler(event, context):
    token = event['headers'].get('Authorization')
    if not token:
        return {'statusCode': 401}
    result = claims_of(token)
    table.delete_item(Key={'email': result['user']['email']})
    return {'statusCode': 200}
`;
const unsigned = (source: string) =>
  weaknessesIn(source).filter(({ sink }) => sink === 'unsigned token');

describe('a token that is JSON in base64', () => {
  it.each([
    ['by which the code knows who asks', own],
    [
      'of the body',
      own.replace("event['headers'].get('Authorization')", "json.loads(event['body'])['token']"),
    ],
    [
      'behind its scheme',
      own.replace("get('Authorization')", "get('Authorization').split(' ')[1]"),
    ],
    ['that says what he may', own.replace("payload['email']", "payload.get('role')")],
    [
      'that is returned',
      own
        .replace('    payload = json', '    return json')
        .replace(/ {4}email = .*\n/, '')
        .replace("result['user']['email']", "result['email']"),
    ],
    ['and logged', own.replace('    if not token', "    print(f'got {token}')\n    if not token")],
  ])('%s is believed', (_, source) => {
    expect(unsigned(source)).toMatchObject([{ kind: 'weak-crypto', severity: 'high' }]);
  });

  it.each([
    [
      'is looked up',
      own.replace('    result =', "    table.get_item(Key={'token': token})\n    result ="),
    ],
    [
      'is compared',
      own.replace('    result =', "    if token == event['kept']:\n        pass\n    result ="),
    ],
    [
      'is handed to who may know it',
      own
        .replace('    result =', '    known(token)\n    result =')
        .replace('import base64', 'from vendor import known\nimport base64'),
    ],
    [
      'has a signature in it',
      own.replace("payload['email']", "payload['email'] + payload['signature']"),
    ],
    [
      'is verified by a package',
      own
        .replace('import base64', 'import hmac, base64')
        .replace('    email =', '    hmac.new(KEY)\n    email ='),
    ],
    ['says nothing of who asks', own.replace("payload['email']", "payload['lang']")],
    [
      'is a part of a JWT',
      own.replace("get('Authorization')", "get('Authorization').split('.')[1]"),
    ],
    ['is a place in a list', own.replace("get('Authorization')", "get('nextToken')")],
    ['is an answer of another', own.replace("event['headers']", 'ask().headers')],
    [
      'is one of a link',
      own.replace(
        "event['headers'].get('Authorization')",
        "event['queryStringParameters']['token']",
      ),
    ],
    [
      'says where a list goes on',
      own.replace(
        '    email = ',
        "    table.scan(ExclusiveStartKey={'email': payload['email']})\n    email = ",
      ),
    ],
    ['is no base64', own.replace("base64.b64decode(token + '==').decode('utf-8')", 'token')],
  ])('is none that is believed where it %s', (_, source) => {
    expect(unsigned(source)).toEqual([]);
  });
});
