import { expect, it } from 'vitest';
import {
  archiveFile,
  type CodeEntry,
  sdkCallsIn,
  showsCallsIn,
} from '../../../functions/engines/archive/index.ts';

const table = `const AWS = require('aws-sdk');
AWS.config.update({ region: 'eu-west-1' });
const db = new AWS.DynamoDB.DocumentClient();
const Table = {
  read(id) { return db.get({ TableName: 'orders', Key: { id } }).promise(); },
  drop(id) { return db.delete({ TableName: 'orders', Key: { id } }).promise(); },
};
module.exports = Table;`;
const reader = `const Table = require('./table');
class Orders { constructor() { this.made = true; } }
exports.handler = async (event) => { new Orders(); return Table.read(event.id); };`;
const command = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const handler = async () => {
  const command = new ScanCommand({ TableName: 'orders' });
  return client.send(command);
};`;
const python = `import boto3
import json
from os import environ
from requests import post
from lib.answers import answer
table = boto3.resource('dynamodb').Table(environ['TABLE'])

def handler(event, context):
    found = table.get_item(Key={'id': event['id']})
    with open('/tmp/a') as file:
        post('https://example.com', json.dumps(found), timeout=3)
    return answer(getattr(file, 'name'))

def remove(event, context):
    drop(event)

def drop(event):
    table.delete_item(Key={'id': event['id']})
`;
const answers = `import sys
class Answer:
    def __init__(self, body):
        self.body = body
def answer(body):
    print(body, file=sys.stderr)
    return vars_of(Answer(body))
def vars_of(one):
    return {'body': one.body}
