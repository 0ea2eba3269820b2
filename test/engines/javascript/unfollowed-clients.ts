import type { SdkHandler } from './sdk-handlers.ts';

const madeUp = 'the name of the client or its method is made up as it runs';
const notFollowed = 'a client may be called where it is not followed';
const loaded = 'a module is loaded whose name is made up as it runs';

/** Clients whose calls stand in what syntax runs, and such as go where no one follows them: never is nothing called. */
export const unfollowedClients: readonly SdkHandler[] = [
  {
    name: 'getter',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
class R { get all() { return s3.listBuckets({}); } }
export const handler = async () => new R().all;
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'setter',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
class R { set all(v) { s3.putObject({Bucket:'x'}); } }
export const handler = async () => { new R().all = 1; };
`,
    },
    calls: ['s3 PutObject Bucket=x'],
  },
  {
    name: 'object getter',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
const R = { get all() { return s3.listBuckets({}); } };
export const handler = async () => R.all;
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'object setter',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
const R = { set all(v) { s3.listBuckets({}); } };
export const handler = async () => { R.all = 1; };
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'static getter',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class R { static get s3() { return new S3({}); } }
export const handler = async () => R.s3.listBuckets({});
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'symbol iterator',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
class R { *[Symbol.iterator]() { yield s3.listBuckets({}); } }
export const handler = async () => [...new R()];
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'async iterator',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
class R { async *[Symbol.asyncIterator]() { yield s3.listBuckets({}); } }
export const handler = async () => { for await (const x of new R()) x; };
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'object iterator',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
const R = { *[Symbol.iterator]() { yield s3.listBuckets({}); } };
export const handler = async () => [...R];
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'proxy',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
const R = new Proxy({}, { get(t, k) { return s3.getObject({Bucket:'a', Key:k}); } });
export const handler = async () => R.foo;
`,
    },
    calls: ['s3 GetObject Bucket=a'],
  },
  {
    name: 'proxy of client',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new Proxy(new S3({}), {});
export const handler = async () => s3.listBuckets({});
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'proxy handler const',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
const h = { get: (t, k) => s3.getObject({Bucket:'a', Key:k}) };
const R = new Proxy({}, h);
export const handler = async () => R.foo;
`,
    },
    calls: ['s3 GetObject Bucket=a'],
  },
  {
    name: 'proxy dispatch',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
const R = new Proxy({}, { get: (t, k) => (...a) => s3[k](...a) });
export const handler = async () => R.listBuckets({});
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`, `s3: ${madeUp}`],
  },
  {
    name: 'class field',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class R { s3 = new S3({}); go() { return this.s3.listBuckets({}); } }
export const handler = async () => new R().go();
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'private field',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class R { #s3 = new S3({}); go() { return this.#s3.listBuckets({}); } }
export const handler = async () => new R().go();
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'arrow field',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class R { s3 = new S3({}); go = async () => this.s3.listBuckets({}); }
export const handler = async () => new R().go();
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'static field',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class R { static s3 = new S3({}); static go() { return R.s3.listBuckets({}); } }
export const handler = async () => R.go();
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'static block',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class R { static { this.s3 = new S3({}); } static go() { return this.s3.listBuckets({}); } }
export const handler = async () => R.go();
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'static block call',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class R { static { new S3({}).listBuckets({}); } }
export const handler = async () => 1;
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'static field call unused',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class R { static x = new S3({}).listBuckets({}); }
export const handler = async () => 1;
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'computed key',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class R { [new S3({}).listBuckets({})]() {} }
export const handler = async () => 1;
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'toString',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
class R { toString() { return s3.listBuckets({}); } }
export const handler = async () => \`\${new R()}\`;
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'valueOf',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
class R { valueOf() { return s3.listBuckets({}); } }
export const handler = async () => new R() + 1;
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'toJSON',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
class R { toJSON() { return s3.listBuckets({}); } }
export const handler = async () => JSON.stringify(new R());
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'object toString',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
const r = { toString() { return s3.listBuckets({}); } };
export const handler = async () => \`\${r}\`;
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'then',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
class R { then(r) { s3.listBuckets({}); r(); } }
export const handler = async () => await new R();
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'toPrimitive',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
class R { [Symbol.toPrimitive]() { return s3.listBuckets({}); } }
export const handler = async () => +new R();
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'hasInstance',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
class R { static [Symbol.hasInstance]() { return s3.listBuckets({}); } }
export const handler = async (e) => e instanceof R;
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'dispose',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
class R { [Symbol.dispose]() { return s3.listBuckets({}); } }
export const handler = async (e) => { using r = new R(); };
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'defineProperty getter',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
const R = {};
Object.defineProperty(R, 'x', { get() { return s3.listBuckets({}); } });
export const handler = async () => R.x;
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'defineGetter',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
const R = {};
R.__defineGetter__('x', function () { return s3.listBuckets({}); });
export const handler = async () => R.x;
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'override',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class B { go() { return this.step(); } step() { throw 1; } }
class R extends B { step() { return new S3({}).listBuckets({}); } }
export const handler = async () => new R().go();
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'map',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const m = new Map(); m.set('s3', new S3({}));
export const handler = async () => m.get('s3').listBuckets({});
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'assign',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class R { constructor(d) { Object.assign(this, d); } go() { return this.s3.listBuckets({}); } }
export const handler = async () => new R({ s3: new S3({}) }).go();
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'array find',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const a = [new S3({})];
export const handler = async () => a.find(Boolean).listBuckets({});
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'globalThis',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
globalThis.s3 = new S3({});
export const handler = async () => globalThis.s3.listBuckets({});
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'global bare',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
globalThis.s3 = new S3({});
export const handler = async () => s3.listBuckets({});
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'event field',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const go = (e) => e.s3.listBuckets({});
export const handler = async (e) => { e.s3 = new S3({}); return go(e); };
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'async local',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
export const handler = async (e) => als.run({ s3: new S3({}) }, () => als.getStore().s3.listBuckets({}));
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'reflect',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
export const handler = async (e) => Reflect.get(new S3({}), e.x).call(null, {});
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'computed unknown',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const m = new Map([['s3', new S3({})]]);
export const handler = async (e) => m.get('s3')[e.x]({});
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'subclass client',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class My extends S3 { }
export const handler = async (e) => new My({}).listBuckets({});
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'subclass client this',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class My extends S3 { go() { return this.listBuckets({}); } }
export const handler = async (e) => new My({}).go();
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'generator',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
function* g() { yield new S3({}); }
export const handler = async (e) => { for (const c of g()) c.listBuckets({}); };
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'promise all',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const make = async () => new S3({});
export const handler = async (e) => { const [c] = await Promise.all([make()]); return c.listBuckets({}); };
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'arguments',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
function go() { return arguments[0].listBuckets({}); }
export const handler = async (e) => go(new S3({}));
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'apply',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
function go(c) { return c.listBuckets({}); }
export const handler = async (e) => go.apply(null, [new S3({})]);
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'this bind',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
function go() { return this.c.listBuckets({}); }
export const handler = async (e) => go.call({ c: new S3({}) });
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'v2 dyn',
    handler: 'app.handler',
    files: {
      'app.mjs': `
const AWS = require('aws-sdk');
const c = { s3: new AWS.S3() };
exports.handler = async (e) => { const m = new Map(Object.entries(c)); return m.get('s3').listBuckets().promise(); };
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'doc client map',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
const m = new Map([['d', DynamoDBDocument.from(new DynamoDB({}))]]);
export const handler = async () => m.get('d').get({ TableName: 'a', Key: {} });
`,
    },
    calls: [],
    unresolved: [`dynamodb: ${notFollowed}`],
  },
  {
    name: 'eval',
    handler: 'app.handler',
    files: {
      'app.mjs': `
exports.handler = async (e) => eval(e.x);
`,
    },
    calls: [],
  },
  {
    name: 'new Function',
    handler: 'app.handler',
    files: {
      'app.mjs': `
exports.handler = async (e) => new Function(e.x)();
`,
    },
    calls: [],
  },
  {
    name: 'vm',
    handler: 'app.handler',
    files: {
      'app.mjs': `
const vm = require('vm');
exports.handler = async (e) => vm.runInThisContext(e.x);
`,
    },
    calls: [],
  },
  {
    name: 'dispatch this',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
class R { doA() { return new S3({}).listBuckets({}); } go(x) { return this['do' + x](); } }
export const handler = async (e) => new R().go(e.x);
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'dispatch module',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import * as lib from './lib.mjs';
export const handler = async (e) => lib[e.x]();
`,
      'lib.mjs': `
import { S3 } from '@aws-sdk/client-s3';
export const go = () => new S3({}).listBuckets({});
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'dispatch object',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
const R = { doA() { return new S3({}).listBuckets({}); } };
export const handler = async (e) => R[e.x]();
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'dispatch exports',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
exports.doA = () => new S3({}).listBuckets({});
exports.handler = async (e) => exports[e.x]();
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'no noise',
    handler: 'app.handler',
    files: {
      'app.mjs': `
import { S3 } from '@aws-sdk/client-s3';
import { SNS } from '@aws-sdk/client-sns';
import redis from 'redis';
const s3 = new S3({}); const sns = new SNS({}); const r = redis.createClient();
export const handler = async (e) => { r.publish('a', 'b'); await sns.publish({}); return e.a.get('x'); };
`,
    },
    calls: ['sns Publish'],
  },
  {
    name: 'a module by a name that is made up',
    files: { 'index.mjs': 'export const handler = async (e) => (await import(e.x)).go();' },
    calls: [],
    unresolved: [`: ${loaded}`],
  },
  {
    name: 'a file by a name that is made up',
    files: { 'index.js': 'exports.handler = async (e) => require(e.x).go();' },
    calls: [],
    unresolved: [`: ${loaded}`],
  },
];
