import { describe, expect, it } from 'vitest';
import { linesOf, sinksIn, unfollowedIn } from './sinks-in.ts';
import { typicalHandlers } from './typical-handlers.ts';

const inThisContext = 'runInThisContext(event.x)';
const vmSink = 'vm.runInThisContext';

describe('sinks', () => {
  it.each([
    ['eval', 'eval(event.x)', 'eval'],
    ['an indirect eval', '(0, eval)(event.x)', 'eval'],
    ['eval of the global object', 'globalThis.eval(event.x)', 'eval'],
    ['eval by another name', 'const run = eval; run(event.x)', 'eval'],
    ['eval.call', 'eval.call(null, event.x)', 'eval'],
    ['new Function', "new Function('a', event.x)", 'new Function'],
    ['Function', 'Function(event.x)()', 'new Function'],
    ['a parameter of new Function', "new Function(event.x, 'return 1')", 'new Function'],
    ['the constructor of a function', '(() => {}).constructor(event.x)', 'new Function'],
    [
      'the constructor of async functions',
      'const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor; new AsyncFunction(event.x)',
      'new Function',
    ],
    ['vm.runInContext', "require('vm').runInContext(event.x, {})", 'vm.runInContext'],
    ['vm.runInNewContext', "require('node:vm').runInNewContext(event.x)", 'vm.runInNewContext'],
    [
      'vm.runInThisContext',
      "const vm = require('vm'); vm.runInThisContext(event.x)",
      'vm.runInThisContext',
    ],
    [
      'vm.compileFunction',
      "const { compileFunction: c } = require('vm'); c(event.x)",
      'vm.compileFunction',
    ],
    ['new vm.Script', "const vm = require('vm'); new vm.Script(event.x)", 'new vm.Script'],
    [
      'a destructured Script',
      "const { Script } = require('vm'); new Script(event.x)",
      'new vm.Script',
    ],
    [
      'vm imported later',
      "const vm = await import('node:vm'); vm.runInContext(event.x)",
      'vm.runInContext',
    ],
    ['eval by a constant name', "const k = 'ev' + 'al'; globalThis[k](event.x)", 'eval'],
    ['eval that was taken', "Reflect.get(globalThis, 'eval')(event.x)", 'eval'],
    ['Reflect.apply', 'Reflect.apply(eval, null, [event.x])', 'eval'],
    ['Reflect.construct', "Reflect.construct(Function, ['a', event.x])", 'new Function'],
    ['eval.bind', 'eval.bind(null, event.x)()', 'eval'],
    [
      'the constructor of an arrow, by text',
      "(() => {})['constructor'](event.x)()",
      'new Function',
    ],
    ['the constructor of a list', '[].constructor.constructor(event.x)()', 'new Function'],
    ['the constructor of a text', "''.constructor.constructor(event.x)()", 'new Function'],
    ['the constructor of an object', '({}).constructor.constructor(event.x)()', 'new Function'],
    ['the constructor of the event', 'event.constructor.constructor(event.x)()', 'new Function'],
    [
      'a constructor by steps',
      'const c = [].constructor; c.constructor(event.x)()',
      'new Function',
    ],
    [
      'the constructor of a class',
      'class A {} new A().constructor.constructor(event.x)',
      'new Function',
    ],
    [
      'the constructor of a module',
      "require('fs').constructor.constructor(event.x)()",
      'new Function',
    ],
    ['the constructor of a global', 'Object.constructor(event.x)()', 'new Function'],
    [
      'a worker',
      "const { Worker } = require('node:worker_threads'); new Worker(event.x, { eval: true })",
      'new Worker',
    ],
    [
      'a worker of unseen options',
      "const { Worker } = require('worker_threads'); new Worker(event.x, options)",
      'new Worker',
    ],
    ['vm by another name of require', `const r = require; r('vm').${inThisContext}`, vmSink],
    ['vm by the module', `module.require('vm').${inThisContext}`, vmSink],
    ['vm by the main module', `process.mainModule.require('vm').${inThisContext}`, vmSink],
    ['vm by the process', `process.getBuiltinModule('vm').${inThisContext}`, vmSink],
    [
      'vm by createRequire',
      `const r = require('module').createRequire(__filename); r('vm').${inThisContext}`,
      vmSink,
    ],
    ['vm imported, then used', `import('vm').then((vm) => vm.${inThisContext})`, vmSink],
    [
      'vm imported, then taken apart',
      'import("vm").then(({ runInThisContext: r }) => r(event.x))',
      vmSink,
    ],
    [
      'vm by a promised default',
      `const vm = await import('vm').then((m) => m.default); vm.${inThisContext}`,
      vmSink,
    ],
    ['a dynamic require', "require('../../domain/code/javascript/' + event.x)", 'require'],
    ['a dynamic require by the module', 'module.require(event.x)', 'require'],
    ['a dynamic import', 'await import(event.x)', 'import'],
  ])('finds %s', (_, body, sink) => {
    expect(sinksIn(handling(body))).toEqual([sink]);
  });

  it.each([
    ['a namespace', "import * as vm from 'vm'; const run = (x) => vm.runInNewContext(x);"],
    ['a default', "import vm from 'node:vm'; const run = (x) => vm.runInNewContext(x);"],
    ['a name', "import { runInNewContext as run } from 'vm';"],
    [
      'createRequire',
      "import { createRequire } from 'module'; const require = createRequire(import.meta.url); const { runInNewContext: run } = require('vm');",
    ],
  ])('finds vm imported as %s', (_, imports) => {
    const source = `${imports} export const handler = (event) => run(event.x);`;

    expect(sinksIn(source, { path: 'index.mjs' })).toEqual(['vm.runInNewContext']);
  });

  it.each([
    ['eval as a parameter', 'return ((eval) => eval(event.x))(String)'],
    ['eval as a variable', 'const eval = (x) => x.trim(); eval(event.x)'],
    ['eval as a function', 'function eval(x) {} eval(event.x)'],
    ['a method eval', 'const redis = connect(); redis.eval(event.x)'],
    ['vm that is no module', 'const vm = makeVm(); vm.runInContext(event.x)'],
    ['a global vm', 'vm.runInContext(event.x)'],
    ['vm of another package', "require('vm2').runInContext(event.x)"],
    ['require as a parameter', '((require) => require(event.x))(String)'],
    ['a constant', "eval('1 + 1')"],
    ['the context of a script', "require('vm').runInContext('1', event.x)"],
    ['setTimeout', 'setTimeout(() => {}, event.x)'],
    ['text for a timer, which Node refuses', 'setTimeout(event.x, 10)'],
    ['text for a repeated timer', `setInterval(${template('event.x')}, 10)`],
    ['arguments of setTimeout', 'setTimeout((x) => log(x), 10, event.x)'],
    [
      'data of a worker',
      "new (require('worker_threads').Worker)('1', { eval: true, workerData: event })",
    ],
    ['a worker of a file', "new (require('worker_threads').Worker)(event.x, { eval: false })"],
    ['Reflect.apply of what is no code', 'Reflect.apply(String, null, [event.x])'],
    ['Reflect.apply of another', 'const Reflect = mine(); Reflect.apply(eval, null, [event.x])'],
    ['a constructor', '[].constructor(event.x)'],
    ['the class of the environment', 'process.env.constructor(event.x)'],
    ['the class of a module', "new (require('fs').constructor)(event.x)"],
    [
      'the class of what is copied',
      'const copied = globalThis.x; const p = Object.getPrototypeOf(copied); new p.constructor(event.x)',
    ],
    ['the class of an instance', 'class A {} new (new A().constructor)(event.x)'],
    [
      'a constructor of its own',
      'const o = { constructor: { constructor: String } }; o.constructor.constructor(event.x)',
    ],
    ['another field of globalThis', "const k = 'at' + 'ob'; globalThis[k](event.x)"],
    ['a literal require', "require('../../domain/code/javascript/' + 'other')"],
    ['the environment', 'eval(process.env.CODE)'],
    ['the context, the second argument', 'eval(context.x)'],
  ])('passes %s', (_, body) => {
    expect(sinksIn(handling(body))).toEqual([]);
  });
});

