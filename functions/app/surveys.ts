import type { Gap } from '../core/gap.ts';

/**
 * What a sweep stores before it queues the roles, layers and account that it found along with
 * functions: the audit of each reads there what only a listing of all functions shows.
 */
export interface Surveys {
  /**
   * Of the regions that are listed next: before any of their functions is queued. It returns
   * gaps of the account, which belong to no other target.
   */
  readonly regions?: Survey<readonly string[], readonly Gap[]>;
  /** The same of what is of a region's own functions alone: a region that has none is not asked. */
  readonly populated?: Survey<readonly string[], readonly Gap[]>;
  /** Of the functions that were listed, once all are. */
  readonly functions?: Survey<Pick<SweptResources, 'functions' | 'complete'>>;
  readonly roles?: Survey<FunctionsOf>;
  readonly layers?: Survey<FunctionsOf>;
  /** Of everything that was found, once all functions are listed. */
  readonly account?: Survey<SweptResources, unknown>;
}

export interface Survey<T, R = void> {
  /** @param unlisted what of the account could not be listed, so that there may be more. */
  survey(found: T, unlisted: readonly Gap[]): Promise<R>;
}

/** ARNs of the functions that run as a role, use a layer version or log to a group, by its ARN. */
export type FunctionsOf = ReadonlyMap<string, readonly string[]>;

/** All that one sweep has found, as ARNs. */
export interface SweptResources {
  readonly functions: ReadonlySet<string>;
  readonly functionsOfRole: FunctionsOf;
  readonly functionsOfLayer: FunctionsOf;
  /** Of log groups that are not their function's own. */
  readonly functionsOfLogGroup: FunctionsOf;
  /** Names of the regions that were listed to the end. */
  readonly complete: ReadonlySet<string>;
}
