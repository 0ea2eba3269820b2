import { describe, expect, it } from 'vitest';
import { inMemoryFacts } from '../../functions/adapters/tables/in-memory.ts';
import { listWatchedAccounts, watchedBy } from '../../functions/app/watched-accounts.ts';
import { accessDenied } from '../fakes/targets.ts';
import {
  arnIn,
  functionIn,
  hub,
  layerOf,
  type World,
  watchedNights,
} from '../fakes/watched-night.ts';

const [a, b] = ['222233334444', '333344445555'];
const both = { accounts: [a, b], organization: [] };
const three: World = {
  [hub]: [functionIn(hub, 'h')],
  [a]: [functionIn(a, 'x'), functionIn(a, 'y')],
  [b]: [functionIn(b, 'x')],
};
const denied = new Error(`the account cannot be entered as role: AccessDenied`);

describe('a night over several accounts', () => {
  it('sweeps each account by itself, whose steps say whose they are', async () => {
    const nights = watchedNights(both);

    await nights.run(three);

    expect(nights.order).toEqual([
      `accounts ${hub}`,
      ...[a, b, hub].map((account) => `begin ${account}`),
      ...[a, b, hub].map((account) => `region ${account}`),
      ...[a, b, hub].map((account) => `end ${account}`),
    ]);
    expect(nights.open()).toEqual(
      [arnIn(hub, 'h'), arnIn(a, 'x'), arnIn(a, 'y'), arnIn(b, 'x')].toSorted(),
    );
    expect(await nights.night.read(['code'], a)).toMatchObject([{ messages: 5, done: 5, seen: 3 }]);
    expect(await nights.night.read(['code'])).toMatchObject([{ messages: 6, done: 6, seen: 2 }]);
  });

  it('resolves in an account what is gone there, and nothing of another', async () => {
    const nights = watchedNights(both);
    await nights.run(three);

    await nights.run({ ...three, [a]: [functionIn(a, 'y')] });

    expect(nights.open()).toEqual([arnIn(hub, 'h'), arnIn(a, 'y'), arnIn(b, 'x')].toSorted());
  });

  it('closes nothing of an account that cannot be entered, and says why and that nothing is seen', async () => {
    const nights = watchedNights(both);
    await nights.run(three);
    const before = nights.open();

    await nights.run({ ...three, [a]: denied });

    expect(nights.open()).toEqual(before);
    expect(nights.coverageOf(a)?.gaps).toEqual([{ fact: 'account', reason: denied.message }]);
    expect(nights.coverageOf(b)?.gaps).toEqual([]);
  });

  it('takes the first night of each account for its first, also after nights that could not enter it', async () => {
    const nights = watchedNights(both);

    await nights.run({ ...three, [a]: denied });
    await nights.run(three);
    expect(nights.isQuiet(arnIn(b, 'x'))).toBe(true);
    expect(nights.isQuiet(arnIn(a, 'x'))).toBe(true);

    await nights.run({ ...three, [a]: [functionIn(a, 'x'), functionIn(a, 'new')] });
    expect(nights.isQuiet(arnIn(a, 'new'))).toBe(false);
  });

  it('does not take an account that was entered before for new when it can be entered again', async () => {
    const nights = watchedNights(both);
    await nights.run({ ...three, [a]: [] });
    await nights.run({ ...three, [a]: denied });

    await nights.run(three);

    expect(nights.isQuiet(arnIn(a, 'x'))).toBe(false);
  });

  it('does the same in whichever order its messages come', async () => {
    const [first, last] = [watchedNights(both), watchedNights(both)];
    const fewer = { ...three, [b]: [] };

    for (const world of [three, fewer]) {
      await first.run(world);
      await last.run(world, (all) => all.pop());
    }

    expect(last.open()).toEqual(first.open());
  });

  it('reads a row of what is known for each that is there, however many accounts there are', async () => {
    const read = async (count: number) => {
      const ids = Array.from({ length: count }, (_, at) => String(400_000_000_000 + at));
      const nights = watchedNights({ accounts: ids, organization: [] });
      const world = Object.fromEntries(ids.map((id) => [id, [functionIn(id, 'x')]]));
      await nights.run(world);
      const before = nights.rowsRead();
      await nights.run(world);
      return nights.rowsRead() - before;
    };

    const [some, twice] = [await read(8), await read(16)];
    expect(twice).toBeLessThanOrEqual(2 * some);
  });
});

