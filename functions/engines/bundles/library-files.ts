import { libraryFileNames } from '../../data/library-file-names.ts';
import type { Detection, PackageMatch } from './detection.ts';

/** The library whose file has such a name, and the version that the path has in it. */
export interface LibraryFile {
  /** On npm. */
  readonly name: string;
  readonly version?: string | undefined;
}

/** `jquery-3.4.1.min.js`, `jquery/3.4.1/jquery.js`, `jquery@3.4.1/dist/jquery.js`, `jquery.min.js`. */
export function libraryFile(path: string): LibraryFile | undefined {
  const folders = path.split('/').slice(-MOST_FOLDERS);
  const file = folders.pop()?.toLowerCase() ?? '';
  if (file.length > LONGEST_NAME) return undefined;
  const { stem, version: own } = partsOf(file);
  const name = libraryFileNames.get(stem);
  if (name === undefined) return undefined;

  const [folder = '', above = ''] = folders.toReversed();
  const shelved =
    versionOnly.test(folder) && above.toLowerCase().startsWith(stem) ? folder : undefined;
  const marked = folders.map((each) => /^(.{1,80})@(\d.{0,60})$/.exec(each));
  const installed = marked.find((each) => each?.[1] === name)?.[2];

  return { name, version: own ?? shelved ?? installed };
}

/** A name is soon given: the text must speak of the library, and then it is possible. */
export function libraryFileDetection(path: string, text: string): Detection {
  const file = libraryFile(path);
  const { name, version = '' } = file ?? {};
  const isSo = name !== undefined && versionOnly.test(version) && speaksOf(text, name);
  const match: PackageMatch = {
    name: name ?? '',
    version,
    certainty: 'possible',
    candidates: [version],
  };

  return { by: 'file name', matches: isSo ? [match] : [], whole: false };
}

/** Folders of a path, and the file. */
const MOST_FOLDERS = 6;

const versionOnly = /^\d{1,4}\.\d{1,5}\.\d{1,9}(?:-(?:alpha|beta|rc)[\w.-]{0,20})?$/;

/** What stands behind a library's name: of which kind its file is. */
const kind =
  /[.-](?:min|slim|bundle|runtime|global|prod|production|development|dev|umd|full|all|core|pkgd|esm|cjs|browser|debug|common|compat|latest)$/;
const version = /[-.@_]v?(\d{1,4}\.\d{1,5}\.\d{1,9}(?:-(?:alpha|beta|rc)[\w-]{0,20})?)$/;

/** The name that a file begins with, and the version in it: `jquery`, `3.4.1` of `jquery-3.4.1.min.js`. */
function partsOf(file: string): { readonly stem: string; readonly version?: string | undefined } {
  const named = withoutKinds(file.replace(/\.[cm]?js$/, ''));
  const [end = '', stated] = version.exec(named) ?? [];
  const stem = withoutKinds(named.slice(0, named.length - end.length));

  return /\.[cm]?js$/.test(file) ? { stem, version: stated } : { stem: '' };
}

function withoutKinds(name: string): string {
  const bare = name.replace(kind, '');

  return bare === name ? name : withoutKinds(bare);
}

/** Characters: no name of a library's file is longer. */
const LONGEST_NAME = 120;

/** By the parts of its name, of which one may stand beside the other or one character from it. */
function speaksOf(text: string, name: string): boolean {
  const [first = '', ...others] = name
    .toLowerCase()
    .replace(/^@/, '')
    .replace(/(?:[.-]?js|\.net)$/, '')
    .split(/[^a-z0-9]+/);
  const small = text.toLowerCase();

  for (let at = small.indexOf(first); at >= 0; at = small.indexOf(first, at + 1)) {
    if (isFollowed(small, at + first.length, others)) return true;
  }
  return false;
}

function isFollowed(text: string, end: number, [next, ...others]: readonly string[]): boolean {
  if (next === undefined) return true;

  return [end, end + 1].some(
    (at) => text.startsWith(next, at) && isFollowed(text, at + next.length, others),
  );
}
