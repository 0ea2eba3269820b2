import type { HandlerImports, ImportedName } from '../../packages/importers.ts';
import { findHandlerName } from './handler-name.ts';
import { importsIn } from './imports-in.ts';
import { resolvePath } from './modules.ts';
import { JavaScriptNotAnalysed } from './not-analysed.ts';

/**
 * The packages that the handler's file imports, and the files that it reaches. Undefined where it
 * has no such file, or all is too much to read: then nothing can be told.
 *
 * @param files own sources by path within the archive, without what is in node_modules.
 */
export function handlerImports(
  files: ReadonlyMap<string, string>,
  handler: string,
): HandlerImports | undefined {
  const entry = entryOf(files, handler);
  if (entry === undefined) return undefined;

  const packages: ImportedName[] = [];
  const pending = [entry];
  const seen = new Set(pending);
  let isWhole = true;
  let characters = 0;

  for (const from of pending) {
    const text = files.get(from) ?? '';
    characters += text.length;
    if (characters > MOST_CHARACTERS) return undefined;

    const { specifiers, mayImportMore } = importsIn(text);
    if (mayImportMore) isWhole = false;
    for (const specifier of specifiers) {
      const name = packageName(specifier);
      const next = resolvePath(files, from, specifier);
      if (name !== undefined) packages.push({ name, from });
      else if (next === undefined) isWhole &&= isHarmless(specifier);
      else if (!seen.has(next)) {
        seen.add(next);
        pending.push(next);
      }
    }
  }

  return { packages, isWhole };
}

/** What is read here is read again to find weaknesses; where that takes long, this is left out. */
const MOST_CHARACTERS = 6_000_000;

function entryOf(files: ReadonlyMap<string, string>, handler: string): string | undefined {
  try {
    return findHandlerName(handler, files).path;
  } catch (error) {
    if (error instanceof JavaScriptNotAnalysed) return undefined;
    throw error;
  }
}

/** Undefined for a file, for what Node has built in, and for what only a package.json explains. */
function packageName(specifier: string): string | undefined {
  const [name] = /^(?:@[^/:]+\/)?[^./#@:][^/:]*(?=\/|$)/.exec(specifier) ?? [];

  return builtIn.has(specifier) ? undefined : name;
}

/** Whether it leads to no package, although it is none and no file of code. */
function isHarmless(specifier: string): boolean {
  const module = specifier.replace(/^node:/, '');
  const isBuiltIn = specifier !== module || builtIn.has(module);

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

/** With them code can be loaded, or run, that is named nowhere. */
const loading = new Set('child_process cluster module repl vm wasi worker_threads'.split(' '));
