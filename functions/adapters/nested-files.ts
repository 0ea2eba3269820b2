import { inflateSync } from 'node:zlib';
import {
  type ArchiveContents,
  type ArchiveFile,
  archiveFile,
  type ListedFile,
  type UnreadFile,
} from '../domain/code/archive-contents.ts';
import { isJar, isNestedArchive } from '../domain/packages/formats/nested-archive.ts';
import { AUDIT_SECTION } from '../domain/packages/formats/rust-formats.ts';
import { packageMetadataPath } from '../domain/packages/installed-packages.ts';
import { elfOf, sectionOf } from '../domain/packages/programs/elf.ts';
import { hasProgramName } from '../domain/packages/programs/program.ts';
import { ArchiveError, archiveBounds, counted, megabytes } from './archive-bounds.ts';
import { inMemory } from './random-access.ts';
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
 * through it: `lib/a.jar!/META-INF/…`. Beside each program that Rust tells about, what it tells.
 */
export async function withNestedFiles(
  contents: ArchiveContents,
  bounds: NestingBounds = nestingBounds,
): Promise<ArchiveContents> {
  const files: ArchiveFile[] = [];
  const unread: UnreadFile[] = [...contents.unread];
  let archives = 0;
  let bytesLeft = bounds.totalBytes;

  async function open(file: ArchiveFile, depth: number): Promise<void> {
    archives += 1;
    const breach = breachOf(depth, archives, bytesLeft, bounds);
    if (breach !== undefined) {
      unread.push({ path: file.path, reason: breach });
      return;
    }

    const inner = await jarContents(file, bytesLeft);
    unread.push(...inner.unread);
    bytesLeft -= inner.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (const each of inner.files)
      await (isNestedArchive(each.path) ? open(each, depth + 1) : keep(each));
  }

  function keep(file: ArchiveFile): void {
    files.push(file);
    const audit = auditDataOf(file);
    if (audit && 'reason' in audit) unread.push(audit);
    else if (audit) files.push(audit);
  }

  for (const file of contents.files)
    await (isNestedArchive(file.path) ? open(file, 1) : keep(file));

  return { ...contents, files, unread };
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

/** Nothing but the reason, where it is no archive that can be read. */
async function jarContents(
  { path, bytes }: ArchiveFile,
  totalBytes: number,
): Promise<Pick<ArchiveContents, 'files' | 'unread'>> {
  const chosen = (listing: readonly ListedFile[]) =>
    new Map(
      listing
        .filter((file) => packageMetadataPath(`${path}!/${file.path}`))
        .map((file) => [file.path, isNestedArchive(file.path) ? totalBytes : LARGEST_TEXT]),
    );

  try {
    const archive = inMemory(new Uint8Array(bytes));
    const { files, unread } = await readArchive(archive, chosen, { ...archiveBounds, totalBytes });
    // One without any manifest is known by its name, if at all: that it is there must not be lost.
    if (files.length === 0 && unread.length === 0 && isJar(path)) {
      return { files: [archiveFile(`${path}!/META-INF/MANIFEST.MF`, new Uint8Array())], unread };
    }

    return {
      files: files.map((file) => archiveFile(`${path}!/${file.path}`, file.bytes)),
      unread: unread.map((file) => ({ ...file, path: `${path}!/${file.path}` })),
    };
  } catch (error) {
    if (error instanceof ArchiveError)
      return { files: [], unread: [{ path, reason: error.message }] };
    throw error;
  }
}

/** Bytes. */
const LARGEST_TEXT = 2 ** 20;
const LARGEST_AUDIT = 8 * 2 ** 20;

/** What cargo-auditable has packed into a section of the program. */
function auditDataOf({ path, bytes }: ArchiveFile): ArchiveFile | UnreadFile | undefined {
  const elf = hasProgramName(path) ? elfOf(bytes) : undefined;
  const section = elf && sectionOf(elf, AUDIT_SECTION);
  if (!section) return undefined;

  try {
    const unpacked = inflateSync(section, { maxOutputLength: LARGEST_AUDIT });
    return archiveFile(`${path}!/${AUDIT_SECTION}`, unpacked);
  } catch {
    return { path, reason: 'its audit data cannot be unpacked' };
  }
}
