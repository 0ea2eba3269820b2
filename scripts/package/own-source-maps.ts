import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';

interface SourceMap {
  readonly version: 3;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** Leaves in the source maps of a folder what is about code of ours: that of packages would be three quarters of all. */
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

function ownPart({ sources, names, mappings }: SourceMap): SourceMap {
  const keptSources = new Kept(sources, (source) => !source.includes('node_modules/'));
  const keptNames = new Kept(names, () => true);

  const lines = decode(mappings).map((segments) => {
    const kept: SourceMapSegment[] = [];
    for (const [column, source, line, sourceColumn, name] of segments) {
      const index = source === undefined ? undefined : keptSources.indexOf(source);
      // A segment of one field ends what the one before it is about.
      if (index === undefined) {
        if ((kept.at(-1)?.length ?? 1) > 1) kept.push([column]);
      } else if (name === undefined) {
        kept.push([column, index, line ?? 0, sourceColumn ?? 0]);
      } else {
        kept.push([column, index, line ?? 0, sourceColumn ?? 0, keptNames.indexOf(name) ?? 0]);
      }
    }
    return kept;
  });

  return {
    version: 3,
    sources: keptSources.values,
    names: keptNames.values,
    mappings: encode(lines),
  };
}

/** Those of a list that are used, in the order of their use. */
class Kept {
  readonly values: string[] = [];
  readonly #all: readonly string[];
  readonly #isKept: (value: string) => boolean;
  readonly #indexes = new Map<number, number>();

  constructor(all: readonly string[], isKept: (value: string) => boolean) {
    this.#all = all;
    this.#isKept = isKept;
  }

  /** The new index. Undefined for one that is not kept. */
  indexOf(index: number): number | undefined {
    const value = this.#all[index];
    if (value === undefined || !this.#isKept(value)) return undefined;

    const known = this.#indexes.get(index);
    if (known !== undefined) return known;
    this.#indexes.set(index, this.values.length);
    this.values.push(value);
    return this.values.length - 1;
  }
}
