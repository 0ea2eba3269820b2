import type { SdkCall, UnresolvedCalls } from '../../../core/sdk-calls.ts';
import { madeUp, notFound, operationsOfWaiters, otherRole } from '../../sdk/index.ts';
import type { Places } from '../evidence.ts';
import { isLoader, requestOf } from '../loads.ts';
import { enclosingClass } from '../members.ts';
import { parentOf, scopeOf } from '../scope.ts';
import { nameOfFunction } from '../sites.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  constantText,
  type FunctionNode,
  fieldRead,
  isCall,
  isClass,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import { addCallsOfV2 } from './calls-of-v2.ts';
import { SdkClasses } from './classes.ts';
import { extensionCall } from './extension.ts';
import { isAssuming, isForeign, isOfAws, pagedByDocuments } from './foreign.ts';
import { FoundCalls } from './found-calls.ts';
import { clientsIn, isGivenAway, isOwnName, isParameter } from './given-names.ts';
import { calleeOf, makersOf } from './makers-of.ts';
import type { MissingImports } from './missing-imports.ts';
import type { PackageServices } from './package-services.ts';
import { freePackage, isListed, methodCalls, packageCalls } from './packages.ts';
import {
  clientMadeBy,
  clientPackage,
  exportName,
  operationOfFunction,
  operationOfMethod,
} from './products.ts';
import { hiddenCode, programRun } from './programs.ts';
import type { Visitor } from './reach.ts';
import { textsOf } from './texts.ts';
import { notFollowed, UnseenReceivers } from './unseen-receivers.ts';

/** Collects the calls of AWS in code that may run. */
export class SdkCallVisitor implements Visitor {
  readonly #values: Values;
  readonly #packageServices: PackageServices;
  readonly #classes: SdkClasses;
  readonly #found: FoundCalls;
  readonly #missing: MissingImports | undefined;
  readonly #unseen: UnseenReceivers;
  readonly #places: Places;

  constructor(
    values: Values,
    places: Places,
    packageServices: PackageServices = () => [],
    missing?: MissingImports,
  ) {
    this.#missing = missing;
    this.#packageServices = packageServices;
    this.#values = values;
    this.#found = new FoundCalls(values, places);
    this.#places = places;
    this.#classes = new SdkClasses(values);
    this.#unseen = new UnseenReceivers(values, this.#classes);
  }

  get calls(): readonly SdkCall[] {
    return this.#found.calls;
  }

  get unresolved(): readonly UnresolvedCalls[] {
    return this.#found.unresolved;
  }

  /** What is visited from now on is not sure to run. */
  doubt(): void {
    this.#found.doubt();
  }

  /** After all was visited. */
  finish(): void {
    for (const { node, service } of this.#unseen.found) {
      this.#found.addUnresolved({ service, reason: notFollowed }, node);
    }
  }

  enters(node: ClassNode | FunctionNode): boolean {
    if (isClass(node)) return this.#classes.of(node) === undefined;
    if (this.#classes.ofFunction(node)) return false;

    return !this.#isOfSdk(node);
  }

  /** What every client and command does, whichever it is. */
  #isOfSdk(node: FunctionNode): boolean {
    const member = parentOf(node);
    const name = nameOfFunction(node) ?? '';
    if (name.startsWith('resolveMiddleware')) return true;
    if (member?.type !== 'MethodDefinition') return false;

    const owner = enclosingClass(member);
    const found = owner && this.#classes.of(owner);
    if (found?.kind === 'command') return true;
    return (
      found !== undefined && ['constructor', 'send', 'destroy'].includes(memberName(member) ?? '')
    );
  }

  visit(node: AnyNode): boolean {
    switch (node.type) {
      case 'NewExpression':
        this.#made(node);
        return false;
      case 'CallExpression':
        return this.#called(node);
      case 'MemberExpression':
        this.#unseen.noteNamed(node);
        if (!this.#places.isInPackage(node)) this.#unseen.note(node);
        this.#chosen(node);
        return false;
      case 'Identifier':
        this.#unseen.noteNamed(node);
        this.#handedOn(node);
        return false;
      case 'ImportDeclaration':
        this.#imported(String(node.source.value), node);
        this.#maybeMissing(node);
        return false;
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
      case 'ImportExpression':
        this.#maybeMissing(node);
        if (node.type === 'ImportExpression') this.#addHidden(node);
        return false;
      case 'Literal':
      case 'TemplateLiteral':
        this.#requested(node);
        return false;
      default:
        return false;
    }
  }

  #made(node: NodeOf<'NewExpression'>): void {
    const { callee, arguments: given } = node;
    this.#unseen.noteMade(node);
    // What is made of a parameter is a command wherever its class is handed on: see `#handedOn`.
    if (isParameter(callee)) return;

    const commands = this.#classes.commandsOf(callee);
    // An aggregated client's own table of all that it has.
    if (commands.length <= MOST_COMMANDS) {
      for (const command of commands) this.#found.add(command, given[0], node);
    }
    this.#byPackage(node);
    this.#givenTo(node);
    this.#addHidden(node);
  }

