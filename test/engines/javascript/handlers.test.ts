import { describe, expect, it } from 'vitest';
import { CodeNotAnalysed } from '../../../functions/engines/flow/index.ts';
import { sinksAmong, sinksIn } from './sinks-in.ts';

describe('the handler that is configured', () => {
  it.each([
    ['exports.handler', 'exports.handler = (event) => eval(event.x);'],
    ['module.exports.handler', 'module.exports.handler = function (event) { eval(event.x) };'],
    ['module.exports', 'const handler = (event) => eval(event.x); module.exports = { handler };'],
    ['module.exports with a method', 'module.exports = { handler(event) { eval(event.x) } };'],
    ['a chain', 'exports = module.exports = {}; exports.handler = (event) => eval(event.x);'],
    ['Object.assign', 'Object.assign(module.exports, { handler: (event) => eval(event.x) });'],
    ['a hoisted function', 'exports.handler = run; async function run(event) { eval(event.x) }'],
    ['another parameter name', 'exports.handler = async (e) => eval(e.x);'],
    ['a destructured parameter', 'exports.handler = async ({ body: { code } }) => eval(code);'],
    ['a default value', 'exports.handler = async (event = {}) => eval(event.x);'],
    [
      'a callback',
      'exports.handler = (event, context, callback) => callback(null, eval(event.x));',
    ],
    [
      'TypeScript',
      "Object.defineProperty(exports, '__esModule', { value: true }); exports.handler = void 0; const handler = async (event) => eval(event.x); exports.handler = handler;",
    ],
    [
      'TypeScript with getters',
      "Object.defineProperty(exports, 'handler', { enumerable: true, get: function () { return run; } }); function run(event) { eval(event.x) }",
    ],
    [
      'TypeScript for ES5',
      'exports.handler = function (event) { return __awaiter(this, void 0, void 0, function* () { const x = yield read(event); eval(x); }); }; function read(e) { return __awaiter(this, void 0, void 0, function* () { return e.x; }); }',
    ],
    [
      'esbuild',
      '__export(index_exports, { handler: () => handler }); module.exports = __toCommonJS(index_exports); var index_exports = {}; var handler = (event) => eval(event.x); 0 && (module.exports = { handler });',
    ],
    [
      'babel',
      'exports.default = void 0; exports.handler = _asyncToGenerator(function* (event) { eval(event.x) });',
    ],
    [
      'a wrapper of a package',
      "const middy = require('@middy/core'); exports.handler = middy(async (event) => eval(event.x));",
    ],
    [
      'a wrapper and its plugins',
      'exports.handler = middy(run).use(json()).use(cors()); function run(event) { eval(event.x) }',
    ],
    [
      'a wrapper that takes the handler last',
      'exports.handler = middy().use(json()).handler((event) => eval(event.x));',
    ],
    ['two wrappers', 'exports.handler = a(b(async (event) => eval(event.x)), { option: 1 });'],
    [
      'a local wrapper',
      'const wrap = (f) => async (e, c) => { try { return await f(JSON.parse(e.body), c) } catch { return 1 } }; exports.handler = wrap((body) => eval(body.code));',
    ],
    [
      'a streaming handler',
      'exports.handler = awslambda.streamifyResponse(async (event, stream) => eval(event.x));',
    ],
    [
      'a bound method',
      'class H { run(event) { eval(event.x) } } const h = new H(); exports.handler = h.run.bind(h);',
    ],
    [
      'a class field',
      'class H { run = async (event) => eval(event.x) } exports.handler = new H().run;',
    ],
    [
      'a factory',
      'const make = (run) => (event) => run(event.x); exports.handler = make((x) => eval(x));',
    ],
    [
      'functions in a table of a maker',
      "exports.handler = require('cfn-lambda')({ Create: run, Delete: () => 1 }); function run(event) { eval(event.x) }",
    ],
    [
      'webpack 4',
      'module.exports = (function (modules) { var seen = {}; function take(id) { if (seen[id]) return seen[id].exports; var module = (seen[id] = { exports: {} }); modules[id].call(module.exports, module, module.exports, take); return module.exports; } return take((take.s = 0)); })([function (module, exports, take) { exports.handler = async (event) => take(1)(event.x); }, function (module, exports) { module.exports = (x) => eval(x); }]);',
    ],
    ['either of two', 'exports.handler = process.env.A ? (event) => eval(event.x) : () => 1;'],
  ])('is found behind %s', (_, source) => {
    expect(sinksIn(source)).toEqual(['eval']);
  });

  it.each([
    ['a constant', 'export const handler = async (event) => eval(event.x);'],
    ['a function', 'export async function handler(event) { eval(event.x) }'],
    ['a list', 'const run = (event) => eval(event.x); export { run as handler };'],
    ['a quoted name', "const run = (event) => eval(event.x); export { run as 'handler' };"],
    [
      'a wrapper',
      "import middy from '@middy/core'; export const handler = middy(async (event) => eval(event.x));",
    ],
    ['a destructured export', 'export const { handler } = { handler: (event) => eval(event.x) };'],
  ])('is found as an export: %s', (_, source) => {
    expect(sinksIn(source, { path: 'index.mjs' })).toEqual(['eval']);
  });

  it.each([
    ['index.js', 'index.run', 'exports.run = (event) => eval(event.x);'],
    ['index.cjs', 'index.handler', 'exports.handler = (event) => eval(event.x);'],
    ['src/app.mjs', 'src/app.handler', 'export const handler = (event) => eval(event.x);'],
    ['index.js', 'index.api.handler', 'exports.api = { handler: (event) => eval(event.x) };'],
    ['index.mjs', 'index.default', 'export default async (event) => eval(event.x);'],
    ['index.mjs', 'index.default', 'export default async function run(event) { eval(event.x) }'],
    ['index.js', 'index.default', 'exports.default = (event) => eval(event.x);'],
  ])('is found in %s as %s', (path, handler, source) => {
    expect(sinksIn(source, { path, handler })).toEqual(['eval']);
  });

  it('prefers the file that Lambda prefers', () => {
    const files = {
      'index.js': 'exports.handler = (event) => event.x;',
      'index.mjs': 'export const handler = (event) => eval(event.x);',
    };

    expect(sinksAmong(files)).toEqual([]);
  });

  it.each([
    ['another export', 'exports.other = (event) => eval(event.x); exports.handler = () => 1;'],
    ['a default export', 'exports.default = (event) => eval(event.x); exports.handler = () => 1;'],
    [
      'a function named handler',
      'const api = { handler: (event) => eval(event.x) }; exports.handler = () => api;',
    ],
    [
      'an export that never is one',
      '0 && (module.exports = { handler: (event) => eval(event.x) }); exports.handler = () => 1;',
    ],
    [
      'an export of an inner scope',
      'exports.handler = () => 1; ((exports) => { exports.handler = (event) => eval(event.x) })({});',
    ],
  ])('is not %s', (_, source) => {
    expect(sinksIn(source)).toEqual([]);
  });
});

