import { describe, expect, it } from 'vitest';
import { found, kindsAmong, kindsIn, weaknessesIn } from './weaknesses-in.ts';

const flask = `from flask import Flask, request, Blueprint
import os, serverless_wsgi
app = Flask(__name__)

def handler(event, context):
    return serverless_wsgi.handle_request(app, event, context)
`;
const fastapi = `from fastapi import FastAPI, APIRouter, Depends, Request, Query
from mangum import Mangum
from pydantic import BaseModel
from typing import Optional, List
from enum import Enum
from uuid import UUID
import os
app = FastAPI()
handler = Mangum(app)
`;
const powertools = `from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools import Logger, Tracer
import os
app = APIGatewayRestResolver()
logger = Logger()

@logger.inject_lambda_context
def handler(event, context):
    return app.resolve(event, context)
`;
const chalice = `from chalice import Chalice
import os
app = Chalice(app_name='a')
`;

describe('what a framework hands on is what a caller sent', () => {
  it.each([
    [
      'a parameter of a query',
      flask,
      "@app.route('/a')\ndef a():\n    os.system(request.args.get('x'))",
    ],
    [
      'a field of a form',
      flask,
      "@app.route('/a', methods=['POST'])\ndef a():\n    os.system(request.form['x'])",
    ],
    [
      'JSON',
      flask,
      "@app.post('/a')\ndef a():\n    data = request.get_json()\n    os.system(data['x'])",
    ],
    ['JSON as an attribute', flask, "@app.post('/a')\ndef a():\n    os.system(request.json['x'])"],
    ['a header', flask, "@app.get('/a')\ndef a():\n    os.system(request.headers['x'])"],
    [
      'of a function that imports what it needs',
      'def make():\n    import os\n    from flask import Flask, request\n    app = Flask("a")',
      "    @app.get('/a')\n    def a():\n        os.system(request.args['x'])\n    return app\nhandler = make()",
    ],
    ['a cookie', flask, "@app.get('/a')\ndef a():\n    os.system(request.cookies.get('x'))"],
    [
      'the name of a file',
      flask,
      "@app.post('/a')\ndef a():\n    os.system(request.files['f'].filename)",
    ],
    ['a part of the path', flask, "@app.route('/a/<name>')\ndef a(name):\n    os.system(name)"],
    [
      'a part of the path with slashes',
      flask,
      "@app.route('/a/<path:name>')\ndef a(name):\n    os.system(name)",
    ],
    [
      'of a blueprint',
      flask,
      "bp = Blueprint('b', __name__)\n@bp.route('/a/<name>')\ndef a(name):\n    os.system(name)",
    ],
    [
      'of a module',
      "import flask, os\napp = flask.Flask('a')\nfrom apig_wsgi import make_lambda_handler\nhandler = make_lambda_handler(app)",
      "@app.route('/a')\ndef a():\n    os.system(flask.request.args['x'])",
    ],
    ['a parameter of FastAPI', fastapi, "@app.get('/a')\ndef a(x: str):\n    os.system(x)"],
    ['of its path', fastapi, "@app.get('/a/{x}')\nasync def a(x):\n    os.system(x)"],
    [
      'with a default',
      fastapi,
      "@app.get('/a')\ndef a(x: Optional[str] = Query(None)):\n    os.system(x)",
    ],
    [
      'of its router',
      fastapi,
      "router = APIRouter()\n@router.get('/a')\ndef a(x: str):\n    os.system(x)\napp.include_router(router)",
    ],
    [
      'a field of a model',
      fastapi,
      "class Order(BaseModel):\n    name: str\n    count: int\n@app.post('/a')\ndef a(order: Order):\n    os.system(order.name)",
    ],
    [
      'the request of Starlette',
      fastapi,
      "@app.post('/a')\nasync def a(request: Request):\n    data = await request.json()\n    os.system(data['x'])",
    ],
    [
      'a route of Powertools',
      powertools,
      "@app.get('/a/<name>')\ndef a(name: str):\n    os.system(name)",
    ],
    [
      'its event',
      powertools,
      "@app.post('/a')\ndef a():\n    os.system(app.current_event.json_body['x'])",
    ],
    [
      'a parameter of its query',
      powertools,
      "@app.get('/a')\ndef a():\n    x = app.current_event.get_query_string_value('x')\n    os.system(x)",
    ],
    [
      'its GraphQL',
      'from aws_lambda_powertools.event_handler import AppSyncResolver\nimport os\napp = AppSyncResolver()\ndef handler(event, context):\n    return app.resolve(event, context)',
      "@app.resolver(type_name='Query', field_name='a')\ndef a(name: str):\n    os.system(name)",
    ],
  ])('%s', (_, head, route) => {
    expect(kindsIn(`${head}\n${route}\n`)).toEqual(['command-injection']);
  });

  it.each([
    [
      'its query',
      "@app.route('/a')\ndef a():\n    os.system(app.current_request.query_params['x'])",
    ],
    [
      'its body',
      "@app.route('/a', methods=['POST'])\ndef a():\n    r = app.current_request\n    os.system(r.json_body['x'])",
    ],
    ['its path', "@app.route('/a/{name}')\ndef a(name):\n    os.system(name)"],
    [
      'an object of S3',
      "@app.on_s3_event(bucket='b')\ndef a(event):\n    os.system('ls ' + event.key)",
    ],
    [
      'a message of SQS',
      "@app.on_sqs_message(queue='q')\ndef a(event):\n    for record in event:\n        os.system(record.body)",
    ],
    [
      'a plain function',
      "@app.lambda_function()\ndef a(event, context):\n    os.system(event['x'])",
    ],
  ])('Chalice: %s', (_, route) => {
    expect(kindsAmong({ 'app.py': `${chalice}\n${route}\n` }, 'app.app')).toEqual([
      'command-injection',
    ]);
  });

  it('Chalice: what a queue runs is reported at its function, and at the application that hands it over', () => {
    const code = `${chalice}\n@app.route('/')\ndef index():\n    return 'a'\n@app.on_sqs_message(queue='q')\ndef taken(event):\n    for record in event:\n        os.system(record.body)\n`;

    for (const handler of ['app.app', 'app.taken'])
      expect(kindsAmong({ 'app.py': code }, handler)).toEqual(['command-injection']);
  });

  it.each([
    [
      'a number of the path',
      flask,
      "@app.route('/a/<int:n>')\ndef a(n):\n    os.system('ls ' + str(n))\n    os.system(n)",
    ],
    ['the method', flask, "@app.route('/a')\ndef a():\n    os.system(request.method)"],
    [
      'a number of FastAPI',
      fastapi,
      "@app.get('/a/{n}')\ndef a(n: int, u: UUID, f: Optional[float] = None):\n    os.system(f'ls {n} {u} {f}')",
    ],
    [
      'one of a few',
      fastapi,
      "class Kind(str, Enum):\n    A = 'a'\n@app.get('/a')\ndef a(kind: Kind):\n    os.system(f'ls {kind}')",
    ],
    [
      'what it depends on',
      fastapi,
      "@app.get('/a')\ndef a(db = Depends(get_db)):\n    os.system(db)",
    ],
    [
      'a typed field of a model',
      fastapi,
      "class Order(BaseModel):\n    name: str\n    count: int\n@app.post('/a')\ndef a(order: Order):\n    os.system(f'ls {order.count}')",
    ],
    [
      'a number of Powertools',
      powertools,
      "@app.get('/a/<n>')\ndef a(n: int):\n    os.system(f'ls {n}')",
    ],
    [
      'a route without a sink',
      powertools,
      "@app.get('/a/<name>')\ndef a(name: str):\n    return {'name': name}",
    ],
  ])('and %s is not', (_, head, route) => {
    expect(kindsIn(`${head}\n${route}\n`)).toEqual([]);
  });

  it('in a file that is imported', () => {
    expect(
      kindsAmong({
        'app.py': `${fastapi}\nfrom routes.users import router\napp.include_router(router)\n`,
        'routes/__init__.py': '',
        'routes/users.py':
          "from fastapi import APIRouter\nimport os\nrouter = APIRouter(prefix='/users')\n@router.get('/{name}')\ndef user(name: str):\n    os.system(name)\n",
      }),
    ).toEqual(['command-injection']);
  });
});

