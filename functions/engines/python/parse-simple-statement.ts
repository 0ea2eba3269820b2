import { beginsExpression, calling, identifier, keywords } from './expression-words.ts';
import { at } from './node-at.ts';
import {
  binary,
  expression,
  expressions,
  PRECEDENCE_OF_OR_BITS,
  yielded,
} from './parse-expression.ts';
import { kinds } from './python-tokens.ts';
import type { Expression, ImportedName, Statement } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** One that stands on a line. */
export function simpleStatement(p: TokenReader): Statement {
  const { start } = p;
  if (p.kind !== kinds.name) return assignment(p);

  switch (p.word()) {
    case 'pass':
    case 'break':
    case 'continue': {
      const word = p.word();
      p.next();
      const type = word === 'pass' ? 'Pass' : word === 'break' ? 'Break' : 'Continue';
      return { type, ...at(start, p.lastEnd) };
    }
    case 'return': {
      p.next();
      const value = beginsExpression(p) ? expressions(p) : undefined;
      return { type: 'Return', value, ...at(start, p.lastEnd) };
    }
    case 'raise':
      return { type: 'Raise', values: valuesAfter(p, ['from', ',']), ...at(start, p.lastEnd) };
    case 'assert':
      return { type: 'Assert', values: valuesAfter(p, [',']), ...at(start, p.lastEnd) };
    case 'del': {
      p.next();
      const values = [expressions(p)];
      return { type: 'Delete', values, ...at(start, p.lastEnd) };
    }
    case 'global':
    case 'nonlocal':
      return scopeStatement(p);
    case 'import':
      return importStatement(p);
    case 'from':
      return importFrom(p);
    case 'type':
      return alias(p) ?? assignment(p);
    case 'print':
    case 'exec':
      return oldStatement(p) ?? assignment(p);
    default:
      return assignment(p);
  }
}

function valuesAfter(p: TokenReader, separators: readonly string[]): readonly Expression[] {
  p.next();
  const values: Expression[] = [];
  if (!beginsExpression(p)) return values;

  do values.push(expression(p));
  while (separators.some((separator) => p.take(separator)));
  return values;
}

function scopeStatement(p: TokenReader): Statement {
  const { start } = p;
  const type = p.is('global') ? 'Global' : 'Nonlocal';
  p.next();
  const names = [identifier(p).name];
  while (p.take(',')) names.push(identifier(p).name);

  return { type, names, ...at(start, p.lastEnd) };
}

function importStatement(p: TokenReader): Statement {
  const { start } = p;
  p.expect('import');
  const names = [importedModule(p)];
  while (p.take(',')) names.push(importedModule(p));

  return { type: 'Import', names, ...at(start, p.lastEnd) };
}

function importedModule(p: TokenReader): ImportedName {
  const name = dottedName(p);

  return { name, alias: p.take('as') ? identifier(p).name : undefined };
}

function dottedName(p: TokenReader): string {
  let name = identifier(p).name;

  while (p.take('.')) name += `.${identifier(p).name}`;
  return name;
}

function importFrom(p: TokenReader): Statement {
  const { start } = p;
  p.expect('from');
  let level = 0;
  for (;;) {
    if (p.take('.')) level += 1;
    else if (p.take('...')) level += 3;
    else break;
  }
  const module = p.is('import') ? '' : dottedName(p);
  p.expect('import');
  const names = importedNames(p);

  return { type: 'ImportFrom', level, module, names, ...at(start, p.lastEnd) };
}

function importedNames(p: TokenReader): readonly ImportedName[] {
  if (p.take('*')) return [{ name: '*', alias: undefined }];

  const isBracketed = p.take('(');
  const names: ImportedName[] = [];
  do {
    if (isBracketed && p.is(')')) break;
    const { name } = identifier(p);
    names.push({ name, alias: p.take('as') ? identifier(p).name : undefined });
  } while (p.take(','));
  if (isBracketed) p.expect(')');
  return names;
}

/** `type Name = …`; `type` is a name as well. */
function alias(p: TokenReader): Statement | undefined {
  const { start } = p;
  const next = p.word(1);
  if (p.kindAt(1) !== kinds.name || keywords.has(next)) return undefined;

  p.next();
  const target = identifier(p);
  typeParameters(p);
  p.expect('=');
  const value = expression(p);
  return {
    type: 'Assign',
    targets: [target],
    annotation: undefined,
    value,
    ...at(start, p.lastEnd),
  };
}

/** `print x, y`, `print >>file, x`, `exec code in scope` of Python 2, as the calls that they became. */
function oldStatement(p: TokenReader): Statement | undefined {
  const { start } = p;
  const name = p.word();
  const kind = p.kindAt(1);
  const next = p.word(1);
  const isOld =
    kind === kinds.text ||
    kind === kinds.number ||
    (kind === kinds.name && (!keywords.has(next) || next === 'not' || next === 'None')) ||
    (name === 'print' && (next === '>>' || next === '`' || next === '{'));
  if (!isOld) return undefined;

  p.next();
  const isElsewhere = p.take('>>');
  // The `in` of exec is no operator.
  const values = [name === 'exec' ? binary(p, PRECEDENCE_OF_OR_BITS) : expression(p)];
  while (p.take(',') || p.take('in')) {
    if (beginsExpression(p)) values.push(expression(p));
  }
  const value = calling(start, p, name, isElsewhere ? values.slice(1) : values);
  return { type: 'ExpressionStatement', value, ...at(start, p.lastEnd) };
}

function assignment(p: TokenReader): Statement {
  const { start } = p;
  const first = p.is('yield') ? yielded(p) : expressions(p);

  if (p.take(':')) {
    const annotation = expression(p);
    const value = p.take('=') ? assigned(p) : undefined;
    return { type: 'Assign', targets: [first], annotation, value, ...at(start, p.lastEnd) };
  }
  const operator = p.kind === kinds.operator ? p.word() : '';
  if (operator.length > 1 && operator.endsWith('=') && augmented.has(operator)) {
    p.next();
    const value = assigned(p);
    return { type: 'AugmentedAssign', target: first, operator, value, ...at(start, p.lastEnd) };
  }
  if (operator !== '=') {
    return { type: 'ExpressionStatement', value: first, ...at(start, p.lastEnd) };
  }

  const all = [first];
  while (p.take('=')) all.push(assigned(p));
  const value = all.pop();
  return { type: 'Assign', targets: all, annotation: undefined, value, ...at(start, p.lastEnd) };
}

function assigned(p: TokenReader): Expression {
  return p.is('yield') ? yielded(p) : expressions(p);
}

const augmented: ReadonlySet<string> = new Set(
  '+= -= *= /= //= %= @= &= |= ^= >>= <<= **='.split(' '),
);

/** `[T, *U]`: they hold no value. */
export function typeParameters(p: TokenReader): void {
  if (!p.take('[')) return;

  for (let depth = 1; depth > 0; p.next()) {
    if (p.kind === kinds.newline || p.kind === kinds.end) throw p.fault("']' is missing");
    if (p.is('[')) depth += 1;
    else if (p.is(']')) depth -= 1;
  }
}