describe('files that the handler reaches', () => {
  it.each([
    [
      'a required function',
      {
        'index.js':
          "const { run } = require('./lib/run'); exports.handler = (event) => run(event.x);",
        'lib/run.js': 'exports.run = (x) => eval(x);',
      },
    ],
    [
      'a required module',
      {
        'index.js':
          "const lib = require('./run.js'); exports.handler = (event) => lib.run(event.x);",
        'run.js': 'module.exports = { run(x) { eval(x) } };',
      },
    ],
    [
      'a module that is a function',
      {
        'index.js': "const run = require('./run'); exports.handler = (event) => run(event.x);",
        'run/index.js': 'module.exports = (x) => eval(x);',
      },
    ],
    [
      'a module that is a class',
      {
        'index.js':
          "const Run = require('./run'); exports.handler = (event) => new Run(event).now();",
        'run.js':
          'module.exports = class { constructor(e) { this.e = e } now() { eval(this.e.x) } };',
      },
    ],
    [
      'a result',
      {
        'index.js':
          "const { read } = require('./read'); exports.handler = (event) => eval(read(event).code);",
        'read.js': 'exports.read = (event) => JSON.parse(event.body);',
      },
    ],
    [
      'an imported function',
      {
        'index.mjs':
          "import { run as go } from './run.mjs'; export const handler = (event) => go(event.x);",
        'run.mjs': 'export function run(x) { eval(x) }',
      },
    ],
    [
      'an imported default',
      {
        'index.mjs': "import run from './run.mjs'; export const handler = (event) => run(event.x);",
        'run.mjs': 'export default (x) => eval(x);',
      },
    ],
    [
      'an imported namespace',
      {
        'index.mjs':
          "import * as lib from './run.mjs'; export const handler = (event) => lib.run(event.x);",
        'run.mjs': 'export const run = (x) => eval(x);',
      },
    ],
    [
      'a default of CommonJS',
      {
        'index.mjs':
          "import lib from './run.cjs'; export const handler = (event) => lib.run(event.x);",
        'run.cjs': 'exports.run = (x) => eval(x);',
      },
    ],
    [
      'compiled TypeScript',
      {
        'index.js':
          'const run_1 = __importDefault(require("./run")); exports.handler = async (event) => (0, run_1.default)(event.x);',
        'run.js': 'exports.default = run; function run(x) { eval(x) }',
      },
    ],
    [
      'a re-exported handler',
      {
        'index.mjs': "export { run as handler } from './run.mjs';",
        'run.mjs': 'export const run = (event) => eval(event.x);',
      },
    ],
    [
      'everything re-exported',
      {
        'index.mjs': "export * from './run.mjs';",
        'run.mjs': 'export const handler = (event) => eval(event.x);',
      },
    ],
    [
      '__exportStar',
      {
        'index.js': 'var __exportStar = helper; __exportStar(require("./run"), exports);',
        'run.js': 'exports.handler = (event) => eval(event.x);',
      },
    ],
    [
      'a required handler',
      {
        'index.js': "exports.handler = require('./run').handler;",
        'run.js': 'exports.handler = (event) => eval(event.x);',
      },
    ],
    [
      'all that is required',
      {
        'index.js': "module.exports = require('./run');",
        'run.js': 'exports.handler = (event) => eval(event.x);',
      },
    ],
    [
      'a callback of another file',
      {
        'index.js':
          "const { each } = require('./each'); exports.handler = (event) => each(event.list, (x) => eval(x));",
        'each.js': 'exports.each = (list, f) => { for (const x of list) f(x) };',
      },
    ],
    [
      'files that need each other',
      {
        'index.js':
          "const b = require('./b'); exports.run = (x) => eval(x); exports.handler = (event) => b.go(event.x);",
        'b.js': "const a = require('./index'); exports.go = (x) => a.run(x);",
      },
    ],
    [
      'a dynamic import',
      {
        'index.mjs':
          "export const handler = async (event) => { const lib = await import('./run.mjs'); lib.run(event.x) };",
        'run.mjs': 'export const run = (x) => eval(x);',
      },
    ],
  ])('are followed: %s', (_, files) => {
    expect(sinksAmong(files as Readonly<Record<string, string>>)).toEqual(['eval']);
  });

  it.each([
    [
      'a dynamic import, then used',
      { 'index.js': useOf("import('./run.js').then((lib) => lib.run(event.x))") },
    ],
    [
      'a dynamic import, then taken apart',
      { 'index.js': useOf("import('./run.js').then(({ run }) => run(event.x))") },
    ],
    ['a path from the folder', { 'index.js': useOf("require(__dirname + '/run').run(event.x)") }],
    [
      'a joined path',
      { 'index.js': useOf("require(path.join(__dirname, 'lib', '..', 'run')).run(event.x)") },
    ],
    [
      'a template of a path',
      { 'index.js': useOf(`require(\`\${__dirname}/run.js\`).run(event.x)`) },
    ],
    [
      'a URL beside the file',
      {
        'index.mjs':
          "export const handler = async (event) => (await import(new URL('./run.js', import.meta.url).href)).run(event.x);",
      },
    ],
    ['a path in the root', { 'index.js': useOf("require('/var/task/run').run(event.x)") }],
    [
      'the root by its variable',
      { 'index.js': useOf("require(process.env.LAMBDA_TASK_ROOT + '/run').run(event.x)") },
    ],
    ['a name in the root', { 'index.js': useOf("require('run').run(event.x)") }],
    [
      'another name of require',
      { 'index.js': useOf("const r = require; r('./run').run(event.x)") },
    ],
    ['require of the module', { 'index.js': useOf("module.require('./run').run(event.x)") }],
    [
      'a made require',
      {
        'index.mjs':
          "import { createRequire as make } from 'module'; const load = make(import.meta.url); const lib = load('./run.js'); export const handler = (event) => lib.run(event.x);",
      },
    ],
    [
      'a name that package.json explains',
      {
        'index.js': useOf("require('#run').run(event.x)"),
        'package.json': '{ "imports": { "#run": { "node": "./run.js" } } }',
      },
    ],
    [
      'the own name',
      {
        'index.js': useOf("require('shop/run').run(event.x)"),
        'package.json': '{ "name": "shop" }',
      },
    ],
    [
      'a package of the workspace',
      {
        'index.js': useOf("require('@shop/lib').run(event.x)"),
        'lib/package.json': '{ "name": "@shop/lib", "main": "../run.js" }',
      },
    ],
    [
      'a folder with a manifest',
      {
        'index.js': useOf("require('./lib').run(event.x)"),
        'lib/package.json': '{ "main": "../run" }',
      },
    ],
    [
      'either of two files by condition',
      {
        'index.js': useOf("require('#run').run(event.x)"),
        'package.json':
          '{ "imports": { "#run": { "production": "./safe.js", "default": "./run.js" } } }',
        'safe.js': 'exports.run = (x) => x;',
      },
    ],
  ])('are found by %s', (_, files) => {
    const all = { 'run.js': 'exports.run = (x) => eval(x);', ...files };

    expect(sinksAmong(all as Readonly<Record<string, string>>)).toEqual(['eval']);
  });

  it.each([
    ['above the folder', "require(__dirname + 'run').run(event.x)"],
    ['an absolute one', "require(path.resolve(__dirname, '/run')).run(event.x)"],
    ['of another variable', "require(folder + '/run').run(event.x)"],
  ])('are not those of a path %s', (_, body) => {
    const files = { 'index.js': useOf(body), 'run.js': 'exports.run = (x) => eval(x);' };

    expect(sinksAmong(files)).toEqual([]);
  });

  it.each([
    ['beside, by name alone', "require('./' + name)", ['eval', 'require']],
    ['in a folder of their own', "require('./pages/' + name)", ['eval', 'require']],
    ['with an end of its own', "require('./' + name + '.page')", ['eval', 'require']],
  ])('that a name leads to are followed: %s', (_, load, sinks) => {
    const page = 'exports.run = (x) => eval(x);';
    const files = {
      'index.js': `const page = (name) => ${load}; exports.handler = (event) => page(event.path).run(event.x);`,
      'a.page.js': page,
      'pages/a.js': page,
    };

    expect(sinksAmong(files).toSorted()).toEqual(sinks);
  });

  it.each([
    ["require('./' + name)", ['require']],
    ["require('./' + name + '.js')", ['require']],
  ])('that a bundle names itself are no pages beside it: %s', (load, sinks) => {
    const files = {
      'index.js': `const chunk = require('./chunk-1a2b.js'); const page = (name) => ${load}; exports.handler = (event) => page(event.path).run(event.x);`,
      'chunk-1a2b.js': 'exports.run = (x) => eval(x);',
    };

    expect(sinksAmong(files)).toEqual(sinks);
  });

  it('are not those that are never imported', () => {
    const files = {
      'index.js': 'exports.handler = (event) => event.x;',
      'other.js': 'exports.handler = (event) => eval(event.x); const broken = ;',
    };

    expect(sinksAmong(files)).toEqual([]);
  });
});

describe('what is not analysed', () => {
  it.each([
    ['a handler without a dot', 'index', 'exports.handler = () => 1;', 'file.export'],
    ['a handler without a file', 'main.handler', 'exports.handler = () => 1;', 'main.js'],
    ['a handler above the archive', '../index.handler', 'exports.handler = () => 1;', 'no file'],
    ['an export that is not there', 'index.run', 'exports.handler = () => 1;', 'no function run'],
    ['an export that is no function', 'index.handler', 'exports.handler = 1;', 'no function'],
    [
      'an application of a package',
      'index.handler',
      "exports.handler = require('serverless-http')(app);",
      'no function',
    ],
    ['no JavaScript', 'index.handler', '"', 'not JavaScript'],
  ])('is reported: %s', (_, handler, source, reason) => {
    const analyse = () => sinksIn(source, { handler });

    expect(analyse).toThrow(CodeNotAnalysed);
    expect(analyse).toThrow(reason);
  });
});

/** A handler of CommonJS that does this. */
function useOf(body: string): string {
  return `exports.handler = async (event) => { ${body} };`;
}
