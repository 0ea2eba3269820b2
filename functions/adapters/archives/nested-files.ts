import { inflateSync } from 'node:zlib';
import {
  type ArchiveContents,
  type ArchiveFile,
  archiveFile,
  type FileChoice,
  type ListedFile,
  type UnreadFile,
} from '../../engines/archive/index.ts';
import {
  AUDIT_SECTION,
  auditSectionOf,
  isJar,
  isNestedArchive,
  isTar,
  mayBeArchive,
  modulePath,
  packageMetadataPath,
  strippedVersionFiles,
} from '../../engines/packages/index.ts';
import { ArchiveError, archiveBounds, counted, megabytes } from './archive-bounds.ts';
import { inMemory } from './random-access.ts';
import { readTar } from './tar-archive.ts';
import { readArchive } from './zip-archive.ts';

/** What may be opened within one archive. */
export interface NestingBounds {
  /** Archives within archives within the archive. */
  readonly depth: number;
  /** On all levels together. */
  readonly archives: number;
  /** Bytes that are read of them, unpacked, on all levels together. */
  readonly totalBytes: number;
}

/** A Java function has a few hundred jars, of which a few lines each are read. */
export const nestingBounds: NestingBounds = {
  depth: 3,
  archives: 2_000,
  totalBytes: 128 * 2 ** 20,
};

/**
 * In the place of each archive in the archive what it holds about packages, under a path that leads
 * through it: `lib/a.jar!/META-INF/…`. Beside each Rust program its audit data, where it has any.
 */
export async function withNestedFiles(
  contents: ArchiveContents,
  bounds: NestingBounds = nestingBounds,
): Promise<ArchiveContents> {
  const files: ArchiveFile[] = [];
  const unread: UnreadFile[] = [...contents.unread];
  const nested = new Set<string>();
  let archives = 0;
  let bytesLeft = bounds.totalBytes;

  async function open(file: ArchiveFile, depth: number): Promise<void> {
    archives += 1;
    const breach = breachOf(depth, archives, bytesLeft, bounds);
    if (breach !== undefined) {
      unread.push({ path: file.path, reason: breach });
      return;
    }

    const inner = await contentsOf(file, bytesLeft);
    unread.push(...inner.unread);
    for (const path of inner.nested ?? []) if (nested.size < MOST_LISTED) nested.add(path);
    bytesLeft -= inner.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (const each of inner.files) await (isArchive(each) ? open(each, depth + 1) : keep(each));
  }

  function keep(file: ArchiveFile): void {
    files.push(file);
    const audit = auditDataOf(file);
    if (audit && 'reason' in audit) unread.push(audit);
    else if (audit) files.push(audit);
  }

  for (const file of contents.files) await (isArchive(file) ? open(file, 1) : keep(file));

  return { ...contents, files, unread, nested: [...nested] };
}

/** Paths that are kept of all archives together. */
const MOST_LISTED = 200_000;

/** By its name or, where that may be anything, by how it begins. */
function isArchive({ path, bytes }: ArchiveFile): boolean {
  return isNestedArchive(path) || (mayBeArchive(path) && isZip(bytes));
}

function isZip(bytes: Uint8Array): boolean {
  return [0x50, 0x4b, 0x03, 0x04].every((byte, at) => bytes[at] === byte);
}

function breachOf(
  depth: number,
  archives: number,
  bytesLeft: number,
  bounds: NestingBounds,
): string | undefined {
  if (depth > bounds.depth) return `it lies more than ${bounds.depth} archives deep`;
  if (archives > bounds.archives) return `there are more than ${counted(bounds.archives)} archives`;
  if (bytesLeft <= 0) return `the archives hold more than ${megabytes(bounds.totalBytes)} to read`;

  return undefined;
}

type NestedContents = Pick<ArchiveContents, 'files' | 'unread' | 'nested'>;

/** Nothing but the reason, where it is no archive that can be read. */
async function contentsOf(
  { path, bytes }: ArchiveFile,
  totalBytes: number,
): Promise<NestedContents> {
  const within = (file: { readonly path: string }) => `${path}!/${file.path}`;
  const choose: FileChoice = (listing) => {
    const versions = new Set(strippedVersionFiles(listing.map((file) => file.path)));
    const isWanted = (file: ListedFile) =>
      packageMetadataPath(within(file)) || versions.has(file.path);
    return new Map(
      listing
        .filter(isWanted)
        .map((file) => [file.path, isNestedArchive(file.path) ? totalBytes : LARGEST_TEXT]),
    );
  };

  try {
    const bounds = { ...archiveBounds, totalBytes };
    const { listing, files, unread } = isTar(path)
      ? readTar(bytes, choose, bounds)
      : await readArchive(inMemory(new Uint8Array(bytes)), choose, bounds);
    const inner = {
      unread: unread.map((file) => ({ ...file, path: within(file) })),
      nested: listing.flatMap((file) => listedPath(within(file))),
    };
    // One without any manifest is known by its name, if at all: that it is there must not be lost.
    if (files.length === 0 && unread.length === 0 && isJar(path)) {
      const bare = archiveFile(`${path}!/META-INF/MANIFEST.MF`, new Uint8Array());
      return { ...inner, files: [bare] };
    }
    if (files.length + unread.length === 0 && listing.some((file) => isCode(file.path))) {
      inner.unread.push({ path, reason: 'an archive of code in which nothing names a package' });
    }

    return { ...inner, files: files.map((file) => archiveFile(within(file), file.bytes)) };
  } catch (error) {
    if (error instanceof ArchiveError)
      return { files: [], unread: [{ path, reason: error.message }] };
    throw error;
  }
}

/** What is kept of a path: of a class its folder, for a jar has thousands. */
function listedPath(path: string): readonly string[] {
  if (path.endsWith('.class')) return [`${path.slice(0, path.lastIndexOf('/'))}/`];

  return modulePath(path) === undefined && !metadataOfPython.test(path) ? [] : [path];
}

const metadataOfPython = /\.(?:dist|egg)-info\/|(?:^|\/)EGG-INFO\//;

function isCode(path: string): boolean {
  return /\.(?:py|pyc|[cm]?js|rb|php|class|dll|so)$/.test(path);
}

/** Bytes. */
const LARGEST_TEXT = 2 ** 20;
const LARGEST_AUDIT = 8 * 2 ** 20;

/** What cargo-auditable has packed into a section of the program. */
function auditDataOf({ path, bytes }: ArchiveFile): ArchiveFile | UnreadFile | undefined {
  const section = auditSectionOf(path, bytes);
  if (!section) return undefined;

  try {
    const unpacked = inflateSync(section, { maxOutputLength: LARGEST_AUDIT });
    return archiveFile(`${path}!/${AUDIT_SECTION}`, unpacked);
  } catch {
    return { path, reason: 'its audit data cannot be unpacked' };
  }
}
