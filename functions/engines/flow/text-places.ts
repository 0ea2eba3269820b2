/** Where something stands, for a reader. */
export interface Place {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** Finds places in texts, each of which it reads once. */
export class TextPlaces {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #lineStarts = new Map<string, readonly number[]>();

  /** @param texts by their paths */
  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  /** @param offset from 0, in UTF-16 units */
  at(path: string, offset: number): Place {
    const starts = this.#startsOf(path);
    const line = lastUpTo(starts, offset, (start) => start);

    return { path, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  }

  textOf(path: string): string {
    return this.#texts.get(path) ?? '';
  }

  /** One line, by its number, without its end. */
  lineOf({ path, line }: Place): string {
    const starts = this.#startsOf(path);

    return this.textOf(path)
      .slice(starts[line - 1], starts[line])
      .replace(/\r?\n$/, '');
  }

  countLines(path: string): number {
    return this.#startsOf(path).length;
  }

  #startsOf(path: string): readonly number[] {
    const known = this.#lineStarts.get(path);
    if (known) return known;

    const text = this.textOf(path);
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#lineStarts.set(path, starts);
    return starts;
  }
}

/** The index of the last that starts at a place or before it; -1 where none does. */
export function lastUpTo<T>(
  ordered: readonly T[],
  place: number,
  startOf: (one: T) => number,
): number {
  let [low, high] = [-1, ordered.length - 1];

  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const one = ordered[middle];
    if (one !== undefined && startOf(one) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
