import { hash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { version } from 'esbuild';
import { type Bundle, type BundleSource, buildBundles, bundleOptions } from './build-bundle.ts';

export interface BundleCacheProps {
  readonly project: string;
  /** Where bundles are kept; undefined keeps none. Several projects and processes may share it. */
  readonly folder: string | undefined;
  /** Of the imports of package.json. @default none */
  readonly conditions?: readonly string[];
  /** @default buildBundles */
  readonly build?: typeof buildBundles;
}

/**
 * The files of bundles: those of an earlier build if nothing that they depend on has changed since,
 * by content and not by date; all others are built at once, and kept. A kept bundle that is damaged or
 * cannot be read counts as none.
 *
 * @returns one for each source, in their order
 * @throws what `buildBundles` throws.
 */
export function obtainBundles(
  sources: readonly BundleSource[],
  { project, folder, conditions = [], build = buildBundles }: BundleCacheProps,
): readonly Bundle['files'][] {
  if (folder === undefined) {
    return build(sources, project, conditions).map(({ files }) => files);
  }
  const digestIn = digestsIn(project);
  const recipes = recipesOf(sources, conditions, digestIn);
  const kept = recipes.map((recipe) => keptBundle(recipe, folder, digestIn));
  const missing = sources.filter((_, at) => !kept[at]);
  if (missing.length === 0) return kept.filter((files) => files !== undefined);

  const startedAt = Date.now();
  const built = new Map(
    build(missing, project, conditions).map((bundle, at) => [missing[at], bundle]),
  );
  const digestNow = digestsIn(project);
  return sources.map((source, at) => {
    const bundle = built.get(source);
    if (!bundle) return kept[at] ?? new Map();
    const inputs = hashesOf(bundle.inputs, project, startedAt, digestNow);
    if (inputs) keep({ inputs, files: bundle.files }, recipes[at] ?? '', folder);
    return bundle.files;
  });
}

/** Digests of files by their paths in a project, each read once; undefined for those that cannot be read. */
type Digests = (path: string) => string | undefined;

function digestsIn(project: string): Digests {
  const known = new Map<string, string | undefined>();

  return (path) => {
    if (!known.has(path)) known.set(path, fileDigest(join(project, path)));
    return known.get(path);
  };
}

/** A bundle as it is kept: in one file, behind the digest of its content. */
interface Kept {
  readonly files: Bundle['files'];
  /** Digests of what it was built of, by path within the project. */
  readonly inputs: ReadonlyMap<string, string>;
}

/** Two generations of all functions, for the checkout and for the package: about 150 MB. */
const MOST_KEPT = 36;

const DIGEST_BYTES = 32;

/** How far the clock of a file system may be behind. */
const CLOCK_SLACK_MS = 50;

/** Of each, a digest of all that it depends on besides its inputs, as a part of a file name. */
function recipesOf(
  sources: readonly BundleSource[],
  conditions: readonly string[],
  digestIn: Digests,
): readonly string[] {
  const builders = readdirSync(import.meta.dirname).map((name) => join(import.meta.dirname, name));
  // The resolution of imports depends on these, too, so they count whether esbuild names them or not.
  const settings = ['package.json', 'package-lock.json', 'tsconfig.json'];
  const installed = 'node_modules/.package-lock.json';
  const [code, others] = [
    [...builders, PURLS].map((path) => [basename(path), digestOf(readFileSync(path))]).toSorted(),
    [...settings, installed].map((path) => digestIn(path) ?? 'none'),
  ];

  return sources.map((source) =>
    digestOf(JSON.stringify([version, bundleOptions, conditions, source, code, others])),
  );
}

/** What the bill of materials takes the names of packages from. */
const PURLS = join(import.meta.dirname, '../../functions/engines/packages/package.ts');

function keptBundle(
  recipe: string,
  folder: string,
  digestIn: Digests,
): Bundle['files'] | undefined {
  for (const { path } of newestFirst(folder)) {
    if (!basename(path).startsWith(recipe)) continue;

    const kept = readKept(path);
    const isCurrent = kept?.inputs.entries().every(([input, digest]) => digestIn(input) === digest);
    if (kept && isCurrent) {
      quietly(() => utimesSync(path, new Date(), new Date()));
      return kept.files;
    }
  }
  return undefined;
}

/** Undefined for one that is damaged, or was removed meanwhile. */
function readKept(path: string): Kept | undefined {
  return quietly(() => {
    const bytes = readFileSync(path);
    const content = bytes.subarray(DIGEST_BYTES);

    return bytes.subarray(0, DIGEST_BYTES).equals(hash('sha256', content, 'buffer'))
      ? (deserialize(content) as Kept)
      : undefined;
  });
}

/** The file appears whole or not at all, so two processes may keep the same bundle at once. */
function keep(kept: Kept, recipe: string, folder: string): void {
  const content = serialize(kept);
  const name = `${recipe}-${digestOf(JSON.stringify([...kept.inputs]))}`;
  const temporary = join(folder, `.${process.pid}-${crypto.randomUUID()}`);

  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, Buffer.concat([hash('sha256', content, 'buffer'), content]));
    renameSync(temporary, join(folder, name));
    for (const { path } of newestFirst(folder).slice(MOST_KEPT)) rmSync(path, { force: true });
  } catch (error) {
    quietly(() => rmSync(temporary, { force: true }));
    console.warn(
      `A bundle could not be kept in ${folder}, so it is built again next time: ${error}`,
    );
  }
}

/**
 * Undefined when a file has changed since the build began, or is gone: the build may have read
 * another content than is there now.
 */
function hashesOf(
  inputs: readonly string[],
  project: string,
  startedAt: number,
  digestIn: Digests,
): ReadonlyMap<string, string> | undefined {
  const digests = new Map<string, string>();

  for (const input of inputs) {
    const digest = digestIn(input);
    const changedAt = statSync(join(project, input), { throwIfNoEntry: false })?.ctimeMs;
    if (digest === undefined || changedAt === undefined) return undefined;
    if (changedAt > startedAt - CLOCK_SLACK_MS) return undefined;
    digests.set(input, digest);
  }
  return digests;
}

function newestFirst(folder: string) {
  const names = quietly(() => readdirSync(folder)) ?? [];
  const files = names.flatMap((name) => {
    const path = join(folder, name);
    const usedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    return usedAt === undefined ? [] : [{ path, usedAt }];
  });

  return files.toSorted((a, b) => b.usedAt - a.usedAt);
}

function fileDigest(path: string): string | undefined {
  return quietly(() => digestOf(readFileSync(path)));
}

function digestOf(content: string | Uint8Array): string {
  return hash('sha256', content);
}

/** Undefined where the cache cannot be read or written: then the bundle is built. */
function quietly<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}
