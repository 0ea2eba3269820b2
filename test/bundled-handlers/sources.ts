import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A project that runs text of its event in nine places, of modules of both kinds and of packages of
 * its own, and what bundlers are given of it. `npm run bundles` bundles it.
 */
export const bundledSources: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['{ "name": "shop", "version": "1.0.0", "private": true }'],
  'index.mjs': [
    "import { runInNewContext } from 'node:vm';",
    "import * as vm from 'node:vm';",
    "import Vm from 'vm';",
    "import { app } from './app.mjs';",
    "import legacy from './legacy.cjs';",
    "import { evaluate, Runner, same } from './runner.mjs';",
    "import { wrap } from './wrap.mjs';",
    "import { passing } from 'tiny-esm';",
    'export const handler = wrap(async (event) => {',
    '  const { code, script } = JSON.parse(event.body);',
    "  Function(same('1'));",
    '  same(code);',
    '  evaluate(passing(code));',
    "  runInNewContext('(' + script + ')');",
    '  new vm.Script(code);',
    '  Vm.runInThisContext(code);',
    '  legacy.compile(code);',
    "  const { late } = await import('./late.mjs');",
    '  late(code);',
    '  app.handle(event);',
    '  return new Runner(event.list).all();',
    '});',
    'export const other = (event) => Function(event.body);',
  ],
  'common.cjs': [
    "const { compile } = require('./legacy.cjs');",
    "const deep = require('./deep.cjs');",
    'exports.handler = async (event) => {',
    '  compile(event.code);',
    '  deep(event.code);',
    '  Function(event.x);',
    '};',
  ],
  'runner.mjs': [
    'export function evaluate(code) { return (0, eval)(code); }',
    'export function same(value) { return value; }',
    'export class Runner {',
    '  #list;',
    '  constructor(list) { this.#list = list; }',
    "  all() { return this.#list.map((code) => new Function('x', code)); }",
    '}',
  ],
  'wrap.mjs': [
    'export const wrap = (run) => async (event) => {',
    '  try { return await run(event); } catch (error) { console.error(error); throw error; }',
    '};',
  ],
  'legacy.cjs': [
    "const vm = require('vm');",
    "const deep = require('./deep.cjs');",
    'exports.compile = function compile(code) { deep(code); return vm.compileFunction(code); };',
  ],
  'deep.cjs': [
    "const vm = require('vm');",
    'module.exports = function deep(code) { return new vm.SourceTextModule(code); };',
  ],
  'late.mjs': [
    "import { runInContext } from 'node:vm';",
    'export function late(code) { return runInContext(code, {}); }',
  ],
  'app.mjs': [
    "import tinyRouter from 'tiny-router';",
    'export const app = tinyRouter();',
    "app.get('/things/:id', (request, response) => { response.json(Function(request.params.id)); });",
  ],
  'node_modules/tiny-router/package.json': [
    '{ "name": "tiny-router", "version": "1.0.0", "main": "lib/index.js" }',
  ],
  'node_modules/tiny-router/lib/index.js': [
    "'use strict';",
    "var layers = require('./layers');",
    'module.exports = function createRouter() {',
    '  var stack = layers();',
    '  var router = function (request, response) { router.handle(request, response); };',
    "  ['get', 'post'].forEach(function (method) {",
    '    router[method] = function (path, run) { stack.add(method, path, run); return router; };',
    '  });',
    '  router.handle = function () { stack.each(function (layer) { layer.run({}, {}); }); };',
    '  return router;',
    '};',
  ],
  'node_modules/tiny-router/lib/layers.js': [
    "'use strict';",
    'module.exports = function () {',
    '  var list = [];',
    '  return {',
    '    add: function (method, path, run) { list.push({ method: method, path: path, run: run }); },',
    '    each: function (visit) { list.forEach(visit); },',
    '  };',
    '};',
  ],
  'node_modules/tiny-esm/package.json': [
    '{ "name": "tiny-esm", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
  ],
  'node_modules/tiny-esm/index.js': ['export function passing(value) { return String(value); }'],
};

/** Where it runs text of its event, from each of its entries. */
export const sinksOfSources = {
  index: [
    'eval',
    'new Function',
    'new Function',
    'new vm.Script',
    'new vm.SourceTextModule',
    'vm.compileFunction',
    'vm.runInContext',
    'vm.runInNewContext',
    'vm.runInThisContext',
  ],
  common: ['new Function', 'new vm.SourceTextModule', 'vm.compileFunction'],
} as const;

/** Of the project and of all that bundles it. */
export async function ingredientsOfHandlers(): Promise<string> {
  const folder = join(import.meta.dirname, '../../tools/fingerprints/bundled');
  const files = ['bundle-handlers.mjs', 'bundlers/package-lock.json', 'parcel/package-lock.json'];
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const hash = createHash('sha256').update(JSON.stringify(bundledSources));

  for (const text of texts) hash.update(text);
  return hash.digest('hex');
}
