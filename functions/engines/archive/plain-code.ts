import type { CodePlace, SdkCall } from '../../core/sdk-calls.ts';
import { type IsHere, type PlainFile, TextPlaces } from '../flow/index.ts';
import { plainFile as plainJavaScript } from '../javascript/index.ts';
import { plainFile as plainPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';

/**
 * Whether the calls that are seen in code are all that it can make: it is small and plain, all of it
 * is here, it has no package but SDKs of AWS, and wherever it calls a client, a call is seen. Of any
 * other code that says nothing: a layer, a package or another program makes calls, a client goes where
 * no one follows it, a name is made up as it runs. What is not certain is no.
 */
export function isPlainCode(
  { listing, files, unread, nested = [] }: ArchiveContents,
  { runtime, handler, loadsMore = true }: CodeEntry,
  calls: CodeAnalysis['sdkCalls'],
): boolean {
  const language = isNode(runtime) ? javascript : isPython(runtime) ? python : undefined;
  const isWhole = handler !== undefined && !loadsMore && unread.length === 0 && nested.length === 0;
  if (!language || !isWhole || !calls.known || calls.value.unresolved.length > 0) return false;

  const texts = new Map(files.map((file) => [file.path, file]));
  const seen = Map.groupBy(calls.value.calls, ({ path }) => path);

  const own = listing.filter(({ path }) => !language.sdk.test(path) && !harmless.test(path));
  // What is not read as plain may do anything, whatever its name ends in.
  const paths = new Set(
    listing
      .map(({ path }) => path)
      .filter(
        (path) => /\.json$/.test(path) || (language.source.test(path) && !language.sdk.test(path)),
      ),
  );
  const plain: PlainFile[] = [];

  for (const { path, bytes } of own) {
    const isRead = language.source.test(path) && bytes <= MOST_BYTES;
    const text = isRead ? texts.get(path)?.text : undefined;
    const isHere = (name: string) => language.filesOf(name, path).some((file) => paths.has(file));
    const file = text === undefined ? undefined : language.plainFile(text, isHere);
    if (text === undefined || !file || !areSeen(file, text, seen.get(path) ?? [])) return false;
    plain.push(file);
  }
  return plain.every((one) => plain.every((other) => one === other || !takesFrom(one, other)));
}

interface Language {
  readonly source: RegExp;
  /** Files of AWS's SDKs, and of what they bring along. */
  readonly sdk: RegExp;
  /** @throws where the text is no code of the language. */
  readonly plainFile: (text: string, isHere: IsHere) => PlainFile | undefined;
  /** The files that a name may stand for, in the folder of the file that names it. */
  readonly filesOf: (name: string, path: string) => readonly string[];
}

/** What is larger is a bundle. */
const MOST_BYTES = 100_000;

/** What holds no code that the runtime would run. */
const harmless =
  /(?:^|\/)(?:LICENSE|README|\.gitignore|\.npmignore|\.DS_Store)$|\.(?:json|md|txt|html|css|png|jpe?g|gif|svg|ico|ya?ml|toml|lock|csv)$/i;

const javascript: Language = {
  source: /^(?!(?:.*\/)?node_modules\/).*\.[cm]?js$/,
  sdk: /^(?:.*\/)?node_modules\/(?:@aws-sdk|@smithy|@aws-crypto|aws-sdk|tslib|uuid|fast-xml-parser|strnum|bowser|jmespath|\.package-lock\.json)(?:\/|$)/,
  plainFile: plainJavaScript,
  filesOf(name, path) {
    const file = joined(path.split('/').slice(0, -1), name.split('/'));
    const endings = ['', '.js', '.mjs', '.cjs', '.json', '/index.js', '/index.mjs', '/index.cjs'];

    return file === undefined ? [] : endings.map((ending) => `${file}${ending}`);
  },
};

const python: Language = {
  source: /\.py$/,
  sdk: /^(?:boto3|botocore|s3transfer|jmespath|urllib3|dateutil|six|python_dateutil)(?:-[\w.]+\.dist-info)?(?:\/|\.py$)/,
  plainFile: plainPython,
  filesOf(name, path) {
    const dots = /^\.*/.exec(name)?.[0].length ?? 0;
    const folder = dots === 0 ? [] : path.split('/').slice(0, -dots);
    const file = joined(folder, name.slice(dots).split('.'));

    return file === '' ? ['__init__.py'] : [`${file}.py`, `${file}/__init__.py`];
  },
};

/** Undefined for what lies outside. */
function joined(folder: readonly string[], names: readonly string[]): string | undefined {
  const parts = [...folder];
  for (const name of names) {
    if (name === '..' && parts.pop() === undefined) return undefined;
    if (!['..', '.', ''].includes(name)) parts.push(name);
  }

  return parts.join('/');
}

/** Whether a call is seen wherever a client is called. */
function areSeen({ calls }: PlainFile, text: string, seen: readonly SdkCall[]): boolean {
  const places = new TextPlaces(new Map([['', text]]));

  return calls.every(({ start, end }) => {
    const [first, behind] = [places.at('', start), places.at('', end)];
    return seen.some((call) => !isBefore(call, first) && isBefore(call, behind));
  });
}

/** Whether a file may get at a client of another. */
function takesFrom({ taken }: PlainFile, { shared }: PlainFile): boolean {
  return shared.some((name) => taken.has(name));
}

function isBefore(one: CodePlace, other: CodePlace): boolean {
  return one.line === other.line ? one.column < other.column : one.line < other.line;
}
