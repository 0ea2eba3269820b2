import { type Fault, statements } from './parse-statement.ts';
import { tokensOf } from './python-tokens.ts';
import type { Block } from './syntax.ts';
import { SyntaxFault, TokenReader } from './token-reader.ts';

/** A file as it was read. */
export interface ParsedPython {
  readonly module: Block;
  /** What was skipped because it is no Python, in the order of the text. */
  readonly faults: readonly Fault[];
}

/**
 * Reads Python 3 up to its newest syntax, and what differs in Python 2. What is neither is skipped
 * by lines, and said.
 *
 * @throws SyntaxFault when so much of it is no Python that it is something else.
 */
export function parsePython(text: string): ParsedPython {
  const faults: Fault[] = [];
  const reader = new TokenReader(text, tokensOf(text));
  const body = [...statements(reader, faults)];
  const module: Block = {
    type: 'Block',
    body,
    start: 0,
    end: text.length,
    parent: undefined,
    scope: undefined,
  };

  return { module, faults };
}

export { SyntaxFault };
