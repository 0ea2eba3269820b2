import { type LeanOptions, type LeanTree, parseLean, TooManyNodes } from './lean-parser.ts';
import type { Program } from './syntax.ts';

/**
 * Whether Node would read the file as a module is not in the file, so both are tried.
 *
 * @throws the parser's SyntaxError; RangeError when the code is nested too deeply for the stack;
 * TooManyNodes.
 */
export function parseJavaScript(text: string): Program {
  return treeOf(text).program;
}

/** @throws as `parseJavaScript` does. */
export function treeOf(text: string, mostNodes = MOST_NODES): LeanTree {
  if (last?.text !== text) last = undefined;
  // Two trees of megabytes of code would not fit: the one before is gone by now.
  last ??= { text, tree: unlessTooLarge(text) };

  if (last.tree && last.tree.nodes <= mostNodes) return last.tree;
  throw new TooManyNodes(mostNodes);
}

/** With a tree of these, and what is found out about it, a worker stays under 512 MB. */
export const MOST_NODES = 1_700_000;

/**
 * Of a function that is one bundle, its packages and its weaknesses are found in one tree. Not by a
 * WeakRef: what it names lives until the job ends, which here is until all files are read.
 */
let last: { readonly text: string; readonly tree: LeanTree | undefined } | undefined;

/**
 * Without a tree: of a function that has come to its end nothing is kept but what `fold` keeps.
 *
 * @returns the program with empty functions.
 * @throws as `parseJavaScript` does.
 */
export function parseFolding(
  text: string,
  fold: NonNullable<LeanOptions['fold']>,
  mostNodes: number,
): Program {
  return parsed(text, { mostNodes, fold }).program;
}

function unlessTooLarge(text: string): LeanTree | undefined {
  try {
    return parsed(text, { mostNodes: MOST_NODES });
  } catch (error) {
    if (error instanceof TooManyNodes) return undefined;
    throw error;
  }
}

function parsed(text: string, more: Pick<LeanOptions, 'mostNodes' | 'fold'>): LeanTree {
  const own = { ...options, ...more };

  try {
    return parseLean(text, { ...own, sourceType: 'module' });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return asCommonJs(text, own, error);
  }
}

/** @throws of both errors the one that is further on: there it is one whichever it is read as. */
function asCommonJs(text: string, own: LeanOptions, before: ParseError): LeanTree {
  try {
    return parseLean(text, { ...own, sourceType: 'commonjs' });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { pos = 0 }: ParseError = error;
    throw pos < (before.pos ?? 0) ? before : error;
  }
}

/** As the parser throws it. */
type ParseError = SyntaxError & { readonly pos?: number };

const options: Omit<LeanOptions, 'mostNodes'> = {
  ecmaVersion: 'latest',
  allowReturnOutsideFunction: true,
  allowHashBang: true,
  checkPrivateFields: false,
};
