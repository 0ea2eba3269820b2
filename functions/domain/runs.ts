/**
 * What was measured of the runs of a function, on whole days of UTC: today is not over, and what is
 * read of it one after the other does not fit together.
 */
interface Measured {
  /** Length of the window. */
  readonly days: number;
  /** In the window. */
  readonly invocations: number;
}

/** How its runs ended. */
export interface ErrorCount extends Measured {
  /** Runs that threw, timed out or ran out of memory. */
  readonly errors: number;
  /** On which it was invoked. */
  readonly activeDays: number;
}

/** How long its runs took, the start of a cold one left out. */
export interface Durations extends Measured {
  /** Milliseconds that 99 of 100 runs took at most, on the day on which they took longest. */
  readonly p99Ms: number;
  /** Milliseconds, of all runs. */
  readonly meanMs: number;
}

/** How much memory its runs took, as Lambda Insights measures it. */
export interface MemoryUse extends Measured {
  /** On which something was measured. */
  readonly measuredDays: number;
  /** Megabytes that the greediest run took. */
  readonly maxMb: number;
}
