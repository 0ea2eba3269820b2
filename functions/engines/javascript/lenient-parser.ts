import { type Node, Parser } from 'acorn';

/**
 * As V8 is: what assigns to a call fails where it runs, if it ever does. Bundlers write that, where a
 * module replaces its `require`.
 */
export const LenientParser = Parser.extend((Base) => {
  const Exact = Base as unknown as new (...all: unknown[]) => AssignmentRules;

  class Lenient extends Exact {
    override toAssignable(target: Node, ...rest: unknown[]) {
      return isCall(target) ? target : super.toAssignable(target, ...rest);
    }
    override checkLValSimple(target: Node, ...rest: unknown[]) {
      if (!isCall(target)) super.checkLValSimple(target, ...rest);
    }
    /** V8 looks at each pattern where its value is made: acorn need not do so before, at great length. */
    override validateRegExpPattern(): void {}
  }
  return Lenient as unknown as typeof Parser;
});

/** Acorn's own, which its plugins change: they are in none of its types. */
interface AssignmentRules {
  toAssignable(target: Node, ...rest: unknown[]): Node;
  checkLValSimple(target: Node, ...rest: unknown[]): void;
  validateRegExpPattern(state: unknown): void;
}

function isCall({ type }: Node): boolean {
  return type === 'CallExpression';
}
