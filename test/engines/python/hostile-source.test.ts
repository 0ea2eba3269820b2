import { describe, expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/python/index.ts';
import { found, kindsIn } from './weaknesses-in.ts';

const handler = 'def handler(event, context):\n';
const deep = 20_000;

describe('the form of a file', () => {
  const source = `${handler}    if event:\n        eval(event["x"])\n`;

  it.each([
    ['a mark of its order of bytes', `\ufeff${source}`],
    ['line ends of Windows', source.replaceAll('\n', '\r\n')],
    ['line ends of old', source.replaceAll('\n', '\r')],
    ['tabs', source.replaceAll('    ', '\t')],
    ['tabs and spaces', source.replace('        ', '\t')],
    ['a form feed', `\f${source}`],
    ['an encoding', `# -*- coding: latin-1 -*-\n${source}`],
    ['no end of its last line', source.trimEnd()],
    ['a def without its colon', source.replace('):', ')')],
    ['an if without its colon', source.replace('event:', 'event')],
  ])('changes nothing: %s', (_, text) => {
    expect(kindsIn(text)).toEqual(['event-code-execution']);
  });

  it('is said where a colon is missing', () => {
    const { unread } = found({ 'app.py': source.replace('):', ')') });

    expect(unread).toEqual([{ path: 'app.py', reason: "not Python at line 1: ':' is missing" }]);
  });

  it('is read where files import each other', () => {
    const files = {
      'app.py': `import b\n${handler}    b.run(event["x"])\n`,
      'b.py': 'import c\nfrom app import handler\ndef run(x):\n    c.run(x)\n',
      'c.py': 'import b\nfrom b import *\ndef run(x):\n    eval(x)\n    b.run(x)\n',
    };

    expect(found(files).weaknesses).toMatchObject([{ path: 'c.py', line: 4 }]);
  });
});

describe('deep and long code', () => {
  it.each([
    ['a sum', `x = event${' + event'.repeat(deep)}`],
    ['a chain of calls', `x = event${'.strip()'.repeat(deep)}`],
    ['a chain of fields', `x = event${'["a"]'.repeat(deep)}`],
    [
      'a chain of elif',
      `x = event\n    if a:\n        pass\n${'    elif b:\n        pass\n'.repeat(deep)}`,
    ],
    ['many names', `x = event\n${'    y = x\n    x = y\n'.repeat(1000)}`],
    ['a long line', `x = event + '${'a'.repeat(1_000_000)}'`],
    ['many parts', `x = [${"'a', ".repeat(100_000)}event]`],
    ['a chain of or', `x = ${'y or '.repeat(deep)}event`],
    ['a chain of or of the event', `x = ${'event or '.repeat(3_000)}event`],
    ['a text of many parts', `x = f"${'{event}'.repeat(6_000)}"`],
  ])('is followed through: %s', (_, statement) => {
    expect(kindsIn(`${handler}    ${statement}\n    eval(x)\n`)).toContain('event-code-execution');
  });

  it.each([
    ['brackets', `x = ${'('.repeat(100_000)}1${')'.repeat(100_000)}`],
    ['open brackets', `x = ${'['.repeat(100_000)}`],
    ['not', `x = ${'not '.repeat(100_000)}1`],
    ['powers', `x = ${'2 ** '.repeat(100_000)}2`],
    ['conditions', `x = ${'a if b else '.repeat(100_000)}c`],
    ['lambdas', `x = ${'lambda: '.repeat(100_000)}1`],
    ['texts in texts', `x = ${'f"{'.repeat(300)}1${'}"'.repeat(300)}`],
    ['texts that do not end', `x = ${`f"{'`.repeat(20_000)}`],
    ['formats in formats', `x = f"${'{x:'.repeat(20_000)}`],
  ])('costs a line where it is nested too deeply: %s', (_, line) => {
    const { weaknesses, unread } = found({ 'app.py': `${line}\n${handler}    eval(event)\n` });

    expect(weaknesses.map(({ kind }) => kind)).toContain('event-code-execution');
    expect(unread).toMatchObject([
      { path: 'app.py', reason: expect.stringContaining('not Python at line 1') },
    ]);
  });

  it('is never taken for sound where blocks are nested too deeply', () => {
    const blocks = Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join(
      '',
    );

    expect(() =>
      found({ 'app.py': `${blocks}${' '.repeat(500)}pass\n${handler}  pass\n` }),
    ).toThrow(/^app\.py: not Python at line \d+: it is nested too deeply$/);
  });

  it('is an error where following it takes too long', () => {
    const source = `${handler}    x = event\n${'    if a:\n        x = x + x\n'.repeat(5000)}`;

    expect(() => found({ 'app.py': source })).toThrow('took more steps than allowed');
  });

  it('is an error where it is too much to hold', () => {
    const files = new Map([['app.py', `${handler}    eval(event)\n`]]);

    expect(() => findWeaknesses({ files, handler: 'app.handler', mostTokens: 10 })).toThrow(
      'the code is too much to analyse: with app.py the handler reaches more than 10 words and signs',
    );
  });

  it('may import itself in circles', () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, at) => [
        `m${at}.py`,
        `from m${(at + 1) % 300} import *\nimport m${(at * 7) % 300}\ndef run(x):\n    m${(at + 1) % 300}.run(x)\n`,
      ]),
    );

    expect(
      found({ ...files, 'app.py': `import m0\n${handler}    m0.run(event)\n` }).weaknesses,
    ).toEqual([]);
  });

  it('shows at most a hundred places', () => {
    expect(kindsIn(`${handler}${'    eval(event)\n'.repeat(300)}`)).toHaveLength(100);
  });
});

