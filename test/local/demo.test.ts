import { describe, expect, it } from 'vitest';
import { demoOptionsIn } from '../../local/demo/demo-options.ts';
import { drawnPath, kindRows, mailCard, type Picture, WIDTH } from '../../local/demo/pictures.ts';
import { missedIn, plantedByPractice, plantedCount } from '../../local/demo/planted.ts';
import { terminalSvg } from '../../local/demo/terminal-svg.ts';
import { functionArn, sampleFinding } from '../cli/samples.ts';

const hostile = '\u001b[31m<script>alert(1)</script>\u202e&"';

describe('the options of the demo', () => {
  it.each([
    { words: [], is: { keep: false, kept: false, verbose: false, record: undefined } },
    { words: ['--verbose', '--keep'], is: { keep: true, kept: false, verbose: true } },
    { words: ['--record', 'docs/demo.svg'], is: { record: 'docs/demo.svg' } },
  ])('are $is of $words', ({ words, is }) => {
    expect(demoOptionsIn(words)).toMatchObject(is);
  });

  it.each([
    { words: ['--forever'], says: 'There is no option --forever' },
    { words: ['forever'], says: 'There is no option forever' },
    { words: ['--record'], says: '--record takes a file' },
  ])('refuse $words', ({ words, says }) => {
    expect(() => demoOptionsIn(words)).toThrow(says);
  });
});

describe('what was planted', () => {
  it('adds up, by practice', () => {
    const practices = plantedByPractice();

    expect(practices.reduce((sum, { count }) => sum + count, 0)).toBe(plantedCount);
    expect(practices.map(({ title }) => title)).toEqual([
      ...['Permissions', 'Dependencies', 'Idle functions', 'Code', 'Cost'],
    ]);
  });

  it('is found as often as it is there, and a finding that is not planted does not count', () => {
    const target = functionArn('shop-currency-rates');
    const check = 'dependencies/malicious-package';
    const planted = sampleFinding({ target, check, subject: 'axios@1.14.1' });

    expect(missedIn([], '111122223333')).toHaveLength(plantedCount);
    const missed = missedIn([planted, planted, sampleFinding()], '111122223333');
    expect(missed).toHaveLength(plantedCount - 1);
    expect(missed.map(({ name }) => name)).not.toContain('shop-currency-rates');
  });
});

describe('the pictures of the demo', () => {
  it('fit the screen, whatever a mail or a finding holds', () => {
    const long = `${hostile} ${'word '.repeat(80)}${'漢'.repeat(80)}`;
    const mail = { from: long, to: long, subject: long, text: `${long}\n`.repeat(40) };
    const evidence = [{ text: `1. ${long}` }, { text: `2. ${long}` }];
    const finding = sampleFinding({ title: long, evidence });

    for (const line of [...mailCard(mail, 9), ...drawnPath(finding), ...kindRows([finding], 7)].map(
      textOf,
    )) {
      expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
      expect([...line].length).toBeLessThanOrEqual(WIDTH);
    }
    expect(linesOf(mailCard(mail, 9))).toHaveLength(15);
  });

  it('name the same fault in several places once, and none is cut', () => {
    const title = 'Privilege escalation: role can become an administrator';
    const [a, b] = ['shop-opening-hours', 'shop-webhook'].map((name) =>
      sampleFinding({ title, target: functionArn(name) }),
    );

    const rows = linesOf(
      kindRows(
        [a, b, sampleFinding()].flatMap((each) => each ?? []),
        7,
      ),
    );
    expect(rows).toEqual([
      `      high      ${title}  shop-webhook, 1 more`,
      `      high      ${'A secret lies in the environment'.padEnd(title.length)}  checkout`,
    ]);
  });

  it('draw a path from step to step', () => {
    const evidence = [{ text: 'seen' }, { text: '1. Anyone calls it' }, { text: '2. Secrets' }];

    expect(linesOf(drawnPath(sampleFinding({ evidence }))).map((line) => line.trim())).toEqual([
      '● Anyone calls it',
      '↓',
      '◆ Secrets',
    ]);
  });
});

describe('the recording', () => {
  const svg = terminalSvg(
    [
      { at: 0, spans: [{ text: 'one ' }, { text: 'two', style: ['bold', 'magenta'] }] },
      { at: 9_000, spans: [{ text: hostile, style: 'dim' }] },
    ],
    hostile,
  );

  it('is a picture without a script, in the colours that a reader prefers', () => {
    expect(svg).toContain('<tspan x="20.0">one </tspan><tspan x="53.7" class="b m">two</tspan>');
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).toContain('prefers-reduced-motion');
    expect(svg).not.toMatch(/<script|<foreignObject|href|\son\w+=/i);
    expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('shows each line in its turn', () => {
    expect(svg.match(/animation-delay:[\d.]+s/g)).toEqual([
      'animation-delay:0.00s',
      'animation-delay:24.00s',
    ]);
  });
});

function linesOf(picture: Picture): readonly string[] {
  return picture.map(textOf);
}

function textOf(spans: Picture[number]): string {
  return spans.map(({ text }) => text).join('');
}
