import { describe, expect, it } from 'vitest';
import { Budget } from '../../functions/engines/flow/index.ts';
import { findWeaknesses } from '../../functions/engines/javascript/index.ts';
import { findWeaknesses as findPythonWeaknesses } from '../../functions/engines/python/index.ts';

describe('an object of very many fields that are each set from the event', () => {
  it.each<readonly [string, (lines: number) => string, Find]>([
    ['JavaScript', (lines) => javascript(set(lines, ';'), 'use(item);'), findWeaknesses],
    ['Python', (lines) => python(setInPython(lines), 'use(item)'), findPythonWeaknesses],
  ])('is followed in steps that grow as it does, in %s', (language, write, find) => {
    const few = stepsOf(() => find(sourceOf(language, write(600))));
    const many = stepsOf(() => find(sourceOf(language, write(1_800))));

    // Of what each line asks of each other one, it would be nine times as many.
    expect(many / few).toBeLessThan(4);
  });

  it.each([
    ['one of them', 'eval(item.f30);', 1],
    ['all of them', 'for (const each of Object.values(item)) eval(each);', 1],
    ['one by a name that is not known', 'eval(item[name]);', 1],
    ['one that is not set', 'eval(item.g30);', 0],
    ['any, once one is set by any name', 'item[name] = body.x; eval(item.g30);', 1],
    ['one that is set again', "item.f30 = 'a'; eval(item.f30);", 0],
    ['one that is set again in a branch', "if (name) { item.f30 = 'a'; } eval(item.f30);", 1],
    ['one that another is set beside', "item.f31 = 'a'; eval(item.f30);", 1],
    ['one, when all are set again', "item = { f30: 'a' }; eval(item.f30);", 0],
    ['a field of one', 'eval(item.f30.a.b);', 1],
    ['a field of one that is set again', "item.f30.a = 'b'; eval(item.f30.a);", 0],
    ['another field of one', "item.f30.a = 'b'; eval(item.f30.b);", 1],
  ])('is followed to %s, in JavaScript', (_, end, count) => {
    const { weaknesses } = findWeaknesses(sourceOf('JavaScript', javascript(set(60, ';'), end)));

    expect(weaknesses.filter(({ sink }) => sink === 'eval')).toHaveLength(count);
  });

  it.each([
    ['one of them', "eval(item['f30'])", 1],
    ['all of them', 'for each in item.values():\n    eval(each)', 1],
    ['one by a name that is not known', 'eval(item[name])', 1],
    ['one by a method', "eval(item.get('f30'))", 1],
    ['one that is not set', "eval(item['g30'])", 0],
    ['any, once one is set by any name', "item[name] = body['x']\neval(item['g30'])", 1],
    ['one that is set again', "item['f30'] = 'a'\neval(item['f30'])", 0],
    ['one that is set again in a branch', "if name:\n    item['f30'] = 'a'\neval(item['f30'])", 1],
    ['one that another is set beside', "item['f31'] = 'a'\neval(item['f30'])", 1],
    [
      'one that is set in a turn before',
      "for x in name:\n    eval(item['g'])\n    item['g'] = event['x']",
      1,
    ],
    ['a part of one', "eval(item['f30'][1:])", 1],
    ['a part of them', 'eval(item[1:][0])', 1],
  ])('is followed to %s, in Python', (_, end, count) => {
    const { weaknesses } = findPythonWeaknesses(sourceOf('Python', python(setInPython(60), end)));

    expect(weaknesses.filter(({ sink }) => sink === 'eval')).toHaveLength(count);
  });

  it.each([
    ['f30', 1],
    ['g30', 0],
  ])('is followed to %s in a method, in JavaScript', (field, count) => {
    const fields = lines(60, (n) => `this.f${n} = body.f${n};`);
    const { weaknesses } = findWeaknesses(
      sourceOf(
        'JavaScript',
        `class Item { constructor(body) { ${fields} this.text(); } text() { eval(this.${field}); } }
         exports.handler = async (event) => { new Item(event); };`,
      ),
    );

    expect(weaknesses.filter(({ sink }) => sink === 'eval')).toHaveLength(count);
  });

  it.each([
    ['f30', 1],
    ['g30', 0],
  ])('is followed to %s in a property, in Python', (field, count) => {
    const fields = lines(60, (n) => `        self.f${n} = body['f${n}']`);
    const { weaknesses } = findPythonWeaknesses(
      sourceOf(
        'Python',
        `class Item:\n    def __init__(self, body):\n${fields}\n        self.done = self.text\n    @property\n    def text(self):\n        return eval(self.${field})\ndef handler(event, context):\n    Item(event)\n`,
      ),
    );

    expect(weaknesses.filter(({ sink }) => sink === 'eval')).toHaveLength(count);
  });
});

type Find = (source: ReturnType<typeof sourceOf>) => unknown;

function sourceOf(language: string, text: string) {
  return {
    files: new Map([[language === 'Python' ? 'index.py' : 'index.js', text]]),
    handler: 'index.handler',
  };
}

function stepsOf(run: () => unknown): number {
  const { spend } = Budget.prototype;
  let steps = 0;
  Budget.prototype.spend = (count = 1) => {
    steps += count;
  };
  try {
    run();
  } finally {
    Budget.prototype.spend = spend;
  }
  return steps;
}

function lines(count: number, write: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => write(at)).join('\n');
}

function set(count: number, end: string): string {
  return lines(count, (n) => `item.f${n} = body.f${n}${end}`);
}

function setInPython(count: number): string {
  return lines(count, (n) => `    item['f${n}'] = body['f${n}']`);
}

function javascript(body: string, end: string): string {
  return `exports.handler = async (event) => { const body = JSON.parse(event.body); const { name } = process.env; let item = {};\n${body}\n${end} };`;
}

function python(body: string, end: string): string {
  return `import json, os\ndef handler(event, context):\n    body = json.loads(event['body'])\n    name = os.environ['NAME']\n    item = {}\n${body}\n${end
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
}
