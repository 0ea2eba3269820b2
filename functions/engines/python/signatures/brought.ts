import { calledName } from '../link.ts';
import { holderOf, propertyOf, returnsOf } from '../members.ts';
import { type Binding, bindingOf, type Definition } from '../scope.ts';
import { argumentFor, hasUnseenSites } from '../sites.ts';
import type {
  AnyNode,
  Attribute,
  Call,
  ClassNode,
  Expression,
  FunctionNode,
  NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { askedByParameter } from './declared-dependencies.ts';
import { putInto } from './put-into.ts';
import { isRequestField, type Requested } from './requested.ts';

/** What is asked of a program here. */
interface Asked {
  readonly values: Values;
  readonly requested: Pick<Requested, 'has'>;
}

/**
 * Whether the request may bring a key, or where the key is fetched. What it only chooses of the code's own
 * it does not bring: `KEYS[kid]`, a loop over them, `next(key for key in KEYS if key['kid'] == kid)`.
 */
export function isBrought(node: Expression, code: Asked): boolean {
  return new Origin(code).isBrought(node, 0);
}

/** Looks at each expression once: one that is being looked at adds nothing new. */
class Origin {
  readonly #code: Asked;
  readonly #seen = new Set<AnyNode | Binding>();

  constructor(code: Asked) {
    this.#code = code;
  }

  isBrought(node: Expression, depth: number): boolean {
    this.#code.values.spend();
    if (this.#seen.has(node)) return false;
    this.#seen.add(node);
    if (depth > MOST_DEEP) return true;
    const is = (each: Expression | undefined) =>
      each !== undefined && this.isBrought(each, depth + 1);

    switch (node.type) {
      case 'Await':
      case 'NamedValue':
      case 'Starred':
        return is(node.value);
      case 'Name':
        return this.#isNameBrought(bindingOf(node), is);
      case 'Attribute':
        return this.#isFieldBrought(node, is);
      case 'Subscript':
        return is(node.object) || (this.#isOfAll(node.object) && is(node.index));
      case 'Conditional':
        return is(node.yes) || is(node.no);
      case 'Binary':
        return is(node.left) || is(node.right);
      case 'FormattedText':
        return node.parts.some(is);
      case 'Tuple':
      case 'List':
      case 'Set':
        return node.elements.some(is);
      case 'Dict':
        return node.entries.some(({ value }) => is(value));
      case 'Comprehension':
        return is(node.element.type === 'DictEntry' ? node.element.value : node.element);
      case 'Call':
        return this.#isResultBrought(node, is);
      default:
        return this.#code.requested.has(node);
    }
  }

  #isNameBrought(binding: Binding | undefined, is: Is): boolean {
    if (!binding) return false;
    if (this.#seen.has(binding)) return false;
    this.#seen.add(binding);
    const { definitions, captures, writes, reads } = binding;

    return (
      captures.length > 0 ||
      definitions.some((one) => this.#isDefinedBy(one, is)) ||
      writes.some(({ value }) => is(value)) ||
      reads.some((use) => putInto(use).some(is))
    );
  }

  #isDefinedBy(definition: Definition, is: Is): boolean {
    switch (definition.kind) {
      case 'value':
        return is(definition.node);
      case 'parameter':
        return this.#isParameterBrought(definition, is);
      case 'import':
        return definition.name === 'request';
      default:
        return definition.kind === 'exception';
    }
  }

  /** What each caller gives; of a function that nothing is seen to call, it is a part of the request. */
  #isParameterBrought({ of, index, node }: Definition & { kind: 'parameter' }, is: Is): boolean {
    const { values } = this.#code;
    const asked = askedByParameter(values, node).map(({ given }) => given);
    if (asked.length > 0) return asked.some((each) => !each || this.#isMadeOfRequest(each, is));
    const sites = values.sitesOf(of);
    if (sites.length === 0 || node.spread !== '') return true;

    return (
      values.isStarted(of) ||
      isGivenAway(of, values) ||
      hasUnseenSites(of, values) ||
      sites.some((site) => {
        const given = argumentFor(site, of, index) ?? node.otherwise;
        return given === undefined || is(given);
      })
    );
  }

  /** `self.keys`: what is put into it anywhere. */
  #isFieldBrought(node: Attribute, is: Is): boolean {
    const { values } = this.#code;
    if (isRequestField(node)) return true;
    const owners = values.valuesOf(node.object);
    const isOwn =
      owners.length > 0 && owners.every(({ kind }) => /^(?:class|instance)$/.test(kind));
    if (!isOwn) return is(node.object);

    const put = values.attributesOf(node.name).flatMap(putInto);
    return (
      put.some(is) ||
      owners.some((owner) => {
        const of = owner.kind === 'class' || owner.kind === 'instance' ? owner.node : undefined;
        return of && this.#isMemberBrought(of, node.name, put.length > 0, is);
      })
    );
  }

  #isMemberBrought(of: ClassNode, field: string, isPut: boolean, is: Is): boolean {
    const { values } = this.#code;
    const property = propertyOf(values, of, field);
    if (property) return this.#isReturned(property, is);
    const own = declaredIn(of, field);
    const given = own.flatMap(({ value }) => value ?? []);
    if (given.length > 0 || isPut) return given.some(is);

    return own.length === 0 || !extendsSettings(of, values);
  }

  /** A call chooses by what it is given, makes something of it, or fetches it. */
  #isResultBrought(call: Call, is: Is): boolean {
    const { values } = this.#code;
    const { callee, arguments: given } = call;
    const own = values.functionsOf(callee);
    if (own.length > 0) return own.some(({ node }) => this.#isReturned(node, is));

    const object = callee.type === 'Attribute' ? callee.object : undefined;
    const name = calledName(call) ?? '';
    if (object && isChoice(name, values.namesOf(callee))) {
      return is(object) || given.slice(1).some(({ value }) => is(value));
    }
    const taken = filters.test(values.namesOf(callee).join())
      ? given.filter(({ value }) => value.type !== 'Function')
      : given;
    return is(object) || taken.some(({ value }) => is(value));
  }

  /** What FastAPI calls for a parameter; not what reads the request, nor a class. */
  #isMadeOfRequest(dependency: Expression, is: Is): boolean {
    const seen = this.#code.values.valuesOf(dependency);

    return (
      seen.length === 0 ||
      seen.some((each) => each.kind !== 'function' || this.#isReturned(each.node, is))
    );
  }

  #isReturned(node: FunctionNode, is: Is): boolean {
    const results = returnsOf(node);

    return results.length === 0 || results.some(is);
  }

  /** Of all variables, of which most are no keys: `os.environ[kid]`, `globals()[kid]`. */
  #isOfAll(node: Expression): boolean {
    if (node.type === 'Attribute' && node.name === '__dict__') return true;
    const names = this.#code.values.namesOf(node);

    return names.some((name) => /^os\.environ$|^builtins\.(?:globals|locals|vars)\(\)$/.test(name));
  }
}