`;
const acme = {
  'index.py': `import acme\n${python}`,
  'acme/__init__.py': '',
  'acme-1.0.dist-info/METADATA': 'Requires-Dist: requests',
};
const several = `const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
exports.handler = async (event) => db.get({ TableName: 'orders', Key: event.key }).promise();
exports.remove = async (event) => db.delete({ TableName: 'orders', Key: event.key }).promise();`;
/** As esbuild heads the files of packages. */
const bundle = `// src/index.js
var __commonJS = (cb, mod) => function __require() { return mod || (0, cb[Object.keys(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports; };
var require_depd = __commonJS({
  "node_modules/depd/index.js"(exports, module) { module.exports = (a) => new Function(a)(); }
});
// node_modules/@middy/core/index.js
var middy = (handler2) => (event) => handler2[event.kind ?? 'call'](null, event);
// src/handler.js
var import_sdk = require("aws-sdk");
var depd = require_depd();
var db = new import_sdk.DynamoDB.DocumentClient();
exports.handler = middy(async (event) => db.get({ TableName: 'a', Key: event.key }).promise());`;

it.each<[what: string, files: Readonly<Record<string, string>>]>([
  [
    'a client in a file of its own, of which the other part is never called',
    { 'index.js': reader, 'table.js': table },
  ],
  ['a command that is sent later', { 'index.mjs': command }],
  ['another handler in the same file', { 'index.js': several }],
  ['packages in a bundle, which do what they do', { 'index.js': bundle }],
  ['a package that is installed', { 'index.js': `const _ = require('lodash');\n${several}` }],
  ['a neighbour that is never loaded', { 'index.js': several, 'b.js': 'eval(process.env.X)' }],
])('shows its calls: %s', (_, files) => {
  expect(shows(files)).toBe(true);
});

it.each<[what: string, code: string]>([
  ['code of a text', 'eval(process.env.X)'],
  ['a function of a text', 'new Function(process.env.X)()'],
  ['a machine of its own', `require('vm').runInThisContext(event.x)`],
  ['a module by a name that is made up', 'require(process.env.X)(event)'],
  ['a module that is loaded so', '(await import(process.env.X)).go(event)'],
  ['the loader, handed on', '[require].map((load) => load(event.x))'],
  ['a file that is written first', `require('/tmp/x.js')`],
  ['a program', `require('child_process').spawn('./bin/tool')`],
  ['another thread', `new (require('node:worker_threads').Worker)('./w.js')`],
  ['a name of what all have', 'globalThis[event.x](1)'],
  ['a method by a name that is made up', 'table[event.x](event)'],
  ['a client in a list', '[db].map((one) => one.scan({}))'],
  ['a client in an object', '(table.db = db, table.db.scan({}))'],
  ['a method that is taken off', 'db.delete.bind(db)(event)'],
  ['a client that is handed on', 'use(db)'],
  ['a client that is exported', '(exports.db = db)'],
  ['a command that is chosen', `new ({ a: AWS.S3 })[event.a]()`],
  ['the SDK, handed on', 'use(AWS)'],
  ['what another hands in', '((Client) => new Client().send(event))(event.x)'],
  ['credentials', 'use(process.env.AWS_SECRET_ACCESS_KEY)'],
  ['a signature of version 4', `use('AWS4-HMAC-SHA256')`],
  ['files that are served', `event.app.static('/')`],
  ['a file that a caller names', 'event.res.sendFile(event.path)'],
  ['a variable that a caller names', 'process.env[event.name]'],
  ['the environment, handed on', 'use(process.env)'],
  ['a package that is not known', `require('@acme/db').drop()`],
  ['a package that makes queries for others', `require('data-api-client')(event)`],
  ['what makes all objects', 'event.constructor.constructor(event.x)()'],
])('may call otherwise: %s', (_, code) => {
  expect(
    shows({ 'index.js': several.replace(') => db.get', `) => ${code} ?? db.get`), 'w.js': '' }),
  ).toBe(false);
});

it.each<[what: string, files: Readonly<Record<string, string>>]>([
  ['code that is minified', { 'index.js': `${several}\n${'var a=1;'.repeat(4000)}` }],
  ['the SDK in a bundle', { 'index.js': bundle.replaceAll('@middy/core', '@aws-sdk/core') }],
  ['a mapper in a bundle', { 'index.js': bundle.replaceAll('@middy/core', 'dynamoose') }],
  [
    'own code below the head of a package',
    { 'index.js': bundle.replace('event.key }', 'eval(event.key) }') },
  ],
  [
    'what signs requests in a bundle',
    { 'index.js': bundle.replace("'call'", "'AWS4-HMAC-SHA256'") },
  ],
  ['what asks AWS in a bundle', { 'index.js': bundle.replace("'call'", "'s3.amazonaws.com'") }],
  ['a large file without heads', { 'index.js': `${several}\n${'var a = 1;\n'.repeat(20_000)}` }],
  ['a file that is not there', { 'index.js': `require('./gone');\n${several}` }],
  ['what is used by name', { 'index.js': several.replace('=> db', '=> event.use.remove() ?? db') }],
  ['no handler', { 'other.js': several }],
])('is no code that shows its calls: %s', (_, files) => {
  expect(shows(files)).toBe(false);
});

it.each<Partial<CodeEntry>>([
  { loadsMore: true },
  { loadsMore: undefined },
  { runtime: 'java21' },
  { handler: undefined },
])('shows nothing of code that is entered by %o', (entry) => {
  expect(shows({ 'index.js': several }, entry)).toBe(false);
});

it('shows nothing where calls are not all read', () => {
  const files = { 'index.js': several };

  expect(shows(files, {}, { known: false, reason: 'cut' })).toBe(false);
  expect(
    shows(files, {}, { known: true, value: { calls: [], unresolved: [] }, incomplete: 'cut' }),
  ).toBe(false);
});

it.each<[what: string, files: Readonly<Record<string, string>>]>([
  ['packages, and a function that is never called', {}],
  ['a neighbour that is never imported', { 'other.py': 'eval(x)' }],
  [
    'a framework, whose routes it has',
    { 'index.py': python.replace('def handler', '@app.get("/")\ndef handler') },
  ],
  ['all of a file of its own', { 'index.py': python.replace('import answer', 'import *') }],
])('shows its calls in Python: %s', (_, files) => {
  expect(showsPython(files)).toBe(true);
});

it.each<[what: string, line: string]>([
  ['code of a text', `exec(environ['X'])`],
  ['a name that is made up', `getattr(event, event['op'])(1)`],
  ['all of its names', `globals()[event['op']](1)`],
  ['an entry of a table', `{'a': answer}[event['op']](1)`],
  ['what another returns', `event['make']()(1)`],
  ['a program', `__import__('os').system('x')`],
  ['a field that leads on', `event.__class__.__subclasses__()`],
  ['a client by its inside', `table.meta.client.scan()`],
  ['a client that is handed on', 'answer(table)'],
  ['a call of whatever name', `event._make_api_call('Scan', {})`],
  ['a session', 'boto3.session.Session().client(event)'],
  ['the SDK, handed on', 'answer(boto3)'],
  ['credentials', `answer(environ['AWS_SECRET_ACCESS_KEY'])`],
  ['a variable that a caller names', `answer(environ[event['name']])`],
  ['one of them by a call', `answer(environ.get(event['name']))`],
  ['all of the environment', 'answer(environ)'],
  ['a text that a caller formats', `answer(event['text'].format(context=context))`],
  ['files that are served', `event.Flask(static_folder='/')`],
])('may call otherwise in Python: %s', (_, line) => {
  const index = python.replace('    found =', `    ${line}\n    found =`);

  expect(showsPython({ 'index.py': index })).toBe(false);
});

it.each<[what: string, files: Readonly<Record<string, string>>]>([
  ['a program', { 'index.py': `import subprocess\n${python}` }],
  ['modules by name', { 'index.py': `import importlib\n${python}` }],
  ['the inside of the SDK', { 'index.py': `from botocore.auth import SigV4Auth\n${python}` }],
  ['a client by another name', { 'index.py': `from boto3 import client\n${python}` }],
  [
    'where modules are looked for',
    { 'lib/answers.py': answers.replace('print', "sys.path.append('x') or print") },
  ],
  ['a module that is nowhere', { 'index.py': `import helpers\n${python}` }],
  ['a module within that is nowhere', { 'index.py': `from . import helpers\n${python}` }],
  ['a client of another file', { 'lib/answers.py': `from index import table\n${answers}` }],
  [
    'what is called by name',
    { 'index.py': python.replace('    found =', '    event.drop()\n    found =') },
  ],
  ['code that cannot be read', { 'index.py': `${python}\ndef (` }],
  ['a package that is not known', acme],
  ['a package that calls AWS', { 'requests-2.0.dist-info/METADATA': 'Requires-Dist: boto3 >=1' }],
])('is no code in Python that shows its calls: %s', (_, files) => {
  expect(showsPython(files)).toBe(false);
});

function showsPython(given: Readonly<Record<string, string | undefined>>): boolean {
  const files = {
    'index.py': python,
    'lib/__init__.py': '',
    'lib/answers.py': answers,
    'requests/__init__.py': 'import boto3',
    'requests/fast.cpython-313-x86_64-linux-gnu.so': '',
    'requests-2.0.dist-info/METADATA': 'Requires-Dist: boto3 ; extra == "s3"',
    ...given,
  };
  const there = Object.entries(files).flatMap(([path, text]) =>
    text === undefined ? [] : [[path, text] as const],
  );

  return shows(Object.fromEntries(there), { runtime: 'python3.13' });
}

function shows(
  files: Readonly<Record<string, string>>,
  given: Partial<CodeEntry> = {},
  calls?: ReturnType<typeof sdkCallsIn>,
): boolean {
  const entry = { runtime: 'nodejs16.x', handler: 'index.handler', loadsMore: false, ...given };
  const read = Object.entries(files).map(([path, text]) => archiveFile(path, Buffer.from(text)));
  const listing = read.map(({ path, bytes }) => ({ path, bytes: bytes.length }));
  const contents = { files: read, listing, unread: [] };

  return showsCallsIn(contents, entry, calls ?? sdkCallsIn(contents, entry));
}
