import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { lookAt } from './look-at.ts';
import { filesOfTarball } from './tarball.ts';
import { isModule, type Minify } from './version-features.ts';

/** A package to look at. */
export interface LookRequest {
  readonly name: string;
  readonly releases: readonly string[];
  /** Those to look at, in order, and the file of the tarball of each. */
  readonly tarballs: readonly (readonly [version: string, file: string])[];
  /** A folder in which swc is installed. */
  readonly bundlers: string;
}

process.once('message', ({ name, releases, tarballs, bundlers }: LookRequest) => {
  const files = new Map(tarballs);
  const filesOf = (version: string) => filesOfTarball(readFileSync(files.get(version) ?? ''));
  const looked = lookAt(
    { name, releases, versions: [...files.keys()] },
    filesOf,
    compressorOf(bundlers),
  );

  process.send?.(looked, () => process.exit());
});

/** As it is run for bundles: all that is not exported is the file's own. */
function compressorOf(bundlers: string): Minify {
  const swc: Swc = createRequire(join(bundlers, 'package.json'))('@swc/core');

  return (code) => {
    const compress = { passes: 2 };
    const format = { comments: false };

    return swc.minifySync(code, {
      compress,
      mangle: true,
      module: isModule(code),
      toplevel: true,
      format,
    }).code;
  };
}

/** What is used of it: its own types are not installed here. */
interface Swc {
  minifySync(code: string, options: object): { readonly code: string };
}
