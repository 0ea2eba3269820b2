/** The code of a file, with a blank for each character of what is none. */
export interface BareCode {
  readonly withoutComments: string;
  /** Texts that code stands in are left: templates, f-strings. */
  readonly withoutTexts: string;
}

/** Undefined where a text does not end on its line, as of a regular expression with a quote in it. */
export function bareCode(text: string, language: 'javascript' | 'python'): BareCode | undefined {
  const comments: Span[] = [];
  const texts: Span[] = [];
  let at = 0;

  while (at < text.length) {
    const end = commentEnd(text, at, language);
    const quote = end === undefined ? quoteAt(text, at, language) : undefined;
    if (end !== undefined) comments.push([at, end]);
    const closed = quote === undefined ? undefined : textEnd(text, at + quote.length, quote);
    if (quote !== undefined && closed === undefined) return undefined;
    if (closed !== undefined && !holdsCode(text, at, language)) {
      texts.push([at + (quote?.length ?? 0), closed - (quote?.length ?? 0)]);
    }
    at = end ?? closed ?? at + 1;
  }
  const withoutComments = blanked(text, comments);
  return { withoutComments, withoutTexts: blanked(withoutComments, texts) };
}

type Span = readonly [from: number, to: number];

function commentEnd(
  text: string,
  at: number,
  language: 'javascript' | 'python',
): number | undefined {
  const [line, block] = language === 'python' ? ['#'] : ['//', '/*'];
  if (line !== undefined && text.startsWith(line, at)) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  if (block === undefined || !text.startsWith(block, at)) return undefined;
  const end = text.indexOf('*/', at + block.length);

  return end < 0 ? text.length : end + block.length;
}

function quoteAt(text: string, at: number, language: 'javascript' | 'python'): string | undefined {
  const quotes = language === 'python' ? ['"""', "'''", '"', "'"] : ['"', "'"];

  return quotes.find((quote) => text.startsWith(quote, at));
}

/** Behind its closing quote. */
function textEnd(text: string, from: number, quote: string): number | undefined {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else if (text[at] === '\n' && quote.length === 1) return undefined;
  }
  return undefined;
}

function holdsCode(text: string, at: number, language: 'javascript' | 'python'): boolean {
  return (
    language === 'python' &&
    /(?:^|\W)(?:[fF][rR]?|[rR][fF])$/.test(text.slice(Math.max(0, at - 3), at))
  );
}

function blanked(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;

  for (const [from, to] of spans) {
    parts.push(text.slice(at, from), text.slice(from, to).replace(/[^\n]/g, ' '));
    at = to;
  }
  return [...parts, text.slice(at)].join('');
}
