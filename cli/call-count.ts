import type { OnCall } from '../functions/adapters/aws/observed-calls.ts';
import { compareTexts } from '../functions/core/compare-texts.ts';

export interface CallCount {
  readonly onCall: OnCall;
  /** `{ "lambda:ListFunctions": 20 }`, in alphabetical order. */
  calls(): Readonly<Record<string, number>>;
}

export function callCount(): CallCount {
  const counts = new Map<string, number>();

  return {
    onCall({ service, operation }) {
      const name = `${service}:${operation}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    calls: () => Object.fromEntries([...counts].toSorted(([a], [b]) => compareTexts(a, b))),
  };
}
