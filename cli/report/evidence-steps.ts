import type { Evidence } from '../../functions/core/evidence.ts';
import { positionOf } from '../../functions/domain/notification/wording.ts';

export interface EvidenceSteps {
  /** Lines of their own. */
  readonly lines: readonly Line[];
  /** Of a path, in its order, each with what is said of it. */
  readonly steps: readonly (Line & { readonly notes: readonly Line[] })[];
}

interface Line {
  readonly position: string | undefined;
  readonly text: string;
  /** The code that stands there, where it is shown. */
  readonly code?: string | undefined;
}

/** Evidence may be a path: `1. …`, `2. …`. The lines below a step belong to it. */
export function evidenceSteps(evidence: readonly Evidence[]): EvidenceSteps {
  const lines = evidence.map(
    (line): Line => ({ position: positionOf(line), text: line.text, code: line.code }),
  );
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
