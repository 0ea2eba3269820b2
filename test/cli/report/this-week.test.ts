import { describe, expect, it } from 'vitest';
import { thisWeek } from '../../../cli/report/this-week.ts';
import { functionArn, roleArn, sampleFinding } from '../samples.ts';

describe('what to do this week', () => {
  it('is five rows: what joins others by its score, then the worst, and the same of others, each once', () => {
    const rows = thisWeek([
      sampleFinding({ severity: 'medium', subject: 'a', target: functionArn('medium') }),
      ...['a', 'b', 'c'].map((subject) => sampleFinding({ severity: 'critical', subject })),
      sampleFinding({
        check: 'usage/attack-path',
        figures: { score: 60 },
        target: functionArn('x'),
      }),
      sampleFinding({
        check: 'usage/attack-path',
        figures: { score: 89 },
        target: functionArn('y'),
      }),
      ...['d', 'e', 'f'].map((name) =>
        sampleFinding({ severity: 'low', target: functionArn(name) }),
      ),
    ]);

    expect(rows.map(({ others }) => others)).toEqual(['', '', '', '', 'and 2 other functions']);
    expect(rows.map(({ name, removes }) => `${name}: ${removes}`)).toEqual([
      'y: an attack path; 1 high',
      'x: an attack path; 1 high',
      'checkout: 3 critical',
      'medium: 1 medium',
      'd: 3 low',
    ]);
  });

  it.each([
    {
      check: 'code/command-injection',
      remediation: 'x',
      effort: 'a change of code, and a deployment',
    },
    {
      check: 'dependencies/vulnerable-package',
      remediation: 'x',
      effort: 'an upgrade, and a deployment',
    },
    {
      check: 'permissions/admin-role',
      remediation: 'Detach it.\n\nTo detach it\naws iam detach-role-policy',
      effort: 'a command to copy',
    },
    {
      check: 'permissions/admin-role',
      remediation: 'Detach it.',
      effort: 'a change of the configuration',
    },
  ] as const)('takes $effort', ({ check, remediation, effort }) => {
    const target = check.startsWith('permissions') ? roleArn('ops') : functionArn('checkout');

    expect(thisWeek([sampleFinding({ check, remediation, target })])[0]?.effort).toBe(effort);
  });

  it('has the money that goes with it', () => {
    const [row] = thisWeek([
      sampleFinding({ subject: 'a', figures: { usdPerMonth: 4.2, usdPerHour: 10 } }),
      sampleFinding({ subject: 'b', figures: { usdPerMonth: 1, usdPerHour: 86 } }),
    ]);

    expect(row?.removes).toBe('2 high; up to $86 an hour; $5.20 a month');
  });

  it('is empty where nothing is open', () => {
    expect(thisWeek([])).toEqual([]);
  });
});
