import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What is local to a checkout and never committed. */
export const localFolder = join(import.meta.dirname, '../.local');

const requirements = join(import.meta.dirname, 'requirements.txt');

/** A building that takes longer than this was interrupted. */
const LONGEST_BUILD_MS = 300_000;

const interpreters = [
  'python3',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
];

export interface VirtualEnvironment {
  readonly python: string;
  /** Folder of its programs, such as cfn-lint. */
  readonly bin: string;
}

/** The message says in one sentence what this machine lacks. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/**
 * The Python packages of requirements.txt, installed once into .local/venv.
 *
 * @throws CannotStart without Python 3.10 or later, or when the packages cannot be installed
 */
export async function virtualEnvironment(
  say: (line: string) => void = () => {},
  folder = join(localFolder, 'venv'),
): Promise<VirtualEnvironment> {
  const bin = join(folder, 'bin');
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');

  if ((await madeOf(folder)) !== wanted) {
    await mkdir(dirname(folder), { recursive: true });
    await alone(`${folder}.lock`, async () => {
      if ((await madeOf(folder)) !== wanted) {
        say('Installing the local cloud into .local/venv, once');
        await build(folder);
        await writeFile(marker(folder), wanted);
      }
    });
  }

  return { python: join(bin, 'python'), bin };
}

/** It is written last, so that an unfinished environment is built again. */
function marker(folder: string): string {
  return join(folder, 'made-of.sha256');
}

async function madeOf(folder: string): Promise<string | undefined> {
  return readFile(marker(folder), 'utf8').catch(() => undefined);
}

async function build(folder: string): Promise<void> {
  const interpreter = await recentPython();
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'];

  await rm(folder, { recursive: true, force: true });
  try {
    await run(interpreter, ['-m', 'venv', folder]);
    await run(join(folder, 'bin/python'), [...pip, '-r', requirements]);
  } catch (cause) {
    throw new CannotStart(
      `The local cloud cannot be installed into ${folder}: ${lastLine(cause)}`,
      { cause },
    );
  }
}

async function recentPython(): Promise<string> {
  const check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

  for (const interpreter of interpreters) {
    if (await succeeds(interpreter, ['-c', check])) return interpreter;
  }

  throw new CannotStart(
    'The local cloud needs Python 3.10 or later with its venv module, and found none in PATH.',
  );
}

async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  );
}

/** Runs while no other process builds: tests start several clouds at once. */
async function alone(lock: string, work: () => Promise<void>): Promise<void> {
  while (!(await taken(lock))) await sleep(200);
  try {
    await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function taken(lock: string): Promise<boolean> {
  const free = await mkdir(lock).then(
    () => true,
    () => false,
  );
  const since = free ? undefined : await stat(lock).catch(() => undefined);
  if (since && Date.now() - since.mtimeMs > LONGEST_BUILD_MS) {
    await rm(lock, { recursive: true, force: true });
  }

  return free;
}

function lastLine(error: unknown): string {
  const said = error as { readonly stderr?: string; readonly message: string };

  return (said.stderr?.trim() || said.message).split('\n').at(-1) ?? '';
}
