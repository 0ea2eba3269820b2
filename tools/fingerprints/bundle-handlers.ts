import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { bundledSources, ingredientsOfHandlers } from '../../test/bundled-handlers/sources.ts';
import { bundlersFolder, parcelFolder } from './bench/bundle-matrix.ts';

/**
 * Writes test/bundled-handlers/bundles.json.br anew: what a dozen bundlers make of one
 * project, so that no test installs them. Run it when the project or a bundler is another: `npm run bundles`.
 */
const target = join(import.meta.dirname, '../../test/bundled-handlers/bundles.json.br');
const script = join(import.meta.dirname, 'bundled/bundle-handlers.mjs');
const project = await mkdtemp(join(tmpdir(), 'bundled-handlers-'));
const out = join(project, 'bundles.json');

for (const [path, lines] of Object.entries(bundledSources)) {
  await mkdir(dirname(join(project, path)), { recursive: true });
  await writeFile(join(project, path), `${lines.join('\n')}\n`);
}
await promisify(execFile)(process.execPath, [
  '--no-deprecation',
  script,
  await bundlersFolder(),
  await parcelFolder(),
  project,
  out,
]);
const bundles = JSON.parse(await readFile(out, 'utf8'));
const text = JSON.stringify({ ingredients: await ingredientsOfHandlers(), bundles });
await writeFile(target, brotliCompressSync(text));
await rm(project, { recursive: true });
console.info(`${Object.keys(bundles).length} bundles: ${text.length} bytes`);
