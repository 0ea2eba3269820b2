import * as z from 'zod/mini';

/** Days. IAM remembers no more. */
export const MOST_DAYS = 400;

/** What IAM's access advisor says of when a role last called a service, and which actions. */
export interface LastAccess {
  /** Length of the window. */
  readonly days: number;
  /** When the window begins, which ends when IAM was asked. ISO 8601 in UTC. */
  readonly since: string;
  /** Those that the role's policies name and IAM tracks; of others, nothing is known. */
  readonly services: readonly ServiceAccess[];
  /** Services, or `*`, that it was seen to be allowed only after `since`: it had no fair chance. */
  readonly recent: readonly string[];
}

export interface ServiceAccess {
  /** As policies name it: `dynamodb`. */
  readonly service: string;
  /** Undefined: never, for as long as IAM remembers. A denied attempt counts. */
  readonly lastAt?: string | undefined;
  /** Those that IAM tracks by action and reported. */
  readonly actions: readonly ActionAccess[];
}

export interface ActionAccess {
  /** `dynamodb:CreateTable`. */
  readonly name: string;
  readonly lastAt?: string | undefined;
}

const action = z.object({ name: z.string(), lastAt: z.optional(z.string()) });

/** As it is stored. */
export const serviceAccess = z.object({
  service: z.string(),
  lastAt: z.optional(z.string()),
  actions: z.array(action),
});

export function isWithin(lastAt: string | undefined, { since }: LastAccess): boolean {
  return lastAt !== undefined && lastAt >= since;
}
