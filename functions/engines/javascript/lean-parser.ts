import type { Options } from 'acorn';
import { Placeable } from './scope.ts';
import { ShallowParser } from './shallow-parser.ts';
import type { FunctionNode, Program } from './syntax.ts';

/** A tree, and what it takes to hold it. */
export interface LeanTree {
  readonly program: Program;
  readonly nodes: number;
}

/** There is more code than there may be memory for. */
export class TooManyNodes extends Error {
  override readonly name = 'TooManyNodes';

  constructor(most: number) {
    super(`it has more than ${most.toLocaleString('en')} nodes of syntax`);
  }
}

export interface LeanOptions extends Options {
  /** That there may be at a time. */
  readonly mostNodes: number;
  /**
   * Called for each function as the parser comes to its end, the inner ones first. What is in it is
   * then let go.
   *
   * @returns how many nodes these are.
   */
  readonly fold?: ((node: FunctionNode) => number) | undefined;
}

/**
 * Parses into trees that take three quarters of the memory of acorn's own, and do not keep how a
 * literal is written.
 *
 * @throws TooManyNodes; the parser's SyntaxError; RangeError when the stack is not deep enough.
 */
export function parseLean(text: string, options: LeanOptions): LeanTree {
  return LeanParser.parseWithin(text, options);
}

/** What acorn's plugins override, though its types do not declare it. */
class LeanParser extends ShallowParser {
  declare readonly start: number;
  declare readonly lastTokEnd: number;

  readonly #names = new Map<string, string>();
  #mostNodes = 0;
  #fold: LeanOptions['fold'];
  #nodes = 0;

  static parseWithin(text: string, { mostNodes, fold, ...options }: LeanOptions): LeanTree {
    const parser = new LeanParser(options, text);
    parser.#mostNodes = mostNodes;
    parser.#fold = fold;

    return { program: parser.parse(), nodes: parser.#nodes };
  }

  startNode(): LeanNode {
    return this.startNodeAt(this.start);
  }

  startNodeAt(start: number): LeanNode {
    this.#nodes += 1;
    if (this.#nodes > this.#mostNodes) throw new TooManyNodes(this.#mostNodes);

    return new LeanNode(start);
  }

  copyNode(node: LeanNode): LeanNode {
    return Object.assign(this.startNodeAt(node.start), node);
  }

  finishNode(node: LeanNode, type: string): LeanNode {
    return this.finishNodeAt(node, type, this.lastTokEnd);
  }

  finishNodeAt(node: LeanNode, type: string, end: number): LeanNode {
    node.type = type;
    node.end = end;
    // Of half of all nodes no other field is asked: where there is none, that takes long.
    if (type === 'Identifier' || type === 'PrivateIdentifier') {
      if (node.name !== undefined) node.name = this.#held(node.name);
      return node;
    }
    // The types have it no more: see Lean in syntax.ts.
    if (type === 'Literal') {
      node.raw = '';
      return node;
    }
    const list = lists[type];
    if (list) node[list] = node[list]?.slice() ?? [];
    if (this.#fold && functions.has(type)) this.#letGo(node, this.#fold);

    return node;
  }

  /** How many parameters there are, the parser will ask. */
  #letGo(node: LeanNode, fold: (node: FunctionNode) => number): void {
    this.#nodes -= fold(node as unknown as FunctionNode);
    node.body = [];
    node.params?.fill(nothing);
  }

  /** Whether a name is declared twice: no concern of ours, and of many names it takes very long. */
  declareName(): void {}

  /** Nor whether what is exported is declared. */
  checkLocalExport(): void {}

  /** What is written often is held once. The shortest V8 has once anyway. */
  #held(name: string): string {
    if (name.length < 3) return name;
    const held = this.#names.get(name);
    if (held !== undefined) return held;

    this.#names.set(name, name);
    return name;
  }
}

class LeanNode extends Placeable {
  type = '';
  start: number;
  end = 0;
  declare name?: string;
  declare raw?: string;
  declare arguments?: unknown[];
  declare body?: unknown[];
  declare consequent?: unknown[];
  declare declarations?: unknown[];
  declare elements?: unknown[];
  declare expressions?: unknown[];
  declare params?: unknown[];
  declare properties?: unknown[];

  constructor(start: number) {
    super();
    this.start = start;
  }
}

const nothing = new LeanNode(0);

const functions: ReadonlySet<string> = new Set<FunctionNode['type']>([
  'ArrowFunctionExpression',
  'FunctionDeclaration',
  'FunctionExpression',
]);

/** Arrays that grow have room for sixteen more, and most of a program's hold one. */
const lists: Readonly<
  Record<
    string,
    | 'arguments'
    | 'body'
    | 'consequent'
    | 'declarations'
    | 'elements'
    | 'expressions'
    | 'params'
    | 'properties'
  >
> = {
  ArrayExpression: 'elements',
  ArrayPattern: 'elements',
  ArrowFunctionExpression: 'params',
  BlockStatement: 'body',
  CallExpression: 'arguments',
  ClassBody: 'body',
  FunctionDeclaration: 'params',
  FunctionExpression: 'params',
  NewExpression: 'arguments',
  ObjectExpression: 'properties',
  ObjectPattern: 'properties',
  Program: 'body',
  SequenceExpression: 'expressions',
  SwitchCase: 'consequent',
  VariableDeclaration: 'declarations',
};
