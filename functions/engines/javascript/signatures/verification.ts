import {
  action,
  FunctionReader,
  nothing,
  type Outcome as OutcomeOf,
  type Proof as ProofOf,
  perhapsEach,
  type Truth,
  weakest,
} from '../../signatures/index.ts';
import { runBy } from '../compiled-async.ts';
import { parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isFunction,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { isAsync, isAwaited, isRejection } from './awaited.ts';
import { receiverCalled } from './bot-receivers.ts';
import { kindNamedIn } from './computed-signature.ts';
import { isAnswer, isInert } from './inert-calls.ts';
import type { Requested } from './requested.ts';
import { truthOf } from './truth-of.ts';
import { answeringVerifier, verifierOf } from './verifiers.ts';

export type Proof = ProofOf<AnyNode>;
type Outcome = OutcomeOf<AnyNode>;

/** What statements and expressions of JavaScript come to, before a signature is known to be right. */
export class Verification extends FunctionReader<FunctionNode, AnyNode, Values, Requested> {
  protected override readBody(node: FunctionNode): Outcome {
    return node.body.type === 'BlockStatement'
      ? this.statements(node.body.body, node)
      : this.returned(node.body, undefined, node);
  }

  protected override readStatement(node: AnyNode, of: FunctionNode, before?: Proof): Outcome {
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'EmptyStatement':
      case 'BreakStatement':
      case 'ContinueStatement':
        return nothing;
      case 'BlockStatement':
        return this.statements(node.body, of, before);
      case 'ReturnStatement':
        return this.returned(node.argument ?? undefined, before, of);
      case 'ThrowStatement':
        return this.expression(node.argument);
      case 'ExpressionStatement':
        return this.expression(node.expression);
      case 'VariableDeclaration':
        return this.expressions(node.declarations.flatMap(({ init }) => init ?? []));
      case 'IfStatement':
        return this.#choice(node, of, before);
      case 'TryStatement':
        return this.#attempt(node, of, before);
      default:
        return this.#others(node, of, before);
    }
  }

  /** Loops, switches and what else may not run: a check in them says nothing of what comes after. */
  #others(node: AnyNode, of: FunctionNode, before: Proof | undefined): Outcome {
    return perhapsEach(childrenOf(node), (part) => this.#part(part, of, before), before);
  }

  #part(part: AnyNode, of: FunctionNode, before: Proof | undefined): Outcome {
    if (part.type === 'SwitchCase') {
      const asked = part.test ? this.expression(part.test) : nothing;
      return asked.acts ? asked : this.statements(part.consequent, of, before);
    }
    const isStatement = /Statement$|^VariableDeclaration$/.test(part.type);

    return isStatement ? this.statement(part, of, before) : this.expression(part);
  }

  #choice(node: NodeOf<'IfStatement'>, of: FunctionNode, before: Proof | undefined): Outcome {
    const { test, consequent, alternate } = node;
    const asked = this.expression(test);
    if (asked.acts && !before) return asked;
    const { yes, no } = this.truth(test, node);
    const [first, second] = [yes ?? before, no ?? before];
    const then = this.statement(consequent, of, first);
    const otherwise = alternate ? this.statement(alternate, of, second) : nothing;
    const found = asked.found ?? yes ?? no ?? weakest([then.found, otherwise.found]);
    if ((then.acts && !first) || (otherwise.acts && !second)) return { acts: true, found };

    const isRefused = no !== undefined && leaves(consequent);
    const isRefusedElse = yes !== undefined && alternate && leaves(alternate);
    const passed =
      asked.passed ?? (isRefused ? no : undefined) ?? (isRefusedElse ? yes : undefined);
    const inBoth = then.passed && otherwise.passed && weakest([then.passed, otherwise.passed]);
    const inTheOnly =
      (then.passed && alternate && leaves(alternate) && then.passed) ||
      (otherwise.passed && leaves(consequent) && otherwise.passed);
    return { acts: false, found, passed: passed ?? inBoth ?? (inTheOnly || undefined) };
  }

  #attempt(
    { block, handler, finalizer }: NodeOf<'TryStatement'>,
    of: FunctionNode,
    before: Proof | undefined,
  ): Outcome {
    const tried = this.statements(block.body, of, before);
    // What is caught may be that the signature is wrong.
    const caught = handler ? this.statements(handler.body.body, of, before) : nothing;
    const last = finalizer ? this.statements(finalizer.body, of, before) : nothing;
    const found = tried.found ?? caught.found ?? last.found;
    const acts = !before && (tried.acts || caught.acts || last.acts);
    const isPassed = tried.passed && (!handler || leaves(handler.body));

    return { acts, found, ...(isPassed && { passed: tried.passed }) };
  }

  protected returned(
    value: AnyNode | undefined,
    passed: Proof | undefined,
    of: FunctionNode,
  ): Outcome {
    // As if it threw: who waits for it goes no further.
    if (value && isRejection(value)) return passed ? nothing : this.expression(value);

    const outcome = passed || !value ? nothing : this.expression(value);
    // `return jwt.verify(token, key)` gives back nothing where it throws.
    this.addReturn(of, { value, passed: passed ?? outcome.passed });

    return outcome;
  }

  /** What is evaluated on the way, in the order of the source. */
  protected override readExpression(node: AnyNode): Outcome {
    if (isFunction(node) || node.type === 'ClassExpression') return nothing;

    switch (node.type) {
      case 'ConditionalExpression':
        return this.#either(node, node.test, node.consequent, node.alternate);
      case 'LogicalExpression':
        return node.operator === '||'
          ? this.#either(node, node.left, undefined, node.right)
          : this.#either(node, node.left, node.right, undefined);
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(node);
      case 'ImportExpression':
      case 'TaggedTemplateExpression':
        return this.requested.has(node) ? action : nothing;
      default:
        return this.expressions(childrenOf(node));
    }
  }

  /** `isRight(request) ? act() : refuse()`, `isRight(request) && act()`. */
  #either(
    around: AnyNode,
    test: AnyNode,
    then: AnyNode | undefined,
    otherwise: AnyNode | undefined,
  ): Outcome {
    const asked = this.expression(test);
    if (asked.acts) return asked;
    const { yes, no } = this.truth(test, around);
    const [first, second] = [then, otherwise].map((each) =>
      each ? this.expression(each) : nothing,
    );
    const found = asked.found ?? yes ?? no ?? first?.found ?? second?.found;
    const acts = (first?.acts && !yes && !asked.passed) || (second?.acts && !no && !asked.passed);

    return { acts: acts === true, found, passed: asked.passed };
  }

  #call(call: CallNode): Outcome {
    const run = runBy(call);
    if (run) return this.of(run);
    const given = this.expressions([
      ...(call.callee.type === 'MemberExpression' ? [call.callee.object] : []),
      ...call.arguments,
    ]);
    if (given.acts || given.passed) return given;

    const verifier = verifierOf(call, this);
    if (verifier) {
      const proof = { kind: kindNamedIn([call], verifier.kind), node: call };
      if (verifier.promises && !isAwaited(call)) return given;
      return { acts: false, found: proof, ...(verifier.throws && { passed: proof }) };
    }
    // It answers by itself, be the secret right or wrong: nothing is said of what comes after.
    const receiver = receiverCalled(call.callee, this);
    if (receiver) return { acts: false, found: { kind: 'shared-secret', node: receiver } };
    const answering = answeringVerifier(call, this);
    if (answering) {
      const { acts } = this.of(answering.callback);
      return { acts, found: { kind: answering.kind, node: call } };
    }
    const own = this.functionsIn(call);
    if (own.length > 0) return this.#ownCall(own, call, given.found);
    if (isInert(call, this.values) || this.#isChained(call))
      return this.#callbacks(call, given.found);
    if (isAnswer(call.callee, this.values)) return given;

    return this.isAct(call) ? { acts: true, found: given.found } : given;
  }

  /** What follows of a signature from a condition. */
  protected truth(test: AnyNode, _around: AnyNode): Truth<AnyNode> {
    return truthOf(test, this);
  }

  /** Functions of the code that a call runs, which are read themselves. */
  protected functionsIn({ callee }: CallNode): readonly FunctionNode[] {
    return this.values.functionsOf(callee);
  }

  /** Whether a call that leaves the code does what is to be verified before. */
  protected isAct(call: CallNode): boolean {
    // What is asked for alike in every request, as a key, is harmless before.
    return this.requested.has(call);
  }

  /** `promise.then(answer).catch(log)` does what these functions of the code do. */
  #isChained({ callee, arguments: given }: CallNode): boolean {
    const method = callee.type === 'MemberExpression' ? (fieldRead(callee) ?? '') : '';

    return (
      /^(?:then|catch|finally)$/.test(method) &&
      given.every((each) => this.values.functionsOf(each).length > 0)
    );
  }

  /** What is done by functions of the code, and which of them end only where the signature is right. */
  #ownCall(own: readonly FunctionNode[], call: CallNode, before: Proof | undefined): Outcome {
    const outcomes = own.map((each) => this.of(each));
    const found = before ?? outcomes.find((each) => each.found)?.found;
    const isAsked = this.requested.has(call) || own.some(isWithin);
    if (isAsked && outcomes.some(({ acts }) => acts)) return { acts: true, found };

    const [first] = outcomes;
    const isAssertion = own.every((each, index) => {
      const returns = this.returnsOf(each) ?? [];
      const isWaitedFor = !isAsync(each) || isAwaited(call);
      return isWaitedFor && outcomes[index]?.passed && returns.every(({ passed }) => passed);
    });
    return { acts: false, found, ...(isAssertion && { passed: first?.passed }) };
  }

  /** `list.map((one) => …)` runs what it is given. */
  #callbacks(call: CallNode, before: Proof | undefined): Outcome {
    const outcomes = call.arguments.flatMap((argument) =>
      this.values.functionsOf(argument).map((each) => this.of(each)),
    );
    const found = before ?? outcomes.find((each) => each.found)?.found;

    return { acts: outcomes.some(({ acts }) => acts), found };
  }
}

/** Whether it is made in a function, and so may know the request without being given it. */
function isWithin(node: FunctionNode): boolean {
  for (let at = parentOf(node); at; at = parentOf(at)) if (isFunction(at)) return true;
  return false;
}

export function leaves(statement: AnyNode): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement;
  if (last?.type === 'IfStatement') {
    return last.alternate ? leaves(last.consequent) && leaves(last.alternate) : false;
  }
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}
