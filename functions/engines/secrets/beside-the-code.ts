/** How far back the beginning of a comment or of an example is looked for. Characters. */
const LOOKED_BACK = 4_000;
const LONGEST_LINE = 400;

/**
 * Whether a place of a script is in a comment: a line of its own, or a block that begins one. What
 * names are given there shows how to write it, and most often was never in use.
 */
export function isInComment(text: string, at: number, path: string): boolean {
  const before = text.slice(Math.max(0, at - LOOKED_BACK), at);
  const line = before.slice(before.lastIndexOf('\n') + 1).slice(0, LONGEST_LINE);
  if (/^[ \t]*(?:\/\/|\*[ \t"'{])/.test(line)) return true;
  if (/^[ \t]*#/.test(line)) return !/\.[cm]?[jt]sx?$/.test(path);

  const open = before.lastIndexOf('/*');
  const lead = before.slice(0, open);
  const isOwnLine = lead.slice(lead.lastIndexOf('\n') + 1).trim() === '';
  return open >= 0 && isOwnLine && !before.includes('*/', open + 2);
}

/** Whether a place is within an object or a list that calls itself an example, as schemas have them. */
export function isInExample(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_LINE), at);
  const starts = [...before.matchAll(/examples?["']?\s{0,4}[:=]\s{0,4}[[{(]/gi)];

  return starts.some(({ index, 0: start }) => isOpen(before.slice(index + start.length)));
}

/** Whether nothing closes what was opened before the text. */
function isOpen(text: string): boolean {
  let depth = 1;

  for (const character of text) {
    if ('{[('.includes(character)) depth += 1;
    else if ('}])'.includes(character)) depth -= 1;
    if (depth === 0) return false;
  }
  return true;
}
