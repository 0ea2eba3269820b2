import { describe, expect, it } from 'vitest';
import { severities } from '../../../functions/core/severity.ts';
import { acceptsPart, type Part, partRules } from '../../../functions/domain/rules/part-rules.ts';
import type { Selector } from '../../../functions/domain/rules/rules.ts';
import { ruleOf } from '../../builders/rule-of.ts';
import { account, functionNamed, layerNamed } from '../../fakes/targets.ts';
import { fc, property } from '../../property.ts';

const whole = { account: account.arn, check: 'dependencies/stale-build' } as const;
const billing: Part = {
  arn: functionNamed('billing-run').arn,
  severity: 'info',
  owned: { owner: 'billing', stack: 'Billing', tags: new Map([['env', 'archive']]) },
};
const layer: Part = { arn: layerNamed('tools:3').arn, severity: 'info', owned: {} };

describe('a rule takes a part out of a finding about the account', () => {
  it.each<[Selector, Part?]>([
    [{ function: ['billing-*'] }],
    [{ function: ['billing-*'], check: ['dependencies/*'], atMost: 'high' }],
    [{ stack: ['Billing'] }],
    [{ owner: ['billing'] }],
    [{ tag: ['env=archive'] }],
    [{ region: ['eu-*'] }],
    [{ layer: ['tools*'] }, layer],
  ])('that it selects by %j', (match, part = billing) => {
    expect(acceptsPart([ruleOf(match)], part, whole)).toBe('yes');
  });

  it.each<[string, Selector, Part?]>([
    ['selects another', { function: ['shop-*'] }],
    ['is of another check', { function: ['billing-*'], check: ['usage/*'] }],
    [
      'selects what is milder',
      { function: ['billing-*'], atMost: 'info' },
      { ...billing, severity: 'low' },
    ],
    ['selects the finding as a whole', { check: ['dependencies/*'] }],
    ['selects all of the account', { account: ['111122223333'] }],
    ['selects the finding by its subject', { check: [whole.check], subject: ['a year'] }],
    ['selects a subject that the part has not', { function: ['billing-*'], subject: ['*'] }],
    ['selects a file', { function: ['billing-*'], file: ['*'] }],
    ['selects all that is mild', { atMost: 'high' }],
    ['selects functions, of a layer', { function: ['*'] }, layer],
    ['selects a stack, of a layer', { stack: ['*'] }, layer],
  ])('but not where it %s', (_, match, part = billing) => {
    expect(acceptsPart([ruleOf(match)], part, whole)).toBe('no');
  });

  it('of which it is not known where tags are not', () => {
    const unowned = { ...billing, owned: undefined };

    expect(acceptsPart([ruleOf({ stack: ['Billing'] })], unowned, whole)).toBe('unknown');
    expect(
      acceptsPart([ruleOf({ stack: ['Billing'] }), ruleOf({ function: ['*'] })], unowned, whole),
    ).toBe('yes');
  });
});

it('is no rule that has ended, or that sets a severity', () => {
  const rules = [
    ruleOf({ function: ['a'] }),
    { ...ruleOf({ function: ['b'] }), until: '2026-01-01T00:00:00.000Z' },
    { ...ruleOf({ function: ['c'] }), effect: { kind: 'severity', severity: 'low' } as const },
  ];

  expect(partRules({ trustTags: false, rules }, '2026-01-01T00:00:00.000Z')).toEqual([rules[0]]);
});

const anyMatch = fc.record(
  {
    check: fc.constantFrom(['dependencies/*'], ['usage/*'], ['dependencies/stale-build']),
    function: fc.constantFrom(['*'], ['billing-*'], ['shop-*']),
    stack: fc.constantFrom(['Billing'], ['Shop']),
    region: fc.constantFrom(['eu-west-1'], ['global'], ['*']),
    account: fc.constantFrom(['111122223333'], ['444455556666']),
    subject: fc.constantFrom(['*'], ['a year']),
    atMost: fc.constantFrom(...severities),
  },
  { requiredKeys: [] },
);
const anyRules = fc.array(anyMatch.map(ruleOf), { maxLength: 6 });

property.prop([anyRules, fc.infiniteStream(fc.nat())])(
  'in whichever order rules stand',
  (rules, random) => {
    const shuffled = rules
      .map((rule) => ({ rule, by: random.next().value ?? 0 }))
      .toSorted((a, b) => a.by - b.by)
      .map(({ rule }) => rule);

    expect(acceptsPart(shuffled, billing, whole)).toBe(acceptsPart(rules, billing, whole));
  },
);

property.prop([anyRules])('only where one rule by itself takes it out', (rules) => {
  const alone = rules.some((rule) => acceptsPart([rule], billing, whole) === 'yes');

  expect(acceptsPart(rules, billing, whole) === 'yes').toBe(alone);
});

property.prop([anyMatch])('only where it names what the account is not', (match) => {
  const names = match.function ?? match.stack ?? match.region;

  if (acceptsPart([ruleOf(match)], billing, whole) === 'yes') expect(names).toBeDefined();
});
