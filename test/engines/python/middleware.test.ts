import { describe, expect, it } from 'vitest';
import { kindsAmong, kindsIn } from './weaknesses-in.ts';

const imports = `import os
from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from mangum import Mangum
`;

/** Of FastAPI, behind Mangum. */
const fastapi = (code: string) =>
  `${imports}${code}\n@app.get('/page')\ndef page():\n    return 1\nhandler = Mangum(app)\n`;

const looking = (statement: string) =>
  `class Look(BaseHTTPMiddleware):\n    async def dispatch(self, request, call_next):\n        ${statement}\n        return await call_next(request)\n`;
const checking = (statement: string) => `def check(request: Request):\n    ${statement}\n`;
const run = "os.system(request.headers['x'])";

describe('what a framework calls for each request, before or beside its routes', () => {
  it.each([
    ['a class of middleware', `app = FastAPI()\n${looking(run)}app.add_middleware(Look)`],
    ['one of a list', `${looking(run)}app = FastAPI(middleware=[Middleware(Look)])`],
    [
      'a class that is called with the scope',
      `app = FastAPI()\nclass Look:\n    def __init__(self, app):\n        self.app = app\n    async def __call__(self, scope, receive, send):\n        os.system(scope['path'])\n        await self.app(scope, receive, send)\napp.add_middleware(Look)`,
    ],
    [
      'a function that is decorated',
      `app = FastAPI()\n@app.middleware('http')\nasync def look(request, call_next):\n    ${run}\n    return await call_next(request)`,
    ],
    [
      'what answers to an error',
      `app = FastAPI()\n@app.exception_handler(404)\nasync def missing(request, error):\n    ${run}`,
    ],
    [
      'what is added to answer to an error',
      `app = FastAPI()\nasync def missing(request, error):\n    ${run}\napp.add_exception_handler(404, missing)`,
    ],
    [
      'what an application depends on',
      `${checking(run)}app = FastAPI(dependencies=[Depends(check)])\n@app.get('/')\ndef a():\n    return 1`,
    ],
    [
      'what a route depends on beside its parameters',
      `app = FastAPI()\ndef check(x: str):\n    os.system(x)\n@app.get('/', dependencies=[Depends(check)])\ndef a():\n    return 1`,
    ],
  ])('%s of FastAPI', (_, code) => {
    expect(kindsIn(fastapi(code))).toEqual(['command-injection']);
  });

  it.each([
    [
      'what calls the route',
      `app = FastAPI()\n${looking('os.system(call_next)')}app.add_middleware(Look)`,
    ],
    [
      'a class that is not added',
      `app = FastAPI()\n@app.get('/')\ndef a():\n    return 1\n${looking(run)}`,
    ],
    [
      'what calls the route behind a decorator',
      `app = FastAPI()\n@app.middleware('http')\nasync def look(request, call_next):\n    os.system(call_next)`,
    ],
    [
      'what an application depends on that is a number',
      `def check(x: int):\n    os.system(f'echo {x}')\napp = FastAPI(dependencies=[Depends(check)])\n@app.get('/')\ndef a():\n    return 1`,
    ],
  ])('not %s', (_, code) => {
    expect(kindsIn(fastapi(code))).toEqual([]);
  });

  it('a function that Powertools calls before its routes', () => {
    const code = `from aws_lambda_powertools.event_handler import APIGatewayRestResolver
import os
app = APIGatewayRestResolver()
def look(app, next_middleware):
    os.system(app.current_event.headers['x'])
    return next_middleware(app)
app.use(middlewares=[look])
@app.get('/')
def a():
    return 1
def handler(event, context):
    return app.resolve(event, context)
`;

    expect(kindsIn(code)).toEqual(['command-injection']);
  });

  it.each([
    "@app.middleware('http')\ndef look(event, get_response):\n    os.system(event.query_params['x'])\n    return get_response(event)",
    '@app.authorizer()\ndef look(request):\n    os.system(request.token)',
  ])('%s of Chalice', (code) => {
    const app = `from chalice import Chalice\nimport os\napp = Chalice('a')\n@app.route('/')\ndef page():\n    return 1\n${code}\n`;

    expect(kindsAmong({ 'app.py': app }, 'app.app')).toEqual(['command-injection']);
  });

  it('makes no application known of which no route is seen', () => {
    const code = `${imports}app = FastAPI()\nfor each in found():\n    app.include_router(each.router)\n${looking(run)}app.add_middleware(Look)\nhandler = Mangum(app)\n`;

    expect(() => kindsIn(code)).toThrow('not analysed');
  });
});
