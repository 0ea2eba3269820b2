import { tokenizer } from 'acorn';
import type { LeanTree } from './lean-parser.ts';
import { ownTreeOf } from './parse.ts';

/**
 * What can be read of code that is no JavaScript as it stands, or of a newer kind than the parser
 * knows: lines that it stops at are left out, and what is open at the end is closed. Places stay
 * where they are. Undefined where too much is in the way.
 *
 * @throws TooManyNodes.
 */
export function tolerantTreeOf(text: string, mostNodes?: number): LeanTree | undefined {
  const attempts = Math.min(MOST_ATTEMPTS, Math.floor(MOST_CHARACTERS / Math.max(1, text.length)));
  let left = text;

  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const error = errorIn(left, mostNodes);
    if (!('pos' in error)) return error.tree;

    const last = left.trimEnd().length - 1;
    const isAtEnd = error.pos > last;
    const whole = isAtEnd ? closed(left) : undefined;
    const closing = whole === undefined ? undefined : errorIn(whole, mostNodes);
    if (closing && !('pos' in closing)) return closing.tree;

    const next = withoutLine(left, isAtEnd ? last : error.pos);
    if (next === undefined) return undefined;
    left = next;
  }
  return undefined;
}

/** Of parsing one file again, and of characters in all of them. */
const MOST_ATTEMPTS = 40;
const MOST_CHARACTERS = 8_000_000;

function errorIn(
  text: string,
  mostNodes: number | undefined,
): { readonly tree: LeanTree | undefined } | { readonly pos: number } {
  try {
    return { tree: ownTreeOf(text, mostNodes) };
  } catch (error) {
    if (error instanceof RangeError) return { tree: undefined };
    if (!(error instanceof SyntaxError)) throw error;
    const { pos }: SyntaxError & { readonly pos?: number } = error;

    return pos === undefined ? { tree: undefined } : { pos };
  }
}

/** With blanks in the place of a line; undefined where it has nothing but blanks already. */
function withoutLine(text: string, at: number): string | undefined {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const next = text.indexOf('\n', at);
  const end = next < 0 ? text.length : next;
  const line = text.slice(start, end);
  if (line.trim() === '') return undefined;

  return text.slice(0, start) + ' '.repeat(line.length) + text.slice(end);
}

const brackets: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['${', '}'],
]);

/** With brackets behind it that close what is open; undefined where nothing is. */
function closed(text: string): string | undefined {
  const open: string[] = [];

  try {
    for (const { type } of tokenizer(text, { ecmaVersion: 'latest' })) {
      const closing = brackets.get(type.label);
      if (closing !== undefined) open.push(closing);
      else if (type.label === open.at(-1)) open.pop();
    }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return open.length === 0 ? undefined : text + open.reverse().join('');
}
