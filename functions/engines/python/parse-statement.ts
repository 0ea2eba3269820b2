import { beginsExpression, identifier } from './expression-words.ts';
import { at } from './node-at.ts';
import { targets } from './parse-display.ts';
import {
  argumentsOf,
  expression,
  expressions,
  grammar,
  named,
  parametersUntil,
  yielded,
} from './parse-expression.ts';
import { pattern } from './parse-pattern.ts';
import { simpleStatement, typeParameters } from './parse-simple-statement.ts';
import { kinds } from './python-tokens.ts';
import type {
  Block,
  Case,
  ClassNode,
  Except,
  Expression,
  FunctionNode,
  Statement,
  Try,
  With,
  WithItem,
} from './syntax.ts';
import { SyntaxFault, type TokenReader } from './token-reader.ts';

/** Where something was skipped that is no Python. */
export interface Fault {
  readonly at: number;
  readonly message: string;
}

/** Statements until the block ends; what is none is skipped, line by line. */
export function statements(p: TokenReader, faults: Fault[]): readonly Statement[] {
  const all: Statement[] = [];

  while (p.kind !== kinds.end && p.kind !== kinds.dedent) {
    const { place, depth } = p;
    try {
      if (p.kind === kinds.newline) p.next();
      else if (p.kind === kinds.indent) all.push(...strayBlock(p, faults));
      else all.push(...statement(p, faults));
    } catch (error) {
      if (!(error instanceof SyntaxFault) || faults.length >= MOST_FAULTS) throw error;
      faults.push({ at: error.at, message: error.message });
      p.resetDepth(depth);
      skipLine(p, place);
    }
  }
  return all;
}

/** A file with more is something else. */
const MOST_FAULTS = 200;

/** Indented more than what stands before it: it is read nevertheless. */
function strayBlock(p: TokenReader, faults: Fault[]): readonly Statement[] {
  noteFault(p, faults, 'an unexpected indent');
  p.next();
  const inner = statements(p, faults);

  if (p.kind === kinds.dedent) p.next();
  return inner;
}

function noteFault(p: TokenReader, faults: Fault[], message: string): void {
  if (faults.length < MOST_FAULTS) faults.push({ at: p.start, message });
}

function skipLine(p: TokenReader, from: number): void {
  if (p.place === from) p.next();
  while (p.kind !== kinds.newline && p.kind !== kinds.end && p.kind !== kinds.dedent) {
    if (p.kind === kinds.indent) return;
    p.next();
  }
  if (p.kind === kinds.newline) p.next();
}

function statement(p: TokenReader, faults: Fault[]): readonly Statement[] {
  const compound = compoundStatement(p, faults);
  if (compound) return [compound];

  return simpleStatements(p);
}

function simpleStatements(p: TokenReader): readonly Statement[] {
  const all = [simpleStatement(p)];

  while (p.take(';')) {
    if (p.kind === kinds.newline || p.kind === kinds.end) break;
    all.push(simpleStatement(p));
  }
  if (p.kind === kinds.newline) p.next();
  else if (p.kind !== kinds.end && p.kind !== kinds.dedent)
    throw p.fault('the statement does not end');
  return all;
}

function block(p: TokenReader, faults: Fault[]): Block {
  const { start } = p;
  const isOpened = p.take(':');
  if (!isOpened && !(p.kind === kinds.newline && p.kindAt(1) === kinds.indent)) p.expect(':');
  // The block is there without it.
  if (!isOpened) noteFault(p, faults, "':' is missing");
  if (p.kind !== kinds.newline) {
    const body = simpleStatements(p);
    return { type: 'Block', body, ...at(start, p.lastEnd) };
  }
  while (p.kind === kinds.newline) p.next();
  if (p.kind !== kinds.indent) throw p.fault('an indented block is missing');

  p.deeper();
  p.next();
  const body = statements(p, faults);
  if (p.kind === kinds.dedent) p.next();
  p.shallower();
  return { type: 'Block', body, ...at(start, p.lastEnd) };
}

