import { describe, expect, it } from 'vitest';
import { objectsIn } from '../objects-in.ts';

const client = `
import json, os, uuid
import boto3
from boto3.dynamodb.conditions import Key, Attr
table = boto3.resource('dynamodb').Table(os.environ['NOTES'])
`;

/** Another function of the archive, by which notes are each of one user. */
const create = `${client}
def handler(event, context):
    user_id = event['requestContext']['authorizer']['claims']['sub']
    body = json.loads(event['body'])
    table.put_item(Item={'note_id': str(uuid.uuid4()), 'user_id': user_id, 'text': body['text']})
    return {'statusCode': 201}
`;

/** One by which they are found by that. */
const list = `${client}
def handler(event, context):
    claims = event.get('requestContext', {}).get('authorizer', {}).get('jwt', {}).get('claims', {})
    found = table.query(IndexName='by_user', KeyConditionExpression=Key('user_id').eq(claims['sub']))
    return {'statusCode': 200, 'body': json.dumps(found['Items'])}
`;

const read = (behind = 'pass') => `${client}
def handler(event, context):
    note = table.get_item(Key={'note_id': event['pathParameters']['note_id']})['Item']
    ${behind}
    return {'statusCode': 200, 'body': json.dumps(note)}
`;

const remove = (before = 'pass', more = '') => `${client}
def handler(event, context):
    note_id = event['pathParameters']['note_id']
    ${before}
    table.delete_item(Key={'note_id': note_id}${more})
    return {'statusCode': 204}
`;

const flask = (guard: string) => `
from flask import Flask, request, g, jsonify
from functools import wraps
import jwt, boto3, uuid
app = Flask(__name__)
table = boto3.resource('dynamodb').Table('notes')

def token_required(f):
    @wraps(f)
    def inner(*args, **kwargs):
        token = request.headers.get('Authorization')
        if not token:
            return jsonify({'message': 'no token'}), 401
        g.user = jwt.decode(token, 'key', algorithms=['HS256'])
        return f(*args, **kwargs)
    return inner
${guard}
@app.post('/notes')
@token_required
def create():
    table.put_item(Item={'note_id': str(uuid.uuid4()), 'user_id': g.user['sub']})
    return jsonify({})

@app.delete('/notes/<note_id>')
@token_required
${guard ? '@mine' : ''}
def remove(note_id):
    table.delete_item(Key={'note_id': note_id})
    return jsonify({})

import serverless_wsgi
def handler(event, context):
    return serverless_wsgi.handle_request(app, event, context)
`;

describe('items of one user that any caller changes', () => {
  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['an item that is kept with who calls', remove(), { 'create.py': create }],
    [
      'one that is found by who calls',
      remove(),
      {
        'list.py': list,
      },
    ],
    ['one that is read and answered', read(), { 'list.py': list }],
    [
      'one whose owner another function asks for',
      remove(),
      {
        'update.py': `${client}
def handler(event, context):
    note = table.get_item(Key={'note_id': event['pathParameters']['note_id']})['Item']
    if note['user_id'] != event['requestContext']['authorizer']['claims']['sub']:
        return {'statusCode': 404}
    return {'statusCode': 200}
`,
      },
    ],
    [
      'where who calls has to be there, and is logged',
      remove(
        "user = event['requestContext']['authorizer']['claims']['sub']\n    print('removed by', user)\n    if not user:\n        return {'statusCode': 401}",
      ),
      { 'create.py': create },
    ],
    [
      'another branch of one handler',
      `${client}
def handler(event, context):
    user_id = event['requestContext']['authorizer']['claims']['sub']
    if event['httpMethod'] == 'GET':
        return table.query(KeyConditionExpression=Key('user_id').eq(user_id))
    if event['httpMethod'] == 'DELETE':
        table.delete_item(Key={'note_id': event['pathParameters']['id']})
        return {'statusCode': 204}
`,
      {},
    ],
    [
      'a branch of a function that the handler calls',
      `${client}
def route(event):
    if event['httpMethod'] == 'GET':
        user_id = event['requestContext']['authorizer']['claims']['sub']
        return table.query(KeyConditionExpression=Key('user_id').eq(user_id))
    if event['httpMethod'] == 'DELETE':
        table.delete_item(Key={'note_id': event['pathParameters']['id']})
    return {'statusCode': 204}

def handler(event, context):
    return route(event)
`,
      {},
    ],
    [
      'rows of SQL',
      `
import json, os, pymysql
connection = pymysql.connect(host=os.environ['HOST'])
def handler(event, context):
    user_id = event['requestContext']['authorizer']['claims']['sub']
    cursor = connection.cursor()
    if event['httpMethod'] == 'GET':
        cursor.execute('SELECT * FROM notes WHERE user_id = %s', (user_id,))
        return {'statusCode': 200, 'body': json.dumps(cursor.fetchall())}
    cursor.execute('DELETE FROM notes WHERE id = %s', (event['pathParameters']['id'],))
    return {'statusCode': 204}
`,
      {},
    ],
    ['a route of Flask behind a decorator', flask(''), {}],
    [
      'one that is put under an id of the request',
      `${client}
def handler(event, context):
    body = json.loads(event['body'])
    table.put_item(Item={'note_id': body['id'], 'text': body['text']})
    return {'statusCode': 201}
`,
      { 'create.py': create },
    ],
    [
      'an item of the caller under an id of the request',
      create.replace('str(uuid.uuid4())', "body['id']"),
      {},
    ],
  ])('are reported: %s', (_, code, others) => {
    expect(sinksIn(code, others)).toHaveLength(1);
  });
});

