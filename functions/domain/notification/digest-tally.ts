import { compareTexts } from '../../core/compare-texts.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import { severities, worstOf } from '../../core/severity.ts';
import { accountOf } from '../../core/target.ts';
import { type Coverage, type Finding, transitionKinds, type UnreadableRow } from '../finding.ts';
import type { FactWords } from '../gap-in-words.ts';
import type { UnfinishedScanner } from '../night-progress.ts';
import type { RuleNotice } from '../rules/rule-notices.ts';
import { routed } from './alert.ts';
import { type CoverageTally, coverageTally } from './coverage-tally.ts';
import { dayOf } from './day-and-minute.ts';
import { changeTally, lapseTally, type NamedAndCounted, openTally } from './finding-tally.ts';
import { type Notification, reportedChange } from './notification.ts';
import { ownerTally } from './owner-tally.ts';
import { newness, type Period } from './period.ts';
import { namingAccounts } from './several-accounts.ts';
import { scannersOf } from './tallied.ts';

export interface DigestTally {
  add(item: Finding | Coverage | UnreadableRow): void;
  /** Whether a scanner has ever seen anything. */
  hasSeen(): boolean;
  /**
   * Undefined when nothing is new, or when nothing was ever seen.
   *
   * @param rules what is to be said of them. @default nothing
   */
  notification(rules?: readonly RuleNotice[]): Notification | undefined;
  /** What is open, and how much of what is there was seen whole. */
  standing(): ReturnType<typeof standingOf>;
  /** Ids of what the next digest may meet again. */
  remembered(): readonly string[];
}

/**
 * Adds up everything that is stored: what is new in a period, or, when nothing was ever reported, how
 * the first night left things. It holds the findings that it names and the ARNs of targets.
 *
 * @param words in whose order facts are named that could not be seen.
 * @param route what is added is of its owners. @default all is added
 */
export function digestTally(period: Period, words: FactWords, route?: string): DigestTally {
  const fresh = newness(period);
  const coverage = coverageTally(period, fresh, words);
  const open = openTally();
  const owners = ownerTally();
  const changed = changeTally(fresh);
  const lapsing = lapseTally(period, fresh);
  const { unfinished = [] } = period;

  const common = (account: string, counted: NamedAndCounted) => ({
    version: 1 as const,
    ...(route !== undefined && { route }),
    account,
    at: period.now,
    severity: worstOf(keysOf(severities, counted.bySeverity)),
    scanners: scannersOf([
      ...counted.byCheck.keys(),
      ...coverage.scanners,
      ...unfinished.map(({ scanner }) => scanner),
    ]),
    changes: changesOf(counted, coverage),
    changesLeft: counted.left(),
    standing: { ...standingOf(open, coverage), ...owners.standing() },
    ...(unfinished.length > 0 && { unfinished: [...unfinished.map(reported)] }),
    gaps: [...coverage.gaps().named],
    gapsLeft: coverage.gaps().left,
    hidden: coverage.newlyHidden(),
    lapsing: [...lapsing.named()],
    lapsingLeft: lapsing.left(),
  });

  const firstNight = (account: string, rules: readonly RuleNotice[]): Notification => ({
    ...common(account, open),
    ...(rules.length > 0 && { rules: [...rules] }),
    id: fingerprint('firstNight', ...routed(route), account),
    kind: 'firstNight',
    transitions: [],
    counts: { bySeverity: open.bySeverity, byTransition: {}, gone: 0 },
  });

  const digest = (account: string, since: string, rules: readonly RuleNotice[]): Notification => ({
    ...common(account, changed),
    ...(rules.length > 0 && { rules: [...rules] }),
    id: fingerprint(
      'digest',
      ...routed(route),
      ...fresh.ids(),
      ...unfinishedIds(),
      ...rules.map(({ rule, state, at }) => `${state} ${rule} ${at}`),
    ),
    kind: 'digest',
    since,
    transitions: keysOf(transitionKinds, changed.byTransition),
    counts: {
      bySeverity: changed.bySeverity,
      byTransition: changed.byTransition,
      gone: changed.resolved.filter(coverage.isGone).length,
    },
  });

  return {
    add(item) {
      if ('unreadable' in item) coverage.addUnreadable(item);
      else if ('gaps' in item) coverage.add(item);
      else for (const tally of [open, owners, changed, lapsing]) tally.add(item);
    },

    hasSeen: () => coverage.anyTarget() !== undefined,
    standing: () => standingOf(open, coverage),
    remembered: fresh.remembered,

    notification(rules = []) {
      const target = coverage.anyTarget();
      if (target === undefined) return undefined;
      const account = period.accounts?.own ?? accountOf(target);
      const watched = coverage.targets().account;
      const named = (notification: Notification) =>
        namingAccounts(notification, { names: period.accounts?.names, watched });
      if (!period.last) return named(firstNight(account, rules));

      return isWorthReporting() || rules.length > 0
        ? named(digest(account, period.last.reportedAt, rules))
        : undefined;
    },
  };

  /** By the day, for a night that is not over may be all that is new on several. */
  function unfinishedIds(): readonly string[] {
    return unfinished.map(
      ({ scanner, state, accounts = [] }) =>
        `${[dayOf(period.now), scanner, state, ...accounts].join(' ')}`,
    );
  }

  function isWorthReporting(): boolean {
    const { named } = coverage.gaps();

    return changed.byCheck.size > 0 || named.length > 0 || lapsing.isNew() || unfinished.length > 0;
  }
}

function reported(scanner: UnfinishedScanner): NonNullable<Notification['unfinished']>[number] {
  const { accounts, ...rest } = scanner;
  const mutable = rest.state === 'waiting' ? { ...rest, for: [...rest.for] } : rest;

  return { ...mutable, ...(accounts && { accounts: [...accounts] }) };
}

function changesOf(counted: NamedAndCounted, coverage: CoverageTally): Notification['changes'] {
  return counted
    .named()
    .map((change) =>
      reportedChange(change, change.kind === 'resolved' && coverage.isGone(change.finding.target)),
    );
}

function standingOf(open: NamedAndCounted, coverage: CoverageTally) {
  return {
    open: open.bySeverity,
    openByCheck: [...open.byCheck]
      .map(([check, count]) => ({ check, count }))
      .sort((a, b) => b.count - a.count || compareTexts(a.check, b.check)),
    targets: coverage.targets(),
    incomplete: coverage.incomplete(),
  };
}

function keysOf<K extends string>(keys: readonly K[], tally: Partial<Record<K, number>>): K[] {
  return keys.filter((key) => tally[key] !== undefined);
}
