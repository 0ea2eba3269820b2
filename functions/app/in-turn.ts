import type { Gap } from '../core/gap.ts';
import type { Survey } from './surveys.ts';

/** Several surveys of the same, one after the other, and all gaps of the account that they have. */
export function inTurn<T>(
  ...surveys: readonly Survey<T, readonly Gap[]>[]
): Survey<T, readonly Gap[]> {
  return {
    async survey(met, unlisted) {
      const gaps: Gap[] = [];
      for (const { survey } of surveys) gaps.push(...(await survey(met, unlisted)));

      return gaps;
    },
  };
}
