import { fork } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';
import type { LocalCloud } from './local-cloud.ts';
import { localFolder } from './virtual-environment.ts';

const LONGEST_STOP_MS = 30_000;

/** A local cloud that another process keeps. */
export interface KeptCloud {
  readonly pid: number;
  readonly endpoint: string;
  /** Environment for a child process that is to use it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly startedAt: string;
}

/**
 * Runs a script that may outlive this process: its output is shown here until it calls `keep`, and
 * then it runs on alone. Resolves to the exit code for this process.
 */
export function runDetached(script: string, args: readonly string[]): Promise<number> {
  const child = fork(script, args, {
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.pipe(process.stdout);
  child.stderr?.pipe(process.stderr);
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);

  return new Promise((done) => {
    child.once('exit', (code) => done(code ?? 1));
    child.once('message', () => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      child.stdout?.destroy();
      child.stderr?.destroy();
      child.disconnect();
      child.unref();
      done(0);
    });
  });
}

/** Writes .local/NAME.json for `stopKept`, and lets the process that called `runDetached` end. */
export async function keep(
  { endpoint, environment }: LocalCloud,
  name = 'demo',
): Promise<KeptCloud> {
  const kept = { pid: process.pid, endpoint, environment, startedAt: new Date().toISOString() };
  await writeFile(stateFile(name), `${JSON.stringify(kept, undefined, 2)}\n`, { mode: 0o600 });
  // From now on no process reads what is printed.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  process.send?.('kept');

  return kept;
}

/** The one that is kept, if it is still there. */
export async function keptCloud(name = 'demo'): Promise<KeptCloud | undefined> {
  const text = await readFile(stateFile(name), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;

  const kept = JSON.parse(text) as KeptCloud;
  if ((await processAt(kept.endpoint)) === kept.pid) return kept;
  await rm(stateFile(name), { force: true });

  return undefined;
}

/** Returns whether there was one. Nothing of it is left. */
export async function stopKept(name = 'demo'): Promise<boolean> {
  const kept = await keptCloud(name);
  if (!kept) return false;

  process.kill(kept.pid, 'SIGTERM');
  const deadline = Date.now() + LONGEST_STOP_MS;
  while (isAlive(kept.pid)) {
    if (Date.now() > deadline) {
      throw new Error(`Process ${kept.pid} goes on ${LONGEST_STOP_MS} ms after SIGTERM; kill it`);
    }
    await sleep(50);
  }
  await rm(stateFile(name), { force: true });

  return true;
}

function stateFile(name: string): string {
  return join(localFolder, `${name}.json`);
}

/** A process id may be another's by now, so the process behind the endpoint reports its own. */
async function processAt(endpoint: string): Promise<number | undefined> {
  return fetch(`${endpoint}/_local/process`).then(
    async (response) => Number(await response.text()),
    () => undefined,
  );
}
