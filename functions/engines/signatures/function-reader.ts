import type { Budget } from '../flow/index.ts';
import { inTurn, nothing, type Outcome, type Proof } from './outcome.ts';

/** A way out of a function that gives a value back. */
interface Return<Node> {
  /** Undefined for `return` alone. */
  readonly value: Node | undefined;
  /** The check that comes before it. */
  readonly passed: Proof<Node> | undefined;
}

/**
 * Reads the functions of a program from the top, as they run, up to a check of a signature: each once.
 * A language says what its statements and expressions come to.
 */
export abstract class FunctionReader<FunctionNode extends object, Node, Values, Requested> {
  /** What expressions may stand for. */
  readonly values: Values;
  /** Which of them a request decides. */
  readonly requested: Requested;
  readonly #budget: Budget;
  readonly #outcomes = new Map<FunctionNode, Outcome<Node>>();
  readonly #returns = new Map<FunctionNode, Return<Node>[]>();

  constructor(values: Values, requested: Requested, budget: Budget) {
    this.values = values;
    this.requested = requested;
    this.#budget = budget;
  }

  protected abstract readBody(node: FunctionNode): Outcome<Node>;

  /** @param before a check that has been passed already: only what it returns matters then. */
  protected abstract readStatement(
    node: Node,
    of: FunctionNode,
    before?: Proof<Node>,
  ): Outcome<Node>;

  /** What is evaluated in it, in its order. */
  protected abstract readExpression(node: Node): Outcome<Node>;

  /** Of a function that is called with what a request says. One that calls itself does nothing new. */
  of(node: FunctionNode): Outcome<Node> {
    const known = this.#outcomes.get(node);
    if (known) return known;

    this.#outcomes.set(node, nothing);
    this.#returns.set(node, []);
    const outcome = this.readBody(node);
    this.#outcomes.set(node, outcome);
    return outcome;
  }

  /** What it returns, as far as it has been read; undefined where nothing has asked what it comes to. */
  returnsOf(node: FunctionNode): readonly Return<Node>[] | undefined {
    return this.#returns.get(node);
  }

  /** Notes a `return`. */
  protected addReturn(of: FunctionNode, result: Return<Node>): void {
    this.#returns.get(of)?.push(result);
  }

  /** @throws CodeNotAnalysed when the budget has no step left. */
  protected statement(node: Node, of: FunctionNode, before?: Proof<Node>): Outcome<Node> {
    this.#budget.spend();

    return this.readStatement(node, of, before);
  }

  protected statements(
    nodes: readonly Node[],
    of: FunctionNode,
    before?: Proof<Node>,
  ): Outcome<Node> {
    return inTurn(nodes, (each, passed) => this.statement(each, of, passed), before);
  }

  /** @throws CodeNotAnalysed when the budget has no step left. */
  protected expression(node: Node): Outcome<Node> {
    this.#budget.spend();

    return this.readExpression(node);
  }

  protected expressions(nodes: readonly Node[]): Outcome<Node> {
    return inTurn(nodes, (each) => this.expression(each));
  }
}
