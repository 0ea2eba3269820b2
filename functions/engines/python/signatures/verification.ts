import type { Budget } from '../../flow/index.ts';
import {
  action,
  FunctionReader,
  nothing,
  type Outcome as OutcomeOf,
  onEachWay,
  type Proof as ProofOf,
  perhapsEach,
  type Truth,
} from '../../signatures/index.ts';
import { childrenOf } from '../children-of.ts';
import { calledName } from '../link.ts';
import type { Binding } from '../scope.ts';
import { settledTest } from '../settled-test.ts';
import type { AnyNode, Block, Call, Expression, FunctionNode, If, NodeOf, Try } from '../syntax.ts';
import type { Values } from '../value.ts';
import { asksAuthorizer, suppresses } from './asked-of-authorizer.ts';
import { isRun } from './awaited.ts';
import { bringsCredential } from './brings-credential.ts';
import type { Code } from './code.ts';
import type { Credentials } from './credentials.ts';
import { isHandOver, isInert } from './inert-calls.ts';
import { ofOptionalKey } from './optional-key.ts';
import { isReadOnly } from './read-only-calls.ts';
import { Refusals } from './refusals.ts';
import type { Requested } from './requested.ts';
import { raisesWhereWrong } from './tested.ts';
import { truthOf } from './truth-of.ts';
import { type Verifier, verifierOf } from './verifiers.ts';

export type Proof = ProofOf<AnyNode>;
type Outcome = OutcomeOf<AnyNode>;

/** What a `return` gives back, and the check before it. */
interface Given {
  readonly value: AnyNode | undefined;
  readonly passed: Proof | undefined;
}

/** How calls are read. */
interface Reading {
  /** Of a call that goes on with what is looked at elsewhere. */
  readonly isOnward?: (call: Call) => boolean;
  /** Of a call that acts whatever it is given. */
  readonly isChange?: (call: Call) => boolean;
  /** For the wider reading: what is tested with a credential is a check where what is wrong is refused, and only reading is not acting. */
  readonly credentials?: Credentials;
}

