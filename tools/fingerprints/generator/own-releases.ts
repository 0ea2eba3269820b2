import semver from 'semver';
import type { LookedAt } from './look-at.ts';

/**
 * The first release that is a package's own code. Those before it are what others have copied as
 * well: json5 began as Douglas Crockford's json_parse, which is in the public domain.
 */
const ownSince: Readonly<Record<string, string>> = { json5: '0.5.0' };

/** As if what is not its own had not been looked at. */
export function ownReleases(looked: LookedAt): LookedAt {
  const since = ownSince[looked.name];
  if (since === undefined) return looked;

  const first = looked.versions.findIndex((version) => semver.gte(version, since));
  const presences = looked.presences.map((has) =>
    has.filter((at) => at >= first).map((at) => at - first),
  );

  return {
    ...looked,
    versions: looked.versions.slice(first),
    features: looked.features.filter(({ presence }) => (presences[presence] ?? []).length > 0),
    presences,
  };
}
