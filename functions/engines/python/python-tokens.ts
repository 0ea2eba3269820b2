import { endOfText, isLineEnd, stepsFor, type TextSearch } from './text-end.ts';

/** Kinds of tokens; a keyword is a name. */
export const kinds = {
  newline: 0,
  indent: 1,
  dedent: 2,
  name: 3,
  number: 4,
  text: 5,
  operator: 6,
  /** A character that begins no token, or a text without an end. */
  fault: 7,
  end: 8,
} as const;

export type TokenKind = (typeof kinds)[keyof typeof kinds];

/** One beside the other: a file may have half a million. */
export interface Tokens {
  readonly kinds: readonly TokenKind[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A file has more than may be held. */
export class TooManyTokens extends Error {
  override readonly name = 'TooManyTokens';

  constructor(most: number) {
    super(`it has more than ${most.toLocaleString('en')} tokens`);
  }
}

interface Scan extends TextSearch {
  readonly kinds: TokenKind[];
  readonly starts: number[];
  readonly ends: number[];
  at: number;
  /** Of brackets: within them, lines have no meaning. */
  depth: number;
}

/**
 * Of a file, with lines and their indentation. The last one is `end`.
 *
 * @throws TooManyTokens
 */
export function tokensOf(text: string, most: number): Tokens {
  const scan = newScan(text, text.charCodeAt(0) === BOM ? 1 : 0, text.length);
  const indents = [0];

  while (scan.at < scan.to) line(scan, indents, most);
  if (scan.kinds.length > 0 && scan.kinds.at(-1) !== kinds.newline) {
    push(scan, kinds.newline, scan.to, scan.to);
  }
  for (let more = indents.length; more > 1; more -= 1) push(scan, kinds.dedent, scan.to, scan.to);
  push(scan, kinds.end, scan.to, scan.to);
  return scan;
}

/** Of an expression within a text, which may stand on several lines. */
export function tokensWithin(text: string, from: number, to: number): Tokens {
  const scan = newScan(text, from, to);

  scan.depth = 1;
  while (scan.at < to) {
    token(scan);
    if (scan.depth < 1) scan.depth = 1;
  }
  push(scan, kinds.end, to, to);
  return scan;
}

function newScan(text: string, at: number, to: number): Scan {
  return { text, to, left: stepsFor(to - at), kinds: [], starts: [], ends: [], at, depth: 0 };
}

function push(scan: Scan, kind: TokenKind, start: number, end: number): void {
  scan.kinds.push(kind);
  scan.starts.push(start);
  scan.ends.push(end);
}

/** A logical line: it goes on within brackets, and after a backslash. */
function line(scan: Scan, indents: number[], most: number): void {
  const column = indentation(scan);
  if (scan.at >= scan.to || isBlankFrom(scan)) return;

  indent(scan, column, indents);
  scan.depth = 0;
  while (scan.at < scan.to) {
    const code = scan.text.charCodeAt(scan.at);

    if (isLineEnd(code) && scan.depth === 0) {
      push(scan, kinds.newline, scan.at, scan.at);
      scan.at += lengthOfLineEnd(scan);
      return;
    }
    // A keyword at the begin of a line ends brackets that someone left open.
    if (isLineEnd(code) && beginsStatement(scan)) {
      push(scan, kinds.newline, scan.at, scan.at);
      scan.at += lengthOfLineEnd(scan);
      return;
    }
    token(scan);
    if (scan.kinds.length > most) throw new TooManyTokens(most);
  }
}

/** Whether what stands at the begin of the next line can only be a statement. */
function beginsStatement({ text, at, to }: Scan): boolean {
  let next = at + 1;
  if (text.charCodeAt(at) === CR && text.charCodeAt(next) === LF) next += 1;
  const first = text.charCodeAt(next);

  return (
    next < to &&
    (first === LETTER_D || first === LETTER_C || first === LETTER_I) &&
    /^(?:def|class|import) \w/.test(text.slice(next, next + 8))
  );
}

function indentation(scan: Scan): number {
  let column = 0;

  for (; scan.at < scan.to; scan.at += 1) {
    const code = scan.text.charCodeAt(scan.at);
    if (code === SPACE) column += 1;
    else if (code === TAB) column += 8 - (column % 8);
    else if (code === FORM_FEED) column = 0;
    else break;
  }
  return column;
}

/** A line of nothing but a comment has no meaning. */
function isBlankFrom(scan: Scan): boolean {
  const code = scan.text.charCodeAt(scan.at);

  if (code === HASH) comment(scan);
  else if (!isLineEnd(code)) return false;
  scan.at += lengthOfLineEnd(scan);
  return true;
}

function indent(scan: Scan, column: number, indents: number[]): void {
  const { at } = scan;

  if (column > (indents.at(-1) ?? 0)) {
    indents.push(column);
    push(scan, kinds.indent, at, at);
    return;
  }
  while (column < (indents.at(-1) ?? 0)) {
    indents.pop();
    // Where it fits none of the lines above, it belongs to the innermost that is less deep.
    push(scan, kinds.dedent, at, at);
  }
}

function token(scan: Scan): void {
  const { text, at } = scan;
  const code = text.charCodeAt(at);

  if (code === SPACE || code === TAB || code === FORM_FEED || isLineEnd(code)) scan.at += 1;
  else if (code === HASH) comment(scan);
  else if (code === BACKSLASH) continuation(scan);
  else if (isNameStart(code)) name(scan);
  else if (isDigit(code) || (code === DOT && isDigit(text.charCodeAt(at + 1)))) number(scan);
  else if (code === QUOTE || code === DOUBLE_QUOTE) quoted(scan, at, false);
  else operator(scan, code);
}

function comment(scan: Scan): void {
  while (scan.at < scan.to && !isLineEnd(scan.text.charCodeAt(scan.at))) scan.at += 1;
}

function continuation(scan: Scan): void {
  scan.at += 1;

  if (isLineEnd(scan.text.charCodeAt(scan.at))) scan.at += lengthOfLineEnd(scan);
  else if (scan.at < scan.to) push(scan, kinds.fault, scan.at - 1, scan.at);
}

function name(scan: Scan): void {
  const { text, at: start, to } = scan;
  let end = start + 1;

  while (end < to && isNamePart(text.charCodeAt(end))) end += 1;
  const next = text.charCodeAt(end);
  const isPrefix = end - start <= 3 && (next === QUOTE || next === DOUBLE_QUOTE);
  if (isPrefix && /^[bfrtuBFRTU]+$/.test(text.slice(start, end))) {
    scan.at = end;
    quoted(scan, start, /[fFtT]/.test(text.slice(start, end)));
    return;
  }
  scan.at = end;
  push(scan, kinds.name, start, end);
}

/** As loosely as it can be read: `1_000.5e-3j`, `0xFFL`, `1.`. */
function number(scan: Scan): void {
  const { text, at: start, to } = scan;
  const isHexadecimal = /[xX]/.test(text[start + 1] ?? '');
  let end = start + 1;

  for (; end < to; end += 1) {
    const code = text.charCodeAt(end);
    if (isNamePart(code) || code === DOT) continue;
    const isSign = code === PLUS || code === MINUS;
    if (!isSign || isHexadecimal || !/[eE]/.test(text[end - 1] ?? '')) break;
  }
  // `1if x else 2` is a number and a word.
  const word = isHexadecimal
    ? undefined
    : /(?:if|else|and|or|in|is|for|not)$/.exec(text.slice(start, end));
  if (word && word.index > 0) end = start + word.index;
  scan.at = end;
  push(scan, kinds.number, start, end);
}

function quoted(scan: Scan, start: number, isFormatted: boolean): void {
  const end = endOfText(scan, scan.at, isFormatted);

  scan.at = end ?? endOfLine(scan);
  push(scan, end === undefined ? kinds.fault : kinds.text, start, scan.at);
}

function endOfLine({ text, at, to }: Scan): number {
  let end = at;

  while (end < to && !isLineEnd(text.charCodeAt(end))) end += 1;
  return end;
}

function operator(scan: Scan, code: number): void {
  const { text, at } = scan;

  if (code === OPEN_PARENTHESIS || code === OPEN_BRACKET || code === OPEN_BRACE) scan.depth += 1;
  else if (code === CLOSE_PARENTHESIS || code === CLOSE_BRACKET || code === CLOSE_BRACE) {
    if (scan.depth > 0) scan.depth -= 1;
  }
  const length = lengthOfOperator(text, at);
  scan.at += Math.max(length, 1);
  push(scan, length > 0 ? kinds.operator : kinds.fault, at, scan.at);
}

function lengthOfOperator(text: string, at: number): number {
  for (let length = 3; length > 0; length -= 1) {
    const word = text.slice(at, at + length);
    if (operators.has(word)) return word.length;
  }
  return 0;
}

const operators: ReadonlySet<string> = new Set(
  '+ - * ** / // % @ << >> & | ^ ~ < > <= >= == != <> ( ) [ ] { } , : . ; = -> += -= *= /= //= %= @= &= |= ^= >>= <<= **= := ... ! `'.split(
    ' ',
  ),
);

function lengthOfLineEnd({ text, at }: Scan): number {
  return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isNameStart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === UNDERSCORE || code > 127
  );
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code);
}

const BOM = 0xfeff;
const TAB = 9;
const LF = 10;
const FORM_FEED = 12;
const CR = 13;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const QUOTE = 39;
const OPEN_PARENTHESIS = 40;
const CLOSE_PARENTHESIS = 41;
const PLUS = 43;
const MINUS = 45;
const DOT = 46;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const UNDERSCORE = 95;
const LETTER_C = 99;
const LETTER_D = 100;
const LETTER_I = 105;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