/** What statements and expressions of Python come to, before a signature is known to be right. */
export class Verification
  extends FunctionReader<FunctionNode, AnyNode, Values, Requested>
  implements Code
{
  readonly #given = new Map<Expression, Proof>();
  readonly #ends = new Map<FunctionNode, Outcome>();
  readonly #reading: Reading;
  readonly #refusals: Refusals;
  readonly verdicts = new Map<AnyNode | Binding, Proof | undefined>();

  constructor(values: Values, requested: Requested, budget: Budget, reading: Reading = {}) {
    super(values, requested, budget);
    this.#reading = reading;
    this.#refusals = new Refusals(values);
  }

  get credentials(): Credentials | undefined {
    return this.#reading.credentials;
  }

  endOf(node: FunctionNode): Outcome | undefined {
    return this.#ends.get(node);
  }

  /** The check that is passed where a function gives nothing back, as it runs before a route of Flask. */
  passedWithoutAnswer(of: FunctionNode, isAnswer: (value: AnyNode) => boolean): Proof | undefined {
    const { acts } = this.of(of);
    const end = this.#ends.get(of);
    if (acts || !end) return undefined;
    const returns = (this.returnsOf(of) ?? []).filter(({ value }) => !value || !isAnswer(value));

    return onEachWay([...returns.map(({ passed }) => passed), ...(end.leaves ? [] : [end.passed])]);
  }

  givenBehind(value: Expression): Proof | undefined {
    return this.#given.get(value);
  }

  /** What a part of a function comes to by itself, and what it gives back; the function has been read. */
  ofBlock(block: Block, of: FunctionNode): Outcome & { readonly returns: readonly Given[] } {
    const before = this.returnsOf(of)?.length ?? 0;
    const outcome = this.#block(block, of, undefined);

    return { ...outcome, returns: (this.returnsOf(of) ?? []).slice(before) };
  }

  protected override readBody(node: FunctionNode): Outcome {
    const outcome =
      node.body.type === 'Block'
        ? this.#block(node.body, node, undefined)
        : this.#returned(node.body, node, undefined);

    this.#ends.set(node, outcome);
    return { ...outcome, passed: this.#passedBy(node, outcome) };
  }

  /** The check that all ways out of a function have behind them, but by an error. */
  #passedBy(node: FunctionNode, { passed, leaves }: Outcome): Proof | undefined {
    const returns = this.returnsOf(node) ?? [];

    return onEachWay([...returns.map((each) => each.passed), ...(leaves ? [] : [passed])]);
  }

  #block({ body }: Block, of: FunctionNode, before: Proof | undefined): Outcome {
    return this.statements(body, of, before);
  }

  protected override readStatement(node: AnyNode, of: FunctionNode, before?: Proof): Outcome {
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
        return { ...this.expressions(node.values), leaves: true };
      case 'Assert': {
        const [test] = node.values;
        const asked = this.expressions(node.values);
        const { yes } = test ? truthOf(test, this) : {};
        return { ...asked, passed: asked.passed ?? yes, found: asked.found ?? yes };
      }
      case 'ExpressionStatement':
        return this.#evaluated(node.value);
      case 'Assign':
        return this.#assigned(node, before);
      case 'AugmentedAssign':
        return this.expressions([node.value, node.target]);
      case 'If':
        return this.#choice(node, of, before);
      case 'Try':
        return this.#attempt(node, of, before);
      case 'With': {
        const entered = this.expressions(node.items.map(({ value }) => value));
        if (entered.acts && !before) return entered;
        const inner = this.#block(node.body, of, before);
        // An error in it is passed over.
        const isSuppressed = node.items.some(({ value }) => suppresses(value, this.values));
        return isSuppressed ? { acts: inner.acts, found: inner.found } : inner;
      }
      default:
        return this.#others(node, of, before);
    }
  }

  #assigned({ value, targets }: NodeOf<'Assign'>, before: Proof | undefined): Outcome {
    const outcome = this.expressions([...(value ? [value] : []), ...targets]);
    const passed = before ?? (outcome.acts ? undefined : outcome.passed);
    if (value && passed) this.#given.set(value, passed);

    return outcome;
  }

  /** An own statement of a call that leaves: `abort(401)`, `sys.exit()`. */
  #evaluated(value: Expression): Outcome {
    const outcome = this.expression(value);
    const name = value.type === 'Call' ? (calledName(value) ?? '') : '';

    return /^(?:abort|exit|_exit)$/.test(name) ? { ...outcome, leaves: true } : outcome;
  }

  /** Loops, matches and what else may not run: a check in them says nothing of what comes after. */
  #others(node: AnyNode, of: FunctionNode, before: Proof | undefined): Outcome {
    return perhapsEach(childrenOf(node), (part) => this.#part(part, of, before), before);
  }

  #part(part: AnyNode, of: FunctionNode, before: Proof | undefined): Outcome {
    if (part.type === 'Block') return this.#block(part, of, before);
    if (part.type === 'Case') return this.#others(part, of, before);

    return this.expression(part);
  }

  #choice(node: If, of: FunctionNode, before: Proof | undefined): Outcome {
    const { test, body, otherwise } = node;
    const settled = settledTest(test, this.values);
    if (settled === true) return this.#block(body, of, before);
    if (settled === false) {
      return otherwise ? this.#block(otherwise, of, before) : { ...nothing, passed: before };
    }
    const asked = this.expression(test);
    if (asked.acts && !before) return asked;
    const { yes, no } = this.#decidedBy(node, of);
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

  /** In the wider reading, each side has a check behind it only where the other is refused. */
  #decidedBy(node: If, of: FunctionNode): Truth<AnyNode> {
    const { yes, no } = truthOf(node.test, this);
    if (!this.credentials || (!yes && !no)) return { yes, no };
    // Where no key is set, no one is refused; where one is, what is asked then decides.
    if (ofOptionalKey(node.test, this)) return { yes, no };
    const isOtherRefused = () =>
      node.otherwise
        ? this.#refusals.isRefusal(node.otherwise, of)
        : this.#refusals.isRefusedAfter(node, of);

    return {
      yes: yes && isOtherRefused() ? yes : undefined,
      no: no && this.#refusals.isRefusal(node.body, of) ? no : undefined,
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
    const outcome = value ? this.expression(value) : nothing;
    if (outcome.acts && !before) return outcome;

    this.addReturn(of, { value, passed: before ?? outcome.passed });
    return { acts: false, found: outcome.found, passed: before ?? outcome.passed, leaves: true };
  }

  /** All that is evaluated in it, from the inside out. */
  protected override readExpression(node: AnyNode): Outcome {
    switch (node.type) {
      case 'Function':
      case 'Block':
        return nothing;
      case 'Call': {
        const parts = this.expressions([node.callee, ...node.arguments]);
        return parts.acts ? parts : this.#called(node, parts);
      }
      case 'Conditional':
        return this.#either(node.test, node.yes, node.no);
      case 'Binary':
        if (node.operator === 'and') return this.#either(node.left, node.right, undefined);
        if (node.operator === 'or') return this.#either(node.left, undefined, node.right);
        return this.expressions([node.left, node.right]);
      case 'Subscript': {
        const parts = this.expressions(childrenOf(node));
        const proof =
          this.credentials && asksAuthorizer(node, this.values)
            ? { kind: 'credential' as const, node }
            : undefined;
        return proof && !parts.acts
          ? { ...parts, found: proof, passed: parts.passed ?? proof }
          : parts;
      }
      case 'Comprehension': {
        const { acts, found } = this.expressions([...node.clauses, node.element]);
        return { acts, found };
      }
      default:
        return this.expressions(childrenOf(node));
    }
  }

  /** What is evaluated on one of two conditions. */
  #either(
    test: Expression,
    then: Expression | undefined,
    otherwise: Expression | undefined,
  ): Outcome {
    const asked = this.expression(test);
    if (asked.acts) return asked;
    // Of an answer on a condition, what is refused is not asked.
    const { yes, no } = this.credentials ? {} : truthOf(test, this);
    const sides = [
      [then, yes],
      [otherwise, no],
    ] as const;
    const acts = sides.some(([side, proof]) => side && !proof && this.expression(side).acts);

    return { acts: acts && !asked.passed, found: asked.found ?? yes ?? no, passed: asked.passed };
  }

  /** Also what it is given to run: `filter(lambda key: key['kid'] == kid, KEYS)`. */
  #isInert(call: Call): boolean {
    const given = call.arguments.flatMap(({ value }) => this.values.functionsOf(value));

    return isInert(call, this.values) && !given.some(({ node }) => this.of(node).acts);
  }

  #raising(call: Call): Verifier | undefined {
    return this.credentials && raisesWhereWrong(call, this.credentials)
      ? { kind: 'credential', way: 'raises' }
      : undefined;
  }

  #called(call: Call, { passed, found }: Outcome): Outcome {
    const inner = { acts: false, passed, found };
    const verifier = verifierOf(call, this) ?? this.#raising(call);
    if (verifier) {
      const proof = { kind: verifier.kind, node: call };
      return verifier.way === 'raises'
        ? { acts: false, found: proof, passed: passed ?? proof }
        : inner;
    }
    if (this.#reading.isOnward?.(call)) return inner;
    const own = this.values.functionsOf(call.callee);
    const isGiven = this.#reading.isChange?.(call) || this.requested.has(call);
    if (own.length === 0) {
      const isHarmless =
        !isGiven ||
        this.#isInert(call) ||
        isHandOver(call, this.values) ||
        (this.credentials !== undefined && isReadOnly(call, this.credentials));
      return isHarmless || passed ? inner : { ...action, found };
    }

    const outcomes = own.map(({ node }) => (isRun(call, node) ? this.of(node) : nothing));
    const all = bringsCredential(call, this)
      ? onEachWay(outcomes.map((each) => each.passed))
      : undefined;
    return {
      acts: isGiven && !passed && outcomes.some(({ acts }) => acts),
      found: found ?? outcomes.find((each) => each.found)?.found,
      passed: passed ?? all,
    };
  }
}
