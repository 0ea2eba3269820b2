import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from 'esbuild';

/** What test/bundled-packages/bundles are made of, as JSON: they are old when it is another one. */
export async function bundleIngredients(): Promise<string> {
  const files = ['package-lock.json', 'handler.cjs', 'lodash-whole.cjs', 'lodash-in-part.cjs'];
  const hashes = files.map(async (file) => {
    const content = await readFile(join(import.meta.dirname, 'bundled-packages', file));
    return [file, createHash('sha256').update(content).digest('hex')] as const;
  });

  const made = { esbuild: version, ...Object.fromEntries(await Promise.all(hashes)) };
  return `${JSON.stringify(made, undefined, 2)}\n`;
}
