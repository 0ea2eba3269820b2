import * as z from 'zod/mini';
import { type Statement, statement } from './policy-document.ts';

/** A policy of a role or a user, one that limits it, or one of its organization. */
export interface NamedPolicy {
  readonly name: string;
  readonly source: 'inline' | 'managed' | 'boundary' | 'service control' | 'resource control';
  /** A managed one has an ARN. */
  readonly arn?: string | undefined;
  readonly statements: readonly Statement[];
  /** A boundary that could not be read: its statements only say that all is open. */
  readonly isUnread?: boolean | undefined;
}

/** A policy as it is stored. */
export const namedPolicy = z.object({
  name: z.string(),
  source: z.enum(['inline', 'managed', 'boundary', 'service control', 'resource control']),
  arn: z.optional(z.string()),
  statements: z.array(statement),
  isUnread: z.optional(z.boolean()),
});
