import type { Known } from '../../core/known.ts';
import {
  type FileSecret,
  fileSecrets,
  MOST_BYTES,
  MOST_FILE_SECRETS,
  mayLogIn,
  maySignTokens,
  secretFileForm,
  ValueNumbers,
  withSharedValues,
} from '../secrets/index.ts';
import type { ArchiveContents, ArchiveFile, ListedFile, UnreadFile } from './archive-files.ts';
import type { CodeEntry } from './code-analysis.ts';
import { constantLoginsIn } from './constant-logins-in.ts';
import { foreignPaths, type IsForeign } from './foreign-paths.ts';
import { gaps, inPart } from './in-part.ts';
import { signingTextsIn } from './signing-texts-in.ts';

/**
 * How many bytes of a file are read at most to look for secrets in it; undefined where it is not
 * read for that. A document that is larger than any settings is data, and is passed over.
 */
export function bytesForSecrets(
  { path, bytes }: ListedFile,
  isForeign: IsForeign,
  entry: CodeEntry,
): number | undefined {
  if (isForeign(path)) return isHiddenSetting(path) ? MOST_BYTES.lines : undefined;
  if (isOwnClass(path, entry)) return MOST_BYTES.data;

  const form = secretFileForm(path);
  if (form === undefined || (form === 'data' && bytes > MOST_BYTES.data)) return undefined;
  return MOST_BYTES[form];
}

/** What should never have been published: of a package of the own organization it is the own secret. */
function isHiddenSetting(path: string): boolean {
  return /\/\.(?:env|npmrc|pypirc|netrc)(?:\.[a-z]{2,12})?$/.test(path);
}

/** Of Java, what lies in the folder of the handler's own package or beside it. */
function isOwnClass(path: string, { runtime, handler = '' }: CodeEntry): boolean {
  if (runtime?.startsWith('java') !== true || !path.endsWith('.class')) return false;
  const [first, second] = handler.split('.');

  return second !== undefined && path.startsWith(`${first}/${second}/`);
}

/** Of all files of an archive. */
const MOST_SECRETS = 500;

/** Secrets in what is the function's own, of all files that were read. */
export function secretsIn(
  contents: ArchiveContents,
  entry: CodeEntry,
): Known<readonly FileSecret[]> {
  const { listing, files, unread } = contents;
  const isForeign = foreignPaths(listing, entry, files);
  const looked = files.filter((file) => isLookedAt(file, isForeign, entry));
  const found: FileSecret[] = [];
  const cut: UnreadFile[] = [];
  const values = new ValueNumbers();

  for (const { path, bytes } of looked) {
    const form = secretFileForm(path);
    const inFile = fileSecrets({ path, bytes, form, isForeign: isForeign(path) }, values);
    if (inFile.length === MOST_FILE_SECRETS)
      cut.push({ path, reason: 'it holds very many secrets' });
    found.push(...inFile);
  }
  if (found.length > MOST_SECRETS)
    cut.push({ path: 'the archive', reason: 'it holds very many secrets' });

  const logins = constantLoginsIn(contents, entry);
  const signing = signingTextsIn(contents, entry);
  for (const more of [logins, signing]) {
    if (more.known) found.push(...more.value.filter((one) => !isFoundAt(one, found)));
  }
  const scripts = looked.filter(({ path }) => secretFileForm(path) === 'script');
  const missedLogins = logins.known ? [] : scripts.filter(({ text }) => mayLogIn(text));
  const missedKeys = signing.known ? [] : scripts.filter(({ text }) => maySignTokens(text));

  const listed = new Set(listing.map(({ path }) => path));
  const missed = unread.filter(
    ({ path }) =>
      !listed.has(path) || bytesForSecrets({ path, bytes: 0 }, isForeign, entry) !== undefined,
  );
  return inPart(
    withSharedValues(found.slice(0, MOST_SECRETS)),
    gaps('not read', missed),
    gaps('not looked at to the end', cut),
    gaps(
      'its log-ins are not followed',
      missedLogins.map(({ path }) => ({ path, reason: reasonOf(logins) })),
    ),
    gaps(
      'the keys that it signs with are not followed',
      missedKeys.map(({ path }) => ({ path, reason: reasonOf(signing) })),
    ),
  );
}

/** The text that a log-in compares with may have a name of a secret, too. */
function isFoundAt({ path, line }: FileSecret, found: readonly FileSecret[]): boolean {
  return found.some((one) => one.path === path && one.line === line);
}

function reasonOf(answer: Known<unknown>): string {
  return answer.known ? '' : answer.reason;
}

function isLookedAt({ path, bytes }: ArchiveFile, isForeign: IsForeign, entry: CodeEntry): boolean {
  if (path.includes('!/')) return false;

  return (
    bytesForSecrets({ path, bytes: bytes.length }, isForeign, entry) !== undefined ||
    isProgram(bytes)
  );
}

/** As Linux runs it. */
function isProgram(bytes: Uint8Array): boolean {
  return [0x7f, 0x45, 0x4c, 0x46].every((byte, at) => bytes[at] === byte);
}
