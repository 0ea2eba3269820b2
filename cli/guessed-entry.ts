import { runtimeRows, runtimesAsOf } from '../functions/data/runtimes.ts';
import { isNestedArchive, packageMetadataPath } from '../functions/engines/packages/index.ts';

/** Runtimes that Lambda has, without their versions. `provided` runs Go, Rust and any other. */
export type RuntimeFamily = 'nodejs' | 'python' | 'java' | 'dotnet' | 'ruby' | 'provided';

/** Where Lambda will enter a package, as far as its files show it. */
export interface GuessedEntry {
  readonly runtime: string;
  /** Undefined where only the configuration of the function names it. */
  readonly handler?: string | undefined;
  /** Path of the file from which the runtime was guessed. */
  readonly because: string;
}

export interface GivenEntry {
  readonly runtime?: string | undefined;
  readonly handler?: string | undefined;
}

/** Runtimes that can be named: of those that AWS still patches, or will bring. */
export const supportedRuntimes: readonly string[] = runtimeRows
  .filter(([name, deprecated]) => name !== 'custom' && (deprecated ?? '9999') > runtimesAsOf)
  .map(([name]) => name);

/** All that Lambda ever had, for packages that are still deployed with an old one. */
export const knownRuntimes: readonly string[] = runtimeRows
  .map(([name]) => name)
  .filter((name) => name !== 'custom');

/**
 * The newest runtime of the language that a package is written in, and its handler where that
 * follows from a file name: what is given goes before what is guessed.
 *
 * @param paths of all files of the package.
 * @param defined by path, the function that a file of Python defines as a handler.
 * @returns undefined where no file shows a language that Lambda runs.
 */
export function guessedEntry(
  paths: readonly string[],
  given: GivenEntry = {},
  defined: ReadonlyMap<string, string> = new Map(),
): GuessedEntry | undefined {
  const named = given.runtime === undefined ? undefined : familyOf(given.runtime);
  const evidence = evidenceFor(paths, given.handler, named);
  if (!evidence) return undefined;

  const { family, path } = evidence;
  const written = family === 'python' ? entryAmong([...defined.keys()].filter(mayHoldHandler)) : '';
  const name = defined.get(written);
  if (given.handler === undefined && name !== undefined) {
    const runtime = given.runtime ?? newestOf(family);
    return { runtime, handler: `${withoutExtension(written)}.${name}`, because: written };
  }
  return {
    runtime: given.runtime ?? newestOf(family),
    handler: given.handler ?? handlerIn(paths, family),
    because: path,
  };
}

/** Whether a file lies where Lambda looks for layers, or is one that any package may have. */
export function isLayerContent(path: string): boolean {
  return LAYER_FOLDERS.test(path) || packageMetadataPath(path) || languageOf(path) !== undefined;
}

/**
 * Source: "Packaging your layer content" (AWS Lambda Developer Guide); extensions: "Lambda
 * Extensions API".
 */
const LAYER_FOLDERS = /^(?:python|nodejs|java|ruby|bin|lib|extensions)\//;

interface Evidence {
  readonly family: RuntimeFamily;
  readonly path: string;
}

/** From what says most to what says least. */
function evidenceFor(
  paths: readonly string[],
  handler: string | undefined,
  named: RuntimeFamily | undefined,
): Evidence | undefined {
  const isMeant = ({ family }: Evidence) => named === undefined || family === named;
  const [any] = paths;
  const found = [
    ...(handler === undefined ? [] : fromHandler(handler, paths)),
    ...fromMarks(paths),
    ...fromSources(paths.filter((path) => !path.includes('/'))),
    ...fromSources(paths),
    ...fromPackages(paths),
  ].find(isMeant);

  // A runtime of one's own runs what no rule knows.
  return (
    found ?? (named === 'provided' && any !== undefined ? { family: named, path: any } : undefined)
  );
}

/** Source: the pages "Define Lambda function handler" of each language (Developer Guide). */
function fromHandler(handler: string, paths: readonly string[]): readonly Evidence[] {
  const there = new Set(paths);
  const stem = handler.slice(0, Math.max(0, handler.lastIndexOf('.')));
  const [first = '', ...rest] = handler.split('::');
  const named = [
    ...[...languages].map(([extension, family]) => ({
      family,
      path: `${stem}.${extension}`,
    })),
    { family: 'dotnet' as const, path: rest.length === 2 ? `${first}.dll` : '' },
    { family: 'java' as const, path: `${first.replaceAll('.', '/')}.class` },
  ];

  return named.filter(({ path }) => there.has(path));
}

/** Files that one runtime alone takes. */
function fromMarks(paths: readonly string[]): readonly Evidence[] {
  return marks.flatMap(({ family, isIt }) => {
    const path = paths.find(isIt);
    return path === undefined ? [] : [{ family, path }];
  });
}

const marks: readonly {
  readonly family: RuntimeFamily;
  readonly isIt: (path: string) => boolean;
}[] = [
  { family: 'provided', isIt: (path) => path === 'bootstrap' },
  {
    family: 'dotnet',
    isIt: (path) => /^[^/]+\.(?:runtimeconfig\.json|deps\.json|dll)$/.test(path),
  },
  { family: 'java', isIt: (path) => path.endsWith('.class') || path === 'META-INF/MANIFEST.MF' },
  { family: 'java', isIt: (path) => /^(?:java\/)?(?:lib\/)?[^/]+\.jar$/.test(path) },
];

