import { describe, expect, it } from 'vitest';
import {
  archiveFile,
  type CodeEntry,
  codeEntry,
  type PlainCode,
  plainCodeIn,
  sdkCallsIn,
} from '../../../functions/engines/archive/index.ts';
import { functionNamed } from '../../fakes/targets.ts';

const v3 = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
// A client of the shop's.
export const handler = async (event) => {
  await client.send(new PutCommand({ TableName: process.env.TABLE, Item: JSON.parse(event.body) }));
  return { statusCode: 201 };
};`;
const v2 = `const AWS = require('aws-sdk');
const { shape } = require('./shape');
const table = new AWS.DynamoDB.DocumentClient();
exports.handler = async (event) => {
  const { Item } = await table.get({ TableName: 'orders', Key: shape(event) }).promise();
  return { statusCode: 200, body: JSON.stringify(Item), note: 'from the table' };
};`;
const shape = `exports.shape = ({ pathParameters }) => ({ id: pathParameters.id });`;
const python = `import json
import os
import boto3
from boto3.dynamodb.conditions import Key

dynamodb = boto3.resource('dynamodb')
table = dynamodb.Table(os.environ['TABLE'])

def handler(event, context):
    """Puts what it is sent into the table."""
    table.put_item(Item=json.loads(event['body']))  # table
    return {'statusCode': 201, 'body': f"{len(event)} put"}
`;
const constantPython = `def handler(event, context):\n    return {'statusCode': 200}`;
const inFolder = { 'api/app.py': constantPython };
const express = `const express = require('express');
const serverless = require('serverless-http');
const app = express();
app.use(express.json());
app.get('/hello', (req, res) => res.json({ hello: req.query.name }));
exports.handler = serverless(app);`;
const apollo = `const { ApolloServer, gql } = require('apollo-server-lambda');
const typeDefs = gql\`type Query { hello: String }\`;
const server = new ApolloServer({ typeDefs, resolvers: { Query: { hello: () => 'hello' } } });
exports.handler = (event, context, callback) => {
  server.createHandler()({ ...event, path: '/' }, context, callback);
};`;
const flask = `from flask import Flask, jsonify, request
import serverless_wsgi
app = Flask(__name__)
@app.route('/hello', methods=['GET'])
def hello():
    return jsonify({'hello': request.args.get('name')})
def handler(event, context):
    return serverless_wsgi.handle_request(app, event, context)
`;
/** As pip leaves it. */
function installed(name: string): Readonly<Record<string, string>> {
  return {
    [`${name}/__init__.py`]: 'import os\nos.system("x")',
    [`${name}-3.0.0.dist-info/METADATA`]: '',
    [`__pycache__/${name}.cpython-313.pyc`]: '',
    'serverless_wsgi.py': 'import importlib',
    'serverless_wsgi-3.0.0.dist-info/METADATA': '',
  };
}
/** As esbuild 0.28 writes it, of TypeScript. */
const bundled = `var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// src/index.ts
var index_exports = {};
__export(index_exports, {
  handler: () => handler
});
module.exports = __toCommonJS(index_exports);
var import_client_dynamodb = require("@aws-sdk/client-dynamodb");
var import_lib_dynamodb = require("@aws-sdk/lib-dynamodb");
var import_util_dynamodb = require("@aws-sdk/util-dynamodb");
var crypto = __toESM(require("crypto"), 1);

// src/answer.ts
function answer(x) {
  return { statusCode: 201, body: x };
}

// src/index.ts
var client = import_lib_dynamodb.DynamoDBDocumentClient.from(new import_client_dynamodb.DynamoDBClient({}));
var handler = async (event) => {
  const Item = (0, import_util_dynamodb.marshall)(JSON.parse(event.body));
  await client.send(new import_lib_dynamodb.PutCommand({ TableName: process.env.TABLE, Item }));
  return answer(crypto.randomUUID());
};
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  handler
});
`;
const bundledExpress = bundled
  .replace(
    '"@aws-sdk/util-dynamodb");',
    '"@aws-sdk/util-dynamodb");\nvar import_express = __toESM(require("express"));',
  )
  .replace('return answer', 'const app = (0, import_express.default)();\n  return answer');
