import { describe, expect, it } from 'vitest';
import {
  newerMajors,
  type Release,
  releaseHistoryOf,
} from '../../../functions/engines/packages/release-history.ts';

const releases = [
  release('2.0.0', '2022-01-01'),
  release('1.0.0', '2020-01-01'),
  release('1.9.0', '2024-05-01'),
  release('2.1.0', '2023-01-01', { isDefault: true }),
  release('3.0.0-beta.1', '2023-06-01'),
  release('0.0.1', undefined),
  release('not a version', '2024-01-01'),
];

describe('releaseHistoryOf', () => {
  it('has the latest, the date of the last release, and that of the first of each major', () => {
    expect(releaseHistoryOf('npm', releases)).toEqual({
      latest: '2.1.0',
      lastReleasedAt: '2024-05-01',
      majors: [
        { major: '1', since: '2020-01-01' },
        { major: '2', since: '2022-01-01' },
      ],
    });
  });

  it('takes a package for deprecated when its latest version is, and for no other', () => {
    const deprecated = { deprecated: 'use something else' };

    const [all, old] = [
      [release('1.0.0', '2020-01-01', { isDefault: true, ...deprecated })],
      [
        release('1.0.0', '2020-01-01', deprecated),
        release('2.0.0', '2021-01-01', { isDefault: true }),
      ],
    ].map((some) => releaseHistoryOf('npm', some));

    expect(all).toMatchObject(deprecated);
    expect(old).not.toHaveProperty('deprecated');
  });

  it.each([
    ['nothing', []],
    ['no default', [release('1.0.0', '2020-01-01')]],
    ['no date', [release('1.0.0', undefined, { isDefault: true })]],
  ])('does not know of %s', (_, some) => {
    expect(releaseHistoryOf('npm', some)).toBeUndefined();
  });
});

describe('newerMajors', () => {
  const history = {
    latest: '3.0.0',
    lastReleasedAt: '2024-01-01',
    majors: ['1', '2', '3'].map((major) => ({ major, since: `202${major}-01-01` })),
  };

  it.each([
    ['1.4.0', ['2', '3']],
    ['2.0.0', ['3']],
    ['3.9.9', []],
    ['4.0.0', []],
    ['workspace', []],
  ])('of %s are %j', (version, majors) => {
    expect(newerMajors(history, 'npm', version).map(({ major }) => major)).toEqual(majors);
  });

  it('puts ten after nine', () => {
    const some = ['9.0.0', '10.0.0', '2.0.0'].map((version) =>
      release(version, '2020-01-01', { isDefault: version === '10.0.0' }),
    );
    const many = releaseHistoryOf('npm', some);

    expect(many?.majors.map(({ major }) => major)).toEqual(['2', '9', '10']);
  });
});

function release(
  version: string,
  publishedAt: string | undefined,
  more: Partial<Release> = {},
): Release {
  return { version, publishedAt, isDefault: false, deprecated: undefined, ...more };
}
