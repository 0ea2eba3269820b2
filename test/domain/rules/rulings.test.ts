import { describe, expect, it } from 'vitest';
import { severities } from '../../../functions/core/severity.ts';
import { noRules, type Rule, type Selector } from '../../../functions/domain/rules/rules.ts';
import { rulingOf } from '../../../functions/domain/rules/ruling.ts';
import { type Selectable, selects } from '../../../functions/domain/rules/selects.ts';
import { fc, property } from '../../property.ts';

const now = '2027-01-01T02:00:00.000Z';
const secret: Selectable = {
  target: 'arn:aws:lambda:eu-west-1:111122223333:function:billing-mailer',
  check: 'code/secret-in-code',
  subject: 'stripe-key',
  severity: 'high',
  evidence: [{ text: 'a key', path: 'test/fixtures/key.js', line: 1 }, { text: 'why' }],
  owned: { owner: 'billing', stack: 'Billing', tags: new Map([['team', 'billing']]) },
  hasUnknownTags: false,
};

function rule(name: string, some: Partial<Rule> = {}): Rule {
  return {
    name,
    match: { check: ['code/*'] },
    effect: { kind: 'suppress' },
    reason: name,
    until: '2027-05-31T00:00:00.000Z',
    ...some,
  };
}

describe('selects', () => {
  it.each<[Selector, Partial<Selectable>?]>([
    [{ check: ['code/secret-in-code'] }],
    [{ check: ['permissions/*', 'code/*'] }],
    [{ function: ['billing-*'] }],
    [{ account: ['111122223333'], region: ['eu-*'] }],
    [{ subject: ['stripe-*'] }],
    [{ file: ['test/*'] }],
    [{ owner: ['bill*'] }],
    [{ stack: ['Billing'] }],
    [{ tag: ['x=y', 'team=bill*'] }],
    [{ atMost: 'high' }],
    [{ role: ['a'] }, { target: 'arn:aws:iam::111122223333:role/path/a' }],
    [{ region: ['global'] }, { target: 'arn:aws:iam::111122223333:role/path/a' }],
    [{ owner: ['a', 'b'] }, { owned: { owners: ['a', 'b'] } }],
  ])('selects by %j', (selector, some = {}) => {
    expect(selects(selector, { ...secret, ...some })).toBe('yes');
  });

  it.each<[string, Selector, Partial<Selectable>?]>([
    ['nothing by nothing', {}],
    ['no other check', { check: ['code/secret'] }],
    ['not by one of two', { check: ['code/*'], subject: ['aws-*'] }],
    ['no role as a function', { function: ['a'] }, { target: 'arn:aws:iam::111122223333:role/a' }],
    [
      'nothing that lies elsewhere as well',
      { file: ['test/*'] },
      {
        evidence: [
          { text: 'a', path: 'test/a.js' },
          { text: 'b', path: 'src/b.js' },
        ],
      },
    ],
    ['nothing without a place by places', { file: ['*'] }, { evidence: [{ text: 'a' }] }],
    [
      'nothing of which places are left out',
      { file: ['test/*'] },
      {
        evidence: Array.from({ length: 60 }, () => ({ text: 'a', path: 'test/a.js' })),
      },
    ],
    [
      'nothing that is another owner’s as well',
      { owner: ['a'] },
      { owned: { owners: ['a', 'b'] } },
    ],
    ['nothing that no one owns', { owner: ['*'] }, { owned: {} }],
    ['nothing worse', { atMost: 'medium' }],
    ['no tag of another value', { tag: ['team=shop'] }],
  ])('selects %s', (_, selector, some = {}) => {
    expect(selects(selector, { ...secret, ...some })).toBe('no');
  });

  it('does not know where that is not known which it asks for', () => {
    const dark = { ...secret, severity: undefined, owned: undefined, hasUnknownTags: true };

    for (const selector of [{ owner: ['*'] }, { tag: ['a=*'] }, { atMost: 'info' as const }]) {
      expect(selects(selector, dark)).toBe('unknown');
      expect(selects({ ...selector, check: ['permissions/*'] }, dark)).toBe('no');
    }
  });
});

