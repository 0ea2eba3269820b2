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

  // By name, for a list of what is given would be made a million times.
  class Shallow extends Deep {
    #depth = 0;

    override parseStatement(context: unknown, isTop: unknown, exported: unknown) {
      this.#enter();
      const node = super.parseStatement(context, isTop, exported);
      this.#depth -= 1;
      return node;
    }
    override parseMaybeUnary(errors: unknown, sawUnary: unknown, step: unknown, forInit: unknown) {
      this.#enter();
      const node = super.parseMaybeUnary(errors, sawUnary, step, forInit);
      this.#depth -= 1;
      return node;
    }
    override parseExprAtom(errors: unknown, forInit: unknown, forNew: unknown) {
      this.#enter();
      const node = super.parseExprAtom(errors, forInit, forNew);
      this.#depth -= 1;
      return node;
    }
    override parseBindingAtom() {
      this.#enter();
      const node = super.parseBindingAtom();
      this.#depth -= 1;
      return node;
    }

    #enter(): void {
      this.#depth += 1;
      if (this.#depth > MOST_DEPTH) throw new RangeError('the code is nested too deeply');
    }
  }
  return Shallow as unknown as typeof LenientParser;
});

/** Acorn's own, by which it goes down into what it parses: they are in none of its types. */
interface DescendingRules {
  parseStatement(context: unknown, isTop: unknown, exported: unknown): Node;
  parseMaybeUnary(errors: unknown, sawUnary: unknown, step: unknown, forInit: unknown): Node;
  parseExprAtom(errors: unknown, forInit: unknown, forNew: unknown): Node;
  parseBindingAtom(): Node;
}
