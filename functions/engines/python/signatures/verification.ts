import type { SignatureKind } from '../../../core/signature-check.ts';
import type { Budget } from '../../flow/index.ts';
import { isConstant } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type {
  AnyNode,
  Block,
  Call,
  Expression,
  FunctionNode,
  If,
  NodeOf,
  Statement,
  Try,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { isComputed, kindNamedIn } from './computed-signature.ts';
import { isHandOver, isInert } from './inert-calls.ts';
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
  /** Whether nothing after it runs. */
  readonly leaves?: boolean | undefined;
}

/** What follows from an expression where it is true, and where it is false. */
interface Truth {
  readonly yes?: Proof | undefined;
  readonly no?: Proof | undefined;
}

interface Return {
  readonly value: Expression | undefined;
  /** The check that comes before it. */
  readonly passed: Proof | undefined;
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
      node.body.type === 'Block'
        ? this.#block(node.body, node, undefined)
        : this.#returned(node.body, node, undefined);
    const whole = { ...outcome, passed: this.#passedBy(node, outcome) };
    this.#known.set(node, whole);
    return whole;
  }

  /** The check that all ways out of a function have behind them, but by an error. */
  #passedBy(node: FunctionNode, { passed, leaves }: Outcome): Proof | undefined {
    const returns = this.#returns.get(node) ?? [];
    const ways = [...returns.map((each) => each.passed), ...(leaves ? [] : [passed])];

