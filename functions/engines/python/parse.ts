import { type Fault, statements } from './parse-statement.ts';
import { TooManyTokens, tokensOf } from './python-tokens.ts';
import type { Block } from './syntax.ts';
import { SyntaxFault, TokenReader } from './token-reader.ts';

/** A file as it was read. */
export interface ParsedPython {
  readonly module: Block;
  /** What was skipped because it is no Python, in the order of the text. */
  readonly faults: readonly Fault[];
  /** How many it has, of which each takes memory. */
  readonly tokens: number;
}

/** Of all files that are held at once: some 300 MB, of 10 MB of code or so. */
export const MOST_TOKENS = 3_000_000;

/**
 * Reads Python 3 up to its newest syntax, and what differs in Python 2. What is neither is skipped
 * by lines, and said.
 *
 * @throws SyntaxFault when so much of it is no Python that it is something else.
 * @throws TooManyTokens
 */
export function parsePython(text: string, mostTokens = MOST_TOKENS): ParsedPython {
  const faults: Fault[] = [];
  const tokens = tokensOf(text, mostTokens);
  const reader = new TokenReader(text, tokens);
  const body = [...statements(reader, faults)];
  const module: Block = {
    type: 'Block',
    body,
    start: 0,
    end: text.length,
    parent: undefined,
    scope: undefined,
  };

  return { module, faults, tokens: tokens.kinds.length };
}

export { SyntaxFault, TooManyTokens };
