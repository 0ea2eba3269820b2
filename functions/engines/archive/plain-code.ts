import type { SdkCalls } from '../../core/sdk-calls.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { type BareCode, bareCode } from './code-without-texts.ts';
import { javaScriptClients } from './plain-javascript.ts';
import { pythonClients } from './plain-python.ts';

/**
 * Whether the calls that are seen in code are all that it can make: it is small and plain, all of it
 * is here, it has no package but SDKs of AWS, and wherever it names a client, a call is seen. Of any
 * other code that says nothing: a layer, a package or another program makes calls, a client goes where
 * no one follows it, a name is made up as it runs. What is not certain is no.
 */
export function isPlainCode(
  { listing, files, unread, nested = [] }: ArchiveContents,
  { runtime, handler, loadsMore = true }: CodeEntry,
  calls: CodeAnalysis['sdkCalls'],
): boolean {
  const language = isNode(runtime) ? javascript : isPython(runtime) ? python : undefined;
  const isHere = handler !== undefined && !loadsMore && unread.length === 0 && nested.length === 0;
  if (!language || !isHere || !calls.known || calls.value.unresolved.length > 0) return false;

  const own = listing.filter(({ path }) => !language.sdk.test(path) && !harmless.test(path));
  const texts = new Map(files.map((file) => [file.path, file]));
  const sources = own.map(({ path, bytes }) => {
    const isText = language.source.test(path) && bytes <= MOST_BYTES;
    const text = isText ? texts.get(path)?.text : undefined;
    return { path, code: text === undefined ? undefined : bareCode(text, language.name) };
  });

  const paths = new Set(listing.map(({ path }) => path));

  return arePlain(
    sources,
    (code, path) => language.clientsIn(code, path, paths),
    calls.value.calls,
  );
}

interface Language {
  readonly name: 'javascript' | 'python';
  readonly source: RegExp;
  /** Files of AWS's SDKs, and of what they bring along. */
  readonly sdk: RegExp;
  /**
   * Names of the clients of AWS that a file makes, each kept under a name of its own; undefined where
   * it is not plain.
   */
  readonly clientsIn: (
    code: BareCode,
    path: string,
    paths: ReadonlySet<string>,
  ) => readonly string[] | undefined;
}

/** What is larger is a bundle. */
const MOST_BYTES = 100_000;

/** What holds no code that the runtime would run. */
const harmless =
  /(?:^|\/)(?:LICENSE|README|\.gitignore|\.npmignore|\.DS_Store)$|\.(?:json|md|txt|html|css|png|jpe?g|gif|svg|ico|ya?ml|toml|lock|csv)$/i;

const javascript: Language = {
  name: 'javascript',
  source: /^(?!(?:.*\/)?node_modules\/).*\.[cm]?js$/,
  sdk: /^(?:.*\/)?node_modules\/(?:@aws-sdk|@smithy|@aws-crypto|aws-sdk|tslib|uuid|fast-xml-parser|strnum|bowser|jmespath|\.package-lock\.json)(?:\/|$)/,
  clientsIn: javaScriptClients,
};

const python: Language = {
  name: 'python',
  source: /\.py$/,
  sdk: /^(?:boto3|botocore|s3transfer|jmespath|urllib3|dateutil|six|python_dateutil)(?:-[\w.]+\.dist-info)?(?:\/|\.py$)/,
  clientsIn: pythonClients,
};

interface Source {
  readonly path: string;
  readonly code: BareCode | undefined;
}

function arePlain(
  sources: readonly Source[],
  clientsIn: (code: BareCode, path: string) => readonly string[] | undefined,
  calls: SdkCalls['calls'],
): boolean {
  const names = new Map<string, string>();

  for (const { path, code } of sources) {
    const clients = code && clientsIn(code, path);
    if (!clients) return false;
    for (const name of clients) {
      if (names.has(name)) return false;
      names.set(name, path);
    }
  }
  return sources.every((source) =>
    [...names].every(([name, of]) => isUsedInPlace(name, of === source.path, source, calls)),
  );
}

/**
 * Whether a client is named once as it is made, and else to be called by a method that is written
 * there, where a call is seen: `client.send(`. Handed on, returned, exported or kept elsewhere, it may
 * be called where no one sees it.
 */
function isUsedInPlace(
  name: string,
  isMadeHere: boolean,
  { path, code }: Source,
  calls: SdkCalls['calls'],
): boolean {
  const text = code?.withoutTexts ?? '';
  const places = [...text.matchAll(/[\w$]+/g)].filter(
    // Behind a dot it is another thing here, and may be this one in other files.
    ({ 0: word, index }) => word === name && (!isMadeHere || text[index - 1] !== '.'),
  );
  if (!isMadeHere) return places.length === 0;
  const lines = calls.filter((call) => call.path === path).map(({ line }) => line);
  const others = places.filter(
    ({ index }) => !/^\s{0,9}=(?![=>])/.test(text.slice(index + name.length)),
  );

  return (
    places.length - others.length === 1 &&
    others.every(({ index }) => {
      const [, method = ''] = /^\s{0,99}\.(\w{1,99})\(/.exec(text.slice(index + name.length)) ?? [];
      // A client that is put into another: `DynamoDBDocumentClient.from(client)`.
      if (method === '') return /Document\w{0,9}\.from\($/.test(text.slice(0, index));

      const at = text.slice(0, index).split('\n').length;
      return /^[A-Z]/.test(method) || lines.some((line) => line >= at && line <= at + 1);
    })
  );
}
