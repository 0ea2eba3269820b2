import { findsCaller, isOfAuthorizer, isOfCaller } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { returnsOf } from '../members.ts';
import { type Binding, bindingOf, type Definition } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';

/** Knows which expressions are who calls, or were found by that: what an authorizer, a token or a decorator says of them. */
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
    this.#values.spend();
    this.#known.set(node, false);
    this.#depth += 1;
    const is = this.#read(node);
    this.#depth -= 1;
    this.#known.set(node, is);
    return is;
  }

  #read(node: AnyNode): boolean {
    switch (node.type) {
      case 'Name':
        return this.#named(bindingOf(node), node.name);
      case 'Attribute':
        if (isOfAuthorizer(node.name)) return true;
        if (isOfCaller(node.name) && isGiven(node.object)) return true;
        return this.isIn(node.object);
      case 'Subscript': {
        const key = constantText(node.index) ?? '';
        if (isOfAuthorizer(key) || (isOfCaller(key) && isGiven(node.object))) return true;
        return this.isIn(node.object);
      }
      case 'Await':
      case 'Starred':
      case 'NamedValue':
      case 'Argument':
        return this.isIn(node.value);
      case 'DictEntry':
        return this.isIn(node.value);
      case 'Unary':
        return node.operator !== 'not' && this.isIn(node.operand);
      case 'Binary':
        return /^(?:and|or|\+|%)$/.test(node.operator) && this.#any([node.left, node.right]);
      case 'Conditional':
        return this.#any([node.yes, node.no]);
      case 'FormattedText':
        return this.#any(node.parts);
      case 'Tuple':
      case 'List':
      case 'Set':
        return this.#any(node.elements);
      case 'Dict':
        return this.#any(node.entries);
      case 'Call':
        return this.#called(node);
      default:
        return false;
    }
  }

  #any(nodes: readonly AnyNode[]): boolean {
    return nodes.some((each) => this.isIn(each));
  }

  #named(binding: Binding | undefined, name: string): boolean {
    // `from flask_login import current_user`
    if (/^current_user$/.test(name)) return true;
    if (!binding) return false;

    return (
      binding.definitions.some((each) => this.#defined(each)) ||
      binding.writes
        .slice(0, MOST_WRITES)
        .some(({ path, value }) => path.length === 0 && this.isIn(value))
    );
  }

  #defined(definition: Definition): boolean {
    if (definition.kind === 'value') return this.isIn(definition.node);
    if (definition.kind !== 'parameter') return false;
    const { of, index, node } = definition;
    if (node.otherwise && isSupplied(node.otherwise)) return true;
    // `@token_required` gives it.
    if (of.decorators.length > 0 && ofDecorators.test(node.name.name)) return true;

    return this.#values
      .sitesOf(of)
      .slice(0, MOST_SITES)
      .some((site) => {
        const given = argumentFor(site, of, index);
        return given !== undefined && this.isIn(given);
      });
  }

  #called(call: Call): boolean {
    const own = this.#values.functionsOf(call.callee);
    if (own.length > 0) {
      return own.some(({ node }) => returnsOf(node).some((each) => this.isIn(each)));
    }
    if (isFinding(call)) return true;
    const { callee, arguments: given } = call;
    const key = calledName(call) === 'get' ? (constantText(given[0]?.value) ?? '') : '';
    if (isOfAuthorizer(key)) return true;
    if (callee.type === 'Attribute' && isOfCaller(key) && isGiven(callee.object)) return true;

    return (
      (callee.type === 'Attribute' && this.isIn(callee.object)) ||
      this.#any(given.map(({ value }) => value))
    );
  }
}

/** Whether it finds out who calls, by its name. */
export function isFinding(call: Call): boolean {
  return findsCaller(calledName(call) ?? '');
}

/** `Depends(get_current_user)` */
function isSupplied(otherwise: Expression): boolean {
  if (otherwise.type !== 'Call' || !/^(?:Depends|Security)$/.test(calledName(otherwise) ?? ''))
    return false;
  const [given] = otherwise.arguments;
  const name =
    given?.value.type === 'Name'
      ? given.value.name
      : given?.value.type === 'Attribute'
        ? given.value.name
        : '';

  return findsCaller(name) || /user|auth|claims|token/i.test(name);
}

const ofDecorators = /^(?:current_?user|user|auth_?user|claims|user_id|identity|payload|caller)$/;

/** Whether it is a request, an event or a context, by its name. */
function isGiven(node: AnyNode): boolean {
  if (node.type === 'Name') {
    return /^_?(?:g|req|request|event|evt|ctx|context|session|info|self)$/.test(node.name);
  }

  return (
    node.type === 'Attribute' &&
    /^(?:state|scope|request|context|current_request|current_event)$/.test(node.name)
  );
}

const MOST_NESTED = 60;
const MOST_KNOWN = 60_000;
const MOST_WRITES = 20;
const MOST_SITES = 12;
