import { isLineEnd } from './text-end.ts';

/** What stands between the quotes of a literal, and how. */
export interface LiteralParts {
  readonly isFormatted: boolean;
  readonly isRaw: boolean;
  /** In UTF-16 units from the begin of the file. */
  readonly from: number;
  readonly to: number;
}

export function literalParts(text: string, start: number, end: number): LiteralParts {
  let at = start;
  while (at < end && text[at] !== '"' && text[at] !== "'") at += 1;

  const prefix = text.slice(start, at).toLowerCase();
  const quote = text[at] ?? '';
  const width = text.startsWith(quote.repeat(3), at) && end - at >= 6 ? 3 : 1;

  return {
    isFormatted: prefix.includes('f') || prefix.includes('t'),
    isRaw: prefix.includes('r'),
    from: at + width,
    to: Math.max(end - width, at + width),
  };
}

/** The text that a literal stands for. */
export function unescaped(text: string, isRaw: boolean): string {
  if (isRaw || !text.includes('\\')) return text;

  return text.replace(
    /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|\r\n|[\s\S])/g,
    characterOf,
  );
}

function characterOf(sequence: string): string {
  const [, letter = ''] = sequence;
  if (isLineEnd(letter.charCodeAt(0))) return '';
  if (sequence.length === 2 && plain.has(letter)) return plain.get(letter) ?? '';
  if (/[xuU]/.test(letter) && sequence.length > 2)
    return fromCode(Number.parseInt(sequence.slice(2), 16));

  return /[0-7]/.test(letter) ? fromCode(Number.parseInt(sequence.slice(1), 8)) : sequence;
}

function fromCode(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

const plain: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
]);

/** A part of `f'…'`: a text, or the places of an expression and of what it is formatted as. */
export type FormatPart =
  | { readonly text: string; readonly from: number; readonly to: number }
  | { readonly from: number; readonly to: number; readonly format?: LiteralParts };

export function formatParts(
  text: string,
  { from, to, isRaw }: LiteralParts,
): readonly FormatPart[] {
  const parts: FormatPart[] = [];
  let literal = '';
  let begin = from;
  let at = from;

  const flush = () => {
    if (literal !== '') parts.push({ text: unescaped(literal, isRaw), from: begin, to: at });
    literal = '';
  };
  while (at < to) {
    const character = text[at] ?? '';

    if ((character === '{' || character === '}') && text[at + 1] === character) {
      literal += character;
      at += 2;
    } else if (character === '{') {
      flush();
      const replacement = replacementAt(text, at + 1, to);
      parts.push(replacement.part);
      at = replacement.end;
      begin = at;
    } else if (character === '\\' && !isRaw && text[at + 1] === 'N' && text[at + 2] === '{') {
      const end = text.indexOf('}', at);
      at = end < 0 || end > to ? to : end + 1;
      literal += '\ufffd';
    } else if (character === '\\' && at + 1 < to && text[at + 1] !== '{') {
      literal += text.slice(at, at + 2);
      at += 2;
    } else {
      literal += character;
      at += 1;
    }
  }
  flush();
  return parts;
}

/** `x`, `x = `, `x!r`, `x:>{width}`, up to the brace that closes it. */
function replacementAt(
  text: string,
  from: number,
  to: number,
): { readonly part: FormatPart; readonly end: number } {
  let depth = 0;
  let quote = '';
  let at = from;

  for (; at < to; at += 1) {
    const character = text[at] ?? '';

    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (text.startsWith(quote, at)) {
        at += quote.length - 1;
        quote = '';
      }
    } else if (character === '"' || character === "'") {
      quote = text.startsWith(character.repeat(3), at) ? character.repeat(3) : character;
      at += quote.length - 1;
    } else if ('([{'.includes(character)) depth += 1;
    else if (depth > 0 && ')]}'.includes(character)) depth -= 1;
    else if (depth === 0 && isExpressionEnd(text, at)) break;
  }

  const expression = { from, to: withoutEquals(text, from, at) };
  if (text[at] === '!') while (at < to && text[at] !== ':' && text[at] !== '}') at += 1;
  if (text[at] !== ':') return { part: expression, end: at + 1 };

  const end = closingBrace(text, at + 1, to);
  const format = { isFormatted: true, isRaw: false, from: at + 1, to: end };
  return { part: { ...expression, format }, end: end + 1 };
}

function isExpressionEnd(text: string, at: number): boolean {
  const character = text[at];

  if (character === '!') return text[at + 1] !== '=';
  return character === '}' || character === ':';
}

/** Of `{x=}`. */
function withoutEquals(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && text[end - 1] === ' ') end -= 1;

  const isSelfDocumenting = text[end - 1] === '=' && !'=!<>'.includes(text[end - 2] ?? '');
  return isSelfDocumenting ? end - 1 : to;
}

function closingBrace(text: string, from: number, to: number): number {
  let depth = 0;

  for (let at = from; at < to; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return to;
}

/** Whether only numbers can be written so: `d`, `.2f`, `08x`. */
export function isNumberFormat(format: string): boolean {
  return /[bdeEfFgGnoxX%]$/.test(format);
}
