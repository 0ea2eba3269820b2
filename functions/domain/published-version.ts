import type { FunctionTarget } from '../core/target.ts';

/** A version of a function, as it was published: it never changes. */
export interface PublishedVersion {
  /** As Lambda numbers them, from 1. */
  readonly version: string;
  /** `nodejs24.x` and so on; an image has none. */
  readonly runtime?: string | undefined;
  /** ISO 8601 in UTC. */
  readonly publishedAt: string;
}

/** A name for a version of a function. */
export interface Alias {
  readonly name: string;
  /** Two while traffic is shifted from one to the other; none for `$LATEST`. */
  readonly versions: readonly string[];
}

/** The versions that no alias leads to, less the newest, which a deployment may be about to use. */
export function unnamedVersions(
  { versions }: Pick<FunctionTarget, 'versions'>,
  aliases: readonly Alias[],
): readonly string[] {
  const named = new Set(aliases.flatMap((alias) => alias.versions));
  const newest = Math.max(...versions.map(Number));

  return versions.filter((version) => Number(version) < newest && !named.has(version));
}
