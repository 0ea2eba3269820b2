import { keptMark } from '../../../functions/core/mark.ts';
import { severities } from '../../../functions/core/severity.ts';
import { type Finding, statuses } from '../../../functions/domain/finding.ts';
import { fc } from '../../property.ts';

/** What an attacker may call a function, a package, a file or a variable. */
const hostileTexts = [
  '',
  '   ',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</title></style></script><svg/onload=alert(1)>',
  '<!-- -->--!>',
  '[a](javascript:alert(1)) ![b](https://evil.example/x.png)',
  'https://evil.example www.evil.example a@evil.example @team #12 GH-1',
  '# heading\n\n- [ ] list\n\n```js\ncode\n``` `` ` `',
  '|a|b|\n|-|-|\n|1|2|',
  '    indented\n\tcode',
  '&lt;script&gt; &#60; &amp;',
  '*bold* _em_ ~~gone~~ ***x*** \\*',
  '1. one\n2) two\n> quote\n---\n***\n===',
  '=HYPERLINK("https://evil.example","x")',
  '+1-1|cmd',
  '@SUM(A1)',
  '-2+3',
  '\t=1',
  '\r\n=1,"x"\r\n',
  '{0} [link](1) \\[x\\]',
  '\u202egnp.exe\u2066\u2069\u200b\u200f\ufeff',
  '\u0000\u0007\u001b[2J\u001b]0;x\u0007\u009b31m\u007f',
  '\ud800 half \udc00',
  '\u2028\u2029\u0085',
  'n'.repeat(3_000),
  '𐍈'.repeat(600),
  '`'.repeat(200),
  '{{ 7*7 }} <%= 7*7 %> %s %n',
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...hostileTexts), fc.string()).map((both) => both.join('')),
  },
);

/** Within an ARN a colon ends a name. */
const name = text.map((any) => any.replaceAll(/[:/]/g, ';') || 'x');
const time = fc
  .integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-11-28') })
  .map((ms) => new Date(ms).toISOString());
const place = fc.record(
  {
    text,
    path: text,
    line: fc.integer({ min: 1, max: 99_999 }),
    column: fc.integer({ min: 1, max: 9_999 }),
    code: text,
  },
  { requiredKeys: ['text'] },
);

const check = fc.constantFrom(
  'code/command-injection',
  'code/does-not-start',
  'code/secret-in-code',
  'dependencies/vulnerable-package',
  'dependencies/malicious-package',
  'dependencies/runtime-end-of-life',
  'permissions/admin-role',
  'permissions/missing-permissions',
  'usage/idle-function',
  'usage/attack-path',
  'other/of-another-version',
);

const target = fc.oneof(
  name.map((any) => `arn:aws:lambda:eu-west-1:111122223333:function:${any}`),
  name.map((any) => `arn:aws-cn:iam::111122223333:role/a/${any}`),
  name.map((any) => `arn:aws-us-gov:lambda:us-gov-west-1:999988887777:layer:${any}:7`),
  fc.constant('arn:aws-iso:iam::111122223333:root'),
);

/** A finding as a table may hold it, in which every text is an attacker's. */
const hostileFinding: fc.Arbitrary<Finding> = fc
  .record({
    target,
    check,
    subject: fc.oneof(
      text,
      fc.tuple(text, text).map((both) => both.join('@')),
    ),
    status: fc.constantFrom(...statuses),
    severity: fc.constantFrom(...severities),
    title: text,
    summary: text,
    evidence: fc.array(place, { maxLength: 6 }),
    remediation: fc.array(text, { maxLength: 4 }).map((parts) => parts.join('\n\n')),
    cwe: fc.option(fc.oneof(text, fc.constant('CWE-78')), { nil: undefined }),
    figures: fc.option(
      fc.record(
        {
          score: fc.integer({ min: 0, max: 100 }),
          usdPerHour: fc.double({ min: 0, max: 1e6, noNaN: true }),
        },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    ),
    advisories: fc.array(fc.oneof(text, fc.constantFrom('CVE-2026-1234', 'GHSA-35jh-r3h4-6jhm')), {
      maxLength: 4,
    }),
    firstSeenAt: time,
    changedAt: time,
    reason: text,
    owned: fc.oneof(
      fc.constant({}),
      fc.record({ owner: text, stack: text, application: text }),
      fc.record({
        owners: fc.array(text, { minLength: 2, maxLength: 3 }),
        stacks: fc.array(text, { minLength: 2, maxLength: 3 }),
        applications: fc.array(text, { minLength: 2, maxLength: 3 }),
      }),
    ),
  })
  .map(({ advisories, reason, owned, ...finding }) => ({
    ...finding,
    ...owned,
    mark: keptMark(advisories),
    ...(finding.status === 'suppressed' && {
      suppression: { reason, until: '2027-01-01T00:00:00.000Z', by: reason },
    }),
    history: [{ kind: 'opened' as const, at: finding.firstSeenAt, severity: finding.severity }],
  }));

/** So many, the same for the same seed. */
export function hostileFindings(count: number, seed: number): readonly Finding[] {
  return fc.sample(hostileFinding, { numRuns: count, seed });
}

export { hostileTexts };
