import { describe, expect, it } from 'vitest';
import { objectsIn } from '../objects-in.ts';

const CLAIMS = "event['requestContext']['authorizer']['claims']";
const ME = `${CLAIMS}['sub']`;
const client = `
import json, os, uuid
import boto3
table = boto3.resource('dynamodb').Table(os.environ['NOTES'])
def who_is(event):
    return ${ME}
def same(given):
    return given
`;
const indented = (code: string) => code.replace(/^/gm, '    ');
const create = (made = `user_id = ${ME}`) => `${client}
def handler(event, context):
    body = json.loads(event['body'])
${indented(made)}
    table.put_item(Item={'note_id': str(uuid.uuid4()), 'user_id': user_id, 'text': body['text']})
    return {'statusCode': 201}
`;
const DELETE = "table.delete_item(Key={'note_id': note_id})";
const remove = (code = DELETE) => `${client}
def handler(event, context):
    note_id = event['pathParameters']['note_id']
${indented(code)}
    return {'statusCode': 204}
`;

describe('an item has an owner', () => {
  it.each([
    `'USER#' + ${ME}`,
    `'USER#%s' % ${ME}`,
    `f"USER#{${ME}}"`,
    `${ME} or 'nobody'`,
    `${ME} if body else 'nobody'`,
    `(${ME},)`,
    `[*${ME}]`,
    `{'id': ${ME}}`,
    `-${ME}`,
    `str(${ME})`,
    `${ME}.strip()`,
    `${CLAIMS}.get('sub')`,
    "event.get('authorizer')['principal']",
    'event.request_context.authorizer.claims',
    'who_is(event)',
    `same(${ME})`,
    'get_current_user(event)',
    "event.get('user')",
    "event['user']",
    'context.user',
    'context.state.user',
    'current_user.id',
    `(kept := ${ME})`,
  ])('as it is kept with %s', (owner) => {
    expect(sinksIn(remove(), create(`user_id = ${owner}`))).toHaveLength(1);
  });

  it.each([
    "'nobody'",
    "body['user_id']",
    'made.user',
    "body.get('user')",
    `not ${ME}`,
    `${ME} * 2`,
    "same('nobody')",
  ])('but not as it is kept with %s', (owner) => {
    expect(sinksIn(remove(), create(`user_id = ${owner}`))).toEqual([]);
  });
});

describe('who calls is not asked for', () => {
  it.each([
    [
      'where it has only to be there, is kept under a name and logged',
      `user = ${ME}
if not user or user is None or user == '' or user == None:
    return {'statusCode': 401}
text = str(user) + '-' + user
parts = user.split('-')
pair = (user, *text)
named = 'of' if user else 'by'
print('by', user)
logger.info('by %s' % user)
LOG.info(user)
if 'sub' in ${CLAIMS}:
    pass
print(json.dumps(event))
logger.info(event)
same(event)`,
    ],
    [
      'where other things are asked',
      `found = store.find(note_id)
if found['user_id'] is None or found['user_id'] == 'system' or found['user_id'] == 1:
    pass
label = found['user_id'] + note_id
if note_id == found['title'] or event['headers']['accept'] == 'text/plain':
    pass
if note_id.startswith(found['title']):
    pass`,
    ],
  ])('%s', (_, before) => {
    expect(sinksIn(remove(`${before}\n${DELETE}`), create())).toHaveLength(1);
  });
});

const NO = "\n    return {'statusCode': 404}";

describe('who calls may be asked for', () => {
  it.each([
    `user = ${ME}\nif user != owners.first:${NO}`,
    `user = ${ME}\nif user >= note_id:${NO}`,
    `user = ${ME}\nif user not in found:${NO}`,
    `user = ${ME}\nif not owners[user]:${NO}`,
    `user = ${ME}\nstore.ask(user)`,
    `user = ${ME}\nstore.ask({'user': user})`,
    `user = f"USER#{${ME}}"\nstore.ask(user)`,
    `if ${CLAIMS}['level'] < 3:${NO}`,
    `if ${CLAIMS}.get('level') == 3:${NO}`,
    `if not ${ME}.startswith('staff'):${NO}`,
    "no = {'statusCode': 403}",
    "no = {'statusCode': '403'}",
    'store.ask(event)',
    "cursor.execute(\"SELECT set_config('app.user', '1', true)\")",
    `if not known(event['headers']['x-hub-signature-256']):${NO}`,
    `if store.find(note_id)['user_id'] != store.me:${NO}`,
    `if int(store.find(note_id)['user_id']) != store.me:${NO}`,
    `if event['headers']['x-key'] != keys.first:${NO}`,
    `if event.headers['x-key'] != keys.first:${NO}`,
    `if event['key'] != os.environ['KEY']:${NO}`,
    `key = os.getenv('KEY')\nif event['key'] != key:${NO}`,
  ])('by %s', (before) => {
    expect(sinksIn(remove(`${before}\n${DELETE}`), create())).toEqual([]);
  });
});

const USER = `user = ${ME}\n`;

