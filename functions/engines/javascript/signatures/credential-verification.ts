import { action, nothing, type Outcome as OutcomeOf, type Truth } from '../../signatures/index.ts';
import { bindingOf, parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
} from '../syntax.ts';
import { rejectionOf, roleIn } from './call-ends.ts';
import { isDecision } from './decisions.ts';
import { endsInTime } from './ends-in-time.ts';
import { isNext } from './guard-verification.ts';
import { isAnswer } from './inert-calls.ts';
import { refuses } from './refusals.ts';
import { isSureError } from './sure-errors.ts';
import type { TestOutcomes } from './test-outcomes.ts';
import { isUnsetWhere } from './unset.ts';
import type { Verdicts } from './verdicts.ts';
import { leaves, type Proof, Verification } from './verification.ts';

type Outcome = OutcomeOf<AnyNode>;

export interface CredentialSettings {
  readonly outcomes: TestOutcomes;
  /** Functions whose results callers get. */
  readonly answering: ReadonlySet<FunctionNode>;
  /** What it is to hand a request on to the next function: `acts` in a guard, `passes` in what runs before a route. */
  readonly next?: 'acts' | 'passes' | undefined;
  /** Whether all that it calls acts, but what is known not to, be it asked for alike by everyone. */
  readonly isStrict?: boolean | undefined;
  /** What is known of an expression by the framework that it is of. */
  readonly knownOf?: ((node: AnyNode) => Outcome | undefined) | undefined;
  /** Whether what a condition leads to is left out, as it is judged elsewhere. */
  readonly isLeftOut?: ((test: AnyNode) => boolean) | undefined;
}

/**
 * Reads the same functions for less: where requests are refused by a credential that they have to bring. Here it is no
 * act to look something up before; it is one to answer with what was found, as it is to change anything.
 */
export class CredentialVerification extends Verification {
  readonly #verdicts: Verdicts;
  readonly #outcomes: TestOutcomes;
  readonly #answering: Map<FunctionNode, boolean>;
  readonly #next: CredentialSettings['next'];
  readonly #isStrict: boolean;
  readonly #knownOf: CredentialSettings['knownOf'];
  readonly #isLeftOut: CredentialSettings['isLeftOut'];

  constructor(
    values: Verification['values'],
    requested: Verification['requested'],
    budget: ConstructorParameters<typeof Verification>[2],
    settings: CredentialSettings,
  ) {
    super(values, requested, budget);
    const { outcomes, answering, next, isStrict = false, knownOf, isLeftOut } = settings;
    this.#outcomes = outcomes;
    this.#verdicts = outcomes.verdicts;
    this.#answering = new Map([...answering].map((of) => [of, true]));
    this.#next = next;
    this.#isStrict = isStrict;
    this.#knownOf = knownOf;
    this.#isLeftOut = isLeftOut;
  }