describe('models', () => {
  const model = `import os, json
from pydantic import BaseModel
class Order(BaseModel):
    name: str
    count: int
`;

  it.each([
    ['model_validate', "Order.model_validate(json.loads(event['body']))"],
    ['model_validate_json', "Order.model_validate_json(event['body'])"],
    ['parse_obj', "Order.parse_obj(json.loads(event['body']))"],
    ['a spread table', "Order(**json.loads(event['body']))"],
    ['its own fields', "Order(name=event['name'], count=1)"],
  ])('keep texts as they are, and make numbers numbers: %s', (_, made) => {
    const source = (field: string) =>
      `${model}def handler(event, context):\n    order = ${made}\n    os.system(f'ls {order.${field}}')\n`;

    expect(kindsIn(source('name'))).toEqual(['command-injection']);
    expect(kindsIn(source('count'))).toEqual([]);
  });
});

describe('handlers', () => {
  it.each([
    ['a lambda', 'import os\nhandler = lambda event, context: os.system(event["x"])'],
    [
      'under another name',
      'import os\ndef run(event, context):\n    os.system(event["x"])\nhandler = run',
    ],
    [
      'decorated',
      'import os\nfrom aws_xray_sdk.core import xray_recorder\n@xray_recorder.capture("a")\ndef handler(event, context):\n    os.system(event["x"])',
    ],
    [
      'decorated by own code',
      'import os, functools\ndef logged(f):\n    @functools.wraps(f)\n    def inner(*args, **kwargs):\n        return f(*args, **kwargs)\n    return inner\n@logged\ndef handler(event, context):\n    os.system(event["x"])',
    ],
    [
      'an asynchronous one',
      'import os, asyncio\nasync def main(event):\n    os.system(event["x"])\ndef handler(event, context):\n    return asyncio.run(main(event))',
    ],
    [
      'an object',
      'import os\nclass Handler:\n    def __call__(self, event, context):\n        os.system(event["x"])\nhandler = Handler()',
    ],
    [
      'a method',
      'import os\nclass App:\n    def run(self, event, context):\n        os.system(event["x"])\napp = App()\nhandler = app.run',
    ],
    [
      'of a base class',
      'import os\nclass Base:\n    def __call__(self, event, context):\n        return self.run(event)\nclass Handler(Base):\n    def run(self, event):\n        os.system(event["x"])\nhandler = Handler()',
    ],
    [
      'a partial',
      'import os, functools\ndef run(kind, event, context):\n    os.system(event["x"])\nhandler = functools.partial(run, "a")',
    ],
    [
      'in a condition',
      'import os\nif os.environ.get("A"):\n    def handler(event, context):\n        os.system(event["x"])\nelse:\n    handler = None',
    ],
    [
      'in try',
      'import os\ntry:\n    import ujson as json\nexcept ImportError:\n    import json\ndef handler(event, context):\n    os.system(json.loads(event["body"])["x"])',
    ],
    [
      'with a data class',
      'import os\nfrom aws_lambda_powertools.utilities.data_classes import event_source, APIGatewayProxyEvent\n@event_source(data_class=APIGatewayProxyEvent)\ndef handler(event, context):\n    os.system(event.json_body["x"])',
    ],
    [
      'that wraps its event',
      'import os\nfrom aws_lambda_powertools.utilities.data_classes import S3Event\ndef handler(event, context):\n    e = S3Event(event)\n    os.system(e.object_key)',
    ],
    [
      'of batches',
      'import os\nfrom aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response\np = BatchProcessor(event_type=EventType.SQS)\ndef record_handler(record):\n    os.system(record.body)\ndef handler(event, context):\n    return process_partial_response(event=event, record_handler=record_handler, processor=p, context=context)',
    ],
    [
      'of records',
      'import os\ndef handler(event, context):\n    for record in event["Records"]:\n        key = record["s3"]["object"]["key"]\n        os.system("ls " + key)',
    ],
    [
      'that gets a model',
      'import os\nfrom pydantic import BaseModel\nfrom aws_lambda_powertools.utilities.parser import parse\nclass Order(BaseModel):\n    name: str\ndef handler(event, context):\n    order = parse(event=event, model=Order)\n    os.system(order.name)',
    ],
  ])('%s', (_, source) => {
    expect(kindsIn(source)).toEqual(['command-injection']);
  });

  it.each([
    ['src/app.handler', { 'src/app.py': 'def handler(event, context):\n    eval(event)' }],
    [
      'src.app.handler',
      { 'src/__init__.py': '', 'src/app.py': 'def handler(event, context):\n    eval(event)' },
    ],
    [
      'app.handler',
      {
        'app/__init__.py': 'from .main import handler',
        'app/main.py': 'def handler(event, context):\n    eval(event)',
      },
    ],
    [
      'app.handler',
      { 'app.py': 'from lib import *', 'lib.py': 'def handler(event, context):\n    eval(event)' },
    ],
    [
      'app.handler',
      {
        'app.py': 'from lib.main import run as handler',
        'lib/main.py': 'def run(event, context):\n    eval(event)',
      },
    ],
    [
      'app.handler',
      {
        'app.py': 'import lib.main\nhandler = lib.main.run',
        'lib/__init__.py': '',
        'lib/main.py': 'def run(event, context):\n    eval(event)',
      },
    ],
  ])('%s is found as Lambda finds it', (handler, files) => {
    expect(kindsAmong(files, handler)).toEqual(['event-code-execution']);
  });

  it.each([
    ['app', {}, 'the handler app is not of the form module.function'],
    ['app.handler', {}, /has no file in the archive: neither app\.py/],
    [
      'app.handler',
      { 'app.py': 'from unknown import make\nhandler = make()' },
      /has no function handler that can be seen/,
    ],
    ['app.handler', { 'app.py': ')\n'.repeat(300) }, /^app\.py: not Python at line/],
  ])('%s in %o is not analysed', (handler, files, message) => {
    expect(() => found(files, handler)).toThrow(message);
  });

  it.each([
    ['no file', { 'lib.py': '' }, 'app.py', /^the handler app\.handler has no file/],
    [
      'no such name',
      { 'app.py': 'def main(event, context):\n    pass\n' },
      'app.py',
      'it defines main, and no handler',
    ],
    ['nothing', { 'app.py': 'x = 1\n' }, 'app.py', 'it defines no function, and no handler'],
  ])('do not start where there is %s, and nothing else is loaded', (_, files, path, text) => {
    expect(found(files, 'app.handler', true).weaknesses).toEqual([
      {
        kind: 'does-not-start',
        sink: 'handler',
        path,
        line: 1,
        column: 1,
        flow: [{ path, line: 1, column: 1, text: expect.stringMatching(text) }],
      },
    ]);
    expect(() => found(files)).toThrow();
  });

  it.each([
    ['it is imported with others', { 'app.py': 'from layer import *\n' }],
    ['it is made up', { 'app.py': 'globals()["handler"] = print\n' }],
    ['it comes from somewhere else', { 'app.py': 'from layer import handler\n' }],
    ['a line is no Python', { 'app.py': 'def handler(event, context:\n    pass\n' }],
  ])('may start where %s', (_, files) => {
    expect(() => found(files, 'app.handler', true)).toThrow();
  });
});

