import { describe, expect, it } from 'vitest';
import { affects } from '../../../functions/engines/packages/affected.ts';
import {
  isNumbered,
  retireAdvisories,
} from '../../../functions/engines/packages/retire-repository.ts';

const fault = {
  below: '2.0.0',
  severity: 'medium',
  cwe: ['CWE-79'],
  identifiers: { summary: 'Runs\n markup', retid: '7' },
  info: ['http://old.test', 'https://info.test/7'],
};
const of = (...vulnerabilities: readonly object[]) => ({ lib: { vulnerabilities } });
const advisoriesIn = (json: unknown, name = 'lib') =>
  retireAdvisories(json).advisories.get(name) ?? [];

describe('retireAdvisories', () => {
  it('reads what is against a package', () => {
    expect(advisoriesIn(of(fault))).toEqual([
      {
        id: 'RETIRE-7',
        aliases: [],
        severity: 'medium',
        rated: true,
        summary: 'Runs markup',
        url: 'https://info.test/7',
        knownExploited: false,
        affected: {
          versions: [],
          ranges: [
            [
              { kind: 'introduced', version: '0' },
              { kind: 'fixed', version: '2.0.0' },
            ],
          ],
        },
        weaknesses: ['CWE-79'],
      },
    ]);
  });

  it.each([
    ['a GHSA number', { githubID: 'GHSA-aaaa-bbbb-cccc', CVE: ['CVE-2020-1234'], retid: '7' }],
    ['a CVE number', { CVE: ['CVE-2020-1234'], retid: '7' }, 'CVE-2020-1234'],
    ['its own number', { retid: '7', issue: '8' }, 'RETIRE-7'],
    ['that of an issue', { issue: '8' }, 'RETIRE-lib-8'],
    ['that of a bug', { bug: 'x/9' }, 'RETIRE-lib-x-9'],
    ['that of a pull request', { PR: '10' }, 'RETIRE-lib-10'],
    ['where it ends', {}, 'RETIRE-lib-2.0.0'],
    ['no number that is none', { CVE: ['javascript:alert'], retid: '7' }, 'RETIRE-7'],
  ])('names it by %s', (_, identifiers, id = 'GHSA-aaaa-bbbb-cccc') => {
    const [advisory] = advisoriesIn(of({ ...fault, identifiers }));

    expect(advisory?.id).toBe(id);
    expect(isNumbered({ id })).toBe(!id.startsWith('RETIRE'));
  });

  it('unites the ranges of one fault', () => {
    const [one, other] = advisoriesIn(
      of(fault, { ...fault, atOrAbove: '3.0.0-rc.1', below: '3.0.0' }),
    );

    expect(other).toBeUndefined();
    expect(['1.9.9', '2.0.0', '3.0.0-rc.2', '3.0.0'].map((each) => isAffected(one, each))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it.each([
    ['a bound that is never published', '2.999.999', '2.5.0', '3.0.0'],
    ['a bound in two parts', '1.999', '1.8.3', '2.0.0'],
    ['a pre-release as it was once written', '1.9.0b1', '1.8.3', '1.9.0'],
  ])('takes %s for no upgrade', (_, below, inside, outside) => {
    const [one] = advisoriesIn(of({ ...fault, below }));

    expect(one?.affected.ranges[0]?.map(({ kind }) => kind)).toEqual([
      'introduced',
      'lastAffected',
    ]);
    expect([isAffected(one, inside), isAffected(one, outside)]).toEqual([true, false]);
  });

  it.each([
    ['its name on npm', 'jquery.datatables', 'datatables.net', 'datatables.net'],
    ['its own name', 'vue', undefined, 'vue'],
    ['what npm has it under', 'ember', undefined, 'ember-source'],
    ['each name that npm has it under', 'ckeditor', undefined, 'ckeditor4'],
  ])('files it under %s', (_, component, npmname, name) => {
    const json = { [component]: { ...(npmname && { npmname }), vulnerabilities: [fault] } };

    expect(advisoriesIn(json, name)).toHaveLength(1);
  });

  it.each([
    ['is no component', 3],
    ['has an entry without a bound', { vulnerabilities: [{ ...fault, below: undefined }] }],
    ['has an entry that is none', { vulnerabilities: [fault, null] }],
    ['has no list', { vulnerabilities: {} }],
  ])('passes over what %s, and names it', (_, component) => {
    const whole = { vulnerabilities: [fault] };
    const { advisories, unread } = retireAdvisories({ a: whole, b: whole, ember: component });

    expect(advisories.get('a')).toHaveLength(1);
    expect(unread).toEqual(['ember-source']);
  });

  it('throws where most of it cannot be read', () => {
    const whole = { vulnerabilities: [fault] };

    expect(() => retireAdvisories({ a: whole, b: 1, c: 2 })).toThrow(
      'of 3 components of the repository of Retire.js, 2 cannot be read',
    );
  });

  it.each([
    ['no repository', []],
    ['empty', {}],
    ['without an advisory', of()],
    ['without a bound', of({ ...fault, below: undefined })],
    ['of an unknown severity', of({ ...fault, severity: 'grave' })],
    ['with endless texts', of({ ...fault, below: '1'.repeat(20_000) })],
  ])('throws for what is %s', (_, json) => {
    expect(() => retireAdvisories(json)).toThrow();
  });
});

type One = ReturnType<typeof advisoriesIn>[number];

function isAffected(one: One | undefined, version: string): boolean | undefined {
  return one && affects(one.affected, 'npm', version);
}
