import { describe, expect, it } from 'vitest';
import { exitCodeFor, type Strictness } from '../../cli/exit-code.ts';
import { sampleFinding } from './samples.ts';

const open = sampleFinding({ severity: 'high' });
const suppressed = sampleFinding({ severity: 'high', status: 'suppressed' });

/** What is asked for; the code when nothing is found, and when something is, each with and without gaps. */
const table: readonly (readonly [
  by: Strictness,
  none: number,
  noneWithGaps: number,
  found: number,
  foundWithGaps: number,
])[] = [
  [{}, 0, 0, 0, 0],
  [{ strict: true }, 0, 3, 0, 3],
  [{ allowGaps: true }, 0, 0, 0, 0],
  [{ failOn: 'high' }, 0, 3, 1, 1],
  [{ failOn: 'low' }, 0, 3, 1, 1],
  [{ failOn: 'critical' }, 0, 3, 0, 3],
  [{ failOn: 'high', strict: true }, 0, 3, 1, 1],
  [{ failOn: 'high', allowGaps: true }, 0, 0, 1, 1],
  [{ failOn: 'critical', allowGaps: true }, 0, 0, 0, 0],
];

describe('exitCodeFor', () => {
  it.each(table)('%j', (by, none, noneWithGaps, found, foundWithGaps) => {
    const codeOf = (findings: readonly (typeof open)[], complete: boolean) =>
      exitCodeFor({ findings, complete }, by);

    expect([
      codeOf([], true),
      codeOf([], false),
      codeOf([open], true),
      codeOf([open], false),
    ]).toEqual([none, noneWithGaps, found, foundWithGaps]);
    expect(codeOf([suppressed], true)).toBe(none);
  });
});
