import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { CodeNotAnalysed } from '../../../functions/engines/flow/index.ts';
import { findWeaknesses } from '../../../functions/engines/javascript/find-weaknesses.ts';
import { fc, property } from '../../property.ts';
import { sinksIn } from './sinks-in.ts';

const hit = 'exports.handler = (event) => { const { code } = event; eval(code); };';

const analyser = importOf('find-weaknesses');
const parser = importOf('parse');

describe('deep code', () => {
  it.each([
    [
      'fifty thousand calls',
      `exports.handler = (event) => eval(event.x${'.trim()'.repeat(50_000)});`,
    ],
    ['calls of something else', `${hit} a${'.b()'.repeat(50_000)};`],
    ['ten thousand else', `${hit} ${'if (a) b(); else '.repeat(1_000)} c();`],
  ])('is followed: %s', (_, source) => {
    expect(sinksIn(source)).toEqual(['eval']);
  });

  it.each([
    ['a sum', `exports.handler = (event) => eval(event.x${" + 'a'".repeat(200_000)});`],
    ['arrays', `${hit} ${'['.repeat(100_000)}${']'.repeat(100_000)};`],
    ['functions', `${hit} ${'(() => '.repeat(50_000)}1${')'.repeat(50_000)};`],
  ])('is reported as too deep, not clean: %s', (_, source) => {
    const failed = failureOf(() => sinksIn(source));

    expect(failed).toBeInstanceOf(CodeNotAnalysed);
    expect(failed.message).toContain('too deeply');
  });

  it.each<readonly [string, string]>([
    ...['{', 'function f(){', 'class A{x=', '(a=>{', '[', '!', 'new ', '`${', 'if(1){'].map(
      (opening): [string, string] => [opening, opening.repeat(100_000)],
    ),
    ['let [[', `let ${'['.repeat(100_000)}`],
    ['labels', Array.from({ length: 100_000 }, (_, n) => `l${n}:`).join('')],
  ])('is given up before the stack is full, however large that is: %s', async (_, source) => {
    const parse = `${parser}.then(({ parseJavaScript }) => parseJavaScript(workerData.source))`;

    await expect(onLargeStack(parse, source)).rejects.toThrow('the code is nested too deeply');
  });

  it('is followed in a sum of 200,000 terms where the stack is large', async () => {
    const source = `exports.handler = (event) => eval(event.x${" + 'a'".repeat(200_000)});`;

    expect(await sinksOnLargeStack(source)).toEqual(['eval']);
  });
});

