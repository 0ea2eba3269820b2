import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inMemoryFacts } from '../../functions/adapters/tables/in-memory.ts';
import type { FactStore } from '../../functions/app/ports.ts';
import { type Known, unknown } from '../../functions/core/known.ts';
import type { Build } from '../../functions/domain/build.ts';
import type { InstalledRelease } from '../../functions/engines/packages/index.ts';
import { agingKeeper, agingNotes } from '../../functions/facts/aging-notes.ts';
import { npmPackage } from '../engines/packages/osv-facts.ts';
import { functionNamed } from '../fakes/targets.ts';

const orders = functionNamed('orders');
const build: Known<Build> = { known: true, value: { since: '2024-01-01', packages: 3 } };
const request = released('request', { deprecated: 'use fetch' });
const uuid = released('uuid', { lastReleasedAt: '2026-01-01' });
const noted = { ecosystem: 'npm', name: 'request', version: '1.0.0', latest: '1.0.0' };

let facts: FactStore;
let today: string;
beforeEach(() => {
  facts = inMemoryFacts();
  today = '2026-11-25T02:00:00.000Z';
});

describe('what is noted of a function', () => {
  it('is its build, and those of its packages that have aged', async () => {
    await keep({ known: true, value: [request, uuid] });

    expect(await note()).toEqual({
      build: build.value,
      aging: [{ ...noted, deprecated: 'use fetch' }],
    });
  });

  it.each([
    ['the packages are unknown', unknown('the feed is down'), build],
    ['the build is unknown', { known: true, value: [request] } as const, unknown('an image')],
  ])('stays as it was where %s', async (_, releases, built) => {
    await keep({ known: true, value: [request] });

    await keep(releases, built);

    expect(await note()).toMatchObject({ build: build.value, aging: [{ name: 'request' }] });
  });

  it('stays of the packages that were not seen, and not of those that were', async () => {
    const silent = released('silent', { lastReleasedAt: '2015-01-01' });
    await keep({ known: true, value: [request, silent] });

    const revived = released('silent', { lastReleasedAt: '2026-11-01' });
    await keep({ known: true, value: [revived], incomplete: 'some are asked for another night' });

    expect((await note())?.aging).toMatchObject([{ name: 'request' }]);
  });

  it('goes with the package', async () => {
    await keep({ known: true, value: [request] });

    await keep({ known: true, value: [] });

    expect((await note())?.aging).toEqual([]);
  });

  it('is nothing where nothing was ever known, or what is stored is damaged', async () => {
    await keep(unknown('an image'), unknown('an image'));
    expect(await note()).toBeUndefined();

    await facts.write('aging', new Map([[orders.arn, { aging: 1 }]]));
    expect(await note()).toBeUndefined();
  });

  it('is written when it is new, and before it is forgotten', async () => {
    const write = vi.spyOn(facts, 'write');
    await keep({ known: true, value: [request] });
    await keep({ known: true, value: [request] });
    expect(write).toHaveBeenCalledTimes(1);

    today = '2026-12-16T02:00:00.000Z';
    await keep(unknown('the feed is down'), unknown('the feed is down'));

    expect(write).toHaveBeenCalledTimes(2);
    expect((await note())?.aging).toHaveLength(1);
  });
});

async function keep(
  releases: Known<readonly InstalledRelease[]>,
  built: Known<Build> = build,
): Promise<void> {
  await agingKeeper({
    releases: async () => new Map([[orders.arn, releases]]),
    builds: async () => new Map([[orders.arn, built]]),
    facts,
    clock: () => new Date(today),
  })([orders]);
}

async function note() {
  return (await agingNotes(facts, [orders.arn])).get(orders.arn);
}

function released(
  name: string,
  history: Partial<InstalledRelease['history']> = {},
): InstalledRelease {
  return {
    package: npmPackage(name, '1.0.0'),
    history: { latest: '1.0.0', lastReleasedAt: '2026-11-01', majors: [], ...history },
  };
}
