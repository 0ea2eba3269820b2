import { reasonOf } from '../functions/domain/reason-of.ts';

/** Why a file cannot be read, for the user who named it. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';

  return reasons.get(code) ?? reasonOf(error);
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'its permissions do not let you'],
]);
