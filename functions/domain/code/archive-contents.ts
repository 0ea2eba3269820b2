import { type Known, unknown } from '../facts.ts';
import {
  bytesToRead,
  installedPackages,
  packageMetadataPath,
} from '../packages/installed-packages.ts';
import type { CodeAnalysis, CodeEntry } from './code-analysis.ts';
import { findWeaknesses } from './javascript/find-weaknesses.ts';
import { JavaScriptNotAnalysed } from './javascript/not-analysed.ts';

/** What an archive lists, the files of it that were chosen, and those that could not be read. */
export interface ArchiveContents {
  /** Every file of the archive, read or not. */
  readonly listing: readonly ListedFile[];
  readonly files: readonly ArchiveFile[];
  readonly unread: readonly UnreadFile[];
}

/** What the directory of an archive says of a file, which may be a lie. */
export interface ListedFile {
  readonly path: string;
  /** Unpacked. */
  readonly bytes: number;
}

export interface ArchiveFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The bytes as UTF-8, whatever they are; decoded each time that it is asked for. */
  readonly text: string;
}

export interface UnreadFile {
  readonly path: string;
  readonly reason: string;
}

/** The paths of the files to read, of all that are listed, and how many bytes of each at most. */
export type FileChoice = (listing: readonly ListedFile[]) => ReadonlyMap<string, number>;

export function archiveFile(path: string, bytes: Uint8Array): ArchiveFile {
  return {
    path,
    bytes,
    get text() {
      return new TextDecoder().decode(bytes);
    },
  };
}

/** The files that must be read to analyse an archive. */
export function tellingFiles({ runtime }: CodeEntry): FileChoice {
  return (listing) => {
    const sources = isNode(runtime) ? isSource : () => false;

    return new Map(
      listing.flatMap((file) => {
        const most = bytesToRead(file) ?? (sources(file.path) ? LARGEST_TEXT : undefined);
        return most === undefined ? [] : [[file.path, most]];
      }),
    );
  };
}

/** Bytes. */
const LARGEST_TEXT = 16 * 2 ** 20;

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
