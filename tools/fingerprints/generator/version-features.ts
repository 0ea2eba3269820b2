import { transformSync } from 'esbuild';
import {
  collectFeatures,
  type FeatureKind,
  type OnFeature,
} from '../../../functions/engines/bundles/index.ts';
import { type Program, parseJavaScript } from '../../../functions/engines/javascript/index.ts';

export interface Feature {
  readonly kind: FeatureKind;
  readonly hash: number;
  readonly content: string;
  /** In which forms of the file it is: bits, in the order of `Form`. */
  readonly forms: number;
  /** Whether a bundler may leave it out. */
  readonly isLoose: boolean;
}

/** Minifiers that say no more than this of code: another text, or nothing. */
export type Minify = (code: string) => string;

/** As it was published, minified by esbuild, made from that for older engines, minified by another. */
const WRITTEN = 1;
const MINIFIED = 2;
const LOWERED = 4;
const COMPRESSED = 8;

/**
 * The features of a file, by hash, as it was published and as minifiers leave it.
 *
 * @param compress a minifier that changes more than esbuild does.
 */
export function featuresOfFile(text: string, compress: Minify): ReadonlyMap<number, Feature> {
  const features = new Map<number, Feature>();
  const known = new Map<string, number>();
  const [code, program] = asModule(text) ?? [];
  if (code === undefined || !program) return features;

  for (const [form, make] of [
    [MINIFIED, () => minified(code, 'node20')],
    [LOWERED, () => minified(code, 'es2017')],
    [COMPRESSED, () => compress(code)],
  ] as const) {
    const made = attempt(make);
    if (made !== undefined) known.set(made, (known.get(made) ?? 0) | form);
  }

  const add =
    (form: number): OnFeature =>
    (kind, hash, content, isLoose = false) => {
      const before = features.get(hash);
      const forms = (before?.forms ?? 0) | form;
      // One that is there in any case is there.
      features.set(hash, {
        kind,
        hash,
        content,
        forms,
        isLoose: isLoose && before?.isLoose !== false,
      });
    };
  collectFeatures(program, add(WRITTEN), true);
  for (const [made, forms] of known) {
    const parsed = attempt(() => parseJavaScript(made));
    if (parsed) collectFeatures(parsed, add(forms), true);
  }

  return features;
}

/** Whether a bundler may take it in: not tests, tools, builds for browsers, or what is minified already. */
export function isBundled(path: string): boolean {
  return (
    /\.[cm]?js$/.test(path) &&
    !/(?:^|\/)(?:tests?|__tests__|specs?|examples?|bench(?:mark)?s?|docs?|bin|scripts?|coverage|fixtures|node_modules|demo|website|amd|umd|iife|global|\.[^/]*)\//i.test(
      path,
    ) &&
    !/(?:\.min|-min|\.amd|\.umd|\.iife|\.global|\.bundle|[.-](?:test|spec|conf|config))\.[cm]?js$|(?:^|\/)(?:Gruntfile|gulpfile|webpack[^/]*|rollup[^/]*|karma[^/]*|test)\.[cm]?js$/i.test(
      path,
    )
  );
}

/** With the function around it that loaders put there, unless it is a module by its syntax. */
function asModule(text: string): readonly [code: string, program: Program] | undefined {
  const own = text.replace(/^#!.*/, '');
  const wrapped = `load(function(exports,require,module){${own}\n})`;
  const inTurn = isModule(own) ? [own, wrapped] : [wrapped, own];

  for (const code of inTurn) {
    const program = attempt(() => parseJavaScript(code));
    if (program) return [code, program];
  }
  return undefined;
}

/** All that is not exported is the file's own, as it is for bundlers. */
function minified(code: string, target: string): string {
  const format = isModule(code) ? { format: 'esm' as const } : {};

  return transformSync(code, { minify: true, target, legalComments: 'none', ...format }).code;
}

/** Most likely, by its syntax. */
export function isModule(code: string): boolean {
  return /^\s*(?:import|export)\b/m.test(code);
}

/** What one tool cannot read, another one may. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
