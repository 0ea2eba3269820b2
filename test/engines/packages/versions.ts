import { fc } from '../../property.ts';

const number = fc.integer({ min: 0, max: 3 });

/** Valid ones, of few numbers, so that many are near each other. */
export const npmVersion = fc
  .tuple(number, number, number, fc.constantFrom('', '-alpha', '-alpha.1', '-rc.1', '-rc.10', '+b'))
  .map(([major, minor, patch, rest]) => `${major}.${minor}.${patch}${rest}`);

/** Valid ones, in several spellings. */
export const pypiVersion = fc
  .tuple(
    fc.constantFrom('', '', '1!', 'v'),
    fc.array(number, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', 'a1', '.beta.2', '-RC', 'c10'),
    fc.constantFrom('', '.post1', '-2', '.rev3'),
    fc.constantFrom('', '.dev0', 'dev5'),
    fc.constantFrom('', '+cpu', '+ubuntu.1'),
  )
  .map(([epoch, release, ...rest]) => `${epoch}${release.join('.')}${rest.join('')}`);

export const goVersion = fc
  .tuple(npmVersion, fc.constantFrom('', '-0.20200101000000-abcdef012345', '+incompatible'))
  .map(([version, rest]) => `v${version.replace(/[-+].*/, '')}${rest}`);

const qualifiers = ['alpha', 'b', 'rc', 'SNAPSHOT', 'final', 'ga', 'sp', 'a', 'jre', 'x'] as const;

/** Numbers and qualifiers in any order, which is more than is ever published. */
export const mavenVersion = fc
  .tuple(
    number,
    fc.array(
      fc.tuple(fc.constantFrom('.', '-', ''), fc.oneof(number, fc.constantFrom(...qualifiers))),
      { maxLength: 5 },
    ),
  )
  .map(([first, parts]) => `${first}${parts.flat().join('')}`);

export const nugetVersion = fc
  .tuple(
    fc.array(number, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', '-alpha', '-Alpha.1', '-rc.01', '-1', '-1.a', '+build'),
  )
  .map(([numbers, rest]) => `${numbers.join('.')}${rest}`);

export const rubygemsVersion = fc
  .tuple(
    number,
    fc.array(fc.oneof(number, fc.constantFrom('a', 'beta', 'rc1', 'B')), { maxLength: 4 }),
    fc.constantFrom('', '', '-1', '-x'),
  )
  .map(([first, segments, rest]) => `${[first, ...segments].join('.')}${rest}`);

export const composerVersion = fc
  .tuple(
    fc.array(number, { minLength: 1, maxLength: 5 }),
    fc.constantFrom('', '-alpha', 'a1', '-beta.2', '-RC', 'RC10', 'p1', '-stable', '+meta'),
    fc.constantFrom('', '-dev'),
  )
  .map(([numbers, rest, dev]) =>
    rest.startsWith('+')
      ? `${numbers.join('.')}${dev}${rest}`
      : `${numbers.join('.')}${rest}${dev}`,
  );