const sql = 'import os, pymysql\nconnection = pymysql.connect(host=os.environ["HOST"])\n';
const update = (expression: string, more = '') => `${client}
def handler(event, context):
    body = json.loads(event['body'])
    table.update_item(
        Key={'note_id': event['pathParameters']['note_id']}, UpdateExpression='${expression}',
        ExpressionAttributeNames={'#c': 'comments'}, ExpressionAttributeValues={':n': body['n']}${more})
    return {'statusCode': 200}
`;

/** By a route of Chalice. */
const chalice = (authorizer: string) => `
import os, uuid, boto3
from chalice import Chalice, CognitoUserPoolAuthorizer, IAMAuthorizer
app = Chalice(app_name='notes')
table = boto3.resource('dynamodb').Table(os.environ['NOTES'])
users = CognitoUserPoolAuthorizer('P', provider_arns=['x'])
others = IAMAuthorizer()
@app.route('/notes', methods=['POST'], authorizer=users)
def create():
    user_id = app.current_request.context['authorizer']['claims']['sub']
    table.put_item(Item={'note_id': str(uuid.uuid4()), 'user_id': user_id})
@app.route('/notes/{note_id}', methods=['DELETE'], authorizer=${authorizer})
def delete(note_id):
    table.delete_item(Key={'note_id': note_id})
`;

it('knows which routes are of users', () => {
  const found = (code: string) => foundIn('', { 'app.py': code }, 'app.app');

  expect(found(chalice('users'))).toHaveLength(1);
  expect(found(chalice('others'))).toEqual([]);
});

it.each<[string, string, Readonly<Record<string, string>>]>([
  ['what is added to', update('SET expenses = list_append(expenses, :n)'), { 'list.py': list }],
  [
    'who brought it about alone',
    remove(),
    { 'create.py': create.replace("'user_id': user_id", "'created_by': user_id") },
  ],
  ['what is only kept', remove(), { 'create.py': create }],
  [
    'what is only kept by an update',
    remove(),
    {
      'x.py': update('SET user_id = :n').replace(
        "body['n']",
        "event['requestContext']['authorizer']['claims']['sub']",
      ),
    },
  ],
  [
    'what is only put there by SQL',
    `${sql}def handler(event, context):
    connection.cursor().execute('DELETE FROM notes WHERE id = %s', (event['pathParameters']['id'],))
`,
    {
      'create.py': `${sql}def handler(event, context):
    connection.cursor().execute('INSERT INTO notes (text, user_id) VALUES (%s, %s)', (event['body'], event['requestContext']['authorizer']['claims']['sub']))
`,
    },
  ],
])('is medium by %s', (_, code, others) => {
  expect(foundIn(code, others)).toMatchObject([{ severity: 'medium' }]);
});

