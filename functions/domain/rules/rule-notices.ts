import { daysBefore } from '../../core/days-before.ts';
import type { Coverage, Finding } from '../finding.ts';
import { hasEnded, type Rule, type Rules } from './rules.ts';
import { isUsedFor } from './stored-selection.ts';

/** What a digest says of a rule. */
export interface RuleNotice {
  /** Its name. */
  readonly rule: string;
  /** `unused`: it selects nothing any more; `ending`: within a week. */
  readonly state: 'ending' | 'unused';
  /** Since when it selects nothing, or when it ends. ISO 8601 in UTC. */
  readonly at: string;
  readonly reason: string;
}

/** What digests remember of rules, by their names. */
export interface RuleMemory {
  /** Since when each selects nothing. ISO 8601 in UTC. */
  readonly unused: ReadonlyMap<string, string>;
  /** What was reported already: see `keyOf`. */
  readonly reported: ReadonlySet<string>;
}

export const noMemory: RuleMemory = { unused: new Map(), reported: new Set() };

/** After which a rule that selects nothing is worth a line. */
const UNUSED_DAYS = 7;

/** More are reported the day after. */
const MOST_NOTICES = 10;

/** Which rules select something of what is stored. */
export interface RuleTally {
  add(item: Coverage | Finding): void;
  /** Names of rules that select something, or of which it is not known. */
  selecting(): ReadonlySet<string>;
  /** Names of rules that suppress a finding. */
  suppressing(): ReadonlySet<string>;
}

export function ruleTally({ rules }: Rules): RuleTally {
  const selecting = new Set<string>();
  const suppressing = new Set<string>();

  return {
    add(item) {
      if ('check' in item && item.status === 'resolved') return;
      if ('check' in item && item.suppression?.rule) suppressing.add(item.suppression.rule);

      for (const rule of rules) {
        if (!selecting.has(rule.name) && isUsedFor(rule, item)) selecting.add(rule.name);
      }
    },

    selecting: () => selecting,
    suppressing: () => suppressing,
  };
}

/**
 * What is worth a line now, and what to remember. Each is reported once: a rule that selects something again
 * begins anew.
 *
 * @param now ISO 8601 in UTC.
 * @param soon what ends by then ends soon.
 */
export function ruleNotices(
  { rules }: Rules,
  tally: Pick<RuleTally, 'selecting' | 'suppressing'>,
  before: RuleMemory,
  { now, soon }: { readonly now: string; readonly soon: string },
): { readonly notices: readonly RuleNotice[]; readonly memory: RuleMemory } {
  const standing = rules.filter((rule) => !hasEnded(rule, now));
  const unused = new Map(
    standing
      .filter(({ name }) => !tally.selecting().has(name))
      .map(({ name }) => [name, before.unused.get(name) ?? now]),
  );
  const due = standing.flatMap((rule) => [
    ...unusedNotice(rule, unused.get(rule.name), now),
    ...endingNotice(rule, tally.suppressing(), soon),
  ]);
  const notices = due
    .filter((notice) => !before.reported.has(keyOf(notice)))
    .slice(0, MOST_NOTICES);
  const reported = new Set([...before.reported, ...notices.map(keyOf)]);

  return {
    notices,
    memory: { unused, reported: new Set(due.map(keyOf).filter((key) => reported.has(key))) },
  };
}

function unusedNotice(
  { name, reason }: Rule,
  since: string | undefined,
  now: string,
): readonly RuleNotice[] {
  if (since === undefined || since > daysBefore(now, UNUSED_DAYS)) return [];

  return [{ rule: name, state: 'unused', at: since, reason }];
}

/** One that suppresses findings is reported with them, as they come open again. */
function endingNotice(
  rule: Rule,
  suppressing: ReadonlySet<string>,
  soon: string,
): readonly RuleNotice[] {
  const { name, reason, until } = rule;
  if (until === undefined || !hasEnded(rule, soon) || suppressing.has(name)) return [];

  return [{ rule: name, state: 'ending', at: until, reason }];
}

function keyOf({ rule, state, at }: RuleNotice): string {
  return `${state} ${rule} ${at}`;
}
