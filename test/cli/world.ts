import type { Ask } from '../../cli/asker.ts';
import type { CliContext } from '../../cli/cli-context.ts';
import type { Terminal } from '../../cli/terminal.ts';

export const now = '2026-11-25T08:00:00.000Z';

export interface RecordedWorld extends CliContext {
  /** What went to stdout, and to stderr. */
  stdout(): string;
  stderr(): string;
  /** What Ctrl-C would show. */
  interrupted(): string;
  /** How often something that takes minutes has begun. */
  longRuns(): number;
}

/** A world without a terminal, whose clock goes on only during a sleep. */
export function recordedWorld(columns = 100, ask?: Ask): RecordedWorld {
  const { stdout, stderr, ...terminal } = recordedTerminal(columns);
  let time = Date.parse(now);
  let whatGoesOn = '';
  let longRuns = 0;

  return {
    terminal,
    progress: async (steps) => {
      for (const { run } of steps) await run((how) => terminal.err(how));
    },
    clock: () => new Date(time),
    sleep: async (ms) => {
      time += ms;
    },
    ask,
    onInterrupt: (sentence) => {
      whatGoesOn = sentence;
    },
    onLongRun: () => {
      longRuns += 1;
    },
    interrupted: () => whatGoesOn,
    longRuns: () => longRuns,
    stdout,
    stderr,
  };
}

function recordedTerminal(columns = 100) {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    columns,
    paint: (_, text) => text,
  };

  return { ...terminal, stdout: () => out.join('\n'), stderr: () => err.join('\n') };
}
