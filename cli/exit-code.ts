import type { Severity } from '../functions/core/severity.ts';
import type { Finding } from '../functions/domain/finding.ts';
import type { ExitCode } from './cli-context.ts';
import { isAtLeast } from './selection.ts';

/** What a command has come to. */
export interface Outcome {
  readonly findings: readonly Finding[];
  /** Everything that the question asks about was checked. */
  readonly complete: boolean;
  /** Nothing of what the question is about could be read: no answer is one, whatever the caller asks for. */
  readonly isBlind?: boolean;
}

/** What the caller wants to fail for. */
export interface Strictness {
  readonly failOn?: Severity | undefined;
  readonly strict?: boolean | undefined;
  readonly allowGaps?: boolean | undefined;
}

/**
 * 1 when a finding fails, whatever could not be checked besides: more knowledge would not take it
 * back. Else 3 when something could not be checked and the caller asked for a verdict, for then
 * "nothing found" is none: always with `--fail-on`, unless gaps are allowed, and with `--strict`.
 */
export function exitCodeFor(
  { findings, complete, isBlind = false }: Outcome,
  by: Strictness,
): ExitCode {
  const { failOn, strict = false, allowGaps = false } = by;
  const fails =
    failOn !== undefined &&
    findings.some(({ status, severity }) => status === 'open' && isAtLeast(severity, failOn));
  const asksForAll = strict || ((isBlind || failOn !== undefined) && !allowGaps);

  if (fails) return 1;
  return asksForAll && !complete ? 3 : 0;
}
