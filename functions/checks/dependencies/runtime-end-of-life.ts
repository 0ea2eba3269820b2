import { counted } from '../../core/amounts.ts';
import { compareTexts } from '../../core/compare-texts.ts';
import { daysBefore } from '../../core/days-before.ts';
import { lines } from '../../core/evidence.ts';
import { type Severity, worstOf } from '../../core/severity.ts';
import { regionOf } from '../../core/target.ts';
import type { AccountPart } from '../../domain/account-parts.ts';
import { type Detail, failIfAny, notApplicable } from '../../domain/check.ts';
import type { RuntimePart } from '../../domain/ended-runtime.ts';
import { ownedTogether } from '../../domain/ownership.ts';
import { acceptedInWords, nameAndRegion, partsByOwner } from '../../domain/part-words.ts';
import { awsCommand } from '../../domain/remediation/aws-command.ts';
import { remediationText } from '../../domain/remediation/remediation-text.ts';
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
    'blocked. All functions of the account that have a runtime are one finding.',
  remediation: 'Move the function to a supported runtime, and test it there.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html'],
  suppression: { covers: 'the runtime, and the functions that have it' },
  cwe: 'CWE-1104',
  frameworks: { owasp: ['S9:2017'], fsbp: ['Lambda.2'], cis: ['12.11'] },
  needs: ['runtimeLifecycle', 'now'],

  evaluate({ runtimeLifecycle, now }) {
    if (!runtimeLifecycle) return notApplicable;

    return failIfAny(isOver(runtimeLifecycle, now) ? [detailOf(runtimeLifecycle, now)] : []);
  },
});

/** The same of an account: all functions that have the runtime are one finding. */
export const runtimesEndOfLife = defineCheck({
  ...runtimeEndOfLife,
  target: 'account',
  needs: ['endedRuntimes'],

  evaluate({ endedRuntimes: { parts, accepted } }) {
    const byRuntime = Map.groupBy(parts, ({ value }) => value.runtime);

    return failIfAny([...byRuntime.values()].flatMap((some) => detailOfAll(some, accepted)));
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
    part: {
      weight: 0,
      value: {
        runtime,
        deprecated: deprecated ?? '',
        createBlocked,
        updateBlocked,
        successor,
      } satisfies RuntimePart,
    },
  };
}

function detailOfAll(
  parts: readonly AccountPart<RuntimePart>[],
  accepted: readonly AccountPart<RuntimePart>[],
): readonly Detail[] {
  const [first] = parts;
  if (!first) return [];
  const { runtime, deprecated, createBlocked, updateBlocked, successor } = first.value;
  const regions = [...new Set(parts.map(({ arn }) => regionOf(arn)))].toSorted(compareTexts);
  const lead = successor
    ? `Move them to ${successor}, and test them there.`
    : 'Move them to a supported runtime, and test them there.';

  return [
    {
      subject: runtime,
      mark: [runtime, ...parts.map(({ arn }) => nameAndRegion(arn))],
      severity: worstOf(parts.map(({ severity }) => severity)),
      summary: `${counted(parts.length, 'function')} with ${runtime}, which has not been supported since ${deprecated}`,
      evidence: lines(
        `deprecated: ${deprecated}; creation blocked: ${createBlocked ?? 'no date'}; updates blocked: ${updateBlocked ?? 'no date'}`,
        ...partsByOwner(parts),
        ...acceptedInWords(accepted.filter(({ value }) => value.runtime === runtime)),
      ),
      remediation: remediationText(lead, [
        {
          title: 'All functions that have it, by region',
          text: regions.map((region) => listing(runtime, region)).join('\n'),
        },
      ]),
      owned: ownedTogether(parts.map(({ owned }) => owned)),
    },
  ];
}

function listing(runtime: string, region: string): string {
  return awsCommand('lambda', 'list-functions', {
    region,
    query: `Functions[?Runtime=='${runtime}'].FunctionName`,
  });
}
