import type { FunctionTarget } from '../core/target.ts';

/** The code that a function runs, and since when at the latest it has not been built anew. */
export interface Build {
  /** ISO 8601 in UTC. */
  readonly since: string;
  /** How many packages of others are in it. */
  readonly packages: number;
}

/** That of one of many functions. */
export interface FunctionBuild extends Build {
  /** ARN. */
  readonly arn: string;
}

/** What is remembered of a function from night to night. */
export interface SeenBuild {
  readonly codeSha256: string;
  /** ISO 8601 in UTC. */
  readonly since: string;
}

/**
 * Lambda reports when code or configuration was last changed, not which of them. Code that was there
 * before a change of configuration is as old as it was.
 */
export function buildSeen(
  { codeSha256, lastModified }: Pick<FunctionTarget, 'codeSha256' | 'lastModified'>,
  before: SeenBuild | undefined,
): SeenBuild {
  return before?.codeSha256 === codeSha256 ? before : { codeSha256, since: lastModified };
}
