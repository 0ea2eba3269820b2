import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart } from './virtual-environment.ts';

export interface EmulatorOptions {
  readonly python: string;
  readonly port: number;
  /** Has home, tmp, state and s3. */
  readonly folder: string;
  /** What every function inherits, too. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where mail to SNS subscribers goes. */
  readonly smtpPort: number;
  /** Those that are enabled. @default all that take no opt-in */
  readonly regions?: readonly string[] | undefined;
}

export interface Emulator {
  log(): Promise<string>;
  stop(): Promise<void>;
}

const LONGEST_START_MS = 60_000;
const LONGEST_STOP_MS = 5_000;

/** @throws CannotStart with the end of its log, when it dies or never answers */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const logFile = join(options.folder, 'emulator.log');
  const log = () => readFile(logFile, 'utf8');
  const file = await open(logFile, 'a');
  const child = spawn(options.python, [join(import.meta.dirname, 'launch.py')], {
    cwd: options.folder,
    env: environmentOf(options),
    // Its standard input ends with this process, and so does it.
    stdio: ['pipe', file.fd, file.fd],
    // A process group of its own: Ctrl-C reaches this process alone, which then ends the group.
    detached: true,
  });
  const death = deathOf(child);
  await file.close();
  const emulator = { log, stop: () => end(child) };

  try {
    await untilReady(options.port, death);
  } catch (cause) {
    await emulator.stop();
    const tail = (await log()).trim().split('\n').slice(-15).join('\n');
    throw new CannotStart(`The local cloud did not start: ${messageOf(cause)}\n${tail}`, { cause });
  }

  return emulator;
}

/** A loopback port that no process holds. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));

  return port;
}

function environmentOf({ environment, port, folder, smtpPort, regions }: EmulatorOptions) {
  return {
    ...environment,
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: '127.0.0.1',
    MINISTACK_REGION: environment.AWS_REGION,
    MINISTACK_ACCOUNT_ID: environment.AWS_ACCESS_KEY_ID,
    AUTH: 'true',
    STATE_DIR: join(folder, 'state'),
    S3_DATA_DIR: join(folder, 's3'),
    LOCAL_CLOUD_SMTP_PORT: String(smtpPort),
    ...(regions && { LOCAL_CLOUD_REGIONS: regions.join() }),
    PYTHONUNBUFFERED: '1',
  };
}

/** How the process ended; undefined while it runs. */
function deathOf(child: ChildProcess): () => string | undefined {
  let death: string | undefined;
  child.once('error', (error) => {
    death = error.message;
  });
  child.once('exit', (code, signal) => {
    death = `it ended with ${signal ?? `exit code ${code}`}`;
  });

  return () => death;
}

async function untilReady(port: number, death: () => string | undefined): Promise<void> {
  const deadline = Date.now() + LONGEST_START_MS;
  while (!(await answers(port))) {
    if (death() || Date.now() > deadline) {
      throw new Error(death() ?? `no answer within ${LONGEST_START_MS / 1000} seconds`);
    }
    await sleep(50);
  }
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/_ministack/health`).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}

/** Politely, so that it ends its workers, and then the whole group. */
async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((exited) => child.once('exit', () => exited()));
  if (child.pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(LONGEST_STOP_MS, undefined, { ref: false })]);
  }
  // What is killed takes a moment to end, and until then writes into a folder that is to be deleted.
  const latest = performance.now() + LONGEST_STOP_MS;
  while (killGroup(child.pid) && performance.now() < latest) await sleep(10);
}

/** Whether a process of the group was left. */
function killGroup(leader: number): boolean {
  try {
    return process.kill(-leader, 'SIGKILL');
  } catch {
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
