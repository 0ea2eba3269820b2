import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type OutputOf, watchOutput } from '../../cli/lost-output.ts';

class FakeProcess extends EventEmitter implements OutputOf {
  readonly stdout = new EventEmitter() as EventEmitter & OutputOf['stdout'];
  readonly stderr = Object.assign(new EventEmitter(), {
    write: (text: string) => this.said.push(text) > 0,
  }) as unknown as OutputOf['stderr'] & EventEmitter;
  readonly said: string[] = [];
  exitCode?: number;

  ends(code: number): number | undefined {
    this.exitCode = code;
    this.emit('exit');
    return this.exitCode;
  }
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function watched(): FakeProcess {
  const process = new FakeProcess();
  watchOutput(process);
  return process;
}

describe('watchOutput', () => {
  it.each([0, 1, 2, 3])(
    'leaves the exit code %i to the command whose reader has closed the pipe',
    (code) => {
      const process = watched();

      process.stdout.emit('error', failure('EPIPE'));
      process.stdout.emit('error', failure('ERR_STREAM_DESTROYED'));
      process.stderr.emit('error', failure('EPIPE'));

      expect(process.ends(code)).toBe(code);
      expect(process.said).toEqual([]);
    },
  );

  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EIO', 'EIO'],
  ])(
    'says once that the output is lost (%s), and ends with 2, not with 1 for a finding',
    (code, why) => {
      const process = watched();

      process.stdout.emit('error', failure(code));
      process.stdout.emit('error', failure('ERR_STREAM_DESTROYED'));
      process.stdout.emit('error', failure(code));

      expect(process.ends(0)).toBe(2);
      expect(process.said).toEqual([`vigil: the output cannot be written: ${why}\n`]);
    },
  );
});
