/** What a language says of its syntax, for what an authorizer asks of its caller. */
export interface AuthorizerCode<Node, FunctionNode extends Node> {
  readonly childrenOf: (node: Node) => readonly Node[];
  /** Functions of the code that a node runs. */
  readonly functionsIn: (node: Node) => readonly FunctionNode[];
  /** Whether it may distinguish callers: only some know what makes it say yes. */
  readonly isCheck: (node: Node) => boolean;
  /** Whether it is (a part of) an answer that lets the caller through. */
  readonly allows: (node: Node) => boolean;
  /** Whether it refuses, leaves, or sets what others ask. */
  readonly decides: (node: Node) => boolean;
  /** Whether it refuses or lets through wherever it is called from. */
  readonly ends: (node: Node) => boolean;
  /** What a node asks, and what runs by the answer; undefined for one that asks nothing. */
  readonly testIn: (node: Node) => Test<Node> | undefined;
  /** Whether each caller can have it as he likes, or it is the same for all. */
  readonly isCertain: (asked: Node) => boolean;
}

interface Test<Node> {
  readonly asked: readonly Node[];
  readonly ways: readonly Node[];
}

/** What an authorizer runs, and where in it each caller is let through: nowhere, as far as can be seen. */
interface Allowed<Node> {
  readonly at: readonly Node[];
  readonly run: ReadonlySet<Node>;
}

/**
 * Where an authorizer lets its callers through, if each caller can come there: nowhere where anything that it
 * runs may be a check, where something else than the caller decides, or where it is too much to look
 * through.
 *
 * @param entries the functions that are given the request.
 */
export function allowedToAll<Node extends object, FunctionNode extends Node>(
  entries: readonly FunctionNode[],
  code: AuthorizerCode<Node, FunctionNode>,
): Allowed<Node> {
  const functions = new Set<Node>(entries);
  const run = new Set<Node>();
  const at: Node[] = [];

  for (const each of functions) {
    const pending: Node[] = [each];
    for (let node = pending.pop(); node; node = pending.pop()) {
      run.add(node);
      if (run.size > MOST_NODES || code.isCheck(node) || !isForAll(node, code)) return nowhere;
      if (code.allows(node)) at.push(node);
      for (const called of code.functionsIn(node)) functions.add(called);
      pending.push(...code.childrenOf(node));
    }
  }
  return { at, run };
}

const nowhere = { at: [], run: new Set<never>() };

/** Whether what a node asks, if anything, decides nothing, or is what each caller can have as he likes. */
function isForAll<Node extends object, FunctionNode extends Node>(
  node: Node,
  code: AuthorizerCode<Node, FunctionNode>,
): boolean {
  const test = code.testIn(node);
  if (!test || test.asked.every((each) => code.isCertain(each))) return true;

  return !test.ways.some((way) => decidesWithin(way, code, code.decides, new Set()));
}

function decidesWithin<Node extends object, FunctionNode extends Node>(
  way: Node,
  code: AuthorizerCode<Node, FunctionNode>,
  decides: (node: Node) => boolean,
  known: Set<Node>,
): boolean {
  const pending = [way];

  for (let node = pending.pop(); node; node = pending.pop()) {
    if (known.has(node)) continue;
    known.add(node);
    if (known.size > MOST_NODES || decides(node) || code.allows(node)) return true;
    const called = code.functionsIn(node);
    if (called.some((each) => decidesWithin(each, code, code.ends, known))) return true;
    pending.push(...code.childrenOf(node));
  }
  return false;
}

/** Authorizers are small: what is more may hold anything. */
const MOST_NODES = 20_000;
