import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { npmFingerprints } from '../functions/adapters/feeds/npm-fingerprints.ts';
import { bundledPackages } from '../functions/engines/bundles/bundled-packages.ts';
import { candidatesOf, namesInWords } from '../functions/engines/packages/package.ts';
import { type Contents, scoreOf } from '../tools/fingerprints/bench/bundle-score.ts';
import { bundleIngredients } from './bundle-ingredients.ts';

const folder = join(import.meta.dirname, 'bundled-packages');
const fingerprints = npmFingerprints(
  new URL('../functions/data/npm-fingerprints.json.br', import.meta.url),
);

/** As `npm run bench -- bundles` in tools/fingerprints asks of many more. */
describe.each(['esbuild', 'webpack'])('a bundle by %s', (bundler) => {
  it.each([
    ['not minified', ''],
    ['minified', '.min'],
  ])('%s: all packages are named, none in a wrong version', async (_, minified) => {
    const contents = await contentsOfBundle();

    const text = await bundle(`handler.${bundler}${minified}`);

    const { packages } = bundledPackages([{ path: 'index.js', text }], fingerprints);
    expect(scoreOf(packages, contents)).toMatchObject({ names: contents.asked.length, wrong: [] });
  });
});

describe.each(['esbuild', 'webpack'])('lodash alone in a bundle by %s', (bundler) => {
  it.each([
    ['as a whole', 'lodash-whole', ['lodash']],
    ['in part', 'lodash-in-part', ['lodash or lodash-es']],
  ])('%s is never reported as lodash-es', async (_, entry, names) => {
    const text = await bundle(`${entry}.${bundler}.min`);

    const { packages } = bundledPackages([{ path: 'index.js', text }], fingerprints);
    expect(packages.map(namesInWords)).toEqual(names);
    expect(packages.flatMap(candidatesOf).map(({ purl }) => purl)).toContain(
      'pkg:npm/lodash@4.17.20',
    );
  });
});

it('the bundles are of the packages and the bundlers of today, or else npm run bundles', async () => {
  expect(await readFile(join(folder, 'bundles/made-of.json'), 'utf8')).toBe(
    await bundleIngredients(),
  );
});

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

/** As a bundler has written it. */
async function bundle(name: string): Promise<string> {
  return brotliDecompressSync(await readFile(join(folder, `bundles/${name}.js.br`))).toString();
}
