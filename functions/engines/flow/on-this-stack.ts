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
    if (!isEndOfStack(error)) throw error;
    throw new CodeNotAnalysed(
      `the code of ${handler} is nested too deeply to be analysed on this stack`,
      { cause: error },
    );
  }
}

/** Whether an error says that the stack has no room left; V8 says it of a regular expression that it compiles at the end of the stack by an error of syntax. */
export function isEndOfStack(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof SyntaxError && /stack overflow/i.test(error.message))
  );
}
