import { daysBefore } from '../../core/days-before.ts';
import { lines } from '../../core/evidence.ts';
import { failIfAny, notApplicable } from '../../domain/check.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { defineCheck } from '../define-check.ts';

/** Inspector lists a new function after a while. */
const NEW_DAYS = 2;

export const blindSpot = defineCheck({
  id: 'dependencies/blind-spot',
  target: 'function',
  title: 'Function not scanned by Amazon Inspector',
  severity: 'medium',
  practice: 'dependencies',
  rationale:
    'Where Inspector is on, a function without its findings looks safe. Inspector leaves out ' +
    'functions that were not used for 90 days, that are encrypted with a key it may not use, ' +
    'that are excluded by a tag, or whose runtime it does not support.',
  remediation: 'Let Inspector scan the function, or rely on the findings of this scanner for it.',
  references: ['https://docs.aws.amazon.com/inspector/latest/user/scanning-lambda.html'],
  suppression: { covers: "Inspector's reason for not scanning" },
  needs: ['inspection', 'configuration', 'now'],

  evaluate({ inspection, configuration, now }) {
    if (!inspection) return notApplicable;
    const isNew = configuration.lastModified > daysBefore(now, NEW_DAYS);

    return failIfAny(
      isBlind(inspection, isNew) ? [detailOf(inspection.reason, configuration.runtime)] : [],
    );
  },
});

/** What is only on its way is no blind spot. */
const passing = [
  'PENDING_INITIAL_SCAN',
  'PENDING_REVIVAL_SCAN',
  'SCAN_IN_PROGRESS',
  'RESOURCE_TERMINATED',
];

function isBlind({ state, reason }: Inspection, isNew: boolean): boolean {
  if (state === 'absent') return !isNew;

  return state === 'inactive' && !passing.includes(reason);
}

function detailOf(reason: string, runtime = 'no runtime') {
  const { because, remediation } = causes.get(reason) ?? {
    because: reason === '' ? 'it does not list the function' : reason,
  };

  return {
    subject: 'function',
    mark: [reason || 'none'],
    summary: `Inspector does not scan the function: ${because}`,
    evidence: lines(`Inspector's reason: ${reason || 'none'}`, `runtime: ${runtime}`),
    ...(remediation !== undefined && { remediation }),
  };
}

interface Cause {
  readonly because: string;
  readonly remediation?: string;
}

const causes: ReadonlyMap<string, Cause> = new Map([
  [
    'EXCLUDED_BY_TAG',
    {
      because: 'a tag excludes it',
      remediation: 'Remove its tag InspectorExclusion, unless it is there on purpose.',
    },
  ],
  [
    'SCAN_ELIGIBILITY_EXPIRED',
    {
      because: 'it was neither invoked nor updated for 90 days',
      remediation:
        'Delete the function if it is not needed; otherwise redeploy it with current packages.',
    },
  ],
  [
    'ACCESS_DENIED_TO_ENCRYPTION_KEY',
    {
      because: 'its code is encrypted with a key that Inspector may not use',
      remediation:
        'Let the service role of Inspector decrypt with that key, or encrypt the code with an AWS owned key.',
    },
  ],
  ['ACCESS_DENIED', { because: 'access was denied' }],
  ['UNSUPPORTED_RUNTIME', { because: 'it does not support the runtime' }],
  ['UNSUPPORTED_CODE_ARTIFACTS', { because: 'it cannot read what is in the archive' }],
]);
