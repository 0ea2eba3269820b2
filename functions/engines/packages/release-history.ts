import * as z from 'zod/mini';
import { compareTexts } from '../../core/compare-texts.ts';
import type { Ecosystem } from './ecosystem.ts';
import type { Package } from './package.ts';
import type { VersionOrder } from './version-order.ts';
import { versionOrders } from './version-orders.ts';

/** What has been released of a package, as far as it matters to who runs a version of it. */
export type ReleaseHistory = Readonly<z.infer<typeof releaseHistory>>;

/** Reads a history back from storage. */
export const releaseHistory = z.object({
  /** What one gets who asks for no version. */
  latest: z.string(),
  /** When anything was last released. ISO 8601 in UTC. */
  lastReleasedAt: z.string(),
  /** Of each major version, when its first release came, the oldest major first. */
  majors: z.readonly(z.array(z.object({ major: z.string(), since: z.string() }))),
  /** What its authors say to users of the latest version; undefined while they stand by it. */
  deprecated: z.optional(z.string()),
});

/** Packages of one key have one history. */
export function releasesKey({ ecosystem, name }: Pick<Package, 'ecosystem' | 'name'>): string {
  return `${ecosystem} ${name}`;
}

/** A version as a registry describes it. */
export interface Release {
  readonly version: string;
  /** ISO 8601 in UTC. Undefined where the registry does not know. */
  readonly publishedAt: string | undefined;
  /** The one that is taken when none is asked for. */
  readonly isDefault: boolean;
  /** Why it should not be used any more; undefined where nothing speaks against it. */
  readonly deprecated: string | undefined;
}

/** @returns undefined where the registry names no latest version, or no date. */
export function releaseHistoryOf(
  ecosystem: Ecosystem,
  releases: readonly Release[],
): ReleaseHistory | undefined {
  const latest = releases.find(({ isDefault }) => isDefault);
  const dates = releases.flatMap(({ publishedAt }) => publishedAt ?? []).toSorted(compareTexts);
  const lastReleasedAt = dates.at(-1);
  if (!latest || lastReleasedAt === undefined) return undefined;

  return {
    latest: latest.version,
    lastReleasedAt,
    majors: majorsOf(versionOrders[ecosystem], releases),
    ...(latest.deprecated !== undefined && { deprecated: latest.deprecated }),
  };
}

/**
 * The majors that came after that of `version`, the next one first. Empty also where the version
 * cannot be put in order.
 */
export function newerMajors(
  { majors }: ReleaseHistory,
  ecosystem: Ecosystem,
  version: string,
): ReleaseHistory['majors'] {
  const order = versionOrders[ecosystem];
  const canonical = order.canonical(version);
  if (canonical === undefined) return [];

  const place = majors.findIndex(({ major }) => major === order.major(canonical));
  return place < 0 ? [] : majors.slice(place + 1);
}

function majorsOf(order: VersionOrder, releases: readonly Release[]): ReleaseHistory['majors'] {
  const stable = releases.flatMap(({ version, publishedAt }) => {
    const canonical = order.canonical(version);
    const counts = canonical !== undefined && !order.isPrerelease(canonical);
    return counts && publishedAt !== undefined ? [{ canonical, publishedAt }] : [];
  });
  const sorted = stable.toSorted((a, b) => order.compare(a.canonical, b.canonical));
  const byMajor = Map.groupBy(sorted, ({ canonical }) => order.major(canonical));

  return [...byMajor].map(([major, ofMajor]) => ({
    major,
    since: ofMajor.map(({ publishedAt }) => publishedAt).reduce(earlier),
  }));
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
