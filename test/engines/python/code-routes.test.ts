import { describe, expect, it } from 'vitest';
import { findCodeRoutes, findSignatureCheck } from '../../../functions/engines/python/index.ts';

/** `GET /orders jwt`, `POST /login open`, `GET /health idle`; undefined where not all are seen. */
function routesOf(source: string, beside: Readonly<Record<string, string>> = {}) {
  const files = new Map([['app.py', source], ...Object.entries(beside)]);

  return findCodeRoutes({ files, handler: 'app.handler' })?.map(
    ({ method, path, check, isIdle }) =>
      `${method} ${path} ${check?.kind ?? (isIdle ? 'idle' : 'open')}`,
  );
}

const tokens = `import json, os
import boto3, jwt
table = boto3.resource('dynamodb').Table('t')
`;

const fastapi = `${tokens}
from typing import Annotated
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Security
from fastapi.security import HTTPBearer
from mangum import Mangum
bearer = HTTPBearer()
def check(token=Depends(bearer)):
    try:
        return jwt.decode(token.credentials, os.environ['K'], algorithms=['HS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)
def maybe(token=Depends(HTTPBearer(auto_error=False))):
    if token is None:
        return None
    return check(token)
`;
const mangum = '\nhandler = Mangum(app)\n';
const put = (path: string, on = 'app', options = '', parameters = '') =>
  `@${on}.post('${path}'${options})\ndef put_${path.replace(/\W/g, '_')}(p: dict${parameters}):\n    table.put_item(Item=p)\n    return {}\n`;
const list = (path: string, on = 'app', options = '', parameters = '') =>
  `@${on}.get('${path}'${options})\ndef list_${path.replace(/\W/g, '_')}(${parameters}):\n    return table.scan()['Items']\n`;

