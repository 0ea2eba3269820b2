import { counted } from '../../functions/core/amounts.ts';
import { rankOf, type Severity, severities } from '../../functions/core/severity.ts';
import { inFaults } from '../../functions/domain/fault-words.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { minuteOf } from '../../functions/domain/notification/day-and-minute.ts';
import { tallied } from '../../functions/domain/notification/tallied.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import { accountsInWords } from '../account-option.ts';
import type { CoverageReport } from '../coverage-report.ts';
import { usd } from '../render/usd.ts';
import { barOf } from './bar.ts';
import type { ReportSource } from './report-source.ts';

/** A night and a half: who looks every night has looked within that. */
const STALE_MS = 36 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/** What the top of the page says. What was not counted is undefined, never zero. */
export function overviewOf(
  { account, now, findings, coverage }: ReportSource,
  seen: CoverageReport,
) {
  const open = findings.filter(({ status }) => status === 'open');
  const bySeverity = tallied(open.map(({ severity }) => severity));
  const lastLook = coverage.reduce<string | undefined>(
    (last, { observedAt }) => (last === undefined || observedAt > last ? observedAt : last),
    undefined,
  );
  const counts = severities
    .toReversed()
    .map((severity): [Severity, number] => [severity, bySeverity[severity] ?? 0]);

  return {
    whose: accountsInWords(
      account,
      coverage.map(({ target }) => target),
    ),
    madeAt: minuteOf(now),
    lastLook: lastLook && minuteOf(lastLook),
    stale: lastLook === undefined ? undefined : staleness(lastLook, now),
    headline: headlineOf(counts, seen),
    caveat: caveatOf(seen),
    open: open.length,
    faults: inFaults(open),
    suppressed: findings.filter(({ status }) => status === 'suppressed').length,
    severities: barOf(counts),
    spend: spendIn(open),
    waste: wasteIn(open),
    targets: seen.targets,
    seenWhole: seen.seenWhole,
    seenShare: shareOf(seen),
    seenBar: barOf([
      ['whole', seen.seenWhole],
      ['unseen', seen.targets - seen.seenWhole],
    ]),
  };
}

/** In hundredths, rounded down: all but one target is not all. */
function shareOf({ seenWhole, targets }: CoverageReport): number {
  return targets === 0 ? 0 : Math.floor((100 * seenWhole) / targets);
}

/** `8 critical and 13 high findings are open.` Nothing found is no good news of what was not seen. */
function headlineOf(
  counts: readonly (readonly [Severity, number])[],
  { targets, complete }: CoverageReport,
): string {
  if (targets === 0) return 'Nothing has been scanned yet.';

  const there = counts.filter(([, count]) => count > 0);
  const [worst] = there;
  if (!worst) return complete ? 'Nothing is open.' : 'Nothing was found in what was covered.';

  const grave = there.filter(([severity]) => rankOf(severity) >= rankOf('high'));
  const parts = (grave.length > 0 ? grave : [worst]).map(
    ([severity, count]) => `${count} ${severity}`,
  );
  const total = (grave.length > 0 ? grave : [worst]).reduce((sum, [, count]) => sum + count, 0);

  return `${parts.join(' and ')} ${total === 1 ? 'finding is' : 'findings are'} open.`;
}

function caveatOf({ targets, seenWhole, complete, scanners }: CoverageReport): string {
  if (targets === 0) return 'No scanner has finished yet. An empty page is not a clean account.';
  if (complete) return `All of ${counted(targets, 'target')} were fully covered.`;

  const never = scanners.filter(({ at }) => at === undefined).map(({ scanner }) => scanner);
  const parts = [
    ...(seenWhole < targets
      ? [`${targets - seenWhole} of ${counted(targets, 'target')} were covered only in part`]
      : []),
    ...(never.length > 0 ? [`never finished: ${never.join(', ')}`] : []),
  ];
  const [first = '', ...rest] = parts;

  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...rest].join('; ')}. What was not covered may have findings.`;
}

function staleness(lastLook: string, now: string): string | undefined {
  const age = Date.parse(now) - Date.parse(lastLook);
  if (age < STALE_MS) return undefined;

  return `The last scan was ${counted(Math.floor(age / (24 * HOUR_MS)), 'day')} ago: what has happened since is not on this page.`;
}

/**
 * Functions share the account's concurrency: what each could cost at worst does not add up. What those of a
 * region could cost together is a finding about the account.
 */
function spendIn(open: readonly Finding[]) {
  const costly = open
    .filter(({ figures }) => figures?.usdPerHour !== undefined)
    .toSorted((a, b) => perHourOf(b) - perHourOf(a));
  const [worst] = costly;
  if (!worst) return undefined;

  const { kind, name } = identityOf(worst.target);
  return {
    amount: usd(perHourOf(worst)),
    name: kind === 'account' ? `functions in ${worst.subject} together` : name,
    targets: new Set(costly.map(({ target }) => target)).size,
  };
}

function perHourOf({ figures }: Finding): number {
  return figures?.usdPerHour ?? 0;
}

function wasteIn(open: readonly Finding[]) {
  const amounts = open.flatMap(({ figures }) => figures?.usdPerMonth ?? []);
  if (amounts.length === 0) return undefined;

  return {
    amount: usd(amounts.reduce((sum, amount) => sum + amount, 0)),
    findings: amounts.length,
  };
}
