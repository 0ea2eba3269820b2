import { brotliCompressSync, constants } from 'node:zlib';
import { bundlesOfAll } from '../../lib/bundles/built-bundle.ts';
import {
  type BundleFiles,
  functionSources,
  type HandlerName,
} from '../../lib/bundles/function-sources.ts';
import type { PackedFunctions } from '../../lib/bundles/packaged-bundle.ts';

export interface BuiltFunctions {
  /** What lib/bundles/packaged-bundle.ts reads. */
  readonly bytes: Uint8Array;
  /** `name@version` of the packages that are in them. */
  readonly components: readonly string[];
}

/** The functions, each as a checkout would build it, but that they name commands of the package. */
export function builtFunctions(): BuiltFunctions {
  const packed: Record<string, Partial<Record<HandlerName, string>>> = {};
  for (const [handler, files] of bundlesOfAll(['packaged'])) {
    for (const [path, text] of textsOf(handler, files)) {
      packed[path] = { ...packed[path], [handler]: text };
    }
  }
  const text = JSON.stringify(packed satisfies PackedFunctions);

  return {
    bytes: brotliCompressSync(text, {
      params: {
        // The functions have most of their code in common, megabytes apart.
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        // Two more would take three times as long, and save three per cent.
        [constants.BROTLI_PARAM_QUALITY]: 7,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
    components: Object.entries(packed).flatMap(([path, texts]) =>
      path.endsWith('.cdx.json') ? Object.values(texts).flatMap(componentsOf) : [],
    ),
  };
}

function textsOf(handler: HandlerName, files: BundleFiles): readonly (readonly [string, string])[] {
  const data = functionSources[handler].data.map((name) => `data/${name}`);

  return [...files]
    .filter(([path]) => !data.includes(path))
    .map(([path, contents]) => [path, new TextDecoder('utf-8', { fatal: true }).decode(contents)]);
}

/** Of a bill of materials, which each bundle has. */
function componentsOf(bill: string): readonly string[] {
  const { components } = JSON.parse(bill) as {
    readonly components: readonly { readonly name: string; readonly version: string }[];
  };

  return components.map(({ name, version }) => `${name}@${version}`);
}
