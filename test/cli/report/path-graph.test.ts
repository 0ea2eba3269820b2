import { describe, expect, it } from 'vitest';
import { pathGraph } from '../../../cli/report/path-graph.ts';

describe('pathGraph', () => {
  it('has the steps side by side, the first outside and the last the goal', () => {
    const graph = pathGraph([
      { text: 'Anyone calls it' },
      { text: 'It runs' },
      { text: 'Secrets' },
    ]);

    expect(graph?.nodes.map(({ kind, x }) => [kind, x])).toEqual([
      ['origin', 0],
      ['step', 240],
      ['goal', 480],
    ]);
    expect(graph?.arrows).toEqual([
      { from: 200, to: 236 },
      { from: 440, to: 476 },
    ]);
    expect(graph?.width).toBe(676);
  });

  it('counts the middle of very many steps', () => {
    const steps = Array.from({ length: 9 }, (_, index) => ({ text: `step ${index}` }));

    expect(pathGraph(steps)?.nodes.map(({ lines }) => lines[0]?.text)).toEqual([
      ...['step 0', 'step 1', 'step 2', 'step 3'],
      '4 more steps',
      'step 8',
    ]);
  });

  it('breaks texts into lines that fit, and says where there is more', () => {
    const texts = ['n'.repeat(500), 'several words of a sentence '.repeat(20)];
    const graph = pathGraph(texts.map((text) => ({ text })));

    for (const { lines } of graph?.nodes ?? []) {
      expect(lines).toHaveLength(5);
      for (const { text } of lines) expect(text.length).toBeLessThanOrEqual(26);
      expect(lines.at(-1)?.text.endsWith('…')).toBe(true);
    }
    expect(graph?.height).toBe(5 * 17 + 28);
  });

  it.each([0, 1])('is none of %i steps', (count) => {
    expect(pathGraph(Array.from({ length: count }, () => ({ text: 'x' })))).toBeUndefined();
  });
});
