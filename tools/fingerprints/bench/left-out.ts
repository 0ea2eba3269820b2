import {
  type Fingerprints,
  type PackageFingerprint,
  placesIn,
  spansOf,
} from '../../../functions/engines/bundles/index.ts';

/** As if this version had not been looked at, though it is known to be published. */
export function withoutVersion(
  { date, packages }: Fingerprints,
  name: string,
  version: string,
): Fingerprints {
  return {
    date,
    packages: packages.map((own) =>
      own.name === name ? withoutPlaces(own, (at) => own.releases[at] === version) : own,
    ),
  };
}

/** As if the data had been made before this version was published. */
export function beforeVersion(
  { date, packages }: Fingerprints,
  name: string,
  version: string,
): Fingerprints {
  return {
    date,
    packages: packages.map((own) => {
      const end = own.releases.indexOf(version);
      if (own.name !== name || end < 0) return own;

      const earlier = withoutPlaces(own, (at) => at >= end);
      return {
        ...earlier,
        releases: own.releases.slice(0, end),
        unseen: earlier.unseen.filter((at) => at < end),
      };
    }),
  };
}

function withoutPlaces(
  own: PackageFingerprint,
  isGone: (place: number) => boolean,
): PackageFingerprint {
  const cut = (spans: readonly number[]) => spansOf(placesIn(spans).filter((at) => !isGone(at)));
  const presences = own.presences.map(cut);
  const kept = own.hashes.flatMap((_, at) =>
    (presences[own.present[at] ?? 0]?.length ?? 0) > 0 ? [at] : [],
  );
  const only = (column: readonly number[]) => kept.map((at) => column[at] ?? 0);

  return {
    ...own,
    unseen: own.releases.flatMap((_, at) => (own.unseen.includes(at) || isGone(at) ? [at] : [])),
    tells: cut(own.tells),
    presences,
    hashes: only(own.hashes),
    kinds: only(own.kinds),
    forms: only(own.forms),
    files: only(own.files),
    shared: only(own.shared),
    present: only(own.present),
  };
}
