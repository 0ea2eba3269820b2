import { describe, expect, it } from 'vitest';
import type { Change, Finding, Status } from '../../functions/domain/finding.ts';
import { findingAt } from '../../functions/domain/finding-at.ts';

describe('findingAt', () => {
  const history: readonly Change[] = [
    { kind: 'opened', at: '2026-11-02', severity: 'low' },
    { kind: 'worsened', at: '2026-11-04', severity: 'high' },
    { kind: 'suppressed', at: '2026-11-06', severity: 'high' },
    { kind: 'updated', at: '2026-11-07', severity: 'high' },
    { kind: 'unsuppressed', at: '2026-11-08', severity: 'high' },
    { kind: 'resolved', at: '2026-11-10', severity: 'high' },
    { kind: 'reopened', at: '2026-11-12', severity: 'medium' },
  ];

  it.each([
    { at: '2026-11-01', is: undefined },
    { at: '2026-11-02', is: { status: 'open', severity: 'low' } },
    { at: '2026-11-05', is: { status: 'open', severity: 'high' } },
    { at: '2026-11-06', is: { status: 'suppressed', severity: 'high' } },
    { at: '2026-11-07', is: { status: 'suppressed', severity: 'high' } },
    { at: '2026-11-09', is: { status: 'open', severity: 'high' } },
    { at: '2026-11-11', is: { status: 'resolved', severity: 'high' } },
    { at: '2026-11-13', is: { status: 'open', severity: 'medium' } },
  ])('says of $at what it was', ({ at, is }) => {
    expect(findingAt(findingWith(history, 'open'), at)).toEqual(is);
  });

  it.each([
    { kind: 'reopened', status: 'open', was: 'resolved' },
    { kind: 'unsuppressed', status: 'open', was: 'suppressed' },
    { kind: 'resolved', status: 'resolved', was: 'open' },
    { kind: 'updated', status: 'open', was: 'open' },
  ] as const)('concludes from $kind, with which a history begins, that it was $was', (row) => {
    const [{ kind, status, was }, at] = [row, '2026-11-20'];
    const finding = findingWith([{ kind, at, severity: 'high' }], status);

    expect(findingAt(finding, '2026-11-10')?.status).toBe(was);
    expect(findingAt(finding, '2026-11-20')?.status).toBe(status);
  });
});

function findingWith(history: readonly Change[], status: Status): Finding {
  const { at = '', severity = 'high' } = history.at(-1) ?? {};

  return {
    target: 'arn:aws:lambda:eu-west-1:111122223333:function:checkout',
    check: 'code/command-injection',
    subject: 'x',
    status,
    severity,
    title: '',
    summary: '',
    evidence: [],
    remediation: '',
    firstSeenAt: '2026-11-02',
    changedAt: at,
    history,
  };
}
