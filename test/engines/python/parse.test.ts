import { describe, expect, it } from 'vitest';
import { childrenOf } from '../../../functions/engines/python/children-of.ts';
import { parsePython } from '../../../functions/engines/python/parse.ts';
import type { AnyNode } from '../../../functions/engines/python/syntax.ts';

/** Types of nodes, with what is in them: `Binary(Name Number)`. */
function shapeOf(node: AnyNode): string {
  const inner = childrenOf(node).map(shapeOf).join(' ');
  const label = 'operator' in node ? `${node.type}:${node.operator}` : node.type;

  return inner === '' ? label : `${label}(${inner})`;
}

function expressionIn(source: string): string {
  const { module, faults } = parsePython(`${source}\n`);
  const [statement] = module.body;

  expect(faults).toEqual([]);
  return statement?.type === 'ExpressionStatement' ? shapeOf(statement.value) : '';
}

describe('expressions', () => {
  it.each([
    ['not a or b', 'Binary:or(Unary:not(Name) Name)'],
    ['not a in b', 'Unary:not(Binary:in(Name Name))'],
    ['a not in b and c', 'Binary:and(Binary:not in(Name Name) Name)'],
    ['a is not b', 'Binary:is not(Name Name)'],
    ['-a ** b', 'Unary:-(Binary:**(Name Name))'],
    ['a + b * c', 'Binary:+(Name Binary:*(Name Name))'],
    ['a if b else c', 'Conditional(Name Name Name)'],
    ['a < b < c', 'Binary:<(Binary:<(Name Name) Name)'],
    [
      'lambda x, *y, z=1: x',
      'Function(Parameter(Name) Parameter(Name) Parameter(Name Number) Name)',
    ],
    ['(a := b)', 'NamedValue(Name Name)'],
    ['a[1:2, ::3]', 'Subscript(Name Tuple(Slice(Number Number) Slice(Number)))'],
    ['f(*a, b=1, **c)', 'Call(Name Argument(Name) Argument(Number) Argument(Name))'],
    [
      '[a for b in c if d for e in f]',
      'Comprehension(Name Clause(Name Name Name) Clause(Name Name))',
    ],
    ['{a: b, **c}', 'Dict(DictEntry(Name Name) DictEntry(Name))'],
    ["f'a{b!r:>{c}}d' 'e'", 'FormattedText(Text Name Name Text)'],
    ['f"{x["a"]}"', 'FormattedText(Subscript(Name Text))'],
    ["f'{{a}}'", 'Text'],
    ["f'{a=}'", 'FormattedText(Name)'],
    ["rb'\\d' b'a'", 'Text'],
    ['1_000.5e-3j', 'Number'],
    ['1.', 'Number'],
    ['...', 'Constant'],
    ['await a', 'Await(Name)'],
    ['`a`', 'Call(Name Argument(Name))'],
  ])('%s', (source, shape) => {
    expect(expressionIn(source)).toBe(shape);
  });
});

describe('statements', () => {
  it.each([
    ['with (a as b, c as d):\n    pass', 'With'],
    ['with (a, b):\n    pass', 'With'],
    ['with (a).b as c:\n    pass', 'With'],
    [
      'match a:\n    case {"b": c, **d} if e:\n        pass\n    case [1, *_] | F(x=y) as z:\n        pass\n    case G.H | -1 | None | "a":\n        pass',
      'Match',
    ],
    ['match = 1', 'Assign'],
    ['match(a)', 'ExpressionStatement'],
    ['match[a] = 1', 'Assign'],
    ['type A[T] = list[T]', 'Assign'],
    ['type = 1', 'Assign'],
    ['def f[T](a: int, /, b, *, c=1, **d) -> int: pass', 'Function'],
    ['@a.b[0](c)\nasync def f(): pass', 'Function'],
    ['class A(B, metaclass=C): pass', 'Class'],
    ['a: int', 'Assign'],
    ['a = b = c', 'Assign'],
    ['a @= b', 'AugmentedAssign'],
    ['try:\n    a\nexcept* (A, B) as e:\n    b\nelse:\n    c\nfinally:\n    d', 'Try'],
    ['try: a\nexcept A, B: b', 'Try'],
    ['for a, *b in c, d: pass\nelse: pass', 'For'],
    ['async for a in b: pass', 'For'],
    ['while a: b; c', 'While'],
    ['if a: pass\nelif b: pass\nelse: pass', 'If'],
    ['from ...a.b import (c as d, e,)', 'ImportFrom'],
    ['from . import *', 'ImportFrom'],
    ['import a.b as c, d', 'Import'],
    ['global a, b', 'Global'],
    ['yield', 'ExpressionStatement'],
    ['a = yield b', 'Assign'],
    ['return *a, b', 'Return'],
    ['raise A from b', 'Raise'],
    ['del a.b, c[0]', 'Delete'],
    ['assert a, b', 'Assert'],
    ['a = (b\n     # c\n     + d)', 'Assign'],
    ['a = b + \\\n    c', 'Assign'],
    ['"""a\n"b" """', 'ExpressionStatement'],
    ['print "a" % b, c', 'ExpressionStatement'],
    ['print(a, file=b)', 'ExpressionStatement'],
    ['print', 'ExpressionStatement'],
    ['exec a in b', 'ExpressionStatement'],
  ])('%s', (source, type) => {
    const { module, faults } = parsePython(source);

    expect(faults).toEqual([]);
    expect(module.body.map((statement) => statement.type)).toEqual([type]);
  });

  it.each([
    ['a line', 'a = = 1\nb = 2\n', 1],
    ['a block', 'if a = 1:\n    b = 2\nc = 3\n', 2],
    ['an open bracket', 'a = (1\ndef b(): pass\n', 1],
    ['a text without its end', "a = 'b\nc = 3\n", 1],
    ['an indent', '  a = 1\nb = 2\n', 2],
    ['a character', 'a = ?\nb = 2\n', 1],
  ])('are read around %s that is no Python', (_, source, count) => {
    const { module, faults } = parsePython(source);

    expect(faults.length).toBeGreaterThan(0);
    expect(module.body).toHaveLength(count);
  });
});
