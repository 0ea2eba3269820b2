import { describe, expect, it } from 'vitest';
import { findAskingSigns } from '../../../functions/engines/python/index.ts';

const before = "import boto3, hmac, json, jwt, os\ntable = boto3.resource('dynamodb').Table('t')\n";
const handler = (body: string, beside = '') =>
  `${before}${beside}\ndef handler(event, context):\n    body = json.loads(event['body'])\n${indented(body)}\n    table.put_item(Item=body)\n    return {'statusCode': 200}\n`;
const flask = (routes: string) =>
  `${before}from flask import Flask, request\nfrom mangum import Mangum\napp = Flask(__name__)\n${routes}\nhandler = Mangum(app)\n`;
const signOf = (code: string, more: Readonly<Record<string, string>> = {}) =>
  findAskingSigns({
    files: new Map([['app.py', code], ...Object.entries(more)]),
    handler: 'app.handler',
  }).ofAll;

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}

describe('code of Python looks as if it asks by', () => {
  it.each([
    [
      'a status by its name',
      "if not ok(event): return {'statusCode': HTTPStatus.UNAUTHORIZED.value}",
      'from http import HTTPStatus\n',
      'answers 401',
    ],
    [
      'the way to sign in',
      "if 'user' not in session: return redirect(url_for('login'))",
      '',
      'sends who comes to sign in',
    ],
    [
      'whether someone is signed in',
      'body["a"] = request.user.is_authenticated',
      '',
      'asks is_authenticated',
    ],
    [
      'a verifier whose answer goes anywhere',
      "body['c'] = jwt.decode(body['t'], K, algorithms=['HS256'])",
      '',
      'calls jwt.decode',
    ],
    [
      'a comparison that takes no time',
      "hmac.compare_digest(event['headers']['x'], K)",
      '',
      'calls hmac.compare_digest',
    ],
    [
      'a helper of its own',
      'require_auth(event)',
      "def require_auth(e):\n    if e['x'] not in seen: raise ValueError()\n",
      'calls require_auth',
    ],
    [
      'the service that has sent it',
      "if requests.post(f'{API}/v1/notifications/verify-webhook-signature', json=body).json()['s'] != 'SUCCESS': return None",
      'import requests\n',
      "calls PayPal's verify-webhook-signature",
    ],
    ['what is of a layer', 'gate.verify_token(event)', 'import gate\n', 'calls gate.verify_token'],
    ['401', "if not ok(event): return {'statusCode': 401}", '', 'answers 401'],
    ['401 of a helper of answers', 'if not ok(event): return reply(401, "no")', '', 'answers 401'],
    [
      'what it does where a text may be the one in the code',
      "if os.environ.get('STAGE', 'prod') is 'prod':\n    if not hmac.compare_digest(sent, K): return {}",
      '',
      'calls hmac.compare_digest',
    ],
    [
      'what it does where a text of one letter is that',
      "if os.environ['ON'] is '1':\n    if not hmac.compare_digest(sent, K): return {}",
      '',
      'calls hmac.compare_digest',
    ],
    [
      'what it does where a text is not the one in the code',
      "if os.environ['STAGE'] is not 'dev':\n    if not hmac.compare_digest(sent, K): return {}",
      '',
      'calls hmac.compare_digest',
    ],
    ['an error of that name', 'if not ok(event): raise UnauthorizedError()', '', 'answers 401'],
    [
      '403 after who comes',
      "if not claims['is_admin']: return {'statusCode': 403}",
      '',
      'answers 403',
    ],
    [
      'a header beside a secret',
      "if event['headers'].get('x-api-key') != K: return {'statusCode': 400}",
      '',
      'compares x-api-key',
    ],
    [
      'what is found by a header, whatever is answered',
      "r = table.get_item(Key={'k': event['headers']['authorization']})\nif 'Item' not in r: return {'statusCode': 404}",
      '',
      'ends requests by authorization',
    ],
    [
      'a session that is not found',
      "sid = event['headers']['cookie'].split('=')[1]\nitem = table.get_item(Key={'sid': sid}).get('Item')\nif not item: return {'statusCode': 302}",
      '',
      'ends requests by cookie',
    ],
    [
      'a number of the environment',
      "if body['number'] != os.environ['NUMBER']: return {'statusCode': 400}",
      '',
      'compares with NUMBER',
    ],
    [
      'a hash of the environment',
      "h = Hasher(os.environ['TOKEN']).of(event['body'])\nif h != body['mac']: return {'statusCode': 400}",
      'from hashes import Hasher\n',
      'compares with TOKEN',
    ],
    [
      'a list of the environment, without a word',
      "if body['from'] not in os.environ.get('PHONES').split(','): return {'statusCode': 200}",
      '',
      'compares with PHONES',
    ],
    [
      'another service that is given the header',
      "r = requests.get('https://a.example/me', headers={'Authorization': event['headers']['authorization']})\nif not r.ok: return {'statusCode': 400}",
      'import requests\n',
      'ends requests by authorization',
    ],
    [
      'a module of a layer',
      "user = my_auth.load(event)\nif not user: return {'statusCode': 400}",
      'import my_auth\n',
      'ends requests by load',
    ],
    [
      'what may fail, and is asked later',
      "user = None\ntry:\n    user = jwt.decode(body['t'], K)\nexcept Exception:\n    pass\nif not user: return {'statusCode': 400}",
      '',
      'calls jwt.decode',
    ],
    [
      'a list of keys',
      "if body['api_key'] not in KEYS: return {'statusCode': 400}",
      '',
      'compares api_key',
    ],
    [
      'what it says',
      "if not ok(event): return {'statusCode': 400, 'body': 'Invalid token'}",
      '',
      'says that a credential is wrong',
    ],
    [
      'a method of a class that is made',
      'Gate().enter(event)',
      "class Gate:\n    def enter(self, e):\n        if not e['who']: raise Stop(401)\n    def other(self): pass\n",
      'answers 401',
    ],
  ])('%s', (_, body, beside, what) => {
    expect(signOf(handler(body, beside))).toMatchObject({ what, path: 'app.py' });
  });

  it.each([
    [
      'a decorator',
      "@app.route('/a', methods=['POST'])\n@login_required\ndef make(): table.put_item(Item={})",
      'from flask_login import login_required\n',
      'is decorated with @login_required',
    ],
    [
      'one of a package that is not known',
      "@app.route('/a', methods=['POST'])\n@oidc.require_login\ndef make(): table.put_item(Item={})",
      'import oidc\n',
      'is decorated with @oidc.require_login',
    ],
    [
      'what runs before all',
      "@app.before_request\ndef ask():\n    if request.headers['token'] != K: return '', 401\n@app.route('/a', methods=['POST'])\ndef make(): table.put_item(Item={})",
      '',
      'answers 401',
    ],
    [
      'each method of a class that may write, and not the one that reads',
      "class Orders(Resource):\n    def get(self): return table.scan()\n    @jwt_required()\n    def delete(self): table.delete_item(Key={'id': request.args['id']})\nApi(app).add_resource(Orders, '/orders')",
      'from flask_restful import Api, Resource\nfrom flask_jwt_extended.view_decorators import jwt_required\n',
      'calls jwt_required',
    ],
    [
      'all but a route to sign in',
      "@app.route('/login', methods=['POST'])\ndef login(): return make()\n@app.route('/a', methods=['POST'])\ndef a():\n    jwt.decode(request.headers['t'], K)\n    table.put_item(Item={})",
      '',
      'calls jwt.decode',
    ],
  ])('%s', (_, routes, beside, what) => {
    expect(signOf(flask(`${beside}${routes}`))?.what).toBe(what);
  });

  it.each([
    "if body['token'] != TOKEN:\n    print('no')\n    return",
    "if body['token'] != TOKEN:\n    print('no')\nelse:\n    act()",
    "if body['token'] != TOKEN:\n    refuse('no')",
    "if body['token'] != TOKEN:\n    respond('no')",
    "if body['token'] != TOKEN:\n    unauthorized()",
    "if body['token'] != TOKEN:\n    print('no')\nif body['token'] == TOKEN:\n    act()",
    "if body['token'] != TOKEN:\n    known = False",
    "response = None\nif body['token'] != TOKEN:\n    response = {'statusCode': 401}\nif response:\n    return response",
    "token = find()\nif token != TOKEN:\n    print('no')\nact(token['user'])",
    "known = body['token'] == TOKEN\nif not known:\n    print('no')\n    return",
    "def ask():\n    if body['token'] != TOKEN:\n        print('no')\n    return\nask()",
  ])('what ends the request, or may: %s', (body) => {
    const stops =
      'def respond(text):\n    raise Stop(text)\ndef unauthorized():\n    respond(401)\n';

    expect(signOf(handler(body, stops))).toBeDefined();
  });

  it('a dependency of FastAPI', () => {
    const code = (of: string) =>
      `from fastapi import FastAPI, Depends\nfrom mangum import Mangum\nfrom deps import ${of}\napp = FastAPI()\n@app.post('/a')\ndef make(x = Depends(${of})):\n    table.put_item(Item={'token': 1})\nhandler = Mangum(app)\n`;

    expect(signOf(code('get_current_user'))?.what).toBe('calls Depends(get_current_user)');
    expect(signOf(code('get_db'))).toBeUndefined();
  });

  it.each([
    ['a function', 'deps.one'],
    ['one of two', 'deps.either'],
  ])('what a dependency by its module asks: %s', (_, of) => {
    const deps = (asked: string) =>
      `import os\nfrom fastapi import Depends, Request\nfrom authlib.jose import JsonWebToken\ndef claims(token = Depends(bearer)):\n    return ${asked}\ndef one(found = Depends(claims)):\n    return found['sub']\ndef two(by: str):\n    return by\neither = one if os.environ['JWKS'] else two\n`;
    const code = `import deps\nfrom fastapi import FastAPI, Depends\nfrom mangum import Mangum\napp = FastAPI()\n@app.post('/a')\ndef make(x = Depends(${of})):\n    table.put_item(Item={'token': 1})\n@app.delete('/a', dependencies=[Depends(${of})])\ndef remove(id: str):\n    table.delete_item(Key={'id': id})\nhandler = Mangum(app)\n`;
    const decoding = "JsonWebToken(['RS256']).decode(s=token, key=KEYS)";

    expect(signOf(code, { 'deps.py': deps(decoding) })?.what).toBe('calls JsonWebToken.decode');
    expect(signOf(code, { 'deps.py': deps('{"sub": token}') })).toBeUndefined();
    // Another route asks for nothing.
    const open = code.replace(`, dependencies=[Depends(${of})]`, '');
    expect(signOf(open, { 'deps.py': deps(decoding) })).toBeUndefined();
  });
});

