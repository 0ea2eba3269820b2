/**
 * Whether a pattern of IAM matches the whole of a text: `*` is any run of characters, `?` any one.
 * It never backtracks further than the last `*`, so its steps are at most pattern times text.
 */
export function matches(pattern: string, text: string): boolean {
  let at = 0;
  let read = 0;
  // Of the last `*`: its place, and how far it has run; -1 where there is none.
  let star = -1;
  let starRead = 0;

  while (read < text.length) {
    if (pattern[at] === '*') {
      star = at;
      starRead = read;
      at += 1;
    } else if (pattern[at] === '?' || pattern[at] === text[read]) {
      at += 1;
      read += 1;
    } else if (star >= 0) {
      starRead += 1;
      at = star + 1;
      read = starRead;
    } else return false;
  }

  return isOnlyStars(pattern, at);
}

/** The same for a pattern that is asked often. */
export function matcherOf(pattern: string): (text: string) => boolean {
  if (!hasWildcard(pattern)) return (text) => text === pattern;

  const head = pattern.slice(0, -1);
  if (!pattern.endsWith('*') || hasWildcard(head)) return (text) => matches(pattern, text);
  return (text) => text.startsWith(head);
}

/** A text in which wildcards stand for themselves, to match with and to be matched alike. */
export function literal(text: string): string {
  return hasWildcard(text) ? text.replaceAll('*', '\u{e000}').replaceAll('?', '\u{e001}') : text;
}

export function hasWildcard(text: string): boolean {
  return text.includes('*') || text.includes('?');
}

/** A name that no policy spells out, longer than that of any service: only wildcards match it. */
export const unspelt = '\u{f8ff}'.repeat(32);

/** One of the texts that a pattern matches: with `filler` in the place of each wildcard. */
export function fillWildcards(pattern: string, filler: string): string {
  return pattern.replaceAll(/[*?]/g, filler);
}

function isOnlyStars(pattern: string, from: number): boolean {
  let at = from;
  while (pattern[at] === '*') at += 1;

  return at === pattern.length;
}
