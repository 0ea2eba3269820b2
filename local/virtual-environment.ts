import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { alone } from './first-alone.ts';

const run = promisify(execFile);

/** What is local to a checkout and never committed. */
export const localFolder = join(import.meta.dirname, '../.local');

const interpreters = [
  'python3',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
];

/** What an environment is made of. */
export interface PythonPackages {
  /** What a person who waits for it, or lacks it, knows it by. */
  readonly name: string;
  /** File of pinned versions, every transitive one among them. */
  readonly requirements: string;
  /** Below `.local`. */
  readonly folder: string;
}

export const localCloudPackages: PythonPackages = {
  name: 'the local cloud',
  requirements: join(import.meta.dirname, 'requirements.txt'),
  folder: join(localFolder, 'venv'),
};

export interface VirtualEnvironment {
  readonly python: string;
  /** Folder of its programs. */
  readonly bin: string;
}

/** The message says in one sentence what this machine lacks. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/**
 * Python with these packages, which are installed once.
 *
 * @throws CannotStart without Python 3.10 or later, or when the packages cannot be installed
 */
export async function virtualEnvironment(
  packages: PythonPackages = localCloudPackages,
  say: (line: string) => void = () => {},
): Promise<VirtualEnvironment> {
  const { name, requirements, folder } = packages;
  const bin = join(folder, 'bin');
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');

  if ((await madeOf(folder)) !== wanted) {
    await mkdir(dirname(folder), { recursive: true });
    await alone(`${folder}.lock`, async () => {
      if ((await madeOf(folder)) !== wanted) {
        say(`Installing ${name} into ${relative(dirname(localFolder), folder)}, once`);
        await build(packages);
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

async function build({ name, requirements, folder }: PythonPackages): Promise<void> {
  const interpreter = await recentPython();

  await rm(folder, { recursive: true, force: true });
  try {
    await install(interpreter, requirements, folder);
  } catch (cause) {
    throw new CannotStart(
      `${sentence(name)} cannot be installed into ${folder}: ${lastLine(cause)}`,
      {
        cause,
      },
    );
  }
}

/**
 * By the pip of the interpreter where that can: to unpack another takes as long as a third of the packages. Compiling is
 * left to those who import, for most of the modules never are.
 */
async function install(interpreter: string, requirements: string, folder: string): Promise<void> {
  const python = join(folder, 'bin/python');
  const canReachOthers = await succeeds(interpreter, ['-c', PIP_REACHES_OTHERS]);
  const pip = canReachOthers
    ? [interpreter, '-m', 'pip', '--python', python]
    : [python, '-m', 'pip'];
  const [program = python, ...words] = pip;
  const quietly = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-compile'];

  await run(interpreter, ['-m', 'venv', ...(canReachOthers ? ['--without-pip'] : []), folder]);
  await run(program, [...words, 'install', ...quietly, '-r', requirements]);
}

/** Source: `--python` in "pip 22.3" (changelog of pip). */
const PIP_REACHES_OTHERS =
  "import pip, sys; sys.exit(tuple(map(int, pip.__version__.split('.')[:2])) < (22, 3))";

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

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function lastLine(error: unknown): string {
  const said = error as { readonly stderr?: string; readonly message: string };

  return (said.stderr?.trim() || said.message).split('\n').at(-1) ?? '';
}
