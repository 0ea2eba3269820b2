import type { Advisory } from './advisory.ts';
import { affects } from './affected.ts';
import { LONGEST_VERSION, type Package } from './package.ts';
import { isOfGo, upgradeCommand } from './upgrade-command.ts';
import type { VersionOrder } from './version-order.ts';
import { versionOrders } from './version-orders.ts';

/** The way out of a set of advisories. */
export interface Upgrade {
  /** Undefined when no version is known to clear any of them. */
  readonly version: string | undefined;
  /** To copy; there when the version is. */
  readonly command: string | undefined;
  /** Why it is more than an upgrade; absent where it is none. */
  readonly leap?: 'another major' | 'a pre-release';
  /** Without that leap, the version that leaves the fewest open; absent where it clears none. */
  readonly nearer?: { readonly version: string; readonly open: number };
  /** Ids of the advisories that this version leaves or lays open; empty when it is free of all. */
  readonly remaining: readonly string[];
}

/**
 * Of the versions that the advisories name as fixed, the one that leaves the fewest open: a release
 * before a pre-release, within the same major before another, and then the smallest.
 *
 * @param advisories that affect the installed version.
 * @param others of the same package, that newer versions may run into.
 */
export function upgradeOf(
  installed: Package,
  advisories: readonly Advisory[],
  others: readonly Advisory[] = [],
): Upgrade {
  const ids = new Set(advisories.map(idOf));
  const all = [...advisories, ...others.filter(({ id }) => !ids.has(id))];

  const fixes = newerFixes(installed, all);

  const best = leastOpen(fixes, installed, all);
  if (!best || best.remaining.length >= advisories.length) {
    return { version: undefined, command: undefined, remaining: [...ids] };
  }
  const leap = leapTo(installed, best.version);
  const command = upgradeCommand(installed, best.version);
  if (leap === undefined) return { ...best, command };

  const near = fixes.filter((version) => leapTo(installed, version) === undefined);
  const nearest = leastOpen(near, installed, all);
  const open = nearest?.remaining.length ?? advisories.length;
  return {
    ...best,
    command,
    leap,
    ...(nearest && open < advisories.length && { nearer: { version: nearest.version, open } }),
  };
}

/** The first of those that leave the fewest open: the search ends at one that is free of all. */
function leastOpen(
  versions: readonly string[],
  installed: Package,
  advisories: readonly Advisory[],
): (Pick<Upgrade, 'remaining'> & { readonly version: string }) | undefined {
  let best: ReturnType<typeof leastOpen>;

  for (const version of versions) {
    const remaining = openAt(version, installed, advisories);
    if (!best || remaining.length < best.remaining.length) best = { version, remaining };
    if (remaining.length === 0) break;
  }
  return best;
}

/** As the advisories write them, in order of preference, which a stable sort keeps. */
function newerFixes(installed: Package, advisories: readonly Advisory[]): readonly string[] {
  const order = versionOrders[installed.ecosystem];
  const current = order.canonical(installed.version);
  if (current === undefined) return [];

  const fixes = advisories
    .flatMap(({ affected }) => affected.ranges.flat())
    .filter(({ kind, version }) => kind === 'fixed' && isSafe(version.trim()))
    .map(({ version }) => [order.canonical(version) ?? current, spelt(installed, version)] as const)
    .filter(([version]) => order.compare(version, current) > 0);

  return [...new Map(fixes)]
    .toSorted(
      ([a], [b]) =>
        Number(isNewlyPre(order, current, a)) - Number(isNewlyPre(order, current, b)) ||
        order.compare(a, b),
    )
    .map(([, written]) => written);
}

/** Nothing that a shell would act upon; the command is to be copied into one. */
function isSafe(version: string): boolean {
  return version.length <= LONGEST_VERSION && /^[\w.+!~= -]+$/.test(version);
}

/** As the ecosystem's own tools take it: advisories put other things in front of versions. */
function spelt({ ecosystem, name, version: installed }: Package, version: string): string {
  // Guava has two builds of each version, of which advisories name the one for Android.
  const isForJava = installed.endsWith('-jre');
  if (ecosystem === 'Maven') return version.trim().replace(/-android$/, isForJava ? '-jre' : '$&');
  const bare = version.trim().replace(/^[v=\s]+/i, '');

  return ecosystem === 'Go' && !isOfGo(name) ? `v${bare}` : bare;
}

function isNewlyPre(order: VersionOrder, current: string, version: string): boolean {
  return order.isPrerelease(version) && !order.isPrerelease(current);
}

function isOtherMajor(order: VersionOrder, current: string, version: string): boolean {
  return order.major(version) !== order.major(current);
}

function leapTo({ ecosystem, version: installed }: Package, version: string): Upgrade['leap'] {
  const order = versionOrders[ecosystem];
  const [from, to] = [order.canonical(installed), order.canonical(version)];
  if (from === undefined || to === undefined) return undefined;
  if (isNewlyPre(order, from, to)) return 'a pre-release';

  return isOtherMajor(order, from, to) ? 'another major' : undefined;
}

/** Not knowing whether a version is affected does not clear it. */
function openAt(version: string, { ecosystem }: Package, advisories: readonly Advisory[]) {
  return advisories
    .filter(({ affected }) => affects(affected, ecosystem, version) !== false)
    .map(idOf);
}

function idOf({ id }: Advisory): string {
  return id;
}