/** Of FastAPI: name, code, and routes. */
const ofFastApi: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'its parameters',
    `app = FastAPI()\n${put('/a', 'app', '', ', user=Depends(check)')}${list('/b', 'app', '', 'user=Depends(check)')}${list('/c')}@app.get('/health')\ndef health():\n    return {'status': 'ok'}\n`,
    ['POST /a jwt', 'GET /b jwt', 'GET /c open', 'GET /health idle'],
  ],
  [
    'its application',
    `app = FastAPI(dependencies=[Depends(check)])\n${put('/a')}${list('/b/{id}')}`,
    ['POST /a jwt', 'GET /b/{id} jwt'],
  ],
  [
    'its router',
    `app = FastAPI()\nrouter = APIRouter(prefix='/v1', dependencies=[Depends(check)])\n${put('/a', 'router')}${list('/b')}app.include_router(router, prefix='/api')\n`,
    ['POST /api/v1/a jwt', 'GET /b open'],
  ],
  [
    'where its router is included',
    `app = FastAPI()\nguarded = APIRouter()\nopen_ = APIRouter()\n${put('/a', 'guarded')}${put('/b', 'open_')}app.include_router(guarded, dependencies=[Depends(check)])\napp.include_router(open_)\n`,
    ['POST /a jwt', 'POST /b open'],
  ],
  [
    'one of two places where its router is included',
    `app = FastAPI()\nrouter = APIRouter()\n${put('/a', 'router')}app.include_router(router, prefix='/x', dependencies=[Depends(check)])\napp.include_router(router, prefix='/y')\n`,
    ['POST /x/a jwt', 'POST /y/a open'],
  ],
  [
    'a router within a router',
    `app = FastAPI()\nouter = APIRouter(prefix='/o')\ninner = APIRouter(prefix='/i')\n${put('/a', 'inner')}outer.include_router(inner, dependencies=[Depends(check)])\nfor each in [outer]:\n    app.include_router(each, prefix='/api')\n`,
    ['POST /api/o/i/a jwt'],
  ],
  [
    'an alias of its annotation',
    `app = FastAPI()\nUser = Annotated[dict, Depends(check)]\n${put('/a', 'app', '', ', user: User')}${put('/b', 'app', '', ', user: User = None')}${put('/c')}`,
    ['POST /a jwt', 'POST /b jwt', 'POST /c open'],
  ],
  [
    'an object of a class',
    `class Check:\n    def __call__(self, token=Depends(bearer)):\n        return check(token)\napp = FastAPI()\n${put('/a', 'app', '', ', user=Depends(Check())')}${put('/b', 'app', '', ', user=Security(Check())')}`,
    ['POST /a jwt', 'POST /b jwt'],
  ],
  [
    'a class that extends one of FastAPI',
    `class Bearer(HTTPBearer):
    def __init__(self, auto_error: bool = True):
        super(Bearer, self).__init__(auto_error=auto_error)
    async def __call__(self, request: Request):
        credentials = await super(Bearer, self).__call__(request)
        if credentials:
            if not self.verify(credentials.credentials):
                raise HTTPException(status_code=403)
            return credentials.credentials
        else:
            raise HTTPException(status_code=403)
    def verify(self, token: str) -> bool:
        is_valid: bool = False
        try:
            payload = decoded(token)
        except Exception:
            payload = None
        if payload:
            is_valid = True
        return is_valid
def decoded(token):
    try:
        claims = jwt.decode(token, os.environ['K'], algorithms=['HS256'])
        return claims if claims['exp'] >= 1 else None
    except Exception:
        return {}
app = FastAPI()
${put('/a', 'app', ', dependencies=[Depends(Bearer())]')}${put('/b')}`,
    ['POST /a jwt', 'POST /b open'],
  ],
  [
    'middleware',
    `app = FastAPI()\n@app.middleware('http')\nasync def verified(request: Request, call_next):\n    try:\n        jwt.decode(request.headers['authorization'], os.environ['K'], algorithms=['HS256'])\n    except jwt.PyJWTError:\n        return JSONResponse(status_code=401)\n    return await call_next(request)\nfrom fastapi.responses import JSONResponse\n${put('/a')}`,
    ['POST /a jwt'],
  ],
  [
    'itself, and middleware that goes on',
    `app = FastAPI()\n@app.middleware('http')\nasync def timed(request: Request, call_next):\n    print(request.url)\n    return await call_next(request)\n${put('/a', 'app', '', ', user=Depends(check)')}${put('/b')}`,
    ['POST /a jwt', 'POST /b open'],
  ],
  [
    'nothing that is optional',
    `app = FastAPI()\n${put('/a', 'app', '', ', user=Depends(maybe)')}${put('/b', 'app', '', ', user=Depends(check)')}`,
    ['POST /a open', 'POST /b jwt'],
  ],
  [
    'nothing behind what acts',
    `app = FastAPI()\ndef counted(key: str):\n    table.put_item(Item={'key': key})\n${put('/a', 'app', ', dependencies=[Depends(counted)]', ', user=Depends(check)')}${put('/b', 'app', ', dependencies=[Depends(check)]', ', n=Depends(counted)')}`,
    ['POST /a open', 'POST /b jwt'],
  ],
  [
    'nothing that only asks of some',
    `app = FastAPI()\n@app.get('/a')\ndef a(request: Request):\n    if request.headers.get('x'):\n        jwt.decode(request.headers['x'], os.environ['K'], algorithms=['HS256'])\n    return table.scan()\n@app.get('/b')\ndef b(request: Request):\n    jwt.decode(request.headers['x'], os.environ['K'], algorithms=['HS256'])\n    return table.scan()\n`,
    ['GET /a open', 'GET /b jwt'],
  ],
  [
    'nothing behind a change that is always the same',
    `app = FastAPI()\n@app.post('/a')\ndef a(request: Request):\n    table.update_item(Key={'id': 'hits'})\n    jwt.decode(request.headers['x'], os.environ['K'], algorithms=['HS256'])\n    return {}\n${put('/b', 'app', '', ', user=Depends(check)')}`,
    ['POST /a open', 'POST /b jwt'],
  ],
];