describe('code of Python does not look so by', () => {
  it.each([
    [
      'what it does where a text is the one in the code, which it never is',
      "if STAGE is 'prod':\n    if not hmac.compare_digest(sent, K): return {}",
      "STAGE = os.environ['STAGE']\n",
    ],
    [
      'the same of an event',
      "if event['stage'].get('of') is 'prod':\n    jwt.decode(body['t'], K)",
      '',
    ],
    [
      'a word of what a service answers to a client with a key',
      "sdk = shop.SDK(os.environ['TOKEN'])\nr = sdk.create(body)\nif r['status'] not in ['created', 'open']: return {'statusCode': 400}",
      'import shop\n',
    ],
    [
      'the status of what a service answers to a client with a key',
      "sdk = shop.SDK(os.environ['TOKEN'])\nr = sdk.create(body)\nif r['status'] not in [200, 201]: return {'statusCode': 400}",
    ],
    [
      'another path',
      "if event['rawPath'].endswith('/hook'):\n    jwt.decode(event['t'], K)\n    return {}",
    ],
    [
      'another case of a path',
      "match event['routeKey']:\n    case 'POST /hook':\n        jwt.decode(event['t'], K)\n        return {}",
    ],
    [
      'another word of the body',
      "if body['op'] == 'check':\n    jwt.decode(body['t'], K)\n    return {}",
    ],
    [
      'who signs in, beside what all may do',
      "if event['path'] == '/login':\n    if not ok(event): return {'statusCode': 401}\n    return {}",
    ],
    [
      'a header that may be left out',
      "user = None\nif event['headers'].get('authorization'):\n    user = jwt.decode(event['headers']['authorization'], K)",
    ],
    [
      'what fails without a word',
      "try:\n    jwt.decode(body['t'], K)\nexcept Exception as e:\n    print(e)",
    ],
    [
      'rules for a new password',
      "if len(body['password']) < 8: return reply(400, 'Invalid password')\nif not re.search('[A-Z]', body['password']): return reply(400, 'Invalid password')",
    ],
    [
      'a helper that has such rules',
      "if not validate_password(body['password']): return {'statusCode': 400}",
      'def validate_password(p):\n    return len(p) > 8\n',
    ],
    ['what callers say of themselves', "if not body['is_admin']: return reply(403, 'Forbidden')"],
    [
      'a role that they say',
      "role = body.get('role')\nif role != 'admin': return {'statusCode': 401}",
    ],
    [
      'a helper that is asked about it',
      "if not check_role(body['role']): return {'statusCode': 400}",
      "ROLES = ['a']\ndef check_role(r):\n    return r in ROLES\n",
    ],
    [
      'an item that they name',
      "item = table.get_item(Key={'id': body['user_id']})['Item']\nif item['role'] == 'banned': return reply(403, 'Forbidden')",
    ],
    [
      'someone who is not found',
      "item = table.get_item(Key={'id': body['user_id']}).get('Item')\nif not item: return {'statusCode': 401}",
    ],
    [
      'what is found by a header, where the answer is good',
      "r = table.get_item(Key={'k': event['headers']['authorization']})\nif 'Item' not in r: return {'statusCode': 200}",
    ],
    ['401 of a missing field', "if 'name' not in body: return {'statusCode': 401}"],
    [
      'its own key that is missing',
      "if not os.environ.get('API_KEY'): raise Exception('Unauthorized: API key missing')",
    ],
    [
      'its own key that another service refuses',
      "r = requests.get('https://a.example')\nif not r.ok: raise Exception('Invalid API key')",
      'import requests\n',
    ],
    [
      'two fields of a request',
      "if body['token'] == body['base_token']: return {'statusCode': 400}",
    ],
    ['a kind of token', "if body['token'] == 'eth': body['a'] = 1"],
    [
      'what a token says that no one verified',
      "claims = jwt.decode(event['headers']['authorization'], options={'verify_signature': False})\nif claims['role'] != 'admin': return {'statusCode': 403}",
    ],
    [
      'how a header is written',
      "if not is_key(event['headers']['authorization']): raise ValueError('no')",
      "def is_key(key):\n    return key.split('_')[0] == 'pk'\n",
    ],
    [
      'a page of the environment',
      "if body['origin'] != os.environ['ORIGIN']: return {'statusCode': 400}",
    ],
    [
      'who signs in, by another path',
      "if event['path'] == '/login': return jwt.decode(event['t'], K)\nif event['path'] == '/a': body['a'] = 1",
      '',
    ],
    ['what makes tokens', "body['t'] = jwt.encode({'a': 1}, K)", ''],
    [
      'a token whose signature is not asked for',
      "jwt.decode(body['t'], options={'verify_signature': False})",
      '',
    ],
    ['one that is decoded without a key', "jwt.decode(body['t'])", ''],
    [
      'a check that says yes to all',
      "if not validate_signature(event): return {'statusCode': 401}",
      'def validate_signature(e):\n    return True\n',
    ],
    [
      '403 by page',
      "if event['headers'].get('origin') != 'https://a.example': return {'statusCode': 403}",
      '',
    ],
    ['403 by what is sold', "if body['amount'] < 5: return {'statusCode': 403}", ''],
    [
      '403 where something failed',
      "try:\n    table.get_item(Key={})\nexcept Exception:\n    return {'statusCode': 403}",
      '',
    ],
    [
      'the answer of another service',
      "r = requests.get(U)\nif r.status_code == 401: return {'statusCode': 401}",
      'import requests\n',
    ],
    ['a field that is missing', "if 'password' not in body: return {'statusCode': 400}", ''],
    [
      'a password that is said twice',
      "if body['password'] != body['confirm_password']: return {'statusCode': 400}",
      '',
    ],
    [
      'the handshake of a hook',
      "if event['q'].get('hub.verify_token') != K: return {'statusCode': 403}",
      '',
    ],
    [
      'what only readers come to',
      "if event['httpMethod'] == 'GET':\n    if event['token'] != K: return {'statusCode': 401}",
      '',
    ],
    ['what is never called', 'pass', 'def unused(t):\n    return jwt.decode(t, K)\n'],
    [
      'an answer that does not end the request',
      "if event['headers']['token'] != os.environ['TOKEN']:\n    respond(401, 'Unauthorized')",
      "def respond(status, text):\n    return {'statusCode': status, 'body': text}\n",
    ],
    [
      'an answer that is returned after the work',
      "response = {}\nif event['headers']['token'] != os.environ['TOKEN']:\n    response = {'statusCode': 401}",
      '',
    ],
    [
      'a line of a log',
      "known = event['headers']['token'] == os.environ['TOKEN']\nif not known:\n    print('Unauthorized')",
      '',
    ],
    [
      'a token that is verified with a key of its own',
      "token = event['headers']['token']\nclaims = jwt.decode(token, options={'verify_signature': False})\njwt.decode(token, 'A' + claims['sub'], algorithms=['HS256'])",
      '',
    ],
    ['a log', "print('Invalid token or Unauthorized')", ''],
    ['what it says of itself', "'''Unauthorized callers get an invalid token.'''", ''],
    [
      'how a name is written',
      "validate_session_id(body['s'])",
      'def validate_session_id(s):\n    if len(s) < 4: raise ValueError(s)\n',
    ],
  ])('%s', (_, body, beside = '') => {
    expect(signOf(handler(body, beside))).toBeUndefined();
  });

  it.each([
    [
      'one route of several that may write',
      "@app.route('/a', methods=['POST'])\n@login_required\ndef a(): pass\n@app.route('/b', methods=['POST'])\ndef b(): table.put_item(Item={})",
      'from flask_login import login_required\n',
    ],
    [
      'one route, where another is of a function by the name of a method',
      "@app.route('/a', methods=['POST'])\n@login_required\ndef a(): pass\ndef get(): table.put_item(Item={})\napp.add_url_rule('/b', view_func=get, methods=['POST'])",
      'from flask_login import login_required\n',
    ],
    [
      'one method of a class of several that may write',
      "class Orders(Resource):\n    @jwt_required()\n    def post(self): pass\n    def delete(self): table.delete_item(Key={'id': request.args['id']})\nApi(app).add_resource(Orders, '/orders')",
      'from flask_restful import Api, Resource\nfrom flask_jwt_extended import jwt_required\n',
    ],
    [
      'a decorator that asks nothing',
      "@app.route('/a', methods=['POST'])\n@auth\ndef a(): table.put_item(Item={})",
      'def auth(of):\n    return True\n',
    ],
  ])('%s', (_, routes, beside) => {
    expect(signOf(flask(`${beside}${routes}`))).toBeUndefined();
  });
});

