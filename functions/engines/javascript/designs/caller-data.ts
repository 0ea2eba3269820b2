import { returnsOf } from '../members.ts';
import { bindingOf, type Definition, type Parameter, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { seenSites } from './seen-sites.ts';

/**
 * Knows what callers decide of an expression: through helpers, what these are given at each place. What API Gateway
 * itself says of a request (`requestContext`) is not theirs.
 */
export class CallerData {
  readonly #values: Values;
  #steps = 0;

  constructor(values: Values) {
    this.#values = values;
  }

  /** Whether no more is looked at, of code that is made to be long: each answer is then the safe one. */
  isSpent(): boolean {
    this.#steps += 1;

    return this.#steps > MOST_IN_ALL;
  }

  /** Whether a caller decides any part of it; what is not followed may be theirs. */
  has(node: AnyNode, depth = 0): boolean {
    if (depth > MOST_STEPS || this.isSpent()) return true;
    const has = (each: AnyNode) => this.has(each, depth + 1);

    switch (node.type) {
      case 'Identifier':
        return this.#hasName(node, depth);
      case 'ThisExpression':
        return true;
      case 'MemberExpression':
        if (this.contextField(node) !== undefined) return false;
        return has(node.object) || (node.computed && has(node.property));
      case 'Property':
        return has(node.value) || (node.computed && has(node.key));
      case 'CallExpression':
      case 'NewExpression':
        return this.#hasCall(node, depth);
      default:
        return childrenOf(node).some(has);
    }
  }

  /** Of what API Gateway says of a request, the field: `connectionId` of `event.requestContext.connectionId`. */
  contextField(node: AnyNode): string | undefined {
    const path = this.#pathOf(node);
    const [context, field, ...more] = path ?? [];

    return context === 'requestContext' && more.length === 0 && ofGateway.has(field ?? '')
      ? field
      : undefined;
  }

  /** Whether a field of what API Gateway says of a request decides some part of it, as of what was read by it. */
  isByContext(node: AnyNode, field: string, depth = 0): boolean {
    if (depth > MOST_STEPS || this.isSpent()) return false;
    if (this.contextField(node) === field) return true;
    const is = (each: AnyNode) => this.isByContext(each, field, depth + 1);
    if (node.type !== 'Identifier') return childrenOf(node).some(is);

    return (bindingOf(node)?.definitions ?? []).some(
      (each) => each.kind === 'value' && is(each.node),
    );
  }

  /** Whether it is all that a caller sends, and not a field of it by a name: `JSON.parse(event.body)`. */
  isWhole(node: AnyNode, depth = 0): boolean {
    if (depth > MOST_STEPS || this.isSpent()) return true;
    const is = (each: AnyNode) => this.isWhole(each, depth + 1);

    switch (node.type) {
      case 'AwaitExpression':
        return is(node.argument);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return is(node.expression);
      case 'LogicalExpression':
        return is(node.left) || is(node.right);
      case 'ConditionalExpression':
        return is(node.consequent) || is(node.alternate);
      case 'SpreadElement':
        return is(node.argument);
      case 'Identifier':
        return (bindingOf(node)?.definitions ?? []).some((each) => this.#isWholeOf(each, depth));
      case 'MemberExpression':
        return /^(?:body|rawBody)$/.test(fieldRead(node) ?? '') && this.has(node);
      case 'CallExpression':
      case 'NewExpression': {
        const own = this.#values.functionsOf(node.callee);
        if (own.length > 0) return own.some((of) => returnsOf(of).some(is));
        const { callee } = node;
        return (
          node.arguments.some(is) ||
          (callee.type === 'MemberExpression' &&
            /^(?:json|text|formData|parseBody|toString|trim|valid)$/.test(
              fieldRead(callee) ?? '',
            ) &&
            (is(callee.object) || this.#isRequest(callee.object)))
        );
      }
      default:
        return false;
    }
  }

  #isWholeOf(definition: Definition, depth: number): boolean {
    if (definition.kind === 'value') {
      const { node, path } = definition;
      if (path.length === 0) return this.isWhole(node, depth + 1);
      // `const { value } = schema.validate(body)`, `const { body } = request`
      const field = path.at(-1) ?? '';
      if (field === 'body') return this.has(node);
      return (
        /^(?:value|data|output)$/.test(field) &&
        isCall(node) &&
        /^(?:validate|safeParse)/i.test(calledName(node) ?? '') &&
        this.isWhole(node, depth + 1)
      );
    }
    if (definition.kind !== 'parameter') return false;
    const given = this.#givenTo(definition);
    if (!given) return definition.path.length === 0 || definition.path.at(-1) === 'body';

    return definition.path.length === 0 && given.some((each) => this.isWhole(each, depth + 1));
  }

  /** `c.req`, `request` */
  #isRequest(node: AnyNode): boolean {
    const name = node.type === 'MemberExpression' ? fieldRead(node) : undefined;

    return (
      /^(?:req|request)$/.test(name ?? '') ||
      (node.type === 'Identifier' && /^(?:req|request)$/.test(node.name))
    );
  }

  #hasName(node: AnyNode, depth: number): boolean {
    const binding = bindingOf(node);
    if (!binding) return false;
    // `arguments`, and the rest of what is given.
    if (binding.definitions.length === 0) return binding.scope.function !== undefined;
    if (this.contextField(node) !== undefined) return false;

    return (
      binding.definitions.some((each) => this.#hasDefined(each, depth)) ||
      binding.writes.some(({ value }) => this.has(value, depth + 1)) ||
      binding.reads.some((read) => this.#isFilledAt(read, node, depth))
    );
  }

  /** `list.push(body.email)`, `Object.assign(item, body)` */
  #isFilledAt(read: AnyNode, use: AnyNode, depth: number): boolean {
    if (read === use) return false;
    const around = parentOf(read);
    const call = around?.type === 'MemberExpression' ? parentOf(around) : around;
    if (!isCall(call)) return false;
    const isInto =
      around?.type === 'MemberExpression'
        ? around.object === read &&
          /^(?:push|unshift|splice|set|add|append)$/.test(fieldRead(around) ?? '')
        : call.arguments[0] === read && this.#values.namesOf(call.callee).includes('Object.assign');

    return isInto && call.arguments.some((each) => each !== read && this.has(each, depth + 1));
  }

  #hasDefined(definition: Definition, depth: number): boolean {
    if (definition.kind === 'value') return this.has(definition.node, depth + 1);
    if (definition.kind !== 'parameter') return definition.kind === 'this';
    const { index, path } = definition;
    const given = this.#givenTo(definition);
    if (!given) return !isOfLambda(definition.of.params[index]);

    return given.some((each) => this.has(fieldIn(each, path) ?? each, depth + 1));
  }

  /** What helpers of the code are given counts, and not what they do with it, but for what only a package knows. */
  #hasCall({ callee, arguments: given }: CallNode, depth: number): boolean {
    const has = (each: AnyNode) => this.has(each, depth + 1);
    if (given.some(has)) return true;
    const own = this.#values.functionsOf(callee);
    if (own.length > 0) return own.some((of) => returnsOf(of).some(has));

    return callee.type === 'MemberExpression' && has(callee.object);
  }

  /** What a parameter is given wherever the function is called; undefined of one that Lambda, or a framework, calls. */
  #givenTo({ of, index, path }: Parameter): readonly AnyNode[] | undefined {
    const sites = seenSites(this.#values, of);
    if (!sites) return undefined;
    if (sites.some(({ isCallback }) => isCallback)) {
      // `list.forEach((one) => …)` gives what the list has.
      const lists = sites.flatMap(({ call: { callee } }) =>
        callee.type === 'MemberExpression' &&
        /^(?:map|forEach|filter|find|then|reduce)$/.test(fieldRead(callee) ?? '')
          ? callee.object
          : [],
      );
      return lists.length === sites.length ? lists : undefined;
    }
    return sites.flatMap(({ call, shift }) => {
      const one = call.arguments[index + shift];
      return one ? [fieldIn(one, path) ?? one] : [];
    });
  }

  /** The fields that lead from the event to what an expression is; undefined where it is nothing of the event's. */
  #pathOf(node: AnyNode, depth = 0): readonly string[] | undefined {
    if (depth > MOST_STEPS || this.isSpent()) return undefined;
    switch (node.type) {
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return this.#pathOf(node.expression, depth + 1);
      case 'LogicalExpression':
        return this.#pathOf(node.left, depth + 1);
      case 'MemberExpression': {
        const of = this.#pathOf(node.object, depth + 1);
        const field = fieldRead(node);
        return of && field !== undefined ? [...of, field] : undefined;
      }
      case 'Identifier': {
        const [definition, ...others] = bindingOf(node)?.definitions ?? [];
        if (!definition || others.length > 0) return undefined;
        if (definition.kind === 'value') {
          const of = this.#pathOf(definition.node, depth + 1);
          return of && [...of, ...definition.path];
        }
        return definition.kind === 'parameter' ? this.#pathOfGiven(definition, depth) : undefined;
      }
      default:
        return undefined;
    }
  }

  #pathOfGiven(parameter: Parameter, depth: number): readonly string[] | undefined {
    const sites = this.#values.sitesOf(parameter.of);
    if (sites.length === 0 || sites.every(({ isCallback }) => isCallback)) {
      return parameter.index === 0 ? parameter.path : undefined;
    }
    if (!seenSites(this.#values, parameter.of)) return undefined;
    const paths = sites.map(({ call, shift }) => {
      const given = call.arguments[parameter.index + shift];
      const inside = given && fieldIn(given, parameter.path);
      if (inside) return this.#pathOf(inside, depth + 1);
      const of = given && this.#pathOf(given, depth + 1);
      return of && [...of, ...parameter.path];
    });
    const [first] = paths;

    return first && paths.every((each) => each?.join('.') === first.join('.')) ? first : undefined;
  }
}

/** What Lambda and frameworks give beside the request. */
function isOfLambda(parameter: AnyNode | undefined): boolean {
  return (
    parameter?.type === 'Identifier' &&
    /^_|^(?:context|ctx|callback|cb|done|res|response|reply|next)$/.test(parameter.name)
  );
}

/** Of an object as it is written, what lies below some fields: `id` of `{ id: event.id }`. */
export function fieldIn(node: AnyNode, path: readonly string[]): AnyNode | undefined {
  let at: AnyNode | undefined = node;
  for (const field of path) {
    if (at?.type !== 'ObjectExpression') return undefined;
    const all: readonly AnyNode[] = at.properties;
    at = all.flatMap((each) =>
      each.type === 'Property' && memberName(each) === field ? each.value : [],
    )[0];
  }
  return path.length > 0 && at && !isFunction(at) ? at : undefined;
}

const ofGateway: ReadonlySet<string> = new Set(
  'connectionId connectedAt domainName stage apiId requestId extendedRequestId routeKey eventType messageId time timeEpoch requestTime requestTimeEpoch'.split(
    ' ',
  ),
);

const MOST_STEPS = 22;
const MOST_IN_ALL = 100_000;
