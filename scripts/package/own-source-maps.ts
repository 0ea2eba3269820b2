import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';

interface SourceMap {
  readonly version: 3;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/**
 * Leaves in the source maps of a folder what a stack trace shows of code of ours: files and lines. The code
 * of packages would be three quarters of all, and columns and names three quarters of the rest.
 */
export async function keepOwnSources(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.map'));

  await Promise.all(
    files.map(async (name) => {
      const file = join(folder, name);
      const map: SourceMap = JSON.parse(await readFile(file, 'utf8'));
      await writeFile(file, JSON.stringify(ownPart(map)));
    }),
  );
}

function ownPart({ sources, mappings }: SourceMap): SourceMap {
  const keptSources = new OwnSources(sources);

  const lines = decode(mappings).map((segments) => {
    const kept: SourceMapSegment[] = [];
    for (const [column, source, line = 0] of segments) {
      const index = source === undefined ? undefined : keptSources.indexOf(source);
      const last = kept.at(-1);
      // A segment of one field ends what the one before it is about.
      if (index === undefined) {
        if ((last?.length ?? 1) > 1) kept.push([column]);
      } else if (last?.[1] !== index || last[2] !== line) {
        kept.push([column, index, line, 0]);
      }
    }
    return kept;
  });

  return { version: 3, sources: keptSources.values, names: [], mappings: encode(lines) };
}

/** In the order of their use. */
class OwnSources {
  readonly values: string[] = [];
  readonly #all: readonly string[];
  readonly #indexes = new Map<number, number>();

  constructor(all: readonly string[]) {
    this.#all = all;
  }

  /** The new index. Undefined for one of a package. */
  indexOf(index: number): number | undefined {
    const value = this.#all[index];
    if (value === undefined || value.includes('node_modules/')) return undefined;

    const known = this.#indexes.get(index);
    if (known !== undefined) return known;
    this.#indexes.set(index, this.values.length);
    this.values.push(value);
    return this.values.length - 1;
  }
}
