import { describe, expect, it } from 'vitest';
import {
  archiveFile,
  type CodeEntry,
  codeEntry,
  isPlainCode,
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
const constant = `exports.handler = async () => ({ statusCode: 200, body: 'hello' });`;

describe('code of which no other call is possible than is seen', () => {
  it.each([
    ['a client of AWS', { 'index.mjs': v3 }],
    ['a client of the older SDK, and a file of its own', { 'index.js': v2, 'shape.js': shape }],
    [
      'templates, patterns and divisions',
      { 'index.js': `const x = \`a \${1 / 2}\`, y = /[/]a/;\n${constant}` },
    ],
    [
      'a module of its own',
      { 'app.py': `from lib import a\nfrom lib.a import x\n${python}`, 'lib/a.py': '' },
    ],
    ['a constant answer', { 'index.js': constant, 'package.json': '{}', 'README.md': 'curl' }],
    ['a table', { 'app.py': python }],
    [
      'that of npm',
      { 'index.mjs': v3, 'node_modules/@aws-sdk/client-dynamodb/index.js': 'eval(x)' },
    ],
  ])('is code with %s', (_, files) => {
    expect(isPlain(files)).toBe(true);
  });

  it.each<[what: string, files: Readonly<Record<string, string>>]>([
    ['another package', { 'index.js': constant, 'node_modules/express/index.js': '' }],
    ['a program', { 'index.js': constant, 'bin/rclone': 'ELF' }],
    ['an addon', { 'index.js': constant, 'build/addon.node': '' }],
    ['another language', { 'index.js': constant, 'tool.py': '' }],
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
      { 'index.js': v2, 'shape.js': `${shape}\nconst x = (table) => table.put(1);` },
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
    ['a template in a template', { 'index.js': `const x = \`a\${\`it's\`}b's\`;\n${constant}` }],
    ['an f-string in an f-string', { 'app.py': `${python}\nx = f"{a["b"]}"` }],
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
    ['a quote in a pattern', { 'index.js': `const x = /'/;\n${constant}` }],
    ['getattr', { 'app.py': `${python}\nx = getattr(table, 'put_item')` }],
    ['a client in an attribute', { 'app.py': `${python}\napp.s3 = boto3.client('s3')` }],
    ['a table that is returned', { 'app.py': `${python}\ndef of():\n    return table` }],
    ['a table that is put into a list', { 'app.py': `${python}\nall = [table]` }],
    ['a session', { 'app.py': `${python}\ns = boto3.Session()` }],
    ['a client by another name', { 'app.py': `from boto3 import client\n${python}` }],
    ['a shell', { 'app.py': `${python}\nos.system('aws s3 ls')` }],
    ['a shell by its name', { 'app.py': `from os import system\n${python}` }],
    ['a module that is not there', { 'app.py': `from shared.db import save\n${python}` }],
    ['requests of Python', { 'app.py': `import urllib.request\n${python}` }],
    ['files', { 'app.py': `${python}\nopen('/mnt/orders', 'w')` }],
    ['a decorator', { 'app.py': `${python}\n@task\ndef later():\n    pass` }],
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
    expect(isPlain({ 'index.js': constant }, {}, [{ path: 'a.js', reason: 'cut' }])).toBe(false);
  });
});

function isPlain(
  named: Readonly<Record<string, string>>,
  more: Partial<CodeEntry> = {},
  unread: readonly { readonly path: string; readonly reason: string }[] = [],
): boolean {
  const files = Object.entries(named).map(([path, text]) =>
    archiveFile(path, new TextEncoder().encode(text)),
  );
  const isPython = 'app.py' in named;
  const entry = {
    runtime: isPython ? 'python3.13' : 'nodejs24.x',
    handler: isPython ? 'app.handler' : 'index.handler',
    loadsMore: false,
    ...more,
  };
  const listing = files.map(({ path, bytes }) => ({ path, bytes: bytes.length }));
  const contents = { listing, files, unread };

  return isPlainCode(contents, entry, sdkCallsIn(contents, entry));
}
