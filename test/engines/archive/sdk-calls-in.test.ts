import { describe, expect, it } from 'vitest';
import { archiveFile, sdkCallsIn } from '../../../functions/engines/archive/index.ts';

const node = { runtime: 'nodejs24.x', handler: 'index.handler' };
const secret = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789';

describe('sdkCallsIn', () => {
  it('reads JavaScript and Python, and says so of other languages', () => {
    const js = `const { S3 } = require('@aws-sdk/client-s3');
exports.handler = () => new S3().getObject({ Bucket: 'in' });`;
    const py = `import boto3
def handler(event, context):
    boto3.client('s3').get_object(Bucket='in', Key='x')`;
    const resources = [{ parameter: 'Bucket', values: [[{ text: 'in' }]] }];
    const call = { service: 's3', operation: 'GetObject', resources };

    expect(callsOf({ 'index.js': js }, node)).toMatchObject([call]);
    expect(
      callsOf({ 'app.py': py }, { runtime: 'python3.13', handler: 'app.handler' }),
    ).toMatchObject([call]);
    expect(sdkCallsIn(contentsOf({}), { runtime: 'java21', handler: 'Main' })).toEqual({
      known: false,
      reason: 'SDK calls of code in java21 are not read',
    });
  });

  it('keeps no name that looks like a secret', () => {
    const code = `const { S3 } = require('@aws-sdk/client-s3');
exports.handler = () => new S3().getObject({ Bucket: process.env.STAGE + '${secret}' });`;

    expect(callsOf({ 'index.js': code }, node)).toMatchObject([
      { resources: [{ parameter: 'Bucket', values: [[{ unknown: true }]] }] },
    ]);
  });

  it('leaves open what installed packages call that bring an SDK along', () => {
    const files = {
      'index.js': `require('@acme/store'); require('old-store'); require('lodash'); exports.handler = () => 1;`,
      'node_modules/@acme/store/package.json': manifest({ '@acme/clients': '1' }),
      'node_modules/@acme/clients/package.json': manifest({ '@aws-sdk/client-sfn': '3' }),
      'node_modules/@aws-sdk/client-sfn/package.json': manifest({ '@aws-sdk/client-sts': '3' }),
      'node_modules/old-store/package.json': manifest({ 'aws-sdk': '2' }),
      'node_modules/lodash/package.json': manifest({}),
    };
    const found = sdkCallsIn(contentsOf(files), node);

    expect(found.known && found.value.unresolved).toMatchObject([
      { service: 'stepfunctions', reason: '@acme/store brings an SDK along, and calls by itself' },
      { reason: 'old-store brings an SDK along, and calls by itself' },
    ]);
    expect(found.known && found.value.unresolved[1]?.service).toBeUndefined();
  });
});

