import type { Evidence } from '../../functions/core/evidence.ts';
import { positionOf } from '../../functions/domain/notification/wording.ts';

export interface ToldEvidence {
  /** Lines of their own. */
  readonly lines: readonly Line[];
  /** Of a path, in its order, each with what is said of it. */
  readonly steps: readonly (Line & { readonly notes: readonly Line[] })[];
}

interface Line {
  readonly position: string | undefined;
  readonly text: string;
}

/** Evidence may tell a path: `1. …`, `2. …`. What stands below a step belongs to it. */
export function toldEvidence(evidence: readonly Evidence[]): ToldEvidence {
  const lines = evidence.map((line) => ({ position: positionOf(line), text: line.text }));
  const starts = lines.flatMap(({ text }, index) => (STEP.test(text) ? [index] : []));

  return {
    lines: lines.slice(0, starts[0] ?? lines.length),
    steps: starts.flatMap((start, index) => {
      const [step, ...notes] = lines.slice(start, starts[index + 1]);

      return step ? [{ ...step, text: step.text.replace(STEP, ''), notes }] : [];
    }),
  };
}

const STEP = /^\d+[.)] /;