describe('routes of FastAPI are guarded by', () => {
  it.each(ofFastApi)('%s', (_, code, routes) => {
    expect(routesOf(`${fastapi}${code}${mangum}`)).toEqual(routes);
  });
});

const flask = `${tokens}
from functools import wraps
from flask import Blueprint, Flask, abort, jsonify, request
import serverless_wsgi
app = Flask(__name__)
def check():
    jwt.decode(request.headers['authorization'], os.environ['K'], algorithms=['HS256'])
def signed(f):
    @wraps(f)
    def inner(*args, **kwargs):
        try:
            check()
        except jwt.PyJWTError:
            return jsonify({}), 401
        return f(*args, **kwargs)
    return inner
def asked(f):
    def inner(*args, **kwargs):
        if request.headers.get('authorization'):
            check()
        return f(*args, **kwargs)
    return inner
def logged(f):
    def inner(*args, **kwargs):
        print(request.path)
        return f(*args, **kwargs)
    return inner
def of(role):
    def decorator(f):
        @wraps(f)
        def inner(*args, **kwargs):
            check()
            return f(*args, **kwargs)
        return inner
    return decorator
`;
const wsgi = `
def handler(event, context):
    return serverless_wsgi.handle_request(app, event, context)
`;
const view = (name: string, decorators: string, body = 'table.scan()') =>
  `${decorators}\ndef ${name}(**kwargs):\n    return jsonify(${body})\n`;
const route = (path: string, on = 'app', more = '') => `@${on}.route('${path}'${more})`;
const posted = ", methods=['POST', 'PUT']";

const ofFlask: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'decorators',
    `${view('a', `${route('/a')}\n@signed`)}${view('b', route('/b/<int:id>', 'app', posted))}${view('c', `${route('/c')}\n@of('admin')`)}${view('d', `${route('/d')}\n@logged\n@signed`)}`,
    ['GET /a jwt', 'POST /b/{id} open', 'PUT /b/{id} open', 'GET /c jwt', 'GET /d jwt'],
  ],
  [
    'no decorator above its own, nor one that asks of some',
    `${view('a', `@signed\n${route('/a')}`)}${view('b', `${route('/b')}\n@asked`)}${view('c', `${route('/c')}\n@signed`)}`,
    ['GET /a open', 'GET /b open', 'GET /c jwt'],
  ],
  [
    'no decorator below one that acts',
    `def counted(f):\n    def inner(*args, **kwargs):\n        table.put_item(Item=request.json)\n        return f(*args, **kwargs)\n    return inner\n${view('a', `${route('/a')}\n@counted\n@signed`)}${view('b', `${route('/b')}\n@signed\n@counted`)}`,
    ['GET /a open', 'GET /b jwt'],
  ],
  [
    'what runs before all requests',
    `@app.before_request\ndef first():\n    try:\n        check()\n    except Exception:\n        return jsonify({}), 401\n${view('a', route('/files/<path:name>'))}`,
    ['GET /files/{name+} jwt'],
  ],
  [
    'what runs before the requests of a blueprint',
    `admin = Blueprint('admin', __name__, url_prefix='/admin')\n@admin.before_request\ndef first():\n    check()\n${view('a', route('/a', 'admin'))}${view('b', route('/b'))}app.register_blueprint(admin)\n`,
    ['GET /admin/a jwt', 'GET /b open'],
  ],
  [
    'nothing that runs before some requests',
    `@app.before_request\ndef first():\n    if request.path == '/b':\n        return\n    check()\n${view('a', `${route('/a')}\n@signed`)}${view('b', route('/b'))}`,
    ['GET /a jwt', 'GET /b open'],
  ],
  [
    'flask_jwt_extended',
    `from flask_jwt_extended import JWTManager, jwt_required\napp.config['JWT_SECRET_KEY'] = os.environ['K']\nJWTManager(app)\n${view('a', `${route('/a')}\n@jwt_required()`)}${view('b', `${route('/b')}\n@jwt_required(optional=True)`)}${view('c', `@jwt_required()\n${route('/c')}`)}${view('d', `${route('/d')}\n@jwt_required(fresh=True)`)}`,
    ['GET /a jwt', 'GET /b open', 'GET /c open', 'GET /d jwt'],
  ],
  [
    'flask_jwt_extended by its own file',
    `from flask_jwt_extended import JWTManager\nfrom flask_jwt_extended.view_decorators import jwt_required\napp.config['JWT_SECRET_KEY'] = os.environ['K']\nJWTManager(app)\n${view('a', `${route('/a')}\n@jwt_required()`)}${view('b', route('/b'))}`,
    ['GET /a jwt', 'GET /b open'],
  ],
  [
    'Flask-HTTPAuth',
    `from flask_httpauth import HTTPTokenAuth\nauth = HTTPTokenAuth(scheme='Bearer')\n@auth.verify_token\ndef verify(token):\n    try:\n        return jwt.decode(token, os.environ['K'], algorithms=['HS256'])\n    except jwt.PyJWTError:\n        return False\n${view('a', `${route('/a')}\n@auth.login_required`)}${view('b', `${route('/b')}\n@auth.login_required(optional=True)`)}`,
    ['GET /a jwt', 'GET /b open'],
  ],
];