describe('wasteful code', () => {
  it('is reported as too deep where a value lies in a hundred thousand fields', () => {
    const failed = failureOf(() =>
      sinksIn(`exports.handler = (event) => eval(event${'.a'.repeat(100_000)});`),
    );

    expect(failed).toBeInstanceOf(CodeNotAnalysed);
    expect(failed.message).toContain('a value is nested too deeply, in 100000 fields');
  });

  it('is given up after a bounded number of steps: a function with many returns, called often', () => {
    const source = `function f(x) {${'if (x) return x;'.repeat(2_000)}} exports.handler = (event) => {${'f(event);'.repeat(2_000)}};`;
    const files = new Map([['index.js', source]]);
    const analyse = () => findWeaknesses({ files, handler: 'index.handler', mostSteps: 800_000 });

    expect(analyse).toThrow('too much to analyse: following the event took more steps');
  });

  // With as many steps as the product takes: where guards spent none of them, it would not end.
  it('is given up after a bounded number of steps: three hundred functions, each of which calls all', () => {
    const functions = many(
      300,
      (one) => `function f${one}(x) {${many(300, (other) => `f${other}(x);`)} return x;}`,
    );

    expect(() => sinksIn(`${functions} exports.handler = (event) => f0(event.x);`)).toThrow(
      'too much to analyse',
    );
  });

  it.each<readonly [string, string]>([
    [
      'a parameter that many callers give and that is read often',
      `function f(p) {${'p();'.repeat(2_000)}} ${'f(g);'.repeat(2_000)} ${hit}`,
    ],
    [
      'conditions within one another',
      `exports.handler = (event) => eval(event.x${' && event.y'.repeat(2_000)});`,
    ],
    [
      'names that stand for each other',
      `var a = b; var b = a; a.run = (text) => eval(text); exports.handler = (event) => b.run(event.x);`,
    ],
    [
      'a table of thousands of functions, each of which is called',
      `const table = {${many(2_000, (one) => `f${one}: () => 1,`)}}; ${many(2_000, (one) => `table.f${one}();`)} ${hit}`,
    ],
  ])('is followed: %s', (_, source) => {
    expect(sinksIn(source)).toEqual(['eval']);
  });

  it('is followed through files that give on the names of each other', () => {
    const files = new Map(
      Array.from({ length: 60 }, (_, at): [string, string] => [
        `f${at}.js`,
        `export * from './index.js'; export const a${at} = 1;`,
      ]),
    );
    const stars = many(60, (at) => `export * from './f${at}.js';`);
    files.set('index.js', `${stars} export const handler = (event) => eval(event.x);`);

    const { weaknesses } = findWeaknesses({ files, handler: 'index.handler' });

    expect(weaknesses.map(({ sink }) => sink)).toEqual(['eval']);
  });

  it('is followed past flags that set each other', () => {
    const flags = Array.from({ length: 60 }, (_, n) => n);
    const sets = flags.flatMap((n) =>
      flags.slice(0, 6).map((m) => `if (f${(n * 7 + m) % 60}) f${n} = true;`),
    );
    const reads = flags.map((n) => `if (f${n}) eval(event.x);`);
    const source = `exports.handler = (event) => { ${flags.map((n) => `let f${n} = false;`).join(' ')} ${sets.join(' ')} ${reads.join(' ')} };`;

    expect(sinksIn(source)).toHaveLength(60);
  });

  it('is reported as more than there is memory for', () => {
    const files = new Map([
      ['index.js', `require('./more.js'); ${hit}`],
      ['more.js', 'a;'.repeat(500)],
    ]);
    const analyse = () => findWeaknesses({ files, handler: 'index.handler', mostNodes: 1_000 });

    expect(analyse).toThrow(CodeNotAnalysed);
    expect(analyse).toThrow(
      'too much to analyse: with more.js the handler reaches more than 1,000 nodes of syntax',
    );
  });

  it('is followed though it has a hundred thousand names', () => {
    const names = Array.from({ length: 100_000 }, (_, at) => `function f${at}() {}`).join('\n');

    expect(sinksIn(`${names} ${hit}`)).toEqual(['eval']);
  });

  it('is reported as too much', () => {
    const names = Array.from({ length: 3_000 }, (_, n) => `x = x + event.a${n};`).join('\n');
    const source = `exports.handler = (event) => { let x; ${names} };`;

    expect(() => sinksIn(source)).toThrow('too much to analyse');
  });

  it('is looked at once, however often it is called', () => {
    const chain = Array.from(
      { length: 40 },
      (_, n) => `const f${n + 1} = (x) => { f${n}(x); return f${n}(x); };`,
    ).join('\n');
    const source = `const f0 = (x) => x; ${chain} exports.handler = (event) => eval(f40(event.x));`;

    expect(sinksIn(source)).toEqual(['eval']);
  });
});

