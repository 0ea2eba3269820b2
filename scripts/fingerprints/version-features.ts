import { transformSync } from 'esbuild';
import { collectFeatures } from '../../functions/domain/code/bundles/code-features.ts';
import type { FeatureKind } from '../../functions/domain/code/bundles/feature-kinds.ts';
import { parseJavaScript } from '../../functions/domain/code/javascript/parse.ts';

export interface Feature {
  readonly kind: FeatureKind;
  readonly hash: number;
  readonly content: string;
}

/**
 * The features of a file that esbuild's minifier leaves as they are. Of a text, by hash.
 */
export function featuresOfFile(text: string): ReadonlyMap<number, Feature> {
  const own = new Map<number, Feature>();
  const minified = new Set<number>();

  try {
    collectFeatures(
      parseJavaScript(text),
      (kind, hash, content) => own.set(hash, { kind, hash, content }),
      true,
    );
    const { code } = transformSync(text, { minify: true, target: 'node20', legalComments: 'none' });
    collectFeatures(parseJavaScript(code), (_, hash) => minified.add(hash));
  } catch {
    return new Map();
  }

  return new Map([...own].filter(([hash]) => minified.has(hash)));
}

/** Whether a bundler may take it in: not tests, tools, or what is minified already. */
export function isBundled(path: string): boolean {
  return (
    /\.[cm]?js$/.test(path) &&
    !/(?:^|\/)(?:tests?|__tests__|specs?|examples?|bench(?:mark)?s?|docs?|bin|scripts?|coverage|fixtures|node_modules|demo|website|\.[^/]*)\//i.test(
      path,
    ) &&
    !/(?:\.min|-min|[.-](?:test|spec|conf|config))\.[cm]?js$|(?:^|\/)(?:Gruntfile|gulpfile|webpack[^/]*|rollup[^/]*|karma[^/]*|test)\.[cm]?js$/i.test(
      path,
    )
  );
}