    return ways.every((way) => way !== undefined) ? ways[0] : undefined;
  }

  #block({ body }: Block, of: FunctionNode, before: Proof | undefined): Outcome {
    let passed = before;
    let found: Proof | undefined;

    for (const statement of body) {
      const outcome = this.#statement(statement, of, passed);
      found ??= outcome.found;
      if (outcome.acts && !passed) return { acts: true, found };
      passed ??= outcome.passed;
      if (outcome.leaves) return { acts: false, found: found ?? passed, passed, leaves: true };
    }
    return { acts: false, found: found ?? passed, passed };
  }

  /** @param before a check that has been passed already: only what it returns matters then. */
  #statement(node: Statement, of: FunctionNode, before: Proof | undefined): Outcome {
    this.#budget.spend();

    switch (node.type) {
      case 'Function':
      case 'Class':
      case 'Import':
      case 'ImportFrom':
      case 'Global':
      case 'Nonlocal':
      case 'Pass':
        return nothing;
      case 'Break':
      case 'Continue':
        return { acts: false, leaves: true };
      case 'Return':
        return this.#returned(node.value, of, before);
      case 'Raise':
        return { ...this.#inTurn(node.values), leaves: true };
      case 'Assert': {
        const [test] = node.values;
        const asked = this.#inTurn(node.values);
        const { yes } = test ? this.#truth(test) : {};
        return { ...asked, passed: asked.passed ?? yes, found: asked.found ?? yes };
      }
      case 'ExpressionStatement':
        return this.#evaluated(node.value);
      case 'Assign':
        return this.#inTurn([...(node.value ? [node.value] : []), ...node.targets]);
      case 'AugmentedAssign':
        return this.#inTurn([node.value, node.target]);
      case 'If':
        return this.#choice(node, of, before);
      case 'Try':
        return this.#attempt(node, of, before);
      case 'With': {
        const entered = this.#inTurn(node.items.map(({ value }) => value));
        return entered.acts && !before ? entered : this.#block(node.body, of, before);
      }
      default:
        return this.#others(node, of, before);
    }
  }

  /** An own statement of a call that leaves: `abort(401)`, `sys.exit()`. */
  #evaluated(value: Expression): Outcome {
    const outcome = this.#expression(value);
    const name = value.type === 'Call' ? (calledName(value) ?? '') : '';

    return /^(?:abort|exit|_exit)$/.test(name) ? { ...outcome, leaves: true } : outcome;
  }

  /** Loops, matches and what else may not run: a check in them says nothing of what comes after. */
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
    if (part.type === 'Block') return this.#block(part, of, before);
    if (part.type === 'Case') return this.#others(part, of, before);

    return this.#expression(part);
  }

  #choice({ test, body, otherwise }: If, of: FunctionNode, before: Proof | undefined): Outcome {
    const asked = this.#expression(test);
    if (asked.acts && !before) return asked;
    const { yes, no } = this.#truth(test);
    const [first, second] = [before ?? asked.passed ?? yes, before ?? asked.passed ?? no];
    const then = this.#block(body, of, first);
    const other = otherwise ? this.#block(otherwise, of, second) : { ...nothing, passed: second };
    const found = asked.found ?? yes ?? no ?? then.found ?? other.found;
    if (then.acts || other.acts) return { acts: true, found };

    const ends = [then, other].filter(({ leaves }) => !leaves);
    const [end] = ends;
    const isPassed = ends.every(({ passed }) => passed !== undefined);
    return {
      acts: false,
      found,
      passed: isPassed ? end?.passed : undefined,
      leaves: ends.length === 0,
    };
  }

  /** What raises in it is no check where an error is passed over. */
  #attempt(node: Try, of: FunctionNode, before: Proof | undefined): Outcome {
    const body = this.#block(node.body, of, before);
    if (body.acts && !before) return body;
    const handlers = node.handlers.map((each) => this.#block(each.body, of, before));
    const further = node.otherwise
      ? this.#block(node.otherwise, of, body.passed)
      : { ...nothing, passed: body.passed, leaves: body.leaves };
    const last = node.finally ? this.#block(node.finally, of, before) : nothing;
    const found = body.found ?? further.found;
    if ([...handlers, further, last].some(({ acts }) => acts)) return { acts: true, found };

    const isKept = handlers.every(({ leaves }) => leaves);
    return {
      acts: false,
      found,
      passed: isKept ? (body.passed ?? further.passed) : undefined,
      leaves: isKept && (body.leaves === true || further.leaves === true),
    };
  }

  #returned(value: Expression | undefined, of: FunctionNode, before: Proof | undefined): Outcome {
    const outcome = value ? this.#expression(value) : nothing;
    if (outcome.acts && !before) return outcome;

    this.#returns.get(of)?.push({ value, passed: before ?? outcome.passed });
    return { acts: false, found: outcome.found, passed: before ?? outcome.passed, leaves: true };
  }

  #inTurn(nodes: readonly AnyNode[]): Outcome {
    let passed: Proof | undefined;
    let found: Proof | undefined;

    for (const node of nodes) {
      const outcome = this.#expression(node);
      found ??= outcome.found;
      if (outcome.acts && !passed) return { acts: true, found };
      passed ??= outcome.passed;
    }
    return { acts: false, found, passed };
  }

  /** All that is evaluated in it, from the inside out. */
  #expression(node: AnyNode): Outcome {
    this.#budget.spend();

    switch (node.type) {
      case 'Function':
      case 'Block':
        return nothing;
      case 'Call': {
        const parts = this.#inTurn([node.callee, ...node.arguments]);
        return parts.acts ? parts : this.#called(node, parts);
      }
      case 'Conditional':
        return this.#either(node.test, node.yes, node.no);
      case 'Binary':
        if (node.operator === 'and') return this.#either(node.left, node.right, undefined);
        if (node.operator === 'or') return this.#either(node.left, undefined, node.right);
        return this.#inTurn([node.left, node.right]);
      case 'Comprehension': {
        const { acts, found } = this.#inTurn([...node.clauses, node.element]);
        return { acts, found };
      }
      default:
        return this.#inTurn(childrenOf(node));
    }
  }

  /** What is evaluated on one of two conditions. */
  #either(
    test: Expression,
    then: Expression | undefined,
    otherwise: Expression | undefined,
  ): Outcome {
    const asked = this.#expression(test);
    if (asked.acts) return asked;
    const { yes, no } = this.#truth(test);
    const sides = [
      [then, yes],
      [otherwise, no],
    ] as const;
    const acts = sides.some(([side, proof]) => side && !proof && this.#expression(side).acts);

    return { acts: acts && !asked.passed, found: asked.found ?? yes ?? no, passed: asked.passed };
  }

  #called(call: Call, { passed, found }: Outcome): Outcome {
    const inner = { acts: false, passed, found };
    const verifier = verifierOf(call, this.#values, this.#requested);
    if (verifier) {
      const proof = { kind: verifier.kind, node: call };
      return verifier.way === 'raises'
        ? { acts: false, found: proof, passed: passed ?? proof }
        : inner;
    }
    const own = this.#values.functionsOf(call.callee);
    const isGiven = this.#requested.has(call);
    if (own.length === 0) {
      const isHarmless = !isGiven || isInert(call, this.#values) || isHandOver(call, this.#values);
      return isHarmless || passed ? inner : { ...action, found };
    }

    const outcomes = own.map(({ node }) => (this.#isRun(call, node) ? this.of(node) : nothing));
    const all = outcomes.every((each) => each.passed) ? outcomes[0]?.passed : undefined;
    return {
      acts: isGiven && !passed && outcomes.some(({ acts }) => acts),
      found: found ?? outcomes.find((each) => each.found)?.found,
      passed: passed ?? all,
    };
  }

  /** A coroutine that nothing waits for does not run. */
  #isRun(call: Call, { isAsync }: FunctionNode): boolean {
    const { parent } = call;
    const isWaitedFor = parent?.type === 'Await' || parent?.type === 'Argument';

    return !isAsync || isWaitedFor || parent?.type === 'Return';
  }

  #truth(test: Expression, depth = 0): Truth {
    if (depth > MOST_NAMES) return {};

    switch (test.type) {
      case 'Await':
      case 'NamedValue':
        return this.#truth(test.value, depth + 1);
      case 'Unary': {
        const { yes, no } = this.#truth(test.operand, depth + 1);
        return test.operator === 'not' ? { yes: no, no: yes } : {};
      }
      case 'Name': {
        const [definition, ...others] = bindingOf(test)?.definitions ?? [];
        const isOne = definition?.kind === 'value' && definition.path.length === 0;
        return isOne && others.length === 0 ? this.#truth(definition.node, depth + 1) : {};
      }
      case 'Binary':
        return this.#connected(test, depth);
      case 'Call':
        return { yes: this.#answer(test, depth) };
      default:
        return {};
    }
  }

  #connected({ operator, left, right }: NodeOf<'Binary'>, depth: number): Truth {
    if (operator === 'and' || operator === 'or') {
      const [one, other] = [this.#truth(left, depth + 1), this.#truth(right, depth + 1)];
      const [any, both] = operator === 'and' ? (['yes', 'no'] as const) : (['no', 'yes'] as const);
      return { [any]: one[any] ?? other[any], [both]: one[both] && other[both] };
    }
    const isEqual = operator === '==' || operator === 'is';
    if (!isEqual && operator !== '!=' && operator !== 'is not') return {};
    if (isConstant(right, 'True') || isConstant(right, 'False')) {
      const { yes, no } = this.#truth(left, depth + 1);
      return isEqual === isConstant(right, 'True') ? { yes } : { no: yes ?? no };
    }
    const proof = this.#compared([left, right], left);
    return isEqual ? { yes: proof } : { no: proof };
  }

  /** What the code computes, with what the request brings. */
  #compared([one, other]: readonly [Expression, Expression], node: AnyNode): Proof | undefined {
    const [first, second] = [one, other].map((each) =>
      isComputed(each, this.#values, this.#requested),
    );
    if (first === second) return undefined;
    const brought = first ? other : one;

    return this.#requested.has(brought)
      ? { kind: kindNamedIn([one, other], 'hmac'), node }
      : undefined;
  }

  #answer(call: Call, depth: number): Proof | undefined {
    const verifier = verifierOf(call, this.#values, this.#requested);
    if (verifier) {
      return verifier.way === 'answers' ? { kind: verifier.kind, node: call } : undefined;
    }
    const names = this.#values.namesOf(call.callee);
    if (names.some((name) => /^(?:hmac|secrets)\.compare_digest$/.test(name))) {
      const [one, other] = call.arguments;
      return one && other && this.#compared([one.value, other.value], call);
    }

    const own = this.#values.functionsOf(call.callee);
    const proofs = own.map(({ node }) =>
      this.#isRun(call, node) ? this.#answeredBy(node, depth) : undefined,
    );
    return proofs.every((proof) => proof !== undefined) ? proofs[0] : undefined;
  }

  /** The check without which a function does not say yes. */
  #answeredBy(node: FunctionNode, depth: number): Proof | undefined {
    if (this.of(node).acts) return undefined;
    const ways = (this.#returns.get(node) ?? [])
      .filter(({ value }) => value !== undefined && !isFalse(value))
      .map(({ value, passed }) => passed ?? (value && this.#truth(value, depth + 1).yes));

    return ways.every((way) => way !== undefined) ? ways[0] : undefined;
  }
}

function isFalse(node: Expression): boolean {
  return node.type === 'Constant' && node.value !== 'True';
}

/** One that stands for another that stands for another. */
const MOST_NAMES = 8;
