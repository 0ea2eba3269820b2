import { compareTexts } from '../../core/compare-texts.ts';
import type { Known } from '../../core/known.ts';
import { isForTrying } from '../secrets/index.ts';
import type { ArchiveContents, ArchiveFile } from './archive-files.ts';
import type { CodeEntry } from './code-analysis.ts';
import { foreignPaths, type IsForeign } from './foreign-paths.ts';
import { inPart } from './in-part.ts';
import { type ShippedFiles, type ShippedKind, shippedKinds } from './shipped-kinds.ts';

/** Paths of a kind that are kept. */
const MOST_PATHS = 5;

/** What lies in an archive and has no part in its running. */
export function shippedFilesIn(
  { listing, files }: ArchiveContents,
  entry: CodeEntry,
): Known<readonly ShippedFiles[]> {
  const isForeign = foreignPaths(listing, entry, files);
  const byKind = new Map<ShippedKind, Set<string>>();

  for (const { path } of listing) {
    const shipped = shippedAs(path, isForeign);
    if (shipped) add(byKind, shipped.kind, shipped.of);
  }
  for (const file of files) {
    if (!isForeign(file.path) && hasSources(file))
      add(byKind, 'source map with sources', file.path);
  }

  return inPart(
    shippedKinds.flatMap((kind) => {
      const all = [...(byKind.get(kind) ?? [])].toSorted(compareTexts);
      return all.length === 0 ? [] : [{ kind, paths: all.slice(0, MOST_PATHS), count: all.length }];
    }),
  );
}

function add(byKind: Map<ShippedKind, Set<string>>, kind: ShippedKind, path: string): void {
  byKind.set(kind, (byKind.get(kind) ?? new Set()).add(path));
}

interface Shipped {
  readonly kind: ShippedKind;
  /** The file, or the folder that is all of one kind. */
  readonly of: string;
}

function shippedAs(path: string, isForeign: IsForeign): Shipped | undefined {
  const tool = developmentTool(path);
  if (tool !== undefined) return { kind: 'development dependency', of: tool };
  if (isForeign(path)) return undefined;

  for (const [kind, name] of folders) {
    const match = name.exec(path);
    if (match) return { kind, of: path.slice(0, match.index + match[0].length) };
  }
  const kind = names.find(([, name]) => name.test(path))?.[0];
  if (kind === undefined || (kind === 'key store' && isForTrying(path))) return undefined;
  return { kind, of: path };
}

/** Up to the folder itself. */
const folders: readonly (readonly [ShippedKind, RegExp])[] = [
  ['git repository', /(?:^|\/)\.git\/(?=HEAD$|config$|objects\/|refs\/|logs\/|packed-refs$)/],
  ['Terraform state', /(?:^|\/)\.terraform\//],
  ['deployment output', /(?:^|\/)(?:\.serverless|\.aws-sam|cdk\.out)\//],
  [
    'tests',
    /^(?:src\/|lib\/|app\/)?(?:tests?|__tests__|e2e|spec|cypress)\/(?=.{1,1000}\.(?:[cm]?[jt]sx?|py|rb)$)/,
  ],
  ['editor settings', /(?:^|\/)\.(?:idea|vscode|vs)\//],
];

const names: readonly (readonly [ShippedKind, RegExp])[] = [
  [
    'credentials file',
    /(?:^|\/)(?:\.aws\/credentials|\.docker\/config\.json|\.kube\/config|\.netrc|_netrc|\.pypirc|\.pgpass|\.git-credentials|\.dockercfg|\.s3cfg|config\/master\.key)$/,
  ],
  ['Terraform state', /\.tfstate(?:\.backup)?$/],
  [
    'key store',
    /(?:^|\/)(?!(?:cacerts|[\w.-]{0,60}trust))[\w.-]{1,100}\.(?:p12|pfx|jks|keystore|bks|ppk|kdbx)$/i,
  ],
  ['memory dump', /\.(?:heapsnapshot|heapdump|hprof)$|(?:^|\/)core\.\d{1,7}$/],
  [
    'environment file',
    /(?:^|\/)\.env(?:\.(?!(?:example|sample|template|tmpl|dist|defaults?|test|d)$)[\w-]{1,40}){0,3}$/,
  ],
  ['tests', /\.(?:test|spec)\.[cm]?[jt]sx?$|^(?:test_[^/]{1,100}|conftest)\.py$/],
  [
    'log',
    /(?:^|\/)(?:npm-debug|yarn-error|yarn-debug|lerna-debug|debug|error|nohup)\.(?:log|out)(?:\.\d)?$/,
  ],
];

/** The folder of a tool that builds or checks, where it is installed as one. */
function developmentTool(path: string): string | undefined {
  if (!/node_modules\/|\.dist-info\/METADATA$/.test(path)) return undefined;
  const npm =
    /^(?<folder>(?:.{0,200}\/)?node_modules\/(?<name>@[\w.-]{1,60}\/[\w.-]{1,100}|[\w.-]{1,100}))\//.exec(
      path,
    )?.groups;
  if (
    npm?.name !== undefined &&
    toolsOfNpm.has(npm.name) &&
    !npm.folder?.slice(0, -npm.name.length - 14).includes('node_modules/')
  ) {
    return npm.folder;
  }

  const pip =
    /^(?:.{0,200}\/)?(?<name>[A-Za-z0-9_.]{1,60})-\d[\w.+!]{0,40}\.dist-info\/METADATA$/.exec(path)
      ?.groups?.name;
  return pip !== undefined && toolsOfPython.has(pip.toLowerCase())
    ? path.slice(0, path.lastIndexOf('/'))
    : undefined;
}

const toolsOfNpm = new Set([
  ...[
    'eslint',
    'prettier',
    'jest',
    'mocha',
    'vitest',
    'nyc',
    'ts-node',
    'ts-jest',
    'nodemon',
    'sinon',
  ],
  ...['webpack-cli', 'webpack-dev-server', 'serverless', 'serverless-offline', 'aws-cdk', 'husky'],
  ...[
    'lint-staged',
    'cypress',
    '@playwright/test',
    'typedoc',
    'supertest',
    '@biomejs/biome',
    'tsx',
  ],
]);

const toolsOfPython = new Set([
  ...['pytest', 'mypy', 'black', 'flake8', 'pylint', 'tox', 'ruff', 'isort', 'bandit', 'moto'],
  ...['coverage', 'pre_commit', 'nox', 'ipython', 'notebook'],
]);

/** The sources themselves, and not only what they were called. */
function hasSources({ path, bytes }: ArchiveFile): boolean {
  if (!/\.[cm]?js\.map$/.test(path)) return false;
  const text = new TextDecoder('latin1').decode(bytes);
  const at = text.indexOf('"sourcesContent"');

  return (
    at >= 0 &&
    /^"sourcesContent"\s{0,8}:\s{0,8}\[\s{0,8}(?:null\s{0,8},\s{0,8}){0,200}"/.test(
      text.slice(at, at + 4_000),
    )
  );
}
