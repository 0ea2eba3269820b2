import { type AuthorizerCode, isForAll, logging } from '../../authorizers/index.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { verifierOf } from '../signatures/verifiers.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  isCall,
  isFunction,
  type NodeOf,
} from '../syntax.ts';
import type { Sent } from './sent.ts';

type Try = NodeOf<'TryStatement'>;

/**
 * Knows what a caller runs whose token is wrong, where `jwt.verify` throws and the handler catches it: not
 * what comes after it in its block. Only where the call is surely reached, and what is caught changes nothing
 * that is asked later.
 */
export class CaughtChecks {
  readonly #sent: Sent;
  readonly #code: AuthorizerCode<AnyNode, FunctionNode>;
  readonly #known = new Map<Try, boolean>();

  constructor(sent: Sent, code: AuthorizerCode<AnyNode, FunctionNode>) {
    this.#sent = sent;
    this.#code = code;
  }

  /** The parts of a node that he runs. */
  partsRun(node: AnyNode): readonly AnyNode[] {
    if (this.isCaught(node)) {
      return [...(node.handler ? [node.handler] : []), ...(node.finalizer ? [node.finalizer] : [])];
    }
    const parts = this.#code.childrenOf(node);
    if (node.type !== 'BlockStatement') return parts;
    const end = parts.findIndex((each) => this.isCaught(each) && this.#mayLeave(each));

    return end < 0 ? parts : parts.slice(0, end + 1);
  }

  /** Whether it is never run by him. */
  isSkipped(node: AnyNode): boolean {
    let at = node;

    for (let up = parentOf(at); up && !isFunction(at); up = parentOf(at)) {
      if (up.type === 'TryStatement' && up.block === at && this.isCaught(up)) return true;
      at = up;
    }
    return false;
  }

  isCaught(node: AnyNode): node is Try {
    if (node.type !== 'TryStatement') return false;
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    // What it asks may come to itself.
    this.#known.set(node, false);
    const is = this.#isCaught(node);
    this.#known.set(node, is);
    return is;
  }

  #isCaught(node: Try): boolean {
    const { block, handler } = node;
    const at = block.body.findIndex((each) => this.#surelyVerifies(each));
    const before = block.body.slice(0, at);

    return (
      at >= 0 &&
      handler !== null &&
      handler !== undefined &&
      !this.#within(handler).some(isChange) &&
      !this.#within(block).some((each) => isChange(each) && !setsName(each)) &&
      before.every((each) =>
        this.#within(each).every((one) => !this.#code.isCheck(one) && isForAll(one, this.#code)),
      ) &&
      (!this.#mayLeave(node) || this.#isOfEntry(node))
    );
  }

  /** A statement that calls it whatever else is so. */
  #surelyVerifies(statement: AnyNode): boolean {
    return this.#within(statement).some(
      (each) => isCall(each) && this.#throwsWhereWrong(each) && isSurelyRun(each, statement),
    );
  }

  #throwsWhereWrong(call: CallNode): boolean {
    const verifier = verifierOf(call, this.#sent.values);
    const isWaitedFor = parentOf(call)?.type === 'AwaitExpression';

    return (
      verifier?.kind === 'jwt' &&
      verifier.throws &&
      (isWaitedFor || !verifier.promises) &&
      !call.arguments.some((each) => this.#sent.values.functionsOf(each).length > 0) &&
      this.#sent.has(call)
    );
  }

  /** Then what stands after it is not run; what an own function throws, its callers catch. */
  #mayLeave({ handler }: Try): boolean {
    return (
      handler !== null &&
      handler !== undefined &&
      this.#within(handler).some(
        (each) =>
          /^(?:Return|Throw|Break|Continue)Statement$/.test(each.type) ||
          (isCall(each) && !logging.test(calledName(each) ?? '')),
      )
    );
  }

  #isOfEntry(node: Try): boolean {
    const block = parentOf(node);
    const of = block && parentOf(block);

    return block?.type === 'BlockStatement' && isFunction(of) && this.#sent.entries.has(of);
  }

  /** Without functions that stand there. */
  #within(node: AnyNode): readonly AnyNode[] {
    const nodes: AnyNode[] = [];
    const pending = [node];

    for (let at = pending.pop(); at && nodes.length < MOST_NODES; at = pending.pop()) {
      nodes.push(at);
      pending.push(...this.#code.childrenOf(at).filter((each) => !isFunction(each)));
    }
    return nodes;
  }
}

function isChange({ type }: AnyNode): boolean {
  return /^(?:Assignment|Update)Expression$/.test(type);
}

/** A name of the function: who asks for it later is not certain of it. */
function setsName(node: AnyNode): boolean {
  return (
    node.type === 'AssignmentExpression' &&
    node.left.type === 'Identifier' &&
    bindingOf(node.left)?.scope.function !== undefined
  );
}

function isSurelyRun(node: AnyNode, statement: AnyNode): boolean {
  let at: AnyNode | undefined = node;

  for (let steps = 0; at && at !== statement && steps < MOST_STEPS; steps += 1) {
    at = parentOf(at);
    if (at && at !== statement && !plain.has(at.type)) return false;
  }
  return at === statement && /^(?:Expression|Return)Statement$|^VariableDeclaration$/.test(at.type);
}

const plain: ReadonlySet<string> = new Set(
  (
    'VariableDeclarator AwaitExpression AssignmentExpression MemberExpression CallExpression ' +
    'ChainExpression ObjectExpression Property'
  ).split(' '),
);

const MOST_STEPS = 12;
const MOST_NODES = 2_000;
