import { describe, expect, it } from 'vitest';
import { unknown } from '../../../functions/core/known.ts';
import { MOST_FINDINGS } from '../../../functions/domain/fewer-findings.ts';
import type { Finding, Observation, Transition } from '../../../functions/domain/finding.ts';
import { noRules, type Rule, type Rules } from '../../../functions/domain/rules/rules.ts';
import { suppress, unsuppress } from '../../../functions/domain/suppression.ts';
import { transitionsOf } from '../../../functions/domain/transitions.ts';
import { day, seen } from '../../fakes/observations.ts';

const detail = { subject: 'KEY', summary: 's', evidence: [] };
const accepts: Rule = {
  name: 'accepts',
  match: { check: ['code/*'], subject: ['KEY'] },
  effect: { kind: 'suppress' },
  reason: 'known',
  until: day(20),
};
const isMild: Rule = {
  ...accepts,
  name: 'is-mild',
  effect: { kind: 'severity', severity: 'info' },
};
const byTag: Rule = { ...accepts, name: 'by-tag', match: { tag: ['team=a'] } };

function rulesOf(...rules: readonly Rule[]): Rules {
  return { trustTags: true, rules };
}

/** What happens to the one finding. */
function happens(stored: readonly Finding[], seenNow: Observation, ...rules: readonly Rule[]) {
  const transitions = transitionsOf(stored, seenNow, MOST_FINDINGS, rulesOf(...rules));

  expect(transitions.length).toBeLessThan(2);
  return transitions[0];
}

function findingOf(transition: Transition | undefined): Finding {
  if (!transition) throw new Error('nothing has happened');
  return transition.finding;
}

function blind(onDay: number): Observation {
  const { judgements, ...rest } = seen([detail], onDay);
  return {
    ...rest,
    judgements: judgements.map((each) => ({ ...each, verdict: unknown('denied') })),
  };
}

const open = findingOf(happens([], seen([detail])));
const suppressed = findingOf(happens([], seen([detail]), accepts));

