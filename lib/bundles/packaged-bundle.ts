import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type BundleFiles, functionSources, type HandlerName } from './function-sources.ts';

/** Texts by handler and path, in one file, for much of them is the same. */
export type PackedFunctions = Readonly<Record<HandlerName, Readonly<Record<string, string>>>>;

/** In the package: as it was built with it. */
export function bundleOf(handler: HandlerName): BundleFiles {
  packed ??= JSON.parse(brotliDecompressSync(dataFile('functions.json.br')).toString());
  const texts = Object.entries(packed?.[handler] ?? {});

  return new Map([
    ...texts.map(([path, text]) => [path, Buffer.from(text)] as const),
    ...functionSources[handler].data.map((name) => [`data/${name}`, dataFile(name)] as const),
  ]);
}

let packed: PackedFunctions | undefined;

/** Beside the folder of the compiled library. */
function dataFile(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, '../data', name));
}
