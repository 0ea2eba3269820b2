import { nothing, type Outcome } from '../../signatures/index.ts';
import { holderOf, returnStatementsOf } from '../members.ts';
import { optionIn, truthOf as plainTruthOf, textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
} from '../syntax.ts';
import { isAwaited } from './awaited.ts';
import type { Entered } from './entered.ts';
import { isOfContext } from './nest-context.ts';
import { memberOf, onlyClass, sharedText } from './nest-decorators.ts';
import type { NestGuard } from './nest-guard.ts';
import { hasModuleKey, isNestKey, verifiesTokens } from './nest-keys.ts';
import { isOwnValue } from './origin.ts';
import type { CredentialReading } from './readings.ts';
import { refusingGuard } from './refusing-guards.ts';
import { confirmedBy } from './truth-of.ts';
import { type Proof, Verification } from './verification.ts';

/** Reads what `@UseGuards` is given. */
export class NestGuards {
  readonly #code: Entered;
  readonly #known = new Map<ClassNode, NestGuard | undefined>();
  #verifiesTokens: boolean | undefined;

  readonly #credential: CredentialReading | undefined;

  /** @param credential of guards that refuse by a credential, and are not proved. */
  constructor(code: Entered, credential?: CredentialReading) {
    this.#code = code;
    this.#credential = credential;
  }

  /** Undefined of what is no guard, or lets on others too. */
  of(node: AnyNode, depth = 0): NestGuard | undefined {
    const { values } = this.#code;
    if (depth > MOST_BASES) return undefined;
    if (isCall(node) && node.type === 'CallExpression') return this.#ofPassport(node);
    const at = node.type === 'NewExpression' ? node.callee : node;
    const of = onlyClass(at, values);
    if (!of) return undefined;
    if (!this.#known.has(of)) {
      this.#known.set(of, undefined);
      this.#known.set(of, this.#ofClass(of, depth));
    }

    return this.#known.get(of);
  }

  /** Whether a guard that is none, or a filter of errors, does something that a request decides. */
  mayAct(node: AnyNode, method: 'canActivate' | 'catch' = 'canActivate'): boolean {
    const { values } = this.#code;
    const at = node.type === 'NewExpression' ? node.callee : node;
    const functions = values.valuesOf(at).flatMap((value) => {
      if (value.kind === 'class') return memberOf(value.node, method) ?? [];
      const given = value.kind === 'object' ? optionIn(values, value.node, method) : undefined;
      return given ? values.functionsOf(given) : [];
    });

    return functions.some((of) => this.acts(of));
  }

  /** Whether a function that NestJS gives its context does something that a request decides. */
  acts(of: FunctionNode): boolean {
    return this.#reader().of(of).acts;
  }

  /** `AuthGuard('jwt')` */
  #ofPassport(call: CallNode): NestGuard | undefined {
    const { values } = this.#code;
    const isIt = values.namesOf(call.callee).includes('module:@nestjs/passport.AuthGuard');
    const [strategy, ...more] = call.arguments;
    const isJwt = textOf(strategy) === 'jwt' && more.length === 0;

