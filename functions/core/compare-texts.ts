/** The order of UTF-16 units, which is the same everywhere; that of a language is not. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
