import type { SignatureKind } from '../../../core/signature-check.ts';
import type { Budget } from '../../flow/index.ts';
import { runBy } from '../compiled-async.ts';
import { isFalse, isTrue, textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  type FunctionNode,
  isCall,
  isFunction,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { isAsync, isAwaited } from './awaited.ts';
import { isComputed, kindNamedIn } from './computed-signature.ts';
import { isAnswer, isInert } from './inert-calls.ts';
import { Requested } from './requested.ts';
import { verifierOf } from './verifiers.ts';

/** A place where a signature is verified. */
export interface Proof {
  readonly kind: SignatureKind;
  readonly node: AnyNode;
}

/** What running some code comes to, before a signature is known to be right. */
export interface Outcome {
  /** Whether it does what a request decides, and that is to be verified first. */
  readonly acts: boolean;
  /** A check that it makes, of all or of a part of what it does. */
  readonly found?: Proof | undefined;
  /** One that has been passed wherever the code after it runs. */
  readonly passed?: Proof | undefined;
}

/** What follows from an expression where it is truthy, and where it is falsy. */
interface Truth {
  readonly yes?: Proof | undefined;
  readonly no?: Proof | undefined;
}

interface Return {
  /** Undefined for `return;`. */
  readonly value: AnyNode | undefined;
  /** The check that comes before it. */
  readonly passed?: Proof | undefined;
}

const nothing: Outcome = { acts: false };
const action: Outcome = { acts: true };

/** Reads functions from the top, as they run, up to a check of a signature. */
export class Verification {
  readonly #values: Values;
  readonly #budget: Budget;
  readonly #requested = new Requested();
  readonly #known = new Map<FunctionNode, Outcome>();
  readonly #returns = new Map<FunctionNode, Return[]>();

  constructor(values: Values, budget: Budget) {
    this.#values = values;
    this.#budget = budget;
  }

  /** Of a function that is called with what a request says. One that calls itself does nothing new. */
  of(node: FunctionNode): Outcome {
    const known = this.#known.get(node);
    if (known) return known;

    this.#known.set(node, nothing);
    this.#returns.set(node, []);
    const outcome =
      node.body.type === 'BlockStatement'
        ? this.#block(node.body.body, node)
        : this.#returned(node.body, undefined, node);
    this.#known.set(node, outcome);
    return outcome;
  }

  #block(statements: readonly AnyNode[], of: FunctionNode, before?: Proof): Outcome {
    let passed = before;
    let found: Proof | undefined;

    for (const statement of statements) {
      const outcome = this.#statement(statement, of, passed);
      found ??= outcome.found;
      if (outcome.acts && !passed) return { acts: true, found };
      passed ??= outcome.passed;
    }
    return { acts: false, found: found ?? passed, passed };
  }

  /** @param before a check that has been passed already: only what it returns matters then. */
  #statement(node: AnyNode, of: FunctionNode, before: Proof | undefined): Outcome {
    this.#budget.spend();

    switch (node.type) {
      case 'FunctionDeclaration':
      case 'EmptyStatement':
      case 'BreakStatement':
      case 'ContinueStatement':
        return nothing;
      case 'BlockStatement':
        return this.#block(node.body, of, before);
      case 'ReturnStatement':
        return this.#returned(node.argument ?? undefined, before, of);
      case 'ThrowStatement':
        return this.#expression(node.argument);
      case 'ExpressionStatement':
        return this.#expression(node.expression);
      case 'VariableDeclaration':
        return this.#inTurn(node.declarations.map(({ init }) => init));
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
    let found: Proof | undefined;

    for (const part of childrenOf(node)) {
      const { acts, found: more } = this.#part(part, of, before);
      found ??= more;
      if (acts && !before) return { acts, found };
    }
    return { acts: false, found };
  }

  #part(part: AnyNode, of: FunctionNode, before: Proof | undefined): Outcome {
    if (part.type === 'SwitchCase') {
      const asked = part.test ? this.#expression(part.test) : nothing;
      return asked.acts ? asked : this.#block(part.consequent, of, before);
    }
    const isStatement = /Statement$|^VariableDeclaration$/.test(part.type);

    return isStatement ? this.#statement(part, of, before) : this.#expression(part);
  }

  #choice(
    { test, consequent, alternate }: NodeOf<'IfStatement'>,
    of: FunctionNode,
    before: Proof | undefined,
  ): Outcome {
    const asked = this.#expression(test);
    if (asked.acts && !before) return asked;
    const { yes, no } = this.#truth(test);
    const [first, second] = [yes ?? before, no ?? before];
    const then = this.#statement(consequent, of, first);
    const otherwise = alternate ? this.#statement(alternate, of, second) : nothing;
    const found = asked.found ?? yes ?? no ?? then.found ?? otherwise.found;
    if ((then.acts && !first) || (otherwise.acts && !second)) return { acts: true, found };

    const isRefused = no !== undefined && leaves(consequent);
    const isRefusedElse = yes !== undefined && alternate && leaves(alternate);
    const passed =
      asked.passed ?? (isRefused ? no : undefined) ?? (isRefusedElse ? yes : undefined);
    const inBoth = then.passed && otherwise.passed ? then.passed : undefined;
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
    const tried = this.#block(block.body, of, before);
    // What is caught may be that the signature is wrong.
    const caught = handler ? this.#block(handler.body.body, of, before) : nothing;
    const last = finalizer ? this.#block(finalizer.body, of, before) : nothing;
    const found = tried.found ?? caught.found ?? last.found;
    const acts = !before && (tried.acts || caught.acts || last.acts);
    const isPassed = tried.passed && (!handler || leaves(handler.body));

    return { acts, found, ...(isPassed && { passed: tried.passed }) };
  }

  #returned(value: AnyNode | undefined, passed: Proof | undefined, of: FunctionNode): Outcome {
    this.#returns.get(of)?.push({ value, passed });

    return passed || !value ? nothing : this.#expression(value);
  }

  #inTurn(nodes: readonly (AnyNode | null | undefined)[]): Outcome {
    let [found, passed]: (Proof | undefined)[] = [];

    for (const node of nodes) {
      if (!node) continue;
      const outcome = this.#expression(node);
      found ??= outcome.found;
      if (outcome.acts && !passed) return { acts: true, found };
      passed ??= outcome.passed;
    }
    return { acts: false, found: found ?? passed, passed };
  }

  /** What is evaluated on the way, in the order of the source. */
  #expression(node: AnyNode): Outcome {
    this.#budget.spend();
    if (isFunction(node) || node.type === 'ClassExpression') return nothing;

    switch (node.type) {
      case 'ConditionalExpression':
        return this.#either(node.test, node.consequent, node.alternate);
      case 'LogicalExpression':
        return node.operator === '||'
          ? this.#either(node.left, undefined, node.right)
          : this.#either(node.left, node.right, undefined);
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(node);
      case 'ImportExpression':
      case 'TaggedTemplateExpression':
        return this.#requested.has(node) ? action : nothing;
      default:
        return this.#inTurn(childrenOf(node));
    }
  }

  /** `isRight(request) ? act() : refuse()`, `isRight(request) && act()`. */
  #either(test: AnyNode, then: AnyNode | undefined, otherwise: AnyNode | undefined): Outcome {
    const asked = this.#expression(test);
    if (asked.acts) return asked;
    const { yes, no } = this.#truth(test);
    const [first, second] = [then, otherwise].map((each) =>
      each ? this.#expression(each) : nothing,
    );
    const found = asked.found ?? yes ?? no ?? first?.found ?? second?.found;
    const acts = (first?.acts && !yes && !asked.passed) || (second?.acts && !no && !asked.passed);

    return { acts: acts === true, found, passed: asked.passed };
  }

  #call(call: CallNode): Outcome {
    const run = runBy(call);
    if (run) return this.of(run);
    const given = this.#inTurn([
      ...(call.callee.type === 'MemberExpression' ? [call.callee.object] : []),
      ...call.arguments,
    ]);
    if (given.acts || given.passed) return given;

    const verifier = verifierOf(call, this.#values);
    if (verifier) {
      const proof = { kind: kindNamedIn([call], verifier.kind), node: call };
      if (verifier.promises && !isAwaited(call)) return given;
      return { acts: false, found: proof, ...(verifier.throws && { passed: proof }) };
    }
    const own = this.#values.functionsOf(call.callee);
    if (own.length > 0) return this.#ownCall(own, call, given.found);
    if (isInert(call, this.#values)) return this.#callbacks(call, given.found);
    if (isAnswer(call.callee, this.#values)) return given;

    // What is asked for alike whoever sends the request, as a key, is harmless before.
    return this.#requested.has(call) ? { acts: true, found: given.found } : given;
  }

  /** What is done by functions of the code, and which of them end only where the signature is right. */
  #ownCall(own: readonly FunctionNode[], call: CallNode, before: Proof | undefined): Outcome {
    const outcomes = own.map((each) => this.of(each));
    const found = before ?? outcomes.find((each) => each.found)?.found;
    const isAsked = this.#requested.has(call) || own.some(isWithin);
    if (isAsked && outcomes.some(({ acts }) => acts)) return { acts: true, found };

    const [first] = outcomes;
    const isAssertion = own.every((each, index) => {
      const returns = this.#returns.get(each) ?? [];
      const isWaitedFor = !isAsync(each) || isAwaited(call);
      return isWaitedFor && outcomes[index]?.passed && returns.every(({ passed }) => passed);
    });
    return { acts: false, found, ...(isAssertion && { passed: first?.passed }) };
  }

  /** `list.map((one) => …)` runs what it is given. */
  #callbacks(call: CallNode, before: Proof | undefined): Outcome {
    const outcomes = call.arguments.flatMap((argument) =>
      this.#values.functionsOf(argument).map((each) => this.of(each)),
    );
    const found = before ?? outcomes.find((each) => each.found)?.found;

    return { acts: outcomes.some(({ acts }) => acts), found };
  }

  #truth(node: AnyNode, depth = 0): Truth {
    if (depth > MOST_STEPS) return {};

    switch (node.type) {
      case 'UnaryExpression': {
        if (node.operator !== '!') return {};
        const { yes, no } = this.#truth(node.argument, depth + 1);
        return { yes: no, no: yes };
      }
      case 'AwaitExpression':
        return this.#truth(node.argument, depth + 1);
      case 'YieldExpression':
        return node.argument ? this.#truth(node.argument, depth + 1) : {};
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return this.#truth(node.expression, depth + 1);
      case 'LogicalExpression': {
        const [left, right] = [node.left, node.right].map((each) => this.#truth(each, depth + 1));
        const [either, both] = [
          { yes: left?.yes ?? right?.yes, no: left?.no ?? right?.no },
          { yes: left?.yes && right?.yes, no: left?.no && right?.no },
        ];
        return node.operator === '&&'
          ? { yes: either.yes, no: both.no }
          : { yes: both.yes, no: either.no };
      }
      case 'BinaryExpression':
        return this.#compared(node, depth);
      case 'Identifier':
        return this.#named(node, depth);
      case 'CallExpression':
        return { yes: this.#confirmed(node, depth) };
      default:
        return {};
    }
  }

  /** `expected === given`, `isRight(…) === false`, `Buffer.compare(expected, given) === 0`. */
  #compared({ operator, left, right }: NodeOf<'BinaryExpression'>, depth: number): Truth {
    if (!/^[!=]==?$/.test(operator)) return {};
    const isEqual = operator.startsWith('=');
    const turned = (truth: Truth, isSame: boolean): Truth =>
      isSame ? truth : { yes: truth.no, no: truth.yes };

    if (textOf(right) === '0' && isCall(left) && calledName(left) === 'compare') {
      return turned({ yes: this.#ofPair(left.arguments, left) }, isEqual);
    }
    if (isFalse(right)) return turned(this.#truth(left, depth + 1), !isEqual);
    if (right.type === 'Literal' && isTrue(right) && right.value === true) {
      return turned(this.#truth(left, depth + 1), isEqual);
    }
    return turned({ yes: this.#ofPair([left, right], parentOf(left) ?? left) }, isEqual);
  }

  /** Of two that are the same: one computed here, the other brought by the request. */
  #ofPair(pair: readonly AnyNode[], node: AnyNode): Proof | undefined {
    const [a, b] = pair;
    if (!a || !b) return undefined;
    const is = (each: AnyNode) => isComputed(each, this.#values, this.#requested);
    const [computed, brought] = is(a) ? [a, b] : [b, a];
    const isProof = is(computed) && !is(brought) && this.#requested.has(brought);

    return isProof ? { kind: kindNamedIn(pair, 'hmac'), node } : undefined;
  }

  /** A name stands for what all that was ever put there says, but for plain denials. */
  #named(node: AnyNode, depth: number): Truth {
    const all = bindingOf(node)?.definitions ?? [];
    const values = all.flatMap((each) =>
      each.kind === 'value' && each.path.length === 0 ? each.node : [],
    );
    if (values.length === 0 || values.length !== all.length) return {};

    const [first, ...others] = values.filter((value) => !isFalse(value));
    if (!first || first.type === 'Identifier') return {};
    const { yes, no } = this.#truth(first, depth + 1);
    const isSame = others.every((other) => this.#truth(other, depth + 1).yes);
    return { yes: isSame ? yes : undefined, no: values.length === 1 ? no : undefined };
  }

  /** A call that says yes only where the signature is right. */
  #confirmed(call: CallNode, depth: number): Proof | undefined {
    const verifier = verifierOf(call, this.#values);
    if (verifier) {
      return verifier.promises && !isAwaited(call)
        ? undefined
        : { kind: kindNamedIn([call], verifier.kind), node: call };
    }
    const own = this.#values.functionsOf(call.callee);
    // A promise is there, whatever it comes to.
    if (own.some(isAsync) && !isAwaited(call)) return undefined;
    if (own.length > 0) {
      const proofs = own.map((each) => this.#confirmedBy(each, depth));
      return proofs.every((proof) => proof) ? proofs[0] : undefined;
    }
    const method = calledName(call) ?? '';
    if (!comparisons.has(method)) return undefined;
    const { callee } = call;
    const pair =
      method === 'equals' && callee.type === 'MemberExpression'
        ? [callee.object, ...call.arguments]
        : call.arguments;
    return this.#ofPair(pair.slice(0, 2), call);
  }

  /** By each way in which it may say yes. */
  #confirmedBy(of: FunctionNode, depth: number): Proof | undefined {
    if (this.of(of).acts) return undefined;
    const returns = (this.#returns.get(of) ?? []).flatMap((result) => {
      const run = isCall(result.value) ? runBy(result.value) : undefined;
      return (run && this.#returns.get(run)) ?? [result];
    });
    const proofs = returns.flatMap(({ value, passed }) =>
      value && !isFalse(value) && textOf(value) !== ''
        ? [passed ?? this.#truth(value, depth + 1).yes]
        : [],
    );

    return proofs.length > 0 && proofs.every((proof) => proof) ? proofs[0] : undefined;
  }
}

/** Whether it is made in a function, and so may know the request without being given it. */
function isWithin(node: FunctionNode): boolean {
  for (let at = parentOf(node); at; at = parentOf(at)) if (isFunction(at)) return true;
  return false;
}

function leaves(statement: AnyNode): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement;
  if (last?.type === 'IfStatement') {
    return last.alternate ? leaves(last.consequent) && leaves(last.alternate) : false;
  }
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}

/** They compare two texts or buffers that are theirs to compare. */
const comparisons: ReadonlySet<string> = new Set(
  'timingSafeEqual equals safeCompare secureCompare scmp tsscmp compare isEqual constantTimeEqual safeEqual timingSafeCompare'.split(
    ' ',
  ),
);

const MOST_STEPS = 12;
