import pMap from 'p-map';
import * as z from 'zod/mini';
import type { FeedAnswer } from '../../app/ports.ts';
import {
  type Ecosystem,
  type Package,
  type ReleaseHistory,
  releaseHistory,
  releaseHistoryOf,
  releasesKey,
} from '../../engines/packages/index.ts';
import { type CachedFeedOptions, cachedFeed } from './cached-feed.ts';
import { FeedError, feed } from './feed.ts';

export interface PackageReleasesOptions extends CachedFeedOptions {
  /** deps.dev, or a mirror of it, without a slash at its end. */
  readonly baseUrl: string;
}

/** That a package is outdated or abandoned is not a matter of days. */
const FRESH_DAYS = 7;

/** Packages that are asked about at once; a new account is done after a few nights. */
const MOST_ASKED = 400;
const CONCURRENCY = 8;

/** Characters of a reason, written by the publisher of the package. */
const LONGEST_REASON = 200;

/**
 * Asks what has been released of packages, by the key that `releasesKey` gives. One that the feed
 * does not know, as a private package, is left out. Source: "GetPackage" (deps.dev API, v3).
 *
 * @throws when the feed is down and has never answered about any of these.
 */
export function packageReleases({
  baseUrl,
  facts,
  clock,
  ...options
}: PackageReleasesOptions): (
  packages: readonly Package[],
) => Promise<FeedAnswer<ReadonlyMap<string, ReleaseHistory>>> {
  const read = feed(options);
  const ask = cachedFeed({
    facts,
    clock,
    kind: 'releases',
    schema: releaseHistory,
    freshDays: FRESH_DAYS,
    most: MOST_ASKED,
    async ask(keys) {
      const answers = await pMap(
        keys,
        async (key) => [key, await historyOf(key, baseUrl, read)] as const,
        { concurrency: CONCURRENCY },
      );
      return new Map(
        answers.flatMap(([key, history]) => (history === UNREADABLE ? [] : [[key, history]])),
      );
    },
  });

  return (packages) =>
    ask(packages.filter(({ ecosystem }) => systems.has(ecosystem)).map(releasesKey));
}

/** As deps.dev calls them; it knows nothing of PHP. */
const systems: ReadonlyMap<string, string> = new Map([
  ['npm', 'npm'],
  ['PyPI', 'pypi'],
  ['Maven', 'maven'],
  ['Go', 'go'],
  ['NuGet', 'nuget'],
  ['RubyGems', 'rubygems'],
  ['crates.io', 'cargo'],
]);

const UNREADABLE = Symbol('an answer of another shape');

/** A package about which the feed takes no question, or answers what it should not, spoils no other. */
async function historyOf(
  key: string,
  baseUrl: string,
  read: (url: string) => Promise<unknown>,
): Promise<ReleaseHistory | null | typeof UNREADABLE> {
  const [ecosystem, name] = key.split(' ') as [Ecosystem, string];
  const path = `v3/systems/${systems.get(ecosystem)}/packages/${encodeURIComponent(name)}`;

  try {
    const { success, data } = answer.safeParse(await read(`${baseUrl}/${path}`));
    if (!success) return UNREADABLE;
    return releaseHistoryOf(ecosystem, data.versions.map(releaseFrom)) ?? null;
  } catch (error) {
    if (error instanceof FeedError && (error.status === 404 || error.status === 400)) return null;
    throw error;
  }
}

function releaseFrom(version: z.infer<typeof answer>['versions'][number]) {
  const { versionKey, publishedAt, isDefault, isDeprecated, deprecatedReason } = version;

  return {
    version: versionKey.version,
    publishedAt: publishedAt ?? undefined,
    isDefault: isDefault ?? false,
    deprecated: isDeprecated ? (deprecatedReason ?? '').slice(0, LONGEST_REASON) : undefined,
  };
}

const answer = z.object({
  versions: z.array(
    z.object({
      versionKey: z.object({ version: z.string() }),
      publishedAt: z.nullish(z.string()),
      isDefault: z.nullish(z.boolean()),
      isDeprecated: z.nullish(z.boolean()),
      deprecatedReason: z.nullish(z.string()),
    }),
  ),
});
