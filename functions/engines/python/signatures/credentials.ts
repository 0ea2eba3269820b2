import { wordsOf } from '../../flow/index.ts';
import { isCredentialName } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { type Binding, bindingOf, type Definition } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { AnyNode, Call, Expression, Parameter } from '../syntax.ts';
import type { Values } from '../value.ts';
import { foundBehind } from './behind.ts';
import { isOfOutside, isReading } from './outside.ts';
import { isFalse } from './plain-truth.ts';
import type { Requested } from './requested.ts';

/** Knows which expressions hold a credential that a request brings: a header, a cookie, a field or a parameter that is called as one. */
export class Credentials {
  readonly values: Values;
  readonly requested: Requested;
  /** Of a name, wherever it is read. */
  readonly #known = new Map<AnyNode | Binding, boolean>();

  constructor(values: Values, requested: Requested) {
    this.values = values;
    this.requested = requested;
  }

  has(node: AnyNode): boolean {
    const key = bindingOf(node) ?? node;
    const known = this.#known.get(key);
    if (known !== undefined) return known;

    // A name that is set to itself, changed, is what it was.
    this.#known.set(key, true);
    const found = foundBehind(node, this.values, (each) => this.#isOne(each, node));
    this.#known.set(key, found !== undefined);
    return found !== undefined;
  }

  #isOne(node: AnyNode, asked: AnyNode): boolean | undefined {
    if (this.#isOther(node)) return false;
    const all = node === asked ? [] : alternativesOf(node);
    if (all.length > 0) return this.#areAll(all);
    const definitions = bindingOf(node)?.definitions ?? [];
    if (definitions.length > 1) return this.#isOneOf(node as Expression, definitions);

    return this.#isTaken(node) || this.#isOtherField(node);
  }

  /** Of a name that is set again: whatever it is set to, and what callers give. */
  #isOneOf(name: Expression, definitions: readonly Definition[]): boolean {
    const set = definitions.flatMap((one) => (one.kind === 'value' ? one.node : []));
    const given = definitions.flatMap((one) =>
      one.kind === 'parameter'
        ? this.values.sitesOf(one.of).map((site) => argumentFor(site, one.of, one.index))
        : [],
    );
    const isGiven =
      set.length === definitions.length ||
      this.#isParameter(name) ||
      (given.length > 0 && given.every((each) => each !== undefined && this.has(each)));

    // `token = token or os.environ['TOKEN']`: what it is set to beside itself is not looked for.
    const isJoined = set.some(
      (each) => each.type === 'Binary' && each.operator === 'or' && !isFalse(each.right),
    );

    return isGiven && !isJoined && this.#areAll(set);
  }

  /** Whether each that there may be is one, or nothing: not `headers.get('authorization') or os.environ['TOKEN']`. */
  #areAll(nodes: readonly AnyNode[]): boolean {
    const all = nodes.filter((each) => !isFalse(each));

