import { describe, expect, it } from 'vitest';
import { packageAge } from '../../../functions/engines/packages/package-age.ts';
import { npmPackage } from './osv-facts.ts';

const now = '2026-11-25T02:00:00.000Z';

describe('major versions behind', () => {
  it.each([
    ['the latest major', '3.1.0', now, undefined],
    ['one behind, which is new', '2.5.0', now, undefined],
    ['one behind that came a year ago, to the day', '2.5.0', '2027-06-01T00:00:00.000Z', undefined],
    ['one behind for over a year', '2.5.0', '2027-06-01T00:00:00.001Z', 1],
    ['two behind', '1.0.0', now, 2],
    ['a version that is in no list of releases', 'latest', now, undefined],
  ])('of %s', (_, version, at, majors) => {
    expect(packageAge(of(version), at)?.majors).toBe(majors);
  });

  it('counts two that are both new', () => {
    expect(packageAge(of('1.0.0', '2026-09-01T00:00:00.000Z'), now)).toEqual({ majors: 2 });
  });
});

describe('a package that no one maintains', () => {
  it.each([
    ['is none that is looked after', '2026-01-01', undefined, undefined],
    [
      'is none released four years ago, to the day',
      '2022-11-26T02:00:00.000Z',
      undefined,
      undefined,
    ],
    [
      'is one without a release for four years',
      '2022-11-26T01:00:00.000Z',
      undefined,
      { silentSince: '2022-11-26T01:00:00.000Z' },
    ],
    ['is a deprecated one, however new', '2026-11-01', 'use b', { deprecated: 'use b' }],
    ['is one deprecated without a word', '2026-11-01', '', { deprecated: '' }],
    ['is deprecated before it is silent', '2015-01-01', 'use b', { deprecated: 'use b' }],
  ])('%s', (_, lastReleasedAt, deprecated, expected) => {
    const history = {
      latest: '1.0.0',
      lastReleasedAt,
      majors: [],
      ...(deprecated !== undefined && { deprecated }),
    };

    expect(packageAge({ package: npmPackage('a', '1.0.0'), history }, now)).toEqual(expected);
  });
});

function of(version: string, second = '2022-01-01T00:00:00.000Z') {
  return {
    package: npmPackage('some', version),
    history: {
      latest: '3.2.0',
      lastReleasedAt: '2026-11-01',
      majors: [
        { major: '1', since: '2020-01-01' },
        { major: '2', since: second },
        { major: '3', since: '2026-06-01T00:00:00.000Z' },
      ],
    },
  };
}
