import { describe, expect, it } from 'vitest';
import { link } from '../../../functions/engines/javascript/link.ts';
import { ownTreeOf } from '../../../functions/engines/javascript/parse.ts';
import { childrenOf, isFunction } from '../../../functions/engines/javascript/syntax.ts';
import { decidedBy } from './decided-in.ts';

/** Of the first function, how it takes what it is given, and what it waits for. */
function readAs(code: string): string {
  const { program } = link('a.js', ownTreeOf(code).program);
  const all = [...nodesIn(program)];
  const of = all.find((node) => isFunction(node));
  const params = of && isFunction(of) ? of.params.map(({ type }) => type) : [];
  const waits = all.filter(({ type }) => type === 'AwaitExpression').length;

  return `${of && isFunction(of) && of.async ? 'async' : 'plain'} (${params}) ${waits}`;
}

function* nodesIn(node: Parameters<typeof childrenOf>[0]): Generator<typeof node> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesIn(child);
}

describe('an async function that a compiler has made a generator', () => {
  it.each([
    [
      "an arrow of TypeScript's",
      'const f = (a) => __awaiter(void 0, void 0, void 0, function* () { yield a(); });',
      'async (Identifier) 1',
    ],
    [
      'a function of its',
      'function f(a) { return __awaiter(this, void 0, void 0, function* () { const b = yield a(); return yield b(); }); }',
      'async (Identifier) 2',
    ],
    [
      'its parameters with it',
      'function f(_a) { return __awaiter(this, arguments, void 0, function* ({ a }) { yield a(); }); }',
      'async (ObjectPattern) 1',
    ],
    [
      "an arrow of esbuild's",
      'const f = (_0, ..._1) => q(null, [_0, ..._1], function* ({ a }, ...more) { yield a(); });',
      'async (ObjectPattern,RestElement) 1',
    ],
    [
      "a method of esbuild's, made smaller",
      'var A = class { f(a) { return q(this, null, function* () { yield a(); }); } };',
      'async (Identifier) 1',
    ],
  ])('is read as it was: %s', (_, code, read) => {
    expect(readAs(code)).toBe(read);
  });

  it.each([
    [
      'what a function does besides',
      'function f(a) { log(a); return q(this, null, function* () { yield a(); }); }',
      'plain (Identifier) 0',
    ],
    [
      'what is run of another',
      'function f(a) { return q(other, null, function* () { yield a(); }); }',
      'plain (Identifier) 0',
    ],
    [
      'what is given something else',
      'const f = (a, b) => q(null, [b, a], function* (c) { yield c(); });',
      'plain (Identifier,Identifier) 0',
    ],
    [
      'what is given a list',
      'const f = (a) => walk(null, a.all, function* () { yield a(); });',
      'plain (Identifier) 0',
    ],
    [
      'parameters of no one',
      'const f = (a) => q(null, null, function* (c) { yield c(); });',
      'plain (Identifier) 0',
    ],
    [
      'a function that is no generator',
      'const f = (a) => q(null, null, function () { a(); });',
      'plain (Identifier) 0',
    ],
    ['a generator', 'function* f(a) { yield a(); }', 'plain (Identifier) 0'],
    [
      'one that is handed on in one that is restored',
      'const f = (a) => q(null, null, function* () { run(function* () { yield a(); }); });',
      'async (Identifier) 0',
    ],
  ])('is not: %s', (_, code, read) => {
    expect(readAs(code)).toBe(read);
  });
});

const made = "const AWS = require('aws-sdk');\n";
const call =
  "this.docClient.update({ TableName: 't', Key: { id }, UpdateExpression: 'set a = :a', ExpressionAttributeValues: { ':a': 1 } }).promise()";
const handler =
  'exports.handler = (event) => { const todos = new Todos(new AWS.DynamoDB.DocumentClient()); return todos.update(event.pathParameters.id); };';

describe('`this` in what compilers write', () => {
  it.each([
    [
      'of TypeScript for engines of 2015',
      `class Todos { constructor(docClient) { this.docClient = docClient; } update(id) { return __awaiter(this, void 0, void 0, function* () { yield ${call}; }); } }`,
    ],
    [
      'for those before',
      `var Todos = (function () { function Todos(docClient) { this.docClient = docClient; } Todos.prototype.update = function (id) { return __awaiter(this, void 0, void 0, function () { return __generator(this, function (_a) { switch (_a.label) { case 0: return [4, ${call}]; case 1: return [2, _a.sent()]; } }); }); }; return Todos; }());`,
    ],
    [
      'of esbuild, with fields of a class',
      `var Todos = class { constructor(docClient) { __publicField(this, 'docClient', docClient); } update(id) { return __async(this, null, function* () { yield ${call}; }); } };`,
    ],
    [
      'of Babel, with such fields',
      `class Todos { constructor(docClient) { (0, define.default)(this, 'docClient', docClient); } async update(id) { await ${call}; } }`,
    ],
  ])('is that of the method: %s', (_, code) => {
    expect(decidedBy({ 'index.js': `${made}${code}\n${handler}` })?.shown).toEqual([
      'changes dynamodb:UpdateItem key',
    ]);
  });

  it('is another in a function that is called by what it is given to', () => {
    const code = `class Todos { constructor(docClient) { this.docClient = docClient; } update(id) { each(this, function (one) { ${call}; }); } }`;

    expect(decidedBy({ 'index.js': `${made}${code}\n${handler}` })?.shown).toEqual([]);
  });

  it('is not given what is set in another field, or by a method of something', () => {
    const set = (by: string) =>
      `class Todos { constructor(docClient) { ${by}; } async update(id) { await ${call}; } }`;

    for (const by of [
      "__publicField(this, 'other', docClient)",
      "log.debug(this, 'docClient', docClient)",
      "__publicField(docClient, 'docClient', docClient)",
    ])
      expect(decidedBy({ 'index.js': `${made}${set(by)}\n${handler}` })?.shown).toEqual([]);
  });
});
