import type { Coverage, Finding } from '../../functions/domain/finding.ts';

/** What a report is made from: what is stored, and when it is asked for. */
export interface ReportSource {
  /** Twelve digits. */
  readonly account: string;
  /** ISO 8601 in UTC. */
  readonly now: string;
  /** Whatever their status. */
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
}