    this.#verifiesTokens ??= verifiesTokens(this.#code, (key) => this.#isKey(key));
    return isIt && isJwt && this.#verifiesTokens
      ? { proof: { kind: 'jwt', node: call }, publicBy: [] }
      : undefined;
  }

  #ofClass(of: ClassNode, depth: number): NestGuard | undefined {
    if (isChangedLater(of)) return undefined;
    const base = of.superClass ? this.of(of.superClass, depth + 1) : undefined;
    const activate = memberOf(of, 'canActivate');
    const handle = memberOf(of, 'handleRequest');
    if (of.superClass) {
      if (!base || (handle && !refusesNoUser(handle))) return undefined;
      return activate ? this.#ofOverridden(activate, base) : base;
    }

    return activate && this.#ofActivate(activate);
  }

  /** What it returns must be what its base says, or no. */
  #ofOverridden(activate: FunctionNode, { proof, publicBy }: NestGuard): NestGuard | undefined {
    const keys: (string | undefined)[] = [...publicBy];
    const answers =
      activate.body.type === 'BlockStatement'
        ? returnStatementsOf(activate.body).flatMap(({ argument }) => argument ?? [])
        : [activate.body];
    const isAsked = answers.every((answer) => {
      if (isOfBase(answer) || plainTruthOf(answer) === false) return true;
      const test = testAround(answer) ?? testWithin(answer);
      const key = test && this.#keyIn(test);
      if (!key) return false;
      keys.push(key.text);
      return true;
    });

    return isAsked ? { proof, publicBy: keys } : undefined;
  }

  #ofActivate(activate: FunctionNode): NestGuard | undefined {
    const reader = this.#reader();
    const proof = confirmedBy(activate, reader, 0);
    if (proof || !this.#credential) return proof && { proof, publicBy: reader.keys };

    return refusingGuard(activate, this.#code, this.#credential, {
      keyIn: (test) => this.#keyIn(test),
      proofOf: (call) => this.#proofOfService(call),
    });
  }

  /** With a default, too, where no more is asked for than a credential. */
  #isKey(key: AnyNode): boolean {
    const isLenient =
      this.#credential !== undefined &&
      textOf(key) === undefined &&
      isOwnValue(this.#credential.outcomes.verdicts.originOf(key));

    return isLenient || isNestKey(key, this.#code);
  }

  #reader(): NestVerification {
    const { values, verification, budget } = this.#code;

    return new NestVerification(
      values,
      verification.requested,
      budget,
      (test) => this.#keyIn(test),
      (call) => this.#proofOfService(call),
    );
  }

  /** `this.reflector.getAllAndOverride(KEY, […])`, or a name for it. */
  #keyIn(test: AnyNode, depth = 0): { readonly text: string | undefined } | undefined {
    if (depth > MOST_STEPS) return undefined;
    if (test.type === 'AwaitExpression') return this.#keyIn(test.argument, depth + 1);
    if (test.type === 'Identifier') {
      const [definition, ...others] = bindingOf(test)?.definitions ?? [];
      const isOne =
        definition?.kind === 'value' && definition.path.length === 0 && others.length === 0;
      return isOne ? this.#keyIn(definition.node, depth + 1) : undefined;
    }
    if (!isCall(test) || test.callee.type !== 'MemberExpression') return undefined;
    const { object } = test.callee;
    const isReflector =
      object.type === 'MemberExpression' && /^_?reflector$/i.test(fieldRead(object) ?? '');
    if (!isReflector || !/^get(?:AllAndOverride|AllAndMerge)?$/.test(calledName(test) ?? '')) {
      return undefined;
    }

    const { modules, values } = this.#code;
    return { text: sharedText(test.arguments[0], modules, values) };
  }

  /** `this.jwtService.verifyAsync(token)`, which throws where the token is wrong. */
  #proofOfService(call: CallNode): Proof | undefined {
    const { modules, values } = this.#code;
    const { callee } = call;
    const method = calledName(call) ?? '';
    if (callee.type !== 'MemberExpression' || !/^verify(?:Async)?$/.test(method)) return undefined;
    const { object } = callee;
    const isService =
      object.type === 'MemberExpression' &&
      object.object.type === 'ThisExpression' &&
      /^_?jwt(?:Service)?$/i.test(fieldRead(object) ?? '') &&
      values.functionsOf(callee).length === 0 &&
      [...modules.files.values()].some(({ requests }) => requests.has('@nestjs/jwt'));
    if (!isService || (method === 'verifyAsync' && !isAwaited(call))) return undefined;
    const settings = call.arguments[1];
    const given = ['secret', 'publicKey'].flatMap(
      (name) => (settings && optionIn(values, settings, name)) ?? [],
    );
    const isOwn = settings
      ? given.length > 0 && given.every((key) => this.#isKey(key))
      : hasModuleKey(this.#code, (key) => this.#isKey(key));

    return isOwn ? { kind: 'jwt', node: call } : undefined;
  }
}