describe('routes of Flask are guarded by', () => {
  it.each(ofFlask)('%s', (_, code, routes) => {
    expect(routesOf(`${flask}${code}${wsgi}`)).toEqual(routes);
  });
});

it.each([
  ['a key that the code shows', "app.config['JWT_SECRET_KEY'] = 'secret'", '@jwt_required()'],
  ['a key that is not seen', '', '@jwt_required()'],
  [
    'a key that the token brings',
    "app.config['JWT_SECRET_KEY'] = os.environ['K']\n@manager.decode_key_loader\ndef key(header, claims):\n    return header['k']",
    '@jwt_required()',
  ],
  [
    'a class of settings that is not seen',
    "app.config['SECRET_KEY'] = os.environ['K']\napp.config.from_object('settings.Dev')",
    '@jwt_required()',
  ],
  [
    'the algorithm none',
    "app.config['JWT_SECRET_KEY'] = os.environ['K']\napp.config['JWT_DECODE_ALGORITHMS'] = ['none']",
    '@jwt_required()',
  ],
])('flask_jwt_extended is none with %s', (_, settings, decorator) => {
  const code = `from flask_jwt_extended import JWTManager, jwt_required\nmanager = JWTManager(app)\n${settings}\n`;

  expect(routesOf(`${flask}${code}${view('a', `${route('/a')}\n${decorator}`)}${wsgi}`)).toEqual([
    'GET /a open',
  ]);
});

it('routes that read say so, where nothing in the code changes anything', () => {
  const code = (call: string) =>
    `import serverless_wsgi\nfrom flask import Flask, jsonify\nimport boto3\ntable = boto3.resource('dynamodb').Table('t')\napp = Flask(__name__)\ndef handler(event, context):\n    return serverless_wsgi.handle_request(app, event, context)\n@app.get('/a')\ndef a():\n    return jsonify(table.${call})\n`;

  expect(routesOf(code("get_item(Key={'id': '1'})"))).toEqual(['GET /a open']);
  expect(routesOf(code("delete_item(Key={'id': '1'})"))).toBeUndefined();
});

it('Flask-HTTPAuth takes an empty table for a yes', () => {
  const code =
    "from flask_httpauth import HTTPTokenAuth\nauth = HTTPTokenAuth()\n@auth.verify_token\ndef verify(token):\n    try:\n        return jwt.decode(token, os.environ['K'], algorithms=['HS256'])\n    except jwt.PyJWTError:\n        return {}\n";

  expect(
    routesOf(`${flask}${code}${view('a', `${route('/a')}\n@auth.login_required`)}${wsgi}`),
  ).toEqual(['GET /a open']);
});

