import { describe, expect, it } from 'vitest';
import { findHandedOut } from '../../../functions/engines/python/handed-out/find-handed-out.ts';

const start = ['import json, os, uuid', 'import boto3, jwt', "s3 = boto3.client('s3')"];
const body = "body = json.loads(event['body'])";
const sign =
  "token = jwt.encode({'sub': body.get('email'), 'role': 'user'}, os.environ['JWT_SECRET'])";
const answer = "return {'statusCode': 200, 'body': json.dumps({'token': token})}";

describe('a token is signed for anyone who is named', () => {
  it.each([
    ['by a field of the body', handler(body, sign, answer)],
    [
      'by a method of what an application has made',
      [
        'from chalice import Chalice, UnauthorizedError',
        'app = Chalice(app_name="ours")',
        'class Tokens:',
        '    @staticmethod',
        '    def make(name):',
        "        payload = {'username': name, 'exp': 1}",
        "        return jwt.encode(payload, 'our-key', algorithm='HS256')",
        'class Service:',
        '    def __init__(self):',
        '        self.tokens = Tokens()',
        '    def authenticate(self, request):',
        "        return jwt.decode(request.headers.get('Authorization'), 'our-key', algorithms=['HS256'])",
        'service = Service()',
        "@app.route('/token', methods=['POST'])",
        'def token():',
        '    name = app.current_request.json_body.get("name")',
        "    return {'token': service.tokens.make(name)}",
        "@app.route('/protected')",
        'def protected():',
        '    return service.authenticate(app.current_request)',
      ],
    ],
    [
      'by a look-up that is given it',
      [
        'def find_by_email(email):',
        "    return boto3.resource('dynamodb').Table('t').get_item(Key={'email': email}).get('Item')",
        ...handler(
          body,
          "user = find_by_email(body['email'])",
          "if not user: return {'statusCode': 404}",
          "token = jwt.encode({'id': user['id']}, os.environ['JWT_SECRET'])",
          answer,
        ),
      ],
    ],
    [
      'by a look-up of a helper',
      [
        'import ours',
        'def issue(email):',
        '    user = ours.find_user(email)',
        "    return jwt.encode({'sub': user['id']}, os.environ['JWT_SECRET'])",
        ...handler(body, "token = issue(body['email'])", answer),
      ],
    ],
    [
      'by a look-up of a helper, of which a field is asked for',
      [
        'import ours',
        'def issue(email):',
        '    user = ours.find_user(email)',
        "    return jwt.encode({'sub': user.get('id')}, os.environ['JWT_SECRET'])",
        ...handler(body, "token = issue(body['email'])", answer),
      ],
    ],
    [
      'by all of what is sent, where something is',
      handler(body, "token = jwt.encode(body['user'] or {'kind': 1}, os.environ['K'])", answer),
    ],
    [
      'though a part of it is kept where it is not seen',
      handler(body, "kind = body['kind']", 'state.append(kind)', sign, answer),
    ],
    [
      'of flask_jwt_extended',
      [
        'from flask import Flask, request',
        'from flask_jwt_extended import create_access_token',
        'app = Flask(__name__)',
        "@app.route('/token', methods=['POST'])",
        'def token():',
        '    return create_access_token(identity=request.json["name"])',
        ...handler('return app(event, context)'),
      ],
    ],
    [
      'by another name of the call',
      [
        'from jwt import encode as make_it',
        ...handler(body, "token = make_it({'sub': body['email']}, os.environ['K'])", answer),
      ],
    ],
    [
      'of an identity pool',
      handler(
        body,
        "token = boto3.client('cognito-identity').get_open_id_token_for_developer_identity(IdentityPoolId='p', Logins={'login.example': body['user']})",
        answer,
      ),
    ],
    [
      'though a connection has a password of its own',
      [
        'import pymysql',
        "db = lambda: pymysql.connect(password=os.environ['DB_PASSWORD'])",
        ...handler(body, 'db().ping()', sign, answer),
      ],
    ],
    [
      'though the request is logged',
      ['import logging', ...handler('logging.info(event)', 'print(event)', body, sign, answer)],
    ],
    [
      'whatever the answer says in its headers',
      handler(
        body,
        sign,
        "return {'statusCode': 200, 'headers': {'Access-Control-Allow-Headers': 'Authorization'}, 'body': json.dumps({'token': token, 'token_type': 'bearer'})}",
      ),
    ],
    [
      'though it is asked whether a field is there, and which of two it is',
      handler(body, "if 'email' not in body or body['kind'] != 'a': return None", sign, answer),
    ],
    [
      'though a header that browsers add is read',
      handler("kind = event['headers'].get('content-type')", body, sign, answer),
    ],
    [
      'though the text of it is decoded',
      handler("print(event['body'].decode('utf-8'))", body, sign, answer),
    ],
    ['though a word of the log is of a request', handler("print('headers')", body, sign, answer)],
    [
      'though a table has a key of its own',
      handler("state = {'k': os.environ['OUR_KEY']}", body, sign, answer),
    ],
    [
      'though variables are put together',
      handler("url = os.environ['URL_KEY'] + (os.environ.get('ENV') or 'x')", body, sign, answer),
    ],
    [
      'whatever the code says of itself',
      handler('"""Makes a token after the password was verified."""', body, sign, answer),
    ],
  ])('%s', (_, lines) => {
    expect(kindsIn(lines)).toEqual(['token all']);
  });

  it.each([
    [
      'where a password is asked for',
      handler(body, "if body['password'] != 'x': return None", sign, answer),
    ],
    ['where a code is', handler(body, "if body['code'] != 'x': return None", sign, answer)],
    [
      'where a key is held against what is kept',
      handler(body, "if find(body['email'])['value'] != body['key']: return None", sign, answer),
    ],
    [
      'where an earlier token is',
      handler(body, "jwt.decode(event['old'], os.environ['K'], ['HS256'])", sign, answer),
    ],
    [
      'where a field is held against a variable',
      [
        "KEY = os.environ['OUR_KEY']",
        ...handler(body, "if body['us'] != KEY: return None", sign, answer),
      ],
    ],
    [
      'where a variable of a key is given away',
      handler(body, "if set(body['us']) - set(os.environ['OUR_KEY']): return None", sign, answer),
    ],
    [
      'where a field is looked for in a list of variables',
      handler(body, "if body['us'] in [os.environ['OUR_KEY']]: return None", sign, answer),
    ],
    [
      'where a helper refuses',
      [
        'def check(event):',
        "    if not event.get('us'): raise Exception('Unauthorized')",
        ...handler('check(event)', body, sign, answer),
      ],
    ],
    [
      'where a header is looked at by what is not seen',
      handler("if not ours(event['headers'].get('us')): return None", body, sign, answer),
    ],
    [
      'where what is not seen is given the request',
      ['import ours', ...handler('ours.first(event)', body, sign, answer)],
    ],
    [
      'where what is kept is held against what is sent, whatever it is called',
      handler(body, "if find(body['email'])['n'] != body['n']: return None", sign, answer),
    ],
    [
      'where what is sent is looked for in a list that is kept',
      handler(body, "if body['n'] not in find(body['email'])['all']: return None", sign, answer),
    ],
    [
      'where fields are held against each other',
      handler(body, 'if state.kept.n != event.n: return None', sign, answer),
    ],
    [
      'where what two calls find is held against each other',
      handler(body, "if find(body['email']) != find(body['n']): return None", sign, answer),
    ],
    [
      'that is for another server',
      ['import requests', ...handler(body, sign, "requests.post(os.environ['URL'], json=token)")],
    ],
    [
      'of a guest',
      handler(body, "token = jwt.encode({'username': body['nickname']}, 'k')", answer),
    ],
    [
      'where a module that is not seen may check',
      ['import ours', ...handler(body, "if not ours.fine(body['n']): return None", sign, answer)],
    ],
    [
      'where something is called like a check',
      handler(body, "if not state.check(body['n']): return None", sign, answer),
    ],
    [
      'where it is sent by mail',
      handler(body, sign, "boto3.client('ses').send_email(Destination=body['email'])"),
    ],
    [
      'where someone signs up',
      handler(
        body,
        "t = boto3.resource('dynamodb').Table('t')",
        "t.put_item(Item=body, ConditionExpression='attribute_not_exists(email)')",
        sign,
        answer,
      ),
    ],
    [
      'that the code has made a name for',
      handler(
        body,
        "token = jwt.encode({'sub': str(uuid.uuid4()), 'email': body['email']}, 'k')",
        answer,
      ),
    ],
    [
      'that the code names someone for, by a helper',
      [
        'def issue(user):',
        "    return jwt.encode({'sub': user['id']}, 'k')",
        ...handler(body, "token = issue({'id': 1})", answer),
      ],
    ],
    [
      'that names no one',
      handler(body, "token = jwt.encode({'meeting': body['meeting']}, 'k')", answer),
    ],
    [
      'behind a decorator of its own',
      ['from ours import guarded', '@guarded', ...handler(body, sign, answer)],
    ],
    [
      'behind a decorator that is not there',
      ['from ours import run', '@run', ...handler(body, sign, answer)],
    ],
    [
      'behind a dependency',
      [
        'from fastapi import FastAPI, Depends',
        'from mangum import Mangum',
        'from ours import current_user',
        'app = FastAPI()',
        "@app.post('/token')",
        'def token(name: str, user=Depends(current_user)):',
        "    return jwt.encode({'sub': name}, 'k')",
        'handler = Mangum(app)',
      ],
    ],
    [
      'behind what runs before all',
      [
        'from flask import Flask, request',
        'app = Flask(__name__)',
        'import ours',
        '@app.before_request',
        'def first():',
        '    return ours.check(request)',
        "@app.route('/token', methods=['POST'])",
        'def token():',
        "    return jwt.encode({'sub': request.json['name']}, 'k')",
        ...handler('return app(event, context)'),
      ],
    ],
  ])('is not reported %s', (_, lines) => {
    expect(kindsIn(lines)).toEqual([]);
  });
});

