import { returnsOf } from '../members.ts';
import { bindingOf, type Definition } from '../scope.ts';
import type { Requested } from '../signatures/requested.ts';
import { type AnyNode, type CallNode, calledName, fieldRead, memberName } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What a part of an item has in it, and by which names of the request. One that is `open` may have anything. */
interface Part {
  readonly kind: 'own' | 'hash' | 'field' | 'open';
  readonly names: readonly string[];
}

/** Knows what is put into an item: what the code makes, fields of a request by their names, or a hash of its password. */
export class ItemParts {
  readonly #values: Values;
  readonly #requested: Requested;
  #steps = 0;

  constructor(values: Values, requested: Requested) {
    this.#values = values;
    this.#requested = requested;
  }

  of(node: AnyNode, depth = 0): Part {
    this.#steps += 1;
    // Code that is made to be long may put anything into it.
    if (depth > MOST_STEPS || this.#steps > MOST_IN_ALL) return open;
    const of = (each: AnyNode) => this.of(each, depth + 1);
    switch (node.type) {
      case 'AwaitExpression':
        return of(node.argument);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return of(node.expression);
      case 'TemplateLiteral':
        return together(node.expressions.map(of));
      case 'BinaryExpression':
      case 'LogicalExpression':
        return node.left.type === 'PrivateIdentifier'
          ? open
          : together([node.left, node.right].map(of));
      case 'ObjectExpression': {
        // `{ S: email }`
        const [one, ...others] = node.properties;
        const isTyped =
          one?.type === 'Property' && others.length === 0 && /^[SN]$/.test(memberName(one) ?? '');
        if (isTyped) return of(one.value);
        return this.#requested.has(node) ? open : own;
      }
      case 'MemberExpression':
        return this.#requested.has(node) ? fieldOf(fieldRead(node), node.object) : own;
      case 'Identifier':
        return this.#named(node, depth);
      case 'CallExpression':
        return this.#called(node, depth);
      default:
        return this.#requested.has(node) ? open : own;
    }
  }

  #named(node: AnyNode, depth: number): Part {
    const definitions = bindingOf(node)?.definitions ?? [];

    return together(definitions.map((each) => this.#defined(each, depth)));
  }

  #defined(definition: Definition, depth: number): Part {
    if (definition.kind === 'value') {
      const { node, path } = definition;
      if (path.length === 0) return this.of(node, depth + 1);
      return this.#requested.has(node) ? fieldOf(path.at(-1), node) : own;
    }
    if (definition.kind !== 'parameter') return own;
    const { of, index, path } = definition;
    if (path.length > 0) return fieldOf(path.at(-1), undefined);
    const sites = this.#values.sitesOf(of);
    if (sites.length === 0 || sites.length > MOST_SITES) return open;

    return together(
      sites.map(({ call, shift, isCallback }) => {
        const given = isCallback ? undefined : call.arguments[index + shift];
        return given ? this.of(given, depth + 1) : open;
      }),
    );
  }

  /** Of `hash(password, 10)`; of `email.trim().toLowerCase()`, the field; of a function of the code, what it returns. */
  #called(call: CallNode, depth: number): Part {
    if (!this.#requested.has(call)) return own;
    if (this.#isHash(call)) return { kind: 'hash', names: [] };
    const { callee, arguments: given } = call;
    const returns = this.#values.functionsOf(callee).flatMap((of) => returnsOf(of));
    if (returns.length > 0) return together(returns.map((each) => this.of(each, depth + 1)));
    if (callee.type === 'MemberExpression' && plain.test(fieldRead(callee) ?? '')) {
      return this.of(callee.object, depth + 1);
    }
    const [first] = given;

    return first && /^(?:String|encodeURIComponent)$/.test(calledName(call) ?? '')
      ? this.of(first, depth + 1)
      : open;
  }

  /** Made to be slow, with a salt, of what is called a password. */
  #isHash({ callee, arguments: [password] }: CallNode): boolean {
    const isIt = this.#values.namesOf(callee).some((name) => hashing.test(name));

    return isIt && password !== undefined && this.#isPassword(password);
  }

  #isPassword(node: AnyNode): boolean {
    if (!this.#requested.has(node)) return false;
    if (node.type === 'MemberExpression') return passwords.test(fieldRead(node) ?? '');
    if (node.type !== 'Identifier' || !passwords.test(node.name)) return false;
    // By another name it may be a new one, of an account that is there: `const { newPassword: password } = body`.
    return (bindingOf(node)?.definitions ?? []).every(
      (each) =>
        (each.kind !== 'value' && each.kind !== 'parameter') ||
        (each.path.length === 0
          ? each.kind === 'parameter' || this.#isPassword(each.node)
          : passwords.test(each.path.at(-1) ?? '')),
    );
  }
}

const own: Part = { kind: 'own', names: [] };
const open: Part = { kind: 'open', names: [] };

/** A hash beside what a request may give in its place is none. */
function together(parts: readonly Part[]): Part {
  const kinds = parts.map(({ kind }) => kind);
  const names = parts.flatMap((part) => part.names);
  if (kinds.includes('open') || (kinds.includes('hash') && kinds.includes('field'))) return open;

  return { kind: kinds.find((kind) => kind !== 'own') ?? 'own', names };
}

/** What a path or a header names is whose item it is, and may be another's. */
function fieldOf(name: string | undefined, of: AnyNode | undefined): Part {
  const holder = of?.type === 'MemberExpression' ? (fieldRead(of) ?? '') : '';
  const isNamed = name !== undefined && name !== '[]';

  return isNamed && !/^(?:pathParameters|params|headers|cookies)$/.test(holder)
    ? { kind: 'field', names: [name] }
    : open;
}

const hashing =
  /^module:(?:bcrypt(?:js)?|@node-rs\/(?:bcrypt|argon2)|argon2)(?:\.default)?\.hash(?:Sync)?$|^module:crypto(?:\.default)?\.(?:scrypt|pbkdf2)(?:Sync)?$/;

const passwords = /^(?:plain)?_?(?:password|passwd|passphrase|pwd|pass)$/i;

const plain = /^(?:trim|toLowerCase|toUpperCase|toString|normalize)$/;

const MOST_STEPS = 12;
const MOST_IN_ALL = 50_000;
const MOST_SITES = 8;