it.each<[string, string, Readonly<Record<string, string>>]>([
  ['a field that is set', update('SET done = :n'), { 'list.py': list }],
  ['a comment that is set', update('SET #c = :n'), { 'list.py': list }],
  [
    'who brought it about, and finds it by that',
    remove(),
    {
      'create.py': create.replace("'user_id': user_id", "'created_by': user_id"),
      'list.py': list.replace("Key('user_id')", "Key('created_by')"),
    },
  ],
  [
    'a decorator of a package',
    remove().replace(
      'def handler',
      'from aws_lambda_powertools import Logger, Tracer\nlogger = Logger()\ntracer = Tracer()\n@logger.inject_lambda_context\n@tracer.capture_lambda_handler\ndef handler',
    ),
    { 'list.py': list },
  ],
  [
    'an origin that is asked for',
    remove(
      "if event['headers']['origin'] != os.environ['ORIGIN']:\n        return {'statusCode': 400}",
    ),
    { 'list.py': list },
  ],
])('is high by %s', (_, code, others) => {
  const found = foundIn(code, others);

  expect(found).toHaveLength(1);
  expect(found[0]?.severity).toBeUndefined();
});

describe('items that are asked for, or are of no one', () => {
  it.each<[string, string, Readonly<Record<string, string>>]>([
    ...[
      ['a key of all callers', "if event['headers']['x-key'] != os.environ['KEY']:"],
      [
        'a token of a schedule',
        "if event['headers'].get('authorization') != 'Bearer ' + os.environ['CRON']:",
      ],
      [
        'a key that has a name',
        "key = os.getenv('KEY')\n    if json.loads(event['body'])['key'] != key:",
      ],
      ['a signature', "if not hmac.compare_digest(sign(event), event['headers']['x-sign']):"],
      ['a header of a signature', "if not right(event['headers']['x-hub-signature-256']):"],
      [
        'a service of policies',
        'may = policies.is_authorized_with_token(resource=note_id)\n    if not may:',
      ],
      [
        'an owner against a header',
        "me = event['headers']['x-user']\n    if note['user_id'] != me:",
      ],
      ['an owner against what is not seen', "if str(note['user_id']) != who():"],
    ].map(([name, asking]): [string, string, Readonly<Record<string, string>>] => [
      `what is asked: ${name}`,
      remove(
        `note = table.get_item(Key={'note_id': note_id})['Item']\n    ${asking}\n        return {'statusCode': 401}`,
      ),
      { 'create.py': create },
    ]),
    ...[
      ['a comment', 'SET #c = list_append(if_not_exists(comments, :e), :n)'],
      ['who takes part', 'ADD attendees :n SET updated_at = :t'],
      ['stars', 'SET rating_sum = rating_sum + :n'],
      ['that it was reported', 'SET reported = :n'],
    ].map(([name, expression]): [string, string, Readonly<Record<string, string>>] => [
      `what others add: ${name}`,
      update(expression ?? ''),
      { 'create.py': create },
    ]),
    ...['session_id', 'code', 'device_token', 'endpoint'].map(
      (name): [string, string, Readonly<Record<string, string>>] => [
        `what is known to its owner alone: ${name}`,
        remove().replace("{'note_id': note_id}", `{'${name}': note_id}`),
        { 'list.py': list },
      ],
    ),
    [
      'an address of one company',
      remove(
        "if not event['requestContext']['authorizer']['claims']['email'].endswith('@example.com'):\n        return {'statusCode': 401}",
      ),
      { 'list.py': list },
    ],
    [
      'a decorator with users of its own',
      flask('')
        .replace(
          'def token_required',
          'from flask_httpauth import HTTPBasicAuth\nbasic = HTTPBasicAuth()\ndef token_required',
        )
        .replace(
          "@app.delete('/notes/<note_id>')\n@token_required",
          "@app.delete('/notes/<note_id>')\n@basic.login_required",
        ),
      {},
    ],
    [
      'a bid that has to be higher',
      update('SET bid = :n', ", ConditionExpression='bid < :n'"),
      { 'create.py': create },
    ],
    [
      'a decorator of a file that is not there',
      remove().replace('def handler', 'from shared_layer import secure\n@secure\ndef handler'),
      { 'create.py': create },
    ],
    ['what no code keeps with who calls', remove(), {}],
    ['what is read, where it is only kept with who calls', read(), { 'create.py': create }],
    [
      'what is read, where all of it is listed elsewhere',
      read(),
      { 'list.py': list, 'all.py': 'table.scan()' },
    ],
    [
      'what is read, and asked for before it is answered',
      read(
        "if note['user_id'] != event['requestContext']['authorizer']['claims']['sub']:\n        return {'statusCode': 404}",
      ),
      { 'list.py': list },
    ],
    ['another table', remove().replace("['NOTES']", "['PRODUCTS']"), { 'create.py': create }],
    [
      'who calls in the key',
      remove().replace(
        "{'note_id': note_id}",
        "{'user_id': event['requestContext']['authorizer']['claims']['sub'], 'note_id': note_id}",
      ),
      { 'create.py': create },
    ],
    [
      'who calls in a condition',
      remove(
        "user = event['requestContext']['authorizer']['claims']['sub']",
        ", ConditionExpression=Attr('user_id').eq(user)",
      ),
      { 'create.py': create },
    ],
    [
      'a comparison before',
      remove(
        "note = table.get_item(Key={'note_id': note_id})['Item']\n    if note['user_id'] != event['requestContext']['authorizer']['claims']['sub']:\n        return {'statusCode': 404}",
      ),
      { 'create.py': create },
    ],
    [
      'a function that asks, of a file that is not there',
      remove(
        "from asking import assert_mine\n    assert_mine(note_id, event['requestContext']['authorizer']['claims']['sub'])",
      ),
      { 'create.py': create },
    ],
    [
      'a function that is given the request, of a file that is not there',
      remove('from asking import check\n    check(event)'),
      { 'create.py': create },
    ],
    [
      'a group of the caller',
      remove(
        "if 'staff' not in event['requestContext']['authorizer']['claims']['cognito:groups']:\n        return {'statusCode': 401}",
      ),
      { 'create.py': create },
    ],
    [
      'items of another kind in the same table',
      remove().replace("{'note_id': note_id}", "{'pk': 'PRODUCT#' + note_id}"),
      {
        'create.py': create.replace(
          "'note_id': str(uuid.uuid4())",
          "'pk': 'ORDER#' + str(uuid.uuid4())",
        ),
      },
    ],
    [
      'what the code names',
      update('SET done = :n').replace("event['pathParameters']['note_id']", "'first'"),
      { 'list.py': list },
    ],
    [
      'an item of the caller, on a condition',
      create
        .replace('str(uuid.uuid4())', "body['id']")
        .replace("body['text']}", "body['text']}, ConditionExpression='version = :v'"),
      {},
    ],
    [
      'what only says who changed it last',
      remove(),
      { 'create.py': create.replace("'user_id': user_id", "'updated_by': user_id") },
    ],
    [
      'a step of a state machine, which no request brings',
      remove().replace("event['pathParameters']['note_id']", "event['note_id']"),
      { 'create.py': create },
    ],
    [
      'who signs up, as who they say they are',
      `${client}
def handler(event, context):
    body = json.loads(event['body'])
    table.put_item(Item={'user_id': body['user_id'], 'password': body['password']})
    return {'statusCode': 201}
`,
      {
        'authorizer.py': `${client}
import jwt
def handler(event, context):
    claims = jwt.decode(event['headers']['authorization'], os.environ['KEY'], algorithms=['HS256'])
    return {'isAuthorized': 'Item' in table.get_item(Key={'user_id': claims['user_id']})}
`,
      },
    ],
    [
      'a new item under an id of the request, where none is there',
      create
        .replace('str(uuid.uuid4())', "body['id']")
        .replace(
          "body['text']}",
          "body['text']}, ConditionExpression='attribute_not_exists(note_id)'",
        ),
      {},
    ],
    [
      'what an application asks before each request',
      flask('').replace(
        "@app.post('/notes')",
        `@app.before_request
def mine():
    note = table.get_item(Key={'note_id': request.view_args['note_id']})['Item']
    if note['user_id'] != g.user['sub']:
        return jsonify({}), 404

@app.post('/notes')`,
      ),
      {},
    ],
    [
      'a decorator that asks',
      flask(`
def mine(f):
    @wraps(f)
    def inner(note_id):
        note = table.get_item(Key={'note_id': note_id})['Item']
        if note['user_id'] != g.user['sub']:
            return jsonify({}), 404
        return f(note_id)
    return inner
`),
      {},
    ],
  ])('are not reported: %s', (_, code, others) => {
    expect(sinksIn(code, others)).toEqual([]);
  });
});

