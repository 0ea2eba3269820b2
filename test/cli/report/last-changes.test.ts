import { expect, it } from 'vitest';
import { lastChanges } from '../../../cli/report/last-changes.ts';
import type { Change } from '../../../functions/domain/finding.ts';
import { functionArn, sampleFinding } from '../samples.ts';

const first: Change = { kind: 'opened', at: '2026-11-20T02:00:00.000Z', severity: 'high' };

it('names one change of one fault once, with how many other functions it happened to', () => {
  const changes = lastChanges([
    sampleFinding({ subject: 'FIRST', history: [first] }),
    after('a', { kind: 'worsened', at: '2026-11-25T02:00:00.000Z' }),
    after('b', { kind: 'worsened', at: '2026-11-25T03:00:00.000Z' }),
    after('c', { kind: 'eased', at: '2026-11-25T04:00:00.000Z' }),
    after('d', { kind: 'worsened', at: '2026-11-24T02:00:00.000Z' }),
  ]);

  expect(changes.shown.map(({ name, what, elsewhere }) => [name, what, elsewhere])).toEqual([
    ['c', 'eased', ''],
    ['b', 'worse', 'a variable of this name in 1 other function'],
    ['d', 'worse', ''],
  ]);
  expect(changes.more).toBe(0);
});

it('counts the findings that it has no room for', () => {
  const many = Array.from({ length: 30 }, (_, index) => ({
    ...after(`f${index}`, { kind: 'worsened', at: '2026-11-25T02:00:00.000Z' }),
    subject: `s${index % 15}`,
  }));

  expect(lastChanges([sampleFinding({ history: [first] }), ...many])).toMatchObject({
    shown: { length: 12 },
    more: 6,
  });
});

function after(name: string, change: Pick<Change, 'kind' | 'at'>) {
  const target = functionArn(name);

  return sampleFinding({ target, history: [first, { ...change, severity: 'high' }] });
}
