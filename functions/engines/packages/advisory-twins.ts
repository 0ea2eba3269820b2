import { compareTexts } from '../../core/compare-texts.ts';
import { rankOf } from '../../core/severity.ts';
import { type Advisory, namesOf } from './advisory.ts';

/**
 * Databases file one fault each under its own id: those that name each other, or the same third
 * one, are one advisory. It is rated as its worst rated twin, and affects what any of them does.
 */
export function withoutTwins(advisories: readonly Advisory[]): readonly Advisory[] {
  return groupsOf(advisories).map(merged);
}

/** Each advisory joins all earlier groups with which it shares a name, and thereby joins them. */
function groupsOf(advisories: readonly Advisory[]): readonly (readonly Advisory[])[] {
  return advisories.reduce<readonly (readonly Advisory[])[]>((groups, advisory) => {
    const related = groups.filter((group) => group.some((twin) => sharesName(twin, advisory)));
    const others = groups.filter((group) => !related.includes(group));

    return [...others, [...related.flat(), advisory]];
  }, []);
}

function merged(twins: readonly Advisory[]): Advisory {
  const [leader, ...others] = twins.toSorted(byPreference);
  const [worst = leader] = twins.filter(({ rated }) => rated).toSorted(bySeverity);
  if (!leader || !worst) throw new Error('there is no group of no advisories');

  const names = new Set(twins.flatMap(namesOf));
  names.delete(leader.id);

  const imports = twins.flatMap((twin) => twin.imports ?? []);
  const weaknesses = [...new Set(twins.flatMap((twin) => twin.weaknesses ?? []))].toSorted();
  const isListed = twins.some((twin) => twin.imports !== undefined);

  return {
    ...leader,
    ...(isListed && { imports }),
    ...(weaknesses.length > 0 && { weaknesses }),
    aliases: [...names].toSorted(),
    severity: worst.severity,
    rated: worst.rated,
    summary: leader.summary || (others.find(({ summary }) => summary)?.summary ?? ''),
    knownExploited: twins.some(({ knownExploited }) => knownExploited),
    affected: {
      versions: [...new Set(twins.flatMap(({ affected }) => affected.versions))],
      ranges: twins.flatMap(({ affected }) => affected.ranges),
    },
  };
}

/** A malicious package is reported as such; GitHub's advisories are the best kept of the others. */
const preference = ['MAL', 'GHSA', 'PYSEC', 'CVE'];

function byPreference(a: Advisory, b: Advisory): number {
  return preferenceOf(a) - preferenceOf(b) || compareTexts(a.id, b.id);
}

function preferenceOf({ id }: Advisory): number {
  const place = preference.findIndex((prefix) => id.startsWith(`${prefix}-`));

  return place < 0 ? preference.length : place;
}

function bySeverity(a: Advisory, b: Advisory): number {
  return rankOf(b.severity) - rankOf(a.severity);
}

function sharesName(a: Advisory, b: Advisory): boolean {
  return namesOf(a).some((name) => namesOf(b).includes(name));
}