describe('where the event goes', () => {
  it.each([
    ['itself', 'eval(event)'],
    ['a computed field', 'eval(event[key])'],
    ['an optional field', 'eval(event?.body?.code)'],
    ['JSON.parse', 'const body = JSON.parse(event.body); eval(body.code)'],
    ['a clone through JSON', 'const e = JSON.parse(JSON.stringify(event)); eval(e.code)'],
    ['a base64 body', "eval(Buffer.from(event.body, 'base64').toString('utf8'))"],
    ['destructuring', 'const { a: { b } = {}, ...rest } = event; eval(b)'],
    [
      'a schema',
      "const z = require('zod'); const schema = z.object({ x: z.string() }); eval(schema.parse(JSON.parse(event.body)).x)",
    ],
    ['the rest', 'const { a, ...rest } = event; eval(rest.c)'],
    ['an array pattern', "const [, code] = event.body.split(':'); eval(code)"],
    ['an assignment', 'let code; code = event.code; eval(code)'],
    ['a destructuring assignment', 'let code; ({ code } = event); eval(code)'],
    ['a default value', 'const { code = event.other } = config; eval(code)'],
    ['concatenation', "eval('x = ' + event.x + ';')"],
    ['appending', "let code = ''; code += event.x; eval(code)"],
    ['a template', `eval(${template('event.x')})`],
    ['a raw template', `eval(String.raw${template('event.x')})`],
    ['a choice', "eval(event.x ? event.y : '1')"],
    ['a fallback', "eval(event.x ?? '1')"],
    ['a sequence', 'eval((1, event.x))'],
    ['await', 'eval(await event.x)'],
    ['a string method', 'eval(event.x.trim().slice(1))'],
    ['a replacement', "eval('1 + X'.replace('X', event.x))"],
    ['join', "eval(['a', event.x].join(';'))"],
    ['an object', 'const o = { a: 1, b: { c: event.x } }; eval(o.b.c)'],
    ['a method of an object', 'const o = { run(x) { eval(x) } }; o.run(event.x)'],
    ['a field set later', 'const o = {}; o.a = event.x; eval(o.a)'],
    ['a spread object', 'const o = { ...event }; eval(o.code)'],
    ['Object.assign', 'const o = {}; Object.assign(o, event); eval(o.code)'],
    ['Object.entries', 'for (const [k, v] of Object.entries(event)) eval(v)'],
    ['a pushed element', 'const list = []; list.push(event.x); eval(list[0])'],
    ['a Map', "const map = new Map(); map.set('a', event.x); eval(map.get('a'))"],
    ['a loop', 'for (const r of event.Records) eval(r.body)'],
    ['a counted loop', 'for (let i = 0; i < event.n; i++) eval(event.list[i])'],
    ['keys', 'for (const key in event) eval(key)'],
    ['forEach', 'event.Records.forEach((r) => eval(r.body))'],
    ['map', 'event.Records.map((r) => r.body).forEach((code) => eval(code))'],
    [
      'filter and map',
      'const codes = event.Records.filter((r) => r.ok).map(({ body }) => body); eval(codes[0])',
    ],
    ['reduce', "eval(event.Records.reduce((all, r) => all + r.body, ''))"],
    [
      'Promise.all',
      'const all = await Promise.all(event.Records.map(async (r) => r.body)); eval(all[0])',
    ],
    ['then', 'Promise.resolve(event.x).then((x) => eval(x))'],
    ['new Promise', 'eval(await new Promise((resolve) => resolve(event.x)))'],
    ['a closure', 'const run = () => eval(event.x); run()'],
    ['a function', 'function run(code) { eval(code) } run(event.x)'],
    ['a function and its result', 'const pick = (e) => e.x; eval(pick(event))'],
    ['a result of a closure', 'const get = () => event.x; eval(get())'],
    ['two functions', 'const a = (x) => b(x); const b = (y) => { eval(y) }; a(event.x)'],
    ['a rest parameter', 'const run = (...codes) => eval(codes[0]); run(event.x)'],
    ['spread arguments', 'const run = (a, b) => eval(b); run(...event.list)'],
    ['call and apply', 'function run(x) { eval(x) } run.call(null, event.x); '],
    ['apply', 'function run(x) { eval(x) } run.apply(null, [event.x])'],
    ['a function given to another', 'const apply = (f, x) => f(x); apply(eval, event.x)'],
    [
      'an argument that is filled',
      'const fill = (o, e) => { o.code = e.x }; const o = {}; fill(o, event); eval(o.code)',
    ],
    ['arguments', 'function run() { eval(arguments[0]) } run(event.x)'],
    ['a method', 'class A { run(x) { eval(x) } } new A().run(event.x)'],
    [
      'a field of this',
      'class A { constructor(e) { this.e = e } run() { eval(this.e.x) } } new A(event).run()',
    ],
    [
      'a private field',
      'class A { #e; set(e) { this.#e = e } run() { eval(this.#e) } } const a = new A(); a.set(event); a.run()',
    ],
    [
      'an inherited method',
      'class A { run(x) { eval(x) } } class B extends A {} new B().run(event.x)',
    ],
    [
      'super',
      'class A { constructor(x) { this.x = x } } class B extends A { constructor(x) { super(x); eval(this.x) } } new B(event.x)',
    ],
    ['a static method', 'class A { static run(x) { eval(x) } } A.run(event.x)'],
    [
      'a prototype',
      'function A() {} A.prototype.run = function (x) { eval(x) }; new A().run(event.x)',
    ],
    ['recursion', 'const f = (x, n) => (n ? f(x, n - 1) : eval(x)); f(event.x, 3)'],
    ['a generator', 'function* all() { yield event.x } for (const x of all()) eval(x)'],
    ['a finally', 'let x; try { x = event.x } finally { eval(x) }'],
    ['a branch that may not run', "let x = event.x; if (event.ok) x = '1'; eval(x)"],
    ['a table of functions', 'const table = { run: (x) => eval(x) }; table[event.op](event.x)'],
  ])('follows %s', (_, body) => {
    expect(sinksIn(handling(body))).toEqual(['eval']);
  });

  it.each([
    ['a number', 'eval(Number(event.x))'],
    ['parseInt', 'eval(parseInt(event.x, 10) + 1)'],
    ['parseFloat', 'eval(parseFloat(event.x))'],
    ['Boolean', 'eval(Boolean(event.x))'],
    ['typeof', 'eval(typeof event.x)'],
    ['a unary plus', 'eval(+event.x)'],
    ['length', 'eval(event.x.length)'],
    ['a comparison', "eval(event.x === 'a')"],
    ['includes', "eval(event.x.includes('a'))"],
    ['arithmetic', 'eval(event.x * 2)'],
    ['a constant table', "const table = { a: '1' }; eval(table[event.x])"],
    ['a Map of constants', "const table = new Map([['a', '1']]); eval(table.get(event.x))"],
    ['a condition', "eval(event.x ? '1' : '2')"],
    ['a guard by &&', "eval(event.x && '2')"],
    ['JSON text', `eval(${template('JSON.stringify(event)')})`],
    ['what a package makes of it', "eval(require('some-package')(event.x))"],
    ['another field', "const o = { a: event.x, b: '1' }; eval(o.b)"],
    ['another element', "const list = [event.x, '1']; eval(list[1])"],
    [
      'another field of the rest',
      "const o = { a: event.x, b: '1' }; const { a, ...rest } = o; eval(rest.b)",
    ],
    ['a value replaced', "let x = event.x; x = '1'; eval(x)"],
    ['an object replaced', "let o = event; o = { code: '1' }; eval(o.code)"],
    ['a field replaced', "const o = { ...event }; o.code = '1'; eval(o.code)"],
    ['a value replaced in a sequence', "let x = event.x; x = '1', eval(x)"],
    ['another call of one function', "const same = (x) => x; same(event.x); eval(same('1'))"],
    ['another parameter', "const run = (a, b) => eval(b); run(event.x, '1')"],
    [
      'another instance',
      "class A { constructor(x) { this.x = x } run() { eval(this.x) } } new A(event.x); new A('1').run()",
    ],
    ['a name of an inner scope', "const x = '1'; { const x = event.x; } eval(x)"],
    ['a parameter of that name', 'const x = event.x; const run = (x) => eval(x); run(1)'],
    ['a function that is not called', 'const run = (code) => eval(code)'],
    ['event of another function', "const other = (event) => eval(event.x); other({ x: '1' })"],
    ['an object as text', "eval('' + { a: event.x })"],
    ['every', 'eval(event.list.every((x) => x))'],
  ])('passes %s', (_, body) => {
    expect(sinksIn(handling(body))).toEqual([]);
  });

  it.each([
    ['a list', "if (!['a', 'b'].includes(event.x)) throw new Error('no'); eval(event.x)"],
    [
      'a list, in a block',
      "const { x } = event; if (!['a'].includes(x)) { log(); return 1; } eval(x)",
    ],
    ['a Set', 'if (allowed.has(event.x)) { eval(event.x) }'],
    ['a table', 'const { x } = event; if (Object.hasOwn(table, x)) eval(x)'],
    ['a name of a table', 'const { x } = event; return x in table ? eval(x) : 1'],
    ['a literal', "const { x } = event; if (x === 'a') eval(x)"],
    ['one of two literals', "const { x } = event; if (x === 'a' || x === 'b') eval(x)"],
    ['no other than a literal', "const { x } = event; if (x !== 'a') return 1; eval(x)"],
    ['a case', "switch (event.x) { case 'a': eval(event.x) }"],
    ['an expression', 'const { x } = event; if (!/^[a-z0-9]+$/.test(x)) return 1; eval(x)'],
    ['a condition and another', 'const { x } = event; if (event.ok && allowed.has(x)) eval(x)'],
    ['&&', 'const { x } = event; allowed.has(x) && eval(x)'],
    ['||', 'const { x } = event; !allowed.has(x) || eval(x)'],
  ])('passes what was checked against %s', (_, body) => {
    expect(sinksIn(handling(body))).toEqual([]);
  });

  it.each([
    ['the other branch', "const { x } = event; if (x === 'a') log(); else eval(x)"],
    ['a check that goes on', 'const { x } = event; if (!allowed.has(x)) log(); eval(x)'],
    ['a check of another field', 'if (!allowed.has(event.y)) return 1; eval(event.x)'],
    ['a list of the event', 'if (!event.list.includes(event.x)) return 1; eval(event.x)'],
    ['either of two checks', 'const { x } = event; if (event.ok || allowed.has(x)) eval(x)'],
    ['a part that matches', 'const { x } = event; if (!/[a-z]+/.test(x)) return 1; eval(x)'],
    ['an expression for everything', 'const { x } = event; if (!/^.*$/.test(x)) return 1; eval(x)'],
    [
      'a check of what was before',
      'let { x } = event; if (!allowed.has(x)) return 1; x = event.y; eval(x)',
    ],
    ['a check afterwards', 'const { x } = event; eval(x); if (!allowed.has(x)) return 1;'],
    ['the default of a switch', "switch (event.x) { case 'a': break; default: eval(event.x) }"],
  ])('is not satisfied with %s', (_, body) => {
    expect(sinksIn(handling(body))).toEqual(['eval']);
  });

  it('reads a name after it was given anew, and given the event again', () => {
    const source = handling("let x = event.x; x = '1'; x = event.y; eval(x)");

    expect(sinksIn(source)).toEqual(['eval']);
  });
});

