/** How much of a function may run at once. */
export interface Concurrency {
  /** Set aside for it, and all that it gets: 0 switches it off. Absent: it shares what is left. */
  readonly reserved?: number | undefined;
  readonly account: AccountConcurrency;
}

/** Of an account in one region. */
export interface AccountConcurrency {
  readonly total: number;
  /** Set aside for no function: all that have nothing reserved share it. */
  readonly unreserved: number;
}

/** AWS refuses to reserve what would leave fewer of them unreserved. */
export const LEAST_UNRESERVED = 100;

export function mostAtOnce({ reserved, account }: Concurrency): number {
  return reserved ?? account.unreserved;
}

/** Kept ready for an alias or a version, and paid for whether anything happens or not. */
export interface ProvisionedConcurrency {
  /** Name of the alias, or number of the version. */
  readonly qualifier: string;
  readonly requested: number;
}