/** By extension, of what Lambda takes as it is. */
const languages: ReadonlyMap<string, RuntimeFamily> = new Map([
  ['js', 'nodejs'],
  ['mjs', 'nodejs'],
  ['cjs', 'nodejs'],
  ['py', 'python'],
  ['pyc', 'python'],
  ['rb', 'ruby'],
]);

/** Stems that guides and frameworks give to the file of a handler. */
const usualStems = ['index', 'lambda_function', 'app', 'main', 'handler', 'function', 'lambda'];

/** The language of the file that is named as handlers are; else the one that has most files. */
function fromSources(paths: readonly string[]): readonly Evidence[] {
  const own = paths.filter((path) => !isInstalled(path));
  const byFamily = Map.groupBy(
    own.filter((path) => languageOf(path) !== undefined),
    (path) => languageOf(path) ?? 'provided',
  );

  return [...byFamily]
    .map(([family, sources]) => ({ family, sources, path: entryAmong(sources) }))
    .toSorted(
      (a, b) => rankOfStem(a.path) - rankOfStem(b.path) || b.sources.length - a.sources.length,
    )
    .map(({ family, path }) => ({ family, path }));
}

/** Installed packages and manifests, where nothing else shows a language. */
function fromPackages(paths: readonly string[]): readonly Evidence[] {
  return packageMarks.flatMap(({ family, pattern }) => {
    const path = paths.find((each) => pattern.test(each));
    return path === undefined ? [] : [{ family, path }];
  });
}

const packageMarks: readonly { readonly family: RuntimeFamily; readonly pattern: RegExp }[] = [
  { family: 'nodejs', pattern: /(?:^|\/)node_modules\// },
  { family: 'python', pattern: /\.(?:dist|egg)-info\// },
  { family: 'ruby', pattern: /(?:^|\/)vendor\/bundle\// },
  {
    family: 'nodejs',
    pattern: /(?:^|\/)(?:package(?:-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|deno\.lock)$/,
  },
  {
    family: 'python',
    pattern:
      /(?:^|\/)(?:requirements[^/]*\.txt|pyproject\.toml|Pipfile|Pipfile\.lock|uv\.lock|poetry\.lock|pdm\.lock)$/,
  },
  { family: 'java', pattern: /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?|gradle\.lockfile)$/ },
  { family: 'dotnet', pattern: /(?:^|\/)(?:[^/]+\.[cfv]sproj|packages\.lock\.json|paket\.lock)$/ },
  { family: 'ruby', pattern: /(?:^|\/)(?:Gemfile|Gemfile\.lock|gems\.locked)$/ },
  {
    family: 'provided',
    pattern: /(?:^|\/)(?:go\.mod|Cargo\.(?:toml|lock)|composer\.(?:json|lock))$/,
  },
];

function handlerIn(paths: readonly string[], family: RuntimeFamily): string | undefined {
  if (family === 'provided') return 'bootstrap';
  const exported = exportsOf[family];
  if (exported === undefined) return undefined;

  const sources = paths.filter((path) => languageOf(path) === family && !isInstalled(path));
  const top = sources.filter((path) => !path.includes('/'));
  const entry = entryAmong(top.length > 0 ? top : sources);
  return entry === '' ? undefined : `${withoutExtension(entry)}.${exported}`;
}

function withoutExtension(path: string): string {
  return path.replace(/\.\w+$/, '');
}

/** Whether a file of Python is of the package itself, as far as its path says. */
export function mayHoldHandler(path: string): boolean {
  return /\.py$/.test(path) && !isInstalled(path) && !TESTS.test(path);
}

const TESTS =
  /(?:^|\/)(?:tests?|docs?|examples?|\.venv|venv)\/|(?:^|\/)(?:test_[^/]*|conftest|setup)\.py$/;

/** What a function is named in the console's own samples. */
const exportsOf: Readonly<Partial<Record<RuntimeFamily, string>>> = {
  nodejs: 'handler',
  python: 'lambda_handler',
  ruby: 'lambda_handler',
};

/** The file that is named as handlers are, of those that lie highest. */
function entryAmong(sources: readonly string[]): string {
  const [first = ''] = sources.toSorted(
    (a, b) =>
      depthOf(a) - depthOf(b) || rankOfStem(a) - rankOfStem(b) || (a < b ? -1 : Number(a > b)),
  );

  return first;
}

function rankOfStem(path: string): number {
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  const rank = usualStems.indexOf(stem);

  return rank === -1 ? usualStems.length : rank;
}

function depthOf(path: string): number {
  return path.split('/').length;
}

function languageOf(path: string): RuntimeFamily | undefined {
  const extension = /\.(\w+)$/.exec(path)?.[1] ?? '';

  return isNestedArchive(path) ? undefined : languages.get(extension.toLowerCase());
}

function isInstalled(path: string): boolean {
  return /(?:^|\/)(?:node_modules|site-packages|vendor\/bundle)\//.test(path);
}

function familyOf(runtime: string): RuntimeFamily | undefined {
  if (runtime === 'go1.x') return 'provided';

  return families.find((family) => runtime.startsWith(family));
}

const families = ['nodejs', 'python', 'java', 'dotnet', 'ruby', 'provided'] as const;

/** The one that all others of the language are to be replaced by. */
function newestOf(family: RuntimeFamily): string {
  const successors = runtimeRows.flatMap(([name, , , , successor]) =>
    familyOf(name) === family && successor !== undefined ? [successor] : [],
  );

  return successors[0] ?? family;
}
