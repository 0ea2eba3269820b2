import * as z from 'zod/mini';
import { parseJson } from '../../core/parse-json.ts';

const manifestOfPackage = z.object({ exports: z.optional(z.unknown()) });
const manifestOfPart = z.object({ main: z.string() });

/**
 * The files that Node.js may load for a part of a package, from the package's folder: what its `exports` say, or else the
 * `main` of the package.json in the part's own folder. None where that is not known.
 *
 * Source: "Modules: Packages" (Node.js), exports and conditions.
 *
 * @param part `app` of `firebase/app`.
 * @param text of the package's manifest.
 * @param ofPart the text of the part's, if it has one.
 */
export function partTargets(
  part: string,
  text: string,
  ofPart: string | undefined,
): readonly string[] {
  const manifest = manifestOfPackage.safeParse(parsed(text));
  if (!manifest.success) return [];

  const { exports } = manifest.data;
  if (exports !== undefined) return exportedAs(`./${part}`, exports);
  const main = manifestOfPart.safeParse(parsed(ofPart ?? ''));
  return main.success ? plainPaths([`${part}/${main.data.main}`]) : [];
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function exportedAs(name: string, exports: unknown): readonly string[] {
  const found = isObject(exports) && Object.hasOwn(exports, name) ? exports[name] : undefined;
  const targets: string[] = [];
  const pending = [found];

  // A list that grows while it is walked is walked to its new end.
  for (const next of pending) {
    if (typeof next === 'string') targets.push(next);
    else if (Array.isArray(next)) pending.push(...next);
    else if (isObject(next)) {
      for (const [condition, target] of Object.entries(next)) {
        if (!elsewhere.has(condition)) pending.push(target);
      }
    }
  }
  return plainPaths(targets);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Conditions that Node.js never meets. */
const elsewhere: ReadonlySet<string> = new Set(
  'browser bun deno edge-light react-native types typings worker workerd'.split(' '),
);

/** None where one leaves the package, or has a part that is to be filled in. */
function plainPaths(paths: readonly string[]): readonly string[] {
  const plain = paths.map((path) => path.split('/').filter((step) => step !== '.' && step !== ''));

  return plain.some((steps) => steps.includes('..') || steps.join('').includes('*'))
    ? []
    : [...new Set(plain.map((steps) => steps.join('/')))];
}
