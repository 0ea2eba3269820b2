import { describe, expect, it } from 'vitest';
import { findCodeRoutes, findOpenDesign } from '../../../functions/engines/python/index.ts';

const before = `import hashlib, json, os, uuid
import bcrypt, boto3, requests
from argon2 import PasswordHasher
from passlib.context import CryptContext
from werkzeug.security import generate_password_hash
db = boto3.resource('dynamodb')
client = boto3.client('dynamodb')
table = db.Table(os.environ['TABLE'])
sns = boto3.client('sns')
hasher = PasswordHasher()
context = CryptContext(schemes=['bcrypt'])
def answer(status, body=None):
    return {'statusCode': status, 'body': json.dumps(body)}
`;

function handler(body: string, beside: string | undefined = ''): string {
  return `${before}${beside}\ndef handler(event, context_):\n${body.replace(/^/gm, '    ')}\n`;
}

const writing = { service: 'dynamodb', operation: 'PutItem', resources: [] };

/** Of the one place where it writes. */
function designIn(source: string) {
  const lines = source.split('\n');
  const write = /[\w.]+\.(?:put|update)_item\(/;
  const line = lines.findIndex((each) => write.test(each));
  const column = lines[line]?.search(write) ?? -1;

  return findOpenDesign({ files: new Map([['app.py', source]]), handler: 'app.handler' }, [
    { ...writing, path: 'app.py', line: line + 1, column: column + 1 },
  ])?.kind;
}

const count = (rest: string) =>
  `table.update_item(Key={'id': 'visits'}, ${rest})\nreturn answer(200)`;
const taken = "body = json.loads(event['body'])\n";
const put = (item: string, more = '') =>
  `${taken}table.put_item(Item={${item}}${more})\nreturn answer(201)`;
const name = "'username': body['username']";
const hashed = "'password': bcrypt.hashpw(body['password'].encode(), bcrypt.gensalt()).decode()";

type Row = readonly [what: string, body: string, beside?: string];

function handlers(rows: readonly Row[]) {
  return rows.map(([what, body, beside]) => [what, handler(body, beside)] as const);
}

describe('a counter that anyone may add to', () => {
  it.each(
    handlers([
      [
        'by ADD',
        count(
          "UpdateExpression='ADD #c :one', ExpressionAttributeNames={'#c': 'count'}, ExpressionAttributeValues={':one': 1}",
        ),
      ],
      [
        'by SET',
        count("UpdateExpression='SET n = n + :one', ExpressionAttributeValues={':one': 1}"),
      ],
      [
        'that begins at nothing',
        count(
          "UpdateExpression='SET #n = if_not_exists(#n, :zero) + :one', ExpressionAttributeNames={'#n': 'n'}, ExpressionAttributeValues={':one': 1, ':zero': 0}",
        ),
      ],
      [
        'of the client, and its answer',
        "found = client.update_item(TableName='t', Key={'id': {'S': 'visits'}}, UpdateExpression='ADD n :one', ExpressionAttributeValues={':one': {'N': '1'}}, ReturnValues='UPDATED_NEW')\nreturn answer(200, found['Attributes'])",
      ],
      [
        'of a name',
        "table.update_item(Key=KEY, UpdateExpression='ADD n :one', ExpressionAttributeValues={':one': 1})\nreturn answer(200)",
        "KEY = {'id': 'visits'}",
      ],
    ]),
  )('is seen: %s', (_, source) => {
    expect(designIn(source)).toBe('counter');
  });

  it.each(
    handlers([
      [
        'of an item that the caller names',
        "table.update_item(Key={'id': event['pathParameters']['id']}, UpdateExpression='ADD n :one', ExpressionAttributeValues={':one': 1})\nreturn answer(200)",
      ],
      [
        'by what the caller says',
        count(
          "UpdateExpression='ADD n :by', ExpressionAttributeValues={':by': int(event['body'])}",
        ),
      ],
      [
        'that is set',
        count("UpdateExpression='SET n = :one', ExpressionAttributeValues={':one': 1}"),
      ],
      [
        'of two things',
        count(
          "UpdateExpression='ADD n :one SET owner = :one', ExpressionAttributeValues={':one': 1}",
        ),
      ],
      [
        'of another field',
        count("UpdateExpression='SET n = m + :one', ExpressionAttributeValues={':one': 1}"),
      ],
      [
        'by an expression of the caller',
        count("UpdateExpression=event['body'], ExpressionAttributeValues={':one': 1}"),
      ],
      [
        'in a table that the caller names',
        "client.update_item(TableName=event['body'], Key={'id': {'S': 'x'}}, UpdateExpression='ADD n :one', ExpressionAttributeValues={':one': {'N': '1'}})\nreturn answer(200)",
      ],
      [
        'beside another write',
        `sns.publish(TopicArn='t', Message='x')\n${count("UpdateExpression='ADD n :one', ExpressionAttributeValues={':one': 1}")}`,
      ],
      [
        'beside a call to elsewhere',
        `requests.post('https://example.com', json=event['body'])\n${count("UpdateExpression='ADD n :one', ExpressionAttributeValues={':one': 1}")}`,
      ],
      [
        'as often as the request says',
        `${taken}for _ in range(int(body['n'])):\n    table.update_item(Key={'id': 'visits'}, UpdateExpression='ADD n :one', ExpressionAttributeValues={':one': 1})\nreturn answer(200)`,
      ],
      [
        'and an answer with the environment',
        "table.update_item(Key={'id': 'visits'}, UpdateExpression='ADD n :one', ExpressionAttributeValues={':one': 1})\nreturn answer(200, dict(os.environ))",
      ],
      [
        'before another write',
        "table.update_item(Key={'id': 'visits'}, UpdateExpression='ADD n :one', ExpressionAttributeValues={':one': 1})\nsns.publish(TopicArn='t', Message='x')\nreturn answer(200)",
      ],
      [
        'of credits',
        count("UpdateExpression='ADD credits :one', ExpressionAttributeValues={':one': 1000}"),
      ],
      [
        'of what is sold',
        count("UpdateExpression='ADD stock :one', ExpressionAttributeValues={':one': 1}"),
      ],
      [
        'of what lowers a price, by another name',
        count(
          "UpdateExpression='ADD #c :one', ExpressionAttributeNames={'#c': 'discount'}, ExpressionAttributeValues={':one': 1}",
        ),
      ],
      [
        'of credits by another name',
        count(
          "UpdateExpression='ADD #c :one', ExpressionAttributeNames={'#c': 'balance'}, ExpressionAttributeValues={':one': 1}",
        ),
      ],
      [
        'of an item that is looked up',
        "last = table.get_item(Key={'id': 'last'})['Item']['id']\ntable.update_item(Key={'id': last}, UpdateExpression='ADD n :one', ExpressionAttributeValues={':one': 1})\nreturn answer(200)",
      ],
      [
        'with options that are not seen',
        "table.update_item(**json.loads(event['body']))\nreturn answer(200)",
      ],
    ]),
  )('is none: %s', (_, source) => {
    expect(designIn(source)).toBeUndefined();
  });
});

describe('a sign-up', () => {
  it.each(
    handlers([
      ['by bcrypt', put(`${name}, ${hashed}`)],
      [
        'by bcrypt, of what is free',
        `${taken}if 'Item' in table.get_item(Key={'username': body['username']}):\n    return answer(409)\n${put(`${name}, ${hashed}`, ", ConditionExpression='attribute_not_exists(username)'")}`,
      ],
      [
        'by a function of the code, and the client',
        `${taken}client.put_item(TableName='t', Item={'id': {'S': str(uuid.uuid4())}, 'email': {'S': body['email']}, 'hash': {'S': hashed(body['password'])}})\nreturn answer(201)`,
        "def hashed(password):\n    salt = os.urandom(16)\n    return hashlib.pbkdf2_hmac('sha256', password.encode(), salt, 100000).hex()",
      ],
      [
        'by scrypt',
        put(
          `${name}, 'hash': hashlib.scrypt(body['password'].encode(), salt=b's', n=2, r=8, p=1).hex()`,
        ),
      ],
      [
        'by werkzeug, of a name',
        `${taken}item = {'role': 'user', ${name}, 'hash': generate_password_hash(body['password'])}\ntable.put_item(Item=item)\nreturn answer(201)`,
      ],
      ['by argon2', put(`${name}, 'hash': hasher.hash(body['password'])`)],
      ['by passlib', put(`${name}, 'hash': context.hash(body.get('password'))`)],
    ]),
  )('is seen: %s', (_, source) => {
    expect(designIn(source)).toBe('sign-up');
  });

  it.each(
    handlers([
      ['without a password', put(name)],
      ['with the password as it is', put(`${name}, 'password': body['password']`)],
      [
        'with the password as it is beside its hash',
        put(`${name}, ${hashed}, 'secret': body['password']`),
      ],
      [
        'by a hash that is fast',
        put(`${name}, 'password': hashlib.sha256(body['password'].encode()).hexdigest()`),
      ],
      ['with a role of the request', put(`${name}, ${hashed}, 'role': body.get('role', 'user')`)],
      ['with a balance of the request', put(`${name}, ${hashed}, 'balance': body['balance']`)],
      ['with all that is sent', put(`**body, ${hashed}`)],
      ['with all that is sent, in a field', put(`'profile': body, ${hashed}`)],
      [
        'with all that is sent, in a name',
        `${taken}item = {${name}, ${hashed}}\nitem.update(body)\ntable.put_item(Item=item)\nreturn answer(201)`,
      ],
      [
        'of a hash of something else',
        put(`${name}, 'password': bcrypt.hashpw(b'x', bcrypt.gensalt())`),
      ],
      [
        'in a table that the caller names',
        `${taken}client.put_item(TableName=body['table'], Item={${name}, ${hashed}})\nreturn answer(201)`,
      ],
      [
        'beside another write',
        `sns.publish(TopicArn='t', Message='x')\n${put(`${name}, ${hashed}`)}`,
      ],
      ['with more that is sent', put(`${name}, ${hashed}`, ', **body')],
      [
        'with a role of the request, within another field',
        put(`${name}, ${hashed}, 'profile': {'role': body['role']}`),
      ],
      [
        'with a table of the request in a field',
        put(`${name}, ${hashed}, 'profile': body['profile']`),
      ],
      [
        'with a role of the request by another name',
        `${taken}kind = body['role']\n${put(`${name}, ${hashed}, 'title': kind`)}`,
      ],
      ['with a kind that is not known', put(`${name}, ${hashed}, 'user_type': body['user_type']`)],
      ['with a role that is more than that of a user', put(`${name}, ${hashed}, 'role': 'admin'`)],
      [
        'with a role that the request chooses',
        `${taken}role = 'user'\nif body.get('admin'):\n    role = 'admin'\n${put(`${name}, ${hashed}, 'role': role`)}`,
      ],
      [
        'with a hash that the request may bring',
        `${taken}hash = bcrypt.hashpw(body['password'].encode(), bcrypt.gensalt())\nhash = body.get('hash') or hash\n${put(`${name}, 'hash': hash`)}`,
      ],
      [
        'with whose item a path names',
        put(`'username': event['pathParameters']['username'], ${hashed}`),
      ],
      ['with no name of who signs up', put(`'address': body['address'], ${hashed}`)],
      [
        'with a password of who is there already',
        put(`${name}, ${hashed}`, ", ConditionExpression='attribute_exists(username)'"),
      ],
      ['with a password that is set anew', put(`${name}, ${hashed}, 'updated_at': 1`)],
      [
        'with a new password',
        put(`${name}, 'password': bcrypt.hashpw(body['new_password'].encode(), bcrypt.gensalt())`),
      ],
      [
        'for each that is named',
        `${taken}for each in body['users']:\n    table.put_item(Item={${name}, ${hashed}})\nreturn answer(201)`,
      ],
      [
        'of administrators',
        `${taken}admins.put_item(Item={${name}, ${hashed}})\nreturn answer(201)`,
        "admins = db.Table('admins')",
      ],
      [
        'that answers all users',
        put(`${name}, ${hashed}`).replace('answer(201)', "answer(201, table.scan()['Items'])"),
      ],
      [
        'that answers what it looks up',
        `${taken}found = table.get_item(Key={'username': body['username']})\n${put(`${name}, ${hashed}`).replace('answer(201)', 'answer(201, found)')}`,
      ],
      [
        'beside a call to elsewhere',
        `${taken}urlopen(body['url'])\n${put(`${name}, ${hashed}`)}`,
        'from urllib.request import urlopen',
      ],
      [
        'beside a look-up of anything',
        `${taken}boto3.client('secretsmanager').get_secret_value(SecretId=body['id'])\n${put(`${name}, ${hashed}`)}`,
      ],
      ['of a hash of the name', put(`${name}, 'hash': generate_password_hash(body['username'])`)],
      [
        'before a deletion',
        `${taken}table.put_item(Item={${name}, ${hashed}})\ntable.delete_item(Key={'username': body['old']})\nreturn answer(201)`,
      ],
      [
        'beside a deletion',
        `table.delete_item(Key={'username': json.loads(event['body'])['old']})\n${put(`${name}, ${hashed}`)}`,
      ],
      [
        'of what a function of the code adds to',
        `${taken}item = {${name}, ${hashed}}\nfill(item, body)\ntable.put_item(Item=item)\nreturn answer(201)`,
        "def fill(item, body):\n    item['role'] = body['role']",
      ],
    ]),
  )('is none: %s', (_, source) => {
    expect(designIn(source)).toBeUndefined();
  });
});

it('is looked for at the place of the write, and where no routes are', () => {
  const source = handler(put(`${name}, ${hashed}`));
  const files = new Map([['app.py', source]]);
  const elsewhere = { ...writing, path: 'app.py', line: 1, column: 1 };

  expect(findOpenDesign({ files, handler: 'app.handler' }, [elsewhere])).toBeUndefined();
});

it('is said of each route', () => {
  const source = `${before}import serverless_wsgi
from flask import Flask, jsonify, request
app = Flask(__name__)
def handler(event, context_):
    return serverless_wsgi.handle_request(app, event, context_)
@app.post('/users')
def sign_up():
    body = request.get_json()
    table.put_item(Item={${name}, 'hash': generate_password_hash(body['password'])})
    return jsonify({}), 201
@app.post('/visits')
def visit():
    table.update_item(Key={'id': 'visits'}, UpdateExpression='ADD n :one', ExpressionAttributeValues={':one': 1})
    return jsonify({})
@app.post('/orders')
def order():
    table.put_item(Item=request.get_json())
    return jsonify({})
`;
  const routes = findCodeRoutes({ files: new Map([['app.py', source]]), handler: 'app.handler' });

  expect(routes?.map(({ path, design }) => `${path} ${design?.kind}`)).toEqual([
    '/users sign-up',
    '/visits counter',
    '/orders undefined',
  ]);
});

it.each([
  [
    'a decorator that acts',
    "def cleared(of):\n    def inner(*args):\n        table.delete_item(Key={'username': request.json['old']})\n        return of(*args)\n    return inner",
    '@cleared\n',
  ],
  [
    'what runs after all routes',
    "@app.after_request\ndef posted(response):\n    requests.post('https://example.com', json=request.json)\n    return response",
    '',
  ],
])('is not said of a route with %s, nor that one is idle', (_, beside, decorator) => {
  const source = `${before}import serverless_wsgi
from flask import Flask, jsonify, request
app = Flask(__name__)
def handler(event, context_):
    return serverless_wsgi.handle_request(app, event, context_)
${beside}
@app.post('/users')
${decorator}def sign_up():
    body = request.get_json()
    table.put_item(Item={${name}, 'hash': generate_password_hash(body['password'])})
    return jsonify({}), 201
@app.post('/health')
${decorator}def health():
    return jsonify({})
@app.post('/orders')
def orders():
    if request.headers.get('x-api-key') != os.environ['API_KEY']:
        return jsonify({}), 401
    table.put_item(Item=request.get_json())
    return jsonify({})
`;
  const routes = findCodeRoutes({ files: new Map([['app.py', source]]), handler: 'app.handler' });

  expect(routes?.length).toBeGreaterThan(2);
  expect(routes?.some(({ design, isIdle }) => design ?? isIdle)).toBe(false);
});