describe('a step of a route', () => {
  const flask = 'from flask import Flask\nimport os, shutil, urllib.parse\napp = Flask(__name__)\n';

  it.each([
    ['a name', '<name>', "open('/mnt/' + name)", 'low'],
    ['a text', '<string:name>', "open('/mnt/' + name)", 'low'],
    ['what is removed', '<name>', "shutil.rmtree('/mnt/' + name)", 'medium'],
    ['what is decoded again', '<name>', "open('/mnt/' + urllib.parse.unquote(name))", undefined],
    ['several steps', '<path:name>', "open('/mnt/' + name)", undefined],
  ])('of %s holds no slash', (_, route, statement, severity) => {
    const source = `${flask}@app.route('/a/${route}')\ndef show(name):\n    ${statement}\n    return ''\n`;
    const [weakness] = weaknessesIn(source).filter(({ kind }) => kind === 'path-traversal');

    expect(weakness?.kind).toBe('path-traversal');
    expect(weakness?.severity).toBe(severity);
  });

  it.each(['request.app.state.root', 'request.state.root'])(
    'and %s is of the application',
    (root) => {
      const source = `from fastapi import FastAPI, Request\nimport os\napp = FastAPI()\n@app.get('/')\ndef handler(request: Request):\n    os.listdir(${root})\n    return {}\n`;

      expect(kindsIn(source)).toEqual([]);
    },
  );
});

