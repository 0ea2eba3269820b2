import * as z from 'zod/mini';

/** How a role comes to the power of others: role by role, each of which it becomes. */
export interface OnwardPath {
  /** The first of many. */
  readonly hops: readonly OnwardHop[];
  /** Hops that are left out. */
  readonly more: number;
  /** ARN of the role that it ends with. */
  readonly to: string;
  readonly end: OnwardEnd;
  /** Nothing that is not known can stop it. */
  readonly isSure: boolean;
}

/** What the last role is, or what it can do with these actions. */
export interface OnwardEnd {
  readonly as: 'administrator' | 'makes itself administrator' | 'gains more';
  readonly with: readonly string[];
}

/** What it takes to become a role. */
export interface OnwardHop {
  /** ARN of the role that it becomes. */
  readonly role: string;
  readonly steps: readonly OnwardStep[];
}

export interface OnwardStep {
  readonly action: string;
  /** What it is about, where that is one resource; for the reader. */
  readonly on?: string | undefined;
  /** To which the role is handed. */
  readonly passedTo?: string | undefined;
  /** The statements that open it; for the reader. */
  readonly openedBy: readonly string[];
  /** What it hangs on; for the reader. */
  readonly conditions: readonly string[];
}

const onwardStep = z.object({
  action: z.string(),
  on: z.optional(z.string()),
  passedTo: z.optional(z.string()),
  openedBy: z.array(z.string()),
  conditions: z.array(z.string()),
});

/** A path as it is stored. */
export const onwardPath = z.object({
  hops: z.array(z.object({ role: z.string(), steps: z.array(onwardStep) })),
  more: z.number(),
  to: z.string(),
  end: z.object({
    as: z.enum(['administrator', 'makes itself administrator', 'gains more']),
    with: z.array(z.string()),
  }),
  isSure: z.boolean(),
});
