import { whyUnwritable } from './why-unwritable.ts';

/** What of a process it takes; a test has its own. */
export interface OutputOf {
  readonly stdout: Pick<NodeJS.WriteStream, 'on'>;
  readonly stderr: Pick<NodeJS.WriteStream, 'on' | 'write'>;
  on(event: 'exit', listener: () => void): unknown;
  exitCode?: number | string | null | undefined;
}

/**
 * What cannot be printed has no part in the verdict. A reader may close the pipe, as in `vigil findings |
 * head`: the command goes on, and its exit code is its own. Where the output is lost otherwise, such as on a
 * full disk, the command has failed, and 2 says so: 1 would say that a finding did.
 */
export function watchOutput(process: OutputOf): void {
  let isLost = false;

  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isLost || isClosed(error)) return;
    isLost = true;
    process.stderr.write(`vigil: the output cannot be written: ${whyUnwritable(error)}\n`);
  });
  // There is nowhere left to say it.
  process.stderr.on('error', () => {});
  process.on('exit', () => {
    if (isLost) process.exitCode = 2;
  });
}

/** By its reader: what is written after that is lost as well. */
function isClosed({ code = '' }: NodeJS.ErrnoException): boolean {
  return ['EPIPE', 'ERR_STREAM_DESTROYED'].includes(code);
}
