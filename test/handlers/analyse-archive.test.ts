import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { archiveAnalyser } from '../../functions/adapters/archives/archive-analyser.ts';
import { inMemory } from '../../functions/adapters/archives/random-access.ts';
import { codeAnalysis } from '../../functions/engines/archive/index.ts';
import { zipOf } from '../adapters/archives/zip-bytes.ts';

const node = { runtime: 'nodejs24.x', handler: 'index.handler' };
const index = {
  path: 'index.js',
  content: 'exports.handler = async (event) => eval(event.body);',
};
const lodash = {
  path: 'node_modules/lodash/package.json',
  content: '{"name":"lodash","version":"4.17.15"}',
};

const workerUrl = new URL('../../functions/handlers/analyse-archive.ts', import.meta.url);

/** As in production: in a worker that runs the file under test. */
const analyse = archiveAnalyser({
  workerUrl,
  timeoutMs: 60_000,
  maxOldGenerationSizeMb: 256,
});

describe('analyse-archive', () => {
  it('finds the packages and the weaknesses of a function', async () => {
    const analysis = await analyse(zipOf([index, lodash]), node);

    expect(analysis).toMatchObject({
      packages: {
        known: true,
        value: [{ name: 'lodash', version: '4.17.15', evidence: { path: lodash.path } }],
      },
      weaknesses: { known: true, value: [{ sink: 'eval', path: 'index.js', line: 1 }] },
    });
    expect(Object.keys(analysis.packages)).toEqual(['known', 'value']);
  });

  it('lacks a part of the weaknesses where whose items are is too much to look for', async () => {
    const many = Array.from({ length: 190 }, (_, index) => index);
    const content = `const { DynamoDBDocumentClient, DeleteCommand, PutCommand } = require('@aws-sdk/lib-dynamodb'); const db = DynamoDBDocumentClient.from({});
exports.handler = async (event) => { const a0 = event.requestContext.authorizer.claims.sub; eval(event.body); if (event.pathParameters.id !== a0) return;
${many.map((each) => `const a${each + 1} = a${each} + '-'; await db.send(new DeleteCommand({ TableName: 't', Key: { id: event.pathParameters.id } }));`).join('\n')}
await db.send(new PutCommand({ TableName: 't', Item: { id: '1', owner: a0 } })); return a190; };`;

    const { weaknesses } = await analyse(zipOf([{ path: 'index.js', content }]), node);

    expect(weaknesses).toMatchObject({
      known: true,
      value: expect.arrayContaining([expect.objectContaining({ sink: 'eval' })]),
      incomplete: expect.stringContaining('whose items are: the code is too much to analyse'),
    });
  });

  it('finds the routes of the code, and which of them verify, as they are stored', async () => {
    const content = `const express = require('express'); const jwt = require('jsonwebtoken'); const app = express();
app.post('/login', (req, res) => res.json(jwt.sign({ username: req.body.name }, process.env.KEY)));
app.post('/orders', (req, res, next) => { jwt.verify(req.headers.token, process.env.KEY); next(); }, (req, res) => require('axios').post(process.env.URL, req.body));
exports.handler = require('serverless-http')(app);`;

    const analysis = await analyse(zipOf([{ path: 'index.js', content }]), node);

    expect(codeAnalysis.parse(analysis)).toMatchObject({
      verifiesSignature: { known: true },
      codeRoutes: [
        { method: 'POST', path: '/login' },
        { method: 'POST', path: '/orders', check: { kind: 'jwt', path: 'index.js', line: 3 } },
      ],
      handedOut: [{ kind: 'token', named: 'all', path: 'index.js', line: 2 }],
    });
  });

  it.each([
    [
      'nodejs24.x',
      'index.js',
      "exports.handler = async ({ q }) => { if (q['hub.verify_token'] === process.env.VERIFY_TOKEN) return q['hub.challenge']; };",
    ],
    [
      'python3.13',
      'index.py',
      "import os\ndef handler(event, context):\n    if event['q'].get('hub.verify_token') == os.environ['VERIFY_TOKEN']:\n        return event['q']['hub.challenge']\n",
    ],
  ])(
    'finds the word of a webhook subscription, as it is stored: %s',
    async (runtime, path, content) => {
      const analysis = await analyse(zipOf([{ path, content }]), {
        runtime,
        handler: 'index.handler',
      });

      expect(codeAnalysis.parse(analysis).handshakeVariables).toEqual(['VERIFY_TOKEN']);
    },
  );

  it('has no way into the internet', async () => {
    const source = `import { parentPort } from 'node:worker_threads';
import ${JSON.stringify(workerUrl.href)};
parentPort.postMessage(typeof fetch);`;

    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
    const [answer] = await once(worker, 'message');
    await worker.terminate();

    expect(answer).toBe('undefined');
  });

  it('finds the packages of a layer', async () => {
    const layer = { path: 'nodejs/node_modules/lodash/package.json', content: lodash.content };

    expect(await analyse(zipOf([layer]), {})).toMatchObject({
      packages: { known: true, value: [{ name: 'lodash' }] },
      weaknesses: { known: false, reason: 'a layer has no handler to begin at' },
    });
  });

  it('finds what the function calls of AWS', async () => {
    const calling = {
      path: 'index.js',
      content: `const { S3 } = require('@aws-sdk/client-s3');
exports.handler = () => new S3().getObject({ Bucket: 'in', Key: 'x' });`,
    };
    const resources = [{ parameter: 'Bucket', values: [[{ text: 'in' }]] }];

    expect((await analyse(zipOf([calling]), node)).sdkCalls).toMatchObject({
      known: true,
      value: { calls: [{ service: 's3', operation: 'GetObject', line: 2, resources }] },
    });
    expect((await analyse(zipOf([calling]), {})).sdkCalls).toEqual({
      known: false,
      reason: 'a layer has no handler to begin at',
    });
    expect(
      (await analyse(zipOf([calling]), { runtime: 'java21', handler: 'Main' })).sdkCalls,
    ).toEqual({ known: false, reason: 'SDK calls of code in java21 are not read' });
  });

  it('knows what is called only in part where a file cannot be read', async () => {
    const broken = { path: 'lib.js', content: 'export const = 1' };
    const main = { path: 'index.js', content: "require('./lib');exports.handler = () => 1;" };

    expect((await analyse(zipOf([main, broken]), node)).sdkCalls).toMatchObject({
      known: true,
      incomplete: expect.stringContaining('lib.js'),
    });
  });

  it('finds the packages of code that it does not find', async () => {
    const requests = {
      path: 'requests-2.19.0.dist-info/METADATA',
      content: 'Metadata-Version: 2.1\nName: requests\nVersion: 2.19.0\n',
    };
    const entry = { runtime: 'python3.12', handler: 'app.handler' };

    expect(await analyse(zipOf([requests]), entry)).toMatchObject({
      packages: { known: true, value: [{ name: 'requests', version: '2.19.0' }] },
      weaknesses: { known: false, reason: expect.stringContaining('has no file in the archive') },
    });
  });

  it.each([
    ['there is no such file', 'main.handler'],
    ['there is no such export', 'index.other'],
  ])('knows no weaknesses when %s, and packages all the same', async (_, handler) => {
    const { packages, weaknesses } = await analyse(zipOf([index, lodash]), { ...node, handler });

    expect(packages).toMatchObject({ known: true, value: [{ name: 'lodash' }] });
    expect(weaknesses).toMatchObject({ known: false, reason: expect.stringContaining(handler) });
  });

  it('says which metadata is not read', async () => {
    const broken = { path: 'node_modules/a/package.json', content: '{"name":"a",' };
    const damaged = { path: 'node_modules/b/package.json', content: '{}', crc: 1 };

    const { packages, weaknesses } = await analyse(zipOf([index, lodash, broken, damaged]), node);

    expect(packages).toMatchObject({
      known: true,
      value: [{ name: 'lodash' }],
      incomplete: `not read: ${damaged.path} (Invalid CRC32), and 1 more`,
    });
    expect(Object.keys(weaknesses)).toEqual(['known', 'value']);
  });

  it('says which code is not read', async () => {
    const damaged = { path: 'lib/a.js', content: 'a', crc: 1 };

    const { packages, weaknesses } = await analyse(zipOf([index, lodash, damaged]), node);

    expect(weaknesses).toMatchObject({
      known: true,
      value: [{ sink: 'eval' }],
      incomplete: 'not read: lib/a.js (Invalid CRC32)',
    });
    // It may be a bundle.
    expect(packages).toMatchObject({ incomplete: 'not read: lib/a.js (Invalid CRC32)' });
  });

  it('trusts neither result when a path leaves the archive', async () => {
    const { packages, weaknesses } = await analyse(zipOf([index, { path: '../x' }]), node);

    const incomplete = 'not read: ../x (its path leaves the archive)';
    expect([packages, weaknesses]).toMatchObject([{ incomplete }, { incomplete }]);
  });

  it('leaves what is in node_modules to advisories', async () => {
    const vendored = { path: 'node_modules/a/index.js', content: index.content, crc: 1 };

    const { weaknesses } = await analyse(zipOf([index, vendored]), node);

    expect(Object.keys(weaknesses)).toEqual(['known', 'value']);
  });

  it('knows nothing of what is no zip, with the reason', async () => {
    const unread = {
      known: false,
      reason: expect.stringContaining('the archive is not a readable zip: '),
    };

    expect(await analyse(new Uint8Array(100), node)).toEqual({
      packages: unread,
      unidentifiedBundles: unread,
      weaknesses: unread,
      sdkCalls: unread,
      verifiesSignature: unread,
      signingVariables: unread,
      secrets: unread,
      shippedFiles: unread,
    });
  });

  it('asks for the parts of an archive that is elsewhere', async () => {
    const archive = zipOf([index, lodash]);

    expect(await analyse(inMemory(archive), node)).toEqual(await analyse(archive, node));
  });

  it('says the same of the same archive', async () => {
    const archive = zipOf([index, lodash]);

    expect(await analyse(archive.slice(), node)).toEqual(await analyse(archive, node));
  });
});
