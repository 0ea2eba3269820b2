import { expect, it } from 'vitest';
import { findCodeRoutes } from '../../../functions/engines/python/index.ts';

/** `GET /orders credential`, `POST /login open`; undefined where not all are seen, and where none asks. */
function routesOf(source: string) {
  const files = new Map([['app.py', source]]);

  return findCodeRoutes({ files, handler: 'app.handler' })?.map(
    ({ method, path, check, isIdle }) =>
      `${method} ${path} ${check?.kind ?? (isIdle ? 'idle' : 'open')}`,
  );
}

const tables = `import json, os
import boto3, jwt
table = boto3.resource('dynamodb').Table('t')
sessions = boto3.resource('dynamodb').Table('sessions')
users = boto3.resource('dynamodb').Table('users')
def owner_of(token):
    found = sessions.get_item(Key={'token': token}).get('Item')
    return found['owner'] if found else None
`;

const flask = `${tables}from functools import wraps
import serverless_wsgi
from flask import Flask, abort, g, jsonify, redirect, request
from werkzeug.security import check_password_hash
app = Flask(__name__)
def token_required(of):
    @wraps(of)
    def decorated(*args, **kwargs):
        token = request.headers.get('Authorization')
        if not token:
            return jsonify({'error': 'no token'}), 401
        owner = owner_of(token)
        if owner is None:
            return jsonify({'error': 'wrong token'}), 401
        return of(owner, *args, **kwargs)
    return decorated
def handler(event, context):
    return serverless_wsgi.handle_request(app, event, context)
`;
const put = (path: string, before = '', parameters = '') =>
  `def put_${path.slice(1)}(${parameters}):\n${before}    table.put_item(Item=request.get_json())\n    return jsonify({})\n`;

it.each<readonly [string, string, readonly string[]]>([
  [
    'a decorator of the code, beside an open route',
    `@app.post('/a')\n@token_required\n${put('/a', '', 'owner')}@app.post('/b')\n${put('/b')}`,
    ['POST /a credential', 'POST /b open'],
  ],
  [
    'what is proved wins',
    `@app.post('/a')\n@token_required\n${put('/a', '', 'owner')}@app.post('/b')\n${put('/b', "    jwt.decode(request.headers['authorization'], os.environ['K'], algorithms=['HS256'])\n")}`,
    ['POST /a credential', 'POST /b jwt'],
  ],
  [
    'a key with a default',
    `@app.post('/a')\n${put('/a', "    try:\n        jwt.decode(request.headers['authorization'], os.environ.get('K', 'dev'), algorithms=['HS256'])\n    except jwt.PyJWTError:\n        abort(401)\n")}`,
    ['POST /a credential'],
  ],
  [
    'a cookie',
    `@app.post('/a')\n${put('/a', "    if owner_of(request.cookies.get('sid')) is None:\n        abort(403)\n")}`,
    ['POST /a credential'],
  ],
  [
    'a log-in by password',
    `@app.post('/login')\ndef login():\n    body = request.get_json()\n    user = users.get_item(Key={'email': body['email']}).get('Item')\n    if not user or not check_password_hash(user['hash'], body['password']):\n        return jsonify({}), 401\n    return jsonify(user)\n@app.post('/b')\n${put('/b')}`,
    ['POST /login credential', 'POST /b open'],
  ],
  [
    'before each request',
    `@app.before_request\ndef known():\n    if owner_of(request.headers.get('x-api-key')) is None:\n        return jsonify({}), 401\n@app.post('/a')\n${put('/a')}`,
    ['POST /a credential'],
  ],
])('Flask: %s', (_, code, expected) => {
  expect(routesOf(flask + code)).toEqual(expected);
});

it.each([
  ['presence alone', "    if not request.headers.get('Authorization'):\n        abort(401)\n"],
  ['404', "    if owner_of(request.headers.get('Authorization')) is None:\n        abort(404)\n"],
  ['a redirect', "    if not request.cookies.get('sid'):\n        return redirect('/login')\n"],
  [
    'what runs before some requests alone',
    "    if request.args.get('token'):\n        if owner_of(request.args['token']) is None:\n            abort(401)\n",
  ],
])('Flask: none is %s', (_, before) => {
  expect(routesOf(`${flask}@app.post('/a')\n${put('/a', before)}`)).toBeUndefined();
});

