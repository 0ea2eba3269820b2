import { findsCaller, isOfAuthorizer, isOfCaller } from '../../signatures/index.ts';
import { returnsOf } from '../members.ts';
import { type Binding, bindingOf, type Definition } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isFunction,
  literalText,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/** Knows which expressions are who calls, or were found by that: what an authorizer, a token or a middleware says of them. */
export class CallerIdentity {
  readonly #values: Values;
  readonly #known = new Map<AnyNode, boolean>();
  #depth = 0;

  constructor(values: Values) {
    this.#values = values;
  }

  /** Whether anything of the caller's identity is in what an expression stands for. */
  isIn(node: AnyNode): boolean {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    if (this.#depth > MOST_NESTED || this.#known.size > MOST_KNOWN) return false;
    this.#known.set(node, false);
    this.#depth += 1;
    const is = this.#read(node);
    this.#depth -= 1;
    this.#known.set(node, is);
    return is;
  }

  #read(node: AnyNode): boolean {
    switch (node.type) {
      case 'Identifier':
        return this.#named(bindingOf(node));
      case 'MemberExpression':
        return this.#member(node);
      case 'AwaitExpression':
      case 'SpreadElement':
      case 'UnaryExpression':
        return this.isIn(node.argument);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return this.isIn(node.expression);
      case 'AssignmentExpression':
        return this.isIn(node.right);
      case 'LogicalExpression':
        return this.#any([node.left, node.right]);
      case 'BinaryExpression':
        return node.operator === '+' && this.#any([node.left, node.right]);
      case 'ConditionalExpression':
        return this.#any([node.consequent, node.alternate]);
      case 'TemplateLiteral':
        return this.#any(node.expressions);
      case 'ArrayExpression':
        return this.#any(node.elements.flatMap((each) => each ?? []));
      case 'ObjectExpression':
        return this.#any(
          node.properties.flatMap((each) =>
            each.type === 'SpreadElement'
              ? each.argument
              : isFunction(each.value)
                ? []
                : [each.value],
          ),
        );
      case 'CallExpression':
      case 'NewExpression':
        return this.#called(node);
      default:
        return false;
    }
  }

  #any(nodes: readonly AnyNode[]): boolean {
    return nodes.some((each) => this.isIn(each));
  }

  #member(node: Extract<AnyNode, { type: 'MemberExpression' }>): boolean {
    const field = fieldRead(node) ?? '';
    if (isOfAuthorizer(field)) return true;
    if (isOfCaller(field) && isGiven(node.object)) return true;

    return this.isIn(node.object);
  }

  #named(binding: Binding | undefined): boolean {
    if (!binding) return false;

    return (
      binding.definitions.some((each) => this.#defined(each)) ||
      binding.writes
        .slice(0, MOST_WRITES)
        .some(({ path, value }) => path.length === 0 && this.isIn(value))
    );
  }

  #defined(definition: Definition): boolean {
    if (definition.kind === 'value') {
      const { node, path } = definition;
      return (
        path.some(isOfAuthorizer) || (path.some(isOfCaller) && isGiven(node)) || this.isIn(node)
      );
    }
    if (definition.kind !== 'parameter') return false;
    const { of, index, path } = definition;
    if (path.some(isOfAuthorizer)) return true;

    return this.#values
      .sitesOf(of)
      .slice(0, MOST_SITES)
      .some(({ call, shift, isCallback }) => {
        if (isCallback) return index > 0 && isFinding(call);
        const given = call.arguments[index + shift];
        return given !== undefined && this.isIn(given);
      });
  }

  #called(call: CallNode): boolean {
    const own = this.#values.functionsOf(call.callee);
    if (own.length > 0) return own.some((of) => returnsOf(of).some((each) => this.isIn(each)));
    if (isFinding(call)) return true;
    const text = literalText(call.arguments[0]);
    // `c.get('user')` of Hono
    if (/^(?:get|var)$/.test(calledName(call) ?? '') && text !== undefined && isOfCaller(text))
      return true;
    const { callee } = call;

    return (
      (callee.type === 'MemberExpression' && this.isIn(callee.object)) ||
      this.#any(call.arguments.filter((each) => !isFunction(each)))
    );
  }
}

/** Whether it finds out who calls, by its name. */
export function isFinding(call: CallNode): boolean {
  return findsCaller(calledName(call) ?? '');
}

/** Whether it is a request, an event or a context, by its name. */
function isGiven(node: AnyNode): boolean {
  if (node.type === 'MemberExpression') {
    return /^(?:raw|requestContext|context|state|locals|request|req|event)$/.test(
      fieldRead(node) ?? '',
    );
  }
  return (
    node.type === 'Identifier' &&
    /^_?(?:req|request|ctx|context|c|event|evt|e|res|response|state|reply)$/i.test(node.name) &&
    bindingOf(node)?.definitions.some(({ kind }) => kind === 'parameter') === true
  );
}

const MOST_NESTED = 60;
const MOST_KNOWN = 60_000;
const MOST_WRITES = 20;
const MOST_SITES = 12;