describe('a rule that suppresses', () => {
  it('suppresses what is new, and is no news the next night', () => {
    expect(happens([], seen([detail]), accepts)).toMatchObject({
      kind: 'suppressed',
      before: undefined,
      finding: {
        status: 'suppressed',
        firstSeenAt: day(1),
        suppression: {
          reason: 'known',
          until: day(20),
          by: 'rule accepts of vigil.yaml',
          rule: 'accepts',
        },
        history: [{ kind: 'suppressed', by: 'rule accepts of vigil.yaml' }],
      },
    });
    expect(happens([suppressed], seen([detail], 2), accepts)).toBeUndefined();
  });

  it('suppresses what is open or was resolved, under the lock of what it was', () => {
    expect(happens([open], seen([detail], 2), accepts)).toMatchObject({
      kind: 'suppressed',
      before: day(1),
      finding: { firstSeenAt: day(1), history: [{ kind: 'opened' }, { kind: 'suppressed' }] },
    });
    const resolved = findingOf(happens([open], seen([], 2)));
    expect(happens([resolved], seen([detail], 3), accepts)).toMatchObject({
      kind: 'suppressed',
      finding: { firstSeenAt: day(3) },
    });
  });

  it('touches nothing that it does not select', () => {
    const other = { ...detail, subject: 'OTHER' };

    expect(transitionsOf([], seen([other, detail]), MOST_FINDINGS, rulesOf(accepts))).toMatchObject(
      [
        { finding: { subject: 'OTHER', status: 'open' }, kind: 'opened' },
        { finding: { subject: 'KEY', status: 'suppressed' } },
      ],
    );
  });

  it('ends on its day, as open again and not as new', () => {
    expect(happens([suppressed], seen([detail], 20), accepts)).toMatchObject({
      kind: 'reopened',
      finding: {
        status: 'open',
        firstSeenAt: day(1),
        history: [
          { kind: 'suppressed' },
          { because: 'its suppression by rule accepts of vigil.yaml ended on 2026-01-20' },
        ],
      },
    });
    expect(happens([suppressed], seen([detail], 20), accepts)?.finding).not.toHaveProperty(
      'suppression',
    );
    expect(happens([suppressed], blind(20), accepts)).toMatchObject({ kind: 'reopened' });
  });

  it('is open again when it is taken away or selects something else, whatever is known', () => {
    const narrower = { ...accepts, match: { subject: ['OTHER'] } };
    const because = 'rule accepts of vigil.yaml no longer suppresses it';

    for (const rules of [[], [narrower]]) {
      for (const night of [seen([detail], 2), blind(2)]) {
        expect(happens([suppressed], night, ...rules)).toMatchObject({
          kind: 'reopened',
          finding: { status: 'open', history: [{}, { because, suppression: { rule: 'accepts' } }] },
        });
      }
    }
    expect(happens([suppressed], blind(2), accepts)).toBeUndefined();
  });

  it('keeps what has got worse or other words, which is no news', () => {
    const worse = { ...detail, severity: 'critical' as const };

    expect(happens([suppressed], seen([worse], 2), accepts)).toMatchObject({
      kind: 'updated',
      finding: { status: 'suppressed', severity: 'critical', suppression: { rule: 'accepts' } },
    });
  });

  it('does not keep what has got worse than it selects', () => {
    const atMost = { ...accepts, match: { atMost: 'medium' as const } };
    const mild = findingOf(happens([], seen([detail]), atMost));
    const worse = { ...detail, severity: 'high' as const };

    expect(mild.status).toBe('suppressed');
    expect(happens([mild], seen([worse], 2), atMost)).toMatchObject({
      kind: 'worsened',
      finding: { status: 'open' },
    });
  });

  it('gives another reason or end, and keeps the earlier ones in the history', () => {
    const later = { ...accepts, until: day(30), reason: 'still known' };

    expect(happens([suppressed], seen([detail], 2), later)).toMatchObject({
      kind: 'suppressed',
      finding: {
        suppression: { until: day(30), reason: 'still known' },
        history: [{ suppression: { until: day(20) } }, { suppression: { until: day(30) } }],
      },
    });
  });

  it('leaves a suppression by hand until its day, and takes over then', () => {
    const byHand = suppress(open, { reason: 'mine', until: day(10), by: 'arn:a' }, day(2)).finding;

    expect(happens([byHand], seen([detail], 3), accepts)).toBeUndefined();
    expect(happens([byHand], seen([detail], 3))).toBeUndefined();
    expect(happens([byHand], seen([detail], 10), accepts)).toMatchObject({
      kind: 'suppressed',
      finding: { suppression: { rule: 'accepts' } },
    });
  });

  it('cannot be undone by hand', () => {
    expect(() => unsuppress(suppressed, day(2))).toThrow(
      'rule accepts of vigil.yaml suppresses the finding, and would again: change it there, and deploy',
    );
  });
});

describe('a rule by tags', () => {
  const tagged = (onDay: number, team: string): Observation => ({
    ...seen([detail], onDay),
    owned: { tags: new Map([['team', team]]) },
  });

  it('suppresses nothing while the tags are not known, and ends nothing either', () => {
    const byTags = findingOf(happens([], tagged(1, 'a'), byTag));

    expect(byTags.suppression?.rule).toBe('by-tag');
    expect(happens([], seen([detail]), byTag)).toMatchObject({ kind: 'opened' });
    expect(happens([byTags], seen([detail], 2), byTag)).toBeUndefined();
    expect(happens([byTags], blind(2), byTag)).toBeUndefined();
    expect(happens([byTags], tagged(2, 'b'), byTag)).toMatchObject({ kind: 'reopened' });
    expect(happens([byTags], seen([detail], 20), byTag)).toMatchObject({ kind: 'reopened' });
  });
});

describe('a rule that sets a severity', () => {
  it('sets it, and keeps in the evidence what it was', () => {
    const mild = findingOf(happens([], seen([detail]), isMild));

    expect(mild).toMatchObject({
      status: 'open',
      severity: 'info',
      evidence: [{ text: 'medium by its check; info by rule is-mild of vigil.yaml: known' }],
    });
    expect(happens([mild], seen([detail], 2), isMild)).toBeUndefined();
    expect(happens([open], seen([detail], 2), isMild)).toMatchObject({ kind: 'eased' });
    expect(happens([mild], seen([detail], 2))).toMatchObject({
      kind: 'worsened',
      finding: { severity: 'medium', evidence: [] },
    });
  });
});

describe('without rules', () => {
  it('is as it was', () => {
    const nights = [seen([detail]), seen([detail], 2), seen([], 3)];

    for (const night of nights) {
      expect(transitionsOf([open], night, MOST_FINDINGS, noRules)).toEqual(
        transitionsOf([open], night),
      );
    }
  });
});
