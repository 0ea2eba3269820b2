import { parseJson } from '../../../core/parse-json.ts';

/**
 * JSON with comments, and with commas at the end of lists. It goes through a text twice, and no further:
 * what is hostile has no end of a comment or of a string.
 *
 * @throws SyntaxError
 */
export function parseJsonc(text: string): unknown {
  return parseJson(withoutLastCommas(withoutComments(text)));
}

function withoutComments(text: string): string {
  return mapBesideStrings(text, (at) => {
    if (text.startsWith('//', at)) return { end: endOf(text, '\n', at), instead: ' ' };
    if (text.startsWith('/*', at)) return { end: endOf(text, '*/', at + 2) + 2, instead: ' ' };
    return undefined;
  });
}

function withoutLastCommas(text: string): string {
  return mapBesideStrings(text, (at) => {
    if (text[at] !== ',') return undefined;
    let end = at + 1;
    while (/\s/.test(text.charAt(end))) end += 1;

    return { end, instead: /[}\]]/.test(text.charAt(end)) ? '' : ',' };
  });
}

/** @param part what begins at a place, where it ends, and what comes in its place. */
function mapBesideStrings(
  text: string,
  part: (at: number) => { readonly end: number; readonly instead: string } | undefined,
): string {
  const pieces: string[] = [];
  let from = 0;

  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') at = endOfString(text, at);
    const found = part(at);
    if (!found) continue;
    pieces.push(text.slice(from, at), found.instead);
    from = found.end;
    at = from - 1;
  }
  return pieces.join('') + text.slice(from);
}

/** The place of the quote that ends it, or the end of the text. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;

  return at;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);

  return at < 0 ? text.length : at;
}