describe('other frameworks', () => {
  const powertools = `${tokens}
from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import UnauthorizedError
from aws_lambda_powertools.event_handler.router import Router
app = APIGatewayHttpResolver()
def check(app, next_middleware):
    try:
        jwt.decode(app.current_event.headers['authorization'], os.environ['K'], algorithms=['HS256'])
    except jwt.PyJWTError:
        raise UnauthorizedError('no')
    return next_middleware(app)
`;
  const resolve =
    '\nlogger = Logger()\n@logger.inject_lambda_context\ndef handler(event, context):\n    return app.resolve(event, context)\n';
  const order = (decorator: string, name: string) =>
    `@${decorator}\ndef ${name}(**kwargs):\n    table.put_item(Item=app.current_event.json_body)\n    return {}\n`;

  it('Powertools: middleware of all routes', () => {
    const code = `app.use(middlewares=[check])\n${order("post('/a/<id>')", 'a').replace('@', '@app.')}`;

    expect(routesOf(`${powertools}${code}${resolve}`)).toEqual(['POST /a/{id} jwt']);
  });

  it('Powertools: middleware of one, and routers', () => {
    const code = `router = Router()\n${order("app.post('/a', middlewares=[check])", 'a')}${order("router.put('/b')", 'b')}app.include_router(router, prefix='/r')\n`;

    expect(routesOf(`${powertools}${code}${resolve}`)).toEqual(['POST /a jwt', 'PUT /r/b open']);
  });

  const chalice = `${tokens}
from chalice import Blueprint, Chalice, Response, UnauthorizedError
app = Chalice(app_name='x')
def check():
    try:
        jwt.decode(app.current_request.headers['authorization'], os.environ['K'], algorithms=['HS256'])
    except jwt.PyJWTError:
        raise UnauthorizedError('no')
`;

  it('Chalice: its runtime asks no authorizer', () => {
    const code = `from chalice import CognitoUserPoolAuthorizer\nauth = CognitoUserPoolAuthorizer('p', provider_arns=['a'])\n@app.route('/a', authorizer=auth)\ndef a():\n    return table.scan()\n@app.route('/b', methods=['POST'])\ndef b():\n    check()\n    table.put_item(Item=app.current_request.json_body)\nhandler = app\n`;

    expect(routesOf(`${chalice}${code}`)).toEqual(['GET /a open', 'POST /b jwt']);
  });

  it('Chalice: middleware of queues is none of its routes', () => {
    const code =
      "@app.middleware('sqs')\ndef first(event, get_response):\n    check()\n    return get_response(event)\n@app.route('/a')\ndef a():\n    return table.scan()\n@app.route('/b')\ndef b():\n    check()\n    return table.scan()\nhandler = app\n";

    expect(routesOf(`${chalice}${code}`)).toEqual(['GET /a open', 'GET /b jwt']);
  });

  it('Chalice: middleware', () => {
    const code =
      "@app.middleware('http')\ndef first(event, get_response):\n    check()\n    return get_response(event)\n@app.route('/a')\ndef a():\n    return table.scan()\nhandler = app\n";

    expect(routesOf(`${chalice}${code}`)).toEqual(['GET /a jwt']);
  });
});