const users = (before = 'pass') => `
import os, boto3
from guard import is_of
cognito = boto3.client('cognito-idp')
def handler(event, context):
    username = event['pathParameters']['username']
    ${before}
    cognito.admin_delete_user(UserPoolId=os.environ['POOL'], Username=username)
    return {'statusCode': 200}
`;

const guard = `
def is_of(event, group):
    return group in event['requestContext']['authorizer']['claims'].get('cognito:groups', '')
`;

describe('users of a pool that any caller changes', () => {
  it('are reported where other code asks for a group', () => {
    expect(foundIn(users(), { 'guard.py': guard })).toMatchObject([
      { sink: 'cognito-idp:AdminDeleteUser', flow: [{ path: 'guard.py', line: 3 }, {}] },
    ]);
  });

  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['where other code asks for a group, but items', remove(), { 'guard.py': guard }],
    ['where no code asks for a group', users(), {}],
    [
      'behind the group',
      users("if not is_of(event, 'staff'):\n        return {'statusCode': 401}"),
      { 'guard.py': guard },
    ],
    [
      'of who calls',
      users("username = event['requestContext']['authorizer']['claims']['sub']"),
      { 'guard.py': guard },
    ],
    [
      'of who has just been made',
      users("cognito.admin_create_user(UserPoolId=os.environ['POOL'], Username=username)"),
      { 'guard.py': guard },
    ],
  ])('are not reported %s', (_, code, others) => {
    expect(sinksIn(code, others)).toEqual([]);
  });
});