describe('a function given to a package', () => {
  it.each([
    [
      'records',
      "const { processPartialResponse: run } = require('@aws-lambda-powertools/batch'); return run(event, async (record) => eval(record.body), processor)",
    ],
    ['elements', "const pMap = require('p-map'); await pMap(event.list, (x) => eval(x))"],
    ['a method', "const _ = require('lodash'); _.forEach(event.list, (x) => eval(x))"],
    ['a name', "require('p-map')(event.list, run); function run(x) { eval(x) }"],
  ])('gets what is given before it: %s', (_, body) => {
    expect(sinksIn(handling(body))).toEqual(['eval']);
  });

  it.each([
    ['beside what is no event', "require('p-map')(list, (x) => eval(x))"],
    ['before options that are', "require('p-retry')((x) => eval(x), event.options)"],
    ['beside options that hold it', "require('p-map')({ size: event.size }, (x) => eval(x))"],
    ['that takes a result', "require('fs').stat(event.path, (error, x) => eval(x))"],
    ['to something unknown', 'emitter.on(event.name, (x) => eval(x))'],
    ['to a global', 'setTimeout((x) => eval(x), event.delay)'],
    ['to a function of its own', 'const each = (x, run) => run(1); each(event.x, (x) => eval(x))'],
  ])('does not get the event %s', (_, body) => {
    expect(sinksIn(handling(body))).toEqual([]);
  });
});