/** A class, and another before it. */
function ownFields(base: string, field = '_rows'): string {
  return `import random\nclass B:\n    pass\nclass A(${base}):\n    def rows(self):\n        return self.${field}`;
}
const constant = `exports.handler = async () => ({ statusCode: 200, body: 'hello' });`;
const manyFiles = Object.fromEntries([
  [
    'index.js',
    `${Array.from({ length: 210 }, (_, n) => `require('./a${n}');`).join('')}\n${constant}`,
  ],
  ...Array.from({ length: 210 }, (_, n) => [`a${n}.js`, '']),
]);

describe('code of which no other call is possible than is seen', () => {
  it.each([
    ['a client of AWS', { 'index.mjs': v3 }],
    ['a client of the older SDK, and a file of its own', { 'index.js': v2, 'shape.js': shape }],
    [
      'templates, patterns and divisions',
      { 'index.js': `const x = \`a \${1 / 2}\`, y = /[/]a/;\n${constant}` },
    ],
    ['a template in a template', { 'index.js': `const x = \`a\${\`it's\`}b's\`;\n${constant}` }],
    ['a quote in a pattern', { 'index.js': `const x = /'/;\n${constant}` }],
    [
      'a class of Python',
      {
        'app.py': `${python}\nclass Encoder(json.JSONEncoder):\n    def default(self, each):\n        return super().default(each)`,
      },
    ],
    [
      'the same name elsewhere',
      { 'index.js': v2, 'shape.js': `${shape}\nconst x = (table) => table.put(1);` },
    ],
    ['variables by their names', { 'index.js': `const { TABLE } = process.env;\n${constant}` }],
    [
      'an error of its own',
      { 'index.js': `const f = () => { throw new Error('x'); };\n${constant}` },
    ],
    [
      'a callback',
      { 'index.js': 'exports.handler = (event, context, callback) => callback(null, {});' },
    ],
    [
      'a module of its own',
      { 'app.py': `from lib import a\nfrom lib.a import x\n${python}`, 'lib/a.py': '' },
    ],
    ['a constant answer', { 'index.js': constant, 'package.json': '{}', 'README.md': 'curl' }],
    ['a table', { 'app.py': python }],
    [
      'a package that it does not import',
      { 'index.js': constant, 'node_modules/axios/index.js': '' },
    ],
    [
      'files that it does not import',
      { 'index.js': constant, 'bin/rclone': 'ELF', 'addon.node': '', 'tool.py': '' },
    ],
    ['a neighbour that sends', { 'index.js': constant, 'worker.js': `fetch('http://orders');` }],
    ['a neighbour of Python that sends', { ...inFolder, 'api/worker.py': 'import requests' }],
    [
      'packages that no file imports',
      { 'app.py': python, 'requests/__init__.py': '', 'requests/api.py': '' },
    ],
    [
      'formats of its own',
      {
        'app.py': `FORM = 'a {}'\nx = FORM.format(1) + 'b {}'.format(2)\nimport logging\ny = logging.Formatter('x')\n${python}`,
      },
    ],
    [
      'a file that has the name of a module of the runtime',
      { 'index.js': `require('crypto');\n${constant}`, 'crypto.js': `fetch('http://orders');` },
    ],
    ['fields of its own', { 'app.py': `${ownFields('Exception')}\n${python}` }],
    ['later types of Python', { 'app.py': `from __future__ import annotations\n${python}` }],
    [
      'the header of CORS',
      {
        'index.js': constant.replace(
          "body: 'hello'",
          "headers: { 'Access-Control-Allow-Credentials': true }",
        ),
      },
    ],
    ['what esbuild makes of TypeScript', { 'index.js': bundled }],
    ['its own data', { 'index.js': `const x = require('./a.json');\n${constant}`, 'a.json': '{}' }],
    [
      'that of npm',
      { 'index.mjs': v3, 'node_modules/@aws-sdk/client-dynamodb/index.js': 'eval(x)' },
    ],
  ])('is code with %s', (_, files) => {
    expect(isPlain(files)).toBe(true);
  });

  it.each<[what: string, files: Readonly<Record<string, string>>]>([
    [
      'another package',
      { 'index.js': `require('axios');\n${constant}`, 'node_modules/axios/index.js': '' },
    ],
    [
      'a package that a file of it imports',
      {
        'index.js': `require('./a');\n${constant}`,
        'a.js': `require('./b');`,
        'b.js': `require('axios');`,
      },
    ],
    ['an addon', { 'index.js': `require('./addon');\n${constant}`, 'addon.node': '' }],
    [
      'a file without an ending',
      { 'index.js': `require('./db');\n${constant}`, db: '', 'db.js': '' },
    ],
    [
      'a folder whose manifest names a file',
      {
        'index.js': `require('./db');\n${constant}`,
        'db/index.js': '',
        'db/package.json': '{"main": "other.js"}',
        'db/other.js': `fetch('http://orders');`,
      },
    ],
    [
      'another file that Lambda may load the handler from',
      { 'index.js': constant, 'index.mjs': `fetch('http://orders');` },
    ],
    [
      'what a package of it runs first',
      {
        'app.py': `from lib.a import x\n${python}`,
        'lib/a.py': '',
        'lib/__init__.py': 'import requests',
      },
    ],
    [
      'what the folder of the handler runs first',
      { ...inFolder, 'api/__init__.py': 'import requests' },
    ],
    [
      'a module that is taken out of its package',
      {
        'app.py': `from lib import a\n${python}`,
        'lib/__init__.py': '',
        'lib/a.py': 'import requests',
      },
    ],
    [
      'a module in the place of one of the runtime',
      { 'app.py': python, 'json.py': 'import requests' },
    ],
    [
      'a module that one of the runtime imports',
      { 'app.py': python, 'string.py': 'import requests' },
    ],
    [
      'a package in the place of one of the runtime',
      { 'app.py': python, 'logging/__init__.py': 'import requests' },
    ],
    ['what Python loads before', { 'app.py': python, 'lib/sitecustomize.py': '' }],
    ['a module that is compiled, too', { 'app.py': python, '__pycache__/app.cpython-313.pyc': '' }],
    ['an addon of Python', { 'app.py': python, 'app.abi3.so': '' }],
    ['more files than are small', manyFiles],
    [
      'variables by their names in a text',
      { 'app.py': `${python}\nx = os.path.expandvars('$KEY')` },
    ],
    ['a bundle', { 'index.js': `${constant}${' '.repeat(100_000)}` }],
    ['a package of a layer', { 'index.js': `const db = require('db');\n${constant}` }],
    ['a file of a layer', { 'index.js': `const db = require('/opt/db');\n${constant}` }],
    ['a file that is not there', { 'index.js': `const db = require('./db');\n${constant}` }],
    ['a file by a made up name', { 'index.js': `require('./' + x);\n${constant}` }],
    ['another process', { 'index.js': `require('child_process');\n${constant}` }],
    ['requests', { 'index.js': constant.replace("'hello'", "await fetch('http://orders')") }],
    ['its credentials', { 'index.js': `const x = process.env.AWS_SESSION_TOKEN;\n${constant}` }],
    ['all of its environment', { 'index.js': `const x = process.env;\n${constant}` }],
    ['code of a caller', { 'index.js': constant.replace("'hello'", 'eval(event)') }],
    [
      'a client that is handed on',
      { 'index.mjs': v3.replace('await client', 'f(client); client') },
    ],
    ['a client that is exported', { 'index.mjs': `${v3}\nexport { client };` }],
    ['a client of no name', { 'index.mjs': v3.replace('await client', 'await new S3Client({})') }],
    ['a client whose method is made up', { 'index.mjs': v3.replace('client.send(', 'client[x](') }],
    [
      'a client that another file calls',
      {
        'index.js': `${v2}\nexports.table = table;`,
        'shape.js': `${shape}\nconst { table } = require('./index');\nconst x = () => table.put(1);`,
      },
    ],
    [
      'a call that is not seen',
      { 'index.mjs': `${v3}\nconst later = async () => client.send(new DeleteCommand({}));` },
    ],
    [
      'a comment in a template',
      { 'index.js': `const arn = \`arn:\${1}/*\`; run(client);\n${constant}` },
    ],
    [
      'a comment in a pattern',
      { 'index.js': `const x = s.replace(/^https?:\\/\\//, ''), r = fetch(x);\n${constant}` },
    ],
    [
      'quotes in templates',
      {
        'index.mjs': `${v3}\nconst a = \`don't\`; go(client); const b = \`can't\`;`,
      },
    ],
    [
      'quotes in patterns',
      { 'index.mjs': `${v3}\nx.replace(/"/g, ''); run(client); y.replace(/"/g, '');` },
    ],
    ['an f-string in an f-string', { 'app.py': `${python}\nx = f"{a["b"]}"` }],
    ['a method that is made up', { 'index.js': `const f = (x, y) => x[y](1);\n${constant}` }],
    [
      'what a call results in',
      { 'index.js': `const f = (g) => g(1)(2), x = (y) => 1;\n${constant}` },
    ],
    ['a function that is given', { 'index.js': `const f = (g) => g(1);\n${constant}` }],
    [
      'a value that is called',
      { 'index.js': `const f = (x, y) => { const g = x[y]; g(1); };\n${constant}` },
    ],
    [
      'a field by which code is made, in two parts',
      { 'index.js': `const f = (x) => x['con' + 'structor'];\n${constant}` },
    ],
    [
      'such a field, taken out',
      { 'index.js': `const f = ({ constructor: make }) => make;\n${constant}` },
    ],
    ['a global that is set', { 'index.js': `later = 1;\n${constant}` }],
    ['a class of JavaScript', { 'index.js': `class A { b() { return this.c; } }\n${constant}` }],
    ['a tagged template', { 'index.js': `const tag = (x) => x;\ntag\`a\`;\n${constant}` }],
    ['a getter', { 'index.js': `const x = { get y() { return 1; } };\n${constant}` }],
    ['the whole module', { 'index.js': `const f = (x) => x;\nf(module);\n${constant}` }],
    [
      'an export by a made up name',
      { 'index.js': `const x = 'a' + 1;\nexports[x] = 1;\n${constant}` },
    ],
    ['an import as it runs', { 'index.mjs': `const f = () => import('path');\n${v3}` }],
    [
      'an export of another file',
      { 'index.mjs': `export { a } from './a.mjs';\n${v3}`, 'a.mjs': 'export const a = 1;' },
    ],
    [
      'what is imported with an attribute',
      { 'index.mjs': `import a from './a.json' with { type: 'json' };\n${v3}`, 'a.json': '1' },
    ],
    [
      'the class of a client',
      { 'index.js': `${v2}\nconst f = (x) => x;\nf(AWS.S3);`, 'shape.js': shape },
    ],
    [
      'the SDK, handed on',
      { 'index.js': `${v2}\nconst f = (x) => x;\nf(require('aws-sdk').S3);`, 'shape.js': shape },
    ],
    ['the SDK by another name', { 'index.js': `${v2}\nconst S3 = AWS.S3;`, 'shape.js': shape }],
    [
      'a client that has the name of an error',
      {
        'index.js': `const { S3: S3Error } = require('aws-sdk');\nconst f = (x) => x;\nf(new S3Error());\n${constant}`,
      },
    ],
    ['a client that is called without new', { 'index.js': `${v2}\nAWS.S3();`, 'shape.js': shape }],
    [
      'a client that is exported as it is made',
      { 'index.mjs': v3.replace('const client', 'export const client') },
    ],
    [
      'a client that is set anew',
      { 'index.mjs': v3.replace('const client', 'let client').concat('\nclient = 1;') },
    ],
    [
      'a command that is made elsewhere',
      {
        'index.mjs': `${v3}\nconst run = (command) => client.send(command);\nrun(new PutCommand({ TableName: 'a' }));`,
      },
    ],
    ['credentials in a name', { 'index.js': `const f = (credentials) => 1;\n${constant}` }],
    [
      'the address of the extension',
      { 'index.js': `const at = \`http://localhost:\${2773}\`;\n${constant}` },
    ],
    ['the address in a template', { 'index.js': `const f = (x) => \`s3://\${x}\`;\n${constant}` }],
    [
      'all variables but one',
      { 'index.js': `const { TABLE, ...others } = process.env;\n${constant}` },
    ],
    ['the maker of functions', { 'index.js': `(() => 1).constructor('x');\n${constant}` }],
    [
      'a file of that name elsewhere',
      { 'index.js': `const x = require('./util');\n${constant}`, 'other/util.json': '{}' },
    ],
    [
      'a file outside',
      { 'index.js': `const x = require('../../mnt/db');\n${constant}`, 'mnt/db.js': constant },
    ],
    ['a module of that folder', { 'app.py': `from lib.db import x\n${python}`, 'lib/a.py': '' }],
    ['a client made oddly', { 'index.mjs': `${v3}\nrun(new  S3Client({}));` }],
    ['a client made without brackets', { 'index.mjs': `${v3}\nrun(new S3Client);` }],
    ['an odd end of a line', { 'index.js': `// x\u2028run(client)\n${constant}` }],
    ['a log that sends', { 'app.py': `import logging.handlers\n${python}` }],
    [
      'requests by the way',
      { 'app.py': `import urllib.parse\nurllib.request.urlopen(x)\n${python}` },
    ],
    ['getattr', { 'app.py': `${python}\nx = getattr(table, 'put_item')` }],
    [
      'a client in an attribute',
      { 'app.py': `${python}\ndef f(app):\n    app.s3 = boto3.client('s3')` },
    ],
    ['a table that is returned', { 'app.py': `${python}\ndef of():\n    return table` }],
    ['a table that is put into a list', { 'app.py': `${python}\nall = [table]` }],
    ['a session', { 'app.py': `${python}\ns = boto3.Session()` }],
    ['a client by another name', { 'app.py': `from boto3 import client\n${python}` }],
    [
      'a format of a caller',
      {
        'app.py': `${python}\ndef f(event, context):\n    return event['t'].format(context=context)`,
      },
    ],
    [
      'a format of a caller by the type',
      { 'app.py': `${python}\ndef f(event, context):\n    return str.format(event['t'], context)` },
    ],
    [
      'a format of a caller, with a table',
      { 'app.py': `${python}\ndef f(event, context):\n    return event['t'].format_map(context)` },
    ],
    ['a formatter', { 'app.py': `import string\n${python}\nf = string.Formatter()` }],
    ['a formatter by its name', { 'app.py': `from string import Formatter\n${python}` }],
    [
      'a format that a caller may give',
      {
        'app.py': `${python}\ndef f(event):\n    t = 'a'\n    t = event['t']\n    return t.format(1)`,
      },
    ],
    [
      'a file in the place of a package',
      {
        'index.js': `const { v4 } = require('uuid');\n${constant}`,
        'uuid.js': `fetch('http://orders');`,
      },
    ],
    [
      'a folder in the place of a framework',
      { 'index.js': express, 'express/index.js': `fetch('http://orders');` },
    ],
    [
      'a folder with a manifest in the place of an SDK',
      {
        'index.js': v2,
        'shape.js': shape,
        'aws-sdk/package.json': '{"main":"a.js"}',
        'aws-sdk/a.js': '',
      },
    ],
    [
      'a variable by a name that comes last',
      { 'app.py': `${python}\nx = os.getenv(default='', key='DB_PASSWORD')` },
    ],
    ['a shell', { 'app.py': `${python}\nos.system('aws s3 ls')` }],
    ['a shell by its name', { 'app.py': `from os import system\n${python}` }],
    ['a module that is not there', { 'app.py': `from shared.db import save\n${python}` }],
    ['requests of Python', { 'app.py': `import urllib.request\n${python}` }],
    ['files', { 'app.py': `${python}\nopen('/mnt/orders', 'w')` }],
    ['a client of a class', { 'app.py': `${python}\nclass A:\n    s3 = boto3.client('s3')` }],
    ['a client of two names', { 'app.py': `${python}\na = b = boto3.client('s3')` }],
    ['a client that is set anew', { 'app.py': `${python}\ntable = 1` }],
    ['a client that a loop sets', { 'app.py': `${python}\nfor table in [1]:\n    print(1)` }],
    ['a part of a client that is handed on', { 'app.py': `${python}\nprint(dynamodb.Table('a'))` }],
    ['a part of a client that is not called', { 'app.py': `${python}\nf = dynamodb.Table` }],
    ['a method that is not called', { 'app.py': `${python}\nf = table.put_item` }],
    [
      'a client that another module takes',
      {
        'app.py': `from db import table\n${constantPython}`,
        'db.py': `import boto3\ntable = boto3.resource('dynamodb').Table('a')`,
      },
    ],
    [
      'a client of another module',
      {
        'app.py': `import db\nprint(db.table)\n${constantPython}`,
        'db.py': `import boto3\ntable = boto3.resource('dynamodb').Table('a')`,
      },
    ],
    ['a value that is called', { 'app.py': `def f(g):\n    g(1)\n${python}` }],
    ['what a call results in', { 'app.py': `def f(g):\n    return f(g)(1)\n${python}` }],
    ['what is in a table, called', { 'app.py': `def f(g):\n    g[0](1)\n${python}` }],
    [
      'a helper of esbuild that does more',
      { 'index.js': bundled.replace('var name in all)', 'var name in all)\n    fetch(name),') },
    ],
    [
      'what a helper of esbuild is made of',
      { 'index.js': `${bundled}\nconst f = (cb) => cb({}, 'a', {});\nf(__defProp);` },
    ],
    ['a field of such a helper', { 'index.js': `${bundled}\n__defProp({}, 'a', {});` }],
    [
      'all of an SDK in a bundle',
      { 'index.js': bundled.replace('require("crypto")', 'require("aws-sdk")') },
    ],
    [
      'a client that is called oddly',
      { 'index.js': bundled.replace('return answer', '(0, client.send)(1);\n  return answer') },
    ],
    [
      'the class of a client, in brackets',
      {
        'index.js': bundled.replace(
          'return answer',
          'answer((0, import_client_dynamodb.DynamoDBClient));\n  return answer',
        ),
      },
    ],
    [
      'a function of code, in brackets',
      { 'index.js': bundled.replace('return answer', '(0, eval)(event.body);\n  return answer') },
    ],
    ['a private field', { 'app.py': `${python}\nprint(json.__dict__)` }],
    [
      'private fields of a class of others',
      { 'app.py': `${ownFields('random.Random')}\n${python}` },
    ],
    ['private fields of a class of its own', { 'app.py': `${ownFields('B')}\n${python}` }],
    ['private fields of a parameter', { 'app.py': `def f(it):\n    return it._a\n${python}` }],
    [
      'private fields of what is given besides',
      { 'app.py': `class A:\n    def f(self, it):\n        return it._a\n${python}` },
    ],
    ['a module in a private field', { 'app.py': `${ownFields('Exception', '_os')}\n${python}` }],
    [
      'the fields of all classes',
      { 'app.py': `${ownFields('Exception', '__class__')}\n${python}` },
    ],
    ['a module of a module', { 'app.py': `${python}\nprint(json.codecs.open)` }],
    ['a field of a module by its name', { 'app.py': `from random import _os\n${python}` }],
    ['all of its environment', { 'app.py': `${python}\nprint(os.environ)` }],
    [
      'a variable of a made up name',
      { 'app.py': `${python}\nprint(os.environ['A' + 'B'], os.environ.get(str(1)))` },
    ],
    ['a variable asked for by a made up name', { 'app.py': `${python}\nprint(os.getenv(str(1)))` }],
    ['another name for os', { 'app.py': `import os as o\n${python}` }],
    ['os, handed on', { 'app.py': `${python}\nprint(os)` }],
    ['all names of a module', { 'app.py': `from math import *\n${python}` }],
    ['a client of boto3, handed on', { 'app.py': `${python}\nprint(boto3.client)` }],
    ['a context', { 'app.py': `${python}\nwith table.batch_writer() as batch:\n    print(1)` }],
    ['what is no Python', { 'app.py': `${python}\nx = = 1` }],
    ['credentials in a name', { 'app.py': `${python}\ndef f(credentials):\n    pass` }],
    [
      'what the SDK brings along',
      { 'app.py': `import urllib3\n${python}`, 'urllib3/__init__.py': '' },
    ],
    [
      'all of the SDK',
      { 'app.py': `import botocore.exceptions\nprint(botocore.httpsession)\n${python}` },
    ],
    [
      'the environment by its name, whole',
      { 'app.py': `from os import environ\nprint(environ)\n${python}` },
    ],
    [
      'a variable of a made up name, by its name',
      { 'app.py': `from os import getenv\nprint(getenv(str(1)))\n${python}` },
    ],
    ['credentials in a text', { 'app.py': `${python}\nprint(os.environ['AWS_SESSION_TOKEN'])` }],
    [
      'a class that is decorated',
      { 'app.py': `def task(f):\n    return f\n${python}\n@task\nclass A:\n    pass` },
    ],
    [
      'a decorator',
      { 'app.py': `def task(f):\n    return f\n${python}\n@task\ndef later():\n    pass` },
    ],
  ])('is none with %s', (_, files) => {
    expect(isPlain(files)).toBe(false);
  });

  it.each([
    ['a layer', { layers: ['arn:aws:lambda:eu-west-1:111122223333:layer:a:1'] }],
    ['what its environment has it load', { loadsMore: true as const }],
    ['the wrapper of a service', { wrappedHandler: 'index.handler' }],
  ])('is none beside %s', (_, more) => {
    const alone = functionNamed('orders', { runtime: 'nodejs24.x' });

    expect(isPlain({ 'index.js': constant }, codeEntry(alone))).toBe(true);
    expect(isPlain({ 'index.js': constant }, codeEntry({ ...alone, ...more }))).toBe(false);
  });

  it('is none where it is not said whether anything adds to it, or not all of it was read', () => {
    expect(isPlain({ 'index.js': constant }, { loadsMore: undefined })).toBe(false);
    expect(isPlain({ 'index.js': constant }, { handler: undefined })).toBe(false);
    expect(isPlain({ 'index.js': constant }, { runtime: 'java21' })).toBe(false);
    expect(
      isPlain({ 'index.js': `require('./a');\n${constant}` }, {}, [
        { path: 'a.js', reason: 'cut' },
      ]),
    ).toBe(false);
  });

  it('says which files it is, and which variables it may read', () => {
    const files = {
      'index.js': `const { A, B: b = 'x' } = process.env;\nconst x = require('./lib');\nrequire('./a.json');\n${constant}`,
      'lib/index.js': `exports.x = process.env.KEY + process.env['OTHER'];`,
      'a.json': '{}',
      'other.js': 'process.env.UNUSED',
    };

    expect(plainCodeOf(files)).toEqual({
      files: ['a.json', 'index.js', 'lib/index.js'],
      variables: ['A', 'B', 'KEY', 'OTHER'],
      packages: [],
    });
  });

  it.each([
    ['express', { 'index.js': express, 'node_modules/express/index.js': '' }],
    ['express in a bundle', { 'index.js': bundledExpress }],
    [
      'express as a module',
      {
        'index.mjs': `import express, { Router } from 'express';\nimport serverless from 'serverless-http';\nconst app = express();\nconst r = new Router();\nexport const handler = serverless(app);`,
      },
    ],
    [
      'serverless-http',
      {
        'index.js': `const app = require('express')();\nexports.handler = async (event, context) => require('serverless-http')(app)(event, context);`,
      },
    ],
    ['apollo-server-lambda', { 'index.js': apollo }],
    [
      '@middy/core',
      {
        'index.mjs': `import middy from '@middy/core';\nimport cors from '@middy/http-cors';\nexport const handler = middy(async () => ({ statusCode: 200 })).use(cors());`,
      },
    ],
    ['flask', { 'app.py': flask, ...installed('flask') }],
    [
      'flask_lambda',
      {
        'app.py': `from shared import FlaskLambda\nhandler = FlaskLambda(__name__)\n@handler.route('/')\ndef home():\n    return 'hello'`,
        'shared.py': 'from flask_lambda import FlaskLambda',
        'flask_lambda.py': 'import os\nos.system("x")',
        'flask_lambda-0.1.dist-info/METADATA': '',
      },
    ],
  ])('may import %s', (name, files) => {
    expect(plainCodeOf(files)?.packages).toContain(name.split(' ', 1).join());
  });

  it.each<[what: string, files: Readonly<Record<string, string>>]>([
    ['renders', { 'index.js': express.replace('res.json(', 'res.render(') }],
    ['sends files', { 'index.js': express.replace('res.json(', 'res.sendFile(') }],
    ['serves files', { 'index.js': `${express}\napp.use(require('express').static('/'));` }],
    [
      'renders in another file',
      {
        'index.js': `${express}\nrequire('./a');`,
        'a.js': 'exports.f = (req, res) => res.render(req.query.view);',
      },
    ],
    ['sends requests besides', { 'index.js': `${express}\nrequire('axios');` }],
    [
      'tags with a function of its own',
      { 'index.js': `${apollo}\nconst tag = (x) => x;\ntag\`a\`;` },
    ],
    ['calls what it was given', { 'index.js': `${express}\nconst f = (g) => g(1)(2);` }],
    [
      'has a client beside',
      {
        'index.js': `${express}\nconst { S3 } = require('aws-sdk');\nconst f = (x) => x;\nf(new S3());`,
      },
    ],
    [
      'serves files by an imported name',
      {
        'index.mjs': `import express, { static as files } from 'express';\nimport serverless from 'serverless-http';\nconst app = express();\napp.use(files('.'));\nexport const handler = serverless(app);`,
      },
    ],
    [
      'answers by a field that a caller names',
      {
        'index.js': `${express}\nconst f = (req, res) => [req.query.a].map(res[req.query.m], res);`,
      },
    ],
    [
      'reads a field that a caller names',
      { 'index.js': `${express}\nconst f = (req, res) => { const g = res[req.query.m]; };` },
    ],
    [
      'serves its own folder',
      {
        'app.py': flask.replace(
          'Flask(__name__)',
          `Flask(__name__, static_folder='.', static_url_path='')`,
        ),
        ...installed('flask'),
      },
    ],
    [
      'serves its own folder by position',
      {
        'app.py': flask.replace('Flask(__name__)', "Flask(__name__, '', '.')"),
        ...installed('flask'),
      },
    ],
    [
      'takes options from elsewhere',
      {
        'app.py': flask.replace('Flask(__name__)', 'Flask(__name__, **{})'),
        ...installed('flask'),
      },
    ],
    [
      'has another root',
      {
        'app.py': flask.replace('Flask(__name__)', `Flask(__name__, root_path='/')`),
        ...installed('flask'),
      },
    ],
    [
      'renders templates of Python',
      { 'app.py': flask.replace('jsonify', 'render_template_string'), ...installed('flask') },
    ],
    ['takes all of flask', { 'app.py': `import flask\n${flask}`, ...installed('flask') }],
    [
      'reads its settings from a module',
      { 'app.py': `${flask}\napp.config.from_object('settings')`, ...installed('flask') },
    ],
    [
      'saves what is sent',
      {
        'app.py': `${flask}\ndef f():\n    request.files['a'].save('/tmp/a')`,
        ...installed('flask'),
      },
    ],
    ['has a module of its own in its place', { 'app.py': flask, 'flask.py': 'import requests' }],
    [
      'decorates with its own',
      {
        'app.py': `${flask}\ndef own(f):\n    return f\n@own\ndef later():\n    pass`,
        ...installed('flask'),
      },
    ],
    [
      'registers with one of two',
      {
        'app.py': `${flask}\napp = request\n@app.get('/b')\ndef later():\n    return 'b'`,
        ...installed('flask'),
      },
    ],
    [
      'registers otherwise',
      { 'app.py': `${flask}\n@app.cli.command()\ndef later():\n    pass`, ...installed('flask') },
    ],
    [
      'registers with what it was given',
      {
        'app.py': `${flask}\ndef f(app):\n    @app.route('/b')\n    def later():\n        pass`,
        ...installed('flask'),
      },
    ],
  ])('is none with such a package that %s', (_, files) => {
    expect(isPlain(files)).toBe(false);
  });

  it('says so of Python', () => {
    const files = {
      'app.py': `from os import environ, getenv\nfrom lib import a\n${python}\nx = environ.get('KEY', getenv('OTHER'))`,
      'lib/__init__.py': '',
      'lib/a.py': `import os\nb = os.getenv('LAST')`,
      'other.py': `import os\nb = os.getenv('UNUSED')`,
    };
    const plain = plainCodeOf(files);

    expect(plain?.files).toEqual(['app.py', 'lib/__init__.py', 'lib/a.py']);
    expect(plain?.variables).toEqual(['KEY', 'LAST', 'OTHER', 'TABLE']);
  });
});

function isPlain(...given: Parameters<typeof plainCodeOf>): boolean {
  return plainCodeOf(...given) !== undefined;
}

function plainCodeOf(
  named: Readonly<Record<string, string>>,
  more: Partial<CodeEntry> = {},
  unread: readonly { readonly path: string; readonly reason: string }[] = [],
): PlainCode | undefined {
  const files = Object.entries(named).map(([path, text]) =>
    archiveFile(path, new TextEncoder().encode(text)),
  );
  const handler = ['app.py', 'api/app.py'].find((path) => path in named);
  const entry = {
    runtime: handler ? 'python3.13' : 'nodejs24.x',
    handler: handler ? handler.replace('.py', '.handler') : 'index.handler',
    loadsMore: false,
    ...more,
  };
  const listing = files.map(({ path, bytes }) => ({ path, bytes: bytes.length }));
  const contents = { listing, files, unread };

  return plainCodeIn(contents, entry, sdkCallsIn(contents, entry));
}
