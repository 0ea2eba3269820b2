/** A line for the reader, and where in the function's code it stands, if it does. */
export interface Evidence {
  readonly text: string;
  /** Of a file within the archive. */
  readonly path?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  /** The code that stands there, without secrets: 200 characters at most. */
  readonly code?: string;
}

/** The first of many texts, and how many more there are. */
export function firstOf(texts: readonly string[], most: number): readonly string[] {
  const more = texts.length - most;

  return more > 0 ? [...texts.slice(0, most), `and ${more} more`] : texts;
}

/** Lines that stand nowhere in the code. */
export function lines(...texts: readonly string[]): readonly Evidence[] {
  return texts.map((text) => ({ text }));
}
