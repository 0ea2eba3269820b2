import { describe, expect, it, vi } from 'vitest';
import { inMemoryFacts } from '../../../functions/adapters/tables/in-memory.ts';
import type { Known } from '../../../functions/core/known.ts';
import type { Target } from '../../../functions/core/target.ts';
import { type Package, packageOf } from '../../../functions/engines/packages/package.ts';
import {
  type VulnerablePackagesProps,
  vulnerablePackagesOf,
} from '../../../functions/facts/several/vulnerable-packages.ts';
import { advisoryOf } from '../../engines/packages/made-up-advisories.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

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
const advisoriesByPurl = new Map([
  [lodash.purl, [advisory]],
  [safe.purl, []],
]);

type Props = VulnerablePackagesProps<Target<'function'>>;

const read = async (props: Partial<Props> = {}) =>
  vulnerablePackagesOf({
    packages: async () => deployed,
    advisories: async () => advisoriesByPurl,
    further: undefined,
    exploited: async () => ({ value: new Set() }),
    likelihoods: undefined,
    ratings: undefined,
    facts: inMemoryFacts(),
    ...props,
  })([a, b]);

const down = () => Promise.reject(new Error('OSV answered 503'));

describe('vulnerablePackages', () => {
  it('asks once for all that the functions of a chunk have deployed', async () => {
    const advisories = vi.fn<Props['advisories']>(async () => advisoriesByPurl);

    const found = await read({ advisories });

    expect(advisories).toHaveBeenCalledOnce();
    expect(found.get(a.arn)).toMatchObject({ known: true, value: [{ package: lodash }] });
    expect(found.get(b.arn)).toMatchObject({ known: true, value: [{ package: lodash }] });
  });

  it('marks what is known to be exploited', async () => {
    const found = await read({ exploited: async () => ({ value: new Set(['CVE-2021-23337']) }) });

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

    expect(found.get(a.arn)).toMatchObject({
      incomplete: `no advisories were to be had for ${safe.purl}`,
    });
    expect(found.get(b.arn)).toMatchObject({ incomplete: 'a layer', value: [{ package: lodash }] });
  });

  it('reports vulnerabilities also while it is not known which of them are exploited', async () => {
    const found = await read({ exploited: () => Promise.reject(new Error('CISA answered 403')) });

    expect(found.get(a.arn)).toMatchObject({
      known: true,
      value: [{ package: lodash, advisories: [{ knownExploited: false }] }],
      understated: 'CISA answered 403',
    });
    expect(found.get(a.arn)).not.toHaveProperty('incomplete');
  });

  it('asks how likely an exploit is, and for ratings only where there are none', async () => {
    const unrated = { ...advisory, id: 'PYSEC-1', aliases: ['CVE-2026-1000'], rated: false };
    const likelihoods = vi.fn(async () => ({ value: new Map([['CVE-2026-1000', 0.6]]) }));
    const ratings = vi.fn(async () => ({
      value: new Map([['CVE-2026-1000', 'critical' as const]]),
      unseen: '2 more are asked for another night',
    }));

    const found = await read({
      advisories: async () =>
        new Map([
          [lodash.purl, [advisory, unrated]],
          [safe.purl, []],
        ]),
      likelihoods,
      ratings,
    });

    expect(likelihoods).toHaveBeenCalledExactlyOnceWith(['CVE-2021-23337', 'CVE-2026-1000']);
    expect(ratings).toHaveBeenCalledExactlyOnceWith(['CVE-2026-1000']);
    expect(found.get(a.arn)).toMatchObject({
      value: [{ advisories: [{ severity: 'high' }, { severity: 'critical', likelihood: 0.6 }] }],
      understated: '2 more are asked for another night',
    });
  });

  it('reports what was last known while the feed is down: nothing new, and nothing closes', async () => {
    const facts = inMemoryFacts();
    await read({ facts });

    const found = await read({ facts, advisories: down });

    expect(found.get(a.arn)).toMatchObject({
      known: true,
      value: [{ package: lodash, advisories: [{ id: advisory.id }] }],
      incomplete: 'OSV answered 503; what is shown was known before',
    });
  });

  it('does not take for clean what came while the feed was down', async () => {
    const facts = inMemoryFacts();
    await read({ facts });
    const newer = packageOf({ ecosystem: 'npm', name: 'newer', version: '1.0.0' }, here);

    const found = await read({
      facts,
      advisories: down,
      packages: async () => new Map([[a.arn, { known: true, value: [newer] }]]),
    });

    expect(found.get(a.arn)).toMatchObject({
      value: [],
      incomplete: expect.stringContaining(newer.purl),
    });
  });

  it('remembers through nights without the feed what is not deployed in them', async () => {
    const facts = inMemoryFacts();
    await read({ facts });
    const replaced = new Map([[a.arn, { known: true, value: [safe] } as const]]);
    await read({ facts, advisories: down, packages: async () => replaced });

    const found = await read({ facts, advisories: down });

    expect(found.get(a.arn)).toMatchObject({ value: [{ package: lodash }] });
  });

  it('says nothing of ratings where there is no fault to rate', async () => {
    const clean = new Map([[a.arn, { known: true, value: [safe] } as const]]);
    const exploited = () => Promise.reject(new Error('CISA answered 403'));

    const found = await read({ exploited, packages: async () => clean });

    expect(found.get(a.arn)).toEqual({ known: true, value: [] });
  });

  it('asks nothing of a feed where no advisory is about a package: one that is down is waited for', async () => {
    const exploited = vi.fn(async () => ({ value: new Set<string>() }));

    await read({ exploited, advisories: async () => new Map() });

    expect(exploited).not.toHaveBeenCalled();
  });

  it('falls back on what was known of the one package that the feed leaves out', async () => {
    const facts = inMemoryFacts();
    await read({ facts });

    const found = await read({ facts, advisories: async () => new Map([[safe.purl, []]]) });

    expect(found.get(a.arn)).toEqual({
      known: true,
      value: [expect.objectContaining({ package: lodash })],
      incomplete: `no advisories were to be had for ${lodash.purl}: those shown were known before`,
    });
  });

  it('is whole again once the feed answers for all', async () => {
    const facts = inMemoryFacts();
    await read({ facts });
    await read({ facts, advisories: async () => new Map([[safe.purl, []]]) });

    expect((await read({ facts })).get(a.arn)).not.toHaveProperty('incomplete');
  });

  describe('with a second source', () => {
    const own = advisoryOf('RETIRE-1', ['0', '1.1.0']);
    const numbered = advisoryOf('CVE-2014-0001', ['0', '1.1.0']);
    const source = (...some: readonly (typeof own)[]) => ({
      advisories: vi.fn(async () => ({ value: new Map([['safe', some]]) })),
      filed: vi.fn(async () => ({ value: new Map<string, readonly string[]>() })),
    });
    const safeIn = (found: Awaited<ReturnType<typeof read>>) => {
      const answer = found.get(a.arn);
      const value = answer?.known ? answer.value : [];
      const of = value.find((one) => one.package.name === 'safe');
      return { ids: of?.advisories.map(({ id }) => id), upgrade: of?.upgrade.version, answer };
    };

    it('reports what only that one knows, and asks the first about the way out', async () => {
      const advisories = vi.fn<Props['advisories']>(async () => advisoriesByPurl);

      const { ids, upgrade, answer } = safeIn(await read({ advisories, further: source(own) }));

      expect(ids).toEqual(['RETIRE-1']);
      expect(upgrade).toBe('1.1.0');
      expect(answer).not.toHaveProperty('incomplete');
      expect(advisories.mock.calls.flat(3).map(({ purl }) => purl)).toContain('pkg:npm/safe@1.1.0');
    });

    it.each([
      ['is not there', [], ['CVE-2014-0001']],
      ['is of another package', ['else'], ['CVE-2014-0001']],
      ['is of this package, and not of this version', ['safe'], undefined],
    ])('reports what has a number where in the first one it %s', async (_, names, expected) => {
      const further = source(numbered);
      further.filed.mockResolvedValue({ value: new Map([['CVE-2014-0001', names]]) });

      const { ids } = safeIn(await read({ further }));

      expect(further.filed).toHaveBeenCalledExactlyOnceWith(['CVE-2014-0001']);
      expect(ids).toEqual(expected);
    });

    it.each([
      ['it is down', { advisories: down }, undefined],
      [
        'it gives what it knew before',
        { advisories: async () => ({ value: new Map([['safe', [own]]]), unseen: 'of yesterday' }) },
        ['RETIRE-1'],
      ],
      ['the first does not say what it files', { filed: down }, ['RETIRE-1']],
    ])('is incomplete while %s', async (_, faulty, expected) => {
      const { ids, answer } = safeIn(
        await read({ further: { ...source(own, numbered), ...faulty } }),
      );

      expect(ids).toEqual(expected);
      expect(answer).toMatchObject({ known: true, incomplete: expect.any(String) });
    });

    it('leaves whole, while it is down, who has nothing of npm', async () => {
      const gin = packageOf({ ecosystem: 'Go', name: 'example.com/gin', version: 'v1.0.0' }, here);
      const packages = new Map([
        [a.arn, { known: true, value: [safe] } as const],
        [b.arn, { known: true, value: [gin] } as const],
      ]);

      const found = await read({
        further: { ...source(), advisories: down },
        packages: async () => packages,
        advisories: async () => new Map([safe, gin].map(({ purl }) => [purl, []])),
      });

      expect(found.get(a.arn)).toHaveProperty('incomplete');
      expect(found.get(b.arn)).not.toHaveProperty('incomplete');
    });

    it('is not asked where there is nothing of npm', async () => {
      const further = source(own);
      const gin = packageOf({ ecosystem: 'Go', name: 'example.com/gin', version: 'v1.0.0' }, here);

      const found = await read({
        further: {
          ...further,
          advisories: further.advisories.mockRejectedValue(new Error('down')),
        },
        packages: async () => new Map([[a.arn, { known: true, value: [gin] }]]),
        advisories: async () => new Map([[gin.purl, []]]),
      });

      expect(further.advisories).not.toHaveBeenCalled();
      expect(found.get(a.arn)).toEqual({ known: true, value: [] });
    });

    it('adds nothing to what was last known of the first', async () => {
      const facts = inMemoryFacts();
      await read({ facts, further: source(own) });

      const { ids } = safeIn(await read({ facts, further: source(), advisories: down }));

      expect(ids).toBeUndefined();
    });
  });

  it('writes down only what has changed', async () => {
    const facts = inMemoryFacts();
    const write = vi.spyOn(facts, 'write');

    await read({ facts });
    await read({ facts });
    await read({
      facts,
      advisories: async () => new Map([...advisoriesByPurl, [lodash.purl, []]]),
    });

    expect(write.mock.calls.map(([kind, values]) => [kind, values.size])).toEqual([
      ['advisories', 2],
      ['advisories', 2],
    ]);
  });

  it.each(['advisories', 'packages'] as const)(
    'throws while %s cannot be had: nothing is safe for that',
    async (port) => {
      await expect(read({ [port]: () => Promise.reject(accessDenied()) })).rejects.toThrow();
    },
  );
});