    return all.length > 0 && all.every((each) => this.has(each));
  }

  /** What is found by a credential is none itself, nor is how long it is, nor what is read out of it. */
  #isOther(node: AnyNode): boolean {
    if (node.type !== 'Call') return false;
    const names = this.values.namesOf(node.callee);

    return isReading(node, this) || names.some((name) => decoding.test(name));
  }

  /** Of a table, the own name of a field says what it is: false of another. Who someone says to be is none: `name` of `name, password = …`. */
  #isOtherField(node: AnyNode): false | undefined {
    const key = fieldIn(node);
    if (key !== undefined) {
      const isMethod = node.type === 'Attribute' && (isCalled(node) || !isOfPerson(key));
      return isMethod ? undefined : false;
    }
    // `pair.split(':')[0]`
    if (node.type === 'Subscript' && node.index.type === 'Number' && node.index.value === '0') {
      const of = node.object;
      return of.type === 'Call' && constantText(of.arguments[0]?.value) === ':' ? false : undefined;
    }
    return node.type === 'Name' && isOfPerson(node.name) && !isCredentialName(node.name)
      ? false
      : undefined;
  }

  #isTaken(node: AnyNode): boolean {
    switch (node.type) {
      case 'Subscript':
        return this.#isKey(node.index, node.object) && this.#isOfRequest(node.object);
      case 'Attribute':
        return isCredentialName(node.name) && !isCalled(node) && this.#isOfRequest(node.object);
      case 'Call':
        return this.#isGot(node);
      case 'Name':
        return this.#isParameter(node) || this.#isPart(node);
      default:
        return false;
    }
  }

  /** `headers.get('Authorization')`, `event.get_header_value(name='x-api-key')` */
  #isGot(call: Call): boolean {
    const [first] = call.arguments;
    const { callee } = call;

    return (
      callee.type === 'Attribute' &&
      getters.test(calledName(call) ?? '') &&
      first !== undefined &&
      call.arguments.slice(1).every(({ value }) => isFalse(value) || this.has(value)) &&
      this.#isKey(first.value, callee.object) &&
      this.#isOfRequest(callee.object)
    );
  }

  #isKey(key: Expression, object: Expression): boolean {
    const text = constantText(this.values.writtenAs(key));
    if (text === undefined || !isCredentialName(text)) return false;

    // A student has a `sid`, and a conference a `session`.
    return !/^(?:sid|session)$/i.test(text) || this.#isOfHeaders(object);
  }

  #isOfHeaders(object: Expression): boolean {
    const found = foundBehind(object, this.values, (each) => {
      const name = each.type === 'Text' ? each.value : each.type === 'Attribute' ? each.name : '';
      return /cookie|header/i.test(name) || undefined;
    });

    return found !== undefined;
  }

  #isOfRequest(object: Expression): boolean {
    return this.requested.has(object) && !isOfOutside(object, this);
  }

  /** Of a function that a framework calls: `token: str = Depends(scheme)`, `x_api_key: str = Header()`. */
  #isParameter(name: Expression): boolean {
    return (bindingOf(name)?.definitions ?? []).some(
      (each) =>
        each.kind === 'parameter' &&
        isCredentialName(each.node.name.name) &&
        (isFilled(each.node) || this.values.sitesOf(each.of).length === 0),
    );
  }

  /** `name, password = decoded.split(':')` */
  #isPart(name: Expression): boolean {
    const [one, ...others] = bindingOf(name)?.definitions ?? [];

    return (
      name.type === 'Name' &&
      isCredentialName(name.name) &&
      one?.kind === 'value' &&
      others.length === 0 &&
      one.path.length > 0 &&
      one.node.type === 'Call' &&
      this.#isOfRequest(one.node) &&
      this.values.functionsOf(one.node.callee).length === 0
    );
  }
}

function isFilled({ otherwise, annotation }: Parameter): boolean {
  return otherwise?.type === 'Call' || annotation?.type === 'Subscript';
}

/** Values of which it has one. */
function alternativesOf(node: AnyNode): readonly AnyNode[] {
  if (node.type === 'Binary' && node.operator === 'or') return [node.left, node.right];
  if (node.type === 'Conditional') return [node.yes, node.no];

  return [];
}

/** The key that is taken of a table, or the name of a field. */
function fieldIn(node: AnyNode): string | undefined {
  if (node.type === 'Attribute') return node.name;
  if (node.type === 'Subscript') return constantText(node.index);
  const isGot = node.type === 'Call' && getters.test(calledName(node) ?? '');

  return isGot ? constantText(node.arguments[0]?.value) : undefined;
}

/** Whether it says who someone is. */
function isOfPerson(name: string): boolean {
  return wordsOf(name).some((word) =>
    /^(?:user|username|userid|name|email|role|owner|id|sub|scheme)$/.test(word),
  );
}

/** What a token says may be written by who sends it. */
const decoding =
  /^(?:builtins\.(?:len|bool|type|isinstance|hasattr)|json\.loads|base64\.\w{1,40}|(?:jwt|jose\.jwt|jose\.jws)\.\w{1,40}|itsdangerous\.[\w.()]{1,60}\.loads|cryptography\.fernet\.\w{1,20}\(\)\.decrypt)$/;

function isCalled(node: Expression): boolean {
  return node.parent?.type === 'Call' && node.parent.callee === node;
}

const getters =
  /^(?:get|pop|getlist|get_header_value|get_query_string_value|get_argument|get_cookie|get_secure_cookie)$/;