function compoundStatement(p: TokenReader, faults: Fault[]): Statement | undefined {
  if (p.is('@')) return decorated(p, faults);
  if (p.kind !== kinds.name) return undefined;
  const { start } = p;

  switch (p.word()) {
    case 'if':
      return conditional(p, faults);
    case 'while': {
      p.next();
      const test = named(p);
      const body = block(p, faults);
      const otherwise = optionalBlock(p, 'else', faults);
      return { type: 'While', test, body, otherwise, ...at(start, p.lastEnd) };
    }
    case 'for':
      return loop(p, start, faults);
    case 'try':
      return trial(p, faults);
    case 'with':
      return context(p, start, faults);
    case 'def':
      return definition(p, start, [], faults);
    case 'class':
      return classDefinition(p, start, [], faults);
    case 'async':
      return asynchronous(p, start, [], faults);
    case 'match':
      return choice(p, faults);
    default:
      return undefined;
  }
}

function asynchronous(
  p: TokenReader,
  start: number,
  decorators: readonly Expression[],
  faults: Fault[],
): Statement | undefined {
  const next = p.word(1);
  if (next !== 'def' && next !== 'for' && next !== 'with') return undefined;

  p.next();
  if (next === 'def') return { ...definition(p, start, decorators, faults), isAsync: true };
  return next === 'for' ? loop(p, start, faults) : context(p, start, faults);
}

function decorated(p: TokenReader, faults: Fault[]): Statement {
  const { start } = p;
  const decorators: Expression[] = [];

  while (p.take('@')) {
    decorators.push(named(p));
    while (p.kind === kinds.newline) p.next();
  }
  const { start: from } = p;
  if (p.is('class')) return classDefinition(p, start, decorators, faults);
  if (p.is('def')) return definition(p, from, decorators, faults);

  const made = asynchronous(p, from, decorators, faults);
  if (!made) throw p.fault('a function or a class is missing after its decorator');
  return made;
}

function definition(
  p: TokenReader,
  start: number,
  decorators: readonly Expression[],
  faults: Fault[],
): FunctionNode {
  p.expect('def');
  const name = identifier(p);
  typeParameters(p);
  p.expect('(');
  const parameters = parametersUntil(p, ')');
  p.expect(')');
  const returns = p.take('->') ? expressions(p) : undefined;
  const body = block(p, faults);

  return {
    type: 'Function',
    name,
    parameters,
    body,
    decorators,
    returns,
    isAsync: false,
    ...at(start, p.lastEnd),
  };
}

function classDefinition(
  p: TokenReader,
  start: number,
  decorators: readonly Expression[],
  faults: Fault[],
): ClassNode {
  p.expect('class');
  const name = identifier(p);
  typeParameters(p);
  const bases = p.is('(') ? argumentsOf(p) : [];
  const body = block(p, faults);

  return { type: 'Class', name, bases, body, decorators, ...at(start, p.lastEnd) };
}

/** A chain of `elif` becomes one `if` in another, made from its end. */
function conditional(p: TokenReader, faults: Fault[]): Statement {
  const arms: { readonly start: number; readonly test: Expression; readonly body: Block }[] = [];

  do {
    const { start } = p;
    p.next();
    const test = named(p);
    arms.push({ start, test, body: block(p, faults) });
  } while (p.is('elif'));
  let otherwise = optionalBlock(p, 'else', faults);
  const end = p.lastEnd;

  for (let index = arms.length - 1; index > 0; index -= 1) {
    const arm = arms[index];
    if (!arm) continue;
    const inner: Statement = { type: 'If', ...arm, otherwise, ...at(arm.start, end) };
    otherwise = { type: 'Block', body: [inner], ...at(arm.start, end) };
  }
  const [{ start, test, body } = { start: end, test: noTest, body: noBlock }] = arms;
  return { type: 'If', test, body, otherwise, ...at(start, end) };
}

const noTest: Expression = { type: 'Constant', value: 'None', ...at(0, 0) };
const noBlock: Block = { type: 'Block', body: [], ...at(0, 0) };

function optionalBlock(p: TokenReader, word: string, faults: Fault[]): Block | undefined {
  return p.take(word) ? block(p, faults) : undefined;
}

function loop(p: TokenReader, start: number, faults: Fault[]): Statement {
  p.expect('for');
  const target = targets(p, grammar);
  p.expect('in');
  const source = expressions(p);
  const body = block(p, faults);
  const otherwise = optionalBlock(p, 'else', faults);

  return { type: 'For', target, source, body, otherwise, ...at(start, p.lastEnd) };
}