describe('what is imported and is not there', () => {
  const app = { runtime: 'python3.13', handler: 'app.handler' };
  const py = (imports: string) => ({
    'app.py': `${imports}\ndef handler(event, context):\n    return 1\n`,
    'own/notes.py': '',
    'shop/__init__.py': 'RATE = 2\nfrom own import notes as kept',
    'shop/orders.py': '',
    'open/__init__.py': 'from own.notes import *',
    'retry/__init__.py': '',
    'lazy/__init__.py': 'def __getattr__(name):\n    return 1',
    'acme_http/client.py': '',
    'acme_http/inner/__init__.py': '',
    'acme_http-1.0.dist-info/METADATA': 'Name: acme-http\nVersion: 1.0',
  });

  it.each([
    ['import shared', ['shared']],
    ['from shared.db import put', ['shared.db']],
    ['from .shared import put', ['shared']],
    ['from own import files', ['own']],
    ['from . import shared', ['shared']],
    ['try:\n    import shared\nexcept ImportError:\n    import logging', ['shared']],
    ["import importlib\nimportlib.import_module('shared')", ['shared']],
    ["__import__('shared')", ['shared']],
    ["__import__('retry.api')", ['retry.api']],
    ['import inner', ['inner']],
    ['from shop import keys', ['shop.keys']],
    ['from shop import orders, keys', ['shop.keys']],
    ['from shop.keys import secret', ['shop.keys']],
    ['import shop.keys', ['shop.keys']],
    ['from .shop import keys', ['shop.keys']],
    ['from chalicelib import keys', ['chalicelib']],
    ['from retry.api import retry_call', ['retry.api']],
    ['try:\n    import shared\nexcept ImportError:\n    shared = None', ['shared']],
    [
      'try:\n    from shared import a\nexcept ImportError:\n    from own import files',
      ['own', 'shared'],
    ],
  ])('%s: it may call anything', (imports, missing) => {
    expect(missingIn(py(imports), app)).toEqual(missing);
  });

  it.each([
    'import os, boto3, requests.adapters',
    'import acme_http\nfrom acme_http.client import get',
    'import own.notes\nfrom own import notes',
    'import shop.orders\nfrom shop import orders, kept, RATE, __name__',
    'from shop import *\nfrom open import anything\nfrom lazy import other',
    "import importlib\nimportlib.import_module('own.notes')\n__import__('json')",
    'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from shared import Type',
    'from mypy_boto3_s3 import S3Client',
    'try:\n    import unzip_requirements\nexcept ImportError:\n    pass',
    'try:\n    from shared import notes\nexcept ImportError:\n    from own import notes',
  ])('%s: each is there, or known', (imports) => {
    expect(missingIn(py(imports), app)).toEqual([]);
  });

  it('takes the folder of the handler for one that is looked in, from each file', () => {
    const files = {
      'src/app.py':
        'from functions.make import make\ndef handler(event, context):\n    return make()\n',
      'src/functions/__init__.py': '',
      'src/functions/make.py': 'from helpers import util\ndef make():\n    return util.x\n',
      'src/helpers/__init__.py': '',
      'src/helpers/util.py': 'x = 1',
    };

    expect(missingIn(files, { ...app, handler: 'src/app.handler' })).toEqual([]);
  });

  const js = (code: string) => ({
    'index.js': `${code};\nexports.handler = async () => 1;`,
    'own.js': '',
    'data.json': '{}',
    'data/index.json': '{}',
    'node_modules/acme/package.json': manifest({}),
  });

  it.each([
    ["require('/opt/nodejs/db')", ['/opt/nodejs/db']],
    ["require('./db')", ['./db']],
    ["exports.late = () => require('./db'); exports.handler = () => exports.late()", ['./db']],
    ["require('shared')", ['shared']],
    ["exports.late = () => require('shared'); exports.late()", ['shared']],
    ["if (process.env.ON) require('shared')", ['shared']],
    ["exports.late = async () => import('shared'); exports.late()", ['shared']],
    [
      "try { require('/opt/nodejs/db') } catch (error) { console.error(error); throw error; }",
      ['/opt/nodejs/db'],
    ],
    ["try { require('/opt/nodejs/db') } catch { require('fs') }", ['/opt/nodejs/db']],
    ["const load = require; load('shared')", ['shared']],
    ["try { require('shared') } catch (error) { throw error }", ['shared']],
    ["require('#db')", ['#db']],
    ["require('/opt/data')", ['/opt/data']],
  ])('%s: it may call anything', (code, missing) => {
    expect(missingIn(js(code), node)).toEqual(missing);
  });

  it.each([
    "require('acme/lib'); require('axios'); require('node:fs'); require('@aws-sdk/client-s3')",
    "require('./own'); require('./data'); require('./data.json'); require('./gone.json')",
    "try { require('/opt/nodejs/db') } catch { require('./own') }",
    "let convert; try { convert = require('encoding').convert } catch {}",
    "try { require('bufferutil') } catch (error) { console.warn('slower') }",
    "if (process.env.NODE_ENV === 'development') require('why-is-node-running')",
    `var __commonJS = (cb, mod) => function __require() { return mod || cb((mod = { exports: {} }).exports, mod), mod.exports; };
// node_modules/pg/lib/index.js
var require_lib = __commonJS({ "node_modules/pg/lib/index.js"(exports, module) { module.exports = () => require("pg-native"); } });
// index.ts
var pg = require_lib(); pg();`,
    "(function (require) { require('./core') })(() => 1)",
  ])('%s: each is there, or known', (code) => {
    expect(missingIn(js(code), node)).toEqual([]);
  });
});

function missingIn(files: Readonly<Record<string, string>>, entry: typeof node) {
  const found = sdkCallsIn(contentsOf(files), entry);
  if (!found.known) throw new Error(found.reason);

  return found.value.unresolved
    .map(({ service, reason }) => {
      const [, name] = / is imported and is not in the archive$/.test(reason)
        ? [undefined, reason.split(' ')[0]]
        : [];
      return service === undefined ? name : undefined;
    })
    .toSorted();
}

function callsOf(files: Readonly<Record<string, string>>, entry: typeof node) {
  const found = sdkCallsIn(contentsOf(files), entry);
  if (!found.known) throw new Error(found.reason);

  return found.value.calls;
}

function contentsOf(files: Readonly<Record<string, string>>) {
  const all = Object.entries(files).map(([path, text]) =>
    archiveFile(path, new TextEncoder().encode(text)),
  );
  const listing = all.map(({ path, bytes }) => ({ path, bytes: bytes.length }));

  return { listing, files: all, unread: [] };
}

function manifest(dependencies: Readonly<Record<string, string>>): string {
  return JSON.stringify({ name: 'x', version: '1.0.0', dependencies });
}