describe('what runs before routes', () => {
  const wait = (registered: string) =>
    `${flask}${registered}\n${view('a', `${route('/a')}\n@signed`)}${view('b', route('/b'))}${wsgi}`;

  it.each([
    ['on a setting', "if os.environ.get('AUTH'):\n    app.before_request(check)"],
    [
      'or something else',
      "def none():\n    pass\napp.before_request(check if os.environ.get('AUTH') else none)",
    ],
    ['in a function that nothing calls', 'def setup():\n    app.before_request(check)'],
    ['of another application', 'other = Flask(__name__)\nother.before_request(check)'],
  ])('is no check %s', (_, code) => {
    expect(routesOf(wait(code))).toEqual(['GET /a jwt', 'GET /b open']);
  });

  it.each([
    ['always', 'app.before_request(check)'],
    ['in a function that is called', 'def setup(a):\n    a.before_request(check)\nsetup(app)'],
  ])('is one %s', (_, code) => {
    expect(routesOf(wait(code))).toEqual(['GET /a jwt', 'GET /b jwt']);
  });

  it('may be a class', () => {
    const code = `from starlette.middleware.base import BaseHTTPMiddleware
from fastapi.responses import JSONResponse
class Verified(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        try:
            jwt.decode(request.headers['authorization'], os.environ['K'], algorithms=['HS256'])
        except jwt.PyJWTError:
            return JSONResponse(status_code=401)
        return await call_next(request)
app = FastAPI()
app.add_middleware(Verified)
${put('/a')}`;

    expect(routesOf(`${fastapi}${code}${mangum}`)).toEqual(['POST /a jwt']);
  });
});

it.each([
  ['what the code has kept', 'KEPT = []\ndef kept():\n    KEPT.append(table.scan())\n', 'KEPT'],
  ['a field of an object', 'class Kept:\n    rows = table.scan()\nkept = Kept()\n', 'kept.rows'],
  ['the environment', '', 'dict(os.environ)'],
  ['a file', 'from fastapi.responses import FileResponse\n', "FileResponse('secrets.json')"],
])('a check that comes after an answer with %s is none', (_, code, answer) => {
  const early = `@app.get('/b')\ndef b(request: Request):\n    if 'x' not in request.headers:\n        return ${answer}\n    jwt.decode(request.headers['x'], os.environ['K'], algorithms=['HS256'])\n    return {}\n`;
  const guarded = put('/a', 'app', '', ', user=Depends(check)');

  expect(routesOf(`${fastapi}${code}app = FastAPI()\n${guarded}${early}${mangum}`)).toEqual([
    'POST /a jwt',
    'GET /b open',
  ]);
});

it.each([
  ['as it is', 'inner(event, context)', true],
  [
    'without the stage',
    "inner({**event, 'path': event['path'].replace('/' + event['requestContext']['stage'], '')}, context)",
    true,
  ],
  ['with a path of a header', "inner({**event, 'path': event['headers']['to']}, context)", false],
  ['with a path that is sent', 'inner(sent(event), context)', false],
])('a handler hands its event over %s', (_, call, isKnown) => {
  const code = `app = FastAPI()\n${put('/a', 'app', '', ', user=Depends(check)')}inner = Mangum(app)\ndef sent(event):\n    event['rawPath'] = event['queryStringParameters']['to']\n    return event\ndef handler(event, context):\n    return ${call}\n`;

  expect(routesOf(`${fastapi}${code}`)).toEqual(isKnown ? ['POST /a jwt'] : undefined);
});

it.each([
  [
    'a handler of errors',
    '@app.exception_handler(HTTPException)\nasync def failed(request: Request, error):\n    table.put_item(Item=request.headers)\n',
  ],
  [
    'one that is added',
    'async def failed(request: Request, error):\n    table.put_item(Item=request.headers)\napp.add_exception_handler(HTTPException, failed)\n',
  ],
])('%s that acts is open to all', (_, code) => {
  const guarded = put('/a', 'app', '', ', user=Depends(check)');

  expect(routesOf(`${fastapi}app = FastAPI()\n${guarded}${code}${mangum}`)).toEqual([
    'POST /a jwt',
    'ANY /{rest+} open',
  ]);
});

