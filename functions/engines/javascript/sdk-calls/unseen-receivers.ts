import { isOperation, operationOfJavaScript } from '../../sdk/index.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  constantText,
  fieldRead,
  isCall,
  isClass,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import type { SdkClasses } from './classes.ts';
import { type ClientKind, clientMadeBy, exportName, operationOfMethod } from './products.ts';

/** A client was made, and what is called here may be a method of it. */
export const notFollowed = 'a client may be called where it is not followed';

/**
 * Whether each client that the code makes, and whose methods are operations, is called where it is followed:
 * what is asked of something that is not known may be asked of it. A command needs none: it is seen where it
 * is made.
 */
export class UnseenReceivers {
  readonly #values: Values;
  readonly #uses: UnseenUse[] = [];
  /** By the service and the style. */
  readonly #made = new Map<string, ClientKind>();

  /** Classes of clients that a bundler has put into the code. */
  readonly #bundled = new Set<ClassNode>();
  readonly #classes: SdkClasses;

  constructor(values: Values, classes: SdkClasses) {
    this.#values = values;
    this.#classes = classes;
  }

  /** Where one is made whose class a bundler has put there. */
  noteMade({ callee }: NodeOf<'NewExpression'>): void {
    for (const value of this.#values.valuesOf(callee)) {
      if (value.kind === 'class' && this.#classes.isClient(value)) this.#bundled.add(value.node);
    }
  }

  /** Of own code, not of a package in a bundle. */
  note(node: NodeOf<'MemberExpression'>): void {
    const use = unseenUse(node, this.#values);
    if (use) this.#uses.push(use);
  }

  /** What the class or the maker of a client is named. */
  noteNamed(node: NodeOf<'Identifier' | 'MemberExpression'>): void {
    for (const value of this.#values.valuesOf(node)) {
      if (value.kind !== 'name') continue;
      const found = exportName(value.name);
      const client =
        found && !/(?:Command|Exception|Error)$/.test(found.field) && found.field !== ''
          ? clientMadeBy(value.name)
          : undefined;
      const isCalled = client !== undefined && client.style !== 'commands';
      if (isCalled) this.#made.set(`${client.service} ${client.style}`, client);
    }
  }

  /** Where a service may be called besides, each service once. */
  get found(): readonly { readonly node: AnyNode; readonly service: string }[] {
    const named = [...this.#made.values()].flatMap((made) => {
      const use = this.#uses.find((each) => this.#mayBeOf(each, made));

      return use && made.service !== undefined ? [{ node: use.node, service: made.service }] : [];
    });
    return [...named, ...[...this.#bundled].flatMap((each) => this.#ofBundled(each))];
  }

  /** Each method is looked up once: a bundle calls thousands. */
  #ofBundled(client: ClassNode): readonly { readonly node: AnyNode; readonly service: string }[] {
    const asked = new Set<string>();

    for (const { node, method, isAlone } of this.#uses) {
      if (method === undefined || asked.has(method) || !(isAlone || /[A-Z]/.test(method))) continue;
      asked.add(method);
      const command = this.#classes.methodOf(client, method);
      if (command) return [{ node, service: command.service }];
    }
    return [];
  }

  #mayBeOf({ node, method, isAlone }: UnseenUse, made: ClientKind): boolean {
    if (method === undefined) return true;
    if (made.style.startsWith('document')) {
      const isOf = operationOfMethod(made, method) !== undefined;
      return isOf && (isAlone || /[A-Z]/.test(method)) && this.#isOfTable(node, method);
    }
    // `redis.publish`, of what a package has made, is none of SNS.
    if (!isAlone && !/[A-Z]/.test(method)) return false;
    if (made.style === 'v2' && ofV2.has(method)) return true;

    const isOf = operationOfMethod(made, method) !== undefined;
    return isOf && isOperation(made.service ?? '', operationOfJavaScript(method));
  }

  /** `cache.get(id)` is asked of no table. */
  #isOfTable(node: AnyNode, method: string): boolean {
    const call = parentOf(node);
    const [input] = isCall(call) && call.callee === node ? call.arguments : [];
    if (!input) return false;
    if (/^(?:batch|transact|execute|query|scan)/.test(method)) return true;
    const found = this.#values.valuesOf(input);
    const isNamed = input.type === 'Identifier' && likeInput.test(input.name);

    return found.some(hasTable) || (found.length === 0 && isNamed);
  }
}

