import { describe, expect, it } from 'vitest';
import { findSignatureCheck } from '../../../functions/engines/python/index.ts';
import { defaulted, signedHandler, unverified, verifying } from './signed-handlers.ts';
import { broughtKeys, defaultedKeys, handlerWithKey, ownKeys } from './signing-keys.ts';

function checkIn(source: string) {
  return findSignatureCheck({ files: new Map([['app.py', source]]), handler: 'app.handler' });
}

describe('a handler that verifies who sent a request', () => {
  it.each(verifying.map(([name, kind, ...code]) => [name, kind, signedHandler(...code)] as const))(
    'is seen: %s (%s)',
    (_, kind, source) => {
      expect(checkIn(source)?.kind).toBe(kind);
    },
  );

  it('says where', () => {
    const source = signedHandler(
      "if not hmac.compare_digest(mine(event['body']), event['headers']['sig']):\n    return refused\nreturn act(event['body'])",
    );
    const line = source.split('\n').findIndex((each) => each.includes('compare_digest')) + 1;

    expect(checkIn(source)).toEqual({ kind: 'hmac', path: 'app.py', line, column: 12 });
  });
});

describe('a handler that does not', () => {
  it.each(unverified.map(([name, ...code]) => [name, signedHandler(...code)] as const))(
    'is none: %s',
    (_, source) => {
      expect(checkIn(source)).toBeUndefined();
    },
  );

  it('is none where a file cannot be read', () => {
    const files = new Map([
      [
        'app.py',
        signedHandler(
          "if mine(event['body']) != event['headers']['sig']:\n    return refused\nreturn act(event['body'])",
          'import broken',
        ),
      ],
      ['broken.py', 'x = = 1\n'],
    ]);

    expect(findSignatureCheck({ files, handler: 'app.handler' })).toBeUndefined();
  });
});

describe('a handler whose key may be what the code shows', () => {
  it.each(defaulted.map(([name, ...code]) => [name, signedHandler(...code)] as const))(
    'refuses by a credential: %s',
    (_, source) => {
      expect(checkIn(source)?.kind).toBe('credential');
    },
  );
});

describe('a key of a token', () => {
  it.each(ownKeys.map((row) => [row[0], row] as const))(
    'is the own one of the code: %s',
    (_, row) => {
      expect(checkIn(handlerWithKey(row))?.kind).toBe('jwt');
    },
  );

  it.each(broughtKeys.map((row) => [row[0], row] as const))('is none: %s', (_, row) => {
    expect(checkIn(handlerWithKey(row))).toBeUndefined();
  });

  it.each(defaultedKeys.map((row) => [row[0], row] as const))('is not proved: %s', (_, row) => {
    expect(checkIn(handlerWithKey(row))?.kind).toBe('credential');
  });

  it.each([
    ["algorithms=['RS256', 'none']"],
    ["algorithms=['RS256'], options={'verify_signature': False}"],
    ["algorithms=['RS256'], options={'verify_signature': os.environ.get('VERIFY')}"],
    ["algorithms=['RS256'], options={**KEYS}"],
    ["algorithms=['RS256'], options=OPTIONS"],
  ])('is nothing with %s', (options) => {
    const code = "OPTIONS = {}\nOPTIONS['verify_signature'] = False";

    expect(checkIn(handlerWithKey(['', 'KEYS[kid]', code], options))).toBeUndefined();
  });
});

describe('routes', () => {
  const flask = `import hmac, os
import boto3
from flask import Flask, abort, request
app = Flask(__name__)
KEY = os.environ['KEY'].encode()
table = boto3.resource('dynamodb').Table('t')
`;
  const check =
    "    if not hmac.compare_digest(hmac.digest(KEY, request.get_data(), 'sha256').hex(), request.headers['sig']):\n        abort(401)\n";
  const route = (path: string, isChecked: boolean) =>
    `@app.post('/${path}')\ndef ${path}():\n${isChecked ? check : ''}    table.put_item(Item=request.get_json())\n    return ''\n`;

  it('that all verify are verified', () => {
    expect(checkIn(`${flask}${route('a', true)}${route('b', true)}`)?.kind).toBe('hmac');
  });

  it('of which one does not are not', () => {
    expect(checkIn(`${flask}${route('a', true)}${route('b', false)}`)).toBeUndefined();
  });

  it('behind a check of every request are', () => {
    const source = `${flask}@app.before_request\ndef signed():\n${check}${route('a', false)}`;

    expect(checkIn(source)?.kind).toBe('hmac');
  });
});

