import { CodeNotAnalysed, isEndOfStack } from '../../flow/index.ts';

/** What a reading for less than a proof comes to; undefined where it takes more steps, or is nested deeper, than there is room for: what is proved stays. */
export function withinBudget<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CodeNotAnalysed || isEndOfStack(error)) return undefined;
    throw error;
  }
}
