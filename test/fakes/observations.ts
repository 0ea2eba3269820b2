import { type Detail, failIfAny } from '../../functions/domain/check.ts';
import type { Finding, JudgingCheck, Observation } from '../../functions/domain/finding.ts';
import { transitionsOf } from '../../functions/domain/transitions.ts';

export const target = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';

const secretCheck: JudgingCheck = {
  id: 'code/secret',
  title: 'Secret',
  severity: 'medium',
  remediation: 'rotate',
  cwe: 'CWE-798',
};

/** Of January 2026, and on. */
export function day(number: number): string {
  return new Date(Date.UTC(2026, 0, number)).toISOString();
}

/** An observation that knows all. */
export function seen(details: readonly Detail[], onDay = 1, check = secretCheck): Observation {
  const verdict = { known: true, value: failIfAny(details) } as const;

  return {
    scanner: 'code',
    target,
    listedAt: day(onDay),
    observedAt: day(onDay),
    judgements: [{ check, verdict, gaps: [] }],
  };
}

export function storedAfter(
  stored: readonly Finding[],
  observation: Observation,
): readonly Finding[] {
  const changed = transitionsOf(stored, observation).map(({ finding }) => finding);

  return [...new Map([...stored, ...changed].map((finding) => [keyOf(finding), finding])).values()];
}

export function keyOf({ check, subject }: Pick<Finding, 'check' | 'subject'>): string {
  return `${check}#${subject}`;
}
