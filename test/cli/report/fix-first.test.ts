import { describe, expect, it } from 'vitest';
import { fixFirst } from '../../../cli/report/fix-first.ts';
import type { Severity } from '../../../functions/core/severity.ts';
import { functionArn, sampleFinding } from '../samples.ts';

describe('what to fix first', () => {
  it('is what joins others, by its score, and then the worst of the rest', () => {
    const { items, joined } = fixFirst([
      finding('worst', 'critical'),
      finding('second', 'high', 40),
      finding('first', 'critical', 87),
      finding('other', 'high'),
      finding('mild', 'medium'),
    ]);

    expect(items.map(({ name }) => name)).toEqual(['first', 'second', 'worst', 'other']);
    expect(joined).toBe(2);
  });

  it('names each function once, unless it has a score of its own', () => {
    const { items } = fixFirst([
      finding('a', 'critical'),
      finding('a', 'critical'),
      finding('b', 'critical', 60),
      finding('b', 'critical'),
    ]);

    expect(items.map(({ name }) => name)).toEqual(['b', 'a']);
  });

  it('is five at most, and says how many more have a score', () => {
    const many = Array.from({ length: 8 }, (_, index) => finding(`f${index}`, 'high', 50 + index));

    const { items, moreJoined } = fixFirst(many);

    expect(items.map(({ score }) => score)).toEqual([57, 56, 55, 54, 53]);
    expect(moreJoined).toBe(3);
  });

  it('names one fault of several functions once, with the others', () => {
    const { items } = fixFirst([
      ...['a', 'b', 'c'].map((name) => finding(name, 'critical')),
      { ...finding('d', 'critical'), subject: 'OTHER' },
    ]);

    expect(items.map(({ name, elsewhereNamed }) => [name, elsewhereNamed])).toEqual([
      ['a', 'a variable of this name in 2 other functions: b, c'],
      ['d', ''],
    ]);
  });

  it('cuts long evidence that is no path, and says so', () => {
    const evidence = ['a', 'b', 'c', 'd', 'e', 'f'].map((text) => ({ text }));

    const [item] = fixFirst([{ ...finding('a', 'critical'), evidence }]).items;

    expect(item).toMatchObject({ lines: evidence.slice(0, 4), moreLines: 2 });
  });
});

function finding(name: string, severity: Severity, score?: number) {
  return sampleFinding({
    target: functionArn(name),
    severity,
    ...(score !== undefined && { figures: { score } }),
  });
}
