import { describe, expect, it } from 'vitest';
import { coverageReport } from '../../cli/coverage-report.ts';
import { changesBetween, wasLookedAt } from '../../cli/night-changes.ts';
import type { Coverage } from '../../functions/domain/finding.ts';
import { defaultScanSettings } from '../../functions/domain/settings/read-settings.ts';
import { account, functionArn, roleArn, sampleFinding, wholeCoverage } from './samples.ts';

const checkout = functionArn('checkout');

describe('changesBetween', () => {
  it('knows findings by their ids, whatever else of them has changed', () => {
    const stays = sampleFinding({ subject: 'STAYS' });
    const [fixed, hidden] = [
      sampleFinding({ subject: 'FIXED' }),
      sampleFinding({ subject: 'HIDDEN' }),
    ];
    const opened = sampleFinding({ subject: 'NEW' });

    expect(
      changesBetween(
        [stays, fixed, hidden],
        [{ ...stays, severity: 'low', summary: 'other words' }, opened],
        ({ subject }) => subject === 'FIXED',
      ),
    ).toEqual({ opened: [opened], resolved: [fixed], unknown: [hidden] });
  });
});

describe('wasLookedAt', () => {
  const gaps = [{ fact: 'environmentSecrets', reason: 'denied' }];
  const denied = wholeCoverage(checkout).map((each) =>
    each.scanner === 'code' && each.target === checkout ? { ...each, gaps } : each,
  );
  const unlisted = wholeCoverage(checkout).map((each) =>
    each.scanner === 'code' && each.target === account
      ? { ...each, gaps: [{ fact: 'functions in eu-west-1', reason: 'denied' }] }
      : each,
  );

  it.each<Row>([
    { that: 'a target that was seen whole', looked: true },
    { that: 'a target that is deleted', coverage: wholeCoverage(), looked: true },
    { that: 'a target of which a fact of the check is unknown', coverage: denied, looked: false },
    { that: 'any target where not all could be listed', coverage: unlisted, looked: false },
    {
      that: 'another function than those audited',
      coverage: wholeCoverage(),
      isLimited: true,
      looked: false,
    },
    { that: 'a function of those audited', isLimited: true, looked: true },
    { that: 'another region', coverage: wholeCoverage(), regions: ['us-east-1'], looked: false },
    { that: 'a check that is off', disabledChecks: ['code/secret-in-environment'], looked: false },
    { that: 'a check of another version', check: 'code/of-yesterday', looked: false },
    {
      that: 'a role, which lives in every region',
      target: roleArn('r'),
      check: 'permissions/admin-role',
      regions: ['us-east-1'],
      looked: true,
    },
  ])(
    'of $that: $looked',
    ({ looked, coverage = wholeCoverage(checkout), isLimited = false, ...row }) => {
      const { target = checkout, check = 'code/secret-in-environment', ...settings } = row;
      const scope = {
        coverage,
        report: coverageReport(coverage),
        settings: { ...defaultScanSettings, ...settings },
        isLimited,
      };

      expect(wasLookedAt(sampleFinding({ target, check }), scope)).toBe(looked);
    },
  );
});

interface Row {
  readonly that: string;
  readonly looked: boolean;
  readonly coverage?: readonly Coverage[];
  readonly isLimited?: boolean;
  readonly regions?: readonly string[];
  readonly disabledChecks?: readonly string[];
  readonly target?: string;
  readonly check?: `${string}/${string}`;
}