it('a secret is compared in code that has nothing else of the kind', () => {
  const source = `import os
def handler(event, context):
    if event['headers'].get('x-api-key') != os.environ['API_KEY']:
        return {'statusCode': 401}
    print(event['body'])
`;

  expect(checkIn(source)?.kind).toBe('shared-secret');
});

describe('Chalice', () => {
  const chalice = (body: string, more = '') => `import os
import boto3
from chalice import Chalice
app = Chalice(app_name='x')
sns = boto3.client('sns')
${more}
@app.route('/hook', methods=['POST'])
def hook():
${body.replace(/^/gm, '    ')}
    sns.publish(Message=app.current_request.json_body['text'])
handler = app
`;
  const asked = "if token is None or token != os.environ.get('SIGNING_SECRET'):\n    return {}";

  it.each([
    ['the body', "token = app.current_request.json_body.get('token')"],
    ['a header', "token = app.current_request.headers.get('x-api-key')"],
    [
      'a field',
      "request = app.current_request\ntoken = request.json_body['token']\napp.log.debug(token)",
    ],
  ])('compares a secret with %s', (_, taken) => {
    expect(checkIn(chalice(`${taken}\n${asked}`))?.kind).toBe('shared-secret');
  });

  it('makes other functions of other decorators', () => {
    const more =
      "@app.lambda_function(name='other')\ndef other(event, context):\n    sns.publish(Message=event['text'])";
    const source = chalice(`token = app.current_request.headers.get('key')\n${asked}`, more);

    expect(checkIn(source)?.kind).toBe('shared-secret');
    expect(
      findSignatureCheck({ files: new Map([['app.py', source]]), handler: 'app.other' }),
    ).toBeUndefined();
  });
});

it('a key that another file shows is none', () => {
  const files = (key: string) =>
    new Map([
      ['app.py', handlerWithKey(['', 'KEY', 'from settings import KEY'])],
      ['settings.py', `import os\nKEY = ${key}\n`],
    ]);

  expect(
    findSignatureCheck({ files: files("os.environ['K']"), handler: 'app.handler' })?.kind,
  ).toBe('jwt');
  expect(
    findSignatureCheck({ files: files("os.environ.get('K', 'dev')"), handler: 'app.handler' })
      ?.kind,
  ).toBe('credential');
  expect(findSignatureCheck({ files: files("'dev'"), handler: 'app.handler' })).toBeUndefined();
});

it('a secret that stands in a file of settings is one that the code shows', () => {
  const source =
    "from settings import *\ndef handler(event, context):\n    if event['key'] != HOOK_KEY:\n        return []\n    print(event['body'])\n";
  const files = new Map([
    ['app.py', source],
    ['settings.py', "HOOK_KEY = 'x7K2mq9Lp3Zt'\n"],
  ]);

  expect(findSignatureCheck({ files, handler: 'app.handler' })?.kind).toBe('shown-secret');
});

const flask = `import os, boto3
from functools import wraps
from flask import Flask, request, jsonify
import jwt, serverless_wsgi
app = Flask(__name__)
table = boto3.resource('dynamodb').Table('x')
def token_required(f):
    @wraps(f)
    def decorated(*args, **kwargs):
        try:
            jwt.decode(request.headers.get('Authorization'), os.environ['K'], algorithms=['HS256'])
        except jwt.PyJWTError:
            return jsonify({}), 401
        return f(*args, **kwargs)
    return decorated
def logged(f):
    def decorated(*args, **kwargs):
        print(request.path)
        return f(*args, **kwargs)
    return decorated
`;

