import type { SweepProgress } from '../functions/domain/night-progress.ts';
import type { CliContext } from './cli-context.ts';
import { Failure } from './failure.ts';
import { paceInWords } from './remaining-time.ts';

/** A deployed scanner, as far as it can be watched. */
export interface RunningScanner {
  start(): Promise<void>;
  /** Messages in its queue, those in work among them. */
  waiting(): Promise<number>;
  /** Messages among its dead letters. */
  failed(): Promise<number>;
  /** When it last came to the end of its targets. */
  lastRun(): Promise<string | undefined>;
  /** How far its latest sweep has come; undefined where that is not known. */
  sweep(): Promise<SweepProgress | undefined>;
}

export interface Patience {
  /** A time of the clock. Milliseconds. */
  readonly deadline: number;
  /** Gets the progress, in words. */
  readonly report: (progress: string) => void;
}

const POLL_MS = 1_000;

/**
 * Runs a scanner and waits for its end: it has come to its last target, and its queue was empty
 * twice in succession, for SQS only estimates.
 *
 * @returns how many of its messages have failed for good.
 * @throws Failure when it takes too long.
 */
export async function runScanner(
  scanner: RunningScanner,
  { sleep, clock }: Pick<CliContext, 'sleep' | 'clock'>,
  { deadline, report }: Patience,
): Promise<number> {
  // A run differs from the one before it by its time, never by the local clock: that may be wrong.
  const [failedBefore, runBefore] = [await scanner.failed(), await scanner.lastRun()];
  const sweepBefore = await scanner.sweep();
  const startedAt = clock().getTime();
  let emptyPolls = 0;

  await scanner.start();
  for (;;) {
    await sleep(POLL_MS);
    const waiting = await scanner.waiting();
    const failed = Math.max(0, (await scanner.failed()) - failedBefore);
    const hasEnded = failed > 0 || (await scanner.lastRun()) !== runBefore;

    emptyPolls = waiting === 0 && hasEnded ? emptyPolls + 1 : 0;
    if (emptyPolls === 2) return failed;

    const sweep = await scanner.sweep();
    const isOwn = sweep !== undefined && sweep.sweep !== sweepBefore?.sweep && sweep.targets > 0;
    if (isOwn) report(progressOf(sweep, clock().getTime() - startedAt));
    else report(hasEnded || waiting > 0 ? `${waiting} chunks to go` : 'listing');
    if (clock().getTime() >= deadline) {
      throw new Failure(
        `it has not finished in time, and continues by itself: ${waiting} chunks are left; vigil coverage shows later what was covered, and --timeout waits longer`,
      );
    }
  }
}

/** @param elapsed milliseconds. */
function progressOf({ seen, targets }: SweepProgress, elapsed: number): string {
  return paceInWords({ done: seen, total: targets, elapsed }, 'targets');
}