it.each([
  ['a router of a package', 'from ours import router\napp.include_router(router)\n'],
  ['a route by a call', "def b(p: dict):\n    table.put_item(Item=p)\napp.post('/b')(b)\n"],
  [
    'middleware that acts',
    "@app.middleware('http')\nasync def counted(request: Request, call_next):\n    table.put_item(Item=request.headers)\n    return await call_next(request)\n",
  ],
])('an application with %s is not guarded as a whole', (_, code) => {
  const guarded = put('/a', 'app', '', ', user=Depends(check)');
  const files = new Map([['app.py', `${fastapi}app = FastAPI()\n${guarded}${code}${mangum}`]]);

  expect(findSignatureCheck({ files, handler: 'app.handler' })).toBeUndefined();
});

it('a guard on a setting leaves a whole application open', () => {
  const code = `if os.environ.get('AUTH'):\n    @app.before_request\n    def first():\n        check()\n${view('a', route('/a'))}`;
  const files = new Map([['app.py', `${flask}${code}${wsgi}`]]);

  expect(findSignatureCheck({ files, handler: 'app.handler' })).toBeUndefined();
});

it('an application of which a route asks for nothing is not guarded as a whole', () => {
  const code = `app = FastAPI()\n${put('/a', 'app', '', ', user=Depends(check)')}${list('/b')}${mangum}`;
  const files = new Map([['app.py', `${fastapi}${code}`]]);

  expect(findSignatureCheck({ files, handler: 'app.handler' })).toBeUndefined();
  expect(routesOf(`${fastapi}${code}`)).toEqual(['POST /a jwt', 'GET /b open']);
});

describe('routes are not known', () => {
  const guarded = put('/a', 'app', '', ', user=Depends(check)');

  it.each([
    ['a router of a package', 'from ours import router\napp.include_router(router)\n'],
    [
      'a router by a name',
      "import importlib\napp.include_router(importlib.import_module(os.environ['M']).router)\n",
    ],
    [
      'a prefix that is not seen',
      `more = APIRouter()\n${put('/b', 'more')}app.include_router(more, prefix=os.environ['P'])\n`,
    ],
    [
      'a path that is not seen',
      "@app.post(os.environ['P'])\ndef b(p: dict):\n    table.put_item(Item=p)\n",
    ],
    ['an application below it', "from ours import other\napp.mount('/o', other)\n"],
    ['a plugin', 'from ours import Admin\nAdmin(app)\n'],
    [
      'routes by calls',
      "def b(p: dict):\n    table.put_item(Item=p)\napp.add_api_route('/b', b)\n",
    ],
    ['a route by a call', "def b(p: dict):\n    table.put_item(Item=p)\napp.post('/b')(b)\n"],
    [
      'a route by a name',
      "add = app.post\n@add('/b')\ndef b(p: dict):\n    table.put_item(Item=p)\n",
    ],
    [
      'a list of dependencies that is changed',
      `deps = [Depends(check)]\nmore = APIRouter(dependencies=deps)\n${put('/b', 'more')}app.include_router(more)\ndeps.clear()\n`,
    ],
    ['dependencies that are changed', 'app.router.dependencies.clear()\n'],
    ['an override', 'app.dependency_overrides[check] = lambda: {}\n'],
    ['a file that cannot be read', 'import broken\n'],
    [
      'dependencies that are not seen',
      `more = APIRouter(dependencies=ours())\n${put('/b', 'more')}app.include_router(more)\nfrom ours import ours\n`,
    ],
    [
      'middleware that acts',
      "@app.middleware('http')\nasync def counted(request: Request, call_next):\n    table.put_item(Item=request.headers)\n    return await call_next(request)\n",
    ],
  ])('with %s', (_, code) => {
    expect(
      routesOf(`${fastapi}app = FastAPI()\n${guarded}${code}${mangum}`, {
        'broken.py': 'x = = 1\n',
      }),
    ).toBeUndefined();
  });

  it('where none is guarded', () => {
    expect(routesOf(`${fastapi}app = FastAPI()\n${put('/a')}${mangum}`)).toBeUndefined();
  });

  it('where the handler acts itself', () => {
    const code = `app = FastAPI()\n${guarded}inner = Mangum(app)\ndef handler(event, context):\n    table.put_item(Item=event)\n    return inner(event, context)\n`;

    expect(routesOf(`${fastapi}${code}`)).toBeUndefined();
  });
});

