import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npx --no-install vigil …` as a user does. */
export function vigilCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Outcome> {
  return commandOf(process.execPath, ['bin/vigil.mjs', ...words], environment);
}

/** Of this run, for the CDK: a third of its start is to compile it. None where coverage is counted. */
export function compiled(): Readonly<Record<string, string>> {
  const { NODE_COMPILE_CACHE } = process.env;

  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}

/** Runs a program in the project, or in another folder. */
export function commandOf(
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd = join(import.meta.dirname, '../..'),
): Promise<Outcome> {
  const child = spawn(program, words, {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });

  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
}
