import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { commandOf, type Outcome } from '../e2e/vigil-command.ts';

export const project = join(import.meta.dirname, '../..');

/** The oldest Node that the package is for, and the one that the project runs on. */
export const nodes = {
  22: join(project, 'test/package/node-22/node_modules', nodePackage(), 'bin/node'),
  24: process.execPath,
} as const;

/** The package as npm packs it, in a folder where nothing else is. */
export interface InstalledPackage {
  /** Holds an empty home and the folders below. */
  readonly folder: string;
  /** Where npm has installed the tarball. */
  readonly app: string;
  readonly tarball: string;
  /** Runs the command on a Node, in the folder where it is installed. */
  vigil(
    node: keyof typeof nodes,
    words: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ): Promise<Outcome>;
  remove(): Promise<void>;
}

/** Built, packed and installed, which asks no registry: it has no dependencies. */
export async function installPackage(): Promise<InstalledPackage> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-package-'));
  const [app, home] = [join(folder, 'app'), join(folder, 'home')];
  await Promise.all([mkdir(app), mkdir(home)]);

  await run(process.execPath, [join(project, 'scripts/build.ts'), '--out', join(folder, 'dist')]);
  await run('npm', ['pack', join(folder, 'dist'), '--pack-destination', folder]);
  const [tarball = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  await writeFile(join(app, 'package.json'), '{ "name": "app", "version": "1.0.0" }\n');
  await run('npm', ['install', '--offline', `../${tarball}`], {
    cwd: app,
    env: { PATH: process.env.PATH, HOME: home },
  });

  return {
    folder,
    app,
    tarball: join(folder, tarball),
    vigil: (node, words, environment = {}) =>
      commandOf(
        nodes[node],
        ['node_modules/lambda-vigil/bin/lambda-vigil.mjs', ...words],
        { HOME: home, ...environment },
        app,
      ),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** An app as `cdk init` makes it, below the folder of the package, with a Vigil in its stack. */
export async function appOfCdkInit(
  { folder, app }: InstalledPackage,
  language: 'javascript' | 'typescript',
): Promise<string> {
  const name = `${language}-app`;
  const made = join(app, name);
  await mkdir(made);
  const environment = { HOME: join(folder, 'home'), CDK_DISABLE_CLI_TELEMETRY: 'true' };
  await run('cdk', ['init', 'app', '--language', language, '--generate-only'], {
    cwd: made,
    env: { PATH: process.env.PATH, ...environment },
  });

  await linkPackages(made, ['@types/node']);
  // Its tests are for jest, whose types are not here.
  await rm(join(made, 'test'), { recursive: true });
  const stack = join(made, `lib/${name}-stack.${language === 'javascript' ? 'js' : 'ts'}`);
  await writeFile(stack, withVigil(await readFile(stack, 'utf8')));

  return made;
}

/** Of the checkout, by links: the CDK is large. */
export async function linkPackages(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const link = join(folder, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    if (!existsSync(link)) await symlink(join(project, 'node_modules', name), link);
  }
}

/** As a user adds it: an import, and the construct where the comment says that resources go. */
function withVigil(source: string): string {
  const imported = source.includes('require(')
    ? "const { Vigil } = require('lambda-vigil');"
    : "import { Vigil } from 'lambda-vigil';";

  return `${imported}\n${source.replace(
    '// The code that defines your stack goes here',
    "new Vigil(this, 'Vigil', { email: ['you@example.com'], regions: ['eu-west-1'], idleDays: 60 });",
  )}`;
}

const run = promisify(execFile);

function nodePackage(): string {
  return `node-${process.platform}-${process.arch}`;
}
