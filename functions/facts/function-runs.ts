import type { Known } from '../core/known.ts';
import type { FunctionTarget } from '../core/target.ts';
import type { Durations, ErrorCount, MemoryUse } from '../domain/runs.ts';

/** What was measured of the runs of one function. */
export interface FunctionRuns {
  readonly errors: Known<ErrorCount>;
  /** Undefined where there were no runs. */
  readonly durations: Known<Durations | undefined>;
  /** Undefined where Lambda Insights measured nothing. */
  readonly memoryUse: Known<MemoryUse | undefined>;
}

/** Measures a chunk of functions once, for however many facts. By ARN. */
export type RunsReader = (
  targets: readonly FunctionTarget[],
) => Promise<ReadonlyMap<string, FunctionRuns>>;