it('Flask: none is what lets some paths through before each request', () => {
  const guard =
    "@app.before_request\ndef known():\n    if request.args.get('public'):\n        return None\n    if owner_of(request.headers.get('x-api-key')) is None:\n        return jsonify({}), 401\n";

  expect(routesOf(`${flask}${guard}@app.post('/a')\n${put('/a')}`)).toBeUndefined();
});

const fastapi = `${tables}from typing import Annotated
from fastapi import Cookie, Depends, FastAPI, Header, HTTPException, Request, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, OAuth2PasswordBearer
from mangum import Mangum
from passlib.context import CryptContext
from pydantic import BaseModel
contexts = CryptContext(schemes=['bcrypt'])
scheme = OAuth2PasswordBearer(tokenUrl='token')
bearer = HTTPBearer()
app = FastAPI()
handler = Mangum(app)
class Login(BaseModel):
    email: str
    password: str
async def by_token(token: str = Depends(scheme)):
    owner = owner_of(token)
    if owner is None:
        raise HTTPException(status_code=status.HTTP_401_UNAUTHORIZED)
    return owner
def by_bearer(credentials: HTTPAuthorizationCredentials = Depends(bearer)):
    owner = owner_of(credentials.credentials)
    if not owner:
        raise HTTPException(401, 'no')
    return owner
def by_header(x_api_key: str = Header()):
    if x_api_key != os.environ.get('API_KEY', 'dev'):
        raise HTTPException(status_code=403)
def maybe(token: str = Depends(scheme)):
    return owner_of(token)
def missing(token: str = Depends(scheme)):
    if owner_of(token) is None:
        raise HTTPException(status_code=404)
def guest(authorization: str = Header(None)):
    if authorization is None:
        return 'guest'
    owner = owner_of(authorization)
    if owner is None:
        raise HTTPException(status_code=401)
    return owner
`;
const posted = (path: string, parameters: string) =>
  `@app.post('${path}')\ndef put_${path.slice(1)}(p: dict${parameters}):\n    table.put_item(Item=p)\n    return {}\n`;

it.each([
  ['a token', ', owner=Depends(by_token)', 'credential'],
  ['a bearer', ', owner=Depends(by_bearer)', 'credential'],
  ['a header', ', owner=Depends(by_header)', 'credential'],
  ['an annotation', ', owner: Annotated[str, Depends(by_token)] = None', 'credential'],
  ['none: one that is not asked for', '', 'open'],
  ['none: one that does not refuse', ', owner=Depends(maybe)', 'open'],
  ['none: one that answers 404', ', owner=Depends(missing)', 'open'],
  ['none: one that lets guests through', ', owner=Depends(guest)', 'open'],
])('FastAPI: %s', (_, parameters, expected) => {
  const other = posted('/other', ', owner=Depends(by_token)');

  expect(routesOf(`${fastapi}${posted('/a', parameters)}${other}`)).toEqual([
    `POST /a ${expected}`,
    'POST /other credential',
  ]);
});

it('FastAPI: a log-in by password', () => {
  const login =
    "@app.post('/login')\ndef login(form: Login):\n    user = users.get_item(Key={'email': form.email}).get('Item')\n    if not user or not contexts.verify(form.password, user['hash']):\n        raise HTTPException(status_code=401)\n    return user\n";

  expect(routesOf(fastapi + login)).toEqual(['POST /login credential']);
});

it('Chalice: a decorator, and a refusal of its own', () => {
  const chalice = `${tables}from chalice import Chalice, UnauthorizedError
app = Chalice(app_name='x')
handler = app
def signed_in(of):
    def inner(*args, **kwargs):
        owner = owner_of(app.current_request.headers.get('authorization'))
        if owner is None:
            raise UnauthorizedError('no')
        return of(*args, **kwargs)
    return inner
@app.route('/a', methods=['POST'])
@signed_in
def put_a():
    table.put_item(Item=app.current_request.json_body)
    return {}
@app.route('/b', methods=['POST'])
def put_b():
    if not app.current_request.headers.get('authorization'):
        raise UnauthorizedError('no')
    table.put_item(Item=app.current_request.json_body)
    return {}
`;

  expect(routesOf(chalice)).toEqual(['POST /a credential', 'POST /b open']);
});

