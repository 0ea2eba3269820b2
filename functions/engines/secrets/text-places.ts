/** Where something stands in a text, as editors count. */
export interface TextPlace {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/**
 * The places of bytes of UTF-8.
 *
 * @param offsets in ascending order.
 */
export function placesIn(bytes: Uint8Array, offsets: readonly number[]): readonly TextPlace[] {
  let line = 1;
  let lineStart = 0;
  let units = 0;
  let at = 0;

  return offsets.map((offset) => {
    for (; at < offset; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === NEWLINE) {
        line += 1;
        lineStart = at + 1;
        units = 0;
      } else if (!isContinuation(byte)) {
        // Of four bytes are the characters that take two units.
        units += byte >= 0xf0 ? 2 : 1;
      }
    }
    return { line, column: (lineStart > offset ? 0 : units) + 1 };
  });
}

const NEWLINE = 10;

function isContinuation(byte: number): boolean {
  return byte >= 0x80 && byte < 0xc0;
}
