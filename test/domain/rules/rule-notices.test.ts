import { describe, expect, it } from 'vitest';
import { checksByScanner } from '../../../functions/checks/index.ts';
import type { Coverage, Finding } from '../../../functions/domain/finding.ts';
import { noMemory, ruleNotices, ruleTally } from '../../../functions/domain/rules/rule-notices.ts';
import type { Rule } from '../../../functions/domain/rules/rules.ts';
import { checksOfParts } from '../../../functions/domain/rules/stored-selection.ts';
import { functionArn, sampleCoverage, sampleFinding } from '../../cli/samples.ts';

const billing = functionArn('billing-run');
const finding = sampleFinding({ target: billing, check: 'usage/idle-function' });

describe('a rule selects something', () => {
  it.each<[string, Partial<Rule>, Finding | Coverage]>([
    ['by a finding that is open', {}, finding],
    ['by one that it suppresses, whatever else it asks', { match: { tag: ['a=b'] } }, byRule()],
    ['by one whose tags are not known', { match: { tag: ['a=b'] } }, finding],
    ['by a function, of which it may take a part', {}, sampleCoverage({ target: billing })],
    [
      'by a function of a framework, and by what is found of it',
      { match: { function: ['billing-*'], check: ['code/*'] } },
      sampleCoverage({ target: billing, folded: ['code/eval'] }),
    ],
    [
      'by a function, whose threshold it sets',
      { effect: { kind: 'thresholds', thresholds: { idleDays: 400 } } },
      sampleCoverage({ target: billing }),
    ],
  ])('%s', (_, rule, item) => {
    expect(unusedAfter(8, rule, [item])).toEqual([]);
  });

  it.each<[string, Partial<Rule>, Finding | Coverage]>([
    ['that is resolved', {}, { ...finding, status: 'resolved' }],
    ['that is gone', {}, sampleCoverage({ target: billing, gone: true })],
    [
      'without a finding of its check, where that has no parts',
      { match: { function: ['billing-*'], check: ['code/*'] } },
      sampleCoverage({ target: billing }),
    ],
    [
      'by what is found of a function of a framework, where that is another check',
      { match: { function: ['billing-*'], check: ['code/*'] } },
      sampleCoverage({ target: billing, folded: ['usage/idle-function'] }),
    ],
    ['that is another', {}, sampleFinding({ target: functionArn('shop') })],
    [
      'without a finding, where it sets a severity',
      { effect: { kind: 'severity', severity: 'low' } },
      sampleCoverage({ target: billing }),
    ],
  ])('but nothing %s', (_, rule, item) => {
    expect(unusedAfter(8, rule, [item])).toMatchObject([{ rule: 'billing', state: 'unused' }]);
  });
});

describe('a rule that selects nothing', () => {
  it('is reported once, after a week', () => {
    const { notices, memory } = noticesAfter(7, ruleOf(), []);

    expect(notices).toEqual([
      { rule: 'billing', state: 'unused', at: day(1), reason: 'it goes in May' },
    ]);
    expect(ruleNotices(rulesOf(ruleOf()), tallyOf(ruleOf(), []), memory, at(9)).notices).toEqual(
      [],
    );
    expect(noticesAfter(6, ruleOf(), []).notices).toEqual([]);
  });

  it('begins anew when it has selected something meanwhile', () => {
    const { memory } = noticesAfter(7, ruleOf(), []);
    const used = ruleNotices(rulesOf(ruleOf()), tallyOf(ruleOf(), [finding]), memory, at(9));
    const unused = ruleNotices(rulesOf(ruleOf()), tallyOf(ruleOf(), []), used.memory, at(10));

    expect([used.notices, unused.notices]).toEqual([[], []]);
    expect(
      ruleNotices(rulesOf(ruleOf()), tallyOf(ruleOf(), []), unused.memory, at(17)).notices,
    ).toMatchObject([{ at: day(10) }]);
  });
});

describe('a rule that ends within a week', () => {
  const ending = ruleOf({ until: day(10), effect: { kind: 'severity', severity: 'low' } });

  it('is reported once, unless it suppresses findings, which are reported as they end', () => {
    const used = [finding];
    const first = ruleNotices(rulesOf(ending), tallyOf(ending, used), noMemory, at(4));

    expect(first.notices).toMatchObject([{ rule: 'billing', state: 'ending', at: day(10) }]);
    expect(
      ruleNotices(rulesOf(ending), tallyOf(ending, used), first.memory, at(5)).notices,
    ).toEqual([]);
    expect(
      ruleNotices(rulesOf(ending), tallyOf(ending, [byRule()]), noMemory, at(4)).notices,
    ).toEqual([]);
    expect(ruleNotices(rulesOf(ending), tallyOf(ending, used), noMemory, at(2)).notices).toEqual(
      [],
    );
    expect(ruleNotices(rulesOf(ending), tallyOf(ending, used), noMemory, at(10)).notices).toEqual(
      [],
    );
  });
});

it.each(checksOfParts)('%s is about an account', (id) => {
  const found = Object.values(checksByScanner)
    .flat()
    .filter((check) => check.id === id);

  expect(found.map(({ target }) => target)).toEqual(['account']);
});

it('reports some, and the others the day after', () => {
  const many = {
    trustTags: false,
    rules: Array.from({ length: 23 }, (_, index) => ruleOf({ name: `r${index}`, until: day(3) })),
  };
  const tally = ruleTally(many);
  tally.add(finding);

  const first = ruleNotices(many, tally, noMemory, at(1));
  const second = ruleNotices(many, tally, first.memory, at(2));

  const named = [...first.notices, ...second.notices].map(({ rule }) => rule);
  expect([first.notices.length, new Set(named).size]).toEqual([10, 20]);
});

function unusedAfter(nights: number, rule: Partial<Rule>, items: readonly (Coverage | Finding)[]) {
  return noticesAfter(nights, ruleOf(rule), items).notices;
}

function noticesAfter(nights: number, rule: Rule, items: readonly (Coverage | Finding)[]) {
  const first = ruleNotices(rulesOf(rule), tallyOf(rule, items), noMemory, at(1));

  return ruleNotices(rulesOf(rule), tallyOf(rule, items), first.memory, at(1 + nights));
}

function tallyOf(rule: Rule, items: readonly (Coverage | Finding)[]) {
  const tally = ruleTally(rulesOf(rule));
  for (const item of items) tally.add(item);

  return tally;
}

function byRule(): Finding {
  const suppression = { reason: 'it goes in May', until: day(10), rule: 'billing' };

  return { ...finding, status: 'suppressed', suppression };
}

function ruleOf(some: Partial<Rule> = {}): Rule {
  return {
    name: 'billing',
    match: { function: ['billing-*'] },
    effect: { kind: 'suppress' },
    reason: 'it goes in May',
    until: undefined,
    ...some,
  };
}

function rulesOf(rule: Rule) {
  return { trustTags: false, rules: [rule] };
}

function at(night: number): { readonly now: string; readonly soon: string } {
  return { now: day(night), soon: day(night + 7) };
}

function day(number: number): string {
  return new Date(Date.UTC(2026, 11, number, 4)).toISOString();
}
