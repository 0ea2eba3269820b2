import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pMap from 'p-map';

/** A file that a library publishes for browsers. */
export interface LibrarySource {
  /** On npm. */
  readonly name: string;
  readonly version: string;
  readonly path: string;
  readonly text: string;
}

const kept = process.env.BROWSER_LIBRARIES ?? join(tmpdir(), 'vigil-browser-libraries');
const run = promisify(execFile);

/**
 * Of each release in `browser-libraries.json`, its main file, minified and not: by `npm pack`, once,
 * from whichever registry npm is configured for.
 */
export async function browserLibraries(): Promise<readonly LibrarySource[]> {
  const list = join(import.meta.dirname, 'browser-libraries.json');
  const libraries: Record<string, readonly string[]> = JSON.parse(await readFile(list, 'utf8'));
  const releases = Object.entries(libraries).flatMap(([name, versions]) =>
    versions.map((version) => ({ name, version })),
  );

  return (await pMap(releases, sourcesOf, { concurrency: 4 })).flat();
}

interface Release {
  readonly name: string;
  readonly version: string;
}

async function sourcesOf(release: Release): Promise<readonly LibrarySource[]> {
  const folder = await unpacked(release);
  const paths = (await readdir(folder, { recursive: true })).filter(isForBrowsers);
  const sized = await pMap(paths, async (path) => ({
    path,
    bytes: (await stat(join(folder, path))).size,
  }));
  const best = sized
    .filter(({ bytes }) => bytes > SMALLEST && bytes < LARGEST)
    .toSorted(
      (a, b) => rankOf(a.path, release.name) - rankOf(b.path, release.name) || b.bytes - a.bytes,
    );
  const chosen = [best.find(isMinified), best.find((file) => !isMinified(file))];

  return pMap(
    chosen.flatMap((file) => file ?? []),
    async ({ path }) => ({ ...release, path, text: await readFile(join(folder, path), 'utf8') }),
  );
}

/** Bytes. */
const SMALLEST = 800;
const LARGEST = 2_500_000;

async function unpacked({ name, version }: Release): Promise<string> {
  const folder = join(kept, `${name.replace('/', '+')}@${version}`);
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  if (isThere) return folder;

  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await run('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', unfinished]);
  const [archive = ''] = await readdir(unfinished);
  await run('tar', ['xzf', join(unfinished, archive), '-C', unfinished, '--strip-components=1']);
  await rename(unfinished, folder);
  return folder;
}

function isForBrowsers(path: string): boolean {
  return /\.[cm]?js$/.test(path) && !othersFolder.test(path) && !tool.test(path);
}

const othersFolder =
  /(?:^|\/)(?:node_modules|bower_components|tests?|specs?|locales?|i18n|lang|examples?|docs?|demos?|benchmarks?|vendor|external|coverage|schematics|bin|blueprints|tools|tasks|grunt)\//;
const tool = /gruntfile|gulpfile|karma|webpack|rollup|\.conf\b|coverage|qunit/i;

function isMinified({ path }: { readonly path: string }): boolean {
  return /\.min\.|-min\.|\.prod\.|production/.test(path);
}

/** Small for the file that is named for the library, not deep, where files for browsers are. */
function rankOf(path: string, name: string): number {
  const [own, base] = [
    lettersIn(path.split('/').at(-1) ?? ''),
    lettersIn(name.split('/').at(-1) ?? ''),
  ];
  const likeness = own === base ? 0 : own.startsWith(base.slice(0, 4)) ? 2 : 4;
  const isPublished = /(?:^|\/)(?:dist|build|umd|lib|min|bundles|cjs|js)\//.test(path);
  const depth = path.split('/').length;

  return likeness + (isPublished || depth === 1 ? 0 : 1.5) + depth / 5;
}

function lettersIn(file: string): string {
  const stem = file.replace(
    /[.-](?:min|prod|production|development|umd|cjs|global)\b|\.[cm]?js$/g,
    '',
  );

  return stem
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .replace(/js$/, '');
}
