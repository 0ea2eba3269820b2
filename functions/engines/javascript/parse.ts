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

/**
 * To be read, and not changed: others who ask for the same text get the same tree.
 *
 * @throws as `parseJavaScript` does.
 */
export function treeOf(text: string, mostNodes = MOST_NODES): LeanTree {
  return unlessMore(held.has(text) ? held.get(text) : hold(text), mostNodes);
}

/**
 * The same, for one who writes into it: a file of the same text elsewhere gets a tree of its own.
 *
 * @throws as `parseJavaScript` does.
 */
export function ownTreeOf(text: string, mostNodes = MOST_NODES): LeanTree {
  const tree = treeOf(text, mostNodes);
  letGo(text);

  return tree;
}

function unlessMore(tree: LeanTree | undefined, mostNodes: number): LeanTree {
  if (tree && tree.nodes <= mostNodes) return tree;
  throw new TooManyNodes(mostNodes);
}

/** With a tree of these, and what is found out about it, a worker stays under 512 MB. */
export const MOST_NODES = 1_700_000;

/**
 * By text, the oldest first. What a function imports, its packages and its weaknesses are found in the
 * same trees. Undefined for what is too large for one. Not by a WeakRef: what it names lives until the
 * job ends, which here is until all files are read.
 */
const held = new Map<string, LeanTree | undefined>();
let heldNodes = 0;

/** Two trees of megabytes of code would not fit: the one before is gone before the next one is made. */
function hold(text: string): LeanTree | undefined {
  for (const old of held.keys()) {
    if (heldNodes + text.length / CHARACTERS_OF_NODE <= MOST_HELD) break;
    letGo(old);
  }

  const tree = unlessTooLarge(text);
  held.set(text, tree);
  heldNodes += tree?.nodes ?? 0;
  return tree;
}

function letGo(text: string): void {
  heldNodes -= held.get(text)?.nodes ?? 0;
  held.delete(text);
}

/** Nodes, of all trees together: some megabyte of code. One larger tree is held alone. */
const MOST_HELD = 300_000;

/** In minified code. */
const CHARACTERS_OF_NODE = 3;

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