describe('an address of an object is signed', () => {
  const name = "name = event['queryStringParameters']['name']";

  it.each([
    [
      'to write it',
      ['upload all'],
      "return s3.generate_presigned_url('put_object', Params={'Bucket': 'b', 'Key': name})",
    ],
    [
      'to write it below a folder',
      ['upload part'],
      "return s3.generate_presigned_url(ClientMethod='put_object', Params={'Bucket': 'b', 'Key': f'in/{name}'})",
    ],
    [
      'to write it below a folder, and to log a word',
      ['upload part'],
      "print('key')\nreturn s3.generate_presigned_url('put_object', Params={'Bucket': 'b', 'Key': f'in/{name}'})",
    ],
    [
      'to write it by a name of the code',
      ['upload none new'],
      "return s3.generate_presigned_url('put_object', Params={'Bucket': 'b', 'Key': str(uuid.uuid4())})",
    ],
    [
      'to write it by a new name with what is sent',
      ['upload part new'],
      "key = f'in/{uuid.uuid4()}-{name}'\nreturn s3.generate_presigned_url('put_object', Params={'Bucket': 'b', 'Key': key})",
    ],
    [
      'to write it by a day and what is sent',
      ['upload part'],
      "day = datetime.now().strftime('%Y-%m-%d')\nreturn s3.generate_presigned_url('put_object', Params={'Bucket': 'b', 'Key': f'{day}/{name}'})",
    ],
    [
      'to write the one of the code',
      ['upload none'],
      "return s3.generate_presigned_url('put_object', Params={'Bucket': 'b', 'Key': 'config.json'})",
    ],
    ['as a form', ['upload all'], "return s3.generate_presigned_post('b', name)"],
    [
      'to read it',
      ['download all'],
      "return s3.generate_presigned_url('get_object', Params={'Bucket': 'b', 'Key': name})",
    ],
    [
      'to read what the code names',
      [],
      "return s3.generate_presigned_url('get_object', Params={'Bucket': 'b', 'Key': 'our.pdf'})",
    ],
    [
      'to read below a folder',
      [],
      "return s3.generate_presigned_url('get_object', Params={'Bucket': 'b', 'Key': 'public/' + name})",
    ],
    [
      'to write what was looked up',
      [],
      "job = find_job(name)\nreturn s3.generate_presigned_url('put_object', Params={'Bucket': 'b', 'Key': job['object']})",
    ],
    [
      'to write it, by a field of that name',
      ['upload all'],
      "key = event['queryStringParameters'].get('key')\nreturn s3.generate_presigned_url('put_object', Params={'Bucket': 'b', 'Key': key})",
    ],
    [
      'behind a key',
      [],
      "if event['headers']['x-api-key'] != 'x': return None\nreturn s3.generate_presigned_url('put_object', Params={'Bucket': 'b', 'Key': name})",
    ],
  ])('%s', (_, kinds, code) => {
    expect(kindsIn(handler(name, ...code.split('\n')))).toEqual(kinds);
  });
});

it('says where', () => {
  const [found] = findHandedOut(sourceOf(handler(body, sign, answer)));

  expect(found).toEqual({ kind: 'token', named: 'all', path: 'app.py', line: 6, column: 13 });
});

function handler(...lines: readonly string[]): readonly string[] {
  return ['def handler(event, context):', ...lines.map((line) => `    ${line}`)];
}

function kindsIn(lines: readonly string[]): readonly string[] {
  return findHandedOut(sourceOf(lines)).map(
    ({ kind, named, isNew }) => `${kind} ${named}${isNew ? ' new' : ''}`,
  );
}

function sourceOf(lines: readonly string[]) {
  const isApplication = lines.some((line) => line.startsWith('app = Chalice'));
  const text = [...start, ...lines].join('\n');

  return { files: new Map([['app.py', text]]), handler: isApplication ? 'app.app' : 'app.handler' };
}
