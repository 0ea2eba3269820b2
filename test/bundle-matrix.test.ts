import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { npmFingerprints } from '../functions/adapters/feeds/npm-fingerprints.ts';
import { bundledPackages } from '../functions/engines/bundles/bundled-packages.ts';
import { candidatesOf, namesInWords } from '../functions/engines/packages/package.ts';
import { type Contents, scoreOf } from '../tools/fingerprints/bench/bundle-score.ts';

/** Installed by install-bundled-packages.ts. */
const folder = join(import.meta.dirname, 'bundled-packages');
const handler = join(folder, 'handler.cjs');
const installed = createRequire(handler);
const bundlers = { esbuild: bundledByEsbuild, webpack: bundledByWebpack };
/** Not installed there: bundlers would find those of the scanner's own in the folders above. */
const optional = ['bufferutil', 'debug', 'utf-8-validate'];
const fingerprints = npmFingerprints(
  new URL('../functions/data/npm-fingerprints.json.br', import.meta.url),
);

/** As `npm run bench -- bundles` in tools/fingerprints asks of many more. */
describe.each(Object.entries(bundlers))('a bundle by %s', { timeout: 120_000 }, (_, bundle) => {
  it.each([
    ['not minified', false],
    ['minified', true],
  ])('%s: all packages are named, none in a wrong version', async (_name, minify) => {
    const contents = await contentsOfBundle();

    const text = await bundle(minify);

    const { packages } = bundledPackages([{ path: 'index.js', text }], fingerprints);
    expect(scoreOf(packages, contents)).toMatchObject({ names: contents.asked.length, wrong: [] });
  });
});

describe.each(Object.entries(bundlers))(
  'lodash alone in a bundle by %s',
  { timeout: 120_000 },
  (_, bundle) => {
    it.each([
      ['as a whole', "exports.handler = (e) => require('lodash').merge({}, e);", ['lodash']],
      [
        'in part',
        "exports.handler = (e) => require('lodash/template')(require('lodash/merge')({}, e));",
        ['lodash or lodash-es'],
      ],
    ])('%s is never told as lodash-es', async (_name, code, names) => {
      const entry = join(folder, 'lodash-alone.cjs');
      await writeFile(entry, code);

      try {
        const text = await bundle(true, entry);

        const { packages } = bundledPackages([{ path: 'index.js', text }], fingerprints);
        expect(packages.map(namesInWords)).toEqual(names);
        expect(packages.flatMap(candidatesOf).map(({ purl }) => purl)).toContain(
          'pkg:npm/lodash@4.17.20',
        );
      } finally {
        await rm(entry);
      }
    });
  },
);

async function contentsOfBundle(): Promise<Contents> {
  const lock: Lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
  const copies = Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version }]) => ({ name: path.replace(/^.*node_modules\//, ''), version }));

  return {
    asked: Object.keys(lock.packages['']?.dependencies ?? {}),
    versions: new Map(
      [...Map.groupBy(copies, ({ name }) => name)].map(([name, some]) => [
        name,
        some.map(({ version }) => version),
      ]),
    ),
  };
}

interface Lock {
  /** By their folders; that of the lock file itself is the empty text. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

async function bundledByEsbuild(minify: boolean, entry = handler): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    external: optional,
    platform: 'node',
    minify,
    write: false,
    logLevel: 'silent',
  });

  return outputFiles[0]?.text ?? '';
}

async function bundledByWebpack(minimize: boolean, entry = handler): Promise<string> {
  const webpack: Webpack = installed('webpack');
  const path = await mkdtemp(join(tmpdir(), 'vigil-webpack-'));

  try {
    await new Promise<void>((done, fail) => {
      webpack(
        {
          mode: 'production',
          target: 'node',
          context: folder,
          entry,
          output: { path, filename: 'index.js', library: { type: 'commonjs2' } },
          externals: Object.fromEntries(optional.map((name) => [name, `commonjs ${name}`])),
          optimization: { minimize },
        },
        (error, stats) => {
          const failure = error ?? (stats?.hasErrors() ? new Error(stats.toString()) : undefined);
          if (failure) fail(failure);
          else done();
        },
      );
    });
    return await readFile(join(path, 'index.js'), 'utf8');
  } finally {
    await rm(path, { recursive: true });
  }
}

/** What is used of it: its own types are not there before it is installed. */
type Webpack = (
  options: object,
  done: (error: Error | null, stats?: { hasErrors(): boolean; toString(): string }) => void,
) => void;
