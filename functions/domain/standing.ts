import type { Severity } from './check.ts';
import type { Gap } from './finding.ts';

/** What scanners have stored about a target: what is open, and what they could not see. */
export interface Standing {
  readonly open: readonly {
    readonly check: string;
    readonly subject: string;
    readonly severity: Severity;
    readonly summary: string;
  }[];
  /** By scanner. One that is absent has never seen the target. */
  readonly gaps: Readonly<Record<string, readonly Gap[]>>;
}
