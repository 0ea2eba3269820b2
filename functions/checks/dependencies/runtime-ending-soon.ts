import { daysBefore } from '../../core/days-before.ts';
import { lines } from '../../core/evidence.ts';
import { failIfAny, notApplicable } from '../../domain/check.ts';
import type { RuntimeLifecycle } from '../../engines/packages/index.ts';
import { defineCheck } from '../define-check.ts';

/** AWS announces the end by mail this long before. Source: "Lambda runtimes" (AWS Lambda Developer Guide). */
const NOTICE_DAYS = 90;

export const runtimeEndingSoon = defineCheck({
  id: 'dependencies/runtime-ending-soon',
  target: 'function',
  title: 'Runtime support ends soon',
  severity: 'medium',
  practice: 'dependencies',
  rationale:
    'After that day, new vulnerabilities in the language and its libraries stay unpatched. ' +
    'Moving to another runtime takes tests, and those take time.',
  remediation: 'Move the function to a newer runtime before that day, and test it there.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html'],
  suppression: { covers: 'the runtime' },
  cwe: 'CWE-1104',
  frameworks: { cis: ['12.11'] },
  needs: ['runtimeLifecycle', 'now'],

  evaluate({ runtimeLifecycle, now }) {
    if (!runtimeLifecycle) return notApplicable;

    return failIfAny(endsSoon(runtimeLifecycle, now) ? [detailOf(runtimeLifecycle)] : []);
  },
});

/** Dates of ISO 8601 compare as texts; what is over is a fault of its own. */
function endsSoon({ deprecated }: RuntimeLifecycle, now: string): boolean {
  const today = now.slice(0, 10);

  return (
    deprecated !== undefined && deprecated > today && deprecated <= daysBefore(today, -NOTICE_DAYS)
  );
}

/** The end is named by its day: counting down would be news every night. */
function detailOf({
  runtime,
  deprecated,
  createBlocked,
  updateBlocked,
  successor,
}: RuntimeLifecycle) {
  return {
    subject: 'function',
    mark: [runtime],
    summary: `Support of ${runtime} ends on ${deprecated}`,
    evidence: lines(
      `creation blocked: ${createBlocked ?? 'no date'}`,
      `updates blocked: ${updateBlocked ?? 'no date'}`,
    ),
    ...(successor && {
      remediation: `Move to ${successor} before ${deprecated}, and test it there.`,
    }),
  };
}
