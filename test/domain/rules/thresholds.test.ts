import { describe, expect, it } from 'vitest';
import type { Rule, Rules } from '../../../functions/domain/rules/rules.ts';
import { thresholdOf, thresholdRules } from '../../../functions/domain/rules/thresholds.ts';
import { thresholdRule } from '../../builders/rule-of.ts';
import { functionNamed } from '../../fakes/targets.ts';
import { fc, property } from '../../property.ts';

const now = '2026-11-28T02:00:00.000Z';
const archive = {
  arn: functionNamed('archive-read').arn,
  owned: { stack: 'Archive', tags: new Map([['env', 'archive']]) },
};

describe('the threshold of a function', () => {
  it.each<[string, readonly Rule[], number]>([
    ['that of a rule', [thresholdRule({ function: ['archive-*'] })], 400],
    ['that of a rule by a tag', [thresholdRule({ tag: ['env=archive'] })], 400],
    [
      'a stricter one than the setting',
      [thresholdRule({ stack: ['Archive'] }, { idleDays: 30 })],
      30,
    ],
    [
      'the strictest of several',
      [
        thresholdRule({ function: ['*'] }, { idleDays: 200 }),
        thresholdRule({ function: ['archive-*'] }),
      ],
      200,
    ],
    ['the setting where no rule selects it', [thresholdRule({ function: ['shop-*'] })], 90],
    ['the setting where rules set another', [thresholdRule({}, { maxPublicUsdPerHour: 5 })], 90],
    [
      'the setting where the rule has ended',
      [{ ...thresholdRule({ function: ['*'] }), until: now }],
      90,
    ],
  ])('is %s', (_, rules, expected) => {
    expect(idleDaysOf(rules)).toBe(expected);
  });

  it('is not known where it is not known whose it is and a rule asks', () => {
    const unowned = { ...archive, owned: undefined };

    expect(idleDaysOf([thresholdRule({ stack: ['Archive'] })], unowned)).toBeUndefined();
    expect(idleDaysOf([thresholdRule({ function: ['archive-*'] })], unowned)).toBe(400);
    expect(idleDaysOf([thresholdRule({ stack: ['Archive'], function: ['shop-*'] })], unowned)).toBe(
      90,
    );
  });
});

const anyRule = fc
  .record({
    match: fc.record(
      {
        function: fc.constantFrom(['*'], ['archive-*'], ['shop-*']),
        stack: fc.constantFrom(['Archive'], ['Shop']),
        region: fc.constantFrom(['eu-west-1'], ['us-*']),
        tag: fc.constantFrom(['env=archive'], ['env=live']),
      },
      { requiredKeys: [] },
    ),
    idleDays: fc.integer({ min: 1, max: 450 }),
    until: fc.constantFrom(undefined, now, '2027-01-01T00:00:00.000Z'),
  })
  .map(({ match, idleDays, until }) => ({ ...thresholdRule(match, { idleDays }), until }));
const anyRules = fc.array(anyRule, { maxLength: 6 });

property.prop([anyRules, fc.infiniteStream(fc.nat())])(
  'is the same in whichever order rules stand',
  (rules, random) => {
    const shuffled = rules
      .map((rule) => ({ rule, by: random.next().value ?? 0 }))
      .toSorted((a, b) => a.by - b.by)
      .map(({ rule }) => rule);

    expect(idleDaysOf(shuffled)).toBe(idleDaysOf(rules));
  },
);

property.prop([anyRules])(
  'is that of a rule that selects it by itself, or the setting',
  (rules) => {
    const alone = rules.filter((rule) => idleDaysOf([rule], archive, 1_000) !== 1_000);
    const days = alone.flatMap(({ effect }) =>
      effect.kind === 'thresholds' ? (effect.thresholds.idleDays ?? []) : [],
    );

    expect(idleDaysOf(rules)).toBe(days.length > 0 ? Math.min(...days) : 90);
  },
);

property.prop([anyRules])('is the setting once all rules have ended', (rules) => {
  expect(idleDaysOf(rules.map((rule) => ({ ...rule, until: now })))).toBe(90);
});

function idleDaysOf(
  rules: readonly Rule[],
  of: Parameters<typeof thresholdOf>[2] = archive,
  otherwise = 90,
): number | undefined {
  const all: Rules = { trustTags: true, rules };

  return thresholdOf(thresholdRules(all, 'idleDays', now), 'idleDays', of, otherwise);
}
