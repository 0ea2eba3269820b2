/** Where the ends of literal texts are looked for. */
export interface TextSearch {
  readonly text: string;
  /** Nothing is read from here on. */
  readonly to: number;
  /** Steps that may still be taken in texts with expressions, which may be looked at in vain. */
  left: number;
}

/** Some characters are looked at once for each text that they are nested in. */
export function stepsFor(length: number): number {
  return 8 * length + 1_000;
}

/** The place behind the closing quotes of what opens at `at`; undefined where it has none. */
export function endOfText(
  search: TextSearch,
  at: number,
  isFormatted: boolean,
): number | undefined {
  const end = isFormatted ? endOfFormatted(search, at, 0) : undefined;

  return end ?? endOfPlain(search, at);
}

function endOfPlain({ text, to }: TextSearch, at: number): number | undefined {
  const quotes = quotesAt(text, at);
  let place = at + quotes.length;

  while (place < to) {
    const code = text.charCodeAt(place);

    if (code === BACKSLASH) place += 2;
    else if (text.startsWith(quotes, place)) return place + quotes.length;
    else if (isLineEnd(code) && quotes.length === 1) return undefined;
    else place += 1;
  }
  return undefined;
}

/** Quotes in its expressions do not end it: `f"{x["a"]}"`, since Python 3.12. */
function endOfFormatted(search: TextSearch, at: number, nesting: number): number | undefined {
  const { text, to } = search;
  const quotes = quotesAt(text, at);
  let place: number | undefined = at + quotes.length;

  while (place !== undefined && place < to) {
    const code = text.charCodeAt(place);
    search.left -= 1;

    if (code === BACKSLASH) place += 2;
    else if (text.startsWith(quotes, place)) return place + quotes.length;
    else if (isLineEnd(code) && quotes.length === 1) return undefined;
    else if (code !== OPEN_BRACE) place += 1;
    else if (text.charCodeAt(place + 1) === OPEN_BRACE) place += 2;
    else place = endOfReplacement(search, place + 1, nesting);
  }
  return undefined;
}

/** Behind the brace that closes it. */
function endOfReplacement(search: TextSearch, from: number, nesting: number): number | undefined {
  const { text, to } = search;
  let depth = 0;
  let place = from;

  while (place < to && search.left > 0) {
    const code = text.charCodeAt(place);
    search.left -= 1;

    if (code === CLOSE_BRACE && depth === 0) return place + 1;
    if (isOpening(code)) depth += 1;
    else if (isClosing(code)) depth -= 1;
    if (code !== QUOTE && code !== DOUBLE_QUOTE) {
      place += 1;
      continue;
    }
    const isFormatted = /[fFtT][rR]?$/.test(text.slice(place - 2, place));
    const end = isFormatted ? nested(search, place, nesting) : endOfPlain(search, place);
    if (end === undefined) return undefined;
    place = end;
  }
  return undefined;
}

function nested(search: TextSearch, at: number, nesting: number): number | undefined {
  return nesting < MOST_NESTED ? endOfFormatted(search, at, nesting + 1) : undefined;
}

/** More than anyone can read. */
const MOST_NESTED = 20;

/** One, or three. */
function quotesAt(text: string, at: number): string {
  const quote = text[at] ?? '';
  const three = quote.repeat(3);

  return text.startsWith(three, at) ? three : quote;
}

function isOpening(code: number): boolean {
  return code === OPEN_BRACE || code === OPEN_BRACKET || code === OPEN_PARENTHESIS;
}

function isClosing(code: number): boolean {
  return code === CLOSE_BRACE || code === CLOSE_BRACKET || code === CLOSE_PARENTHESIS;
}

export function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}

const LF = 10;
const CR = 13;
const DOUBLE_QUOTE = 34;
const QUOTE = 39;
const OPEN_PARENTHESIS = 40;
const CLOSE_PARENTHESIS = 41;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
