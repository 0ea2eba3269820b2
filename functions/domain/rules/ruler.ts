import { isAccount } from '../../core/target.ts';
import type { Finding, Observation, Suppression, Transition } from '../finding.ts';
import { lapse } from '../lapse.ts';
import { moved } from '../moved.ts';
import { type Owned, type OwnedNow, ownedOf } from '../ownership.ts';
import { hasEnded, type Rule, type Rules, ruleInWords, suppressionBy } from './rules.ts';
import { type Ruling, rulingOf, type WeighingRule } from './ruling.ts';
import { type Selectable, selects } from './selects.ts';

/** A finding as it was just seen, and what the rules say of it. */
export interface Ruled {
  /** With the severity that a rule sets. */
  readonly finding: Finding;
  readonly ruling: Ruling;
}

/** The rules as they are of one target at one moment. */
export interface Ruler {
  /** ISO 8601 in UTC. */
  readonly now: string;
  /** @param isWeighed whether its severity is known. */
  ruled(finding: Finding, isWeighed: boolean): Ruled;
  /**
   * What happens to a finding where rules apply.
   *
   * @param transition what would happen without them.
   */
  applied(
    transition: Transition | undefined,
    before: Finding | undefined,
    ruled: Ruled,
  ): Transition | undefined;
  /** Whether the rule that suppresses what is stored is no more, has ended, or does not select it now. */
  hasDropped(stored: Finding): boolean;
}

/** @param stored all findings of the target: where its owner is not known now, they know the last. */
export function rulerFor(
  rules: Rules,
  { owned, observedAt: now, target }: Pick<Observation, 'owned' | 'observedAt' | 'target'>,
  stored: readonly Finding[],
): Ruler {
  // A rule of an owner takes its functions out of the account's finding, and suppresses no other's.
  const ownedNow = owned ?? (isAccount(target) ? undefined : lastOwned(stored));
  const standing = new Map(
    rules.rules.filter((rule) => !hasEnded(rule, now)).map((rule) => [rule.name, rule]),
  );
  const selectable = (finding: Finding, isWeighed: boolean): Selectable => ({
    ...finding,
    severity: isWeighed ? finding.severity : undefined,
    owned: ownedNow,
    hasUnknownTags: owned === undefined,
  });

  return {
    now,

    ruled(finding, isWeighed) {
      const ruling = rulingOf(rules, selectable(finding, isWeighed), now);

      return { finding: weighed(finding, ruling.weighedBy), ruling };
    },

    applied: (transition, before, { finding, ruling }) => {
      const suppression = suppressionIn(ruling, before, standing);

      return suppression
        ? suppressed(transition, before, finding, suppression)
        : released(transition, before, finding);
    },

    hasDropped({ status, suppression, ...finding }) {
      if (status !== 'suppressed' || suppression?.rule === undefined) return false;
      const rule = standing.get(suppression.rule);

      return (
        !isSuppressing(rule) ||
        selects(rule.match, selectable({ ...finding, status }, false)) === 'no'
      );
    },
  };
}

/** Of what was stored before owners were, none is known. */
function lastOwned(stored: readonly Finding[]): OwnedNow | undefined {
  const owned = stored.map(ownedOf).find((each: Owned) => Object.keys(each).length > 0);

  return owned;
}

function isSuppressing(rule: Rule | undefined): rule is Rule {
  return rule?.effect.kind === 'suppress';
}

/** The severity that it has by itself stays in its evidence. */
function weighed(finding: Finding, rule: WeighingRule | undefined): Finding {
  if (!rule || rule.effect.severity === finding.severity) return finding;
  const { severity } = rule.effect;
  const text = `${finding.severity} by its check; ${severity} by ${ruleInWords(rule.name)}: ${rule.reason}`;

  return { ...finding, severity, evidence: [...finding.evidence, { text }] };
}

/** Where it is not known whether the rule that suppresses a finding still selects it, it does. */
function suppressionIn(
  { suppressedBy, undecided }: Ruling,
  before: Finding | undefined,
  standing: ReadonlyMap<string, Rule>,
): Suppression | undefined {
  if (suppressedBy) return suppressionBy(suppressedBy);
  const name = before?.status === 'suppressed' ? before.suppression?.rule : undefined;
  const held = name !== undefined && undecided.has(name) ? standing.get(name) : undefined;

  return isSuppressing(held) ? suppressionBy(held) : undefined;
}

/** A suppression by hand stays until its day, or until the finding gets worse. */
function suppressed(
  transition: Transition | undefined,
  before: Finding | undefined,
  finding: Finding,
  suppression: Suppression,
): Transition | undefined {
  const isBefore = before?.status === 'suppressed';
  const isByHand = isBefore && before.suppression?.rule === undefined;
  if (isByHand && transition?.finding.status !== 'open') return transition;

  const { firstSeenAt } = transition?.finding ?? before ?? finding;
  const now: Finding = { ...finding, firstSeenAt, status: 'suppressed', suppression };
  if (!isBefore || !isSame(before.suppression, suppression)) {
    return moved('suppressed', now, before, { by: suppression.by });
  }
  if (!transition) return undefined;

  return moved(transition.kind === 'eased' ? 'eased' : 'updated', now, before);
}

function isSame(one: Suppression | undefined, other: Suppression): boolean {
  return one?.rule === other.rule && one?.reason === other.reason && one?.until === other.until;
}

/** What no rule suppresses is open, unless someone has suppressed it by hand. */
function released(
  transition: Transition | undefined,
  before: Finding | undefined,
  finding: Finding,
): Transition | undefined {
  if (before?.status !== 'suppressed' || before.suppression?.rule === undefined) return transition;
  if (transition?.finding.status === 'open') return transition;

  return lapse({ ...finding, firstSeenAt: before.firstSeenAt }, before);
}
