import { folderOf, type PackageFolders } from '../packages/index.ts';
import type { OwnPackages } from './own-packages.ts';
import { type SpecifierPattern, taskRoot } from './specifier-text.ts';

/** A project's own code, and where the packages lie that others wrote. */
export interface OwnCode {
  /** Sources by path within the archive, without what is in node_modules. */
  readonly files: ReadonlyMap<string, string>;
  readonly own: OwnPackages;
  readonly folders: PackageFolders;
}

/** What one specifier leads to, under whatever conditions. */
export interface Meaning {
  /** Names, whether they are there or not. */
  readonly packages: readonly string[];
  /** Own ones. */
  readonly files: readonly string[];
  /** Whether that is all. */
  readonly isWhole: boolean;
}

export function meaningOf(code: OwnCode, from: string, specifier: string): Meaning {
  if (specifier.startsWith('#')) return explained(code, code.own.internal(from, specifier));
  const name = packageName(specifier);
  if (name === undefined) return pathMeaning(code, from, specifier);

  const inTree = code.folders.find(folderOf(from), name);
  const named = explained(code, code.own.named(name, specifier));
  // Where no package has the name, Lambda lets a file in the root have it. Source: `NODE_PATH` of its runtimes.
  const inRoot = inTree === undefined ? resolvePath(code.files, '', `./${specifier}`) : undefined;

  return {
    packages: [name, ...named.packages],
    files: [...named.files, ...(inRoot === undefined ? [] : [inRoot])],
    isWhole: named.isWhole,
  };
}

function pathMeaning({ files, own }: OwnCode, from: string, specifier: string): Meaning {
  const direct = resolvePath(files, from, specifier);
  const inFolder = direct === undefined ? own.inFolder(pathBeside(from, specifier)) : [];
  const found = [
    direct,
    ...inFolder.map(({ folder, target }) => resolvePath(files, `${folder}/`, target)),
  ].filter((path) => path !== undefined);

  return { packages: [], files: found, isWhole: found.length > 0 || isHarmless(specifier) };
}

/** Files that a specifier may mean which is made up in part; none where that may be any of many. */
export function filesLike(
  { files }: OwnCode,
  from: string,
  { before, after }: SpecifierPattern,
): readonly string[] {
  const isFolder = before.endsWith('/');
  const beside = pathBeside(from, before);
  const start = isFolder && beside !== '' ? `${beside}/` : beside;
  const found: string[] = [];

  for (const path of files.keys()) {
    const isLike =
      path !== from &&
      path.startsWith(start) &&
      endingsLike.some((ending) => path.endsWith(`${after}${ending}`)) &&
      !path
        .slice(start.length)
        .replace(/\/index\.[cm]?js$/, '')
        .includes('/');
    if (isLike) found.push(path);
    if (found.length > MOST_LIKE) return [];
  }
  return found;
}

/** Of one folder. */
const MOST_LIKE = 50;

/** What own manifests make of a name. */
function explained(code: OwnCode, all: ReturnType<OwnPackages['internal']>): Meaning {
  if (all === undefined) return { packages: [], files: [], isWhole: false };

  const each = all.map(({ folder, target }) => {
    const name = packageName(target);
    return name === undefined
      ? pathMeaning(code, `${folder}/`, target)
      : { packages: [name], files: [], isWhole: true };
  });
  return {
    packages: each.flatMap(({ packages }) => packages),
    files: each.flatMap(({ files }) => files),
    isWhole: each.every(({ isWhole }) => isWhole),
  };
}

/** Undefined for a file, for what Node has built in, and for what only a package.json explains. */
export function packageName(specifier: string): string | undefined {
  const [name] = /^(?:@[^/:]+\/)?[^./#@:][^/:]*(?=\/|$)/.exec(specifier) ?? [];

  return isBuiltInModule(specifier) ? undefined : name;
}

/** @param name without `node:` */
export function isBuiltInModule(name: string): boolean {
  return builtIn.has(name) || partsOfBuiltIn.has(name);
}

/** Whether it is a module of Node's by which code is loaded or run that is named nowhere. */
export function mayLoadCode(name: string): boolean {
  return loading.has(name);
}

/** Whether it leads to no package, although it is none and no file of code. */
function isHarmless(specifier: string): boolean {
  const module = specifier.replace(/^node:/, '');
  const isBuiltIn = specifier !== module || isBuiltInModule(module);

  return isBuiltIn ? !mayLoadCode(module) : /^\.{1,2}\/.*\.json$/.test(specifier);
}

/** What Node has under names that packages have too. Source: "module.builtinModules" (Node.js 24). */
const builtIn = new Set(
  (
    'assert async_hooks buffer child_process cluster console constants crypto dgram ' +
    'diagnostics_channel dns domain events fs http http2 https inspector module net os path ' +
    'perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls ' +
    'trace_events tty url util v8 vm wasi worker_threads zlib'
  ).split(' '),
);

const partsOfBuiltIn = new Set(
  (
    'assert/strict dns/promises fs/promises inspector/promises path/posix path/win32 ' +
    'readline/promises stream/consumers stream/promises stream/web timers/promises util/types'
  ).split(' '),
);

const loading = new Set('child_process cluster module repl vm wasi worker_threads'.split(' '));

/** As Node does it for a relative specifier, and without package.json. */
function resolvePath(
  texts: ReadonlyMap<string, string>,
  from: string,
  specifier: string,
): string | undefined {
  const isInRoot = specifier.startsWith(`${taskRoot}/`);
  if (!isInRoot && !/^\.{1,2}(?:\/|$)/.test(specifier)) return undefined;

  const base = isInRoot
    ? pathBeside('', specifier.slice(taskRoot.length))
    : pathBeside(from, specifier);
  const candidates = [base, ...endings.map((ending) => `${base}${ending}`.replace(/^\//, ''))];

  return candidates.find((path) => isScript(path) && texts.has(path));
}

const endings = ['.js', '.mjs', '.cjs', '/index.js', '/index.mjs', '/index.cjs'];

/** A name may have its ending already. */
const endingsLike = ['', ...endings];

function isScript(path: string): boolean {
  return !/\.(?:json|node|wasm)$/.test(path);
}

/** What a relative specifier in a file names, be it there or not; a folder without a slash behind it. */
export function pathBeside(from: string, specifier: string): string {
  const kept: string[] = [];

  for (const part of [...from.split('/').slice(0, -1), ...specifier.split('/')]) {
    if (part === '..') kept.pop();
    else if (part !== '.' && part !== '') kept.push(part);
  }
  return kept.join('/');
}