describe('text of every kind', () => {
  it.each([
    ['a mark of UTF-8', '\ufeff', '\n'],
    ['a declared encoding', '# -*- coding: latin-1 -*-\n', '\n'],
    ['ends of lines of Windows', '', '\r\n'],
    ['ends of lines of old Macs', '', '\r'],
    ['form feeds', '\f\n', '\n'],
    ['a line to the shell', '#!/usr/bin/env python3\n', '\n'],
  ])('%s', (_, head, end) => {
    const source = `${head}${handler}    eval(event['x'])\n`.replaceAll('\n', end);

    expect(kindsIn(source)).toEqual(['event-code-execution']);
  });

  it('with tabs', () => {
    expect(kindsIn("def handler(event, context):\n\tif event:\n\t\teval(event['x'])\n")).toEqual([
      'event-code-execution',
    ]);
  });

  it.each([
    ['print', "print 'got', event['x']\n    eval(event['x'])"],
    ['print to a file', "print >>sys.stderr, 'a'\n    eval(event['x'])"],
    ['exec', "exec event['x'] in scope"],
    [
      'a comma before the name of an error',
      "try:\n        eval(event['x'])\n    except Exception, e:\n        pass",
    ],
    ['raise with a comma', "eval(event['x'])\n    raise ValueError, 'a'"],
    ['backquotes', "eval(event['x'])\n    y = `event`"],
    ['numbers', "eval(event['x'])\n    y = 0777 + 10L"],
    ['unequal', "if event['y'] <> 1:\n        eval(event['x'])"],
    ['texts', "eval(event['x'])\n    y = ur'a'"],
  ])('of Python 2: %s', (_, statement) => {
    const { weaknesses, unread } = found({ 'app.py': `${handler}    ${statement}\n` });

    expect(weaknesses.map(({ kind }) => kind)).toContain('event-code-execution');
    expect(unread).toEqual([]);
  });
});

describe('code whose checks call functions full of checks', () => {
  it('is followed through: each is asked once', () => {
    const source = `def f(p):\n${'    if p:\n        return p\n'.repeat(400)}\n${handler}${'    f(event)\n'.repeat(400)}    eval(event["x"])\n`;

    expect(kindsIn(source)).toEqual(['event-code-execution']);
  });
});
