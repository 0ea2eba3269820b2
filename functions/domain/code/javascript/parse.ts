import { type Options, type Program, parse } from 'acorn';

/**
 * Whether Node would read the file as a module is not in the file, so both are tried.
 *
 * @throws the parser's SyntaxError; RangeError when the code is nested too deeply for the stack.
 */
export function parseJavaScript(text: string): Program {
  const known = last?.text === text ? last.program.deref() : undefined;
  if (known) return known;

  const program = parseAnew(text);
  last = { text, program: new WeakRef(program) };
  return program;
}

/** Of a function that is one bundle, its packages and its weaknesses are told from one tree. */
let last: { readonly text: string; readonly program: WeakRef<Program> } | undefined;

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
