import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type BundleFiles, functionSources, type HandlerName } from './function-sources.ts';

/** Texts by path and handler, in one file: those of one path have most in common, and are compressed best side by side. */
export type PackedFunctions = Readonly<
  Record<string, Readonly<Partial<Record<HandlerName, string>>>>
>;

/** In the package: as it was built with it. */
export function bundleOf(handler: HandlerName): BundleFiles {
  packed ??= JSON.parse(
    brotliDecompressSync(dataFile('functions.json.br')).toString(),
  ) as PackedFunctions;
  const texts = Object.entries(packed).flatMap(([path, { [handler]: text }]) =>
    text === undefined ? [] : [[path, Buffer.from(text)] as const],
  );

  return new Map([
    ...texts,
    ...functionSources[handler].data.map((name) => [`data/${name}`, dataFile(name)] as const),
  ]);
}

let packed: PackedFunctions | undefined;

/** Beside the folder of the compiled library. */
function dataFile(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, '../data', name));
}
