import { describe, expect, it } from 'vitest';
import {
  findAskingSigns,
  findDecidedChanges,
  findObjectsOfOthers,
  findSdkCalls,
  findSignatureCheck,
} from '../../../functions/engines/python/index.ts';
import { kindsIn } from './weaknesses-in.ts';

const base = `import json, jwt, os
class Unauthorized(Exception):
    pass
class Base:
    needs_login = True
    def __call__(self, event, context):
        self.event = event
        try:
            if self.needs_login:
                self.user = self.authenticate()
            return {'statusCode': 200, 'body': json.dumps(self.run())}
        except Unauthorized as e:
            return {'statusCode': 401, 'body': str(e)}
    def authenticate(self):
        try:
            return jwt.decode(self.event['headers']['Authorization'], os.environ['KEY'], algorithms=['HS256'])
        except jwt.PyJWTError:
            raise Unauthorized('token')
    def run(self):
        raise NotImplementedError()
`;
const app = (handlers: string, more = '') => `import boto3
from base import Base
table = boto3.resource('dynamodb').Table('rooms')
class Close(Base):
    def run(self):
        table.delete_item(Key={'id': self.event['pathParameters']['id']})
class Price(Base):
    needs_login = False
    def run(self):
        table.update_item(Key={'id': self.event['pathParameters']['id']}, UpdateExpression='SET p = :p')
${more}
${handlers}
`;

function seen(code: string, handler: string, of = base) {
  const source = {
    files: new Map([
      ['app.py', code],
      ['base.py', of],
    ]),
    handler: `app.${handler}`,
  };
  const { calls } = findSdkCalls(source);

  return {
    calls: calls.map(({ operation }) => operation),
    changes: findDecidedChanges(source, calls)?.changes.map(({ call }) => call),
    check: findSignatureCheck(source)?.kind,
    sign: findAskingSigns(source).ofAll?.what,
  };
}

const both = 'close = Close()\nprice = Price()';
const closed = { calls: ['DeleteItem'], changes: ['dynamodb:DeleteItem'], check: 'jwt' };
const priced = { calls: ['UpdateItem'], changes: ['dynamodb:UpdateItem'], check: undefined };

describe('an object that Lambda calls', () => {
  it.each([
    ['is the one of its class, and no other', both, 'close', closed],
    ['has what its class says', both, 'price', { ...priced, sign: undefined }],
    [
      'is made by a function',
      'def close(event, context):\n    return Close()(event, context)',
      'close',
      closed,
    ],
    ['is asked for its own call', 'close = Close().__call__', 'close', closed],
  ])('%s', (_, handlers, handler, expected) => {
    expect(seen(app(handlers), handler)).toMatchObject(expected);
  });

  it.each([
    ['another is called', `${both}\nPrice()({}, None)`],
    ['another is read', `${both}\nall = [price]`],
    ['another may be of a class between', `${both}\nclass Late(Close):\n    pass\nlate = [Late()]`],
  ])('is any of them where %s', (_, handlers) => {
    expect(seen(app(handlers), 'close').changes).not.toEqual(['dynamodb:DeleteItem']);
  });

  it.each([
    ['code sets it', 'Price.needs_login = True'],
    ['a method sets it', '', '    def __init__(self):\n        self.needs_login = True'],
    ['code may set it by a text', 'setattr(price, name, True)'],
  ])('does not have what its class says where %s', (_, more, method = '') => {
    const code = app(`${both}\n${more}`).replace(
      '    needs_login = False\n',
      `    needs_login = False\n${method}\n`,
    );

    expect(seen(code, 'price').sign).toBe('calls jwt.decode');
  });

  it.each([
    ['nothing', '', ['dynamodb:DeleteItem']],
    ['a group', "if 'admins' not in claims['cognito:groups']: return {'statusCode': 403}", []],
  ])('is asked whose an item is, where it asks for %s', (_, check, sinks) => {
    const head = "import boto3\ntable = boto3.resource('dynamodb').Table('rooms')\n";
    const claims = "claims = event['requestContext']['authorizer']['claims']";
    const create = `${head}def handler(event, context):
    ${claims}
    table.put_item(Item={'id': str(uuid4()), 'owner': claims['sub']})
`;
    const remove = `${head}class Remove:
    def __call__(self, event, context):
        ${claims}
        ${check}
        table.delete_item(Key={'id': event['pathParameters']['id']})
handler = Remove()
`;
    const files = new Map([
      ['app.py', remove],
      ['create.py', create],
    ]);

    expect(findObjectsOfOthers({ files, handler: 'app.handler' }).map(({ sink }) => sink)).toEqual(
      sinks,
    );
  });
});

describe('an object among what a module has', () => {
  const code = (name: string) => `from typing import cast
class Rooms:
    def close(self, event):
        return eval(event['body'])
def handler(event, context):
    if 'rooms' not in globals():
        globals()['rooms'] = Rooms()
    return cast(Rooms, globals()['${name}']).close(event)
`;

  it.each([
    ['is what the code puts there', 'rooms', ['event-code-execution']],
    ['is none of another name', 'others', []],
  ])('%s', (_, name, kinds) => {
    expect(kindsIn(code(name))).toEqual(kinds);
  });
});

describe('a method that each class below has in its own way', () => {
  const store = (decorator: string) => `from abc import abstractmethod
class Base:
    def start(self, event):
        self.run(event)
    ${decorator}
    def run(self, event): ...
`;
  const code = `import boto3
from base import Base
table = boto3.resource('dynamodb').Table('rooms')
class Close(Base):
    def run(self, event):
        table.delete_item(Key={'id': event['id']})
class Price(Base):
    def run(self, event):
        table.update_item(Key={'id': event['id']}, UpdateExpression='SET p = :p')
def handler(event, context):
    Close().start(event)
    Price().start(event)
`;

  it.each([
    ['is called where the one above is abstract', '@abstractmethod', 2],
    ['is not where it is none', '@cached', 0],
  ])('%s', (_, decorator, count) => {
    expect(seen(code, 'handler', store(decorator)).changes).toHaveLength(count);
  });
});

describe('an answer to an error of the code’s own', () => {
  const handler = (test: string) => `import boto3, json
class AppError(Exception):
    pass
class Refused(AppError):
    pass
def check(event):
    if event['headers'].get('key') != KEY:
        raise Refused('key')
def handler(event, context):
    try:
        ${test}
        boto3.resource('dynamodb').Table('t').put_item(Item=json.loads(event['body']))
    except KeyError:
        return {'statusCode': 400}
    except AppError:
        return {'statusCode': 401}
`;

  it.each([
    ['is a sign where one below it is made', 'load(Refused)', 'answers 401'],
    ['is none where nothing makes it', 'load()', undefined],
  ])('%s', (_, test, expected) => {
    expect(seen(handler(test), 'handler').sign).toBe(expected);
  });

  it.each([
    ['other errors come to it', 'except AppError', 'except (AppError, ValueError)'],
    [
      'it may be an error of another',
      'class Refused',
      'if OLD:\n    from errors import AppError\nclass Refused',
    ],
  ])('is a sign where %s', (_, before, after) => {
    const code = handler('load()').replace(before, after);

    expect(seen(code, 'handler').sign).toBe('answers 401');
  });
});
