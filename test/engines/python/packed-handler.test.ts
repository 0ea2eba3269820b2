import { describe, expect, it } from 'vitest';
import { kindsAmong } from './weaknesses-in.ts';

/** As serverless-wsgi packs it beside an application. */
const packed = `import importlib, json, os
import serverless_wsgi
with open(os.path.join(os.path.dirname(__file__), '.serverless-wsgi')) as settings:
    path, name = json.load(settings)['app'].rsplit('.', 1)
wsgi_app = getattr(importlib.import_module(path), name)
def handler(event, context):
    return serverless_wsgi.handle_request(wsgi_app, event, context)
`;
const web = `from flask import Flask
from flask_restful import Api
from movies import Movies
app = Flask(__name__)
api = Api(app)
api.add_resource(Movies, '/movies')
`;
const movies = `from flask import request
from flask_restful import Resource
import mysql.connector
class Movies(Resource):
    def get(self):
        cursor = mysql.connector.connect(host='db').cursor()
        cursor.execute('select * from movies limit ' + request.args.get('limit'))
        return {'movies': cursor.fetchall()}
`;
const files = { 'wsgi_handler.py': packed, 'web.py': web, 'movies.py': movies };

describe('the application that serverless-wsgi packs', () => {
  it('is followed', () => {
    expect(kindsAmong(files, 'wsgi_handler.handler')).toEqual(['query-injection']);
  });

  it('is followed where a function makes it', () => {
    const made = `from flask import Flask
from flask_restful import Api
from movies import Movies
def create_app():
    app = Flask(__name__)
    Api(app).add_resource(Movies, '/movies')
    return app
app = create_app()
`;

    expect(kindsAmong({ ...files, 'web.py': made }, 'wsgi_handler.handler')).toEqual([
      'query-injection',
    ]);
  });

  it.each([
    ['a second one', { 'admin.py': web }],
    [
      'a handler that imports another way',
      { 'wsgi_handler.py': packed.replace('import_module', 'load') },
    ],
    [
      'a handler of another package',
      { 'wsgi_handler.py': packed.replaceAll('serverless_wsgi', 'other') },
    ],
  ])('is not sure with %s', (_, others) => {
    expect(kindsAmong({ ...files, ...others }, 'wsgi_handler.handler')).toEqual([]);
  });
});

/** As Zappa packs it. */
const zappa = `import importlib
import zappa_settings as settings
from zappa.wsgi import create_wsgi_request
def lambda_handler(event, context):
    module = importlib.import_module(settings.APP_MODULE)
    return getattr(module, settings.APP_FUNCTION)(create_wsgi_request(event))
`;
const settings = "APP_MODULE='web'\nAPP_FUNCTION='app'\nDEBUG=True\n";

describe('the application that Zappa packs', () => {
  const packedBy = (others: Readonly<Record<string, string>>) =>
    kindsAmong(
      {
        'web.py': web,
        'movies.py': movies,
        'handler.py': zappa,
        'zappa_settings.py': settings,
        ...others,
      },
      'handler.lambda_handler',
    );

  it.each([
    ['of its settings', {}],
    ['beside another application', { 'admin.py': web }],
    [
      'of a folder',
      { 'shop/site.py': web, 'zappa_settings.py': settings.replace("'web'", '"shop.site"') },
    ],
  ])('is followed: %s', (_, others) => {
    expect(packedBy(others)).toEqual(['query-injection']);
  });

  it.each([
    [
      'settings without a module',
      { 'zappa_settings.py': "APP_MODULE=None\nDJANGO_SETTINGS='a'\n" },
    ],
    ['settings without a function', { 'zappa_settings.py': "APP_MODULE='web'\n" }],
  ])('is not sure with %s', (_, others) => {
    expect(packedBy(others)).toEqual([]);
  });
});
