import * as z from 'zod/mini';

/** How a role reaches the permissions of others: the roles and users that it becomes, one after the other. */
export interface RoleChain {
  /** The first of them, where there are many. */
  readonly hops: readonly ChainHop[];
  /** Hops that are left out. */
  readonly more: number;
  /** ARN of the role, user or group that it ends with. */
  readonly to: string;
  readonly end: ChainEnd;
  /** Nothing that is not known can stop it. */
  readonly isSure: boolean;
  /** Its last step leads on only if something holds that is not read. */
  readonly presumes?: Presumption | undefined;
  /** Other sets of actions that lead to the first role of it, by handing it to a service. */
  readonly others?: readonly (readonly string[])[] | undefined;
}

/**
 * `runs`: what it changes runs as the last role, the most powerful that trusts the service.
 * `credentials`: it can act as the user, or as one of the group, to which it gives permissions.
 */
export interface Presumption {
  readonly that: 'runs' | 'credentials';
  readonly service?: string | undefined;
}

/** What the last role is, or what it can do with these actions. */
export interface ChainEnd {
  readonly as: 'administrator' | 'makes itself administrator' | 'gains more';
  readonly with: readonly string[];
}

/** What it takes to come to act as a role or a user. */
export interface ChainHop {
  /** ARN of that role or user; of a group, to act as one of it. */
  readonly role: string;
  readonly steps: readonly ChainStep[];
}

export interface ChainStep {
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

const chainStep = z.object({
  action: z.string(),
  on: z.optional(z.string()),
  passedTo: z.optional(z.string()),
  openedBy: z.array(z.string()),
  conditions: z.array(z.string()),
});

/** A path as it is stored. */
export const roleChain = z.object({
  hops: z.array(z.object({ role: z.string(), steps: z.array(chainStep) })),
  more: z.number(),
  to: z.string(),
  end: z.object({
    as: z.enum(['administrator', 'makes itself administrator', 'gains more']),
    with: z.array(z.string()),
  }),
  isSure: z.boolean(),
  presumes: z.optional(
    z.object({ that: z.enum(['runs', 'credentials']), service: z.optional(z.string()) }),
  ),
  others: z.optional(z.array(z.array(z.string()))),
});
