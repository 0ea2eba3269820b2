import type { Known } from '../../core/known.ts';
import { withoutUserinfo } from '../../core/without-userinfo.ts';
import type { UnreadFile } from './archive-files.ts';

/** What is known of an archive, with what of it could not be seen. */
export function inPart<T>(value: T, ...gaps: readonly (string | undefined)[]): Known<T> {
  const given = gaps.filter((gap) => gap !== undefined);

  return { known: true, value, ...(given.length > 0 && { incomplete: given.join('; ') }) };
}

/** Of many files, the first speaks; undefined where there are none. */
export function gaps(what: string, [first, ...others]: readonly UnreadFile[]): string | undefined {
  if (!first) return undefined;

  const more = others.length > 0 ? `, and ${others.length} more` : '';
  const path = withoutUserinfo(first.path).slice(0, LONGEST_PATH);
  return `${what}: ${path} (${withoutUserinfo(first.reason)})${more}`;
}

/** Characters. */
const LONGEST_PATH = 200;
