import {
  ArchiveError,
  archiveBounds,
  deadline,
} from '../functions/adapters/archives/archive-bounds.ts';
import { inMemory } from '../functions/adapters/archives/random-access.ts';
import { listZip, type ZipDirectory } from '../functions/adapters/archives/zip-directory.ts';
import { Failure } from './failure.ts';

/**
 * Paths of the files in a zip that someone named, so that one that cannot be read is refused
 * instead of passing for one in which nothing is wrong.
 *
 * @throws Failure when it is no zip, is damaged or too large to list, or holds no file.
 */
export async function packagePaths(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<readonly string[]> {
  const { files, unread } = await listed(path, bytes);
  const [first] = unread;

  if (files.size === 0 && first) {
    throw new Failure(`${path} holds no file that can be read: of ${first.path}, ${first.reason}`);
  }
  if (files.size === 0) {
    throw new Failure(`${path} holds no files: name the zip that is deployed, or its folder`);
  }
  return [...files.keys()];
}

async function listed(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<ZipDirectory> {
  try {
    return await listZip(inMemory(bytes), archiveBounds, deadline(archiveBounds));
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;

    const other = otherFormats.find(({ isIt }) => isIt(bytes));
    throw new Failure(
      other
        ? `${path} is ${other.name}, which Lambda does not take: unpack it and name the folder`
        : `${path} cannot be read (${error.message}): build it again, or name the folder that is zipped`,
    );
  }
}

/** By the first bytes of each. Source: the list of file signatures of file(1). */
const otherFormats: readonly {
  readonly name: string;
  readonly isIt: (bytes: Uint8Array) => boolean;
}[] = [
  { name: 'a gzip archive (.tgz, .tar.gz)', isIt: beginsWith(0x1f, 0x8b) },
  { name: 'a bzip2 archive', isIt: beginsWith(0x42, 0x5a, 0x68) },
  { name: 'an xz archive', isIt: beginsWith(0xfd, 0x37, 0x7a, 0x58, 0x5a) },
  { name: 'a Zstandard archive', isIt: beginsWith(0x28, 0xb5, 0x2f, 0xfd) },
  { name: 'a 7z archive', isIt: beginsWith(0x37, 0x7a, 0xbc, 0xaf) },
  { name: 'a RAR archive', isIt: beginsWith(0x52, 0x61, 0x72, 0x21) },
  { name: 'a tar archive', isIt: (bytes) => textAt(bytes, 257, 5) === 'ustar' },
];

function beginsWith(...signature: readonly number[]) {
  return (bytes: Uint8Array): boolean => signature.every((byte, index) => bytes[index] === byte);
}

function textAt(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}
