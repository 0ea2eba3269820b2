import type { Weakness } from '../../functions/core/weakness.ts';
import {
  archiveFile,
  type CodeEntry,
  objectsOfOthersIn,
  sdkCallsIn,
} from '../../functions/engines/archive/index.ts';

/**
 * Where code changes, removes or answers what may be another user's.
 *
 * @param texts of the files of an archive, by path
 * @throws when that is not known.
 */
export function objectsIn(
  texts: Readonly<Record<string, string>>,
  entry: CodeEntry,
): readonly Weakness[] {
  const files = Object.entries(texts).map(([path, text]) =>
    archiveFile(path, new TextEncoder().encode(text)),
  );
  const listing = files.map(({ path, bytes }) => ({ path, bytes: bytes.length }));
  const contents = { listing, files, unread: [] };
  const found = objectsOfOthersIn(contents, entry, { sdkCalls: sdkCallsIn(contents, entry) });
  if (!found?.known) throw new Error(found?.reason ?? 'no code');

  return found.value;
}
