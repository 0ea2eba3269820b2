import * as z from 'zod/mini';
import { parseJson } from '../../core/parse-json.ts';

const manifest = z.object({
  bin: z.optional(z.union([z.string(), z.record(z.string(), z.string())])),
  directories: z.optional(z.object({ bin: z.optional(z.unknown()) })),
  main: z.optional(z.unknown()),
  module: z.optional(z.unknown()),
  exports: z.optional(z.unknown()),
  imports: z.optional(z.unknown()),
});

/**
 * The files in `bin` by which an installed package is run as a command, from its folder. Undefined where it has none,
 * and where one of them may be loaded as well: another file may be meant for both, as `cli.js` is.
 *
 * Source: "package.json", bin and main (npm CLI docs); "Modules: Packages" (Node.js).
 *
 * @param text of its package.json.
 * @param scripts its files of JavaScript, from its folder: what it is loaded by must be one of them.
 */
export function commandsApart(
  text: string,
  scripts: readonly string[],
): readonly string[] | undefined {
  const parsed = manifest.safeParse(parsedOf(text));
  if (!parsed.success || parsed.data.directories?.bin !== undefined) return undefined;

  const { bin = {}, main = 'index.js', ...others } = parsed.data;
  const commands = (typeof bin === 'string' ? [bin] : Object.values(bin)).map(plainPath);
  const loaded = new Set(textsIn([main, others.module, others.exports, others.imports]).map(stem));
  const isApart = commands.every((path) => path.startsWith('bin/') && !loaded.has(stem(path)));

  const stems = new Set(scripts.map(stem));
  const isSeen =
    parsed.data.main === undefined && others.exports !== undefined
      ? true
      : typeof main === 'string' && stems.has(stem(main));

  return commands.length > 0 && isApart && isSeen ? commands : undefined;
}

/**
 * Whether a package says that it brings commands, and nothing of it that is loaded as a module lies in a folder of it.
 *
 * @param text of its package.json.
 * @param within the name of the folder: of commands, by what it is called.
 */
export function bringsCommands(text: string, within: string): boolean {
  const parsed = manifest.safeParse(parsedOf(text));
  if (!parsed.success || parsed.data.bin === undefined) return false;

  const { main = 'index.js', ...others } = parsed.data;
  const loaded = textsIn([main, others.module, others.exports, others.imports]).map(plainPath);
  return loaded.every((path) => path !== '' && path.split('/', 1).join() !== within);
}

function parsedOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Empty for one that leaves its folder. */
function plainPath(path: string): string {
  const steps = path.split('/').filter((step) => step !== '.' && step !== '');

  return steps.includes('..') ? '' : steps.join('/');
}

/** What `./lib`, `lib/index` and `lib/index.js` have in common. */
function stem(path: string): string {
  return plainPath(path)
    .replace(/\.[cm]?js$/, '')
    .replace(/(?:^|\/)index$/, '');
}

/** All texts in it, however deep: conditions within exports, and lists. */
function textsIn(value: unknown): readonly string[] {
  const pending = [value];

  // A list that grows while it is walked is walked to its new end.
  for (const next of pending) {
    if (typeof next === 'object' && next !== null) pending.push(...Object.values(next));
  }
  return pending.filter((each) => typeof each === 'string');
}
