import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { BuildOptions, Metafile } from 'esbuild';
import * as z from 'zod';

/** What is built of code, as esbuild gives it. */
export interface LeanlyBuilt {
  readonly outputFiles: readonly { readonly path: string; readonly contents: Uint8Array }[];
  readonly metafile: Metafile;
}

/**
 * What `buildSync` gives, without the schemas of the SDK that no call needs: a third of a scanner. esbuild has plugins only
 * where it is waited for, and the CDK's constructs cannot wait, so another process does.
 *
 * @throws what esbuild finds wrong with the code.
 */
export function leanlyBuilt(options: BuildOptions & { readonly write: false }): LeanlyBuilt {
  const printed = execFileSync(process.execPath, [script], {
    input: JSON.stringify(options),
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { outputFiles, metafile } = built.parse(JSON.parse(printed));

  return {
    outputFiles: outputFiles.map(({ path, text }) => ({
      path,
      contents: new TextEncoder().encode(text),
    })),
    metafile: metafile as Metafile,
  };
}

const script = join(import.meta.dirname, 'build-leanly.ts');

const built = z.object({
  outputFiles: z.array(z.object({ path: z.string(), text: z.string() })),
  metafile: z.unknown(),
});
