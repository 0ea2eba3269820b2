import { describe, expect, it } from 'vitest';
import type { Coverage, Finding } from '../../functions/domain/finding.ts';
import { reportedFaults } from '../../functions/facts/reported-faults.ts';
import { functionNamed } from '../fakes/targets.ts';

const { arn } = functionNamed('orders');
const today = '2026-11-29T02:00:00Z';
const weak = findingOf({ check: 'dependencies/vulnerable-package' });
const fault = findingOf({
  check: 'code/does-not-start',
  severity: 'medium',
  evidence: [{ text: 'aws-sdk', path: 'a.js', line: 3 }],
});
const accepted = {
  status: 'suppressed',
  suppression: { reason: 'a layer has it', until: '2027-11-01T00:00:00Z' },
} as const;
const seen: Partial<Coverage> = { observedAt: today, gaps: [] };

describe('a weak package', () => {
  it.each<[what: string, isWeak: boolean, finding: Partial<Finding>]>([
    ['one of high severity', true, {}],
    ['a malicious one', true, { check: 'dependencies/malicious-package' }],
    ['one that was accepted', true, { status: 'suppressed' }],
    ['one that leads to the database', true, { opens: 'database' }],
    ['one that another function does not come to', true, { unreachedBy: [`${arn}-too`] }],
    ['one of medium severity', false, { severity: 'medium' }],
    ['one that only makes it slow', false, { opens: 'nothing' }],
    ['one that is gone', false, { status: 'resolved' }],
    ['one that its handler does not come to', false, { unreachedBy: [arn] }],
    ['one that no handler comes to', false, { unreachedBy: 'all' }],
    ['an old one', false, { check: 'dependencies/outdated-package' }],
  ])('is %s: %s', async (_, isWeak, finding) => {
    expect(await faultsOf([{ ...weak, ...finding }], seen).hasWeakPackage(arn)).toBe(isWeak);
  });

  it('may be anything where the check is disabled', async () => {
    expect(await faultsOf([], seen, () => false).hasWeakPackage(arn)).toBe(true);
  });

  it.each<[what: string, coverage: Partial<Coverage> | undefined, reason: string]>([
    ['no scan was made', undefined, 'not looked at lately'],
    ['that was long ago', { ...seen, observedAt: '2026-10-01T02:00:00Z' }, 'not looked at lately'],
    ['not all is stored', { ...seen, cutOff: true }, 'not looked at lately'],
    [
      'advisories were not there',
      { ...seen, gaps: [{ fact: 'vulnerablePackages', reason: 'OSV is down' }] },
      'OSV is down',
    ],
  ])('is not known where %s', async (_, coverage, reason) => {
    await expect(faultsOf([], coverage).hasWeakPackage(arn)).rejects.toThrow(reason);
  });
});

it.each<[what: string, place: string | undefined, finding: Partial<Finding>]>([
  ['is reported', 'a.js, line 3', {}],
  ['was accepted', undefined, accepted],
  [
    'was accepted until lately',
    'a.js, line 3',
    { ...accepted, suppression: { reason: '', until: '2026-11-01T00:00:00Z' } },
  ],
  ['is resolved', undefined, { status: 'resolved' }],
  ['is another', undefined, { check: 'code/weak-crypto' }],
])('says what keeps a function from starting where it %s: %s', async (_, place, finding) => {
  expect(await faultsOf([{ ...fault, ...finding }], seen).startFault(arn)).toBe(place);
});

function findingOf(given: Partial<Finding>): Finding {
  return {
    ...{
      target: arn,
      subject: 'x@1.0.0',
      status: 'open',
      severity: 'high',
      title: '',
      summary: '',
    },
    ...{ evidence: [], remediation: '', firstSeenAt: today, changedAt: today, history: [] },
    check: 'dependencies/vulnerable-package',
    ...given,
  };
}

function faultsOf(
  findings: readonly Finding[],
  coverage: Partial<Coverage> | undefined,
  isReported = (_: string) => true,
) {
  const read = async (scanner: string, of: string) => ({
    findings: of === arn ? findings.filter(({ check }) => check.startsWith(scanner)) : [],
    coverage: coverage && { scanner, target: of, observedAt: '', gaps: [], ...coverage },
  });

  return reportedFaults({ read }, () => new Date(today), isReported);
}
