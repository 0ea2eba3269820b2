import { daysBefore } from '../../core/days-before.ts';
import type { InstalledRelease } from './installed-release.ts';
import { newerMajors } from './release-history.ts';

/** For so long, the next major version is new. */
const GRACE_DAYS = 365;

/** Without a release for so long, a package is silent. */
export const SILENT_YEARS = 4;

/** How a package that is installed has aged; what is absent, it is not. */
export interface PackageAge {
  /** Major versions behind. */
  readonly majors?: number;
  /** What its authors say; empty where they only say that it is deprecated. */
  readonly deprecated?: string;
  /** When anything was last released, of one that is silent. ISO 8601 in UTC. */
  readonly silentSince?: string;
}

/** Undefined for one that has not aged. @param now ISO 8601 in UTC. */
export function packageAge(
  { package: { ecosystem, version }, history }: InstalledRelease,
  now: string,
): PackageAge | undefined {
  const majors = newerMajors(history, ecosystem, version);
  const [next, ...more] = majors;
  const isBehind =
    next !== undefined && (more.length > 0 || next.since < daysBefore(now, GRACE_DAYS));
  const { deprecated, lastReleasedAt } = history;
  const isSilent = deprecated === undefined && lastReleasedAt < daysBefore(now, SILENT_YEARS * 365);
  if (!isBehind && deprecated === undefined && !isSilent) return undefined;

  return {
    ...(isBehind && { majors: majors.length }),
    ...(deprecated !== undefined && { deprecated }),
    ...(isSilent && { silentSince: lastReleasedAt }),
  };
}
