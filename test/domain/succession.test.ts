import { describe, expect, it } from 'vitest';
import type { Detail } from '../../functions/domain/check.ts';
import type { Finding, JudgingCheck, Observation } from '../../functions/domain/finding.ts';
import { digestTally } from '../../functions/domain/notification/digest-tally.ts';
import { suppress } from '../../functions/domain/suppression.ts';
import { transitionsOf } from '../../functions/domain/transitions.ts';
import { factWords } from '../../functions/facts/index.ts';
import { day, seen, storedAfter } from '../fakes/observations.ts';

const narrow: JudgingCheck = {
  id: 'code/route',
  title: 'A route is open',
  severity: 'high',
  remediation: 'close it',
};
const wide: JudgingCheck = { ...narrow, subjectNow: (subject) => subject.split('/')[0] ?? '' };

const get = route('a1/GET', 'GET');
const put = route('a1/PUT', 'PUT');
const both = { ...route('a1', 'GET'), mark: ['GET', 'PUT'], severity: 'low' } as const;
const before = storedAfter(storedAfter([], seen([get], 1, narrow)), seen([get, put], 2, narrow));
const accepted = before.map((finding) =>
  suppressed(finding, finding.subject === get.subject ? 20 : 25),
);

describe('a finding that takes the place of several', () => {
  it('is as old as the oldest of them, and neither new nor open again', () => {
    const changes = transitionsOf(before, seen([both], 3, wide));

    expect(changes).toMatchObject([
      { kind: 'eased', before: undefined, finding: { subject: 'a1', firstSeenAt: day(1) } },
      { kind: 'updated', before: day(1), finding: { subject: 'a1/GET', status: 'resolved' } },
      { kind: 'updated', before: day(2), finding: { subject: 'a1/PUT', status: 'resolved' } },
    ]);
    expect(changes[1]?.finding.history.at(-1)?.because).toContain('a1');
  });

  it('is itself from the next night on', () => {
    const stored = storedAfter(before, seen([both], 3, wide));

    expect(transitionsOf(stored, seen([both], 4, wide))).toEqual([]);
    expect(transitionsOf(stored, seen([], 4, wide))).toMatchObject([{ kind: 'resolved' }]);
  });

  it('stays suppressed where all of them were, until the first of their days', () => {
    const [heir] = transitionsOf(accepted, seen([both], 3, wide));

    expect(heir?.finding).toMatchObject({ status: 'suppressed', suppression: { until: day(20) } });
  });

  it('is open where one of them was', () => {
    const stored = before.map((finding) =>
      finding.subject === get.subject ? suppressed(finding, 20) : finding,
    );

    const [heir] = transitionsOf(stored, seen([both], 3, wide));

    expect(heir).toMatchObject({ kind: 'eased', finding: { status: 'open' } });
    expect(heir?.finding.suppression).toBeUndefined();
  });

  it('is no worse for what was suppressed and is a part of it now (attack S6)', () => {
    const mild = { ...put, severity: 'low' } as const;
    const stored = storedAfter([], seen([get, mild], 1, narrow)).map((finding) =>
      finding.subject === get.subject ? suppressed(finding, 20) : finding,
    );

    const [heir] = transitionsOf(stored, seen([{ ...both, severity: 'high' }], 3, wide));

    expect(heir).toMatchObject({ kind: 'updated', finding: { status: 'open', severity: 'high' } });
  });

  it('is worse for what none of them stood for, and then no longer suppressed', () => {
    const [heir] = transitionsOf(
      accepted,
      seen([{ ...both, mark: ['GET', 'PUT', 'DELETE'] }], 3, wide),
    );

    expect(heir).toMatchObject({ kind: 'worsened', finding: { status: 'open' } });
    expect(heir?.finding.history.at(-1)?.because).toContain('DELETE is new');
  });

  it('leaves to themselves those whose fault is gone, or unknown', () => {
    expect(transitionsOf(before, seen([], 3, wide)).map(({ kind }) => kind)).toEqual([
      'resolved',
      'resolved',
    ]);
    expect(transitionsOf(before, unknownOn(3))).toEqual([]);
  });

  it('comes in a look at a part, too, and loses nothing of what they stood for', () => {
    const half = partly(seen([{ ...both, mark: ['GET'] }], 3, wide));

    const changes = transitionsOf(before, half);

    expect(changes.map(({ kind }) => kind)).toEqual(['updated', 'updated', 'updated']);
    expect(changes[0]?.finding.mark).toEqual({ things: [['GET'], ['PUT']] });
  });

  it('takes the place of one of its own name that was resolved', () => {
    const again = [
      ...before,
      ...storedAfter(storedAfter([], seen([both], 1, wide)), seen([], 2, wide)),
    ];

    const [heir] = transitionsOf(again, seen([both], 3, wide));

    expect(heir).toMatchObject({ kind: 'eased', before: day(2), finding: { firstSeenAt: day(1) } });
  });

  it('is no news of a digest', () => {
    const tally = digestTally(
      {
        now: day(4),
        last: {
          reportedAt: day(3),
          metBefore: day(3),
          reported: new Set(),
          lapseBy: day(10),
          staleBefore: day(2),
        },
        rememberFrom: day(4),
        lapseBy: day(11),
        staleBefore: day(2),
      },
      factWords,
    );
    const same = { ...both, severity: 'high' } as const;
    const { observedAt, scanner, target, listedAt } = seen([same], 3, wide);

    for (const finding of storedAfter(before, seen([same], 3, wide))) tally.add(finding);
    tally.add({ scanner, target, listedAt, observedAt, gaps: [] });

    expect(tally.notification()).toBeUndefined();
  });
});