function trial(p: TokenReader, faults: Fault[]): Try {
  const { start } = p;
  p.expect('try');
  const body = block(p, faults);
  const handlers: Except[] = [];
  while (p.is('except')) handlers.push(except(p, faults));
  const otherwise = optionalBlock(p, 'else', faults);
  const last = optionalBlock(p, 'finally', faults);

  return { type: 'Try', body, handlers, otherwise, finally: last, ...at(start, p.lastEnd) };
}

function except(p: TokenReader, faults: Fault[]): Except {
  const { start } = p;
  p.expect('except');
  p.take('*');
  // A comma is the `as` of Python 2; without brackets it may also separate two types.
  const first = p.is(':') ? undefined : expression(p);
  const isOld = p.is(',') && p.word(2) === ':';
  const types: Expression[] = first ? [first] : [];
  if (isOld) p.next();
  else while (p.take(',')) types.push(expression(p));
  const name = isOld || p.take('as') ? identifier(p) : undefined;
  const body = block(p, faults);
  const all: Expression | undefined =
    types.length > 1 ? { type: 'Tuple', elements: types, ...at(start, p.lastEnd) } : first;

  return { type: 'Except', types: all, name, body, ...at(start, p.lastEnd) };
}

function context(p: TokenReader, start: number, faults: Fault[]): With {
  p.expect('with');
  const { place, depth } = p;
  const inBrackets = p.is('(') ? bracketedItems(p) : undefined;
  if (!inBrackets) {
    p.place = place;
    p.resetDepth(depth);
  }
  const items = inBrackets ?? withItems(p);
  const body = block(p, faults);

  return { type: 'With', items, body, ...at(start, p.lastEnd) };
}

/** `with (a as b, c as d):`, which may also be an expression in brackets: then undefined. */
function bracketedItems(p: TokenReader): readonly WithItem[] | undefined {
  try {
    p.expect('(');
    const items: WithItem[] = [];
    while (!p.is(')')) {
      items.push(withItem(p));
      if (!p.take(',')) break;
    }
    p.expect(')');
    return p.is(':') ? items : undefined;
  } catch (error) {
    if (error instanceof SyntaxFault) return undefined;
    throw error;
  }
}

function withItems(p: TokenReader): readonly WithItem[] {
  const items = [withItem(p)];

  while (p.take(',')) items.push(withItem(p));
  return items;
}

function withItem(p: TokenReader): WithItem {
  const { start } = p;
  const value = p.is('yield') ? yielded(p) : named(p);
  const target = p.take('as') ? withTarget(p) : undefined;

  return { type: 'WithItem', value, target, ...at(start, p.lastEnd) };
}

function withTarget(p: TokenReader): Expression {
  return p.is('*') ? expressions(p) : expression(p);
}

/** `match` is a name as well: only what looks like the statement in full is one. */
function choice(p: TokenReader, faults: Fault[]): Statement | undefined {
  const { place, depth, start } = p;
  const subject = subjectOfChoice(p);
  if (!subject) {
    p.place = place;
    p.resetDepth(depth);
    return undefined;
  }

  const cases: Case[] = [];
  while (p.kind !== kinds.dedent && p.kind !== kinds.end) {
    if (p.kind === kinds.newline) p.next();
    else cases.push(caseOf(p, faults));
  }
  if (p.kind === kinds.dedent) p.next();
  return { type: 'Match', subject, cases, ...at(start, p.lastEnd) };
}

function subjectOfChoice(p: TokenReader): Expression | undefined {
  p.next();
  if (!beginsExpression(p)) return undefined;

  try {
    const subject = expressions(p);
    if (!p.take(':') || p.kind !== kinds.newline) return undefined;
    while (p.kind === kinds.newline) p.next();
    if (p.kind !== kinds.indent) return undefined;
    p.next();
    return p.is('case') ? subject : undefined;
  } catch (error) {
    if (error instanceof SyntaxFault) return undefined;
    throw error;
  }
}

function caseOf(p: TokenReader, faults: Fault[]): Case {
  const { start } = p;
  p.expect('case');
  const matched = pattern(p);
  const guard = p.take('if') ? named(p) : undefined;
  const body = block(p, faults);

  return { type: 'Case', pattern: matched, guard, body, ...at(start, p.lastEnd) };
}
