import { describe, expect, it } from 'vitest';
import { inMemoryFindings } from '../../../functions/adapters/tables/in-memory.ts';
import type { Coverage } from '../../../functions/domain/finding.ts';

const orders = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const bills = 'arn:aws:lambda:eu-west-1:111122223333:function:bills';
const foreign = 'arn:aws:lambda:eu-west-1:444455556666:function:orders';

describe('findings in memory', () => {
  it('are read of one target without a look at any other', async () => {
    const findings = inMemoryFindings();
    const looksAt = await writeWatched(findings, bills, 'target');
    await findings.write([], coverageOf(orders), undefined, false);

    const state = await findings.targetState(orders, '2026-11-27T00:00:00.000Z');

    expect(Object.keys(state.gaps)).toEqual(['code']);
    expect(looksAt()).toBe(0);
  });

  it('are read of one account without a look at any other', async () => {
    const findings = inMemoryFindings();
    const looksAt = await writeWatched(findings, foreign, 'scanner');
    await findings.write([], coverageOf(orders), undefined, false);
    const within = { account: '111122223333', partition: 'aws', regions: ['eu-west-1'] };

    expect(await Array.fromAsync(findings.known('code', within))).toEqual([coverageOf(orders)]);
    expect(looksAt()).toBe(0);
  });
});

function coverageOf(target: string): Coverage {
  return { scanner: 'code', target, observedAt: '2026-11-28T02:00:00.000Z', gaps: [] };
}

/** @returns how often the field has been looked at since. */
async function writeWatched(
  findings: ReturnType<typeof inMemoryFindings>,
  target: string,
  field: 'target' | 'scanner',
): Promise<() => number> {
  const coverage = coverageOf(target);
  await findings.write([], coverage, undefined, false);
  const value = coverage[field];
  let looks = 0;
  Object.defineProperty(coverage, field, {
    get() {
      looks += 1;
      return value;
    },
  });

  return () => looks;
}
