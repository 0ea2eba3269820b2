import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.ts';
import { fetchedByDeploy } from './package-manifest.ts';
import type { Terminal } from './terminal.ts';

/** The CDK's command line, in the folder of the app that makes the stack. */
export interface Cdk {
  /** The folder of what is synthesised: `--app` of the commands that use it. */
  readonly assembly: string;
  /** @throws Failure when it fails: it has said why. */
  run(words: readonly string[]): void;
  /** Removes what was synthesised. */
  close(): void;
}

/** A checkout has it in its root; in the package it lies beside the compiled app. */
const settingsFile = fileURLToPath(import.meta.resolve('#cdk.json'));

/** Settings of the product may stand in the context of its app. */
export function contextOfApp(): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(settingsFile, 'utf8')).context ?? {};
}

/**
 * The CDK as it is installed beside the product, else as npm fetches it: names of AWS's own, in the
 * versions that this one was tested with.
 *
 * @throws Failure when neither is there.
 */
export function obtainCdk(terminal: Pick<Terminal, 'err'>): Cdk {
  const { command, packages } = installedCdk() ?? fetchedCdk(terminal);
  const assembly = mkdtempSync(join(tmpdir(), 'lambda-vigil-'));
  const { PATH = '', NODE_PATH } = process.env;

  return {
    assembly,
    run(words) {
      // The app is run by the Node that runs this, and finds the CDK's library where it was fetched to.
      const { status } = spawnSync(
        process.execPath,
        [command, ...words, ...outputOf(words, assembly)],
        {
          cwd: dirname(settingsFile),
          stdio: 'inherit',
          env: {
            ...process.env,
            PATH: [dirname(process.execPath), PATH].join(delimiter),
            ...(packages && {
              NODE_PATH: [packages, ...(NODE_PATH ? [NODE_PATH] : [])].join(delimiter),
            }),
          },
        },
      );

      if (status !== 0) throw new Failure(`cdk ${words[0]} has failed: it says why above`);
    },
    close: () => rmSync(assembly, { recursive: true, force: true }),
  };
}

/** What is synthesised already is not written again. */
function outputOf(words: readonly string[], assembly: string): readonly string[] {
  return words.includes('--app') ? [] : ['--output', assembly];
}

interface FoundCdk {
  /** The file of its command line. */
  readonly command: string;
  /** The folder of packages that has the library too, where Node would not look by itself. */
  readonly packages?: string;
}

const COMMAND = 'aws-cdk/bin/cdk';

/** The command line without the library, or the other way round, is none. */
function installedCdk(): FoundCdk | undefined {
  const { resolve } = createRequire(settingsFile);

  try {
    resolve('aws-cdk-lib/package.json');
    resolve('constructs/package.json');
    return { command: resolve(COMMAND) };
  } catch {
    return undefined;
  }
}

function fetchedCdk(terminal: Pick<Terminal, 'err'>): FoundCdk {
  const names = Object.entries(fetchedByDeploy).map(([name, version]) => `${name}@${version}`);
  if (names.length === 0) throw new Failure('the CDK is not installed: run npm ci');

  terminal.err(`npm fetches the CDK, unless it has it already: ${names.join(', ')}`);
  const { status, stdout } = npm([
    ...['exec', '--yes', '--ignore-scripts'],
    ...names.map((name) => `--package=${name}`),
    // No quotes, which each shell takes in another way.
    ...['--call', 'node -p process.env.PATH'],
  ]);
  const folders = String(stdout).trim().split(delimiter).map(dirname);
  const packages = folders.find((folder) => existsSync(join(folder, COMMAND)));
  if (status !== 0 || packages === undefined) {
    throw new Failure(
      `npm could not fetch the CDK: it says why above; or install it here first: npm install ${names.join(' ')}`,
    );
  }

  return { command: join(packages, COMMAND), packages };
}

/** The npm that has started this, if one has: on Windows its command is a script of the shell. */
function npm(words: readonly string[]) {
  const { npm_execpath: script = '' } = process.env;
  const stdio = ['inherit', 'pipe', 'inherit'] as const;

  return /npm-cli\.js$/.test(script)
    ? spawnSync(process.execPath, [script, ...words], { stdio: [...stdio] })
    : spawnSync('npm', [...words], { stdio: [...stdio], shell: process.platform === 'win32' });
}
