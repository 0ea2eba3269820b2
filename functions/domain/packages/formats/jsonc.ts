/**
 * JSON with comments, and with commas at the end of lists. It goes through a text twice, and no further:
 * what is hostile has no end of a comment or of a string.
 *
 * @throws SyntaxError
 */
export function parseJsonc(text: string): unknown {
  const bare = text.replaceAll(STRING_OR_COMMENT, (found) => (found[0] === '"' ? found : ' '));

  return JSON.parse(bare.replaceAll(STRING_OR_LAST_COMMA, (found) => (found === ',' ? '' : found)));
}

const STRING_OR_COMMENT = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;
const STRING_OR_LAST_COMMA = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|,(?=\s*[}\]])/g;
