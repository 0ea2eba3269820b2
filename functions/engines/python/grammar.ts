import type { Expression, FunctionNode } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

type Rule<T = Expression> = (p: TokenReader) => T;

/** Rules for expressions, by which those of their parts go back to them. */
export interface Grammar {
  /** One, or a tuple of several. */
  readonly expressions: Rule;
  readonly starredOrNamed: Rule;
  /** `name := value`, or only a value. */
  readonly named: Rule;
  readonly expression: Rule;
  /** Without a condition or a lambda. */
  readonly operand: Rule;
  /** Without comparisons either: what may stand before `in`. */
  readonly bits: Rule;
  readonly lambda: Rule<FunctionNode>;
  readonly yielded: Rule;
}
