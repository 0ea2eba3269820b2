import type { GoFunction } from './go-functions.ts';

/**
 * The functions of one module that a program has, in few bytes: a program has tens of thousands. Of
 * each name a mark of 24 bits is kept, sorted, as its distance from the one before. Two names may
 * have one mark, so that now and then a function passes for being there that is not: never the
 * other way.
 */
export type FunctionMarks = readonly number[];

/** Of packages, and of their functions; of `T.M.func1`, what stands around it is there as well. */
export function marksOf(functions: Iterable<GoFunction>): FunctionMarks {
  const marks = new Set<number>();

  for (const { path, symbol } of functions) {
    const parts = symbol.split('.', MOST_PARTS);
    marks.add(markOf(path)).add(markOf(`${path}.${symbol}`));
    for (const end of parts.keys()) {
      marks.add(markOf(`${path}.${parts.slice(0, end + 1).join('.')}`));
    }
  }

  const sorted = Uint32Array.from(marks).sort();
  return Array.from(sorted, (mark, at) => mark - (sorted[at - 1] ?? 0));
}

/** Of a function within functions; an advisory names the first or the second. */
const MOST_PARTS = 6;

/** What an advisory says is at fault: functions of a package, or all of it where none are named. */
export interface FaultyImport {
  readonly path: string;
  readonly symbols: readonly string[];
}

/** Whether any of it is in the program. */
export function hasAnyOf(marks: FunctionMarks, faulty: readonly FaultyImport[]): boolean {
  const wanted = new Set(
    faulty.flatMap(({ path, symbols }) =>
      symbols.length === 0 ? markOf(path) : symbols.map((symbol) => markOf(`${path}.${symbol}`)),
    ),
  );
  let mark = 0;

  return marks.some((distance) => {
    mark += distance;
    return wanted.has(mark);
  });
}

/** FNV-1a, folded to 24 bits. Source: "The FNV Non-Cryptographic Hash Algorithm" (IETF draft). */
function markOf(name: string): number {
  let hash = 0x811c9dc5;

  for (let at = 0; at < name.length; at += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  }
  return ((hash >>> 24) ^ hash) & 0xffffff;
}