describe('the path of a request', () => {
  const view = (path: string, read: string) =>
    `import os\nfrom fastapi import FastAPI, Request\napp = FastAPI()\n@app.get('${path}')\ndef view(request: Request):\n    open('/opt/' + ${read})\n${handler}`;
  const handler = 'def handler(event, context):\n    pass\n';

  it.each([
    ['/favicon.ico', 'request.url.path', []],
    ['/favicon.ico', "request.query_params['x']", ['path-traversal']],
    ['/{name:path}', 'request.url.path', ['path-traversal']],
  ])('of the route %s: %s', (path, read, kinds) => {
    expect(kindsIn(view(path, read))).toEqual(kinds);
  });

  it('is no field of a body that goes by its name', () => {
    const body =
      'from pydantic import BaseModel\nfrom fastapi import FastAPI\napp = FastAPI()\nclass Body(BaseModel):\n    path: str\n@app.post("/a")\ndef view(req: Body):\n    open(req.path)\n';

    expect(kindsIn(body + handler)).toEqual(['path-traversal']);
  });
});

describe('views', () => {
  const flask =
    'from flask import Flask, Response, jsonify, make_response, redirect, request\napp = Flask(__name__)\n';
  const fastapi =
    'from fastapi import FastAPI, Response\nfrom fastapi.responses import HTMLResponse\napp = FastAPI()\n';
  const powertools =
    'from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response, content_types\napp = APIGatewayRestResolver()\n';
  const chalice = 'from chalice import Chalice, Response\napp = Chalice("a")\n';
  const x = "x = request.args['x']";

  it.each([
    ['a text of Flask', `${flask}@app.get('/')\ndef a():\n    ${x}\n    return '<b>' + x`],
    ['with a status', `${flask}@app.get('/')\ndef a():\n    ${x}\n    return f'<b>{x}', 200`],
    [
      'made by make_response',
      `${flask}@app.get('/')\ndef a():\n    ${x}\n    return make_response('<b>' + x)`,
    ],
    ['a Response', `${flask}@app.get('/')\ndef a():\n    ${x}\n    return Response('<b>' + x)`],
    [
      'of Bottle',
      "from bottle import route, request\n@route('/')\ndef a():\n    return '<b>' + request.query.x",
    ],
    [
      'of FastAPI by its class',
      `${fastapi}@app.get('/', response_class=HTMLResponse)\ndef a(x: str):\n    return f'<b>{x}'`,
    ],
    [
      'of FastAPI by its type',
      `${fastapi}@app.get('/')\ndef a(x: str):\n    return Response(f'<b>{x}', media_type='text/html')`,
    ],
    [
      'of Powertools',
      `${powertools}@app.get('/')\ndef a(x: str):\n    return Response(200, content_types.TEXT_HTML, f'<b>{x}')`,
    ],
    [
      'of Chalice',
      `${chalice}@app.route('/{x}')\ndef a(x):\n    return Response(body='<b>' + x, headers={'Content-Type': 'text/html'})`,
    ],
  ])('show a page: %s', (_, source) => {
    expect(kindsIn(source)).toEqual(['unescaped-html']);
  });

  it.each([
    ['JSON', `${flask}@app.get('/')\ndef a():\n    ${x}\n    return jsonify(x)`],
    ['a table', `${flask}@app.get('/')\ndef a():\n    ${x}\n    return {'x': x}`],
    [
      'JSON as a text',
      `${flask}import json\n@app.get('/')\ndef a():\n    ${x}\n    return json.dumps({'x': x})`,
    ],
    [
      'another type',
      `${flask}@app.get('/')\ndef a():\n    ${x}\n    return x, 200, {'Content-Type': 'text/plain'}`,
    ],
    [
      'a Response of another type',
      `${flask}@app.get('/')\ndef a():\n    ${x}\n    return Response(x, mimetype='text/plain')`,
    ],
    [
      'another type that is set later',
      `${flask}@app.get('/')\ndef a():\n    ${x}\n    r = make_response(x)\n    r.headers['Content-Type'] = 'text/csv'\n    return r`,
    ],
    [
      'an escaped text',
      `${flask}from markupsafe import escape\n@app.get('/')\ndef a():\n    ${x}\n    return f'<b>{escape(x)}'`,
    ],
    [
      'a text of FastAPI, which is JSON',
      `${fastapi}@app.get('/')\ndef a(x: str):\n    return f'<b>{x}'`,
    ],
    [
      'JSON of Powertools',
      `${powertools}@app.get('/')\ndef a(x: str):\n    return Response(200, content_types.APPLICATION_JSON, x)`,
    ],
    ['a text of Chalice', `${chalice}@app.route('/{x}')\ndef a(x):\n    return Response(body=x)`],
  ])('show no page: %s', (_, source) => {
    expect(kindsIn(source)).toEqual([]);
  });

  it.each([
    [
      'a header of Chalice',
      `${chalice}@app.route('/')\ndef a():\n    return Response(body='', status_code=302, headers={'Location': app.current_request.query_params['x']})`,
    ],
    [
      'a header that is set',
      `${flask}@app.get('/')\ndef a():\n    ${x}\n    r = make_response('', 302)\n    r.headers['Location'] = x\n    return r`,
    ],
    [
      'a header beside the text',
      `${flask}@app.get('/')\ndef a():\n    ${x}\n    return '', 302, {'Location': x}`,
    ],
  ])('send a browser elsewhere: %s', (_, source) => {
    expect(kindsIn(source)).toEqual(['open-redirect']);
  });

  it.each([
    ['the slash that it begins with', "redirect('/' + x.lstrip('/'))"],
    ['its own address', 'redirect(request.full_path)'],
    ['the page before', 'redirect(request.referrer)'],
    ['an address that the framework makes', "redirect(request.url_for('a'))"],
  ])('stay where they are: %s', (_, statement) => {
    expect(kindsIn(`${flask}@app.get('/')\ndef a():\n    ${x}\n    return ${statement}`)).toEqual(
      [],
    );
  });
});