/** Leaves out what a guard does for routes that are marked as public. */
class NestVerification extends Verification {
  readonly keys: (string | undefined)[] = [];
  readonly #keyIn: (test: AnyNode) => { readonly text: string | undefined } | undefined;
  readonly #proofOf: (call: CallNode) => Proof | undefined;

  constructor(
    values: Verification['values'],
    requested: Verification['requested'],
    budget: ConstructorParameters<typeof Verification>[2],
    keyIn: (test: AnyNode) => { readonly text: string | undefined } | undefined,
    proofOf: (call: CallNode) => Proof | undefined,
  ) {
    super(values, requested, budget);
    this.#keyIn = keyIn;
    this.#proofOf = proofOf;
  }

  protected override readStatement(
    node: AnyNode,
    of: FunctionNode,
    before?: Proof,
  ): Outcome<AnyNode> {
    const key = node.type === 'IfStatement' ? this.#keyIn(node.test) : undefined;
    if (node.type !== 'IfStatement' || !key) return super.readStatement(node, of, before);
    this.keys.push(key.text);

    return node.alternate ? this.statement(node.alternate, of, before) : nothing;
  }

  protected override readExpression(node: AnyNode): Outcome<AnyNode> {
    if (isCall(node)) {
      const proof = this.#proofOf(node);
      if (proof) return { acts: false, found: proof, passed: proof };
      if (this.#keyIn(node)) return nothing;
    }
    return isOfContext(node, this.values) ? nothing : super.readExpression(node);
  }
}

/** `Guard.prototype.handleRequest = …` */
function isChangedLater(of: ClassNode): boolean {
  return holderOf(of)?.writes.some(({ path }) => path[0] === 'prototype') ?? false;
}

/** `super.canActivate(context)` */
function isOfBase(node: AnyNode): boolean {
  if (node.type === 'AwaitExpression') return isOfBase(node.argument);
  const callee = isCall(node) ? node.callee : undefined;

  return (
    callee?.type === 'MemberExpression' &&
    callee.object.type === 'Super' &&
    fieldRead(callee) === 'canActivate'
  );
}

/** Of `if (isPublic) return true;`, what is asked; undefined where the answer stands elsewhere. */
function testAround(answer: AnyNode): AnyNode | undefined {
  const statement = parentOf(answer);
  if (statement?.type !== 'ReturnStatement') return undefined;
  const around = parentOf(statement);
  const block = around?.type === 'BlockStatement' ? around : statement;
  const choice = parentOf(block);

  return choice?.type === 'IfStatement' && choice.consequent === block ? choice.test : undefined;
}

/** Of `isPublic || super.canActivate(context)`, and with `?`. */
function testWithin(answer: AnyNode): AnyNode | undefined {
  if (answer.type === 'LogicalExpression') {
    return answer.operator === '||' && isOfBase(answer.right) ? answer.left : undefined;
  }

  return answer.type === 'ConditionalExpression' && isOfBase(answer.alternate)
    ? answer.test
    : undefined;
}

/** `if (error || !user) throw …;` before all else of `handleRequest(error, user)`. */
function refusesNoUser({ params: [, user], body }: FunctionNode): boolean {
  if (body.type !== 'BlockStatement' || user?.type !== 'Identifier') return false;
  const binding = bindingOf(user);
  const isNoUser = (node: AnyNode): boolean =>
    (node.type === 'UnaryExpression' &&
      node.operator === '!' &&
      node.argument.type === 'Identifier' &&
      bindingOf(node.argument) === binding) ||
    (node.type === 'LogicalExpression' &&
      node.operator === '||' &&
      (isNoUser(node.left) || isNoUser(node.right)));

  for (const statement of body.body) {
    if (statement.type === 'IfStatement' && isNoUser(statement.test)) {
      const { consequent } = statement;
      const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
      return last?.type === 'ThrowStatement' && (binding?.writes.length ?? 0) === 0;
    }
    if (returnStatementsOf(statement).length > 0) return false;
  }
  return false;
}

const MOST_BASES = 4;
const MOST_STEPS = 6;
