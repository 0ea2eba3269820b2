/** Characters: no name that someone mistyped is longer, and a comparison takes their square. */
const LONGEST = 100;

/**
 * `there is no function shop-mialer. Did you mean shop-mailer?`, where a candidate is close to what was typed.
 *
 * @param sentence without the full stop, as all that goes wrong is said.
 */
export function withSuggestion(
  sentence: string,
  typed: string,
  candidates: Iterable<string>,
): string {
  const close = closest(typed, candidates);

  return close === undefined ? sentence : `${sentence}. Did you mean ${close}?`;
}

/** The one that is close, for which alone a reader looks; else all that there are. */
export function closestOrAll(
  sentence: string,
  typed: string,
  candidates: readonly string[],
  lead: string,
): string {
  const isClose = closest(typed, candidates) !== undefined;

  return isClose
    ? withSuggestion(sentence, typed, candidates)
    : `${sentence}; ${lead} ${candidates.join(', ')}`;
}

/** The candidate that takes the fewest edits to be reached, if these are few for its length. */
export function closest(typed: string, candidates: Iterable<string>): string | undefined {
  const from = typed.toLowerCase().slice(0, LONGEST);
  let best: { readonly name: string; readonly edits: number } | undefined;

  for (const name of candidates) {
    const edits = editsBetween(from, name.toLowerCase().slice(0, LONGEST));
    const most = Math.max(from.length, Math.min(name.length, LONGEST)) * 0.4;
    if (edits <= most && (best === undefined || edits < best.edits)) best = { name, edits };
  }

  return best?.name;
}

/** Insertions, deletions, substitutions and swaps of neighbours: optimal string alignment. */
function editsBetween(from: string, to: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);

  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [beforeLast, last] = [last, current];
  }

  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
