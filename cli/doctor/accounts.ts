import { scannerNames } from '../../functions/checks/index.ts';
import { counted } from '../../functions/core/amounts.ts';
import { accountTarget, partitionOf } from '../../functions/core/target.ts';
import { type Coverage, NOT_ENTERED } from '../../functions/domain/finding.ts';
import { minuteOf } from '../../functions/domain/notification/day-and-minute.ts';
import { vigilCommand } from '../../functions/domain/vigil-command.ts';
import { accountInWords, type WatchedAccount } from '../../functions/domain/watched-account.ts';
import type { Deployment } from '../aws/deployment.ts';
import type { Diagnosis } from './diagnosis.ts';

/** A night begins each day, and takes a few hours. */
const LATE_MS = 30 * 60 * 60 * 1000;

type Watching = Pick<Deployment, 'account' | 'findings'>;

/**
 * Whether scanners could enter the other accounts the last time that they tried. The roles there trust
 * the scanners alone, so that no one else can try.
 */
export async function accountsDiagnosis(
  deployed: Watching,
  others: readonly WatchedAccount[],
  now: Date,
): Promise<Omit<Diagnosis, 'about'>> {
  const since = new Date(now.getTime() - LATE_MS).toISOString();
  const states = await Promise.all(others.map((other) => stateOf(deployed, other, since)));
  const out = states.filter(({ state }) => state === 'not ok');
  const unseen = states.filter(({ state }) => state === 'unknown');
  const detail = `${states.length - out.length - unseen.length} of ${counted(others.length, 'other account')} entered by every scanner, by what these last saw: no one else can try their roles`;
  const each = states.map(({ line }) => line);
  const toDo = [
    `${vigilCommand('member-template')} prints the roles for an account that is named; of an organization, see the stack set`,
    `${vigilCommand('scan')} tries again`,
  ];

  if (out.length > 0) return { state: 'not ok', detail, each, toDo };
  return unseen.length > 0
    ? { state: 'unknown', detail, each, toDo: toDo.slice(1) }
    : { state: 'ok', detail, each };
}

async function stateOf(
  { account: own, findings }: Watching,
  other: WatchedAccount,
  since: string,
): Promise<Pick<Diagnosis, 'state'> & { readonly line: string }> {
  const { account, closed } = other;
  const { arn } = accountTarget(account, partitionOf(own.arn));
  const seen = await Promise.all(
    scannerNames.map(async (scanner) => ({
      scanner,
      coverage: await findings.coverageOf(scanner, arn),
    })),
  );
  const called = accountInWords(other);
  const out = seen.flatMap(({ scanner, coverage }) =>
    refusalsIn(coverage).map((reason) => ({ scanner, reason })),
  );
  if (out.length > 0) {
    return { state: 'not ok', line: `${called}: not entered. ${byReason(out).join('; ')}` };
  }
  // Nothing is stored of an account that was closed before it was ever seen.
  if (closed !== undefined) return { state: 'not ok', line: `${called}: not entered. ${closed}` };

  const late = seen.filter(({ coverage }) => (coverage?.observedAt ?? '') < since);
  if (late.length > 0) {
    const names = late.map(({ scanner }) => scanner).join(', ');
    return {
      state: 'unknown',
      line: `${called}: not known yet. ${names} did not come to it lately`,
    };
  }
  const last = seen.map(({ coverage }) => coverage?.observedAt ?? '').toSorted();
  return { state: 'ok', line: `${called}: entered, the last time ${minuteOf(last.at(-1) ?? '')}` };
}

/** Once for scanners whose reasons differ only in the name of their role. */
function byReason(
  refused: readonly { readonly scanner: string; readonly reason: string }[],
): readonly string[] {
  const alike = Map.groupBy(refused, ({ scanner, reason }) => reason.replaceAll(scanner, ''));

  return [...alike.values()].map((those) => {
    const names = those.map(({ scanner }) => scanner).join(', ');
    return `${names}: ${those[0]?.reason}`;
  });
}

function refusalsIn(coverage: Coverage | undefined): readonly string[] {
  const gaps = coverage?.gaps ?? [];

  return gaps.filter(({ fact }) => fact === NOT_ENTERED).map(({ reason }) => reason);
}