const fastapi = `import os, boto3
from typing import Annotated
from fastapi import Depends, FastAPI, HTTPException, Security
from fastapi.security import HTTPBearer
from jose import JWTError, jwt
from mangum import Mangum
app = FastAPI()
bearer = HTTPBearer()
table = boto3.resource('dynamodb').Table('x')
def token_of(token=Depends(bearer)):
    return token.credentials
def current_user(token=Depends(token_of)):
    try:
        return jwt.decode(token, os.environ['K'], algorithms=['HS256'])
    except JWTError:
        raise HTTPException(status_code=401)
def maybe_user(token=Depends(bearer)):
    try:
        return jwt.decode(token.credentials, os.environ['K'], algorithms=['HS256'])
    except JWTError:
        return None
def late_user(token=Depends(bearer)):
    yield token
    current_user(token)
def counted(key: str):
    table.put_item(Item={'key': key})
handler = Mangum(app)
`;

function checkOfRoutes(application: string, ...routes: readonly string[]) {
  const handler = application.includes('Mangum')
    ? ''
    : 'def handler(event, context):\n    return serverless_wsgi.handle_request(app, event, context)\n';

  return checkIn(`${application}${routes.join('\n')}\n${handler}`)?.kind;
}

describe('a route', () => {
  const add = 'def add():\n    table.put_item(Item=request.json)\n    return {}\n';

  it.each([
    ['a decorator below its own', "@app.route('/t', methods=['POST'])\n@token_required"],
    ['one below two of its own', "@app.route('/t')\n@app.route('/u')\n@token_required"],
  ])('is checked by %s', (_, decorators) => {
    expect(checkOfRoutes(flask, `${decorators}\n${add}`)).toBe('jwt');
  });

  it.each([
    ['one above its own', "@token_required\n@app.route('/t')"],
    ['one that only logs', "@app.route('/t')\n@logged"],
    ['none', "@app.route('/t')"],
  ])('is not checked by %s', (_, decorators) => {
    expect(checkOfRoutes(flask, `${decorators}\n${add}`)).toBeUndefined();
  });

  it('is not checked by what another decorator may stand for', () => {
    const local =
      "import functools\nif os.environ.get('LOCAL'):\n    token_required = functools.cache\n";

    expect(
      checkOfRoutes(`${flask}${local}`, `@app.route('/t')\n@token_required\n${add}`),
    ).toBeUndefined();
  });

  const put = (parameters: string, options = '') =>
    `@app.post('/t'${options})\ndef add(p: dict${parameters}):\n    table.put_item(Item=p)\n    return {}\n`;

  it.each([
    ['a dependency', put(', user=Depends(current_user)')],
    [
      'a dependency in its annotation',
      put(', user: Annotated[dict, Security(current_user)] = None'),
    ],
    ['a dependency of its decorator', put('', ', dependencies=[Depends(current_user)]')],
    ['a dependency before one that acts', put(', user=Depends(current_user), n=Depends(counted)')],
  ])('is checked by %s', (_, route) => {
    expect(checkOfRoutes(fastapi, route)).toBe('jwt');
  });

  it.each([
    ['a dependency that answers None', put(', user=Depends(maybe_user)')],
    ['a dependency that checks behind the route', put(', user=Depends(late_user)')],
    ['a dependency behind one that acts', put(', n=Depends(counted), user=Depends(current_user)')],
    ['a dependency that only takes the token', put(', token=Depends(token_of)')],
    [
      'a dependency that is not seen',
      put(', user=Depends(ours)').replace('@app', 'from ours import ours\n@app'),
    ],
    [
      'a dependency of another route',
      `${put(', user=Depends(current_user)')}\n${put('').replace('add(', 'more(')}`,
    ],
    [
      'a dependency that is replaced',
      `app.dependency_overrides[current_user] = lambda: {}\n${put(', user=Depends(current_user)')}`,
    ],
    [
      'a dependency that is decorated',
      `from ours import ours\n@ours\ndef our_user(token=Depends(token_of)):\n    return current_user(token)\n${put(', user=Depends(our_user)')}`,
    ],
    ['an ordinary default', put(', user=current_user')],
  ])('is not checked by %s', (_, route) => {
    expect(checkOfRoutes(fastapi, route)).toBeUndefined();
  });
});
