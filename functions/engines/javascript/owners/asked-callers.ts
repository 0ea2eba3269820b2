import { Budget } from '../../flow/index.ts';
import { isOfRight } from '../../signatures/index.ts';
import { callsAround } from '../calls-around.ts';
import { calledFrom } from '../decided/called-from.ts';
import type { Places } from '../evidence.ts';
import { holderOf } from '../members.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
  literalText,
  memberName,
} from '../syntax.ts';
import { textIn } from '../text-in.ts';
import type { Values } from '../value.ts';
import { isAskedOtherwise } from './asked-otherwise.ts';
import { calledOf, isAskingUse, isLogging, isNothing, isPutOn, rootOf } from './asking-uses.ts';
import type { CallerIdentity } from './caller-identity.ts';
import type { WayTo } from './ways-to.ts';

/** Knows whether code asks, on the way to something, whose it is: by its names, so that what is not reported may be as bad. */
export class AskedCallers {
  readonly #values: Values;
  readonly #places: Places;
  readonly #identity: CallerIdentity;
  readonly #budget = new Budget(MOST_STEPS);

  constructor(values: Values, places: Places, identity: CallerIdentity) {
    this.#values = values;
    this.#places = places;
    this.#identity = identity;
  }

  /**
   * Whether who calls, or a right of theirs, may be asked for there.
   *
   * @param kept what keeps who calls with an item, or names a group for another, and asks nothing by that
   * @param isServed whether a framework calls where the way begins
   * @throws CodeNotAnalysed when it is too much to follow.
   */
  mayAsk(way: WayTo, kept: readonly AnyNode[], isServed: boolean): boolean {
    const beside = this.#besideEntry(way.entry);
    if (beside.some((each) => this.#isUnknownGuard(each))) return true;
    const isOfRequest = this.#requestsOf(way.entry);
    const own = calledFrom(way.nodes, this.#values, this.#places);
    const before = calledFrom(beside, this.#values, this.#places);
    this.#budget.spend(own.size + before.size);
    // A step of a state machine, and what another function calls, is no request.
    if (!isServed && ![...own].some(isPartOfRequest)) return true;

    return (
      [...own].some((node) => this.#asks(node, isOfRequest, kept)) ||
      [...before].some((node) => this.#asksBefore(node))
    );
  }

  #asks(node: AnyNode, isOfRequest: (node: AnyNode) => boolean, kept: readonly AnyNode[]): boolean {
    if (kept.some((each) => isWithin(node, each))) return false;
    if (isOfRight(textIn(node) ?? '') || isRefusal(node)) return true;
    if (isAskedOtherwise(node, this.#values)) return true;
    if (isCall(node)) {
      if (isLogging(node)) return false;
      if (this.#values.functionsOf(node.callee).length > 0) return false;
      return node.arguments.some(isOfRequest) && !isPlain(node);
    }
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false;
    const around = parentOf(node);
    if (around?.type === 'MemberExpression' && around.object === node) return false;
    if (isName(node)) return false;

    return this.#identity.isIn(node)
      ? isAskingUse(node)
      : isOfRequest(rootOf(node)) && isPutOn(node);
  }

  /** What stands before a route may look up who calls, by whatever it likes. */
  #asksBefore(node: AnyNode): boolean {
    if (isOfRight(textIn(node) ?? '') || isRefusal(node)) return true;
    if (isAskedOtherwise(node, this.#values)) return true;
    if (
      node.type === 'MemberExpression' &&
      /^(?:params|body|query|pathParameters)$/.test(fieldRead(node) ?? '')
    )
      return true;
    if (node.type !== 'BinaryExpression' || !/^(?:[!=]==?|[<>]=?)$/.test(node.operator))
      return false;
    const sides = [node.left, node.right];

    return (
      sides.some((each) => this.#identity.isIn(each)) &&
      !sides.some((each) => isNothing(each) || literalText(each) !== undefined)
    );
  }

  /** What stands beside a function where it is given to a framework or a wrapper, and what an application runs before all. */
  #besideEntry(entry: FunctionNode): readonly AnyNode[] {
    const uses = [entry, ...(holderOf(entry)?.reads ?? [])];
    const around = uses.flatMap((use) => callsAround(use));
    const beside = around.flatMap((call) => [
      ...call.arguments.filter(
        (each) => !uses.includes(each) && literalText(each) === undefined && !isFramed(each, entry),
      ),
      ...this.#values.functionsOf(call.callee),
      // What wraps it and is not seen.
      ...(this.#isAbsent(call.callee) ? [call.callee] : []),
    ]);
    const before = ['use', 'all', 'addHook', 'onRequest', 'before', 'param'].flatMap((name) =>
      this.#values
        .callsOf(name)
        .filter((call) => !/^Promise\./.test(calledOf(call)))
        .flatMap((call) => call.arguments),
    );

    return [...beside, ...before.filter((each) => !isRouter(each))].flatMap((each) => [
      each,
      ...this.#values.functionsOf(each),
    ]);
  }

  /** A guard whose code is not seen, and whose name is not that of one that only asks who it is. */
  #isUnknownGuard(node: AnyNode): boolean {
    if (this.#values.functionsOf(node).length > 0 || node.type === 'Literal') return false;
    const name = nameOf(node);
    const names = [...this.#values.namesOf(node), name];
    if (authenticating.test(name)) return false;

    return this.#isAbsent(node) || names.some((each) => guarding.test(each));
  }

  /** Whether it is of a file that is not there, as in a layer, or of what is not known at all. */
  #isAbsent(node: AnyNode): boolean {
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false;

    return this.#values
      .valuesOf(node)
      .every(
        (value) =>
          (value.kind === 'name' || value.kind === 'made') && /^module:[./?]/.test(value.name),
      );
  }

  #requestsOf(entry: FunctionNode): (node: AnyNode) => boolean {
    return (node) =>
      node.type === 'Identifier' &&
      (bindingOf(node)?.definitions ?? []).some(
        (each) =>
          each.kind === 'parameter' &&
          each.of === entry &&
          each.index < 2 &&
          each.path.length === 0,
      ) &&
      !/^(?:res|response|reply|callback|cb|next)$/i.test(node.name);
  }
}

const guarding =
  /guard|own|allow|access|acl|check|restrict|protect|authori[sz]e|can\b|policy|casl|basic|api_?key|hmac|signature|webhook|secure/i;
const authenticating =
  /passport|jwt|authenticat|isAuth|requireAuth|verifyToken|validate|check(?:Token|Auth|Jwt|Login)|cors/i;

/** What has routes of its own, which asks what it likes of those. */
function isRouter(node: AnyNode): boolean {
  return node.type === 'Identifier' && /route/i.test(node.name);
}

/** The function itself, in another form. */
function isFramed(node: AnyNode, entry: FunctionNode): boolean {
  return node.start <= entry.start && entry.end <= node.end;
}

/** `event.pathParameters`, `const { body } = event` */
function isPartOfRequest(node: AnyNode): boolean {
  if (node.type === 'MemberExpression') return parts.test(fieldRead(node) ?? '');

  return (
    node.type === 'ObjectPattern' &&
    node.properties.some((each) => each.type === 'Property' && parts.test(memberName(each) ?? ''))
  );
}

const parts =
  /^(?:pathParameters|queryStringParameters|multiValueQueryStringParameters|body|rawQueryString|params|query)$/;

/** `auth`, `auth()`, `guards.auth` */
function nameOf(node: AnyNode): string {
  if (isCall(node)) return calledName(node) ?? '';

  return (node.type === 'MemberExpression' ? fieldRead(node) : textIn(node)) ?? '';
}

/** `statusCode: 403` */
function isRefusal(node: AnyNode): boolean {
  return node.type === 'Literal' && (node.value === 403 || node.value === '403');
}

/** The name of a field or of what is declared, which is no use. */
function isName(node: AnyNode): boolean {
  const around = parentOf(node);
  if (around?.type === 'VariableDeclarator') return around.id === node;
  if (around?.type === 'Property')
    return around.value !== node || parentOf(around)?.type === 'ObjectPattern';
  if (around?.type === 'AssignmentExpression') return around.left === node;
  if (around?.type === 'MemberExpression') return around.property === node && !around.computed;

  return isFunction(around);
}

function isWithin(node: AnyNode, outer: AnyNode): boolean {
  for (
    let at: AnyNode | undefined = node, steps = 0;
    at && steps < MOST_ABOVE;
    at = parentOf(at), steps += 1
  )
    if (at === outer) return true;
  return false;
}

/** What is given all of a request, and only reads or answers. */
function isPlain(call: CallNode): boolean {
  return /^(?:JSON\.stringify|next|callback|done|Object\.\w+|structuredClone)$/.test(
    calledOf(call),
  );
}

const MOST_ABOVE = 40;
/** Of nodes on the ways to all that is asked about. */
const MOST_STEPS = 200_000;
