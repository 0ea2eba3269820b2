import { reasonOf } from '../functions/domain/reason-of.ts';

/** Why something cannot be written, for the user who asked for it. */
export function whyUnwritable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';

  return reasons.get(code) ?? reasonOf(error);
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such folder'],
  ['ENOTDIR', 'there is no such folder'],
  ['EACCES', 'it is not allowed there'],
  ['EROFS', 'it is not allowed there'],
  ['ENOSPC', 'the disk is full'],
  ['ENAMETOOLONG', 'the name is too long'],
]);
