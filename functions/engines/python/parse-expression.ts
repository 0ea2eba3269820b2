import { beginsExpression, calling, identifier } from './expression-words.ts';
import type { Grammar } from './grammar.ts';
import { at } from './node-at.ts';
import { braces, comprehension, isComprehension, list, parenthesized } from './parse-display.ts';
import { text } from './parse-text.ts';
import { kinds } from './python-tokens.ts';
import type { Argument, Expression, FunctionNode, Name, Parameter } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** One, or a tuple of several, some of which may be starred. */
export function expressions(p: TokenReader): Expression {
  const { start } = p;
  const first = starredOrNamed(p);
  if (!p.is(',')) return first;

  const elements = [first];
  while (p.take(',') && beginsExpression(p)) elements.push(starredOrNamed(p));
  return { type: 'Tuple', elements, ...at(start, p.lastEnd) };
}

function starredOrNamed(p: TokenReader): Expression {
  const { start } = p;
  if (!p.take('*')) return named(p);

  const value = binary(p, PRECEDENCE_OF_OR_BITS);
  return { type: 'Starred', value, ...at(start, p.lastEnd) };
}

/** `name := value`, or only a value. */
export function named(p: TokenReader): Expression {
  const { start } = p;
  const target = expression(p);
  if (!p.take(':=')) return target;

  const value = expression(p);
  return { type: 'NamedValue', target, value, ...at(start, p.lastEnd) };
}

export function expression(p: TokenReader): Expression {
  const { start } = p;
  p.deeper();
  if (p.is('lambda')) {
    const made = lambda(p);
    p.shallower();
    return made;
  }
  const yes = binary(p, 0);

  if (!p.take('if')) {
    p.shallower();
    return yes;
  }
  const test = binary(p, 0);
  p.expect('else');
  const no = expression(p);
  p.shallower();
  return { type: 'Conditional', test, yes, no, ...at(start, p.lastEnd) };
}

function lambda(p: TokenReader): FunctionNode {
  const { start } = p;
  p.expect('lambda');
  const parameters = parametersUntil(p, ':');
  p.expect(':');
  const body = expression(p);

  return {
    type: 'Function',
    name: undefined,
    parameters,
    body,
    decorators: [],
    returns: undefined,
    isAsync: false,
    ...at(start, p.lastEnd),
  };
}

/** Up to a colon of a lambda, or to the bracket of a `def`, where they may have annotations. */
export function parametersUntil(p: TokenReader, end: ':' | ')'): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let isKeywordOnly = false;

  while (!p.is(end)) {
    if (p.is('/') || (p.is('*') && (p.word(1) === ',' || p.word(1) === end))) {
      if (p.is('*')) isKeywordOnly = true;
      p.next();
    } else {
      const made = parameter(p, end === ')', isKeywordOnly);
      if (made.spread === '*') isKeywordOnly = true;
      parameters.push(made);
    }
    if (!p.take(',')) break;
  }
  return parameters;
}

function parameter(p: TokenReader, mayBeTyped: boolean, isKeywordOnly: boolean): Parameter {
  const { start } = p;
  const spread = p.take('**') ? '**' : p.take('*') ? '*' : '';
  const nameNode = p.is('(') ? oldTuple(p) : identifier(p);
  const annotation = mayBeTyped && p.take(':') ? starredOrNamed(p) : undefined;
  const otherwise = p.take('=') ? expression(p) : undefined;

  return {
    type: 'Parameter',
    name: nameNode,
    spread,
    isKeywordOnly,
    annotation,
    otherwise,
    ...at(start, p.lastEnd),
  };
}

/** Of Python 2: `def f((a, b), c)`. It counts as one parameter without a name that is used. */
function oldTuple(p: TokenReader): Name {
  const { start } = p;
  atom(p);

  return { type: 'Name', name: '', ...at(start, p.lastEnd) };
}

/** Operators with two operands, those that bind least first. */
const precedences: ReadonlyMap<string, number> = new Map(
  [
    ['or'],
    ['and'],
    ['not'],
    ['in', 'is', '<', '>', '<=', '>=', '==', '!=', '<>'],
    ['|'],
    ['^'],
    ['&'],
    ['<<', '>>'],
    ['+', '-'],
    ['*', '/', '//', '%', '@'],
  ].flatMap((words, precedence) => words.map((word) => [word, precedence] as const)),
);

const PRECEDENCE_OF_NOT = 2;
const PRECEDENCE_OF_COMPARISON = 3;
/** Binds more than any comparison. */
export const PRECEDENCE_OF_OR_BITS = 4;

/** From operators of a precedence on. A sum of a hundred thousand is no deeper than one of two. */
export function binary(p: TokenReader, least: number): Expression {
  const { start } = p;
  let left = p.is('not') && least <= PRECEDENCE_OF_NOT ? negation(p) : unary(p);

  for (;;) {
    const operator = operatorAt(p);
    const precedence = precedences.get(operator.split(' ')[0] ?? '');
    const own = operator === 'not in' ? PRECEDENCE_OF_COMPARISON : precedence;
    if (own === undefined || own < least || operator === 'not') return left;

    for (const _ of operator.split(' ')) p.next();
    const right = binary(p, own + 1);
    left = { type: 'Binary', operator, left, right, ...at(start, p.lastEnd) };
  }
}

function negation(p: TokenReader): Expression {
  const { start } = p;
  p.deeper();
  p.expect('not');
  const operand = binary(p, PRECEDENCE_OF_NOT);
  p.shallower();

  return { type: 'Unary', operator: 'not', operand, ...at(start, p.lastEnd) };
}