const likeInput = /param|input|request|query|opt|args|command|config/i;

function hasTable(value: Value): boolean {
  return (
    value.kind === 'object' &&
    value.node.properties.some(
      (each) => each.type !== 'Property' || memberName(each) === 'TableName',
    )
  );
}

interface UnseenUse {
  readonly node: AnyNode;
  /** Undefined where it is made up as it runs. */
  readonly method: string | undefined;
  /** Whether nothing else is known to stand there, as what a package has made. */
  readonly isAlone: boolean;
}

const ofV2: ReadonlySet<string> = new Set([
  'getSignedUrl',
  'getSignedUrlPromise',
  'createPresignedPost',
  'makeRequest',
  'waitFor',
  'upload',
]);

function unseenUse(node: NodeOf<'MemberExpression'>, values: Values): UnseenUse | undefined {
  const parent = parentOf(node);
  const isCalled = isCall(parent) && (parent.callee === node || isGiven(node, parent));
  const isTaken = parent?.type === 'MemberExpression' && isBinding(parent);
  if (!isCalled && !isTaken) return undefined;
  if (isRead(node, parent, values)) return { node, method: undefined, isAlone: true };
  const method = fieldRead(node);
  const receivers = values.valuesOf(node.object);
  if (method === undefined) {
    // `rows[0]()`, and `table[name]()` of functions that are followed.
    const isFollowed = receivers.length > 0 && values.functionsOf(node).length > 0;
    const isUnseen =
      !isFollowed &&
      !receivers.some(isOfLanguage) &&
      receivers.every(isPassing) &&
      node.object.type !== 'Super';
    return isUnseen && !isIndex(node.property) ? { node, method, isAlone: true } : undefined;
  }
  const found = values.valuesOf(node);
  if (receivers.some(({ kind }) => kind === 'product')) return undefined;
  if (receivers.some(isOfLanguage)) return undefined;
  const isAlone = found.every(isPassing) && receivers.every(isPassing);
  const isForeign = found.every(isNamed) && receivers.every(isNamed);

  return isAlone || isForeign || isOfExtended(receivers, values)
    ? { node, method, isAlone: isAlone || isOfExtended(receivers, values) }
    : undefined;
}

/** `Reflect.get(client, name)` */
function isRead(node: AnyNode, call: AnyNode | undefined, values: Values): boolean {
  if (!isCall(call) || call.callee !== node || !values.namesOf(node).includes('Reflect.get')) {
    return false;
  }
  const [of, field] = call.arguments;
  const found = of ? values.valuesOf(of) : [];

  return (
    constantText(field) === undefined &&
    found.every((value) => value.kind === 'product' || isPassing(value))
  );
}

/** An instance of a class that extends what a package has. */
function isOfExtended(receivers: readonly Value[], values: Values): boolean {
  return receivers.some((value) => {
    const above = value.kind === 'instance' && isClass(value.node) && value.node.superClass;

    return above && values.namesOf(above).some((name) => name.startsWith('module:'));
  });
}

function isGiven(node: AnyNode, call: CallNode): boolean {
  const given: readonly AnyNode[] = call.arguments;

  return given.includes(node);
}

function isBinding(member: NodeOf<'MemberExpression'>): boolean {
  return ['bind', 'call', 'apply'].includes(fieldRead(member) ?? '');
}

/** A number, or what counts as one. */
function isIndex(node: AnyNode): boolean {
  if (node.type === 'Literal') return true;
  const [definition] = bindingOf(node)?.definitions ?? [];

  return (
    definition?.kind === 'value' &&
    definition.node.type === 'Literal' &&
    typeof definition.node.value === 'number'
  );
}

function isNamed(value: Value): boolean {
  return value.kind === 'name' || value.kind === 'made';
}

/** What hands on what it is given, of the language and of Node.js. */
function isPassing(value: Value): boolean {
  if (value.kind === 'object' || value.kind === 'list') return true;
  if (!isNamed(value) || !('name' in value)) return false;

  return (
    !value.name.startsWith('module:') || /^module:(?:async_hooks|util|events)\b/.test(value.name)
  );
}

/** `new Map()` itself has methods of its own; a `Proxy` has those of what is behind it. */
function isOfLanguage(value: Value): boolean {
  return (
    value.kind === 'made' &&
    value.by?.type === 'NewExpression' &&
    !value.name.startsWith('module:') &&
    value.name !== 'Proxy'
  );
}
