import type { RightSizedPolicy } from '../functions/engines/iam/index.ts';

/** The right-sized policy of one function, to be printed. */
export interface PrintedPolicy {
  /** Of the function. */
  readonly name: string;
  /** Undefined for what is not deployed yet, as are the others. */
  readonly arn?: string | undefined;
  /** Name of its role. */
  readonly role?: string | undefined;
  /** What IAM counts of all policies of the role today, in characters. */
  readonly before?: number | undefined;
  readonly policy: RightSizedPolicy;
  /** What could not be read besides, so that more was kept, or less could be said. */
  readonly unread: readonly string[];
  /** What its reader has to know of it besides. */
  readonly notes: readonly string[];
}

/** Whether everything was known that the policy depends on. */
export function isDecided({ policy, unread }: PrintedPolicy): boolean {
  return policy.undecided.length === 0 && unread.length === 0;
}