it('is found in an application that a handler loads by its name', () => {
  const loading =
    'import importlib\nwsgi = getattr(importlib.import_module(name), of)\ndef handler(event, context):\n    return serve(wsgi, event)\n';
  const web =
    "import oidc\nfrom flask import Flask\napp = Flask(__name__)\n@app.route('/a', methods=['POST'])\n@oidc.require_login\ndef a(): act()\n";

  expect(signOf(loading, { 'web.py': web })?.what).toBe('is decorated with @oidc.require_login');
  expect(signOf(loading, { 'web.py': web, 'b.py': web })).toBeUndefined();
  expect(signOf(loading.replace('import_module', 'other'), { 'web.py': web })).toBeUndefined();
});

it('takes no longer of code that is made to waste time', () => {
  const chain = Array.from(
    { length: 3000 },
    (_, n) => `def f${n}(t): return f${n + 1}(t) or f${n + 2}(t)`,
  ).join('\n');
  const started = performance.now();
  signOf(handler("f0(body['token'])", chain));

  expect(performance.now() - started).toBeLessThan(4000);
});

describe('of a handler of Python with several paths, which changes nothing outside of them', () => {
  const paths = (other: string) =>
    `${before}\ndef handler(event, context):\n    if event['path'] == '/a':\n        jwt.decode(event['t'], K)\n        table.put_item(Item={})\n        return {}\n    if event['path'] == '/b':\n        ${other}\n    return {'statusCode': 404}\n`;

  it.each([
    ['another only reads', "return table.get_item(Key={'a': 1})", true],
    ['another writes and asks nothing', 'table.put_item(Item={})', false],
    ['another writes by SQL', "cursor.query('INSERT INTO a VALUES (1)')", false],
    [
      'another writes and asks',
      "if event['t'] != K: raise UnauthorizedError()\n        table.put_item(Item={})",
      true,
    ],
  ])('%s', (_, other, is) => {
    expect(signOf(paths(other)) !== undefined).toBe(is);
  });
});

