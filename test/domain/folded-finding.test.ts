import { describe, expect, it } from 'vitest';
import type { Finding, JudgingCheck, Observation } from '../../functions/domain/finding.ts';
import { suppress } from '../../functions/domain/suppression.ts';
import { transitionsOf } from '../../functions/domain/transitions.ts';
import { day, seen, storedAfter } from '../fakes/observations.ts';

const retention: JudgingCheck = {
  id: 'usage/unlimited-log-retention',
  title: 'Logs never expire',
  severity: 'low',
  remediation: 'set a period',
};
const everlasting = { subject: 'function', summary: 'never expires', evidence: [] };
const stored = storedAfter([], seen([everlasting], 1, retention));

describe('a finding whose check is about the account from this version on', () => {
  it('ends without being news, and says as what it goes on', () => {
    const changes = transitionsOf(stored, functionSeen(2));

    expect(changes).toMatchObject([{ kind: 'updated', finding: { status: 'resolved' } }]);
    expect(changes[0]?.finding.history.at(-1)).toMatchObject({
      kind: 'updated',
      because: 'from now on it is part of a finding about the account',
    });
  });

  it('stays while it is suppressed, and ends as quietly after that', () => {
    const suppressed = stored.map(suppressedUntil(day(10)));

    expect(transitionsOf(suppressed, functionSeen(9))).toEqual([]);
    expect(transitionsOf(suppressed, functionSeen(10))).toMatchObject([
      { kind: 'updated', finding: { status: 'resolved' } },
    ]);
  });

  it('is resolved where its function is gone, or the check is asked no more', () => {
    const { elsewhere: _, ...asked } = functionSeen(2);

    expect(transitionsOf(stored, asked)).toMatchObject([{ kind: 'resolved' }]);
    expect(transitionsOf(stored, { ...asked, gone: true })).toMatchObject([{ kind: 'resolved' }]);
  });

  it('changes nothing once it has ended', () => {
    const ended = storedAfter(stored, functionSeen(2));

    expect(transitionsOf(ended, functionSeen(3))).toEqual([]);
  });
});

function functionSeen(night: number): Observation {
  return { ...seen([], night), elsewhere: new Set([retention.id]) };
}

function suppressedUntil(until: string) {
  return (finding: Finding): Finding =>
    suppress(finding, { reason: 'ours', until, by: undefined }, day(2)).finding;
}
