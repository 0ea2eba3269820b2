import { describe, expect, it } from 'vitest';
import { accountsDiagnosis } from '../../cli/doctor/accounts.ts';
import { scannerNames } from '../../functions/checks/index.ts';
import type { Gap } from '../../functions/core/gap.ts';
import { accountTarget } from '../../functions/core/target.ts';
import type { Coverage } from '../../functions/domain/finding.ts';
import { sampleCoverage } from './samples.ts';

const now = new Date('2026-11-28T08:00:00Z');
const lately = '2026-11-28T02:41:00.000Z';
const others = [{ account: '222233334444', name: 'warehouse' }, { account: '333344445555' }];

describe('the diagnosis of other accounts', () => {
  it('is ok where every scanner has entered each of them lately', async () => {
    const found = await diagnosisWhen(() => ({}));

    expect(found).toMatchObject({
      state: 'ok',
      detail: expect.stringContaining('2 of 2 other accounts entered by every scanner'),
      each: [
        '222233334444, warehouse: entered, the last time 2026-11-28 02:41 UTC',
        '333344445555: entered, the last time 2026-11-28 02:41 UTC',
      ],
    });
  });

  it('says of one that is not entered by which scanner, and why', async () => {
    const gaps: readonly Gap[] = [{ fact: 'account', reason: 'AccessDenied: sts:AssumeRole' }];
    const found = await diagnosisWhen((scanner, account) =>
      scanner === 'usage' && account === '333344445555' ? { gaps } : {},
    );

    expect(found).toMatchObject({
      state: 'not ok',
      detail: expect.stringContaining('1 of 2 other accounts'),
    });
    expect(found.each?.[1]).toBe('333344445555: not entered. usage: AccessDenied: sts:AssumeRole');
    expect(found.toDo?.[0]).toContain('member-template');
  });

  it('says once what differs only in the role of each scanner', async () => {
    const found = await diagnosisWhen((scanner) => ({
      gaps: [{ fact: 'account', reason: `cannot be entered as role/lambda-vigil-${scanner}` }],
    }));

    expect(found.each?.[1]).toBe(
      '333344445555: not entered. code, dependencies, permissions, usage: cannot be entered as role/lambda-vigil-code',
    );
  });

  it('takes no other gap for a closed door', async () => {
    const gaps: readonly Gap[] = [{ fact: 'regions', reason: 'AccessDenied' }];

    expect(await diagnosisWhen(() => ({ gaps }))).toMatchObject({ state: 'ok' });
  });

  it.each([
    ['was never seen', undefined],
    ['was not seen lately', { observedAt: '2026-11-25T02:41:00.000Z' }],
  ])('does not know of one that %s', async (_, seen) => {
    const found = await diagnosisWhen((scanner) => (scanner === 'code' ? seen : {}));

    expect(found).toMatchObject({ state: 'unknown' });
    expect(found.each?.[0]).toContain('not known yet. code did not come to it lately');
  });

  it('says of one that the organization has closed why', async () => {
    const closed = [{ account: '222233334444', closed: 'it is suspended' }];
    const found = await diagnosisWhen(() => undefined, closed);

    expect(found.each).toEqual(['222233334444: not entered. it is suspended']);
    expect(found.state).toBe('not ok');
  });
});

function diagnosisWhen(
  seen: (scanner: string, account: string) => Partial<Coverage> | undefined,
  accounts: Parameters<typeof accountsDiagnosis>[1] = others,
) {
  const account = accountTarget('111122223333', 'aws');
  const coverageOf = async (scanner: string, target: string): Promise<Coverage | undefined> => {
    const found = seen(scanner, target.split(':')[4] ?? '');
    const name = scannerNames.find((each) => each === scanner) ?? 'code';

    return (
      found && sampleCoverage({ scanner: name, target, gaps: [], observedAt: lately, ...found })
    );
  };

  return accountsDiagnosis({ account, findings: { coverageOf } as never }, accounts, now);
}
