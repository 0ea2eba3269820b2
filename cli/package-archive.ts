import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { compareTexts } from '../functions/core/compare-texts.ts';
import { Failure } from './failure.ts';
import { packagePaths } from './package-paths.ts';
import { whyUnreadable } from './why-unreadable.ts';

/** What Lambda takes. Source: "Lambda quotas" (AWS Lambda Developer Guide). */
const MOST_MEGABYTES = 250;
const MOST_FILES = 100_000;

/** A deployment package, as far as it could be put together. */
export interface PackageArchive {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of all files in it. */
  readonly paths: readonly string[];
  /** Paths within the folder of links that lead out of it. */
  readonly unfollowed: readonly string[];
}

/**
 * Of a zip its bytes as they are, of a folder as they would be zipped. Links are not followed: some
 * tools deploy what they lead to, and some do not. What lies within the folder is there anyway.
 *
 * @throws Failure when there is no such file, it is too large, cannot be read, or holds no files.
 */
export async function packageArchive(path: string): Promise<PackageArchive> {
  const archive = await read(path);

  return { ...archive, paths: await packagePaths(path, archive.bytes) };
}

async function read(path: string): Promise<Omit<PackageArchive, 'paths'>> {
  try {
    const { isFolder, size } = await kindOf(path);
    if (!isFolder && size > MOST_MEGABYTES * 1_000_000) throw tooLarge(path);

    return isFolder
      ? await zipped(path)
      : { bytes: new Uint8Array(await readFile(path)), unfollowed: [] };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${path} cannot be read: ${whyUnreadable(error)}`);
  }
}

async function kindOf(path: string) {
  const found = await stat(path);
  if (!found.isDirectory() && !found.isFile()) {
    throw new Failure(`${path} is neither a zip nor a folder`);
  }

  return { isFolder: found.isDirectory(), size: found.size };
}

/** Without compression: it is read at once, and by this process alone. */
async function zipped(folder: string): Promise<Omit<PackageArchive, 'paths'>> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, level: 0 });
  const { files, links } = await entriesIn(folder);
  let total = 0;

  for (const path of files) {
    const bytes = await readFile(join(folder, path));
    total += bytes.byteLength;
    if (total > MOST_MEGABYTES * 1_000_000) throw tooLarge(folder);

    await zip.add(path, new Uint8ArrayReader(bytes));
  }

  const unfollowed = await leadingOut(folder, links);
  return { bytes: new Uint8Array(await zip.close()), unfollowed };
}

/** Paths within the folder, in a steady order. */
async function entriesIn(folder: string) {
  const files: string[] = [];
  const links: string[] = [];
  const folders = [''];

  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of await readdir(join(folder, next), { withFileTypes: true })) {
      const path = next === '' ? entry.name : `${next}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) files.push(path);
      else if (entry.isSymbolicLink()) links.push(path);
    }
    if (files.length > MOST_FILES) {
      throw new Failure(`${folder} has more than ${MOST_FILES} files: name the folder to deploy`);
    }
  }

  return { files: files.toSorted(compareTexts), links: links.toSorted(compareTexts) };
}

/** A link that leads nowhere leaves nothing out. */
async function leadingOut(folder: string, links: readonly string[]): Promise<readonly string[]> {
  const root = await realpath(folder);
  const out: string[] = [];

  for (const link of links) {
    const end = await realpath(join(folder, link)).catch(() => root);
    if (end !== root && !end.startsWith(root + sep)) out.push(link);
  }

  return out;
}

function tooLarge(path: string): Failure {
  return new Failure(`${path} is larger than ${MOST_MEGABYTES} MB, which Lambda does not take`);
}
