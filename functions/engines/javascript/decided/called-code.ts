import type { Places } from '../evidence.ts';
import type { Visitor } from '../sdk-calls/reach.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  type FunctionNode,
  isCall,
  type NodeOf,
} from '../syntax.ts';

/** Collects the calls of code that may run. */
export class CalledCode implements Visitor {
  readonly calls = new Set<CallNode>();
  readonly tagged: NodeOf<'TaggedTemplateExpression'>[] = [];
  readonly conditions: NodeOf<'IfStatement' | 'ConditionalExpression'>[] = [];
  readonly #places: Places;
  readonly #leftOut: ReadonlySet<AnyNode>;

  constructor(places: Places, leftOut: ReadonlySet<AnyNode> = new Set()) {
    this.#places = places;
    this.#leftOut = leftOut;
  }

  enters(node: ClassNode | FunctionNode): boolean {
    return !this.#leftOut.has(node) && !this.#places.isInPackage(node);
  }

  visit(node: AnyNode): boolean {
    if (isCall(node) && !this.#places.isInPackage(node)) this.calls.add(node);
    if (node.type === 'TaggedTemplateExpression') this.tagged.push(node);
    if (node.type === 'IfStatement' || node.type === 'ConditionalExpression')
      this.conditions.push(node);

    return false;
  }
}
