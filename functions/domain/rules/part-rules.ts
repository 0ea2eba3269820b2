import type { CheckId } from '../../core/check-id.ts';
import type { Severity } from '../../core/severity.ts';
import type { OwnedNow } from '../ownership.ts';
import { hasEnded, type Rule, type Rules, type Selector } from './rules.ts';
import { type Selectable, type Selected, selects } from './selects.ts';

/** A function or a layer that a finding about the account names, with others. */
export interface Part {
  /** ARN. */
  readonly arn: string;
  /** What it is at fault by, where the account's finding stands for several checks. @default that one */
  readonly fault?: { readonly check: string; readonly subject: string };
  readonly severity: Severity;
  /** Undefined where it is not known whose it is. */
  readonly owned: OwnedNow | undefined;
}

/** What a part of a finding is a part of. */
export interface Whole {
  /** ARN of the account. */
  readonly account: string;
  readonly check: CheckId;
}

/** The rules that may take parts out of findings: those that suppress, and have not ended. */
export function partRules({ rules }: Rules, now: string): readonly Rule[] {
  return rules.filter((rule) => rule.effect.kind === 'suppress' && !hasEnded(rule, now));
}

/** What only tags answer of a part. */
const ownedSelectors: readonly (keyof Selector)[] = ['stack', 'application', 'owner', 'tag'];

export function asksForOwners(rules: readonly Rule[]): boolean {
  return rules.some(({ match }) => ownedSelectors.some((key) => match[key] !== undefined));
}

/**
 * Whether a rule accepts a part of a finding about an account, so that it is left out of it. A rule that
 * selects the finding as a whole takes nothing out: it suppresses the finding.
 */
export function acceptsPart(rules: readonly Rule[], part: Part, whole: Whole): Selected {
  const answers = rules.map(({ match }) =>
    selectsWhole(match, whole) ? 'no' : ofPart(match, part, whole),
  );

  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

function selectsWhole({ subject: _, file, atMost, ...match }: Selector, whole: Whole): boolean {
  const isOfTarget = Object.values(match).some((value) => value !== undefined);
  // What its severity and its subjects are, is known only once it is made.
  return isOfTarget
    ? selects(match, selectableOf(whole.account, whole.check, '', undefined, {})) === 'yes'
    : file !== undefined || atMost !== undefined;
}

function ofPart(
  match: Selector,
  { arn, fault, severity, owned }: Part,
  { check }: Whole,
): Selected {
  const asked = match.subject !== undefined && !fault;
  if (asked) return 'no';
  const named = [{ check, subject: fault?.subject ?? '' }, ...(fault ? [fault] : [])];
  const answers = named.map((each) =>
    selects(match, selectableOf(arn, each.check, each.subject, severity, owned)),
  );

  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

function selectableOf(
  target: string,
  check: string,
  subject: string,
  severity: Severity | undefined,
  owned: OwnedNow | undefined,
): Selectable {
  return {
    target,
    check,
    subject,
    severity,
    evidence: [],
    owned,
    hasUnknownTags: owned === undefined,
  };
}
