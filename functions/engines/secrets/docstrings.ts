/** From the first quote to behind the last one, by place. */
export type Docstrings = readonly (readonly [from: number, to: number])[];

/**
 * Texts of Python that are statements by themselves: documentation, and code that is not run. What names are
 * given there shows how something is written. Read once from end to end; what is never closed is none.
 */
export function docstringsIn(text: string): Docstrings {
  const found: [number, number][] = [];
  let depth = 0;
  let at = 0;

  while (at < text.length && found.length < MOST) {
    const character = text[at] ?? '';
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth = Math.max(0, depth - 1);

    const isText = character === '"' || character === "'";
    const end = isText ? endOfText(text, at) : character === '#' ? endOfLine(text, at) : at + 1;
    if (end === undefined) return found;
    if (isText && depth === 0 && text.startsWith(character.repeat(3), at)) {
      const from = /[rRuU]/.test(text[at - 1] ?? '') ? at - 1 : at;
      if (isAlone(text, from, end)) found.push([from, end]);
    }
    at = end;
  }
  return found;
}

export function isInDocstring(docstrings: Docstrings, at: number): boolean {
  return docstrings.some(([from, to]) => from < at && at < to);
}

/** Of one file. */
const MOST = 20_000;

/** Behind its quotes; of one line, that line's end where it has none. */
function endOfText(text: string, from: number): number | undefined {
  const quote = text[from] ?? '';
  const three = quote.repeat(3);
  const quotes = text.startsWith(three, from) ? three : quote;

  for (let at = from + quotes.length; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(quotes, at)) return at + quotes.length;
    else if (text[at] === '\n' && quotes.length === 1) return at;
  }
  return undefined;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);

  return end < 0 ? text.length : end;
}

/** Whether nothing stands before it on its line or behind it, and no line before goes on. */
function isAlone(text: string, from: number, to: number): boolean {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const isFirst = /^[ \t]*$/.test(text.slice(Math.max(start, from - LONGEST_INDENT), from));
  const isContinued = /\\\r?$/.test(text.slice(Math.max(0, start - 3), Math.max(0, start - 1)));

  return (
    isFirst &&
    from - start < LONGEST_INDENT &&
    !isContinued &&
    /^[ \t]*(?:#|\r?\n|$)/.test(text.slice(to, to + LONGEST_INDENT))
  );
}

/** Characters. */
const LONGEST_INDENT = 200;
