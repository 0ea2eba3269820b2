/** The code of a file, with a blank for each character of what is none. */
export interface BareCode {
  readonly withoutComments: string;
  /** Texts that code stands in are left: templates, f-strings. */
  readonly withoutTexts: string;
}

/**
 * Undefined where it is not certain what is text and what is code: a text that does not end on its
 * line, a template or a regular expression with a quote in it, one text in another.
 */
export function bareCode(text: string, language: 'javascript' | 'python'): BareCode | undefined {
  // In some places these end a line, and with it a comment.
  if (/\r(?!\n)|[\u2028\u2029]/.test(text)) return undefined;

  const read = language === 'python' ? partOfPython : partOfJavaScript;
  const parts: Part[] = [];

  for (let at = 0; at < text.length; ) {
    const part = read(text, at);
    if (part === 'uncertain') return undefined;
    if (part) parts.push(part);
    at = part?.to ?? at + 1;
  }
  const withoutComments = blanked(
    text,
    parts.filter(({ kind }) => kind === 'comment'),
  );
  const texts = parts.filter(({ kind }) => kind === 'text');
  return { withoutComments, withoutTexts: blanked(withoutComments, texts) };
}

interface Part {
  /** What is `kept` may have code in it. */
  readonly kind: 'comment' | 'text' | 'kept';
  readonly from: number;
  readonly to: number;
}

/** Undefined for a character that begins none. */
type Read = Part | 'uncertain' | undefined;

function partOfPython(text: string, from: number): Read {
  if (text[from] === '#') return { kind: 'comment', from, to: lineEnd(text, from) };
  const quote = ['"""', "'''", '"', "'"].find((one) => text.startsWith(one, from));
  if (quote === undefined) return undefined;
  const to = textEnd(text, from, quote);
  if (to === undefined) return 'uncertain';

  const isFormatted = /(?:^|\W)(?:[fFtT][rR]?|[rR][fFtT])$/.test(
    text.slice(Math.max(0, from - 3), from),
  );
  if (!isFormatted) return { kind: 'text', from, to };
  return isBalanced(text.slice(from, to)) ? { kind: 'kept', from, to } : 'uncertain';
}

function partOfJavaScript(text: string, from: number): Read {
  if (text.startsWith('//', from)) return { kind: 'comment', from, to: lineEnd(text, from) };
  if (text.startsWith('/*', from)) {
    const end = text.indexOf('*/', from + 2);
    return end < 0 ? 'uncertain' : { kind: 'comment', from, to: end + 2 };
  }
  const first = text[from];
  if (first === '/') return afterSlash(text, from);
  if (first === '`') {
    const end = text.indexOf('`', from + 1);
    const within = text.slice(from + 1, end);
    const isClear = end > 0 && isBalanced(within) && !/['"\\]|\/[/*]/.test(within);
    return isClear ? { kind: 'kept', from, to: end + 1 } : 'uncertain';
  }
  if (first !== '"' && first !== "'") return undefined;
  const to = textEnd(text, from, first);

  return to === undefined ? 'uncertain' : { kind: 'text', from, to };
}

/** A division, or a regular expression: where one may end on its line, no text may begin within. */
function afterSlash(text: string, from: number): Read {
  const line = text.slice(from + 1, lineEnd(text, from));
  const [within] = /^(?:[^\\/[\]]|\\.|\[(?:[^\\\]]|\\.){0,200}\]){0,500}\//.exec(line) ?? [];
  if (within === undefined) return line.includes('/') ? 'uncertain' : undefined;

  return /['"`]/.test(within) ? 'uncertain' : { kind: 'kept', from, to: from + 1 + within.length };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);

  return end < 0 ? text.length : end;
}

/** Behind its closing quote. */
function textEnd(text: string, from: number, quote: string): number | undefined {
  for (let at = from + quote.length; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else if (text[at] === '\n' && quote.length === 1) return undefined;
  }
  return undefined;
}

/** Whether each brace is closed: else the text goes on behind another one that stands in it. */
function isBalanced(text: string): boolean {
  return text.split('{').length === text.split('}').length;
}

function blanked(text: string, parts: readonly Part[]): string {
  const pieces: string[] = [];
  let at = 0;

  for (const { from, to } of parts) {
    pieces.push(text.slice(at, from), text.slice(from, to).replace(/[^\n]/g, ' '));
    at = to;
  }
  return [...pieces, text.slice(at)].join('');
}
