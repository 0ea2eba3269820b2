import { describe, expect, it, vi } from 'vitest';
import {
  type VulnerablePackagesProps,
  vulnerablePackages,
} from '../../functions/app/vulnerable-packages.ts';
import type { Known } from '../../functions/domain/facts.ts';
import { type Package, packageOf } from '../../functions/domain/packages/package.ts';
import type { FunctionTarget } from '../../functions/domain/target.ts';
import { accessDenied, functionNamed } from '../fakes/targets.ts';

const [a, b] = [functionNamed('a'), functionNamed('b')];
const here = { channel: 'installed', path: 'package.json' } as const;
const lodash = packageOf({ ecosystem: 'npm', name: 'lodash', version: '4.17.20' }, here);
const safe = packageOf({ ecosystem: 'npm', name: 'safe', version: '1.0.0' }, here);
const advisory = {
  id: 'GHSA-35jh-r3h4-6jhm',
  aliases: ['CVE-2021-23337'],
  severity: 'high' as const,
  rated: true,
  summary: 'Command injection',
  url: 'https://osv.dev/GHSA-35jh-r3h4-6jhm',
  knownExploited: false,
  affected: { ranges: [], versions: ['4.17.20'] },
};
const deployed = new Map<string, Known<readonly Package[]>>([
  [a.arn, { known: true, value: [lodash, safe] }],
  [b.arn, { known: true, value: [lodash] }],
]);
const told = new Map([
  [lodash.purl, [advisory]],
  [safe.purl, []],
]);

const read = async (props: Partial<VulnerablePackagesProps<FunctionTarget>> = {}) =>
  vulnerablePackages({
    packages: async () => deployed,
    advisories: async () => told,
    exploited: async () => new Set(),
    ...props,
  })([a, b]);

describe('vulnerablePackages', () => {
  it('asks once for all that the functions of a chunk have deployed', async () => {
    const advisories = vi.fn<VulnerablePackagesProps<FunctionTarget>['advisories']>(
      async () => told,
    );

    const found = await read({ advisories });

    expect(advisories).toHaveBeenCalledOnce();
    expect(found.get(a.arn)).toMatchObject({ known: true, value: [{ package: lodash }] });
    expect(found.get(b.arn)).toMatchObject({ known: true, value: [{ package: lodash }] });
  });

  it('marks what is known to be exploited', async () => {
    const found = await read({ exploited: async () => new Set(['CVE-2021-23337']) });

    expect(found.get(a.arn)).toMatchObject({
      value: [{ advisories: [{ knownExploited: true, severity: 'critical' }] }],
    });
  });

  it('does not know a function whose packages are unknown, and harms no other', async () => {
    const image = { known: false, reason: 'container images are not analysed' } as const;

    const found = await read({ packages: async () => new Map([...deployed, [b.arn, image]]) });

    expect(found.get(a.arn)).toMatchObject({ known: true });
    expect(found.get(b.arn)).toEqual(image);
  });

  it('is incomplete where the packages are, and where the feed says nothing of one', async () => {
    const partly: Known<readonly Package[]> = {
      known: true,
      value: [lodash],
      incomplete: 'a layer',
    };

    const found = await read({
      packages: async () => new Map([...deployed, [b.arn, partly]]),
      advisories: async () => new Map([[lodash.purl, [advisory]]]),
    });

    expect(found.get(a.arn)).toMatchObject({ incomplete: expect.stringContaining(safe.purl) });
    expect(found.get(b.arn)).toMatchObject({ incomplete: 'a layer', value: [{ package: lodash }] });
  });

  it('tells of faults also while nobody can tell which of them are exploited', async () => {
    const found = await read({ exploited: () => Promise.reject(new Error('CISA answered 403')) });

    expect(found.get(a.arn)).toMatchObject({
      known: true,
      value: [{ package: lodash, advisories: [{ knownExploited: false }] }],
      understated: 'Error: CISA answered 403',
    });
    expect(found.get(a.arn)).not.toHaveProperty('incomplete');
  });

  it.each(['advisories', 'packages'] as const)(
    'throws while %s cannot be had: nothing is safe for that',
    async (port) => {
      await expect(read({ [port]: () => Promise.reject(accessDenied()) })).rejects.toThrow();
    },
  );
});
