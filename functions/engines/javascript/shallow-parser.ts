import type { Node } from 'acorn';
import { LenientParser } from './lenient-parser.ts';

/** Statements and expressions within one another: a bracket takes two of them, a function three. */
const MOST_DEPTH = 10_000;

/**
 * Gives up on code that is nested more deeply than any that is written or generated. A deep stack is
 * not only full some day: each time that memory is cleared all of it is searched, so that a hundred
 * thousand open braces take a minute.
 *
 * It throws a RangeError, as it does when the stack is full.
 */
export const ShallowParser = LenientParser.extend((Base) => {
  const Deep = Base as unknown as new (...all: unknown[]) => DescendingRules;

  class Shallow extends Deep {
    #depth = 0;

    override parseStatement(...rest: unknown[]) {
      return this.#deeper(super.parseStatement, rest);
    }
    override parseMaybeUnary(...rest: unknown[]) {
      return this.#deeper(super.parseMaybeUnary, rest);
    }
    override parseExprAtom(...rest: unknown[]) {
      return this.#deeper(super.parseExprAtom, rest);
    }
    override parseBindingAtom(...rest: unknown[]) {
      return this.#deeper(super.parseBindingAtom, rest);
    }

    #deeper(parse: (...rest: unknown[]) => Node, rest: readonly unknown[]): Node {
      this.#depth += 1;
      if (this.#depth > MOST_DEPTH) throw new RangeError('the code is nested too deeply');

      const node = parse.apply(this, [...rest]);
      this.#depth -= 1;
      return node;
    }
  }
  return Shallow as unknown as typeof LenientParser;
});

/** Acorn's own, by which it goes down into what it parses: they are in none of its types. */
interface DescendingRules {
  parseStatement(...rest: unknown[]): Node;
  parseMaybeUnary(...rest: unknown[]): Node;
  parseExprAtom(...rest: unknown[]): Node;
  parseBindingAtom(...rest: unknown[]): Node;
}