describe('a router', () => {
  const router =
    "const { Router } = require('@aws-lambda-powertools/event-handler/http'); const app = new Router();";
  const resolve = 'exports.handler = async (event, context) => app.resolve(event, context);';

  it.each([
    ['a function', "app.get('/x', async ({ event }) => eval(event.body));"],
    ['a name', "app.post('/x', run); async function run({ req }) { eval(await req.text()); }"],
    ['parameters', "app.get('/x/:code', async ({ code }) => eval(code));"],
    ['what comes second', "app.get('/x', async (_, { event }) => eval(event.body));"],
    [
      'a decorated method',
      "class L { async x({ event }) { eval(event.body); } } __decorate([app.get('/x')], L.prototype, 'x', null);",
    ],
  ])('hands the event to its routes: %s', (_, routes) => {
    expect(sinksIn(`${router} ${routes} ${resolve}`)).toEqual(['eval']);
  });

  it.each([
    ['what makes no code of it', "app.get('/x', async ({ event }) => event.body);"],
    ['routes of another', "other.get('/x', async ({ event }) => eval(event.body));"],
  ])('passes %s', (_, routes) => {
    expect(sinksIn(`${router} ${routes} ${resolve}`)).toEqual([]);
  });
});

describe('lodash', () => {
  it.each([
    ['get', "require('lodash').get(event, 'a.b')"],
    ['a function of its own file', "require('lodash/get')(event, 'a.b')"],
    ['a function of its own package', "require('lodash.get')(event, 'a.b')"],
    ['modules', "(await import('lodash-es')).get(event, 'a.b')"],
    ['a field of what is picked', "require('lodash').pick(event, ['x']).x"],
    ['a text', "require('lodash').trim(event.x)"],
    ['an entry', "require('lodash').toPairs(event)[0][1]"],
    ['what a compiler imports', "__importDefault(require('lodash/get')).default(event, 'a')"],
  ])('gives the event back: %s', (_, expression) => {
    const compiled = 'const __importDefault = (m) => (m && m.__esModule ? m : { default: m });';

    expect(sinksIn(`${compiled} ${handling(`eval(${expression})`)}`)).toEqual(['eval']);
  });

  it('makes code of templates', () => {
    expect(sinksIn(handling("require('lodash').template(event.x)"))).toEqual(['lodash.template']);
    expect(sinksIn(handling("require('lodash').template('a')(event.x)"))).toEqual([]);
  });
});