describe('an account that is watched no more', () => {
  const unit = 'ou-ab12-cd34ef56';
  const nightsOf = (listings: readonly (readonly string[] | Error)[]) => {
    let night = -1;
    return watchedNights({ accounts: [], organization: [unit] }, async () => {
      night += 1;
      const listing = listings[night] ?? [];
      if (listing instanceof Error) throw listing;
      return listing.map((account) => ({ account, name: `team ${account[0]}` }));
    });
  };

  it('is gone with all that was in it, once a complete list does not have it', async () => {
    const nights = nightsOf([[a, b], [b]]);
    await nights.run(three);

    await nights.run(three);

    expect(nights.open()).toEqual([arnIn(hub, 'h'), arnIn(b, 'x')].toSorted());
    expect(nights.coverageOf(a)).toMatchObject({ gone: true });
  });

  it('has its first night again when it is back', async () => {
    const nights = nightsOf([[a], [], [a]]);

    for (let night = 0; night < 3; night += 1) await nights.run(three);

    expect(nights.open()).toContain(arnIn(a, 'x'));
    expect(nights.isQuiet(arnIn(a, 'x'))).toBe(true);
    expect(nights.coverageOf(a)).not.toHaveProperty('gone');
  });

  it('is not gone while the unit cannot be listed: the night goes on with those that were there', async () => {
    const nights = nightsOf([[a, b], accessDenied()]);
    await nights.run(three);

    await nights.run({ ...three, [a]: [functionIn(a, 'y')] });

    expect(nights.open()).toEqual([arnIn(hub, 'h'), arnIn(a, 'y'), arnIn(b, 'x')].toSorted());
    expect(nights.coverageOf(hub)?.gaps).toEqual([
      { fact: `accounts of ${unit}`, reason: 'AccessDeniedException: not authorised' },
    ]);
  });

  it('is not gone when it is suspended, which is a gap of it', async () => {
    const reason = 'it is SUSPENDED';
    let closed = false;
    const nights = watchedNights({ accounts: [], organization: [unit] }, async () => [
      { account: a, ...(closed && { closed: reason }) },
      { account: b, closed: reason },
    ]);
    await nights.run(three);
    closed = true;

    await nights.run(three);

    expect(nights.open()).toEqual([arnIn(hub, 'h'), arnIn(a, 'x'), arnIn(a, 'y')].toSorted());
    expect(nights.coverageOf(a)?.gaps).toEqual([{ fact: 'account', reason }]);
    // Of one that was never seen nothing could be out of date.
    expect(nights.coverageOf(b)).toBeUndefined();
  });
});

