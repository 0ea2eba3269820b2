import { type Branch, isBeforeCredentials, type LiveCode } from '../../signatures/index.ts';
import { childrenOf } from '../children-of.ts';
import { calledName } from '../link.ts';
import { type Binding, bindingOf, type Definition } from '../scope.ts';
import type { AnyNode, Call, ClassNode, FunctionNode, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isChosenByKey } from './chosen-by-key.ts';
import { goesOn, isAskedInVain } from './goes-on.ts';
import { isIgnored, isOptional } from './not-for-all.ts';
import { isUnreachable, pathsIn, pathsOfCase } from './unreachable.ts';

/** How code is come to where no branch is kept apart. */
export interface WholeCode {
  /** What of a node is. */
  readonly partsOf: (node: AnyNode) => readonly AnyNode[];
  /** Functions that are asked about by themselves: what wraps several of them comes to none. */
  readonly apart: ReadonlySet<AnyNode>;
}

/**
 * All of the archive's own code that some of it comes to, as in JavaScript: no node where that is too much.
 *
 * @param whole given where no branch is kept apart; then tables of functions are come to, too.
 */
export function liveFrom(
  roots: readonly AnyNode[],
  values: Values,
  whole?: WholeCode,
): LiveCode<AnyNode> {
  const live = new Live(values, whole);
  for (const root of roots) live.begin(root);

  return live.all();
}

const MOST_NODES = 60_000;
const MOST_ABOVE = 60;

/** Above or below each other. */
const MOST_CLASSES = 8;

class Live {
  readonly #values: Values;
  readonly #whole: WholeCode | undefined;
  readonly #begun = new Set<AnyNode>();
  readonly #pending: AnyNode[] = [];
  readonly #called = new Set<string>();
  readonly #branches: Branch<AnyNode>[] = [];
  readonly #apart = new Set<AnyNode>();
  readonly #given: AnyNode[] = [];
  readonly #named = new Set<Binding>();
  /** Methods that are not called yet. */
  readonly #waiting = new Map<string, AnyNode[]>();
  /** What catches errors of classes that are not made yet. */
  readonly #catching = new Map<ClassNode, AnyNode[]>();

  constructor(values: Values, whole: WholeCode | undefined) {
    this.#values = values;
    this.#whole = whole;
  }

