import { childrenOf } from '../children-of.ts';
import { enclosingClass, holderOf, returnsOf } from '../members.ts';
import { reachingDefinitions } from '../reaching.ts';
import { type Binding, bindingOf, type Definition, type Parameter } from '../scope.ts';
import { argumentFor, spreadIn } from '../sites.ts';
import type { AnyNode, Attribute, Call, FunctionNode, Name } from '../syntax.ts';
import type { Values } from '../value.ts';
import { fieldsOf } from './behind.ts';
import { isRequestField, type Requested } from './requested.ts';

/** The parts of an expression of which one has to be decided by a request, so that it is; undefined where each of them may. */
type PartsOf = (node: AnyNode) => readonly AnyNode[] | undefined;

/** How it looks. */
interface Look {
  /** What decides an expression, where that is less than all that it is made of. */
  readonly partsOf?: PartsOf;
  /** Whether a call is come to: what a function is given by others, as by another handler of the same file, is not asked beside it. @default all are */
  readonly isLive?: (call: AnyNode) => boolean;
}

/**
 * Knows which values a request decides, as `Requested` does, but looks further: what a function gets is what its callers give it, and a
 * field of an object is what is put into it. What is not seen, a request decides.
 */
export class Chosen {
  readonly #values: Values;
  readonly #requested: Requested;
  readonly #partsOf: PartsOf;
  readonly #isLive: (call: AnyNode) => boolean;
  readonly #known = new Map<AnyNode | Binding, boolean>();
  readonly #pending = new Set<AnyNode | Binding>();
  #cuts = 0;

  constructor(
    values: Values,
    requested: Requested,
    { partsOf = () => undefined, isLive = () => true }: Look = {},
  ) {
    this.#values = values;
    this.#requested = requested;
    this.#partsOf = partsOf;
    this.#isLive = isLive;
  }

  has(node: AnyNode, depth = 0): boolean {
    this.#values.spend();
    if (!this.#requested.has(node)) return false;
    if (depth > MOST_STEPS) return true;
    const binding = bindingOf(node);
    // In each branch it may be set to something else.
    const key = binding && reachesWhole(binding, node) ? binding : node;
    const known = this.#known.get(key);
    if (known !== undefined) return known;

    // What a name is made of beside itself decides.
    if (this.#pending.has(key)) {
      this.#cuts += 1;
      return false;
    }
    const cuts = this.#cuts;
    this.#pending.add(key);
    const is = this.#isChosen(node, depth + 1);
    this.#pending.delete(key);
    // That a part of it is not, only the whole of it says.
    if (is || this.#cuts === cuts || this.#pending.size === 0) this.#known.set(key, is);
    return is;
  }

  #isChosen(node: AnyNode, depth: number): boolean {
    const parts = this.#partsOf(node);
    if (parts) return parts.some((part) => this.has(part, depth));

    switch (node.type) {
      case 'Name':
        return this.#isNameChosen(node, depth);
      case 'Attribute':
        return this.#isFieldChosen(node, depth);
      case 'Call':
        return this.#isAnswerChosen(node, depth);
      default:
        return childrenOf(node).some((part) => this.has(part, depth));
    }
  }

  #isNameChosen(name: Name, depth: number): boolean {
    const binding = bindingOf(name);
    if (!binding || binding.definitions.length === 0) return true;

    return (
      // What it was set to is a definition.
      binding.writes.some(
        ({ node, path, value }) =>
          (path.length > 0 || node.type === 'AugmentedAssign') && this.has(value, depth),
      ) ||
      reachingOf(binding, name).some((each) => {
        if (each.kind === 'parameter') return this.#isGiven(each, depth);
        return each.kind === 'value' ? this.has(each.node, depth) : each.kind === 'import';
      })
    );
  }

  /** The first of a method is the object itself. */
  #isGiven({ of, index, node }: Parameter, depth: number): boolean {
    if (index === 0 && /^(?:self|cls)$/.test(node.name.name)) return false;
    const sites = this.#values.sitesOf(of);
    if (sites.length === 0 || isCalledElsewhere(of, this.#values)) return true;

    const live = sites.filter((site) => this.#isLive(site.node));
    return (live.length > 0 ? live : sites).some((site) => {
      const given = argumentFor(site, of, index);
      if (given) return this.has(given, depth);
      const { otherwise } = node;
      if (spreadIn(site).some((each) => this.has(each, depth))) return true;
      return otherwise === undefined || this.has(otherwise, depth);
    });
  }

  #isFieldChosen(node: Attribute, depth: number): boolean {
    if (isRequestField(node)) return true;
    const own = fieldsOf(node, this.#values);
    if (own.length > 0) return own.some((each) => this.has(each, depth));
    const isCalled = node.parent?.type === 'Call' && node.parent.callee === node;

    return this.has(node.object, depth) || (!isCalled && isSelf(node.object));
  }

  #isAnswerChosen({ callee, arguments: given }: Call, depth: number): boolean {
    const own = this.#values
      .functionsOf(callee)
      .filter(({ node }) => node.name?.name !== '__init__');
    const parts = own.length > 0 ? own.flatMap(({ node }) => returnsOf(node)) : [callee, ...given];

    return parts.some((part) => this.has(part, depth));
  }
}

/** What a name may have been set to last where it stands; all that it ever is, where it is set so often that to look at each use takes long. */
function reachingOf(binding: Binding, place: AnyNode): readonly Definition[] {
  const { definitions } = binding;
  const isLookedAt = definitions.length > 1 && definitions.length <= MOST_DEFINITIONS;

  return isLookedAt ? reachingDefinitions(binding, place) : definitions;
}

const MOST_DEFINITIONS = 40;

function reachesWhole(binding: Binding, place: AnyNode): boolean {
  return reachingOf(binding, place).length === binding.definitions.length;
}

/** Whether something else than the calls that are seen may give a function what it gets. */
export function isCalledElsewhere(of: FunctionNode, values: Values): boolean {
  if (values.isStarted(of)) return true;
  const owner = of.name?.name === '__init__' ? enclosingClass(of) : undefined;
  if (!owner) return values.isHandedOn(of);
  // Below it, `super().__init__(…)` gives it something.
  const uses = holderOf(owner)?.reads ?? [];

  return (
    values.subclassesOf(owner).length > 0 ||
    !uses.every(
      (use) => (use.parent?.type === 'Call' && use.parent.callee === use) || isOfAnnotation(use),
    )
  );
}

/** `repository: Repository`, `-> Optional[Repository]` */
function isOfAnnotation(use: AnyNode): boolean {
  let at = use;
  while (at.parent?.type === 'Subscript' || at.parent?.type === 'Binary') at = at.parent;
  const { parent } = at;

  return (
    ((parent?.type === 'Parameter' || parent?.type === 'Assign') && parent.annotation === at) ||
    (parent?.type === 'Function' && parent.returns === at)
  );
}

/** Of it, what is not put into it is not seen. */
function isSelf(node: AnyNode): boolean {
  return node.type === 'Name' && /^(?:self|cls)$/.test(node.name);
}

const MOST_STEPS = 20;
