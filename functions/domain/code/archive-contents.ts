import { type Known, unknown } from '../facts.ts';
import { installedPackages, packageMetadataPath } from '../packages/installed-packages.ts';
import { bundledPackages, isBundleCompanion, isSourceMap } from './bundles/bundled-packages.ts';
import type { CodeAnalysis, CodeEntry } from './code-analysis.ts';
import { findWeaknesses } from './javascript/find-weaknesses.ts';
import { JavaScriptNotAnalysed } from './javascript/not-analysed.ts';

/** Files of an archive, and those that should be among them and could not be read. */
export interface ArchiveContents {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly unread: readonly UnreadFile[];
}

export interface UnreadFile {
  readonly path: string;
  readonly reason: string;
}

/** Whether a file of the archive must be read to analyse it. */
export function isTelling(path: string, { runtime }: CodeEntry): boolean {
  const mayBundle = runtime === undefined || isNode(runtime);

  return packageMetadataPath(path) || (mayBundle && (isSource(path) || isBundleCompanion(path)));
}

/** Packages that were installed, and those that bundlers have put into other files. */
export function packagesIn({
  files,
  unread,
}: ArchiveContents): Pick<CodeAnalysis, 'packages' | 'unidentifiedBundles'> {
  const installed = installedPackages(files);
  const bundled = bundledPackages(
    files.filter(({ path }) => isSource(path) || isBundleCompanion(path)),
  );
  // A bundle without the map that would have told all is judged by what else there is.
  const missed = unread.filter(({ path }) => !isSourceMap(path));

  return {
    packages: inPart(
      [...installed.packages, ...bundled.packages],
      gaps('not read', [...missed, ...installed.unread]),
      gaps('not recognised', bundled.untold),
    ),
    unidentifiedBundles: inPart(
      bundled.unidentified,
      gaps(
        'not read',
        missed.filter(({ path }) => !packageMetadataPath(path)),
      ),
    ),
  };
}

/** @throws when the analysis itself is at fault. */
export function weaknessesIn(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
): CodeAnalysis['weaknesses'] {
  if (handler === undefined) return unknown('a layer has no handler to begin at');
  if (!isNode(runtime)) return unknown(`code in ${runtime ?? 'no runtime'} is not analysed yet`);

  const sources = contents.files.filter(({ path }) => isSource(path));
  const missed = contents.unread.filter(
    ({ path }) => !packageMetadataPath(path) && !isBundleCompanion(path),
  );

  try {
    const files = new Map(sources.map(({ path, text }) => [path, text]));
    const found = findWeaknesses({ files, handler });

    return inPart(found.weaknesses, gaps('not read', [...missed, ...found.unread]));
  } catch (error) {
    if (error instanceof JavaScriptNotAnalysed) return unknown(error.message);
    throw error;
  }
}

function isNode(runtime: string | undefined): boolean {
  return runtime?.startsWith('nodejs') ?? false;
}

/** What others wrote is their advisories' business, not this one's. */
function isSource(path: string): boolean {
  return /\.[cm]?js$/.test(path) && !/(?:^|\/)node_modules\//.test(path);
}

function inPart<T>(value: T, ...gaps: readonly (string | undefined)[]): Known<T> {
  const told = gaps.filter((gap) => gap !== undefined);

  return { known: true, value, ...(told.length > 0 && { incomplete: told.join('; ') }) };
}

/** Of many, the first speaks. */
function gaps(what: string, [first, ...others]: readonly UnreadFile[]): string | undefined {
  if (!first) return undefined;

  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return `${what}: ${first.path.slice(0, LONGEST_PATH)} (${first.reason})${more}`;
}

/** Characters. */
const LONGEST_PATH = 200;
