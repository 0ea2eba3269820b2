import { CodeNotAnalysed } from './not-analysed.ts';
import { isEndOfStack } from './on-this-stack.ts';

/**
 * What a reading comes to whose lack proves nothing; undefined where the code cannot be analysed, takes more steps, or is nested deeper,
 * than there is room for: what is proved stays.
 */
export function withinBudget<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CodeNotAnalysed || isEndOfStack(error)) return undefined;
    throw error;
  }
}
