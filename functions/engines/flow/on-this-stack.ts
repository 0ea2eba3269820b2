import { CodeNotAnalysed } from './not-analysed.ts';

/**
 * What an analysis of the code of a handler results in.
 *
 * @throws CodeNotAnalysed where the code is nested more deeply than the stack of this thread is.
 */
export function onThisStack<T>(handler: string, analyse: () => T): T {
  try {
    return analyse();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CodeNotAnalysed(
      `the code of ${handler} is nested too deeply to be analysed on this stack`,
      { cause: error },
    );
  }
}