  begin(node: AnyNode): void {
    if (this.#begun.has(node)) return;
    this.#begun.add(node);
    this.#pending.push(node);
  }

  all(): LiveCode<AnyNode> {
    const found: AnyNode[] = [];
    const branches = this.#branches;
    for (let node = this.#next(); node; node = this.#next()) {
      if (found.length > MOST_NODES) return { nodes: [], branches: [] };
      found.push(node);
      if (node.type === 'Call') this.#call(node);
      else if (node.type === 'Name') this.#name(node);
      else if (node.type === 'Class') {
        this.#reach(node);
        continue;
      }
      for (const child of this.#partsOf(node)) this.#pending.push(child);
    }
    return { nodes: found, branches };
  }

  /** What a name was given comes last: it is known then which branches are apart. */
  #next(): AnyNode | undefined {
    const pending = this.#pending.pop();
    if (pending) return pending;
    for (let node = this.#given.pop(); node; node = this.#given.pop()) {
      if (this.#begun.has(node) || this.#isInBranch(node)) continue;
      this.#begun.add(node);
      return node;
    }
    return undefined;
  }

  #isInBranch(node: AnyNode): boolean {
    let depth = 0;
    for (let at: AnyNode | undefined = node; at && depth < MOST_ABOVE; at = at.parent) {
      if (this.#apart.has(at)) return true;
      depth += 1;
    }
    return false;
  }

  #partsOf(node: AnyNode): readonly AnyNode[] {
    if (this.#whole) return this.#whole.partsOf(node);

    switch (node.type) {
      case 'If': {
        if (goesOn(node, this.#values)) return [];
        const isLeft =
          isUnreachable(node, this.#values) ||
          this.#isOfPath(node.body, pathsIn(node.test)) ||
          (isOptional(node) && this.#keepApart(node.body, false));
        if (!isLeft) return childrenOf(node);
        return node.otherwise ? [node.test, node.otherwise] : [node.test];
      }
      case 'Assign':
        return isAskedInVain(node, this.#values) ? [] : childrenOf(node);
      case 'Try': {
        const isLeft = isIgnored(node) && this.#keepApart(node.body, false);
        const left = new Set<AnyNode>(node.handlers.filter((each) => this.#isUnraised(each)));
        if (isLeft) left.add(node.body);
        return childrenOf(node).filter((each) => !left.has(each));
      }
      case 'Match':
        return [
          node.subject,
          ...node.cases.filter(
            (each) => !this.#isOfPath(each.body, pathsOfCase(each, node.subject)),
          ),
        ];
      default:
        return childrenOf(node);
    }
  }

  /** Whether it catches errors of the code's own alone, none of which is made by what is come to: it is come to with the first. */
  #isUnraised(node: NodeOf<'Except'>): boolean {
    const types = node.types?.type === 'Tuple' ? node.types.elements : [node.types];
    const caught = types.flatMap((each) => (each ? this.#values.valuesOf(each) : []));
    const own = caught.flatMap((value) => (value.kind === 'class' ? value.node : []));
    const isOwn = own.length > 0 && own.length === caught.length && own.length >= types.length;
    if (!isOwn || own.some((each) => this.#isMade(each))) return false;
    for (const each of own) this.#catching.set(each, [...(this.#catching.get(each) ?? []), node]);

    return true;
  }

  #isMade(node: ClassNode, depth = 0): boolean {
    if (depth > MOST_CLASSES || this.#begun.has(node.body)) return true;

    return this.#values.subclassesOf(node).some((each) => this.#isMade(each, depth + 1));
  }

  #catch(node: ClassNode, depth = 0): void {
    for (const each of this.#catching.get(node) ?? []) this.begin(each);
    for (const { value } of depth > MOST_CLASSES ? [] : node.bases) {
      for (const base of this.#values.valuesOf(value)) {
        if (base.kind === 'class') this.#catch(base.node, depth + 1);
      }
    }
  }

  /** Whether a branch is of some paths alone; it is kept apart. */
  #isOfPath(node: AnyNode, paths: readonly string[]): boolean {
    // Who is let in to a connection has been asked for all that comes by it.
    if (paths.length === 0 || paths.every((each) => each === '$connect')) return false;

    return this.#keepApart(node, paths.every(isBeforeCredentials));
  }

  #keepApart(node: AnyNode, isEntry: boolean): boolean {
    this.#branches.push({ node, isEntry });
    this.#apart.add(node);

    return true;
  }

  #call(call: Call): void {
    const functions = this.#values.functionsOf(call.callee);
    const isOneOf = !this.#whole && functions.length > 1 && isChosenByKey(call);
    for (const { node } of functions) {
      if (isOneOf) this.#keepApart(node, isBeforeCredentials(node.name?.name ?? ''));
      else if (!this.#isHandedIn(call, node)) this.begin(node);
    }
    for (const value of this.#values.valuesOf(call.callee)) {
      if (value.kind === 'class') this.#reach(value.node);
    }
    const name = calledName(call) ?? '';
    if (dependencies.test(name)) this.#depend(call);
    if (functions.length > 0 || call.callee.type !== 'Attribute' || this.#called.has(name)) return;
    this.#called.add(name);
    for (const each of this.#waiting.get(name) ?? []) this.begin(each);
  }

  /** `Depends(auth.current_user)`: a function of another module is none that a name is set to. */
  #depend({ arguments: [given] }: Call): void {
    const functions = given ? this.#values.functionsOf(given.value) : [];
    for (const { node } of functions) this.begin(node);
  }

  /** What a wrapper is given runs where it is handed in by its name, and not for all that are wrapped by it. */
  #isHandedIn({ callee }: Call, node: FunctionNode): boolean {
    const [one] = bindingOf(callee)?.definitions ?? [];

    if (one?.kind !== 'parameter' || !this.#whole) return false;
    // A lambda runs with what it stands in.
    return this.#whole.apart.has(node) || node.decorators.length > 0 || node.name === undefined;
  }

  /** Its methods run where they are called. */
  #reach(node: ClassNode): void {
    if (this.#begun.has(node.body)) return;
    this.#begun.add(node.body);
    this.#catch(node);
    for (const each of node.body.body) {
      const of = each.type === 'Function' ? each : undefined;
      const name = of?.name?.name ?? '';
      const isRead = this.#whole !== undefined && of?.decorators.some(isOfProperty) === true;
      const isRun = ofFrameworks.test(name) || this.#called.has(name) || isRead;
      if (!of || isRun) this.begin(of ?? each);
      else this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), of]);
    }
  }

  #name(node: Extract<AnyNode, { type: 'Name' }>): void {
    const binding = bindingOf(node);
    if (!binding || this.#named.has(binding)) return;
    this.#named.add(binding);
    // What a function sets runs where it stands.
    const isOfModule = !this.#whole || binding.scope.function === undefined;
    for (const each of binding.definitions) {
      if (each.kind !== 'value' || isOfModule) this.#define(node, each);
    }
  }

  #define(node: Extract<AnyNode, { type: 'Name' }>, definition: Definition): void {
    switch (definition.kind) {
      case 'function':
        this.begin(definition.node);
        return;
      case 'class':
        this.#reach(definition.node);
        return;
      case 'value':
        if (this.#whole || definition.node.type !== 'Dict') this.#given.push(definition.node);
        return;
      case 'import':
        for (const value of this.#values.valuesOf(node)) {
          if (value.kind === 'function') this.begin(value.node);
          if (value.kind === 'class') this.#reach(value.node);
        }
        return;
      default:
        return;
    }
  }
}

/** They call these by themselves. */
const ofFrameworks = /^(?:__\w+__|dispatch|get|post|put|patch|delete|authenticate|has_permission)$/;

const dependencies = /^(?:Depends|Security)$/;

/** `@property`: it runs where it is read. */
function isOfProperty(decorator: AnyNode): boolean {
  return decorator.type === 'Name' && /^(?:cached_)?property$/.test(decorator.name);
}
