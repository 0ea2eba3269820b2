import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { bundleIngredients } from '../test/bundle-ingredients.ts';

/**
 * Writes test/bundled-packages/bundles anew: what esbuild and webpack make of the packages of its lock file, so that no
 * test installs them. Run it when one of these packages or a bundler is another: `npm run bundles`.
 */
const folder = join(import.meta.dirname, '../test/bundled-packages');
const bundles = join(folder, 'bundles');
const bundlers = { esbuild: bundledByEsbuild, webpack: bundledByWebpack };
/** Not installed there: bundlers would find those of the scanner's own in the folders above. */
const optional = ['bufferutil', 'debug', 'utf-8-validate'];
/** Whether each is written minified alone. */
const entries = { handler: [false, true], 'lodash-whole': [true], 'lodash-in-part': [true] };

const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
await promisify(execFile)('npm', ['ci', '--prefix', folder, ...flags], { cwd: folder });
await rm(bundles, { recursive: true, force: true });
await mkdir(bundles);

for (const [bundler, bundle] of Object.entries(bundlers)) {
  for (const [entry, minified] of Object.entries(entries)) {
    for (const minify of minified) {
      const text = await bundle(join(folder, `${entry}.cjs`), minify);
      const name = `${entry}.${bundler}${minify ? '.min' : ''}.js.br`;
      await writeFile(join(bundles, name), brotliCompressSync(text));
      console.info(`${name}: ${text.length} bytes`);
    }
  }
}
await writeFile(join(bundles, 'LICENSES.txt'), await licences());
await writeFile(join(bundles, 'made-of.json'), await bundleIngredients());
await rm(join(folder, 'node_modules'), { recursive: true });

/** Of all packages that are in the bundles, for those ask that their texts go with their code. */
async function licences(): Promise<string> {
  const lock: { readonly packages: Readonly<Record<string, { readonly dev?: boolean }>> } =
    JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
  const paths = Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path]) => path);

  const texts = paths.map(async (path) => {
    const manifest: { readonly name: string; readonly version: string; readonly license: string } =
      JSON.parse(await readFile(join(folder, path, 'package.json'), 'utf8'));
    const file = (await readdir(join(folder, path))).find((name) => /^licen[cs]e/i.test(name));
    const text = file ? await readFile(join(folder, path, file), 'utf8') : '';

    return `${manifest.name} ${manifest.version}: ${manifest.license}\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

async function bundledByEsbuild(entry: string, minify: boolean): Promise<string> {
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

async function bundledByWebpack(entry: string, minimize: boolean): Promise<string> {
  const webpack: Webpack = createRequire(entry)('webpack');
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
