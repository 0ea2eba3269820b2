import { checkSync } from 'recheck';
import { describe, expect, it } from 'vitest';
import { hostileTexts } from './hostile-texts.ts';
import { verdicts } from './verdicts.ts';
import { isBounded, literalOf, patternsIn, regularExpressions } from './written-patterns.ts';

const { written, composed } = regularExpressions();
const literals = new Set(written.map(literalOf));
const linear = new Set(verdicts.linear);
const unproven = [...new Map(written.map((each) => [literalOf(each), each]))].filter(
  ([literal]) => !linear.has(literal),
);

/** What has one length, or two, is done with a place at once. */
const measured = unproven.filter(([, { source }]) => /\{\d+,\d*\}|[*+]/.test(source));

describe('every regular expression', () => {
  it('is proven to take linear time, or repeats nothing without an end, or has its reason', () => {
    const others = unproven
      .filter(([literal, { source }]) => !isBounded(source) && !(literal in verdicts.argued))
      .map(([literal, { path, line }]) => `${path}:${line} ${literal}`);

    // A new one is checked by `npm run patterns`.
    expect(others).toEqual([]);
  });

  it('stands in the source, and is made of no text', () => {
    expect(composed).toEqual([]);
  });

  it('that has a verdict is still there', () => {
    const known = [...verdicts.linear, ...Object.keys(verdicts.argued)];

    expect(known.filter((literal) => !literals.has(literal))).toEqual([]);
  });

  it.each(measured)('that may read on for long does not take long for it: %s', (_, pattern) => {
    const expression = new RegExp(pattern.source, pattern.flags);

    for (const text of hostileTexts(pattern)) {
      const before = process.cpuUsage().user;
      expression.lastIndex = 0;
      expression.test(text);
      expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(MOST_MS);
    }
  });
});

describe('what finds them', () => {
  it('sees literals and calls, behind types too, and what is made of a text', () => {
    const text = `
      const a = /a+/g as RegExp;
      const b = (word: string): RegExp => new RegExp('b' + word, 'i');
      const c = RegExp('c*', 'm');`;

    expect(patternsIn('x.ts', text)).toEqual({
      written: [
        { path: 'x.ts', line: 4, source: 'c*', flags: 'm' },
        { path: 'x.ts', line: 2, source: 'a+', flags: 'g' },
      ],
      composed: [{ path: 'x.ts', line: 3 }],
    });
  });

  it.each([
    ['a{2,30}b?', true],
    ['[a*+]\\*', true],
    ['(?<!a)(?=b)', true],
    ['a*', false],
    ['(?:ab)+', false],
    ['a{2,}', false],
  ])('knows whether a pattern repeats something without an end: %s', (source, expected) => {
    expect(isBounded(source)).toBe(expected);
  });

  // The first two hung a scanner, each on a few dozen characters.
  it.each([
    ['((?:[.-]?\\d+)*)$', 'vulnerable'],
    ['(?:[-_]\\w+)*$', 'vulnerable'],
    ['(\\d*(?:[.-]\\d+)*)$', 'safe'],
  ])('distinguishes those that take long from those that do not: %s', (source, expected) => {
    const { status } = checkSync(`^x${source}`, '', { timeout: 10_000 });

    expect(status).toBe(expected);
  });

  it('measures the square of a text where a pattern takes it', () => {
    // Of 50,000 it would take six times as long.
    const text = `${'ab'.repeat(10_000)}c`;
    const before = process.cpuUsage().user;

    /[ab]+$/.test(text);

    expect((process.cpuUsage().user - before) / 1_000).toBeGreaterThan(MOST_MS);
  });
});

/** Of the processor's time, for 50,000 characters. What takes their square takes a hundred times as long. */
const MOST_MS = 200;
