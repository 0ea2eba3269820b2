import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { npmFingerprints } from '../../functions/adapters/feeds/npm-fingerprints.ts';
import { placesIn } from '../../functions/engines/bundles/fingerprint.ts';
import packages from '../../tools/fingerprints/packages.json' with { type: 'json' };

const file = new URL('../../functions/data/npm-fingerprints.json.br', import.meta.url);
const { date, packages: known } = npmFingerprints(file)();

describe('the fingerprints of npm packages', () => {
  it('are not older than half a year: run `npm run fingerprints`', () => {
    const days = (Date.now() - Date.parse(date)) / 86_400_000;

    expect(days).toBeLessThan(183);
  });

  it('are of all packages of the list, of which there are at least a hundred', () => {
    expect(known.map(({ name }) => name)).toEqual(packages);
    expect(known.length).toBeGreaterThanOrEqual(100);
  });

  it('take no more than 5 kB a package, of some 80 releases each', () => {
    expect(statSync(file).size / known.length).toBeLessThan(5_000);
  });

  it('are of every release, but for a few that cannot be had or are not its own', () => {
    for (const { name, releases, unseen } of known) {
      expect({ [name]: unseen.length * 4 <= releases.length }).toEqual({ [name]: true });
    }
  });

  it('are of what is released under a tag as well, and of no step towards a release', () => {
    const tagged = known.flatMap(({ releases }) => releases.filter((each) => each.includes('-')));

    expect(tagged).toContain('1.4.5-lts.1');
    expect(tagged.filter((each) => !/^[\d.]+-(?:lts|security)\./.test(each))).toEqual([]);
  });

  it('have as many kinds, forms, files and presences as features, and no release that is none', () => {
    for (const { name, releases, hashes, presences, ...columns } of known) {
      const { kinds, forms, files, shared, present } = columns;
      const counts = [kinds, forms, files, shared, present].map(({ length }) => length);

      expect({ [name]: counts }).toEqual({ [name]: counts.map(() => hashes.length) });
      expect(Math.max(...present)).toBeLessThan(presences.length);
      expect(Math.max(...presences.flatMap(placesIn))).toBeLessThan(releases.length);
    }
  });
});
