import type { Clock, FindingsStore } from '../app/ports.ts';
import { staleBefore } from '../app/stale.ts';
import { rankOf } from '../core/severity.ts';
import type { Finding } from '../domain/finding.ts';
import { placeOf } from '../domain/finding-place.ts';
import { hasLapsed } from '../domain/has-lapsed.ts';

/** What other scanners have reported of a function, by its ARN, that bears on what a stranger gets by it. */
export interface ReportedFaults {
  /**
   * Whether its handler may come to a package by which a caller gets more than the code gives.
   * @throws when it is not known.
   */
  readonly hasWeakPackage: (arn: string) => Promise<boolean>;
  /**
   * What keeps it from starting: `index.js, line 3`; undefined where no finding says so.
   * @throws when it is not known.
   */
  readonly startFault: (arn: string) => Promise<string | undefined>;
}

/**
 * By findings: a package counts while its finding is accepted, for what it opens is there. What is said to
 * start all the same, by a finding that was suppressed, does.
 *
 * @param isReported whether a check is enabled: what is never reported is never known to be absent.
 */
export function reportedFaults(
  findings: Pick<FindingsStore, 'read'>,
  clock: Clock,
  isReported: (check: string) => boolean,
): ReportedFaults {
  return {
    hasWeakPackage: async (arn) => {
      if (!packageChecks.every(isReported)) return true;
      const { findings: found, coverage } = await findings.read('dependencies', arn);
      const isLate = coverage === undefined || coverage.observedAt < staleBefore(clock());
      const gap = coverage?.gaps.find(({ fact }) => fact === 'vulnerablePackages');
      if (isLate || coverage.cutOff) throw new Error('its packages were not looked at lately');
      if (gap) throw new Error(gap.reason);

      return found.some((each) => isWeakPackage(each, arn));
    },
    startFault: async (arn) => {
      const { findings: found } = await findings.read('code', arn);
      const now = clock().toISOString();
      const fault = found.find(
        (each) =>
          each.check === 'code/does-not-start' && (each.status === 'open' || hasLapsed(each, now)),
      );

      return fault && placeOf(fault);
    },
  };
}

const packageChecks: readonly string[] = [
  'dependencies/vulnerable-package',
  'dependencies/malicious-package',
];

/** One that may run, and whose fault is more than that it makes the function slow. */
function isWeakPackage({ check, status, severity, unreachedBy, opens }: Finding, arn: string) {
  const isReached = unreachedBy !== 'all' && !unreachedBy?.includes(arn);
  const isGrave = rankOf(severity) >= rankOf('high') && opens !== 'nothing';

  return packageChecks.includes(check) && status !== 'resolved' && isReached && isGrave;
}