describe('on the way to an item', () => {
  it.each([
    ['what is declared', `def ask():\n    return store.ask(user)\n${DELETE}`],
    [
      'a branch that ends',
      `if event['kind'] == 'a':\n    store.ask(user)\n    return 1\n${DELETE}`,
    ],
    ['another branch', `if event['kind'] == 'a':\n    store.ask(user)\nelse:\n    ${DELETE}`],
    ['what stands behind', `${DELETE}\nstore.ask(user)`],
  ])('asks nothing: %s', (_, code) => {
    expect(sinksIn(remove(`${USER}${code}`), create())).toHaveLength(1);
  });

  it.each([
    ['a branch that goes on', `if event['kind'] == 'a':\n    store.ask(user)\n${DELETE}`],
    [
      'what else it does',
      `if event['kind'] == 'a':\n    return 1\nelse:\n    store.ask(user)\n${DELETE}`,
    ],
    ['a condition', `if owners[user]:\n    ${DELETE}`],
    ['a question of a condition', `${DELETE} if owners[user] else None`],
    ['what is tried before', `try:\n    store.ask(user)\nfinally:\n    ${DELETE}`],
    ['what it does for each', `for each in store.ask(user):\n    ${DELETE}`],
    ['what it is done with', `with store.ask(user):\n    ${DELETE}`],
  ])('may be asked for by %s', (_, code) => {
    expect(sinksIn(remove(`${USER}${code}`), create())).toEqual([]);
  });
});

describe('other code says that items have owners', () => {
  const found = (question: string) => `${client}
def handler(event, context):
    note = table.get_item(Key={'note_id': event['pathParameters']['note_id']})['Item']
    if ${question}:
        return {'statusCode': 404}
    return {'statusCode': 200}
`;

  it.each([
    ['by a comparison', found(`note['user_id'] != ${ME}`), true],
    ['by one of what may not be there', found(`note.get('user_id') != ${ME}`), true],
    ['not by one of what is no owner', found(`note['title'] != ${ME}`), false],
    ['not by one of who is no caller', found("note['user_id'] != event['body']"), false],
    ['not by an order', found(`note['user_id'] < ${ME}`), false],
    [
      'not as it keeps who calls as no owner',
      create().replace("'user_id': user_id", "'last_seen': user_id"),
      false,
    ],
  ])('%s', (_, other, isSeen) => {
    expect(sinksIn(remove(), other)).toHaveLength(isSeen ? 1 : 0);
  });
});

const flask = (guard: string, decorator = '@guarded') => `
from flask import Flask, request, g, jsonify
from functools import wraps
import jwt, boto3, uuid
app = Flask(__name__)
table = boto3.resource('dynamodb').Table('notes')
def guarded(f):
    @wraps(f)
    def inner(*args, **kwargs):
        g.user = jwt.decode(request.headers.get('Authorization'), 'key', algorithms=['HS256'])
${guard.replace(/^/gm, '        ')}
        return f(*args, **kwargs)
    return inner
@app.post('/notes')
@guarded
def create():
    table.put_item(Item={'note_id': str(uuid.uuid4()), 'user_id': g.user['sub']})
    return jsonify({})
@app.delete('/notes/<note_id>')
${decorator}
def remove(note_id):
    table.delete_item(Key={'note_id': note_id})
    return jsonify({})
import serverless_wsgi
def handler(event, context):
    return serverless_wsgi.handle_request(app, event, context)
`;

describe('before a route of an application, who calls', () => {
  it.each([
    ['is only verified', 'pass', '@guarded'],
    [
      'has to be there',
      "if g.user is None or g.user['sub'] == '':\n    return jsonify({}), 401\nif request.method == first:\n    pass",
      '@guarded',
    ],
    ['is asked for who it is by a package', 'pass', '@guarded\n@flask_login.login_required'],
  ])('is not asked for where it %s', (_, guard, decorator) => {
    expect(sinksIn(flask(guard, decorator), '')).toHaveLength(1);
  });

  it.each([
    ['a refusal', 'if store.busy:\n    return jsonify({}), 403', '@guarded'],
    ['what the path says', "store.ask(request.view_args['note_id'])", '@guarded'],
    [
      'a comparison',
      "if g.user['sub'] != settings.owner:\n    return jsonify({}), 401",
      '@guarded',
    ],
    ['a list', "if g.user['sub'] not in owners:\n    return jsonify({}), 401", '@guarded'],
    [
      'its address',
      "if not g.user['email'].endswith(domain):\n    return jsonify({}), 401",
      '@guarded',
    ],
    [
      'a header',
      "if request.headers['x-key'] != keys.first:\n    return jsonify({}), 401",
      '@guarded',
    ],
    ['a right', 'if not store.is_admin:\n    return jsonify({}), 401', '@guarded'],
    ['a guard that is not seen', 'pass', '@guarded\n@flask_more.check_owner(1)'],
  ])('may be asked for by %s', (_, guard, decorator) => {
    expect(sinksIn(flask(guard, decorator), '')).toEqual([]);
  });
});

function sinksIn(code: string, other: string): readonly string[] {
  const files = { 'index.py': code, 'create.py': other };

  return objectsIn(files, { runtime: 'python3.13', handler: 'index.handler' }).map(
    ({ sink }) => sink,
  );
}