  protected override truth(test: AnyNode, around: AnyNode): Truth<AnyNode> {
    const { yes, no } = super.truth(test, around);
    const [then, otherwise] = branchesOf(around);
    const isRefused = (branch: readonly AnyNode[], proof: Proof) =>
      branch.some((each) => refuses(each, this.values, isDecision(proof.node, this.#verdicts)));
    // Few conditions are tests: what they lead to is looked at last.
    const decided = (branch: readonly AnyNode[] | undefined, refused: boolean) => {
      const proof = branch && branch.length > 0 ? this.#decided(test, refused) : undefined;
      return branch && proof && isRefused(branch, proof) ? proof : undefined;
    };

    return { yes: yes ?? decided(otherwise, false), no: no ?? decided(then, true) };
  }

  #decided(test: AnyNode, refused: boolean): Proof | undefined {
    const passed = this.#outcomes.passedWhere(!refused, test);

    return passed && passed !== 'never' ? { kind: 'credential', node: passed } : undefined;
  }

  protected override readStatement(node: AnyNode, of: FunctionNode, before?: Proof): Outcome {
    if (node.type !== 'IfStatement') return super.readStatement(node, of, before);
    // `if (KEY) { if (given !== KEY) return refused; }`
    if (!node.alternate && isUnsetWhere(false, node.test, this.values)) {
      return this.statement(node.consequent, of, before);
    }
    if (!this.#isLeftOut?.(node.test)) return super.readStatement(node, of, before);

    return node.alternate ? this.statement(node.alternate, of, before) : nothing;
  }

  protected override readExpression(node: AnyNode): Outcome {
    const known = this.#knownOf?.(node);
    if (known) return known;
    if (node.type === 'AssignmentExpression' && isBody(node.left) && this.#discloses(node.right)) {
      return action;
    }
    if (isNext(node) && this.#next === 'acts') return action;
    if (needsAuthorizer(node)) {
      const proof: Proof = { kind: 'credential', node };
      return { acts: false, found: proof, passed: proof };
    }
    if (!isCall(node)) return super.readExpression(node);
    if (this.#next && isNext(node.callee)) return this.#handedOn(node);
    if (this.#rejects(node)) {
      const given = this.expressions(node.arguments);
      const proof: Proof = { kind: 'credential', node };
      return given.acts || given.passed ? given : { acts: false, found: proof, passed: proof };
    }
    return this.#isDisclosing(node) ? action : super.readExpression(node);
  }

  #handedOn(call: CallNode): Outcome {
    const [error] = call.arguments;
    const isEnd = error !== undefined && isSureError(error, this.values);

    return this.#next === 'passes' || isEnd ? this.expressions(call.arguments) : action;
  }

  /** Whether what comes after it runs only where the credential is right. */
  #rejects(call: CallNode): boolean {
    const verdict = rejectionOf(call, this.#verdicts);
    if (verdict === undefined || !endsInTime(call, verdict)) return false;

    return verdict !== 'perhaps' || isRefusedAround(call, this.values);
  }

  protected override functionsIn(call: CallNode): readonly FunctionNode[] {
    return this.#verdicts.ownFunctions(call.callee);
  }

  protected override isAct(call: CallNode): boolean {
    // What is sent acts, and not what is to be sent.
    if (call.type === 'NewExpression' && /Command$/.test(calledName(call) ?? '')) return false;
    const role = roleIn(call, this.#verdicts);
    if (role !== 'changes' && this.#verdicts.originOf(call).verdict === call) return false;
    if (role === 'changes')
      return this.requested.has(call) || !beginning.test(calledName(call) ?? '');

    // `client.get(…).promise()`, or of a name for that: what is called before it is asked by itself.
    if (role === undefined && isChained(call)) return false;

    return role === undefined && (this.#isStrict || this.requested.has(call));
  }

  protected override returned(
    value: AnyNode | undefined,
    passed: Proof | undefined,
    of: FunctionNode,
  ): Outcome {
    const outcome = super.returned(value, passed, of);
    if (passed || !value || outcome.acts || outcome.passed || !this.#isAnswering(of))
      return outcome;

    return this.#discloses(value) ? { acts: true, found: outcome.found } : outcome;
  }

  /** Whether callers get what it returns: of `return list(event)` it is what `list` does. */
  #isAnswering(of: FunctionNode): boolean {
    const known = this.#answering.get(of);
    if (known !== undefined) return known;
    this.#answering.set(of, false);
    const isIt =
      this.#verdicts.brings(of) &&
      this.values.sitesOf(of).some(({ call, isCallback }) => {
        const within = scopeOf(call).function;
        const isGiven = call.arguments.some((each) => this.#verdicts.originOf(each).request);
        return !isCallback && within && isGiven && isReturned(call) && this.#isAnswering(within);
      });

    this.#answering.set(of, isIt);
    return isIt;
  }

  /** `response.json(found)`, `callback(null, found)`. */
  #isDisclosing(call: CallNode): boolean {
    const { callee, arguments: given } = call;
    const isMethod =
      callee.type === 'MemberExpression' &&
      answering.has(fieldRead(callee) ?? '') &&
      this.#verdicts.ownFunctions(callee).length === 0 &&
      this.#verdicts.originOf(callee.object).request === true;
    if (!isMethod && (!isAnswer(callee, this.values) || isOfPromise(callee))) return false;

    return given.some((each) => this.#discloses(each));
  }

  /** Whether it has what was looked up. */
  #discloses(node: AnyNode, depth = 0): boolean {
    if (!this.#verdicts.originOf(node).stored) return false;
    if (depth > MOST_NESTED) return true;
    const discloses = (each: AnyNode) => this.#discloses(each, depth + 1);
    if (node.type === 'AwaitExpression') return discloses(node.argument);
    if (node.type === 'ConditionalExpression') {
      const { yes, no } = this.truth(node.test, node);
      return (!yes && discloses(node.consequent)) || (!no && discloses(node.alternate));
    }
    const own = isCall(node) ? this.functionsIn(node) : [];
    const isHandedOn =
      isCall(node) && node.arguments.some((each) => this.#verdicts.originOf(each).request);
    if (own.length === 0 || !isHandedOn) return true;

    return own.some((of) => {
      const { acts, found } = this.of(of);
      return acts || !found;
    });
  }
}

/** What a condition leads to. */
function branchesOf(around: AnyNode): readonly (readonly AnyNode[])[] {
  if (around.type === 'ConditionalExpression') return [[around.consequent], [around.alternate]];
  if (around.type !== 'IfStatement') return [];
  const { consequent, alternate } = around;
  if (alternate) return [[consequent], [alternate]];

  return [[consequent], leaves(consequent) ? restAfter(around) : []];
}

/** How the same block ends, to which a branch that leaves does not come. */
function restAfter(statement: AnyNode): readonly AnyNode[] {
  const block = parentOf(statement);
  const rest: readonly AnyNode[] = block?.type === 'BlockStatement' ? block.body.slice(-2) : [];

  return rest.filter(({ start }) => start > statement.start);
}

function isReturned(call: CallNode): boolean {
  const around = parentOf(call);
  const at = around?.type === 'AwaitExpression' ? around : call;
  const outer = parentOf(at);

  return outer?.type === 'ReturnStatement' || (isFunction(outer) && outer.body === at);
}

function isChained({ callee, arguments: given }: CallNode): boolean {
  if (given.length > 0 || callee.type !== 'MemberExpression') return false;

  return isCall(callee.object) || fieldRead(callee) === 'promise';
}

/** Whether an error of it is answered so: `try { await verify(token) } catch { return refused }`. */
function isRefusedAround(call: CallNode, values: Verification['values']): boolean {
  for (
    let at: AnyNode = call, up = parentOf(at);
    up && !isFunction(at);
    at = up, up = parentOf(at)
  ) {
    if (up.type !== 'TryStatement' || up.block !== at) continue;
    return up.handler ? leaves(up.handler.body) && refuses(up.handler.body, values) : false;
  }
  return false;
}

/** `resolve` of `new Promise((resolve) => …)`: what it is given goes on. */
function isOfPromise(callee: AnyNode): boolean {
  const [definition] = bindingOf(callee)?.definitions ?? [];

  return definition?.kind === 'parameter' && parentOf(definition.of)?.type === 'NewExpression';
}

/**
 * `event.requestContext.authorizer.claims.sub`, which throws where a route has no authorizer: there may be claims, but
 * none in them. Not of an event that the code has filled itself.
 */
function needsAuthorizer(node: AnyNode): boolean {
  if (node.type !== 'MemberExpression' || node.optional) return false;
  const around = parentOf(node);
  const isTakenApart =
    around?.type === 'VariableDeclarator' &&
    around.init === node &&
    around.id.type === 'ObjectPattern';

  return isOfAuthorizer(node.object) || (isTakenApart && isOfAuthorizer(node));
}

function isOfAuthorizer(node: AnyNode): boolean {
  const context = memberOf(memberOf(node), 'authorizer');
  const event = memberOf(context, 'requestContext');
  const binding = event && bindingOf(event);
  const [definition, ...others] = binding?.definitions ?? [];

  return (
    definition?.kind === 'parameter' &&
    definition.path.length === 0 &&
    others.length === 0 &&
    !binding?.writes.some(({ path }) => path.length > 0)
  );
}

/** What a field is read of, if it surely throws where that is nothing. */
function memberOf(node: AnyNode | undefined, field?: string): AnyNode | undefined {
  if (node?.type !== 'MemberExpression' || node.optional) return undefined;

  return field === undefined || fieldRead(node) === field ? node.object : undefined;
}

/** `context.body` of Koa. */
function isBody(target: AnyNode): boolean {
  return (
    target.type === 'MemberExpression' &&
    fieldRead(target) === 'body' &&
    target.object.type === 'Identifier'
  );
}

const answering: ReadonlySet<string> = new Set(
  'json jsonp send end text html body write render redirect sendFile download'.split(' '),
);

/** What is begun once, and changes nothing of whom a request names. */
const beginning = /^(?:create|add|set|register|subscribe|push|write|emit|copy|store|on)/;

const MOST_NESTED = 6;
