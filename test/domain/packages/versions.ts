import { fc } from '@fast-check/vitest';

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
