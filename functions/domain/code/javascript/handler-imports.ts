import {
  type HandlerImports,
  type ImportedName,
  MOST_MENTIONED,
} from '../../packages/importers.ts';
import { folderOf } from '../../packages/installed-copies.ts';
import type { PackageFolders } from '../../packages/package-folders.ts';
import { findHandlerName } from './handler-name.ts';
import { importsIn } from './imports-in.ts';
import { pathBeside, resolvePath } from './modules.ts';
import { JavaScriptNotAnalysed } from './not-analysed.ts';
import type { OwnPackages } from './own-packages.ts';

/** A project's own code, and where the packages lie that others wrote. */
export interface OwnCode {
  /** Sources by path within the archive, without what is in node_modules. */
  readonly files: ReadonlyMap<string, string>;
  readonly own: OwnPackages;
  readonly folders: PackageFolders;
}

/**
 * The packages that the handler's file imports, and the files that it reaches. Undefined where it
 * has no such file: then nothing can be told.
 */
export function handlerImports(code: OwnCode, handler: string): HandlerImports | undefined {
  const { files, folders } = code;
  const entry = entryOf(files, handler);
  if (entry === undefined) return undefined;

  const packages: ImportedName[] = [];
  const mentioned = new Set<string>();
  const reached = new Set([entry]);
  const most = folders.isEmpty ? MOST_WITHOUT_PACKAGES : MOST_CHARACTERS;
  let isWhole = true;
  let characters = 0;

  // A set that grows while it is walked is walked to its new end.
  for (const from of reached) {
    const text = files.get(from) ?? '';
    characters += text.length;
    if (characters > most) return { packages, files: reached, mentioned, isWhole: false };

    const { specifiers, words, mayImportMore } = importsIn(text);
    if (mayImportMore) isWhole = false;
    for (const word of words) {
      const name = packageName(word);
      if (name !== undefined && (mentioned.size < MOST_MENTIONED || folders.hasName(name))) {
        mentioned.add(name);
      }
    }
    for (const specifier of specifiers) {
      const meaning = meaningOf(code, from, specifier);
      isWhole &&= meaning.isWhole;
      for (const name of meaning.packages) packages.push({ name, from });
      for (const next of meaning.files) reached.add(next);
    }
  }

  return { packages, files: reached, mentioned, isWhole };
}

/** What is read here is read again to find weaknesses; where that takes long, this is left out. */
const MOST_CHARACTERS = 6_000_000;

/** Where there are none to come to but those of layers. */
const MOST_WITHOUT_PACKAGES = 1_500_000;

function entryOf(files: ReadonlyMap<string, string>, handler: string): string | undefined {
  try {
    return findHandlerName(handler, files).path;
  } catch (error) {
    if (error instanceof JavaScriptNotAnalysed) return undefined;
    throw error;
  }
}

/** What one specifier leads to, under whatever conditions. */
interface Meaning {
  /** Names, whether they are there or not. */
  readonly packages: readonly string[];
  /** Own ones. */
  readonly files: readonly string[];
  /** Whether that is all. */
  readonly isWhole: boolean;
}

function meaningOf(code: OwnCode, from: string, specifier: string): Meaning {
  if (specifier.startsWith('#')) return explained(code, code.own.internal(from, specifier));
  const name = packageName(specifier);
  if (name === undefined) return pathMeant(code, from, specifier);

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

function pathMeant({ files, own }: OwnCode, from: string, specifier: string): Meaning {
  const direct = resolvePath(files, from, specifier);
  const inFolder = direct === undefined ? own.inFolder(pathBeside(from, specifier)) : [];
  const found = [
    direct,
    ...inFolder.map(({ folder, target }) => resolvePath(files, `${folder}/`, target)),
  ].filter((path) => path !== undefined);

  return { packages: [], files: found, isWhole: found.length > 0 || isHarmless(specifier) };
}

/** What own manifests make of a name. */
function explained(code: OwnCode, all: ReturnType<OwnPackages['internal']>): Meaning {
  if (all === undefined) return { packages: [], files: [], isWhole: false };

  const each = all.map(({ folder, target }) => {
    const name = packageName(target);
    return name === undefined
      ? pathMeant(code, `${folder}/`, target)
      : { packages: [name], files: [], isWhole: true };
  });
  return {
    packages: each.flatMap(({ packages }) => packages),
    files: each.flatMap(({ files }) => files),
    isWhole: each.every(({ isWhole }) => isWhole),
  };
}

/** Undefined for a file, for what Node has built in, and for what only a package.json explains. */
function packageName(specifier: string): string | undefined {
  const [name] = /^(?:@[^/:]+\/)?[^./#@:][^/:]*(?=\/|$)/.exec(specifier) ?? [];

  return builtIn.has(specifier) || partsOfBuiltIn.has(specifier) ? undefined : name;
}

/** Whether it leads to no package, although it is none and no file of code. */
function isHarmless(specifier: string): boolean {
  const module = specifier.replace(/^node:/, '');
  const isBuiltIn = specifier !== module || builtIn.has(module) || partsOfBuiltIn.has(module);

  return isBuiltIn ? !loading.has(module) : /^\.{1,2}\/.*\.json$/.test(specifier);
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

/** With them code can be loaded, or run, that is named nowhere. */
const loading = new Set('child_process cluster module repl vm wasi worker_threads'.split(' '));
