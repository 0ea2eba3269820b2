import { type Node, type Options, Parser, type Program } from 'acorn';

/**
 * Whether Node would read the file as a module is not in the file, so both are tried.
 *
 * @throws the parser's SyntaxError; RangeError when the code is nested too deeply for the stack.
 */
export function parseJavaScript(text: string): Program {
  if (last?.text === text) return last.program;

  // Two trees of megabytes of code would not fit: the one before goes first.
  last = undefined;
  const program = parseAnew(text);
  last = { text, program };
  return program;
}

/**
 * Of a function that is one bundle, its packages and its weaknesses are told from one tree. Not by a
 * WeakRef: what it names lives until the job ends, which here is until all files are read.
 */
let last: { readonly text: string; readonly program: Program } | undefined;

function parseAnew(text: string): Program {
  try {
    return LenientParser.parse(text, { ...options, sourceType: 'module' });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return LenientParser.parse(text, { ...options, sourceType: 'commonjs' });
  }
}

const options: Options = {
  ecmaVersion: 'latest',
  allowReturnOutsideFunction: true,
  allowHashBang: true,
  checkPrivateFields: false,
};

/**
 * As V8 is: what assigns to a call fails where it runs, if it ever does. Bundlers write that, where a
 * module replaces its `require`.
 */
const LenientParser = Parser.extend((Base) => {
  const Exact = Base as unknown as new (...all: unknown[]) => AssignmentRules;

  class Lenient extends Exact {
    override toAssignable(target: Node, ...rest: unknown[]) {
      return isCall(target) ? target : super.toAssignable(target, ...rest);
    }
    override checkLValSimple(target: Node, ...rest: unknown[]) {
      if (!isCall(target)) super.checkLValSimple(target, ...rest);
    }
  }
  return Lenient as unknown as typeof Parser;
});

/** Acorn's own, which its plugins change: they are in none of its types. */
interface AssignmentRules {
  toAssignable(target: Node, ...rest: unknown[]): Node;
  checkLValSimple(target: Node, ...rest: unknown[]): void;
}

function isCall({ type }: Node): boolean {
  return type === 'CallExpression';
}