  #called(node: NodeOf<'CallExpression'>): boolean {
    const { callee, arguments: given } = node;

    this.#byPackage(node);
    this.#givenTo(node);
    this.#addHidden(node);
    this.#paged(node);
    if (callee.type === 'MemberExpression') this.#method(node, callee);
    if (this.#values.namesOf(callee).includes('require')) {
      this.#imported(constantText(given[0]) ?? '', node);
      this.#maybeMissing(node);
    }
    const reason = programRun(node, this.#values) ?? this.#loaderElsewhere(node);
    if (reason !== undefined) this.#found.addUnresolved({ reason }, node);
    return this.#exported(node);
  }

  /** `client.getObject(…)`, of any client whose methods are operations. */
  #method(node: NodeOf<'CallExpression'>, callee: NodeOf<'MemberExpression'>): void {
    const method = fieldRead(callee);
    const [first] = node.arguments;
    if (method === undefined) return;

    for (const value of this.#values.valuesOf(callee.object)) {
      if (value.kind === 'product') this.#ofProduct(value.name, method, node);
      const command =
        value.kind === 'instance' && value.node.type.startsWith('Class')
          ? this.#classes.methodOf(value.node as ClassNode, method)
          : undefined;
      if (command) this.#found.add(command, first, node);
    }
  }

  #ofProduct(name: string, method: string, node: CallNode): void {
    const client = clientMadeBy(name);
    const found = exportName(name);
    const own = found && methodCalls(found.package, found.field, method);
    if (own) this.#found.addAll(own, node);
    if (!client) return;

    const { service } = client;
    const operation = operationOfMethod(client, method);
    if (service !== undefined && operation !== undefined) {
      this.#found.add({ service, operation }, node.arguments[0], node);
    } else if (client.style.includes('v2')) addCallsOfV2(client, method, node, this.#found);
  }

  /** A client that is given to a package may be asked for anything of its service. */
  #givenTo(node: CallNode): void {
    if (!this.#values.valuesOf(node.callee).some(isForeign)) return;

    for (const client of node.arguments.flatMap((each) => clientsIn(each, this.#values))) {
      const { service } = client;
      const reason = 'a client is given to code that is not read';
      this.#found.addUnresolved({ ...(service !== undefined && { service }), reason }, node);
    }
  }

  /** Functions and classes of packages, which call by themselves. */
  #byPackage(node: CallNode): void {
    for (const name of this.#values.namesOf(node.callee)) {
      const found = exportName(name);
      if (!found) continue;

      const own = packageCalls(found.package, found.field);
      if (own) this.#found.addAll(own, node);
      const service = clientPackage(found.package);
      const operation =
        service === undefined
          ? pagedByDocuments(found.package, found.field)
          : operationOfFunction(service, found.field);
      if (operation !== undefined) {
        this.#found.add({ service: service ?? 'dynamodb', operation }, node.arguments[1], node);
      }
      if (isAssuming(found.package, found.field)) {
        this.#found.addUnresolved({ reason: otherRole }, node);
      }
    }
  }

  /** A paginator that a bundler has put into the file: `createPaginator(Client, Command, …)`, called. */
  #paged(node: NodeOf<'CallExpression'>): void {
    const [config, input] = node.arguments;
    if (!config || node.callee.type === 'Super') return;

    for (const made of makersOf(node, this.#values)) {
      if (made.type !== 'CallExpression' || !this.#isTable(made)) continue;
      for (const command of made.arguments.flatMap((each) => this.#classes.commandsOf(each))) {
        this.#found.add(command, input, node);
      }
    }
  }

  /** `sdk.waitUntilObjectExists(…)` and `sdk.paginateQuery(…)` of a bundled module, by their names. */
  #exported(node: NodeOf<'CallExpression'>): boolean {
    const callee = calleeOf(node);
    if (callee?.type !== 'MemberExpression') return false;

    const [, kind, name = ''] =
      /^(paginate|waitUntil|waitFor)([A-Z]\w+)$/.exec(fieldRead(callee) ?? '') ?? [];
    if (kind === undefined) return false;
    const operations = kind === 'paginate' ? [name] : operationsOfWaiters(name);
    const commands = this.#values
      .valuesOf(callee.object)
      .filter((value) => value.kind === 'exports')
      .flatMap((module) =>
        operations.flatMap((operation) => this.#values.fieldOf(module, `${operation}Command`)),
      )
      .flatMap((value) => this.#classes.commandIn(value) ?? []);

    for (const command of commands) this.#found.add(command, node.arguments[1], node);
    return commands.length > 0;
  }

  /** Whether a call gets a client's class along with a command's, as what makes paginators does. */
  #isTable({ arguments: given }: CallNode): boolean {
    return given.some((each) =>
      this.#values.valuesOf(each).some((value) => this.#classes.isClient(value)),
    );
  }

  /** A command's class that is given to a function: it may make one of it. */
  #handedOn(node: NodeOf<'Identifier'>): void {
    const parent = parentOf(node);
    const call = isCall(parent) && parent.callee !== node ? parent : undefined;
    const isGiven = parent?.type === 'ArrayExpression' || call !== undefined;
    if (!isGiven || isParameter(node) || isOwnName(node)) return;
    const commands = this.#classes.commandsOf(node);
    if (commands.length === 0 || (call && this.#isTable(call))) return;

    for (const command of commands) this.#found.add(command, undefined, node);
  }

  /** `new sdk[name]()` and `client[name]()`, where the name is made up as it runs. */
  #chosen(node: NodeOf<'MemberExpression'>): void {
    const parent = parentOf(node);
    if (isGivenAway(node)) this.#givenMethod(node);
    if (!node.computed || !isCall(parent) || parent.callee !== node) return;
    if (fieldRead(node) !== undefined) return;

    for (const value of this.#values.valuesOf(node.object)) {
      const service = this.#chosenFrom(value);
      if (service === undefined) continue;

      const names = textsOf(node.property, this.#values);
      this.#found.addUnresolved(
        {
          ...(service !== '' && { service }),
          reason: `${madeUp}${names.length > 1 ? `, one of ${names.length}` : ''}`,
        },
        node,
      );
    }
  }

  /** `promisify(s3.getObject)`, `s3.getObject.bind(s3)`: what it is given then is not followed. */
  #givenMethod(node: NodeOf<'MemberExpression'>): void {
    for (const value of this.#values.valuesOf(node.object)) {
      const client = value.kind === 'product' ? clientMadeBy(value.name) : undefined;
      const operation = client && operationOfMethod(client, fieldRead(node) ?? '');
      if (client?.service !== undefined && operation !== undefined) {
        this.#found.add({ service: client.service, operation }, undefined, node);
      }
    }
  }

  /** Empty for any service; undefined where none is called. */
  #chosenFrom(value: Value): string | undefined {
    if (value.kind === 'product') return clientMadeBy(value.name)?.service;
    if (value.kind !== 'name') return undefined;

    const found = exportName(value.name);
    if (found?.field !== '') return undefined;
    return found.package === 'aws-sdk' ? '' : clientPackage(found.package);
  }

  #imported(specifier: string, node: AnyNode): void {
    const found = exportName(`module:${specifier.replace(/^node:/, '')}`);
    if (!found) return;
    const free = freePackage(found.package);
    if (free) {
      this.#addFree(free.service, free.reason, node);
      return;
    }
    if (isOfAws(found.package) || isListed(found.package)) return;

    const reason = `${found.package.slice(0, LONGEST_NAME)} brings an SDK along, and calls by itself`;
    for (const service of this.#packageServices(found.package)) {
      this.#addFree(service, reason, node);
    }
  }

  /** `createRequire('/opt/nodejs/')` */
  #loaderElsewhere(node: NodeOf<'CallExpression'>): string | undefined {
    const isMaker = this.#values.namesOf(node.callee).includes('module:module.createRequire');

    return isMaker && this.#missing && !isLoader(node)
      ? 'code is loaded from elsewhere by createRequire'
      : undefined;
  }

  /** In a package it is what makes a function of a template, or asks for what is optional. */
  #addHidden(node: CallNode | NodeOf<'ImportExpression'>): void {
    const isOwn = !this.#places.isInPackage(node) && !this.#places.isMixed(scopeOf(node).file);
    const reason = isOwn ? hiddenCode(node, this.#values) : undefined;

    if (reason !== undefined) this.#found.addUnresolved({ reason }, node);
  }

  #maybeMissing(node: AnyNode): void {
    const specifier =
      requestOf(node) ?? (isCall(node) ? constantText(node.arguments[0]) : undefined);
    if (specifier === undefined || !this.#missing?.isMissing(specifier, scopeOf(node).file, node))
      return;

    this.#found.addUnresolved({ reason: notFound(specifier) }, node);
  }

  #addFree(service: string | undefined, reason: string, node: AnyNode): void {
    this.#found.addUnresolved({ ...(service !== undefined && { service }), reason }, node);
  }

  /** A request to what Lambda's extension for parameters, secrets and configuration serves. */
  #requested(node: NodeOf<'Literal' | 'TemplateLiteral'>): void {
    if (node.type === 'Literal' && typeof node.value !== 'string') return;

    const call = extensionCall(node, this.#values);
    if (!call) return;
    for (const operation of call.operations) {
      this.#found.put({ service: call.service, operation }, call.resources, node);
    }
  }
}

/** Characters. */
const LONGEST_NAME = 60;

/** Among which one is chosen as it runs. */
const MOST_COMMANDS = 8;