it('Powertools: middlewares of all and of one', () => {
  const powertools = (registered: string, options: string) => `${tables}
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import UnauthorizedError
app = APIGatewayRestResolver()
def known(app, next_middleware):
    if owner_of(app.current_event.headers.get('authorization')) is None:
        return Response(status_code=401)
    return next_middleware(app)
${registered}
@app.post('/a'${options})
def put_a():
    table.put_item(Item=app.current_event.json_body)
    return {}
@app.post('/b')
def put_b():
    if owner_of(app.current_event.headers.get('x-api-key')) is None:
        raise UnauthorizedError('no')
    table.put_item(Item=app.current_event.json_body)
    return {}
@app.post('/c')
def put_c():
    table.put_item(Item=app.current_event.json_body)
    return {}
def handler(event, context):
    return app.resolve(event, context)
`;

  expect(routesOf(powertools('', ', middlewares=[known]'))).toEqual([
    'POST /a credential',
    'POST /b credential',
    'POST /c open',
  ]);
  expect(routesOf(powertools('app.use(middlewares=[known])', ''))).toEqual([
    'POST /a credential',
    'POST /b credential',
    'POST /c credential',
  ]);
});

it('a handler that asks for routes itself', () => {
  const dispatch = `${tables}def refused():
    return {'statusCode': 401}
def create(event):
    table.put_item(Item=json.loads(event['body']))
    return {'statusCode': 201}
def handler(event, context):
    key = event['routeKey']
    if key == 'POST /login':
        body = json.loads(event['body'])
        user = users.get_item(Key={'email': body['email']}).get('Item')
        if not user or user['password'] != body['password']:
            return refused()
        return {'statusCode': 200, 'body': json.dumps(user)}
    if key == 'POST /orders':
        if owner_of(event['headers'].get('authorization')) is None:
            return refused()
        return create(event)
    if key == 'POST /open':
        return create(event)
    return {'statusCode': 404}
`;

  expect(routesOf(dispatch)).toEqual([
    'POST /login credential',
    'POST /orders credential',
    'POST /open open',
  ]);
});

it('a log-in of Chalice by a hash that a file beside it makes of the password, of a table that is made once', () => {
  const app = `import os, boto3
from chalice import Chalice
from chalicelib import auth
app = Chalice(app_name='todo')
_USERS = None
def users():
    global _USERS
    if _USERS is None:
        _USERS = boto3.resource('dynamodb').Table(os.environ['USERS'])
    return _USERS
@app.route('/login', methods=['POST'])
def login():
    body = app.current_request.json_body
    record = users().get_item(Key={'name': body['name']})['Item']
    return {'token': auth.token_for(body['name'], body['password'], record)}
@app.route('/token', methods=['POST'])
def token():
    body = app.current_request.json_body
    record = users().get_item(Key={'name': body['name']})['Item']
    return {'token': auth.token_of(body['name'], record)}
`;
  const auth = `import hashlib, hmac, os
import jwt
from chalice import UnauthorizedError
def token_of(name, record):
    return jwt.encode({'sub': name}, os.environ['KEY'], algorithm='HS256')
def token_for(name, password, record):
    actual = hashlib.pbkdf2_hmac(record['hash'], password.encode('utf-8'), record['salt'].value, record['rounds'])
    if hmac.compare_digest(actual, record['hashed'].value):
        return token_of(name, record)
    raise UnauthorizedError('Invalid password')
`;
  const files = new Map([
    ['app.py', app],
    ['chalicelib/__init__.py', ''],
    ['chalicelib/auth.py', auth],
  ]);
  const routes = findCodeRoutes({ files, handler: 'app.app' });

  expect(routes?.map(({ path, check }) => `${path} ${check?.kind ?? 'open'}`)).toEqual([
    '/login credential',
    '/token open',
  ]);
  expect(routes?.every(({ isOfGateway }) => isOfGateway)).toBe(true);
});