describe('a layer that several accounts use', () => {
  const shared = layerOf('999988887777', 'tools:1');
  const using: World = {
    [hub]: [],
    [a]: [functionIn(a, 'x', [shared])],
    [b]: [functionIn(b, 'x', [shared])],
  };
  const summaries = ({ findings }: ReturnType<typeof watchedNights>) =>
    findings.open().flatMap(({ target, summary }) => (target === shared ? [summary] : []));

  it('is one finding that names the users of all, and no night changes it', async () => {
    const nights = watchedNights(both);
    await nights.run(using);
    await nights.run(using);
    const all = [`${arnIn(a, 'x')} ${arnIn(b, 'x')}`];

    expect(summaries(nights)).toEqual(all);
    const changed = nights.findings.open().map(({ changedAt }) => changedAt);
    await nights.run(using);
    expect(summaries(nights)).toEqual(all);
    expect(nights.findings.open().map(({ changedAt }) => changedAt)).toEqual(changed);
  });

  it('is looked at for one account from the second night on, however many use it', async () => {
    const nights = watchedNights(both);
    await nights.run(using);
    expect(nights.layers).toHaveLength(2);

    nights.layers.length = 0;
    await nights.run(using);
    await nights.run(using);

    expect(nights.layers).toHaveLength(2);
    expect(new Set(nights.layers).size).toBe(1);
  });

  it('is looked at for another account when the one that did cannot be entered any more', async () => {
    const nights = watchedNights(both);
    await nights.run(using);
    await nights.run(using);
    const [first = ''] = nights.layers.at(-1)?.split(' ') ?? [];
    const without = { ...using, [first]: denied };
    await nights.run(without);

    nights.layers.length = 0;
    await nights.run(without);

    const other = first === a ? b : a;
    expect(nights.layers).toEqual([`${other} ${shared}`]);
    expect(nights.open()).toContain(shared);
  });

  it('is gone once no account uses it, and not when one does not', async () => {
    const nights = watchedNights(both);
    await nights.run(using);

    await nights.run({ ...using, [a]: [functionIn(a, 'x')] });
    expect(nights.open()).toContain(shared);

    const none = { ...using, [a]: [functionIn(a, 'x')], [b]: [functionIn(b, 'x')] };
    await nights.run(none);
    // The deployment's own account judges it, by what the others had last stored.
    await nights.run(none);
    expect(nights.open()).not.toContain(shared);
  });

  it('is in use as long as an account that used it cannot be entered', async () => {
    const nights = watchedNights(both);
    await nights.run(using);

    for (let night = 0; night < 3; night += 1) {
      await nights.run({ ...using, [a]: [functionIn(a, 'x')], [b]: denied });
    }

    expect(nights.open()).toContain(shared);
  });

  it('is not gone while an account that was seen has stored no users', async () => {
    const nights = watchedNights(both);
    await nights.run(using);
    const forgetful = { ...using, [b]: denied };
    await nights.facts.write('layer users', new Map([[b, 'damaged']]));

    for (let night = 0; night < 2; night += 1) {
      await nights.run({ ...forgetful, [a]: [functionIn(a, 'x')] });
      await nights.facts.write('layer users', new Map([[b, 'damaged']]));
    }

    expect(nights.open()).toContain(shared);
  });
});

describe('those who are watched together', () => {
  const unit = 'r-ab12';
  const props = () => ({
    watch: { accounts: [b], organization: [unit] },
    own: hub,
    facts: inMemoryFacts(),
    clock: () => new Date('2026-11-28T02:00:00Z'),
  });

  it('are listed once, without the own one, and known by their ids and names', async () => {
    const parts = props();
    const readUnit = async () => [
      { account: b, name: 'Payments' },
      { account: hub, name: 'Security' },
      { account: a, name: 'Shop' },
    ];

    const listed = await listWatchedAccounts({ ...parts, readUnit });

    expect(listed).toEqual({
      entered: [
        { account: a, name: 'Shop', unit },
        { account: b, name: 'Payments', unit },
      ],
      closed: [],
      unlisted: [],
    });
    expect(await watchedBy(parts).ids()).toEqual([hub, b, a]);
  });

  it('are entered when they are named, though the organization calls them closed to stack sets', async () => {
    const readUnit = async () => [{ account: b, closed: 'it manages the organization' }];

    const listed = await listWatchedAccounts({ ...props(), readUnit });

    expect(listed).toMatchObject({ entered: [{ account: b }], closed: [] });
  });

  it('are known though a unit has no account, or none that another unit has not', async () => {
    const watch = { accounts: [], organization: [unit, 'ou-ab12-below000', 'ou-ab12-empty000'] };
    const parts = { ...props(), watch };
    const all = [{ account: a }, { account: hub }];
    const readUnit = async (of: string) => (of === 'ou-ab12-empty000' ? [] : all);

    await listWatchedAccounts({ ...parts, readUnit });
    expect(await watchedBy(parts).ids()).toEqual([hub, a]);

    await listWatchedAccounts({ ...parts, readUnit: () => Promise.reject(accessDenied()) });
    expect(await watchedBy(parts).ids()).toEqual([hub, a]);
  });

  it('are not known while a unit has never been listed', async () => {
    const parts = props();
    await listWatchedAccounts({ ...parts, readUnit: () => Promise.reject(accessDenied()) });

    await expect(watchedBy(parts).ids()).rejects.toThrow(
      'the accounts of r-ab12 were never listed',
    );
  });
});
