import { describe, expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/javascript/find-weaknesses.ts';
import { processorTime } from '../../processor-time.ts';

const handler = 'exports.handler = async (event) => {\n  eval(event.x);\n';

describe('code that is no JavaScript as it stands', () => {
  it.each([
    ['it ends too early', handler, 1],
    ['it ends within more', `${handler}  if (event.y) { run(\`\${event.z`, 1],
    ['a function is broken after it', `${handler}};\nfunction broken( {\n const a = ;\n`, 1],
    ['a statement is broken before it', `const a = ;\n${handler}};`, 1],
    [
      'a line of it is broken',
      `${handler}  const a: string = event.y;\n  Function(event.y);\n};`,
      2,
    ],
    ['it is of a newer kind', `@decorated\nclass A {}\n${handler}};`, 1],
    [
      'a module is broken',
      "import a from 'a';\nexport const handler = (event) => eval(event.x);\na b",
      1,
    ],
    [
      'it has types',
      'interface A { a: string }\nexport const handler = (event) => eval(event.x);',
      1,
    ],
  ])('is read as far as it can be, and the rest is reported: %s', (_, source, sinks) => {
    const { weaknesses, unread } = find(source);

    expect(weaknesses.map(({ kind }) => kind)).toEqual(
      Array.from({ length: sinks }, () => 'event-code-execution'),
    );
    expect(unread).toEqual([
      {
        path: 'index.js',
        reason: expect.stringMatching(/^not JavaScript at line \d+, column \d+$/),
      },
    ]);
  });

  it('keeps its places', () => {
    const [weakness] = find(`const a = ;\n${handler}};`).weaknesses;

    expect(weakness).toMatchObject({ line: 3, column: 3 });
  });

  it.each([
    ['quotes', '"'.repeat(200_000)],
    ['hashes', '# '.repeat(100_000)],
    ['lines that all are broken', 'const a = ;\n'.repeat(20_000)],
    ['open brackets', '({['.repeat(60_000)],
    ['templates', '`${'.repeat(60_000)],
  ])('does not take long: %s', (_, source) => {
    const milliseconds = processorTime(() => {
      try {
        find(source);
      } catch {
        // That nothing can be read of it is no fault.
      }
    });

    expect(milliseconds).toBeLessThan(4_000);
  });
});

function find(source: string) {
  return findWeaknesses({ files: new Map([['index.js', source]]), handler: 'index.handler' });
}
