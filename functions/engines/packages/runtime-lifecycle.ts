import type { FunctionTarget } from '../../core/target.ts';
import { runtimeRows } from '../../data/runtimes.ts';

/** When AWS stops caring for a runtime. Dates are ISO 8601, without a time. */
export interface RuntimeLifecycle {
  /** As Lambda names it. */
  readonly runtime: string;
  /** From then on it is not patched. Undefined where AWS has set no date. */
  readonly deprecated: string | undefined;
  /** From then on no function can be created with it. */
  readonly createBlocked: string | undefined;
  /** From then on no function with it can be updated. */
  readonly updateBlocked: string | undefined;
  /** Undefined for the newest of its language. */
  readonly successor: string | undefined;
}

/**
 * @returns undefined for an image, which brings its own.
 * @throws UnknownRuntime for one that the table lacks: it may be out of support or brand new.
 */
export function runtimeLifecycle({
  packageType,
  runtime,
}: Pick<FunctionTarget, 'packageType' | 'runtime'>): RuntimeLifecycle | undefined {
  if (packageType === 'Image') return undefined;

  const row = runtimeRows.find(([known]) => known === runtime);
  if (!row) throw new UnknownRuntime(runtime);

  const [name, deprecated, createBlocked, updateBlocked, successor] = row;
  return { runtime: name, deprecated, createBlocked, updateBlocked, successor };
}

/** The day from which a runtime is not patched; undefined without one, and for what is not known. */
export function endOfSupport(runtime: string | undefined): string | undefined {
  return runtimeRows.find(([known]) => known === runtime)?.[1];
}

class UnknownRuntime extends Error {
  override readonly name = 'UnknownRuntime';

  constructor(runtime: string | undefined) {
    const named = runtime === undefined ? 'none' : JSON.stringify(runtime.slice(0, 80));

    super(`the runtime is ${named}, about which functions/data/runtimes.ts knows nothing`);
  }
}
