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
  const packed = Object.fromEntries(
    [...bundlesOfAll(['packaged'])].map(([handler, files]) => [handler, textsOf(handler, files)]),
  ) as PackedFunctions;
  const text = JSON.stringify(packed);

  return {
    bytes: brotliCompressSync(text, {
      params: {
        // The functions have most of their code in common, megabytes apart.
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
    components: Object.values(packed).flatMap(componentsIn),
  };
}

function textsOf(handler: HandlerName, files: BundleFiles): Readonly<Record<string, string>> {
  const data = functionSources[handler].data.map((name) => `data/${name}`);

  return Object.fromEntries(
    [...files]
      .filter(([path]) => !data.includes(path))
      .map(([path, contents]) => [
        path,
        new TextDecoder('utf-8', { fatal: true }).decode(contents),
      ]),
  );
}

/** By the bills of materials that each bundle has. */
function componentsIn(texts: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(texts)
    .filter(([path]) => path.endsWith('.cdx.json'))
    .flatMap(([, text]) => JSON.parse(text).components)
    .map(({ name, version }) => `${name}@${version}`);
}
