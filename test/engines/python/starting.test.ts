import { describe, expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/python/index.ts';

const source =
  "import json\n\ndef handler(event, context):\n    if event:\n        print('a')\n    return {'statusCode': 200}\n";

function startFaults(text: string, runtime: string | undefined = 'python3.13') {
  return findWeaknesses({ files: new Map([['app.py', text]]), handler: 'app.handler', runtime })
    .weaknesses.filter(({ kind }) => kind === 'does-not-start')
    .map(({ line, flow }) => [line, flow[0]?.text]);
}

describe('a file of a handler that no Python reads', () => {
  it.each([
    ['a def without its colon', source.replace('context):', 'context)'), 3, "':' is missing"],
    ['an if without its colon', source.replace('event:', 'event  # all'), 4, "':' is missing"],
    [
      'a line that is indented like none before',
      source.replace('    return', '    a = 1\n      return'),
      7,
      'an unexpected indent',
    ],
  ])('is one that does not start: %s', (_, text, line, message) => {
    expect(startFaults(text)).toEqual([
      [line, expect.stringContaining(`not Python at line ${line}: ${message}`)],
    ]);
  });

  it.each([
    ['what is whole', source],
    ['an if whose test goes on', source.replace('if event:', 'if (\n        event\n    ):')],
    ['print without brackets, of Python 2', source.replace("print('a')", "print 'a'")],
    ['errors without brackets, of Python 3.14', `${source}try:\n    a()\nexcept A, B:\n    b()\n`],
    ['a template of its own kind', source.replace("print('a')", "print(t'a {event}')")],
    ['types with parameters', `${source}def first[T](all: list[T]) -> T:\n    return all[0]\n`],
    ['tabs', source.replace('        print', '\tprint').replace('    return', '\treturn')],
    ['what it does not know', source.replace("print('a')", 'print(? a)')],
  ])('is not: %s', (_, text) => {
    expect(startFaults(text)).toEqual([]);
  });

  it('is not said of Python 2, nor of a runtime that is not known', () => {
    const text = source.replace('context):', 'context)');

    expect(startFaults(text, 'python2.7')).toEqual([]);
    expect(startFaults(text, '')).toEqual([]);
  });
});