const anySelector = fc.record(
  {
    check: fc.constantFrom(['code/*'], ['code/secret-in-code'], ['permissions/*']),
    function: fc.constantFrom(['*'], ['billing-*'], ['shop-*']),
    subject: fc.constantFrom(['stripe-key'], ['aws-*']),
    stack: fc.constantFrom(['Billing'], ['Shop']),
    region: fc.constantFrom(['eu-west-1'], ['us-*']),
    file: fc.constantFrom(['test/*'], ['src/*']),
    owner: fc.constantFrom(['billing'], ['shop']),
    atMost: fc.constantFrom(...severities),
  },
  { requiredKeys: [] },
);
const anyRule = fc.record({
  match: anySelector,
  effect: fc.oneof(
    fc.constant({ kind: 'suppress' as const }),
    fc.constantFrom(...severities).map((severity) => ({ kind: 'severity' as const, severity })),
  ),
  reason: fc.constant('r'),
  until: fc.constantFrom(
    undefined,
    '2026-12-31T00:00:00.000Z',
    '2027-01-02T00:00:00.000Z',
    '2028-01-01T00:00:00.000Z',
  ),
});
const someRules = fc
  .array(anyRule, { maxLength: 8 })
  .map((rules) => rules.map((each, index): Rule => ({ ...each, name: `rule-${index}` })));

describe('rulingOf', () => {
  it('has the suppression that ends last, the worst severity, and of equals the first by name', () => {
    const rules = [
      rule('b', { until: undefined }),
      rule('a', { until: undefined }),
      rule('c'),
      rule('d', { effect: { kind: 'severity', severity: 'low' } }),
      rule('e', { effect: { kind: 'severity', severity: 'medium' } }),
    ];
    const ruling = rulingOf({ ...noRules, rules }, secret, now);

    expect(ruling.suppressedBy?.name).toBe('a');
    expect(ruling.weighedBy?.name).toBe('e');
  });

  it.each([
    ['2027-06-01T00:00:00.000Z', '2027-07-01T00:00:00.000Z'],
    ['2027-07-01T00:00:00.000Z', '2027-06-01T00:00:00.000Z'],
  ])('has the later of %s and %s, whichever stands first', (one, other) => {
    const both = [rule('a', { until: one }), rule('b', { until: other })];
    const later = one > other ? 'a' : 'b';

    for (const rules of [both, both.toReversed()]) {
      expect(rulingOf({ ...noRules, rules }, secret, now).suppressedBy?.name).toBe(later);
    }
  });

  it('ends on the day of its end', () => {
    const ending = rule('a', { until: now });

    expect(rulingOf({ ...noRules, rules: [ending] }, secret, now).suppressedBy).toBeUndefined();
    expect(
      rulingOf({ ...noRules, rules: [ending] }, secret, '2027-01-01T01:59:59.999Z').suppressedBy,
    ).toBe(ending);
  });

  property.prop([someRules])('never applies what does not select, or has ended', (rules) => {
    const { suppressedBy, weighedBy } = rulingOf({ ...noRules, rules }, secret, now);

    for (const applied of [suppressedBy, weighedBy]) {
      if (!applied) continue;
      expect(selects(applied.match, secret)).toBe('yes');
      expect(applied.until === undefined || applied.until > now).toBe(true);
    }
    const isHidden = rules.some(
      ({ match, effect, until }) =>
        effect.kind === 'suppress' &&
        (until === undefined || until > now) &&
        selects(match, secret) === 'yes',
    );
    expect(suppressedBy !== undefined).toBe(isHidden);
  });

  property.prop([someRules, fc.infiniteStream(fc.nat())])(
    'says the same in any order',
    (rules, keys) => {
      const shuffled = rules
        .map((each) => ({ each, key: keys.next().value ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ each }) => each);

      expect(rulingOf({ ...noRules, rules: shuffled }, secret, now)).toEqual(
        rulingOf({ ...noRules, rules }, secret, now),
      );
    },
  );

  property.prop([anySelector, anySelector])('selects no more with more keys', (some, more) => {
    const narrower = { ...more, ...some };

    if (selects(narrower, secret) === 'yes' && Object.keys(some).length > 0) {
      expect(selects(some, secret)).toBe('yes');
    }
  });
});