function operatorAt(p: TokenReader): string {
  if (p.kind !== kinds.operator && p.kind !== kinds.name) return '';
  const word = p.word();

  if (word === 'not' && p.word(1) === 'in') return 'not in';
  return word === 'is' && p.word(1) === 'not' ? 'is not' : word;
}

function unary(p: TokenReader): Expression {
  const { start } = p;
  const operator = ['-', '+', '~'].find((sign) => p.is(sign));
  if (operator === undefined) return power(p);

  p.deeper();
  p.next();
  const operand = unary(p);
  p.shallower();
  return { type: 'Unary', operator, operand, ...at(start, p.lastEnd) };
}

function power(p: TokenReader): Expression {
  const { start } = p;
  const left = awaited(p);
  if (!p.take('**')) return left;

  p.deeper();
  const right = p.is('not') ? negation(p) : unary(p);
  p.shallower();
  return { type: 'Binary', operator: '**', left, right, ...at(start, p.lastEnd) };
}

function awaited(p: TokenReader): Expression {
  const { start } = p;
  const isAwait =
    p.is('await') &&
    (p.kindAt(1) === kinds.name || p.kindAt(1) === kinds.text || p.word(1) === '(');
  if (!isAwait) return primary(p);

  p.next();
  const value = primary(p);
  return { type: 'Await', value, ...at(start, p.lastEnd) };
}

function primary(p: TokenReader): Expression {
  const { start } = p;
  let value = atom(p);

  for (;;) {
    if (p.take('.')) {
      const name = p.word();
      if (p.kind !== kinds.name) throw p.fault('a name is missing after the dot');
      p.next();
      value = { type: 'Attribute', object: value, name, ...at(start, p.lastEnd) };
    } else if (p.is('(')) {
      const given = argumentsOf(p);
      value = { type: 'Call', callee: value, arguments: given, ...at(start, p.lastEnd) };
    } else if (p.take('[')) {
      const index = subscript(p);
      p.expect(']');
      value = { type: 'Subscript', object: value, index, ...at(start, p.lastEnd) };
    } else {
      return value;
    }
  }
}

/** Of a call, or what stands behind the name of a class. */
export function argumentsOf(p: TokenReader): readonly Argument[] {
  const given: Argument[] = [];
  p.deeper();
  p.expect('(');

  while (!p.is(')')) {
    given.push(argument(p));
    if (!p.take(',')) break;
  }
  p.expect(')');
  p.shallower();
  return given;
}

function argument(p: TokenReader): Argument {
  const { start } = p;
  const spread = p.take('**') ? '**' : p.take('*') ? '*' : '';
  const isNamed = spread === '' && p.kind === kinds.name && p.word(1) === '=';
  const name = isNamed ? p.word() : undefined;
  if (isNamed) {
    p.next();
    p.next();
  }
  const first = named(p);
  const value = isComprehension(p) ? comprehension(p, grammar, 'generator', first, start) : first;

  return { type: 'Argument', name, spread, value, ...at(start, p.lastEnd) };
}

function subscript(p: TokenReader): Expression {
  const { start } = p;
  const first = slice(p);
  if (!p.is(',')) return first;

  const elements = [first];
  while (p.take(',') && !p.is(']')) elements.push(slice(p));
  return { type: 'Tuple', elements, ...at(start, p.lastEnd) };
}

function slice(p: TokenReader): Expression {
  const { start } = p;
  const first = p.is(':') ? undefined : starredOrNamed(p);
  if (first && !p.is(':')) return first;

  const parts = first ? [first] : [];
  while (p.take(':')) {
    if (!p.is(':') && !p.is(']') && !p.is(',')) parts.push(expression(p));
  }
  return { type: 'Slice', parts, ...at(start, p.lastEnd) };
}

function atom(p: TokenReader): Expression {
  const { start, kind } = p;

  switch (kind) {
    case kinds.name:
      return word(p);
    case kinds.number: {
      const value = p.word();
      p.next();
      return { type: 'Number', value, ...at(start, p.lastEnd) };
    }
    case kinds.text:
      return text(p, grammar);
    case kinds.operator:
      if (p.is('(')) return parenthesized(p, grammar);
      if (p.is('[')) return list(p, grammar);
      if (p.is('{')) return braces(p, grammar);
      if (p.is('`')) return oldRepr(p);
      if (p.take('...')) return { type: 'Constant', value: '...', ...at(start, p.lastEnd) };
  }
  throw p.fault('an expression is missing');
}

function word(p: TokenReader): Expression {
  const { start } = p;
  const name = p.word();

  if (name === 'None' || name === 'True' || name === 'False') {
    p.next();
    return { type: 'Constant', value: name, ...at(start, p.lastEnd) };
  }
  if (name === 'yield') return yielded(p);
  return identifier(p);
}

export function yielded(p: TokenReader): Expression {
  const { start } = p;
  p.expect('yield');
  const isFrom = p.take('from');
  const value = beginsExpression(p) ? expressions(p) : undefined;

  return { type: 'Yield', value, isFrom, ...at(start, p.lastEnd) };
}

/** Of Python 2, for `repr(x)`. */
function oldRepr(p: TokenReader): Expression {
  const { start } = p;
  p.deeper();
  p.expect('`');
  const value = expressions(p);
  p.expect('`');
  p.shallower();

  return calling(start, p, 'repr', [value]);
}

/** What the rules of parts go back to. */
export const grammar: Grammar = {
  expressions,
  starredOrNamed,
  named,
  expression,
  operand: (p) => binary(p, 0),
  bits: (p) => binary(p, PRECEDENCE_OF_OR_BITS),
  lambda,
  yielded,
};
