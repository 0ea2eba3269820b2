import { type Known, unknown } from '../facts.ts';
import { installedPackages, packageMetadataPath } from '../packages/installed-packages.ts';
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
  return packageMetadataPath(path) || (isNode(runtime) && isSource(path));
}

export function packagesIn({ files, unread }: ArchiveContents): CodeAnalysis['packages'] {
  const found = installedPackages(files);
  const missed = unread.filter(({ path }) => packageMetadataPath(path) || !isSource(path));

  return inPart(found.packages, [...missed, ...found.unread]);
}

/** @throws when the analysis itself is at fault. */
export function weaknessesIn(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
): CodeAnalysis['weaknesses'] {
  if (handler === undefined) return unknown('a layer has no handler to begin at');
  if (!isNode(runtime)) return unknown(`code in ${runtime ?? 'no runtime'} is not analysed yet`);

  const sources = contents.files.filter(({ path }) => isSource(path));
  const missed = contents.unread.filter(({ path }) => !packageMetadataPath(path));

  try {
    const files = new Map(sources.map(({ path, text }) => [path, text]));
    const found = findWeaknesses({ files, handler });

    return inPart(found.weaknesses, [...missed, ...found.unread]);
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

function inPart<T>(value: T, unread: readonly UnreadFile[]): Known<T> {
  const [first] = unread;
  if (!first) return { known: true, value };

  const others = unread.length > 1 ? `, and ${unread.length - 1} more` : '';
  const incomplete = `not read: ${first.path.slice(0, LONGEST_PATH)} (${first.reason})${others}`;

  return { known: true, value, incomplete };
}

/** Characters. */
const LONGEST_PATH = 200;
