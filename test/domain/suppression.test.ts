import { describe, expect, it } from 'vitest';
import type { Finding } from '../../functions/domain/finding.ts';
import { suppress, unsuppress } from '../../functions/domain/suppression.ts';

const now = '2026-11-25T08:00:00.000Z';
const until = '2027-01-01T00:00:00.000Z';
const open: Finding = {
  target: 'arn:aws:lambda:eu-west-1:111122223333:function:checkout',
  check: 'code/secret-in-environment',
  subject: 'KEY',
  status: 'open',
  severity: 'high',
  title: 'Secret',
  summary: 'a secret',
  evidence: [],
  remediation: 'Revoke it.',
  firstSeenAt: '2026-11-01T00:00:00.000Z',
  changedAt: '2026-11-02T00:00:00.000Z',
  history: [{ kind: 'opened', at: '2026-11-01T00:00:00.000Z', severity: 'high' }],
};
const by = 'arn:aws:sts::111122223333:assumed-role/ops/ada';
const suppressed = suppress(open, { reason: 'moves', until, by }, now).finding;

describe('suppress', () => {
  it('lets a finding stand, under the lock of what it was', () => {
    expect(suppress(open, { reason: ' moves ', until, by }, now)).toEqual({
      kind: 'suppressed',
      before: open.changedAt,
      finding: {
        ...open,
        status: 'suppressed',
        changedAt: now,
        suppression: { reason: 'moves', until, by },
        history: [
          ...open.history,
          {
            kind: 'suppressed',
            at: now,
            severity: 'high',
            suppression: { reason: 'moves', until, by },
            by,
          },
        ],
      },
    });
  });

  it('gives a suppressed one the new reason and day', () => {
    const later = suppress(suppressed, { reason: 'later', until: '2027-02-01T00:00:00.000Z' }, now);

    expect(later.finding.suppression?.reason).toBe('later');
    expect(later.before).toBe(now);
    expect(later.finding.history.slice(1)).toMatchObject([
      { kind: 'suppressed', suppression: { reason: 'moves', until, by } },
      { kind: 'suppressed', suppression: { reason: 'later' } },
    ]);
  });

  it('takes a day up to a year away', () => {
    const suppression = { reason: 'x', until: '2027-11-25T00:00:00.000Z' };

    expect(suppress(open, suppression, now).kind).toBe('suppressed');
  });

  it.each([
    [
      'an empty reason',
      {},
      { reason: '  ' },
      'the reason is empty: say why the finding is accepted',
    ],
    [
      'a long reason',
      {},
      { reason: 'x'.repeat(501) },
      'the reason has 501 characters: at most 500',
    ],
    ['a day that is past', {}, { until: '2026-11-24T00:00:00.000Z' }, '2026-11-24 is not in the'],
    ['this moment', {}, { until: now }, '2026-11-25 is not in the future'],
    [
      'a day more than a year away',
      {},
      { until: '2027-11-26T00:00:00.000Z' },
      '2027-11-26 is too far away: at most a year, 2027-11-25',
    ],
    ['a resolved finding', { status: 'resolved' as const }, {}, 'the finding is resolved already'],
  ])('refuses %s', (_, finding, suppression, message) => {
    const attempt = () =>
      suppress({ ...open, ...finding }, { reason: 'moves', until, ...suppression }, now);

    expect(attempt).toThrow(message);
  });
});

describe('unsuppress', () => {
  it('opens a finding again, without its suppression', () => {
    const other = `arn:aws:iam::111122223333:user/${'b'.repeat(500)}`;
    const { kind, before, finding } = unsuppress(suppressed, until, other);

    expect({ kind, before, status: finding.status }).toEqual({
      kind: 'unsuppressed',
      before: now,
      status: 'open',
    });
    expect(finding).not.toHaveProperty('suppression');
    expect(finding.history.map((change) => change.kind)).toEqual([
      'opened',
      'suppressed',
      'unsuppressed',
    ]);
    expect(finding.history.at(-1)).toMatchObject({
      by: other.slice(0, 300),
      suppression: { reason: 'moves', by },
    });
  });

  it('refuses one that is not suppressed', () => {
    expect(() => unsuppress(open, now)).toThrow('the finding is open, not suppressed');
  });
});