it('says where it is seen that items have owners, and what is changed', () => {
  expect(foundIn(remove(), { 'create.py': create })).toMatchObject([
    {
      kind: 'broken-object-authorization',
      sink: 'dynamodb:DeleteItem',
      path: 'index.py',
      flow: [
        { text: expect.stringMatching(/who calls \(user_id\)/), path: 'create.py' },
        { text: expect.stringMatching(/^dynamodb:DeleteItem removes what/), path: 'index.py' },
      ],
    },
  ]);
});

it('is medium where an item is read', () => {
  expect(foundIn(read(), { 'list.py': list })).toMatchObject([
    { sink: 'dynamodb:GetItem', severity: 'medium' },
  ]);
});

it('is medium where an item of the caller replaces another of the same id', () => {
  expect(foundIn(create.replace('str(uuid.uuid4())', "body['id']"), {})).toMatchObject([
    { sink: 'dynamodb:PutItem', severity: 'medium' },
  ]);
});

it('leaves out what is for few by its name', () => {
  expect(
    foundIn('', { 'create.py': create, 'admin/remove.py': remove() }, 'admin/remove.handler'),
  ).toEqual([]);
  expect(
    foundIn('', { 'create.py': create, 'internal/x.py': remove() }, 'internal/x.handler'),
  ).toEqual([]);
});

function sinksIn(code: string, others: Readonly<Record<string, string>>): readonly string[] {
  return foundIn(code, others).map(({ sink }) => sink);
}

function foundIn(
  code: string,
  others: Readonly<Record<string, string>>,
  handler = 'index.handler',
) {
  return objectsIn({ 'index.py': code, ...others }, { runtime: 'python3.13', handler });
}
