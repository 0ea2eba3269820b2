import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { type Cell, sectionedTable, table } from '../../../cli/render/table.ts';
import { recordedWorld } from '../world.ts';

const columns = [{ title: 'ID', width: 4 }, { title: 'WHAT' }];
const WIDTH = 100;

describe('a table', () => {
  it('lays rows out under their titles, as high as the highest cell', () => {
    expect(
      printed([
        [{ lines: ['a', 'b'] }, { lines: ['one'] }],
        [{ lines: [] }, { lines: ['x'] }],
      ]),
    ).toEqual(['ID    WHAT', 'a     one', 'b', '      x']);
  });

  it.each([
    ['words', 'several words of a sentence '.repeat(20).trim(), ' '],
    ['a long word', 'x'.repeat(480), ''],
    ['wide characters', '漢字'.repeat(120), ''],
    ['emoji', '🦀👩🏽🇨🇭'.repeat(60), ''],
    ['letters with accents of their own', 'e\u0301'.repeat(300), ''],
  ])('breaks %s at the width, and loses nothing', (_, text, between) => {
    const lines = printed([[{ lines: ['1'] }, { lines: [text] }]]).slice(1);
    const parts = lines.map((line, index) => (index === 0 ? line.slice(6) : line.trimStart()));

    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(WIDTH);
    expect(lines.length).toBeGreaterThan(3);
    expect(parts.join(between)).toBe(text);
  });

  it('leaves the next column where it stands, however wide the characters before it are', () => {
    const three = [{ title: 'A', width: 6 }, { title: 'B' }];
    const lines = table(
      three,
      [[{ lines: ['漢字'] }, { lines: ['b'] }]],
      recordedWorld(WIDTH).terminal,
    );

    expect(lines.split('\n')).toEqual(['A       B', '漢字    b']);
  });

  it('is a paragraph for each row where columns would break every sentence', () => {
    const rows = [
      [{ lines: ['a', 'b'] }, { lines: ['one sentence', 'and another '.repeat(8).trim()] }],
      [{ lines: ['c'] }, { lines: ['x'] }],
    ];

    expect(table(columns, rows, recordedWorld(60).terminal).split('\n')).toEqual([
      'a, b',
      '  one sentence',
      '  and another and another and another and another and',
      '  another and another and another and another',
      'c',
      '  x',
    ]);
  });

  it('has headings among its rows, a free line above each', () => {
    const sections = [
      { heading: 'first', rows: [[{ lines: ['a'] }, { lines: ['one'] }]] },
      { heading: 'second', rows: [[{ lines: ['b'] }, { lines: ['two'] }]] },
    ];
    const printedIn = (width: number) =>
      sectionedTable(columns, sections, recordedWorld(width).terminal).split('\n');

    expect(printedIn(100)).toEqual([
      'ID    WHAT',
      '',
      'first',
      'a     one',
      '',
      'second',
      'b     two',
    ]);
    expect(printedIn(50)).toEqual(['first', 'a', '  one', '', 'second', 'b', '  two']);
  });

  it('paints each line by itself', () => {
    const paint = (text: string) => `<${text}>`;

    expect(printed([[{ lines: ['abcdef'], paint }, { lines: ['x'] }]])).toEqual([
      'ID    WHAT',
      '<abcd>  x',
      '<ef>',
    ]);
  });

  it('shows hostile text without obeying it', () => {
    const [, line] = printed([[{ lines: ['1'] }, { lines: ['\u001b[31m\u009b2J\r\n\u202ex'] }]]);

    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('of 2,000 rows of long words takes a second or two, and twice that for twice as many', () => {
    const rows = Array.from({ length: 2_000 }, () => [
      { lines: ['1'] },
      { lines: ['x'.repeat(480)] },
    ]);
    const half = userSeconds(() => printed(rows.slice(1_000)));
    const all = userSeconds(() => printed(rows));

    expect(all).toBeLessThan(Math.max(1, 4 * half));
    expect(all).toBeLessThan(10);
  });
});

function printed(rows: readonly (readonly Cell[])[]): readonly string[] {
  return table(columns, rows, recordedWorld(WIDTH).terminal).split('\n');
}

/** Of this process, whatever else the machine does. */
function userSeconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();

  return process.cpuUsage(before).user / 1e6;
}
