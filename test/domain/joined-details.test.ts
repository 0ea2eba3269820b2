import { describe, expect, it } from 'vitest';
import { lines } from '../../functions/core/evidence.ts';
import type { Detail } from '../../functions/domain/check.ts';
import { MOST_FINDINGS } from '../../functions/domain/fewer-findings.ts';
import type { Finding, Observation, Transition } from '../../functions/domain/finding.ts';
import { noRules, type Rule } from '../../functions/domain/rules/rules.ts';
import { suppress } from '../../functions/domain/suppression.ts';
import { transitionsOf } from '../../functions/domain/transitions.ts';
import { day, seen, storedAfter } from '../fakes/observations.ts';

const secret = variable('SECRET', 'a secret', 'high');
const id = variable('ID', 'an id', 'critical');
const part = { ...id, partOf: { subject: 'SECRET', words: 'its id is in', name: 'ID' } };
const other = {
  ...variable('OTHER', 'an id', 'low'),
  partOf: { subject: 'SECRET', words: 'as in', name: 'OTHER' },
};
const apart = storedAfter([], seen([secret, id]));
const joined = storedAfter([], seen([secret, part]));

describe('a detail that is a part of another', () => {
  it('is one finding with it, as bad as the worse of both', () => {
    expect(transitionsOf([], seen([part, secret, other]))).toMatchObject([
      {
        kind: 'opened',
        finding: {
          subject: 'SECRET',
          severity: 'critical',
          summary: 'SECRET holds a secret; its id is in ID; as in OTHER',
          evidence: lines('SECRET', 'ID', 'OTHER'),
          mark: { things: [['ID: an id'], ['OTHER: an id'], ['a secret']] },
        },
      },
    ]);
  });

  it('names the first of many that are related in one way', () => {
    const copies = ['A', 'B', 'C', 'D', 'E'].map((name) => ({
      ...variable(name, 'a secret', 'low'),
      partOf: { subject: 'SECRET', words: 'the same is in', name },
    }));

    expect(transitionsOf([], seen([secret, part, ...copies]))).toMatchObject([
      {
        finding: {
          summary: 'SECRET holds a secret; its id is in ID; the same is in A, B, C, and 2 more',
        },
      },
    ]);
  });

  it('was one of its own before, which ends without news', () => {
    const changes = transitionsOf(apart, seen([secret, part], 2));

    expect(changes).toMatchObject([
      { kind: 'updated', finding: { subject: 'SECRET', severity: 'critical', status: 'open' } },
      { kind: 'updated', finding: { subject: 'ID', status: 'resolved' } },
    ]);
    expect(
      transitionsOf(storedAfter(apart, seen([secret, part], 2)), seen([secret, part], 3)),
    ).toEqual([]);
  });

  it('may be reported by another one than before', () => {
    const now = [
      variable('FIRST', 'a secret', 'high'),
      ...[secret, id].map((each) => ({
        ...each,
        partOf: { subject: 'FIRST', words: 'as in', name: each.subject },
      })),
    ];

    const changes = transitionsOf(joined, seen(now, 2));

    expect(changes).toMatchObject([
      { kind: 'worsened', finding: { subject: 'FIRST' } },
      { kind: 'updated', finding: { subject: 'SECRET', status: 'resolved' } },
    ]);
    expect(changes[0]?.finding.history.at(-1)?.because).toBe('a secret is new');
  });

  it.each([
    [
      'the part is suppressed',
      apart.map((each) => (each.subject === 'ID' ? accepted(each) : each)),
    ],
    [
      'the other is suppressed',
      apart.map((each) => (each.subject === 'ID' ? each : accepted(each))),
    ],
    ['both are', apart.map(accepted)],
  ])('stays one of its own where %s', (_, stored) => {
    expect(transitionsOf(stored, seen([secret, part], 3))).toEqual([]);
  });

  it('opens by itself where the other was suppressed without it', () => {
    const stored = storedAfter([], seen([secret])).map(accepted);

    expect(transitionsOf(stored, seen([secret, part], 3))).toMatchObject([
      { kind: 'opened', finding: { subject: 'ID' } },
    ]);
  });

  it('is suppressed with the other where both were one finding', () => {
    const stored = joined.map(accepted);

    expect(transitionsOf(stored, seen([secret, part], 3))).toEqual([]);
    expect(transitionsOf(stored, seen([secret, part, other], 3))).toMatchObject([
      { kind: 'opened', finding: { subject: 'OTHER' } },
    ]);
  });

  it('makes it worse where it is new', () => {
    const changes = transitionsOf(joined, seen([secret, part, other], 3));

    expect(changes).toMatchObject([{ kind: 'worsened', finding: { subject: 'SECRET' } }]);
    expect(changes[0]?.finding.history.at(-1)?.because).toBe('OTHER: an id is new');
  });

  describe('that is alone again', () => {
    it.each([
      ['because the other is gone', [id], ['resolved SECRET', 'updated ID']],
      ['because it is a part no more', [secret, id], ['eased SECRET', 'updated ID']],
      [
        'beside a new one',
        [secret, id, variable('X', 'x', 'low')],
        ['eased SECRET', 'opened X', 'updated ID'],
      ],
    ])('is as it was, %s', (_, now, kinds) => {
      const changes = transitionsOf(joined, seen(now, 4));

      expect(changes.map(({ kind, finding }) => `${kind} ${finding.subject}`).toSorted()).toEqual(
        kinds,
      );
      expect(changes.find(({ finding }) => finding.subject === 'ID')).toMatchObject({
        before: undefined,
        finding: {
          ...{ status: 'open', severity: 'critical', summary: 'ID holds an id' },
          ...{ firstSeenAt: day(1), changedAt: day(4), mark: { things: [['an id']] } },
        },
      });
    });

    it('was resolved before, as a part', () => {
      const stored = storedAfter(apart, seen([secret, part], 2));

      const changes = transitionsOf(stored, seen([id], 4));

      expect(changes.map(({ kind, before }) => [kind, before])).toEqual([
        ['resolved', day(2)],
        ['updated', day(2)],
      ]);
      expect(transitionsOf(storedAfter(stored, seen([id], 4)), seen([id], 5))).toEqual([]);
    });

    it('is suppressed where the whole was', () => {
      const stored = joined.map(accepted);
      const after = storedAfter(stored, seen([id], 4));

      expect(transitionsOf(stored, seen([id], 4))).toMatchObject([
        { kind: 'resolved', finding: { subject: 'SECRET' } },
        { kind: 'updated', finding: { subject: 'ID', status: 'suppressed' } },
      ]);
      expect(transitionsOf(after, seen([id], 5))).toEqual([]);
      expect(transitionsOf(after, seen([id], 21))).toMatchObject([{ kind: 'reopened' }]);
      // It is new that the secret comes back, and the id is accepted still.
      expect(transitionsOf(after, seen([secret, part], 5))).toMatchObject([
        { kind: 'reopened', finding: { subject: 'SECRET' } },
      ]);
    });

    it('is worse where it stands for more', () => {
      const more = { ...id, mark: ['an id', 'a token'] };

      expect(transitionsOf(joined.map(accepted), seen([secret, more], 4))).toMatchObject([
        { kind: 'eased', finding: { subject: 'SECRET', status: 'suppressed' } },
        { kind: 'worsened', finding: { subject: 'ID', status: 'open' } },
      ]);
    });

    it('is no news where only a part can be seen', () => {
      const after = storedAfter(joined.map(accepted), inPart(seen([id], 4)));

      expect(transitionsOf(joined, inPart(seen([id], 4)))).toMatchObject([
        { kind: 'updated', finding: { subject: 'ID', status: 'open' } },
      ]);
      expect(after.map(({ status }) => status)).toEqual(['suppressed', 'suppressed']);
    });

    it('does not go into an open one that comes, where it was accepted', () => {
      const now = [
        variable('FIRST', 'a secret', 'high'),
        ...[secret, id].map((each) => ({
          ...each,
          partOf: { subject: 'FIRST', words: 'as in', name: each.subject },
        })),
      ];
      const stored = joined.map(accepted);

      const after = storedAfter(stored, seen(now, 4));

      expect(after.map(({ subject, status }) => `${status} ${subject}`).toSorted()).toEqual([
        'open FIRST',
        'suppressed ID',
        'suppressed SECRET',
      ]);
      expect(
        transitionsOf(stored, seen(now, 4)).filter(({ kind }) => kind === 'opened'),
      ).toHaveLength(1);
    });
  });

  it('is not missed while only a part can be seen', () => {
    expect(transitionsOf(joined, inPart(seen([secret], 3)))).toEqual([]);
  });

  it('is one of its own where the other is not there, or is a part itself', () => {
    const circle = [part, { ...secret, partOf: { subject: 'ID', words: '', name: 'SECRET' } }];

    expect(transitionsOf([], seen([part]))).toMatchObject([{ finding: { subject: 'ID' } }]);
    expect(transitionsOf([], seen(circle))).toHaveLength(2);
  });

  it.each([
    ['suppress the part', { subject: ['ID'] }, 'suppress', ['SECRET', 'ID']],
    ['suppress the other', { subject: ['SECRET'] }, 'suppress', ['SECRET', 'ID']],
    ['suppress what is milder', { atMost: 'high' }, 'suppress', ['SECRET', 'ID']],
    ['set the severity of the part', { subject: ['ID'] }, 'severity', ['SECRET', 'ID']],
    ['may concern one of them', { subject: ['ID'], tag: ['a=b'] }, 'suppress', ['SECRET', 'ID']],
    ['suppress both', { subject: ['SECRET', 'ID'] }, 'suppress', ['SECRET']],
    ['say nothing of them', { subject: ['X'] }, 'suppress', ['SECRET']],
  ] as const)('is one of its own where rules differ: they %s', (_, match, kind, subjects) => {
    const effect = kind === 'suppress' ? { kind } : { kind, severity: 'low' as const };
    const rule: Rule = { name: 'rule', reason: 'known', match, effect, until: undefined };

    const changes = transitionsOf([], seen([secret, part]), MOST_FINDINGS, {
      ...noRules,
      rules: [rule],
    });

    expect(changes.map(({ finding }) => finding.subject)).toEqual(subjects);
  });
});

function variable(subject: string, kind: string, severity: Detail['severity'] & string): Detail {
  return {
    subject,
    mark: [kind],
    summary: `${subject} holds ${kind}`,
    evidence: lines(subject),
    severity,
  };
}

function accepted(finding: Finding): Finding {
  const change: Transition = suppress(finding, { reason: 'known', until: day(20) }, day(2));

  return change.finding;
}

function inPart(observation: Observation): Observation {
  return {
    ...observation,
    judgements: observation.judgements.map(({ verdict, ...judgement }) => ({
      ...judgement,
      verdict: verdict.known ? { ...verdict, incomplete: 'a file' } : verdict,
    })),
  };
}
