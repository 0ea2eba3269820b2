import { setTimeout as sleep } from 'node:timers/promises';
import { askerOn } from '../cli/asker.ts';
import { boundHeap } from '../cli/bounded-heap.ts';
import { vigil } from '../cli/program.ts';
import { progressOn } from '../cli/progress.ts';
import { processTerminal } from '../cli/terminal.ts';

const SHOW_CURSOR = '\u001b[?25h';

let whatGoesOn = '';

process.on('SIGINT', () => {
  if (process.stderr.isTTY) process.stderr.write(SHOW_CURSOR);
  if (whatGoesOn !== '') process.stderr.write(`\nvigil: ${whatGoesOn}\n`);
  process.exit(130);
});

// The reader has closed the pipe, as in `vigil findings | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await vigil(process.argv.slice(2), {
  terminal: processTerminal(process),
  progress: progressOn(process.stderr),
  clock: () => new Date(),
  sleep,
  ask: askerOn(process),
  onInterrupt: (sentence) => {
    whatGoesOn = sentence;
  },
  onLongRun: boundHeap,
});
