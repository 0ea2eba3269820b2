import { serviceOfClass } from '../../sdk/index.ts';
import { holderOf } from '../members.ts';
import { type Binding, bindingOf, type Definition, parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type ClassNode,
  childrenOf,
  constantText,
  type FunctionNode,
  fieldRead,
  isCall,
  memberName,
} from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import { clientPackage, documentCommand, exportName } from './products.ts';

/** A command, as a class of a client's package or of one that a bundler has put into a file. */
export interface Command {
  readonly service: string;
  readonly operation: string;
}

/** What a class of a bundled SDK is. */
type SdkClass =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'client' };

/** Knows classes of SDKs by what they do, for a bundler leaves them no name. */
export class SdkClasses {
  readonly #values: Values;
  readonly #known = new Map<ClassNode, SdkClass | undefined>();
  readonly #functions = new Map<FunctionNode, SdkClass | undefined>();

  constructor(values: Values) {
    this.#values = values;
  }

  /** Undefined for a class of another kind. */
  of(node: ClassNode): SdkClass | undefined {
    if (this.#known.has(node)) return this.#known.get(node);

    this.#known.set(node, undefined);
    const found = this.#classified(node);
    this.#known.set(node, found);
    return found;
  }

  /** The commands that an expression may be a class of. */
  commandsOf(node: AnyNode): readonly Command[] {
    return this.#values.valuesOf(node).flatMap((value) => this.commandIn(value) ?? []);
  }

  commandIn(value: Value): Command | undefined {
    if (value.kind === 'name') return commandNamed(value.name);

    const found = this.#classIn(value);
    return found?.kind === 'command' ? found.command : undefined;
  }

  /** Of a function that was a class before it was compiled for engines that have none. */
  ofFunction(node: FunctionNode): SdkClass | undefined {
    const known = this.#functions.get(node);
    if (known || this.#functions.has(node)) return known;

    const found = this.#compiled(node);
    this.#functions.set(node, found);
    return found;
  }

  /** What the methods of an aggregated client call, which its package puts there as it is loaded. */
  methodOf(client: ClassNode, method: string): Command | undefined {
    const name = `${method.charAt(0).toUpperCase()}${method.slice(1)}Command`;

    for (const read of readsOf(holderOf(client))) {
      const call = parentOf(read);
      if (!isCall(call) || call.callee === read) continue;
      for (const table of call.arguments.flatMap((each) => this.#values.valuesOf(each))) {
        if (table.kind !== 'object') continue;
        const [command] = this.#values
          .fieldOf(table, name)
          .flatMap((value) => this.commandIn(value) ?? []);
        if (command) return command;
      }
    }
    const parent = client.superClass ? this.#classNamed(client.superClass) : undefined;
    return parent && parent !== client ? this.methodOf(parent, method) : undefined;
  }

  /** Whether the class is, or is made of, a client. */
  isClient(value: Value): boolean {
    if (value.kind === 'name') return isClientName(value.name);

    return this.#classIn(value)?.kind === 'client';
  }

  #classIn(value: Value): SdkClass | undefined {
    if (value.kind === 'class') return this.of(value.node);
    return value.kind === 'function' ? this.ofFunction(value.node) : undefined;
  }

  /** `(function (_super) { __extends(S3Client, _super); function S3Client() {…} … })(Client)` */
  #compiled(node: FunctionNode): SdkClass | undefined {
    const around = scopeOf(node).function;
    const call = around && parentOf(around);
    if (!isCall(call) || call.callee !== around || call.arguments.length !== 1) return undefined;

    const inner = nodesIn(around);
    if (inner.some(resolvesMiddleware)) {
      const command = this.#commandAmong(inner);
      return command && { kind: 'command', command };
    }
    return inner.some(isOwnMiddleware) ? { kind: 'client' } : undefined;
  }

  #classified(node: ClassNode): SdkClass | undefined {
    if (!node.superClass) return isBase(node) ? { kind: 'client' } : undefined;

    const command = commandBuilt(node.superClass) ?? this.#commandWritten(node);
    if (command) return { kind: 'command', command };
    const isClient =
      usesMiddleware(node) ||
      this.#values.valuesOf(node.superClass).some((value) => this.isClient(value));
    return isClient ? { kind: 'client' } : undefined;
  }

  /** Of the first releases of version 3, and of the document client, which wraps another command. */
  #commandWritten(node: ClassNode): Command | undefined {
    const isCommand = node.body.body.some(
      (member) => member.type === 'MethodDefinition' && memberName(member) === 'resolveMiddleware',
    );
    if (!isCommand) return undefined;

