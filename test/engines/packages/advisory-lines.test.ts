import { expect, it } from 'vitest';
import { advisoryLines } from '../../../functions/engines/packages/advisory-lines.ts';
import { advisoryOf } from './made-up-advisories.ts';
import { npmPackage, packageIn } from './osv-facts.ts';

const twice = advisoryOf('A', ['0', '1.1.0'], ['2.0.0', '2.3.0']);

it.each([
  ['each version', npmPackage('a', '1.0.0'), npmPackage('a', '2.0.0'), ['1.1.0', '2.3.0']],
  [
    'each build of a version',
    packageIn('Maven', 'com.google.guava:guava', '1.0.0-jre'),
    packageIn('Maven', 'com.google.guava:guava', '1.0.0-android'),
    ['1.1.0-jre', '1.1.0-android'],
    advisoryOf('A', ['0', '1.1.0-android']),
  ],
  [
    'each tool',
    packageIn('Go', 'example.com/a', 'v1.0.0'),
    packageIn('Go', 'stdlib', 'v1.0.0'),
    ['v1.1.0', '1.1.0'],
  ],
])(
  'says of one advisory what fixes %s, whichever was asked for before',
  (_, one, other, fixes, of = twice) => {
    const said = [one, other, one].map((installed) => advisoryLines([of], installed).join());

    expect(said.map((text) => /fixed in (\S+)/.exec(text)?.[1])).toEqual([...fixes, fixes[0]]);
  },
);
