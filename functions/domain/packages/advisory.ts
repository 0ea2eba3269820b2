import type { Severity } from '../check.ts';
import type { AffectedVersions } from './affected.ts';

/** A known fault of one package. */
export interface Advisory {
  /** As OSV names it: GHSA, PYSEC, MAL and others. */
  readonly id: string;
  /** What others call it, CVE among them. */
  readonly aliases: readonly string[];
  readonly severity: Severity;
  /** False where nobody has rated it: it then counts as medium. */
  readonly rated: boolean;
  /** One line; empty where the record has none. */
  readonly summary: string;
  readonly url: string;
  /** By CISA. */
  readonly knownExploited: boolean;
  readonly affected: AffectedVersions;
}

/** Whether the package itself is the attack. */
export function isMalicious({ id, aliases }: Advisory): boolean {
  return [id, ...aliases].some((name) => name.startsWith('MAL-'));
}

/** That it is known to be exploited outweighs any rating, and the want of one. */
export function markExploited(advisory: Advisory, exploited: ReadonlySet<string>): Advisory {
  const isExploited = [advisory.id, ...advisory.aliases].some((name) => exploited.has(name));

  return isExploited
    ? { ...advisory, knownExploited: true, severity: 'critical', rated: true }
    : advisory;
}