/** Whether something else than its calls may call it: what decorates it, or what it is given to. */
function isGivenAway(of: FunctionNode, values: Values): boolean {
  const isDecorated = of.decorators.some((each) =>
    values
      .namesOf(each.type === 'Call' ? each.callee : each)
      .some((name) => !/^(?:builtins|functools|contextlib|typing)\./.test(name)),
  );
  const reads = holderOf(of)?.reads ?? [];

  return (
    isDecorated || reads.some((read) => read.parent?.type !== 'Call' || read.parent.callee !== read)
  );
}

type Is = (node: Expression | undefined) => boolean;

/** What the body of a class sets under a name. */
export function declaredIn({ body }: ClassNode, field: string): readonly NodeOf<'Assign'>[] {
  return body.body.flatMap((each) =>
    each.type === 'Assign' &&
    each.targets.some((target) => target.type === 'Name' && target.name === field)
      ? each
      : [],
  );
}

/** Settings of pydantic are read of the environment. */
export function extendsSettings({ bases }: ClassNode, values: Values): boolean {
  return bases.some(({ value }) =>
    values.namesOf(value).some((name) => /^pydantic(?:_settings)?\.BaseSettings$/.test(name)),
  );
}

/** A method whose first argument says which one: `KEYS.get(kid)`, but not `requests.get(url)`. */
function isChoice(method: string, names: readonly string[]): boolean {
  if (/^(?:get_signing_key(?:_from_jwt)?|find_by_kid)$/.test(method)) return true;

  return (
    method === 'get' && names.every((name) => /(?:^json\.loads?|\.json)\(\)[[\]]*\.get$/.test(name))
  );
}

const filters = /^builtins\.filter$/;

const MOST_DEEP = 40;
