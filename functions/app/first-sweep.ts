import type { Target } from '../core/target.ts';
import { firstCoverage, wasEntered } from '../domain/finding.ts';
import type { FindingsStore } from './ports.ts';

export interface SweptAccount {
  /** The scanner's name. */
  readonly scanner: string;
  readonly account: Target<'account'>;
  readonly findings: Pick<FindingsStore, 'read' | 'write'>;
}

/**
 * Stores that a first sweep has begun, where none ever has, or where the account could never be
 * entered before, or is back. It is stored when the sweep begins, not
 * when it ends: one that never ends must not keep every sweep after it quiet.
 *
 * @param sweep when it began. ISO 8601 in UTC.
 */
export async function noteFirstSweep(
  { scanner, account, findings }: SweptAccount,
  sweep: string,
): Promise<void> {
  const { coverage } = await findings.read(scanner, account.arn);
  if (coverage && !coverage.gone && wasEntered(coverage)) return;

  await findings.write([], firstCoverage(scanner, account.arn, sweep), coverage, true);
}

/**
 * Whether a sweep is the first of its scanner: what it finds is one summary, and no alert for each
 * fault. The store says so, and no message.
 */
export async function isFirstSweep(
  {
    scanner,
    account,
    findings,
  }: Omit<SweptAccount, 'findings'> & {
    readonly findings: Pick<FindingsStore, 'read'>;
  },
  sweep: string,
): Promise<boolean> {
  const { coverage } = await findings.read(scanner, account.arn);

  return coverage?.firstSweep === sweep;
}
