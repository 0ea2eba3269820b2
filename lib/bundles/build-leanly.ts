// Builds by the options of esbuild on the standard input, and prints what comes of it: see leanly-built.ts.
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { leanSchemas } from './lean-schemas.ts';

const options = JSON.parse(await text(process.stdin));

try {
  const { outputFiles, metafile } = await build({ ...options, plugins: [leanSchemas] });
  const files = outputFiles?.map(({ path, text: content }) => ({ path, text: content })) ?? [];
  process.stdout.write(JSON.stringify({ outputFiles: files, metafile }));
} catch {
  // esbuild has said it on the standard error.
  process.exitCode = 1;
}
