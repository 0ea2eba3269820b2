import type { Clock, FactStore, FindingsStore } from '../app/ports.ts';
import type { CheckId } from '../core/check-id.ts';
import type { Severity } from '../core/severity.ts';
import { accountOf, accountTarget, isAccount, partitionOf, regionOf } from '../core/target.ts';
import type { Finding } from '../domain/finding.ts';
import type { Grant } from '../domain/grants.ts';
import { isSuppressedByHand } from '../domain/has-lapsed.ts';
import type { OwnedNow } from '../domain/ownership.ts';
import { acceptsPart, asksForOwners, type Part, partRules } from '../domain/rules/part-rules.ts';
import { noRules, type Rule, type Rules } from '../domain/rules/rules.ts';
import type { ScanSettings } from '../domain/settings/settings.ts';
import { identityOf } from '../domain/target-identity.ts';
import { owning, surveyedTags } from './function/ownership.ts';

/** To find what is suppressed of a check. Whose functions are, is read along with other stored facts. */
export const readsSuppressed = [
  { action: 'dynamodb:Query', on: 'findings by check' },
] as const satisfies readonly Grant[];

/** What a finding about the account is made of. */
export interface AccountParts {
  /** ARNs of functions and layers. */
  readonly arns: Iterable<string>;
  /** The worst that the finding may be. */
  readonly severity: Severity;
}

/** A function or a layer that is left out, and of what its suppressed finding stood for. */
export type Accepted = Pick<Finding, 'mark' | 'target'>;

/** What is left out of a finding about the account. @throws when it is not known. */
export type AcceptedReader = (check: CheckId, parts: AccountParts) => Promise<readonly Accepted[]>;

export interface AcceptedTargetsProps extends AgreedPartsProps {
  readonly findings: Pick<FindingsStore, 'suppressed'>;
}

/**
 * What rules accept of the parts of a finding about the account, and suppressed findings of its check from
 * the time when that was about each function or layer, until the suppression's day.
 */
export function acceptedTargets({ findings, ...props }: AcceptedTargetsProps): AcceptedReader {
  const agreed = agreedParts(props);

  return async (check, { arns, severity }) => {
    const byHand = await suppressedParts(findings, check, props.clock);
    const isAgreed = await agreed(check, arns);
    const byRule = [...arns].filter((arn) => isAgreed({ arn, severity }));

    return [...byHand, ...byRule.map((target) => ({ target }))];
  };
}

/**
 * Findings of a check about single functions and layers that are suppressed by hand; what a rule suppresses
 * is asked of the rule.
 */
export async function suppressedParts(
  findings: Pick<FindingsStore, 'suppressed'>,
  check: CheckId,
  clock: Clock,
): Promise<readonly Finding[]> {
  const now = clock().toISOString();
  const suppressed = await Array.fromAsync(findings.suppressed(check));

  return suppressed.filter(
    (finding) => isSuppressedByHand(finding, now) && !isAccount(finding.target),
  );
}

export interface AgreedPartsProps {
  /** @default none */
  readonly rules?: Rules | undefined;
  readonly facts: FactStore;
  readonly settings: Pick<ScanSettings, 'ownerTags'>;
  readonly clock: Clock;
}

/**
 * Whether a rule accepts a function or a layer, so that it is left out of a finding about the account.
 *
 * @returns a function of its parts, which throws where it is not known whose one is that a rule asks for:
 *   then nothing is known of the finding, and what is stored stays.
 */
export function agreedParts({ rules = noRules, ...props }: AgreedPartsProps) {
  return async (
    check: CheckId,
    arns: Iterable<string>,
  ): Promise<(part: Omit<Part, 'owned'>) => boolean> => {
    const asked = partRules(rules, props.clock().toISOString());
    if (asked.length === 0) return () => false;
    const owned = asksForOwners(asked) ? await ownersOf([...arns], props) : undefined;

    return (part) => isAccepted(asked, { ...part, owned: owned?.get(part.arn) }, check);
  };
}

function isAccepted(rules: readonly Rule[], part: Part, check: CheckId): boolean {
  const { arn: account } = accountTarget(accountOf(part.arn), partitionOf(part.arn));
  const answer = acceptsPart(rules, part, { account, check });
  if (answer !== 'unknown') return answer === 'yes';

  throw new Error(
    `whose ${identityOf(part.arn).name} is, is not known, and rules of vigil.yaml ask for it`,
  );
}

/** Undefined of a function whose tags are not known; a layer has none that rules could select by. */
async function ownersOf(
  arns: readonly string[],
  { facts, settings, clock }: Omit<AgreedPartsProps, 'rules'>,
): Promise<ReadonlyMap<string, OwnedNow | undefined>> {
  const read = surveyedTags(facts, clock);
  const functions = arns.filter((arn) => identityOf(arn).kind === 'function');
  const tags = await read(functions.map((arn) => ({ arn, region: regionOf(arn) })));

  return new Map([
    ...arns.map((arn) => [arn, {}] as const),
    ...[...tags].map(([arn, found]) => {
      const owned = owning(found, settings);
      return [arn, owned.known ? owned.value : undefined] as const;
    }),
  ]);
}
