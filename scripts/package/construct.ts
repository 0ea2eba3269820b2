import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build, type Metafile } from 'esbuild';
import { bundleOptions } from '../../lib/bundles/build-bundle.ts';
import { keepOwnSources } from './own-source-maps.ts';

/**
 * The construct, and the app that `deploy` gives to the CDK: CommonJS, as the CDK is itself. ES modules
 * import it by name, and there is one class of it however it is loaded.
 */
export async function buildConstruct(project: string, out: string): Promise<Metafile> {
  const [{ metafile }] = await Promise.all([
    build({
      ...bundleOptions,
      format: 'cjs',
      target: 'node22',
      conditions: ['packaged'],
      absWorkingDir: project,
      entryPoints: ['lib/packaged-library.ts'],
      outfile: join(out, 'construct/library.js'),
      external: ['aws-cdk-lib', 'constructs'],
      define: { 'import.meta.dirname': '__dirname' },
      sourcemap: true,
      sourcesContent: false,
    }),
    writeTypes(project, join(out, 'construct')),
    writeFileIn(out, 'construct/index.js', "exports.Vigil = require('./library.js').Vigil;\n"),
    writeFileIn(
      out,
      'deploy/app.js',
      "require('../construct/library.js').addVigilStack(new (require('aws-cdk-lib').App)());\n",
    ),
  ]);

  await keepOwnSources(join(out, 'construct'));

  return metafile;
}

/** All that users see, in the order in which it is declared. */
const seen = ['vigil', 'vigil-props', 'vigil-route'];

/** One file of types, which holds what users see and nothing that it is made of. */
async function writeTypes(project: string, folder: string): Promise<void> {
  const cache = join(project, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const made = await mkdtemp(join(cache, 'types-'));

  try {
    await emitTypes(project, made);
    const parts = await Promise.all(
      seen.map((name) => readFile(join(made, `lib/${name}.d.ts`), 'utf8')),
    );
    await writeFileIn(folder, 'index.d.ts', joined(parts));
  } finally {
    await rm(made, { recursive: true });
  }
}

async function emitTypes(project: string, made: string): Promise<void> {
  const settings = {
    extends: join(project, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      incremental: false,
      tsBuildInfoFile: null,
      declaration: true,
      emitDeclarationOnly: true,
      // The checkout's types are checked elsewhere: here each file is taken as it is written.
      isolatedDeclarations: true,
      noCheck: true,
      noResolve: true,
      types: [],
      rootDir: project,
      outDir: made,
    },
    include: [],
    files: seen.map((name) => join(project, `lib/${name}.ts`)),
  };
  const file = join(made, 'tsconfig.json');
  await writeFile(file, JSON.stringify(settings));

  const tsc = join(project, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '--project', file], { cwd: project });
}

/** @throws when a type that users see names one that they do not. */
function joined(parts: readonly string[]): string {
  const lines = parts.flatMap((part) => part.split('\n'));
  const own = lines.filter((line) => /^import .* from '\.\//.test(line));
  const others = own.filter((line) => !seen.some((name) => line.endsWith(` from './${name}.ts';`)));
  if (others.length > 0) {
    throw new Error(`the types of the construct need what is not among them: ${others.join(' ')}`);
  }

  return `${lines
    .filter((line) => !own.includes(line) && line !== 'export {};' && !line.startsWith('//'))
    .join('\n')
    .trim()}\n`;
}

async function writeFileIn(folder: string, name: string, text: string): Promise<void> {
  const file = join(folder, name);

  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