it.each(['url', 'path', 'host', 'state', 'client'])(
  'takes no parsed body named request for the request of a framework: %s',
  (field) => {
    const source = `import json, requests\ndef handler(event, context):\n    request = json.loads(event['body'])\n    requests.get(request['${field}'])`;
    expect(kindsIn(source)).toEqual(['server-side-request-forgery']);
  },
);

describe('functions that are given to a framework', () => {
  it.each([
    [
      'a route of Starlette',
      "from starlette.applications import Starlette\nfrom starlette.routing import Route\nimport os\nasync def a(request):\n    os.system(request.path_params['x'])\napp = Starlette(routes=[Route('/{x}', a)])",
    ],
    [
      'a rule of Flask',
      "from flask import Flask\nimport os\napp = Flask('a')\ndef a(x):\n    os.system(x)\napp.add_url_rule('/<x>', view_func=a)",
    ],
    [
      'a view of methods',
      "from flask import Flask\nfrom flask.views import MethodView\nimport os\napp = Flask('a')\nclass A(MethodView):\n    def get(self, x):\n        os.system(x)\napp.add_url_rule('/<x>', view_func=A.as_view('a'))",
    ],
    [
      'a resource',
      "from flask_restful import Api, Resource\nimport os\napi = Api()\nclass A(Resource):\n    def get(self, x):\n        os.system(x)\napi.add_resource(A, '/a/<x>')",
    ],
    [
      'a field of GraphQL',
      "from ariadne import QueryType\nimport os\nquery = QueryType()\n@query.field('a')\ndef a(_, info, x):\n    os.system(x)",
    ],
    [
      'a dependency',
      "from fastapi import Depends, FastAPI\nimport os\napp = FastAPI()\ndef name(x: str):\n    return x\n@app.get('/')\ndef a(y=Depends(name)):\n    os.system(y)",
    ],
    [
      'the second of two routes',
      "from flask import Flask\nimport os\napp = Flask('a')\n@app.route('/names')\n@app.route('/a/<name>')\ndef a(name=None):\n    os.system(name)",
    ],
  ])('are entered: %s', (_, source) => {
    expect(kindsIn(source)).toEqual(['command-injection']);
  });

  it.each([
    [
      'what a dependency makes',
      "from fastapi import Depends, FastAPI\nimport os\nfrom typing import Annotated\napp = FastAPI()\ndef tool():\n    return os.environ['TOOL']\n@app.get('/')\ndef a(y: Annotated[str, Depends(tool)]):\n    os.system(y)",
    ],
    [
      'a number of a rule',
      "from flask import Flask\nimport os\napp = Flask('a')\ndef a(x):\n    os.system(x)\napp.add_url_rule('/<int:x>', view_func=a)",
    ],
    [
      'a context of GraphQL',
      "from ariadne import QueryType\nimport os\nquery = QueryType()\n@query.field('a')\ndef a(_, info):\n    os.system(info)",
    ],
    [
      'a name that only resembles one of the route',
      "from flask import Flask\nimport os\napp = Flask('a')\n@app.route('/names/<int:id>')\ndef a(id, name='a'):\n    os.system(name)",
    ],
  ])('are given nothing of a caller: %s', (_, source) => {
    expect(kindsIn(source)).toEqual([]);
  });

  it('are given nothing of a caller by an alias of another file', () => {
    const files = {
      'app.py':
        "from fastapi import FastAPI\nfrom deps import Tool\nimport os\napp = FastAPI()\n@app.get('/')\ndef a(tool: Tool, x: str):\n    os.system(tool)\n",
      'deps.py':
        "import os\nfrom typing import Annotated\nfrom fastapi import Depends\ndef tool():\n    return os.environ['TOOL']\nTool = Annotated[str, Depends(tool)]\n",
    };

    expect(kindsAmong(files)).toEqual([]);
  });

  it('are found where Django names them', () => {
    const files = {
      'app.py':
        "import os\nfrom django.core.wsgi import get_wsgi_application\nfrom apig_wsgi import make_lambda_handler\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\nhandler = make_lambda_handler(get_wsgi_application())",
      'shop/__init__.py': '',
      'shop/settings.py': "ROOT_URLCONF = 'shop.urls'",
      'shop/urls.py':
        "from django.urls import include, path\nurlpatterns = [path('a/', include('shop.more'))]",
      'shop/more.py':
        "from django.urls import path\nfrom shop import views\nurlpatterns = [path('<int:n>', views.a)]",
      'shop/views.py':
        "import os\ndef a(request, n):\n    os.system('ls %s' % n)\n    os.system(request.GET['x'])",
    };

    expect(kindsAmong(files)).toEqual(['command-injection']);
  });
});

describe('a decorator of the code', () => {
  const wrapped = (decorator: string, use: string, body: string) =>
    `import functools, json, os\n${decorator}\n@${use}\ndef handler(data, *args, **more):\n    ${body}\n`;
  const parse =
    "def parsed(of):\n    @functools.wraps(of)\n    def inner(event, context):\n        return of(json.loads(event['body']), **event['query'])\n    return inner";
  const fixed =
    "def fixed(of):\n    def inner(event, context):\n        return of('a')\n    return inner";
  const factory =
    'def made(name):\n    def around(of):\n        def inner(*args, **more):\n            return of(*args, **more)\n        return inner\n    return around';

  it.each([
    ['what it hands on', parse, 'parsed', "os.system(data['x'])"],
    ['what it spreads', parse, 'parsed', "os.system(more['x'])"],
    ['what a made one hands on', factory, "made('a')", "os.system(data['x'])"],
  ])('is followed: %s', (_, decorator, use, body) => {
    expect(kindsIn(wrapped(decorator, use, body))).toEqual(['command-injection']);
  });

  it('that gives something else is believed', () => {
    expect(kindsIn(wrapped(fixed, 'fixed', "os.system(more['x'])"))).toEqual([]);
  });
});
