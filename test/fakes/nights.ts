import { type Known, unknown } from '../../functions/core/known.ts';
import { type Severity, severities } from '../../functions/core/severity.ts';
import { failIfAny, type Verdict } from '../../functions/domain/check.ts';
import type { Judgement, JudgingCheck, Observation } from '../../functions/domain/finding.ts';
import { fc } from '../property.ts';
import { day, keyOf, target } from './observations.ts';

const checks: readonly JudgingCheck[] = ['code/a', 'code/b'].map((id) => ({
  id: id as JudgingCheck['id'],
  title: id,
  severity: 'low',
  remediation: 'fix it',
}));

/** What a target looks like on one night: all that an observation can say of it. */
export function nights(count: number): fc.Arbitrary<readonly Observation[]> {
  return fc.tuple(
    ...Array.from({ length: count }, (_, index) =>
      fc
        .oneof(
          { weight: 8, arbitrary: fc.tuple(...checks.map(judgements)).map((all) => all.flat()) },
          { weight: 1, arbitrary: fc.constant('gone' as const) },
        )
        .map((seen) => ({
          scanner: 'code',
          target,
          listedAt: day(index + 1),
          observedAt: day(index + 1),
          ...(seen === 'gone' ? { judgements: [], gone: true } : { judgements: seen }),
        })),
    ),
  );
}

/** Severity of what is open, by `check#subject`. */
export type Open = ReadonlyMap<string, Severity>;

/** What has to be open after an observation, stated independently of how it is brought about. */
export function openAfter(before: Open, { judgements }: Observation): Open {
  return new Map(checks.flatMap((check) => [...openOfCheck(before, check, judgements)]));
}

function openOfCheck(before: Open, check: JudgingCheck, judgements: readonly Judgement[]): Open {
  const old = new Map([...before].filter(([key]) => key.startsWith(`${check.id}#`)));
  const judgement = judgements.find((each) => each.check.id === check.id);
  if (!judgement) return new Map();
  if (!judgement.verdict.known) return old;

  const now = failing(check, judgement.verdict.value);
  if (judgement.verdict.incomplete === undefined) return now;
  return new Map(
    [...old.keys(), ...now.keys()].map((key) => [key, worst(old.get(key), now.get(key))]),
  );
}

function failing({ id, severity }: JudgingCheck, verdict: Verdict): Open {
  const details = verdict.outcome === 'fail' ? verdict.details : [];

  return new Map(
    details.map((detail) => [
      keyOf({ check: id, subject: detail.subject }),
      detail.severity ?? severity,
    ]),
  );
}

function worst(...found: readonly (Severity | undefined)[]): Severity {
  return severities.findLast((severity) => found.includes(severity)) ?? 'info';
}

/** Subjects come in blocks, so that an observation now and then takes several transactions. */
function judgements(check: JudgingCheck): fc.Arbitrary<readonly Judgement[]> {
  const block = fc.option(fc.record({ severity: fc.constantFrom(...severities), size }));
  const known = fc.tuple(block, block).map(
    (blocks): Known<Verdict> => ({
      known: true,
      value: failIfAny(
        blocks.flatMap((each, name) =>
          Array.from({ length: each?.size ?? 0 }, (_, index) => ({
            subject: `${name}-${index}`,
            summary: 'a fault',
            evidence: [],
            severity: each?.severity ?? 'low',
          })),
        ),
      ),
    }),
  );
  const verdict = fc.oneof(
    { weight: 4, arbitrary: known },
    { weight: 2, arbitrary: known.map((all) => ({ ...all, incomplete: 'a layer is missing' })) },
    { weight: 1, arbitrary: fc.constant(unknown('throttled')) },
  );

  return fc.oneof(
    { weight: 6, arbitrary: verdict.map((each) => [{ check, verdict: each, gaps: [] }]) },
    { weight: 1, arbitrary: fc.constant([]) },
  );
}

const size = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 1, arbitrary: fc.constant(70) },
);