    return this.#commandAmong(nodesIn(node));
  }

  #commandAmong(inner: readonly AnyNode[]): Command | undefined {
    const texts = inner.flatMap((each) => (each.type === 'Literal' ? String(each.value) : []));
    const own = commandIn(texts);
    if (own) return own;

    const [wrapped] = inner.flatMap((each) =>
      each.type === 'NewExpression' ? this.commandsOf(each.callee) : [],
    );
    return wrapped;
  }

  #classNamed(node: AnyNode): ClassNode | undefined {
    return this.#values
      .valuesOf(node)
      .flatMap((value) => (value.kind === 'class' ? value.node : []))[0];
  }
}

/** `class extends command(_ep0, _mw0, "GetObject", …)` and `class extends Command.classBuilder()….n("S3Client", "GetObjectCommand")`. */
function commandBuilt(superClass: AnyNode): Command | undefined {
  const texts: string[] = [];
  let at: AnyNode | undefined = superClass;

  for (let steps = 0; at && steps < LONGEST_CHAIN; steps += 1) {
    if (at.type === 'CallExpression') {
      texts.push(...at.arguments.flatMap((each) => constantText(each) ?? []));
      at = at.callee;
    } else if (at.type === 'MemberExpression') {
      at = at.object;
    } else if (at.type === 'SequenceExpression') {
      at = at.expressions.at(-1);
    } else {
      const [definition]: readonly Definition[] = bindingOf(at)?.definitions ?? [];
      at =
        definition?.kind === 'value' && definition.node.type === 'CallExpression'
          ? definition.node
          : undefined;
    }
  }
  return commandIn(texts);
}

/** Calls and fields of a builder. */
const LONGEST_CHAIN = 40;

/** The client's name is among them, and the command's or the operation's. */
function commandIn(texts: readonly string[]): Command | undefined {
  const client = texts.find((text) => /^[A-Z]\w*Client$/.test(text));
  if (client === undefined) return undefined;

  const command = texts.find((text) => /^[A-Z]\w*Command$/.test(text));
  const operation =
    command?.slice(0, -'Command'.length) ??
    texts.find((text) => /^[A-Z][A-Za-z0-9]+$/.test(text) && text !== client);
  if (operation === undefined) return undefined;

  const service = serviceOfClass(client) ?? client.slice(0, -'Client'.length).toLowerCase();
  return { service, operation };
}

/** What clients and commands of version 3 are made of. */
function isBase(node: ClassNode): boolean {
  return (
    usesMiddleware(node) ||
    node.body.body.some(
      (member) => member.type === 'PropertyDefinition' && memberName(member) === 'middlewareStack',
    )
  );
}

/** Of a name, and of the other that esbuild gives to what keeps its own: `var S3 = _S3`. */
function readsOf(binding: Binding | undefined): readonly AnyNode[] {
  const own = binding?.reads ?? [];
  const aliases = own.flatMap((read) => {
    const parent = parentOf(read);
    const isInit = parent?.type === 'VariableDeclarator' && parent.init === read;
    return isInit ? (bindingOf(parent.id)?.reads ?? []) : [];
  });

  return [...own, ...aliases];
}

/** Every client of version 3 does, in its constructor. */
function usesMiddleware(node: ClassNode): boolean {
  return node.body.body.some(
    (member) =>
      member.type === 'MethodDefinition' &&
      member.kind === 'constructor' &&
      nodesIn(member.value.body).some(isOwnMiddleware),
  );
}

/** `this.middlewareStack`, or that of what stands for it in code for older engines. */
function isOwnMiddleware(node: AnyNode): boolean {
  return (
    node.type === 'MemberExpression' &&
    fieldRead(node) === 'middlewareStack' &&
    (node.object.type === 'ThisExpression' || node.object.type === 'Identifier')
  );
}

/** `S3Command.prototype.resolveMiddleware = …` */
function resolvesMiddleware(node: AnyNode): boolean {
  return node.type === 'MemberExpression' && fieldRead(node) === 'resolveMiddleware';
}

function nodesIn(node: AnyNode): readonly AnyNode[] {
  const nodes: AnyNode[] = [];
  const pending: AnyNode[] = [node];

  for (let next = pending.pop(); next && nodes.length < MOST_NODES; next = pending.pop()) {
    nodes.push(next);
    pending.push(...childrenOf(next).toReversed());
  }
  return nodes;
}

/** Of one class of an SDK. */
const MOST_NODES = 3000;

function commandNamed(name: string): Command | undefined {
  const found = exportName(name);
  const [, operation] = /^([A-Z]\w*)Command$/.exec(found?.field ?? '') ?? [];
  if (!found || operation === undefined) return undefined;

  if (found.package === '@aws-sdk/lib-dynamodb') {
    const own = documentCommand(found.field);
    return own === undefined ? undefined : { service: 'dynamodb', operation: own };
  }
  const service = clientPackage(found.package);
  return service === undefined ? undefined : { service, operation };
}

function isClientName(name: string): boolean {
  const found = exportName(name);

  return (
    found !== undefined &&
    clientPackage(found.package) !== undefined &&
    /^\w+$/.test(found.field) &&
    !found.field.endsWith('Command')
  );
}