describe('what cannot be weighed', () => {
  const stored = storedAfter([], seen([both], 1, wide));

  it.each(['high', 'info'] as const)('leaves what is stored as bad as it was (%s)', (severity) => {
    expect(transitionsOf(stored, unweighed(seen([{ ...both, severity }], 2, wide)))).toEqual([]);
  });

  it('still shows what is new, and resolves what is gone', () => {
    const more = { ...both, mark: ['GET', 'PUT', 'DELETE'], severity: 'high' } as const;

    expect(transitionsOf(stored, unweighed(seen([more], 2, wide)))).toMatchObject([
      { kind: 'worsened', finding: { severity: 'low' } },
    ]);
    expect(transitionsOf(stored, unweighed(seen([], 2, wide)))).toMatchObject([
      { kind: 'resolved' },
    ]);
    expect(transitionsOf([], unweighed(seen([more], 2, wide)))).toMatchObject([
      { kind: 'opened', finding: { severity: 'high' } },
    ]);
  });
});

function route(subject: string, name: string): Detail {
  return { subject, mark: [name], summary: `${subject} is open`, evidence: [] };
}

function suppressed(finding: Finding, until: number): Finding {
  const { finding: after } = suppress(finding, { reason: 'public', until: day(until) }, day(2));

  return { ...after, changedAt: finding.changedAt };
}

function partly(observation: Observation): Observation {
  return withVerdict(observation, { incomplete: 'a region is closed' });
}

function unweighed(observation: Observation): Observation {
  return withVerdict(observation, { unweighed: 'the role was not read' });
}

function withVerdict(
  observation: Observation,
  more: Readonly<Record<string, string>>,
): Observation {
  const judgements = observation.judgements.map((judgement) => ({
    ...judgement,
    verdict: { ...judgement.verdict, ...more },
  }));

  return { ...observation, judgements };
}

function unknownOn(number: number): Observation {
  const judgement = { check: wide, verdict: { known: false, reason: 'denied' }, gaps: [] } as const;

  return { ...seen([], number, wide), judgements: [judgement] };
}
