import { rankOf, type Severity } from '../../core/severity.ts';
import { type Advisory, cvesOf } from './advisory.ts';

/** What is known of CVEs beyond the advisories, by CVE id. */
export interface Urgency {
  /** Those that attackers are known to use. */
  readonly exploited: ReadonlySet<string>;
  /** How likely it is that one is exploited within thirty days. From 0 to 1. */
  readonly likelihoods: ReadonlyMap<string, number>;
  /** What to take for the rating of an advisory that has none. */
  readonly ratings: ReadonlyMap<string, Severity>;
}

export const noUrgency: Urgency = {
  exploited: new Set(),
  likelihoods: new Map(),
  ratings: new Map(),
};

/** That it is known to be exploited outweighs any rating, and the want of one. */
export function withUrgency(advisory: Advisory, urgency: Urgency): Advisory {
  const cves = cvesOf(advisory);
  const likelihood = Math.max(-1, ...cves.map((cve) => urgency.likelihoods.get(cve) ?? -1));
  const weighted = { ...advisory, ...(likelihood >= 0 && { likelihood }) };

  if (cves.some((cve) => urgency.exploited.has(cve))) {
    return { ...weighted, knownExploited: true, severity: 'critical', rated: true };
  }
  const rating = advisory.rated ? undefined : worstRating(cves, urgency);
  return rating ? { ...weighted, severity: rating, rated: true } : weighted;
}

function worstRating(cves: readonly string[], { ratings }: Urgency): Severity | undefined {
  return cves
    .flatMap((cve) => ratings.get(cve) ?? [])
    .toSorted((a, b) => rankOf(b) - rankOf(a))
    .at(0);
}
