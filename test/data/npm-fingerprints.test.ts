import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { npmFingerprints } from '../../functions/adapters/npm-fingerprints.ts';
import packages from '../../scripts/fingerprints/packages.json' with { type: 'json' };

const file = new URL('../../functions/data/npm-fingerprints.json.br', import.meta.url);
const { date, packages: known } = npmFingerprints(file)();

describe('the fingerprints of npm packages', () => {
  it('are not older than half a year: run `npm run fingerprints`', () => {
    const days = (Date.now() - Date.parse(date)) / 86_400_000;

    expect(days).toBeLessThan(183);
  });

  it('are of all packages of the list, of which there are at least a hundred', () => {
    expect(known.map(({ name }) => name)).toEqual(Object.keys(packages));
    expect(known.length).toBeGreaterThanOrEqual(100);
  });

  it('take no more than 1.5 kB a package', () => {
    expect(statSync(file).size / known.length).toBeLessThan(1_500);
  });

  it('have as many kinds, masks and files as features, and few enough versions for a mask', () => {
    for (const { name, versions, hashes, kinds, masks, files, shared } of known) {
      const counts = [kinds, masks, files, shared].map(({ length }) => length);

      expect({ [name]: counts }).toEqual({ [name]: counts.map(() => hashes.length) });
      expect(versions.length).toBeLessThanOrEqual(31);
    }
  });
});
