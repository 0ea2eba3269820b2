import { type AuthorizerCode, isForAll, logging } from '../../authorizers/index.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import { Requested } from '../signatures/requested.ts';
import { verifierOf } from '../signatures/verifiers.ts';
import type { AnyNode, Call, Except, FunctionNode, NodeOf } from '../syntax.ts';
import type { Sent } from './sent.ts';

type Try = NodeOf<'Try'>;

/**
 * Knows what a caller runs whose token is wrong, where `jwt.decode` raises and the handler catches it: not
 * what comes after it in its block. Only where the call is surely reached, and what is caught changes nothing
 * that is asked later.
 */
export class CaughtChecks {
  readonly #sent: Sent;
  readonly #code: AuthorizerCode<AnyNode, FunctionNode>;
  readonly #requested = new Requested();
  readonly #known = new Map<Try, boolean>();

  constructor(sent: Sent, code: AuthorizerCode<AnyNode, FunctionNode>) {
    this.#sent = sent;
    this.#code = code;
  }

  /** The parts of a node that he runs. */
  partsRun(node: AnyNode): readonly AnyNode[] {
    if (this.isCaught(node)) return [...node.handlers, ...(node.finally ? [node.finally] : [])];
    const parts = this.#code.childrenOf(node);
    if (node.type !== 'Block') return parts;
    const end = parts.findIndex((each) => this.isCaught(each) && this.#mayLeave(each));

    return end < 0 ? parts : parts.slice(0, end + 1);
  }

  /** Whether it is never run by him. */
  isSkipped(node: AnyNode): boolean {
    let at = node;

    for (let up = at.parent; up && at.type !== 'Function'; up = at.parent) {
      const isLeft = up.type === 'Try' && (up.body === at || up.otherwise === at);
      if (isLeft && this.isCaught(up)) return true;
      at = up;
    }
    return false;
  }

  isCaught(node: AnyNode): node is Try {
    if (node.type !== 'Try') return false;
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    // What it asks may come to itself.
    this.#known.set(node, false);
    const is = this.#isCaught(node);
    this.#known.set(node, is);
    return is;
  }

  #isCaught(node: Try): boolean {
    const { body, otherwise, handlers } = node;
    const [handler, ...more] = handlers;
    const at = body.body.findIndex((each) => this.#surelyVerifies(each));
    const before = body.body.slice(0, at);
    const left = [body, ...(otherwise ? [otherwise] : [])];

    return (
      at >= 0 &&
      handler !== undefined &&
      more.length === 0 &&
      this.#catches(handler) &&
      !this.#within(handler.body).some(isChange) &&
      !left
        .flatMap((each) => this.#within(each))
        .some((each) => isChange(each) && !setsName(each)) &&
      before.every((each) =>
        this.#within(each).every((one) => !this.#code.isCheck(one) && isForAll(one, this.#code)),
      ) &&
      (!this.#mayLeave(node) || this.#isOfEntry(node))
    );
  }

  /** What is raised of a text that is no token. */
  #catches({ types }: Except): boolean {
    if (types === undefined) return true;
    const all = types.type === 'Tuple' ? types.elements : [types];

    return all.some((each) =>
      this.#sent.values.namesOf(each).some((name) => ofWrongTokens.test(name)),
    );
  }

  /** A statement that calls it whatever else is so. */
  #surelyVerifies(statement: AnyNode): boolean {
    return this.#within(statement).some(
      (each) =>
        each.type === 'Call' && this.#raisesWhereWrong(each) && isSurelyRun(each, statement),
    );
  }

  #raisesWhereWrong(call: Call): boolean {
    const verifier = verifierOf(call, this.#sent.values, this.#requested);

    return verifier?.kind === 'jwt' && verifier.way === 'raises' && this.#sent.has(call);
  }

  /** Then what stands after it is not run; what an own function raises, its callers catch. */
  #mayLeave({ handlers }: Try): boolean {
    return handlers
      .flatMap(({ body }) => this.#within(body))
      .some(
        (each) =>
          /^(?:Return|Raise|Break|Continue|Assert)$/.test(each.type) ||
          (each.type === 'Call' && !isLogging(each)),
      );
  }

  #isOfEntry({ parent }: Try): boolean {
    const of = parent?.parent;

    return parent?.type === 'Block' && of?.type === 'Function' && this.#sent.entries.has(of);
  }

  /** Without functions that stand there. */
  #within(node: AnyNode): readonly AnyNode[] {
    const nodes: AnyNode[] = [];
    const pending = [node];

    for (let at = pending.pop(); at && nodes.length < MOST_NODES; at = pending.pop()) {
      nodes.push(at);
      pending.push(...this.#code.childrenOf(at).filter(({ type }) => type !== 'Function'));
    }
    return nodes;
  }
}

const ofWrongTokens =
  /^builtins\.(?:Base)?Exception$|^(?:jwt|jose)\.(?:exceptions\.|jwt\.)?(?:InvalidTokenError|PyJWTError|DecodeError|JWTError|JOSEError)$/;

function isLogging(call: Call): boolean {
  const name = calledName(call) ?? '';

  return logging.test(name) || /^(?:print|print_exc|format_exc|str|repr)$/.test(name);
}

function isChange({ type }: AnyNode): boolean {
  return /^(?:Assign|AugmentedAssign|NamedValue|Delete)$/.test(type);
}

/** Names of the function: who asks for them later is not certain of them. */
function setsName(node: AnyNode): boolean {
  if (node.type !== 'Assign') return false;
  const names = node.targets.flatMap((each) => (each.type === 'Tuple' ? each.elements : each));

  return names.every(
    (each) => each.type === 'Name' && bindingOf(each)?.scope.function !== undefined,
  );
}

function isSurelyRun(node: AnyNode, statement: AnyNode): boolean {
  let at: AnyNode | undefined = node;

  for (let steps = 0; at && at !== statement && steps < MOST_STEPS; steps += 1) {
    at = at.parent;
    if (at && at !== statement && !plain.has(at.type)) return false;
  }
  return at === statement && /^(?:ExpressionStatement|Return|Assign)$/.test(at.type);
}

const plain: ReadonlySet<string> = new Set(
  'Await Call Argument Attribute Subscript Dict DictEntry'.split(' '),
);

const MOST_STEPS = 12;
const MOST_NODES = 2_000;
