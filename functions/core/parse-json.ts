/** Far beyond what people or tools write: an object in an object takes two. */
const MOST_NESTED = 128;

/**
 * As `JSON.parse`, of text that may be hostile: a walk down into the
 * result ends, and the names on the way make no path that is longer than the text.
 *
 * @throws SyntaxError when it is no JSON, or brackets lie too deeply within one another.
 */
export function parseJson(text: string): unknown {
  if (isNestedTooDeeply(text)) throw new SyntaxError('it is nested too deeply');

  return JSON.parse(text);
}

/** By one look at each character; what stands in a string does not count. */
function isNestedTooDeeply(text: string): boolean {
  let depth = 0;

  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
    if (depth > MOST_NESTED) return true;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
