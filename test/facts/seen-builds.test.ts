import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inMemoryFacts } from '../../functions/adapters/tables/in-memory.ts';
import type { FactStore } from '../../functions/app/ports.ts';
import type { Known } from '../../functions/core/known.ts';
import type { Target } from '../../functions/core/target.ts';
import type { Package } from '../../functions/engines/packages/package.ts';
import { buildsOf } from '../../functions/facts/seen-builds.ts';
import { npmPackage } from '../engines/packages/osv-facts.ts';
import { functionNamed } from '../fakes/targets.ts';

const target = {
  ...functionNamed('a'),
  codeSha256: 'one',
  lastModified: '2024-01-01T00:00:00.000Z',
};
const some: Known<readonly Package[]> = { known: true, value: [npmPackage('lodash', '4.17.15')] };

let today: string;
let facts: FactStore;
beforeEach(() => {
  today = '2026-11-25T02:00:00Z';
  facts = inMemoryFacts();
});

const buildOf = async (seen: Target<'function'>, packages: Known<readonly Package[]> = some) =>
  (
    await buildsOf({
      packages: async () => new Map([[seen.arn, packages]]),
      facts,
      clock: () => new Date(today),
    })([seen])
  ).get(seen.arn);

describe('builds', () => {
  it('takes the last change for the build, until it knows better', async () => {
    expect(await buildOf(target)).toEqual({
      known: true,
      value: { since: '2024-01-01T00:00:00.000Z', packages: 1 },
    });
  });

  it('is not moved by a change of configuration', async () => {
    await buildOf(target);

    const build = await buildOf({ ...target, lastModified: '2026-11-24T00:00:00.000Z' });

    expect(build).toMatchObject({ value: { since: '2024-01-01T00:00:00.000Z' } });
  });

  it('begins anew with new code', async () => {
    await buildOf(target);

    const lastModified = '2026-11-24T00:00:00.000Z';
    const build = await buildOf({ ...target, codeSha256: 'two', lastModified });

    expect(build).toMatchObject({ value: { since: lastModified } });
  });

  it('writes only what is new, or would soon be forgotten', async () => {
    const write = vi.spyOn(facts, 'write');
    await buildOf(target);
    await buildOf(target);
    expect(write).toHaveBeenCalledTimes(1);

    today = '2026-12-16T02:00:00Z';
    const build = await buildOf({ ...target, lastModified: '2026-12-15T00:00:00.000Z' });

    expect(write).toHaveBeenCalledTimes(2);
    expect(build).toMatchObject({ value: { since: '2024-01-01T00:00:00.000Z' } });
  });

  it('does not know while the packages are unknown', async () => {
    const image = { known: false, reason: 'container images are not analysed' } as const;

    expect(await buildOf(target, image)).toEqual(image);
  });

  it.each([
    ['matters where none was seen', [], { incomplete: 'a bundle' }],
    ['does not matter where one was', [npmPackage('a', '1.0.0')], {}],
  ])('that packages were hidden %s', async (_, value, doubt) => {
    const build = await buildOf(target, { known: true, value, incomplete: 'a bundle' });

    expect(build).toEqual({
      known: true,
      value: { since: target.lastModified, packages: value.length },
      ...doubt,
    });
  });
});
