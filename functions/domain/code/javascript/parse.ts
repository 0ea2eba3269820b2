import { type Options, type Program, parse } from 'acorn';

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
    return parse(text, { ...options, sourceType: 'module' });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return parse(text, { ...options, sourceType: 'commonjs' });
  }
}

const options: Options = {
  ecmaVersion: 'latest',
  allowReturnOutsideFunction: true,
  allowHashBang: true,
  checkPrivateFields: false,
};
