import { setTimeout as sleep } from 'node:timers/promises';
import { askerOn } from '../cli/asker.ts';
import { boundHeap } from '../cli/bounded-heap.ts';
import { writeLastWords } from '../cli/last-words.ts';
import { optimiseLater } from '../cli/later-optimised.ts';
import { watchOutput } from '../cli/lost-output.ts';
import { vigil } from '../cli/program.ts';
import { progressOn } from '../cli/progress.ts';
import { processTerminal } from '../cli/terminal.ts';

let whatGoesOn = '';

process.on('SIGINT', () => {
  writeLastWords(process.stderr, whatGoesOn);
  process.exit(130);
});

watchOutput(process);

process.exitCode = await vigil(process.argv.slice(2), {
  terminal: processTerminal(process),
  progress: progressOn(process.stderr),
  clock: () => new Date(),
  sleep,
  ask: askerOn(process),
  onInterrupt: (sentence) => {
    whatGoesOn = sentence;
  },
  onLongRun: () => {
    boundHeap();
    optimiseLater();
  },
});
