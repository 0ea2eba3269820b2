import { daysBefore } from '../../core/days-before.ts';
import { lines } from '../../core/evidence.ts';
import type { Severity } from '../../core/severity.ts';
import { failIfAny, notApplicable } from '../../domain/check.ts';
import type { RuntimeLifecycle } from '../../engines/packages/index.ts';
import { defineCheck } from '../define-check.ts';

export const runtimeEndOfLife = defineCheck({
  id: 'dependencies/runtime-end-of-life',
  target: 'function',
  title: 'Deprecated runtime: no more security patches',
  severity: 'high',
  practice: 'dependencies',
  rationale:
    'AWS has ended its support: new vulnerabilities in the language and its libraries stay ' +
    'unpatched, and later the function can no longer be updated. It is medium in the first year, ' +
    'as in the AWS Foundational Security Best Practices, and high after it or once updates are ' +
    'blocked.',
  remediation: 'Move the function to a supported runtime, and test it there.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html'],
  suppression: { covers: 'the runtime' },
  cwe: 'CWE-1104',
  frameworks: { owasp: ['S9:2017'], fsbp: ['Lambda.2'], cis: ['12.11'] },
  needs: ['runtimeLifecycle', 'now'],

  evaluate({ runtimeLifecycle, now }) {
    if (!runtimeLifecycle) return notApplicable;

    return failIfAny(isOver(runtimeLifecycle, now) ? [detailOf(runtimeLifecycle, now)] : []);
  },
});

/** Dates of ISO 8601 compare as texts; support ends as the day begins. */
function isOver({ deprecated }: RuntimeLifecycle, now: string): boolean {
  return deprecated !== undefined && deprecated <= now.slice(0, 10);
}

/** How long patches are missing, and whether a fix of its own code can still be deployed. */
function severityOf({ deprecated, updateBlocked }: RuntimeLifecycle, now: string): Severity {
  const isBlocked = updateBlocked !== undefined && updateBlocked <= now.slice(0, 10);
  const isOld =
    deprecated !== undefined && deprecated <= daysBefore(now, DAYS_IN_YEAR).slice(0, 10);

  return isBlocked || isOld ? 'high' : 'medium';
}

const DAYS_IN_YEAR = 365;

function detailOf(lifecycle: RuntimeLifecycle, now: string) {
  const { runtime, deprecated, createBlocked, updateBlocked, successor } = lifecycle;
  const target = successor ? { remediation: `Move to ${successor}, and test it there.` } : {};

  return {
    subject: 'function',
    mark: [runtime],
    severity: severityOf(lifecycle, now),
    summary: `${runtime} has not been supported since ${deprecated}`,
    evidence: lines(
      `deprecated: ${deprecated}`,
      `creation blocked: ${createBlocked ?? 'no date'}`,
      `updates blocked: ${updateBlocked ?? 'no date'}`,
    ),
    ...target,
  };
}
