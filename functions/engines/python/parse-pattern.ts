import { identifier, keywords } from './expression-words.ts';
import { at } from './node-at.ts';
import { binary, expression } from './parse-expression.ts';
import { kinds } from './python-tokens.ts';
import type { Expression, Name, Pattern } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** Of a `case`: several without brackets are a list. */
export function pattern(p: TokenReader): Pattern {
  const { start } = p;
  const first = starredOrAlternatives(p);
  if (!p.is(',')) return first;

  const parts = [first];
  while (p.take(',') && !p.is(':') && !p.is('if')) parts.push(starredOrAlternatives(p));
  return made('list', start, p, { parts });
}

interface PatternParts {
  readonly value?: Expression | undefined;
  readonly name?: Name | undefined;
  readonly parts?: readonly Pattern[];
  readonly keys?: readonly Expression[];
}

function made(
  shape: Pattern['shape'],
  start: number,
  p: TokenReader,
  { value, name, parts = [], keys = [] }: PatternParts,
): Pattern {
  return { type: 'Pattern', shape, value, name, parts, keys, ...at(start, p.lastEnd) };
}

function starredOrAlternatives(p: TokenReader): Pattern {
  const { start } = p;
  if (!p.take('*')) return alternatives(p);

  return made('star', start, p, { name: captured(p) });
}

/** The name of `_` takes nothing. */
function captured(p: TokenReader): Name | undefined {
  const name = identifier(p);

  return name.name === '_' ? undefined : name;
}

function alternatives(p: TokenReader): Pattern {
  const { start } = p;
  p.deeper();
  const parts = [closed(p)];
  while (p.take('|')) parts.push(closed(p));
  p.shallower();
  const [first] = parts;
  const whole = parts.length === 1 && first ? first : made('or', start, p, { parts });

  return p.take('as') ? made('capture', start, p, { name: captured(p), parts: [whole] }) : whole;
}

function closed(p: TokenReader): Pattern {
  const { start } = p;

  if (p.is('(') || p.is('[')) return list(p);
  if (p.is('{')) return map(p);
  const isName = p.kind === kinds.name && !keywords.has(p.word());
  if (isName && p.word(1) !== '.' && p.word(1) !== '(') {
    return made('capture', start, p, { name: captured(p) });
  }
  if (!isName) return made('value', start, p, { value: binary(p, PRECEDENCE_OF_SUMS) });

  const value = dotted(p);
  return p.is('(') ? instance(p, start, value) : made('value', start, p, { value });
}

/** Literals may be sums: `1 + 2j`. */
const PRECEDENCE_OF_SUMS = 8;

function dotted(p: TokenReader): Expression {
  const { start } = p;
  let value: Expression = identifier(p);

  while (p.take('.')) {
    const { name } = identifier(p);
    value = { type: 'Attribute', object: value, name, ...at(start, p.lastEnd) };
  }
  return value;
}

function list(p: TokenReader): Pattern {
  const { start } = p;
  const end = p.is('(') ? ')' : ']';
  const parts: Pattern[] = [];
  let isList = end === ']';
  p.next();

  while (!p.is(end)) {
    parts.push(starredOrAlternatives(p));
    if (!p.take(',')) break;
    isList = true;
  }
  p.expect(end);
  const [only] = parts;
  return !isList && only && only.shape !== 'star' ? only : made('list', start, p, { parts });
}

function map(p: TokenReader): Pattern {
  const { start } = p;
  const keys: Expression[] = [];
  const parts: Pattern[] = [];
  let name: Name | undefined;
  p.expect('{');

  while (!p.is('}')) {
    if (p.take('**')) name = captured(p);
    else {
      keys.push(expression(p));
      p.expect(':');
      parts.push(alternatives(p));
    }
    if (!p.take(',')) break;
  }
  p.expect('}');
  return made('map', start, p, { name, keys, parts });
}

function instance(p: TokenReader, start: number, value: Expression): Pattern {
  const parts: Pattern[] = [];
  p.expect('(');

  while (!p.is(')')) {
    if (p.kind === kinds.name && p.word(1) === '=') {
      p.next();
      p.next();
    }
    parts.push(alternatives(p));
    if (!p.take(',')) break;
  }
  p.expect(')');
  return made('class', start, p, { value, parts });
}