describe('code that an SDK is full of', () => {
  const fields = Array.from({ length: 12 }, (_, n) => `f${n}`);
  const uses = Array.from({ length: 20 }, (_, n) => `use${n}`);

  it('is followed where data holds itself under many fields', () => {
    const source = `
      ${uses.map((use) => `const ${use} = (o) => { o.copy = o; return o; };`).join('\n')}
      const grow = (o) => {
        ${uses.map((use) => `${use}(o);`).join(' ')}
        return o.done ? o : grow({ ${fields.map((field) => `${field}: o`).join(', ')} });
      };
      exports.handler = (event) => { eval(grow({ text: event.x }).f1.f2.text); eval(grow({}).f1); };`;

    expect(sinksIn(source)).toEqual(['eval']);
  });

  it('is followed where a function gives itself what it was given, from an unknown place', () => {
    const source = `
      let last;
      const walk = (list) => { list.push(last); walk(list); walk(list); };
      exports.handler = (event) => { last = event.x; const all = []; walk(all); eval(all[0]); };`;

    expect(sinksIn(source)).toEqual(['eval']);
  });

  it('is followed where one variable is written and read throughout', () => {
    const lines = fields
      .concat(uses)
      .flatMap((field) => [
        `if (event.${field}) out = out + event.${field};`,
        ...Array.from({ length: 10 }, () => 'if (out) out = out;'),
      ]);
    const source = `exports.handler = (event) => { let out = ''; ${lines.join('\n')} eval(out); };`;

    expect(sinksIn(source)).toEqual(['eval']);
  });
});

describe('unrelated code', () => {
  const statement = fc.constantFrom(
    'function unrelated(event) { return eval(event); }',
    'exports.other = (event) => eval(event.code);',
    'const config = { code: "1", event: {} }; config.code = "2";',
    'class Unrelated { constructor(code) { this.code = code } run() { return eval(this.code) } }',
    'new Unrelated2().run(event => eval(event));',
    'const handler2 = async (event) => { const { code } = event; return new Function(code); };',
    '{ const code = "1"; const eval = (x) => x; eval(code); }',
    'for (const code of []) { (0, eval)(code); }',
    'module.exports.third = (code) => eval(code);',
    'const identity = (x) => x; identity("1");',
    'var __proto__ = null, constructor = 1, hasOwnProperty = 2;',
    'label: for (;;) { break label; }',
  );

  property.prop([fc.uniqueArray(statement), fc.uniqueArray(statement)])(
    'never changes what is found',
    (before, after) => {
      const [first, last] = [before, after.filter((line) => !before.includes(line))];

      for (const [source, sinks] of cases) {
        expect(sinksIn([...first, source, ...last].join('\n'))).toEqual(sinks);
      }
    },
  );

  const cases: readonly (readonly [string, readonly string[]])[] = [
    [hit, ['eval']],
    ['exports.handler = (event) => { const eval = String; eval(event.code); };', []],
    ['exports.handler = (event) => { const code = Number(event.code); eval(code); };', []],
    [
      'exports.handler = (event) => { { const code = event.code; } const code = "1"; eval(code); };',
      [],
    ],
  ];
});

/** Each would take its time once for each thing that is said of it. */
function failureOf(analyse: () => unknown): Error {
  try {
    analyse();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing failed');
}

async function sinksOnLargeStack(source: string): Promise<unknown> {
  return onLargeStack(
    `${analyser}.then(({ findWeaknesses }) => {
      const files = new Map([['index.js', workerData.source]]);
      const { weaknesses } = findWeaknesses({ files, handler: 'index.handler' });
      parentPort.postMessage(weaknesses.map(({ sink }) => sink));
    })`,
    source,
  );
}

/** As the caller does it: the stack of a Worker can be chosen, that of the main thread cannot. */
async function onLargeStack(script: string, source: string): Promise<unknown> {
  const head = "const { parentPort, workerData } = require('node:worker_threads');";
  const worker = new Worker(`${head}${script}`, {
    eval: true,
    workerData: { source },
    resourceLimits: { stackSizeMb: 64 },
  });

  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

function importOf(name: string): string {
  const file = `../../../functions/engines/javascript/${name}.ts`;

  return `import('${new URL(file, import.meta.url).href}')`;
}

function many(count: number, write: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => write(at)).join(' ');
}
