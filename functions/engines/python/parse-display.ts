import type { Grammar } from './grammar.ts';
import { at } from './node-at.ts';
import type { Clause, DictEntry, Expression, Sequence } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** What stands in brackets: a value, a tuple, or a comprehension. */
export function parenthesized(p: TokenReader, g: Grammar): Expression {
  const { start } = p;
  p.deeper();
  p.expect('(');
  if (p.take(')')) {
    p.shallower();
    return { type: 'Tuple', elements: [], ...at(start, p.lastEnd) };
  }
  const inner = p.is('yield') ? g.yielded(p) : g.expressions(p);
  const value = isComprehension(p) ? comprehension(p, g, 'generator', inner, start) : inner;
  p.expect(')');
  p.shallower();
  return value;
}

export function list(p: TokenReader, g: Grammar): Expression {
  const { start } = p;
  p.deeper();
  p.expect('[');
  const first = p.is(']') ? undefined : g.starredOrNamed(p);
  const made: Expression =
    first && isComprehension(p)
      ? comprehension(p, g, 'list', first, start)
      : { type: 'List', elements: first ? rest(p, g, first, ']') : [], ...at(start, p.lastEnd) };
  p.expect(']');
  p.shallower();
  return { ...made, end: p.lastEnd };
}

function rest(p: TokenReader, g: Grammar, first: Expression, end: string): readonly Expression[] {
  const elements = [first];

  while (p.take(',') && !p.is(end)) elements.push(g.starredOrNamed(p));
  return elements;
}

export function braces(p: TokenReader, g: Grammar): Expression {
  const { start } = p;
  p.deeper();
  p.expect('{');
  const made = p.is('}') ? dict([], start, p) : inBraces(p, g, start);
  p.expect('}');
  p.shallower();
  return { ...made, end: p.lastEnd };
}

function inBraces(p: TokenReader, g: Grammar, start: number): Expression {
  if (p.is('**')) return dict(entries(p, g, entry(p, g)), start, p);

  const from = p.start;
  const first = g.starredOrNamed(p);
  if (!p.take(':')) {
    if (isComprehension(p)) return comprehension(p, g, 'set', first, start);
    const set: Sequence = {
      type: 'Set',
      elements: rest(p, g, first, '}'),
      ...at(start, p.lastEnd),
    };
    return set;
  }
  const value = g.expression(p);
  const pair: DictEntry = { type: 'DictEntry', key: first, value, ...at(from, p.lastEnd) };
  return isComprehension(p)
    ? comprehension(p, g, 'dict', pair, start)
    : dict(entries(p, g, pair), start, p);
}

function dict(all: readonly DictEntry[], start: number, p: TokenReader): Expression {
  return { type: 'Dict', entries: all, ...at(start, p.lastEnd) };
}

function entries(p: TokenReader, g: Grammar, first: DictEntry): readonly DictEntry[] {
  const all = [first];

  while (p.take(',') && !p.is('}')) all.push(entry(p, g));
  return all;
}

function entry(p: TokenReader, g: Grammar): DictEntry {
  const { start } = p;
  if (p.take('**')) {
    const spread = g.bits(p);
    return { type: 'DictEntry', key: undefined, value: spread, ...at(start, p.lastEnd) };
  }
  const key = g.expression(p);
  p.expect(':');
  const value = g.expression(p);
  return { type: 'DictEntry', key, value, ...at(start, p.lastEnd) };
}

export function isComprehension(p: TokenReader): boolean {
  return p.is('for') || (p.is('async') && p.word(1) === 'for');
}

export function comprehension(
  p: TokenReader,
  g: Grammar,
  kind: 'list' | 'set' | 'dict' | 'generator',
  element: Expression | DictEntry,
  start: number,
): Expression {
  const clauses: Clause[] = [];

  while (isComprehension(p)) clauses.push(clause(p, g));
  return { type: 'Comprehension', kind, element, clauses, ...at(start, p.lastEnd) };
}

function clause(p: TokenReader, g: Grammar): Clause {
  const { start } = p;
  p.take('async');
  p.expect('for');
  const target = targets(p, g);
  p.expect('in');
  const source = g.operand(p);
  const tests: Expression[] = [];
  while (p.take('if')) tests.push(withoutConditional(p, g));

  return { type: 'Clause', target, source, tests, ...at(start, p.lastEnd) };
}

/** What follows with `if` is another test. */
function withoutConditional(p: TokenReader, g: Grammar): Expression {
  const { start } = p;
  const target = p.is('lambda') ? g.lambda(p) : g.operand(p);
  if (!p.take(':=')) return target;

  const value = g.operand(p);
  return { type: 'NamedValue', target, value, ...at(start, p.lastEnd) };
}

/** What stands between `for` and `in`. */
export function targets(p: TokenReader, g: Grammar): Expression {
  const { start } = p;
  const first = target(p, g);
  if (!p.is(',')) return first;

  const elements = [first];
  while (p.take(',') && !p.is('in')) elements.push(target(p, g));
  return { type: 'Tuple', elements, ...at(start, p.lastEnd) };
}

function target(p: TokenReader, g: Grammar): Expression {
  const { start } = p;
  if (!p.take('*')) return g.bits(p);

  const value = g.bits(p);
  return { type: 'Starred', value, ...at(start, p.lastEnd) };
}
