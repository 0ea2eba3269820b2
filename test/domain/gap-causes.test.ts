import { describe, expect, it } from 'vitest';
import { notEntered } from '../../functions/domain/closed-account.ts';
import { NOT_ENTERED } from '../../functions/domain/finding.ts';
import { gapCauses, hiddenInWords } from '../../functions/domain/gap-causes.ts';
import { factWords } from '../../functions/facts/index.ts';

const role = 'arn:aws:sts::111122223333:assumed-role/scan-permissions/x';
const [checkout, orders] = ['checkout', 'orders'].map(
  (name) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`,
) as [string, string];

describe('gaps by their causes', () => {
  it('are one line for a denied call, however many facts of however many targets it hides', () => {
    const gaps = [checkout, orders].flatMap((target) => [
      {
        target,
        scanner: 'permissions',
        fact: 'resourcePolicies',
        reason: denied('lambda:GetPolicy', target),
      },
      {
        target,
        scanner: 'permissions',
        fact: 'triggerSources',
        reason: denied('lambda:GetPolicy', target),
      },
      {
        target,
        scanner: 'permissions',
        fact: 'openFunctions',
        reason: `its resource policies: ${denied('lambda:GetPolicy', target)}; and 3 more`,
        since: target === checkout ? '2026-11-20T00:00:00.000Z' : '2026-11-21T00:00:00.000Z',
      },
    ]);

    expect(gapCauses(gaps, factWords)).toEqual([
      {
        scanners: ['permissions'],
        reason: 'denied: lambda:GetPolicy; grant it to role scan-permissions',
        facts: ['resourcePolicies', 'triggerSources', 'openFunctions'],
        targets: [
          { arn: checkout, since: '2026-11-20T00:00:00.000Z' },
          { arn: orders, since: '2026-11-21T00:00:00.000Z' },
        ],
        since: '2026-11-20T00:00:00.000Z',
      },
    ]);
  });

  it('are one for each call that a fact lacks, and one for what else it lacks', () => {
    const reason = `${denied('iam:GetRole', orders)}; a layer is too big; ${denied('lambda:GetPolicy', orders)}`;

    expect(
      gapCauses([{ target: orders, scanner: 'code', fact: 'waysIn', reason }], factWords).map(
        ({ reason }) => reason,
      ),
    ).toEqual([
      'a layer is too big',
      'denied: iam:GetRole; grant it to role scan-permissions',
      'denied: lambda:GetPolicy; grant it to role scan-permissions',
    ]);
  });

  it('are apart for each scanner, and the widest comes first', () => {
    const gap = { fact: 'weaknesses', reason: 'code in python3.12 is not analysed yet' };
    const causes = gapCauses(
      [
        { ...gap, target: orders, scanner: 'code' },
        { ...gap, target: orders, scanner: 'usage' },
        { ...gap, target: checkout, scanner: 'usage' },
      ],
      factWords,
    );

    expect(causes.map(({ scanners, targets }) => [...scanners, targets.length])).toEqual([
      ['usage', 2],
      ['code', 1],
    ]);
  });

  it('are one for scanners from which it hides the same of the same targets', () => {
    const gap = { fact: 'users', reason: 'not listed: account (222233334444)' };
    const causes = gapCauses(
      ['permissions', 'code', 'dependencies'].flatMap((scanner, index) =>
        [checkout, orders].map((target) => ({
          ...gap,
          target,
          scanner,
          since: `2026-11-2${3 - index}T00:00:00.000Z`,
        })),
      ),
      factWords,
    );

    expect(causes).toEqual([
      {
        ...{ reason: gap.reason, facts: ['users'], since: '2026-11-21T00:00:00.000Z' },
        scanners: ['code', 'dependencies', 'permissions'],
        targets: [checkout, orders].map((arn) => ({ arn, since: '2026-11-21T00:00:00.000Z' })),
      },
    ]);
  });

  it.each([
    ['another fact', { fact: 'layers' }],
    ['another reason', { reason: 'denied' }],
    ['another target', { target: orders }],
  ])('are apart for scanners where one of them lacks %s', (_, other) => {
    const gap = { target: checkout, fact: 'users', reason: 'not listed' };
    const gaps = [
      { ...gap, scanner: 'code' },
      { ...gap, ...other, scanner: 'usage' },
    ];

    expect(gapCauses(gaps, factWords)).toHaveLength(2);
  });

  it('are first of an account that cannot be entered, which hides everything in it', () => {
    const causes = gapCauses(
      [
        ...[orders, checkout].map((target) => ({
          target,
          scanner: 'code',
          fact: 'weaknesses',
          reason: 'code in java21 is not analysed yet',
        })),
        {
          target: 'arn:aws:iam::222233334444:root',
          scanner: 'code',
          fact: NOT_ENTERED,
          reason: 'the account cannot be entered',
        },
      ],
      factWords,
    );

    expect(causes.map(({ reason }) => reason)).toEqual([
      'the account cannot be entered',
      'code in java21 is not analysed yet',
    ]);
  });

  it('are one for an account that no scanner can enter, whose roles there differ in their names alone', () => {
    const closed = 'arn:aws:iam::222233334444:root';
    const gaps = ['usage', 'code'].map((scanner) => ({
      target: closed,
      scanner,
      fact: NOT_ENTERED,
      reason: notEntered(
        `arn:aws:iam::222233334444:role/lambda-vigil-${scanner}`,
        denied('sts:AssumeRole', `arn:aws:iam::222233334444:role/lambda-vigil-${scanner}`),
      ),
    }));

    const causes = gapCauses(gaps, factWords);

    expect(causes.map(({ scanners, targets }) => [scanners, targets.length])).toEqual([
      [['code', 'usage'], 1],
    ]);
    expect(causes[0]?.reason).toMatch(/role\/lambda-vigil-…: deploy .* \(AccessDeniedException\)$/);
  });

  it('say what they hide in words, the first few', () => {
    const facts = [
      'resourcePolicies',
      'everything',
      'code/secret-in-environment',
      'weaknesses',
    ] as const;

    expect(hiddenInWords({ facts: [...facts] }, factWords)).toBe(
      'its resource policies, all of it, the check code/secret-in-environment and 1 more',
    );
  });
});

function denied(action: string, target: string): string {
  return `AccessDeniedException: User: ${role} is not authorized to perform: ${action} on resource: ${target} because no identity-based policy allows the ${action} action`;
}