describe('of a handler of Python that runs one function of a table', () => {
  const table = (other: string, call: string) =>
    `${before}def sign_in(p):\n    if p['password'] != K: raise Refused('Incorrect password')\n    return {}\ndef change(p):\n    jwt.decode(p['t'], K)\n    table.put_item(Item=p)\ndef other(p):\n    ${other}\nactions = {'login': sign_in, 'change': change, 'other': other}\ndef handler(event, context):\n    ${call}\n`;
  const taken = 'act = actions.get(event["a"])\n    return act(event)';
  const reads = "return table.get_item(Key={'a': 1})";

  it.each([
    ['where another only reads', table(reads, taken), true],
    ['where another writes and asks nothing', table('table.put_item(Item=p)', taken), false],
    [
      'taken where it is called, where another writes and asks nothing',
      table('table.put_item(Item=p)', 'return actions[event["a"]](event)'),
      false,
    ],
    [
      'of one of two objects, by which all are asked',
      `${before}class Asked:\n    def check(self, e): jwt.decode(e['t'], K)\nclass Local:\n    def check(self, e): pass\ngate = Asked() if K else Local()\ndef handler(event, context):\n    gate.check(event)\n    table.put_item(Item=event)\n`,
      true,
    ],
    [
      'that a function gives',
      table('table.put_item(Item=p)', 'act = made()\n    return act(event)').replace(
        'actions =',
        'def made():\n    return change if K else other\nactions =',
      ),
      true,
    ],
    [
      'by a key of the code',
      table('table.put_item(Item=p)', "return actions['change'](event)"),
      true,
    ],
    [
      'after all are asked',
      table('table.put_item(Item=p)', `jwt.decode(event['t'], K)\n    ${taken}`),
      true,
    ],
  ])('$0: $2', (_, code, is) => {
    expect(signOf(code) !== undefined).toBe(is);
  });
});

describe('an authorizer of Chalice', () => {
  const chalice = (decorator: string) => `${before}from chalice import Chalice, AuthResponse
app = Chalice(app_name='blog')
@app.${decorator}
def gate(request):
    jwt.decode(request.token, K, algorithms=['HS256'])
    return AuthResponse(routes=['*'], principal_id='a')
@app.route('/comments/{id}', methods=['DELETE'])
def drop(id):
    table.delete_item(Key={'id': id})
`;
  const signs = (code: string) =>
    findAskingSigns({ files: new Map([['app.py', code]]), handler: 'app.app' }).ofAll?.what;

  it.each([
    ['is a function of its own', 'authorizer()', undefined],
    ['is none where it runs before all', "middleware('http')", 'calls jwt.decode'],
  ])('%s', (_, decorator, expected) => {
    expect(signs(chalice(decorator))).toBe(expected);
  });
});
