import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ingredientsOfHandlers, sinksOfSources } from './bundled-handlers/sources.ts';
import { sinksAmong } from './engines/javascript/sinks-in.ts';

interface Bundled {
  readonly ingredients: string;
  /** Texts by path, of each bundle by how it was made. */
  readonly bundles: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const packed = readFileSync(join(import.meta.dirname, 'bundled-handlers/bundles.json.br'));
const { ingredients, bundles }: Bundled = JSON.parse(brotliDecompressSync(packed).toString());

/** Packages are not read where they are not bundled, nor are private fields once they are Maps. */
const unseen: Readonly<Record<string, readonly string[]>> = {
  'index by swc es2015': ['eval', 'new Function'],
  'index by swc es2022': ['eval'],
};

describe('a handler in a bundle', () => {
  it.each(Object.entries(bundles))('%s is followed as its sources are', (way, files) => {
    const expected: string[] = [...sinksOfSources[way.startsWith('index') ? 'index' : 'common']];
    for (const sink of unseen[way] ?? []) expected.splice(expected.indexOf(sink), 1);

    expect(sinksAmong(files).toSorted()).toEqual(expected.toSorted());
  });

  it('is of the sources and the bundlers of today, or else npm run bundles', async () => {
    expect(ingredients).toBe(await ingredientsOfHandlers());
  });
});
