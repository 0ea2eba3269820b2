import { describe, expect, it } from 'vitest';
import { parseRules } from '../../../functions/domain/rules/parse-rules.ts';
import {
  InvalidRules,
  readRules,
  writtenRules,
} from '../../../functions/domain/rules/read-rules.ts';

const checks = ['code/path-traversal', 'code/secret-in-code', 'permissions/admin-role'];
const whole = {
  name: 'billing-goes',
  match: { function: 'billing-*' },
  suppress: true,
  reason: 'replaced in May',
  until: '2027-05-31',
};

function problems(given: unknown): readonly string[] {
  try {
    readRules(given, checks);
  } catch (error) {
    if (error instanceof InvalidRules) return error.problems;
    throw error;
  }
  return [];
}

const sleeps = {
  name: 'billing-goes',
  match: { function: 'archive-*' },
  thresholds: { idleDays: 400 },
  reason: 'read once a year',
  forever: true,
};

describe('parseRules', () => {
  it('reads YAML: one item as a list of one, days as texts, the effect as one of two', () => {
    const text = `
rules:
  - name: billing-goes
    match: { function: billing-*, check: [permissions/*], account: 111122223333 }
    suppress: true
    reason: " replaced in May "
    until: 2027-05-31
  - name: sandbox-is-mild
    match:
      stack: sandbox
      atMost: high
    severity: low
    reason: nothing of value there
    forever: true
`;
    expect(parseRules(text, checks)).toEqual({
      trustTags: false,
      rules: [
        {
          name: 'billing-goes',
          match: { function: ['billing-*'], check: ['permissions/*'], account: ['111122223333'] },
          effect: { kind: 'suppress' },
          reason: 'replaced in May',
          until: '2027-05-31T00:00:00.000Z',
        },
        {
          name: 'sandbox-is-mild',
          match: { stack: ['sandbox'], atMost: 'high' },
          effect: { kind: 'severity', severity: 'low' },
          reason: 'nothing of value there',
          until: undefined,
        },
      ],
    });
  });

  it.each([
    ['rules: [', /^it is no YAML: /],
    ['', /^it is no YAML: /],
    ['- a', /^it takes trustTags and rules/],
    ['x: !!js/function "a"', /^it is no YAML: /],
    [`# ${'x'.repeat(200_001)}`, /^it has 200003 characters: at most 200000$/],
  ])('refuses %j', (text, says) => {
    expect(() => parseRules(text)).toThrow(says);
  });

  it('refuses what a few lines of aliases blow up', () => {
    const names = Array.from({ length: 190 }, (_, index) => `${'x'.repeat(200)}${index}`);
    const rules = Array.from(
      { length: 20 },
      (_, index) =>
        `  - { name: r${index}, match: { function: ${index === 0 ? `&a ${JSON.stringify(names)}` : '*a'} }, suppress: true, reason: r, forever: true }`,
    );

    expect(() => parseRules(`rules:\n${rules.join('\n')}`)).toThrow(/written out, it has/);
  });
});

