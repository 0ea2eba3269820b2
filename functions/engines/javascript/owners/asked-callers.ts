import { Budget } from '../../flow/index.ts';
import { isOfAuthorizer, isOfCaller, isOfRight } from '../../signatures/index.ts';
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
import type { Values } from '../value.ts';
import { type CallerIdentity, isFinding } from './caller-identity.ts';
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
    if (isCall(node)) {
      if (isLogging(node)) return false;
      if (this.#values.functionsOf(node.callee).length > 0) return false;
      return node.arguments.some(isOfRequest) && !isPlain(node);
    }
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false;
    const around = parentOf(node);
    if (around?.type === 'MemberExpression' && around.object === node) return false;
    if (isName(node)) return false;

    return this.#identity.isIn(node) && isAskingUse(node);
  }

  /** What stands before a route may look up who calls, by whatever it likes. */
  #asksBefore(node: AnyNode): boolean {
    if (isOfRight(textIn(node) ?? '') || isRefusal(node)) return true;
    if (
      node.type === 'MemberExpression' &&
      /^(?:params|body|query|pathParameters)$/.test(fieldRead(node) ?? '')
    )
      return true;
    if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(node.operator)) return false;
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
  /guard|own|allow|access|acl|check|restrict|protect|authori[sz]e|can\b|policy|casl/i;
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

function callsAround(use: AnyNode): readonly CallNode[] {
  const calls: CallNode[] = [];
  let at = parentOf(use);
  for (let count = 0; at && count < MOST_AROUND && !isFunction(at); count += 1) {
    if (isCall(at)) calls.push(at);
    at = parentOf(at);
  }
  return calls;
}

const MOST_AROUND = 6;

function textIn(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'Identifier':
    case 'PrivateIdentifier':
      return node.name;
    case 'TemplateElement':
      return node.value.cooked ?? undefined;
    case 'Literal':
      return literalText(node);
    default:
      return undefined;
  }
}

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

/** Whether what is known of who calls is put to any use there, but to see whether it is there, to keep it under a name or to log it. */
function isAskingUse(node: AnyNode): boolean {
  let at: AnyNode = node;
  if (node.type === 'MemberExpression' && !isPlainField(fieldRead(node))) return true;
  for (let steps = 0; steps < MOST_ABOVE; steps += 1) {
    const around = parentOf(at);
    switch (around?.type) {
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'ParenthesizedExpression':
      case 'TemplateLiteral':
      case 'SpreadElement':
      case 'SequenceExpression':
      case 'ArrayExpression':
      case 'LogicalExpression':
        break;
      case 'UnaryExpression':
        break;
      case 'ConditionalExpression':
      case 'IfStatement':
        if (around.test === at) return false;
        break;
      case 'BinaryExpression': {
        if (!/^[!=]==?$/.test(around.operator))
          return around.operator !== '+' ? true : !isLogged(around);
        const other = around.left === at ? around.right : around.left;
        return !isNothing(other);
      }
      case 'MemberExpression':
        if (around.object !== at) return true;
        // `auth.split(' ')[1]`
        break;
      case 'Property':
        if (isLogged(around)) return false;
        return true;
      case 'CallExpression':
      case 'NewExpression':
        if (isLogging(around) || isFinding(around)) return false;
        if (
          around.callee === at &&
          /^(?:split|replace|trim|toString|slice|substring|pop|toLowerCase|startsWith)$/.test(
            calledName(around) ?? '',
          )
        )
          break;
        return (
          !isLogged(around) && !/^(?:JSON\.parse|String|Number|parseInt)$/.test(calledOf(around))
        );
      case 'VariableDeclarator':
      case 'ExpressionStatement':
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
      case 'AssignmentPattern':
        return false;
      case 'AssignmentExpression':
        return false;
      default:
        return true;
    }
    at = around;
  }
  return true;
}

function calledOf({ callee }: CallNode): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier'
    ? `${callee.object.name}.${fieldRead(callee)}`
    : '';
}

/** Fields that say no more than who it is. */
function isPlainField(field: string | undefined): boolean {
  if (field === undefined) return true;
  return (
    isOfCaller(field) ||
    isOfAuthorizer(field) ||
    /^(?:_?id|sub|username|cognito:username|email|name|requestContext|lambda|uuid|0|1|length|headers|authorization|token|locals|raw)$/i.test(
      field,
    )
  );
}

function isLogging(call: CallNode): boolean {
  return /^(?:console|logger|log|winston|pino)\.|^log$/i.test(calledOf(call));
}

function isLogged(node: AnyNode): boolean {
  for (
    let at: AnyNode | undefined = node, steps = 0;
    at && steps < MOST_ABOVE;
    at = parentOf(at), steps += 1
  ) {
    if (isCall(at) && isLogging(at)) return true;
    if (isFunction(at)) return false;
  }
  return false;
}

/** What is given all of a request, and only reads, logs or answers. */
function isPlain(call: CallNode): boolean {
  return (
    isLogging(call) ||
    /^(?:JSON\.stringify|next|callback|done|Object\.\w+|structuredClone)$/.test(calledOf(call))
  );
}

function isNothing(node: AnyNode): boolean {
  return (
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'Literal' &&
      (node.value === null || node.value === '' || node.value === false || node.value === 0)) ||
    (node.type === 'UnaryExpression' && node.operator === 'void')
  );
}

const MOST_ABOVE = 40;
/** Of nodes on the ways to all that is asked about. */
const MOST_STEPS = 2_000_000;
