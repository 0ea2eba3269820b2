import { MOST_TOKENS, parsePython, SyntaxFault, TooManyTokens } from './parse.ts';
import type { AnyNode, Block, FunctionNode } from './syntax.ts';

/**
 * The name at the top of a file by which Lambda most likely calls it: a function of that name or with
 * those parameters, or what an application is wrapped in. Undefined where there is none, or where the
 * file is no Python.
 */
export function definedHandler(text: string): string | undefined {
  const found = candidatesIn(text).toSorted((a, b) => a.rank - b.rank)[0];

  return found?.name;
}

interface Candidate {
  readonly name: string;
  /** The lower, the likelier. */
  readonly rank: number;
}

function candidatesIn(text: string): readonly Candidate[] {
  try {
    return candidatesOf(parsePython(text, MOST_TOKENS).module);
  } catch (error) {
    if (error instanceof SyntaxFault || error instanceof TooManyTokens) return [];
    throw error;
  }
}

function candidatesOf({ body }: Block): readonly Candidate[] {
  return body.flatMap((node): readonly Candidate[] => {
    if (node.type === 'Function') return candidateOf(node);
    // `try: import …` and `if` at the top.
    if (node.type === 'If' || node.type === 'Try') return candidatesOf(node.body);

    const [target] = node.type === 'Assign' ? node.targets : [];
    return target?.type === 'Name' && rankOfName(target.name) < OTHER && isMade(node)
      ? [{ name: target.name, rank: rankOfName(target.name) }]
      : [];
  });
}

/** `handler = Mangum(app)`. */
function isMade(node: AnyNode): boolean {
  return node.type === 'Assign' && (node.value?.type === 'Call' || node.value?.type === 'Name');
}

function candidateOf({ name, parameters }: FunctionNode): readonly Candidate[] {
  const given = parameters.filter(({ spread, isKeywordOnly }) => spread === '' && !isKeywordOnly);
  const [event, context] = given.map((each) => each.name.name);
  const takesBoth = given.length === 2 || parameters.some(({ spread }) => spread === '*');
  if (!name || !takesBoth) return [];

  const isNamed = rankOfName(name.name) < OTHER;
  const isTaken = isEvent(event) && isContext(context);
  return isNamed || isTaken ? [{ name: name.name, rank: rankOfName(name.name) }] : [];
}

function isEvent(name: string | undefined): boolean {
  return name !== undefined && /^_?(?:event|evt|e)$/.test(name);
}

function isContext(name: string | undefined): boolean {
  return name !== undefined && /^_*(?:context|ctx|c)?$/.test(name);
}

function rankOfName(name: string): number {
  const rank = usual.indexOf(name);

  return rank < 0 ? OTHER : rank;
}

/** As guides and frameworks call it. */
const usual = ['lambda_handler', 'handler'];

const OTHER = 2;
