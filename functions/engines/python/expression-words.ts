import { at } from './node-at.ts';
import { kinds } from './python-tokens.ts';
import type { Argument, Expression, Name } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

export function identifier(p: TokenReader): Name {
  const { start } = p;
  const name = p.word();
  if (p.kind !== kinds.name || keywords.has(name)) throw p.fault('a name is missing');

  p.next();
  return { type: 'Name', name, ...at(start, p.lastEnd) };
}

/** A statement of Python 2 that has become a function. */
export function calling(
  start: number,
  p: TokenReader,
  name: string,
  values: readonly Expression[],
): Expression {
  const given = values.map(
    (value): Argument => ({
      type: 'Argument',
      name: undefined,
      spread: '',
      value,
      ...at(value.start, value.end),
    }),
  );
  const callee: Name = { type: 'Name', name, ...at(start, start + name.length) };

  return { type: 'Call', callee, arguments: given, ...at(start, p.lastEnd) };
}

export function beginsExpression(p: TokenReader): boolean {
  switch (p.kind) {
    case kinds.number:
    case kinds.text:
      return true;
    case kinds.name: {
      const name = p.word();
      return !keywords.has(name) || startingKeywords.has(name);
    }
    case kinds.operator:
      return startingOperators.has(p.word());
    default:
      return false;
  }
}

const startingOperators: ReadonlySet<string> = new Set('( [ { - + ~ * ... `'.split(' '));

const startingKeywords: ReadonlySet<string> = new Set(
  'None True False not lambda await yield'.split(' '),
);

/** No names of variables; `await` is one where nothing follows, `print` and `exec` always are. */
export const keywords: ReadonlySet<string> = new Set(
  'False None True and as assert break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);
