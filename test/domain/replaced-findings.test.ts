import { describe, expect, it } from 'vitest';
import type { JudgingCheck, Observation } from '../../functions/domain/finding.ts';
import { transitionsOf } from '../../functions/domain/transitions.ts';
import { day, seen, storedAfter } from '../fakes/observations.ts';

const narrow: JudgingCheck = {
  id: 'permissions/unused-service',
  title: 'Unused',
  severity: 'medium',
  remediation: 'remove it',
};
const wide: JudgingCheck = {
  ...narrow,
  id: 'permissions/excess-permissions',
  replaces: [narrow.id],
};
const unused = { subject: 's3', summary: 'unused', evidence: [] };
const excess = { subject: 'role', summary: 'in excess', evidence: [] };
const before = storedAfter([], seen([unused], 1, narrow));

describe('a finding that another check reports from now on', () => {
  it('ends without being news, and says as what it goes on', () => {
    const changes = transitionsOf(before, bothAt(2, [], [excess]));

    expect(changes.map(({ kind, finding }) => [kind, finding.check, finding.status])).toEqual([
      ['updated', narrow.id, 'resolved'],
      ['opened', wide.id, 'open'],
    ]);
    expect(changes[0]?.finding.history.at(-1)).toMatchObject({
      kind: 'updated',
      at: day(2),
      because: 'from now on it is part of the finding of permissions/excess-permissions',
    });
  });

  it('is news where the other check reports nothing', () => {
    const [change] = transitionsOf(before, bothAt(2, [], []));

    expect(change).toMatchObject({ kind: 'resolved' });
  });

  it('stays while its own check reports it', () => {
    const changes = transitionsOf(before, bothAt(2, [unused], [excess]));

    expect(changes).toMatchObject([{ kind: 'opened', finding: { check: wide.id } }]);
  });
});

function bothAt(
  night: number,
  ofNarrow: readonly (typeof unused)[],
  ofWide: readonly (typeof excess)[],
): Observation {
  const observation = seen(ofNarrow, night, narrow);

  return {
    ...observation,
    judgements: [...observation.judgements, ...seen(ofWide, night, wide).judgements],
  };
}
