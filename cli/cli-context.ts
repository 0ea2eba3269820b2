import type { Clock } from '../functions/app/ports.ts';
import type { Ask } from './asker.ts';
import type { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** All that commands meet but AWS. */
export interface CliContext {
  readonly terminal: Terminal;
  readonly progress: Progress;
  readonly clock: Clock;
  /** Milliseconds. */
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Undefined where there is no terminal to ask on. */
  readonly ask: Ask | undefined;
  /** Sets the sentence that Ctrl-C shows from now on: what goes on without the command. */
  readonly onInterrupt: (sentence: string) => void;
  /** Is called before what takes minutes, and would gather garbage. */
  readonly onLongRun: () => void;
}

/** How a command says what it comes to. */
export type SetExitCode = (code: ExitCode) => void;

/** 1: `--fail-on` has found something; 2: wrong usage, or it could not run; 3: `--strict`. */
export type ExitCode = 0 | 1 | 2 | 3;
