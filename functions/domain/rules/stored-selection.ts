import type { CheckId } from '../../core/check-id.ts';
import { matches } from '../../engines/iam/index.ts';
import type { Coverage, Finding } from '../finding.ts';
import { ownedOf } from '../ownership.ts';
import type { Rule, Selector } from './rules.ts';
import { type Selectable, selects } from './selects.ts';

/**
 * Checks whose findings about an account are made of functions: see `acceptsPart`. What is a part of
 * `usage/framework-faults` is selected by its own check as well: coverage says which.
 */
export const checksOfParts: readonly CheckId[] = [
  'dependencies/abandoned-package',
  'dependencies/outdated-package',
  'dependencies/stale-build',
  'permissions/mutable-by',
  'usage/framework-faults',
  'usage/unlimited-log-retention',
];

/**
 * Whether a rule selects what is stored, or may. A threshold is of a function, whatever is found of it; and
 * what a rule takes out of a finding about the account is stored nowhere: then a function that it selects,
 * and that its checks have a part of, is enough.
 */
export function isUsedFor(rule: Rule, item: Coverage | Finding): boolean {
  if ('check' in item) return storedAnswer(rule, item) !== 'no';
  if (item.gone || rule.effect.kind === 'severity') return false;

  const { atMost, check, file, subject, ...match } = rule.match;
  const parts = [...checksOfParts, ...(item.folded ?? [])];
  const isOfParts = !check || parts.some((id) => check.some((glob) => matches(glob, id)));
  return isOfParts && selects(match satisfies OfTargets, selectableOf(item)) !== 'no';
}

function selectableOf(item: Coverage): Selectable {
  return {
    target: item.target,
    check: '',
    subject: '',
    severity: undefined,
    evidence: [],
    owned: ownedOf(item),
    hasUnknownTags: true,
  };
}

/** Keys that a finding answers, and a target does not. */
type OfTargets = Omit<Selector, 'atMost' | 'check' | 'file' | 'subject'>;

/** Whether a rule selects a finding that is stored. What it suppresses already it selects. */
export function storedAnswer(rule: Rule, finding: Finding) {
  const answer = selects(rule.match, storedSelectable(finding));
  const isIts = finding.status === 'suppressed' && finding.suppression?.rule === rule.name;

  return answer === 'unknown' && isIts ? 'yes' : answer;
}

/** By the severity that it has now: what its check gives is not stored where a rule has set it. */
function storedSelectable(finding: Finding): Selectable {
  return { ...finding, owned: ownedOf(finding), hasUnknownTags: true };
}
