import type { Severity } from '../functions/domain/check.ts';
import type { Finding } from '../functions/domain/finding.ts';
import { isAtLeast } from './selection.ts';
import type { ExitCode } from './world.ts';

/** What a command has come to. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly complete: boolean;
}

export interface Strictness {
  readonly failOn?: Severity | undefined;
  readonly strict?: boolean | undefined;
}

/** A finding outweighs what could not be seen. */
export function exitCodeFor({ findings, complete }: Outcome, by: Strictness): ExitCode {
  const { failOn, strict } = by;
  const fails =
    failOn !== undefined &&
    findings.some(({ status, severity }) => status === 'open' && isAtLeast(severity, failOn));

  if (fails) return 1;
  return strict && !complete ? 3 : 0;
}