describe('what is not followed', () => {
  it.each([
    ['a package that is not listed', "require('left-right').go(event)", 'left-right'],
    [
      'a package or a function of the code',
      "const go = context.a ? (x) => x : require('left-right'); go(event)",
      'left-right',
    ],
    ['a part of it', "require('@left/right/lib').go({ x: event.x })", '@left/right'],
    ['what it made', "const c = new (require('left-right'))(); c.x.go(event)", 'left-right'],
    ['what it promised', "const c = await require('left-right').open(); c.go(event)", 'left-right'],
    ['a template of it', `require('left-right')${template('event.x')}`, 'left-right'],
    ['a callback', "event.list.map(require('left-right'))", 'left-right'],
    [
      'a class that it is the base of',
      "class A extends require('left-right') {} new A(event)",
      'left-right',
    ],
    ['a layer', "require('/opt/nodejs/a')(event)", '/opt/nodejs/a'],
    ['a file that is not there', "require('./gone')(event)", './gone'],
    ['a name that nothing explains', "require('#gone')(event)", '#gone'],
    [
      'a name that is made up',
      'require(pick())(event)',
      'a module whose name is made up as it runs',
    ],
    [
      'a later import of such',
      '(await import(pick())).go(event)',
      'a module whose name is made up as it runs',
    ],
    [
      'a worker',
      "new (require('worker_threads').Worker)('./w.js', { workerData: event })",
      'worker_threads',
    ],
    ['any global', 'globalThis[event.name](event.x)', 'a field of globalThis'],
  ])('is reported whatever the code does: %s', (_, body, name) => {
    expect(unfollowedIn(handling(body))).toContain(
      `index.js, line 1: the event is passed to ${name}, which is not followed`,
    );
  });

  it('is what a handler is wrapped by', () => {
    const source = "exports.handler = require('left-right')(async (event) => event.x);";

    expect(unfollowedIn(source)).toEqual([
      'index.js, line 1: the event is passed to left-right, which is not followed',
    ]);
  });

  it('is a package of the project that lies among installed ones', () => {
    const files = { 'node_modules/@shop/lib/index.js': 'exports.run = (x) => eval(x);' };

    expect(unfollowedIn(handling("require('@shop/lib').run(event.x)"), files)).toEqual([
      'index.js, line 1: the event is passed to @shop/lib, which is not followed',
    ]);
  });

  const mayComeBack = [
    [
      'a listed package',
      "const u = require('underscore'); run(u.chain(event).value())",
      'underscore',
    ],
    ['an application', "require('serverless-http')(app)(event)", 'serverless-http'],
    [
      'a listener',
      "const e = new (require('events'))(); e.on('x', run); e.emit('x', event.x)",
      'events',
    ],
    [
      'a store',
      "const s = new (require('async_hooks').AsyncLocalStorage)(); s.run(event, () => run(s.getStore().x))",
      'async_hooks',
    ],
    [
      'a function out of a Map',
      "const m = new Map([['a', run]]); m.get('a')(event.x)",
      'a function',
    ],
    ['a function out of a list', 'const list = [run]; list[0](event.x)', 'list.0'],
    ['a parameter', 'context.run = (f) => f(event.x)', 'f'],
    ['a tag', `function tag(a, x) { run(x); } tag${template('event.x')}`, 'tag'],
    ['a global variable', 'last = event.x; later(run)', 'last'],
    ['a middleware', "require('@middy/core')(run)(event)", undefined],
  ] as const;

  it.each(mayComeBack.slice(0, 9))(
    'is reported where the code may run text: %s',
    (_, body, name) => {
      const source = `const run = (x) => eval(x);\n${handling(body)}`;

      expect(unfollowedIn(source)).toContain(
        `index.js, line 2: the event is passed to ${name}, which is not followed; the code may run text in index.js, line 1`,
      );
    },
  );

  it.each(mayComeBack)('is not reported where no code runs text: %s', (_, body) => {
    expect(unfollowedIn(`const run = (x) => x;\n${handling(body)}`)).toEqual([]);
  });

  it.each([
    ['itself', 'var ok = ok || other;'],
    ['another, which is made of it', 'var ok = !a; var a = ok && other;'],
    ['many', many('ok')],
  ])('is found behind a condition that is made of %s', (_, made) => {
    expect(sinksIn(`${made}\n${handling('if (ok) eval(event.x);')}`)).toEqual(['eval']);
  });

  it.each([
    "require('child_process').execFile('convert', ['--', event.file], () => {})",
    "require('node:child_process').spawnSync('tar', ['czf', '/tmp/a', event.folder])",
    "const { spawn } = require('child_process'); spawn('git', ['show', event.commit])",
  ])('is not reported of a program that gets it as an argument: %s', (body) => {
    expect(unfollowedIn(handling(body))).toEqual([]);
  });

  it.each([
    ['eval', 'eval(x)'],
    ['eval by another name', 'const run = eval'],
    ['eval in a list', 'const run = [eval]'],
    ['eval of the global object', 'globalThis.eval(x)'],
    ['new Function', 'new Function(x)'],
    ['new Function by another name', 'const e = Function; new e(x)'],
    [
      'a class that writes functions',
      'class Doc { compile() { const F = Function; return new F(this.content.join()); } }',
    ],
    ['a name that is handed on as well', "const e = Function; new e(''); x(e)"],
    ['any global', 'globalThis[x](y)'],
    ['constructors', '[].constructor.constructor(x)'],
    ['the constructor of a function', 'Object.getPrototypeOf(async () => {}).constructor(x)'],
    ['vm', "const vm = require('vm')"],
    ['require', 'require(x)'],
    ['import', 'import(x)'],
    ['a worker', 'new Worker(x, { eval: true })'],
    ['a shell', "require('child_process').exec('ls ' + x)"],
  ])('may come to %s', (_, code) => {
    const [reason] = unfollowedIn(
      `function other(x, y) { ${code} }\n${handling('f(event)(event)')}`,
    );

    expect(reason).toMatch(/the code may run text in index\.js, line 1$/);
  });

  it.each([
    ['eval of a constant', "eval('1')"],
    ['the global object of old code', "Function('return this')()"],
    [
      'a question whether something is a function',
      'x instanceof Function; Function.prototype.call',
    ],
    ['a method eval', 'redis.eval(x); const o = { eval: 1 }'],
    ['a name of its own', 'const Function = String; Function(x)'],
    ['a try whether text is run at all', "try { const e = Function; new e(''); } catch {}"],
    [
      'what zod 4 makes of a schema',
      'class Doc { indented() {} write() {} compile() { const F = Function; return new F(...this.args, this.content.join()); } }',
    ],
    ['a constructor', 'new this.constructor(x)'],
    ['a literal require', "require('./a'); import('b')"],
    ['a timer', 'setTimeout(x, 10)'],
    ['a worker of a file', 'new Worker(x)'],
    ['a command', "require('child_process').exec('ls')"],
    ['exec of an expression', '/a/.exec(x)'],
  ])('does not come to %s', (_, code) => {
    expect(unfollowedIn(`function other(x) { ${code} }\n${handling('f()(event)')}`)).toEqual([]);
  });

  it('is no list that the code asks', () => {
    const source = handling('if (allowed.has(event.x)) eval(context.x); allowed.run(event.x)');

    expect(unfollowedIn(source)).toEqual([
      'index.js, line 1: the event is passed to allowed, which is not followed; the code may run text in index.js, line 1',
    ]);
  });

  it.each([
    ['what middleware put there', 'context.repository.save(event)', 'context.repository.save'],
    ['what nothing explains', 'context.find("a")(event)', 'a function'],
    [
      'a field',
      'class A { constructor(o) { Object.assign(this, o) } go(e) { this.a.go(e) } } new A(context).go(event)',
      'this.a.go',
    ],
  ])('may come to what a package is, where one is not listed: %s', (_, body, name) => {
    const reason = `index.js, line 2: the event is passed to ${name}, which is not followed`;

    expect(unfollowedIn(`const a = require('left-right');\n${handling(body)}`)).toEqual([
      `${reason}; it may belong to left-right`,
    ]);
    expect(unfollowedIn(`const a = require('axios');\n${handling(body)}`)).toEqual([]);
  });

  it('is not what a bundler took from a package', () => {
    const run = 'function run(x) { return new Function(x); }';
    const use = `// src/index.js\n${handling('f()(event)')}`;

    expect(unfollowedIn(`// node_modules/zod/doc.js\n${run}\n${use}`)).toEqual([]);
    expect(unfollowedIn(`// src/run.js\n${run}\n${use}`)).toHaveLength(1);
  });

  it.each(Object.entries(typicalHandlers))('is nothing of a handler that %s', (_, source) => {
    expect(unfollowedIn(source)).toEqual([]);
  });

  it('shows no name that is more than a name', () => {
    const name = `${'a'.repeat(100)}`;

    expect(unfollowedIn(handling(`require('a b c').x(event); require('${name}')(event)`))).toEqual(
      [
        'index.js, line 1: the event is passed to what has no plain name, which is not followed',
        `index.js, line 1: the event is passed to ${'a'.repeat(60)}…, which is not followed`,
      ].toSorted(),
    );
  });
});

