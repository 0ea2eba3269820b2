import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pMap from 'p-map';
import * as z from 'zod';
import type { Contents } from './bundle-score.ts';

/**
 * Sets of packages. Those drawn by lot are of any release of the packages that there are
 * fingerprints of; of strangers there are none. What is held out is never looked at for tuning.
 */
const halves = {
  tuned: ['set-1', 'set-3', 'set-5'],
  'held out': ['set-2', 'set-4', 'set-6'],
  'drawn, tuned': ['drawn-1', 'drawn-3', 'drawn-5'],
  'drawn, held out': ['drawn-2', 'drawn-4', 'drawn-6'],
  'strangers, tuned': ['strangers-1'],
  'strangers, held out': ['strangers-2'],
} as const;

export interface Bundle {
  readonly half: keyof typeof halves;
  /** With `.min` behind it when it has minified. */
  readonly bundler: string;
  readonly text: string;
  readonly contents: Contents;
}

const bundled = join(import.meta.dirname, '../bundled');
/** Each set is bundled once, until what it is made from changes. */
const kept = process.env.BUNDLE_MATRIX ?? join(tmpdir(), 'vigil-bundle-matrix');
const run = promisify(execFile);

/**
 * Every set of packages in a bundle of every bundler, minified and not.
 *
 * Bundlers and packages are what their lock files pin, from whichever registry npm is configured for.
 */
export async function bundleMatrix(): Promise<readonly Bundle[]> {
  const bundlers = await bundlersFolder();
  const parcel = await parcelFolder();
  const sets = Object.entries(halves) as [keyof typeof halves, readonly string[]][];
  const bundles = await pMap(
    sets.flatMap(([half, names]) => names.map((name) => ({ half, name }))),
    async ({ half, name }) =>
      (await bundlesOf(name, bundlers, parcel)).map((bundle) => ({ half, ...bundle })),
    { concurrency: 2 },
  );

  return bundles.flat();
}

/** Where the bundlers are installed, of the versions that their lock file pins. */
export function bundlersFolder(): Promise<string> {
  return made('bundlers', sourcesOf('bundlers'), (folder) => installed('bundlers', folder));
}

/** The same of Parcel. */
export function parcelFolder(): Promise<string> {
  return made('parcel', ['parcel/package-lock.json'], (folder) => installed('parcel', folder));
}

async function bundlesOf(
  set: string,
  bundlers: string,
  parcel: string,
): Promise<readonly Omit<Bundle, 'half'>[]> {
  const folder = await made(set, sourcesOf(set), async (target) => {
    await installed(set, target);
    await bundle(set, 'bundle-set.mjs', [bundlers, target, join(target, 'out')]);
  });
  const sources = [...sourcesOf(set), 'parcel/package-lock.json', 'bundle-parcel.mjs'];
  const byParcel = await made(`${set}-parcel`, sources, (target) =>
    bundle(set, 'bundle-parcel.mjs', [parcel, folder, target]),
  );

  const out = join(folder, 'out');
  const truth = truthSchema.parse(JSON.parse(await readFile(join(out, 'truth.json'), 'utf8')));
  const contents = contentsOf(truth);
  const files = await Promise.all([out, byParcel].map(wholeBundlesIn));

  return pMap(files.flat(), async ({ path, bundler }) => ({
    bundler,
    text: await readFile(path, 'utf8'),
    contents,
  }));
}

/** What a bundler cannot bundle is reported, and left out. */
async function bundle(set: string, script: string, folders: readonly string[]): Promise<void> {
  const words = ['--no-deprecation', join(bundled, script), ...folders];
  const { stderr } = await run(process.execPath, words, { maxBuffer: 2 ** 26 });

  if (stderr) console.warn(`${set}: ${stderr.trim()}`);
}

async function wholeBundlesIn(folder: string) {
  const files = (await readdir(folder)).filter(isWholeBundle).toSorted();

  return files.map((file) => ({ path: join(folder, file), bundler: file.replace(/\.js$/, '') }));
}

/** Not one of the chunks that webpack puts beside it, whose names begin with a number. */
function isWholeBundle(file: string): boolean {
  return /^[a-z-]+(?:\.min)?\.js$/.test(file);
}

/** As `bundle-set.mjs` writes it. */
const truthSchema = z.object({
  direct: z.array(z.string()),
  all: z.array(z.object({ name: z.string(), version: z.string() })),
});

function contentsOf({ direct, all }: z.infer<typeof truthSchema>): Contents {
  const versions = new Map<string, string[]>();
  for (const { name, version } of all) {
    versions.set(name, [...(versions.get(name) ?? []), version]);
  }

  return { asked: direct.filter((name) => versions.has(name)), versions };
}

/** The folder of that name, made once; one half made has another name. */
async function made(
  name: string,
  sources: readonly string[],
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(await readFile(join(bundled, source)));
  const folder = join(kept, `${name}-${hash.digest('hex').slice(0, 12)}`);
  const unfinished = `${folder}.unfinished`;
  const isMade = await readdir(folder).then(
    () => true,
    () => false,
  );
  if (isMade) return folder;

  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await make(unfinished);
  await rename(unfinished, folder);

  return folder;
}

function sourcesOf(name: string): readonly string[] {
  return [`${name}/package-lock.json`, 'bundlers/package-lock.json', 'bundle-set.mjs'];
}

async function installed(name: string, folder: string): Promise<void> {
  for (const file of ['package.json', 'package-lock.json']) {
    await cp(join(bundled, name, file), join(folder, file));
  }
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
    cwd: folder,
  });
}
