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

/**
 * Whether a line of Python is only run for who looks for faults: within `if app.debug:`, or behind `if not
 * DEBUG: raise …`. Where the file itself turns that on, it is always run.
 */
export function isForDebugging(text: string, at: number): boolean {
  const lines = text.slice(Math.max(0, at - LOOKED_BACK), at).split('\n');
  const own = indentOf(lines.pop() ?? '');
  let left = '';

  for (const line of lines.slice(-MOST_LINES).reverse()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const indent = indentOf(line);
    if (indent < own) return debugged.test(line) && !turnedOn.test(text);
    if (indent === own) {
      if (/^\s*(?:raise|return|abort\(|sys\.exit\()/.test(left) && undebugged.test(line)) {
        return !turnedOn.test(text);
      }
      left = '';
    } else left ||= line;
  }
  return false;
}

/** Of the block around it and what stands before it there. */
const MOST_LINES = 40;

function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].length ?? 0;
}

const debugged = /^\s*if (?:\w{1,40}\.){0,4}(?:\w{1,20}_)?debug:\s*(?:#|$)/i;
const undebugged = /^\s*if not (?:\w{1,40}\.){0,4}(?:\w{1,20}_)?debug:\s*(?:#|$)/i;
const turnedOn = /debug["'\]]{0,2}\s{0,4}(?::\s{0,4}bool\s{0,4})?=\s{0,4}(?:True|1)\b/i;