describe('hostile names', () => {
  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf', '$', 'ñ'])(
    'follows a variable and a field %s',
    (name) => {
      const body = `var ${name} = event; const o = { ['${name}']: ${name}.x }; eval(o.${name})`;

      expect(sinksIn(handling(body))).toEqual(['eval']);
    },
  );

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'does not call everything that is named %s something',
    (name) => {
      expect(sinksIn(handling(`const o = {}; o.${name}(event.x)`))).toEqual([]);
    },
  );
});

describe('evidence', () => {
  it('names the place of the sink and the way to it', () => {
    const source = [
      'const run = (code) => {',
      '  return  eval(code);',
      '};',
      'exports.handler = async (event) => {',
      '  const body = JSON.parse(event.body);',
      '  return run(body.code);',
      '};',
    ].join('\n');

    expect(linesOf(source)).toEqual([
      '4:26 event is what the handler is given',
      '5:9 body takes it',
      '1:14 run gets it as code',
      '2:11 eval runs it',
    ]);
  });

  it('shows no values', () => {
    const source = handling("const x = 'sk_live_' + event.x; eval(x + 'hunter2')");

    expect(linesOf(source).join()).not.toMatch(/sk_live_|hunter2/);
  });

  it('keeps to eight steps of a long way', () => {
    const steps = Array.from({ length: 30 }, (_, n) => `const v${n + 1} = v${n};`).join('\n');

    expect(linesOf(handling(`const v0 = event.x; ${steps} eval(v30)`))).toHaveLength(8);
  });
});

function handling(body: string): string {
  return `exports.handler = async (event, context) => { ${body} };`;
}

/** A template literal with the expression in its hole. */
function template(expression: string): string {
  return ['`x = $', '{', expression, '}`'].join('');
}

/** Names, each of two of the one before. */
function many(last: string): string {
  const names = [...Array.from({ length: 60 }, (_, index) => `a${index}`), last];

  return names
    .map(
      (name, index) => `const ${name} = ${names[index - 1] ?? 'x'} && ${names[index - 1] ?? 'x'};`,
    )
    .join('\n');
}
