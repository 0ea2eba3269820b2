import type { Grammar } from './grammar.ts';
import { at } from './node-at.ts';
import { kinds, tokensWithin } from './python-tokens.ts';
import type { Expression, Text } from './syntax.ts';
import {
  formatParts,
  isNumberFormat,
  type LiteralParts,
  literalParts,
  unescaped,
} from './text-literal.ts';
import { TokenReader } from './token-reader.ts';

/** Literals that stand side by side are one text; `f'…'` has expressions in it. */
export function text(p: TokenReader, g: Grammar): Expression {
  const { start } = p;
  const parts: Expression[] = [];
  const numbers = new Set<Expression>();

  for (; p.kind === kinds.text; p.next()) {
    const end = p.start + p.word().length;
    for (const part of partsOf(p, g, literalParts(p.text, p.start, end), numbers)) parts.push(part);
  }
  const joined = joinedTexts(parts);
  const [only] = joined;
  const place = at(start, p.lastEnd);
  if (joined.length === 0) return { type: 'Text', value: '', ...place };
  if (joined.length === 1 && only?.type === 'Text') return { ...only, ...place };
  return { type: 'FormattedText', parts: joined, numbers, ...place };
}

function partsOf(
  p: TokenReader,
  g: Grammar,
  literal: LiteralParts,
  numbers: Set<Expression>,
): readonly Expression[] {
  const { from, to, isFormatted, isRaw } = literal;
  if (!isFormatted) {
    return [{ type: 'Text', value: unescaped(p.text.slice(from, to), isRaw), ...at(from, to) }];
  }

  return formatParts(p.text, literal).flatMap((part): readonly Expression[] => {
    const place = at(part.from, part.to);
    if ('text' in part) return [{ type: 'Text', value: part.text, ...place }];

    const inner = new TokenReader(p.text, tokensWithin(p.text, part.from, part.to), p.depth + 1);
    inner.deeper();
    const value = g.expressions(inner);
    if (inner.kind !== kinds.end) throw inner.fault('the expression in a text does not end');
    const { format } = part;
    if (!format) return [value];
    if (isNumberFormat(p.text.slice(format.from, format.to))) numbers.add(value);
    return [value, ...partsOf(inner, g, format, new Set()).filter(isNoText)];
  });
}

function isNoText({ type }: Expression): boolean {
  return type !== 'Text';
}

function joinedTexts(parts: readonly Expression[]): readonly Expression[] {
  const joined: Expression[] = [];

  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.type === 'Text' && part.type === 'Text') {
      const both: Text = { ...last, value: last.value + part.value, end: part.end };
      joined[joined.length - 1] = both;
    } else joined.push(part);
  }
  return joined;
}
