import { readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import * as z from 'zod/mini';

const NAME = 'lambda-vigil';

/**
 * `npx ./lambda-vigil-0.1.0.tgz`, where npx runs the command from that file, or from the name of the package
 * where its user asked for that: what runs from npx's cache is installed nowhere else.
 *
 * @param folder where the code lies that runs.
 * @param from the working folder, from which a file is named.
 * @returns undefined where npx has not put it there.
 *
 * Source: libnpmexec, which marks the manifest of each folder of its cache with `_npx`.
 */
export function startedWith(folder: string, from: string): string | undefined {
  const end = folder.lastIndexOf(`${sep}node_modules${sep}`);
  if (end < 0) return undefined;
  const cache = folder.slice(0, end);
  const spec = specIn(join(cache, 'package.json'));
  if (spec === undefined) return undefined;

  const path = spec.startsWith(FILE) ? resolve(cache, spec.slice(FILE.length)) : undefined;
  return `npx ${path === undefined ? NAME : typed(nearest(path, from))}`;
}

const FILE = 'file:';
const manifest = z.object({ _npx: z.object({}), dependencies: z.record(z.string(), z.string()) });

function specIn(path: string): string | undefined {
  try {
    return manifest.parse(JSON.parse(readFileSync(path, 'utf8'))).dependencies[NAME];
  } catch {
    return undefined;
  }
}

/** Within the working folder as one would type it, else by its whole path. */
function nearest(path: string, from: string): string {
  const within = relative(from, path);

  return within.startsWith('..') ? path : `.${sep}${within}`;
}

/** As a shell takes it for one word. */
function typed(word: string): string {
  return /^[\w./@:+~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}