describe('readRules', () => {
  it.each([
    [{ ...whole, until: undefined }, 'it has no end: give "until" a day, or "forever: true"'],
    [{ ...whole, forever: true }, 'it has both "until" and "forever"'],
    [
      { ...whole, suppress: undefined },
      'it does nothing: give it "suppress: true", a "severity" or "thresholds"',
    ],
    [{ ...whole, severity: 'low' }, 'it has both "suppress" and "severity": make it 2 rules'],
    [
      { ...whole, suppress: undefined, thresholds: {} },
      '"thresholds" sets nothing: it takes idleDays, maxPublicUsdPerHour',
    ],
    [
      { ...whole, thresholds: { idleDays: 400 } },
      'it has both "suppress" and "thresholds": make it 2 rules',
    ],
    [
      { ...sleeps, thresholds: { idleDays: 500 } },
      '"idleDays" is 500; it takes a whole number of days from 1 to 450, for CloudWatch keeps 455 days',
    ],
    [
      { ...sleeps, thresholds: { idelDays: 400 } },
      'there is no key "idelDays". Did you mean idleDays?',
    ],
    [
      { ...sleeps, match: { function: 'a', check: 'code/path-traversal', atMost: 'low' } },
      'thresholds are of functions, whatever is found of them: "check" and "atMost" cannot select them; function, account, region, stack, application, owner, tag can',
    ],
    [
      { ...sleeps, match: { tag: 'env=archive' } },
      '"tag": a deployer of a function writes its tags, and could hide faults of their own; "trustTags: true" at the top of the file allows it',
    ],
    [{ ...whole, until: 'May' }, '"until" is "May"; it takes a day, such as 2027-05-31'],
    [
      { ...whole, until: '2027-02-30' },
      '"until" is "2027-02-30"; it takes a day, such as 2027-05-31',
    ],
    [{ ...whole, reason: ' ' }, '"reason" is " "; it takes a text of up to 500 characters'],
    [{ ...whole, reason: undefined }, 'it has no "reason", a text of up to 500 characters'],
    [{ ...whole, resaon: 'x' }, 'there is no key "resaon". Did you mean reason?'],
    [{ ...whole, match: { fnction: 'a' } }, 'there is no key "fnction". Did you mean function?'],
    [
      { ...whole, match: { check: 'code/path-traversl' } },
      'there is no check "code/path-traversl". Did you mean code/path-traversal?',
    ],
    [
      { ...whole, match: { function: 'a', role: 'b' } },
      'nothing is a function and a role at once: make it several rules',
    ],
    [
      { ...whole, match: { account: 11112222333 } },
      '"account" is 11112222333; it takes ids of accounts, of twelve digits; in quotes where they begin with 0',
    ],
    [
      { ...whole, match: { tag: 'team' } },
      '"tag" is "team"; it takes a tag as "key=value", or a list of them',
    ],
    [
      { ...whole, match: { atMost: 'hihg' } },
      '"atMost" is "hihg"; it takes critical, high, medium, low, info',
    ],
  ])('refuses %j', (rule, says) => {
    expect(problems({ rules: [rule] })).toEqual([`rule "billing-goes": ${says}`]);
  });

  it('refuses a rule that selects everything because it selects by nothing', () => {
    expect(problems({ rules: [{ ...whole, match: {} }] })).toEqual([
      expect.stringContaining('"match" selects everything: it takes check, function, role'),
    ]);
  });

  it.each([{ tag: 'team=x' }, { owner: 'x' }, { application: 'x' }])(
    'refuses %j unless tags are trusted',
    (match) => {
      const rules = [{ ...whole, match: { ...match, check: 'code/*' } }];

      expect(problems({ rules })).toEqual([
        expect.stringContaining('a deployer of a function writes its tags'),
      ]);
      expect(problems({ trustTags: false, rules })).toHaveLength(1);
      expect(problems({ trustTags: true, rules })).toEqual([]);
    },
  );

  it('takes a stack without that: only CloudFormation writes its tag', () => {
    expect(problems({ rules: [{ ...whole, match: { stack: 'x' } }] })).toEqual([]);
  });

  it('says all that is wrong, and of which rule', () => {
    const { name: _, ...nameless } = whole;

    expect(problems({ rules: [nameless, 'x', { ...whole, until: 1 }], trusttags: true })).toEqual([
      'rule 1: it has no "name", up to 60 letters, digits and characters of _.-',
      expect.stringMatching(/^rule 2: it is "x"; it takes name, match/),
      'rule "billing-goes": "until" is 1; it takes a day, such as 2027-05-31',
      'there is no key "trusttags". Did you mean trustTags?',
    ]);
    expect(problems({ rules: [whole, whole] })).toEqual([
      'there are 2 rules "billing-goes": each needs a name of its own',
    ]);
  });

  it('reads thresholds, and again what it has written of them', () => {
    const read = readRules({ rules: [{ ...sleeps, thresholds: { idleDays: '400' } }] });

    expect(read.rules).toMatchObject([
      { effect: { kind: 'thresholds', thresholds: { idleDays: 400 } }, until: undefined },
    ]);
    expect(readRules(JSON.parse(writtenRules(read)))).toEqual(read);
  });

  it('reads again what it has written', () => {
    const rules = readRules({
      trustTags: true,
      rules: [
        whole,
        {
          ...whole,
          name: 'b',
          suppress: undefined,
          severity: 'low',
          until: undefined,
          forever: true,
        },
      ],
    });

    expect(readRules(JSON.parse(writtenRules(rules)))).toEqual(rules);
  });
});
