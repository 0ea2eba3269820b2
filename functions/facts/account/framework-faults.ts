import { perTargetKnown } from '../../app/collectors.ts';
import type { FindingsStore } from '../../app/ports.ts';
import type { CheckId } from '../../core/check-id.ts';
import type { FrameworkFaults } from '../../domain/framework-note.ts';
import { mapKnown } from '../../engines/packages/index.ts';
import {
  type AgreedPartsProps,
  agreedParts,
  readsSuppressed,
  suppressedParts,
} from '../accepted-targets.ts';
import { storedCarriers } from '../account-aging.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { FOLDING_CHECK, frameworkFaultsOf } from '../framework-notes.ts';
import { keepsStored } from '../table-grants.ts';

/** What is mild in functions that no team wrote, as all scanners have noted it. */
export const frameworkFaultsFact = defineFact({
  key: 'frameworkFaults',
  about: ['account'],
  value: typed<readonly FrameworkFaults[]>(),
  words: 'what is at fault in functions of frameworks',
  grants: [...keepsStored, ...readsSuppressed],
});

export interface FrameworkFaultsProps extends AgreedPartsProps {
  readonly findings: Pick<FindingsStore, 'suppressed'>;
}

/** Without what rules accept of it, and what was suppressed when it was a finding of the function. */
export function frameworkFaults(
  props: FrameworkFaultsProps,
): FactCollector<typeof frameworkFaultsFact> {
  const { facts, findings, clock } = props;
  const agreed = agreedParts(props);

  return perTargetKnown(async () => {
    const carriers = await storedCarriers(facts);
    if (!carriers.known) return carriers;

    const noted = await frameworkFaultsOf(facts, carriers.value);
    const isAgreed = await agreed(
      FOLDING_CHECK,
      noted.map(({ arn }) => arn),
    );
    const suppressed = await suppressedFaults(noted);
    return mapKnown(carriers, () =>
      noted.map(({ faults, ...each }) => ({
        ...each,
        faults: faults.filter(
          ({ severity, ...fault }) =>
            !suppressed.has(keyOf(each.arn, fault)) &&
            !isAgreed({ arn: each.arn, fault, severity }),
        ),
      })),
    );
  });

  async function suppressedFaults(noted: readonly FrameworkFaults[]): Promise<ReadonlySet<string>> {
    const checks = new Set(noted.flatMap(({ faults }) => faults.map(({ check }) => check)));
    const found = await Promise.all(
      [...checks].map((check) => suppressedParts(findings, check as CheckId, clock)),
    );

    return new Set(found.flat().map((finding) => keyOf(finding.target, finding)));
  }
}

function keyOf(
  arn: string,
  { check, subject }: { readonly check: string; readonly subject: string },
): string {
  return `${arn} ${check} ${subject}`;
}