describe('a handler that asks for routes itself', () => {
  const plain = `${tokens}
def user_of(event):
    return jwt.decode(event['headers']['authorization'], os.environ['K'], algorithms=['HS256'])
def put(event):
    table.put_item(Item=json.loads(event['body']))
    return {'statusCode': 200}
def guarded(event):
    try:
        user_of(event)
    except Exception:
        return {'statusCode': 401}
    return put(event)
def listed(event):
    return {'statusCode': 200, 'body': json.dumps(table.scan()['Items'])}
`;
  const handler = (body: string) =>
    `${plain}\ndef handler(event, context):\n${body.replace(/^/gm, '    ')}\n`;

  it.each([
    [
      'by its key',
      "key = event['routeKey']\nif key == 'POST /login':\n    return put(event)\nelif key == 'POST /orders':\n    return guarded(event)\nelif key in ('GET /a', 'GET /b'):\n    user_of(event)\n    return listed(event)\nelse:\n    return {'statusCode': 404}",
      ['POST /login open', 'POST /orders jwt', 'GET /a jwt', 'GET /b jwt'],
    ],
    [
      'by its method and path',
      "print(event)\nmethod = event['requestContext']['http']['method']\npath = event.get('rawPath')\ntry:\n    if method == 'OPTIONS':\n        return {'statusCode': 204}\n    if method == 'POST' and path == '/orders':\n        return guarded(event)\n    if path == '/all':\n        return listed(event)\nexcept Exception as error:\n    return {'statusCode': 500, 'body': str(error)}\nreturn {'statusCode': 404}",
      ['OPTIONS /{rest+} idle', 'POST /orders jwt', 'ANY /all open'],
    ],
    [
      'and gives an answer at its end',
      "response = None\nif event['httpMethod'] == 'GET':\n    response = listed(event)\nelif event['httpMethod'] == 'PUT':\n    user_of(event)\n    response = put(event)\nelif event['httpMethod'] == 'PATCH':\n    if event['headers'].get('x'):\n        user_of(event)\n    response = listed(event)",
      ['GET /{rest+} open', 'PUT /{rest+} jwt', 'PATCH /{rest+} open'],
    ],
  ])('%s', (_, body, routes) => {
    expect(routesOf(handler(body))).toEqual(routes);
  });

  const ask = "if event['routeKey'] == 'POST /orders':\n    return guarded(event)\n";

  it.each([
    ['sets the route', `event['routeKey'] = event['headers']['to']\n${ask}`],
    ['has another event', `event = json.loads(event['body'])\n${ask}`],
    ['acts before', `table.put_item(Item=event)\n${ask}`],
    ['acts behind', `${ask}return put(event)`],
    ['answers what it has read behind', `${ask}return listed(event)`],
    ['acts for all others', `${ask}else:\n    return put(event)`],
    ['asks for something else', `${ask}if event['headers'].get('x'):\n    return put(event)`],
    [
      'asks for a route that is sent',
      "if event['headers']['routeKey'] == 'POST /orders':\n    return guarded(event)\nreturn listed(event)",
    ],
    [
      'asks only of some',
      "if event['routeKey'] == 'POST /orders' and event['headers'].get('x'):\n    return guarded(event)\nreturn listed(event)",
    ],
    [
      'acts after an error',
      `try:\n    return guarded(event)\nexcept Exception:\n    return put(event)`,
    ],
    ['acts at last', `try:\n    return guarded(event)\nfinally:\n    put(event)`],
    [
      'chooses of a table',
      "return {'POST /orders': guarded, 'GET /all': listed}[event['routeKey']](event)",
    ],
  ])('is not known where it %s', (_, body) => {
    expect(routesOf(handler(body))).toBeUndefined();
  });
});
