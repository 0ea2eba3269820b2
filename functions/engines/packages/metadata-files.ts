import { isNestedArchive } from './formats/nested-archive.ts';
import { isProjectManifest } from './formats/npm-manifest.ts';
import { packageFormats } from './formats/package-formats.ts';
import { hasProgramName, SMALLEST_PROGRAM } from './programs/program.ts';

/** Whether a file of the archive must be read to know its packages, whatever it is made of. */
export function packageMetadataPath(path: string): boolean {
  return isNestedArchive(path) || packageFormats.some((format) => format.describes(path));
}

/** Whether it is read only to sort what a lock names: the lock can be read without it. */
export function isLockCompanion(path: string): boolean {
  return packageFormats.some(({ manifest }) => manifest?.describes(path) === true);
}

/** Most bytes of a file that must be read to know its packages; undefined where it need not be. */
export function bytesToRead(file: {
  readonly path: string;
  readonly bytes: number;
}): number | undefined {
  const mayBeProgram = file.bytes >= SMALLEST_PROGRAM && hasProgramName(file.path);
  if (isNestedArchive(file.path) || mayBeProgram) return LARGEST_BINARY;

  // Where there is no JavaScript, one of npm says nothing.
  const isCompanion = isLockCompanion(file.path) && !isProjectManifest(file.path);
  return packageMetadataPath(file.path) || isCompanion ? LARGEST_TEXT : undefined;
}

/** Bytes. No archive that Lambda takes has more. */
const LARGEST_BINARY = 256 * 2 ** 20;
const LARGEST_TEXT = 16 * 2 ** 20;
