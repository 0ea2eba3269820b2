import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { type Fingerprints, fingerprints } from '../../engines/bundles/index.ts';

/** Read when they are first asked for. @throws when they are not where they should be. */
export function npmFingerprints(file: URL): () => Fingerprints {
  let read: Fingerprints | undefined;

  return () => {
    read ??= fingerprints.parse(JSON.parse(brotliDecompressSync(readFileSync(file)).toString()));
    return read;
  };
}
