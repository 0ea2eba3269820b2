import { describe, expect, it } from 'vitest';
import { type Detail, failIfAny, pass, type Verdict } from '../../functions/domain/check.ts';
import type { Finding, JudgingCheck, Observation } from '../../functions/domain/finding.ts';
import type { Rules } from '../../functions/domain/rules/rules.ts';
import { noRules } from '../../functions/domain/rules/rules.ts';
import { suppress } from '../../functions/domain/suppression.ts';
import { transitionsOf } from '../../functions/domain/transitions.ts';
import { ruleOf } from '../builders/rule-of.ts';
import { day, keyOf, seen, storedAfter } from '../fakes/observations.ts';

const stronger: JudgingCheck = {
  id: 'permissions/privilege-escalation',
  title: 'Escalation',
  severity: 'high',
  remediation: 'remove it',
};
const weaker: JudgingCheck = { ...stronger, id: 'permissions/resource-wildcard' };
const step = detailOf('role', 'sts:AssumeRole');
const both = detailOf('role', 'sts:AssumeRole and s3:PutObject');
const other = detailOf('role', 's3:PutObject');

describe('a finding of which another check reports a part', () => {
  it('is what is left while that is open', () => {
    const changes = transitionsOf([], night(1, [step], [both], [other]));

    expect(shownOf(changes)).toEqual([
      ['opened', stronger.id, step.summary],
      ['opened', weaker.id, other.summary],
    ]);
  });

  it('is none where nothing is left', () => {
    expect(shownOf(transitionsOf([], night(1, [step], [step], [])))).toEqual([
      ['opened', stronger.id, step.summary],
    ]);
  });

  it('is the whole where the other check passes, is not asked or never knew', () => {
    const whole = [['opened', weaker.id, both.summary]];

    expect(shownOf(transitionsOf([], night(1, [], [both], [other])))).toEqual(whole);
    expect(shownOf(transitionsOf([], without(night(1, [step], [both], [other]))))).toEqual(whole);
    expect(shownOf(transitionsOf([], blind(night(1, [step], [both], [other]))))).toEqual(whole);
  });

  it('is the whole on a night on which the other is not known: what is new in it is not stored there', () => {
    const stored = storedAfter([], night(1, [step], [step], []));
    const later = blind(night(2, [step], [both], []));

    expect(shownOf(transitionsOf(stored, later))).toEqual([['opened', weaker.id, both.summary]]);
    expect(transitionsOf(storedAfter(stored, later), night(3, [step], [both], []))).toMatchObject([
      { kind: 'updated', finding: { check: weaker.id, status: 'resolved' } },
    ]);
  });

  it('is the same on the next night', () => {
    const stored = storedAfter([], night(1, [step], [step], []));

    expect(transitionsOf(stored, night(2, [step], [step], []))).toEqual([]);
  });

  it('ends without being news where it was open before this was so', () => {
    const stored = [
      ...storedAfter([], seen([step], 1, stronger)),
      ...storedAfter([], seen([step], 1, weaker)),
    ];

    const changes = transitionsOf(stored, night(2, [step], [step], []));

    expect(changes).toMatchObject([
      { kind: 'updated', finding: { check: weaker.id, status: 'resolved' } },
    ]);
    expect(changes[0]?.finding.history.at(-1)?.because).toContain(stronger.id);
  });

  it('resolves as news once nothing is wrong', () => {
    const stored = storedAfter([], night(1, [step], [both], [other]));

    expect(transitionsOf(stored, night(2, [], [], [])).map(({ kind }) => kind)).toEqual([
      'resolved',
      'resolved',
    ]);
  });

  it('is the whole again where the other is fixed and it is not', () => {
    const stored = storedAfter([], night(1, [step], [step], []));

    expect(shownOf(transitionsOf(stored, night(2, [], [step], [])))).toEqual([
      ['resolved', stronger.id, step.summary],
      ['opened', weaker.id, step.summary],
    ]);
  });

  it('is the whole while the other is suppressed by hand', () => {
    const stored = storedAfter([], night(1, [step], [step], [])).map(suppressed);

    expect(shownOf(transitionsOf(stored, night(2, [step], [step], [])))).toEqual([
      ['opened', weaker.id, step.summary],
    ]);
  });

  it('is the whole while a rule suppresses the other', () => {
    const rules: Rules = {
      ...noRules,
      rules: [ruleOf({ check: [stronger.id] })],
    };

    expect(shownOf(transitionsOf([], night(1, [step], [step], []), 500, rules))).toEqual([
      ['suppressed', stronger.id, step.summary],
      ['opened', weaker.id, step.summary],
    ]);
  });

  it('is the whole where a rule makes the other milder', () => {
    const rule = ruleOf({ check: [stronger.id] }, { kind: 'severity', severity: 'low' });

    expect(
      shownOf(transitionsOf([], night(1, [step], [step], []), 500, { ...noRules, rules: [rule] })),
    ).toEqual([
      ['opened', stronger.id, step.summary],
      ['opened', weaker.id, step.summary],
    ]);
  });

  it('stays as it is while it is suppressed itself', () => {
    const [accepted] = storedAfter([], seen([step], 1, weaker)).map(suppressed);
    const stored = [...storedAfter([], seen([step], 1, stronger)), ...(accepted ? [accepted] : [])];

    expect(transitionsOf(stored, night(2, [step], [step], []))).toEqual([]);
  });
});

function detailOf(subject: string, summary: string): Detail {
  return { subject, summary, evidence: [] };
}

function night(
  onDay: number,
  byStronger: readonly Detail[],
  byWeaker: readonly Detail[],
  left: readonly Detail[],
): Observation {
  const observation = seen(byStronger, onDay, stronger);
  const beside = { check: stronger.id, verdict: left.length > 0 ? failIfAny(left) : pass };
  const value: Verdict = byWeaker.length > 0 ? { ...failIfAny(byWeaker), beside } : pass;
  const judgement = { check: weaker, verdict: { known: true, value } as const, gaps: [] };

  return { ...observation, judgements: [judgement, ...observation.judgements] };
}

function without(observation: Observation): Observation {
  return { ...observation, judgements: observation.judgements.slice(0, 1) };
}

function blind(observation: Observation): Observation {
  return {
    ...observation,
    judgements: observation.judgements.map((judgement) =>
      judgement.check.id === stronger.id
        ? { ...judgement, verdict: { known: false, reason: 'denied' } as const }
        : judgement,
    ),
  };
}

function suppressed(finding: Finding): Finding {
  const { finding: after } = suppress(finding, { reason: 'agreed', until: day(25) }, day(1));

  return { ...after, changedAt: finding.changedAt };
}

function shownOf(changes: ReturnType<typeof transitionsOf>) {
  return [...new Map(changes.map((change) => [keyOf(change.finding), change])).values()].map(
    ({ kind, finding }) => [kind, finding.check, finding.summary],
  );
}
