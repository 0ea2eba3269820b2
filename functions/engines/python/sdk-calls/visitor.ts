import type { CalledResource, SdkCall, UnresolvedCalls } from '../../../core/sdk-calls.ts';
import {
  CallsByPlace,
  calledResources,
  madeUp,
  notFound,
  operationOfPython,
  operationOfWaiter,
  type Parts,
  type Unresolved,
} from '../../sdk/index.ts';
import { awsMade, isAwsMaker, isChosenByCallers, serviceGiven } from '../aws-clients.ts';
import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import type { Places } from '../evidence.ts';
import type { Resolver } from '../resolver.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import { awsName, isMethodOfEvery, isOfOtherBoto, typedPath } from './boto-names.ts';
import { type ResourceCall, resourceCall } from './boto-resources.ts';
import { botoPath } from './boto-types.ts';
import { givenAway, handedOnBy, keptOutside } from './given-away.ts';
import type { MissingImports } from './missing-imports.ts';
import { type FreeModule, freeModule, packageCall } from './packages.ts';
import { hiddenCode, programRun } from './programs.ts';
import { resourcesGiven } from './resources.ts';
import { callsMaking } from './sources.ts';
import { textsOf } from './texts.ts';
import { notFollowed, UnseenReceivers, unseenMaker } from './unseen-receivers.ts';

/** Collects the calls of AWS in code that may run. */
export class SdkCallVisitor {
  readonly #values: Resolver;
  readonly #places: Places;
  readonly #missing: MissingImports;
  readonly #found = new CallsByPlace();
  readonly #unseen: UnseenReceivers;
  #isInDoubt = false;

  constructor(values: Resolver, places: Places, missing: MissingImports) {
    this.#values = values;
    this.#unseen = new UnseenReceivers(values);
    this.#places = places;
    this.#missing = missing;
  }

  get calls(): readonly SdkCall[] {
    return this.#found.calls;
  }

  get unresolved(): readonly UnresolvedCalls[] {
    return this.#found.unresolved;
  }

  /** What is visited from now on is not sure to run. */
  doubt(): void {
    this.#isInDoubt = true;
  }

  /** After all was visited. */
  finish(): void {
    for (const { node, service } of this.#unseen.found) {
      this.#addUnresolved({ service, reason: notFollowed }, node);
    }
  }

  visit(node: AnyNode): void {
    this.#unseen.note(node);
    if (node.type === 'Call') this.#called(node);
    if (node.type === 'Attribute') this.#read(node);
    if (node.type === 'Attribute' || node.type === 'Name') this.#givenAway(node);
    if (node.type === 'Assign') {
      for (const found of keptOutside(node, this.#values)) this.#addUnresolved(found, node);
    }
    if (node.type === 'Import') {
      for (const { name } of node.names) this.#imported(freeModule(name), node);
    }
    if (node.type === 'ImportFrom' && node.level === 0) {
      this.#imported(freeModule(node.module), node);
    }
    if (node.type === 'Import' || node.type === 'ImportFrom') {
      const name = this.#missing.in(node);
      if (name !== undefined) this.#addUnresolved({ reason: notFound(name) }, node);
    }
  }

  #called(node: Call): void {
    for (const name of this.#values.namesOf(node.callee)) {
      if (isAwsMaker(name)) {
        this.#unseen.noteMade(awsMade(node, this.#values));
        this.#made(node);
      } else if (isOfOtherBoto(name)) this.#madeByOther(name, node);
      this.#named(name, node);
      this.#byPackage(name, node);
    }
    const name = this.#missing.inCall(node);
    if (name !== undefined) this.#addUnresolved({ reason: notFound(name) }, node);
    const reason = programRun(node, this.#values) ?? hiddenCode(node, this.#values);
    if (reason !== undefined) this.#addUnresolved({ reason }, node);
    const made = unseenMaker(node, this.#values);
    if (made) this.#addUnresolved({ ...made, reason: notFollowed }, node);
    for (const found of handedOnBy(node, this.#values)) this.#addUnresolved(found, node);
  }

  /** A client of a service that is not written there: of those that are given, or of any. */
  #made(node: Call): void {
    const given = argumentOf(node, 0, 'service_name');
    if (given === undefined) this.#addUnresolved({ reason: madeUp }, node);
    if (given === undefined || serviceGiven(node, this.#values) !== undefined) return;
    if (isChosenByCallers(node, this.#values)) return;

    for (const service of this.#servicesIn(given)) {
      this.#addUnresolved({ ...(service !== undefined && { service }), reason: madeUp }, node);
    }
  }

  /** aioboto3 and the like: what their clients call is not followed. */
  #madeByOther(name: string, node: Call): void {
    const given = argumentOf(node, 0, 'service_name');
    const [module = ''] = name.split('.');
    const reason = `clients of ${module.slice(0, LONGEST_NAME)} are not followed`;

    for (const service of given ? this.#servicesIn(given) : [undefined]) {
      this.#addUnresolved({ ...(service !== undefined && { service }), reason }, node);
    }
  }

  /** Undefined for any. */
  #servicesIn(node: Expression): readonly (string | undefined)[] {
    return this.#texts(node).map(([part, ...more]) =>
      part && 'text' in part && more.length === 0 ? part.text : undefined,
    );
  }

  /** `boto3.client('s3').put_object`, and what a resource has. */
  #named(name: string, node: Call): void {
    const { client, resource, rest } = awsName(name);
    if (client !== undefined) this.#ofClient(client, rest, node);
    if (resource !== undefined) this.#ofResource(resource, rest, node);
  }

  #ofClient(service: string, method: string, node: Call): void {
    const [first, second] = node.arguments;
    // What a call gives back is no client.
    if (service === '?' || !/^[a-z]\w*$/.test(method)) return;

    switch (method) {
      case 'get_paginator':
        this.#later(service, first?.value, 'paginate', node);
        return;
      case 'get_waiter': {
        const operation = operationOfWaiter(service, constantText(first?.value) ?? '');
        if (operation !== undefined)
          this.#put(service, operation, this.#ofNext(service, 'wait', node), node);
        return;
      }
      case 'generate_presigned_url': {
        const signed = constantText(argumentOf(node, 0, 'ClientMethod'));
        if (signed === undefined) this.#addUnresolved({ service, reason: madeUp }, node);
        else this.#put(service, operationOfPython(service, signed), this.#signed(node), node);
        return;
      }
      case 'generate_presigned_post':
        this.#put(
          service,
          'PutObject',
          this.#placed('Bucket', argumentOf(node, 0, 'Bucket')),
          node,
        );
        return;
      case 'upload_file':
      case 'upload_fileobj':
        if (service === 's3') this.#transferred('PutObject', argumentOf(node, 1, 'Bucket'), node);
        return;
      case 'download_file':
      case 'download_fileobj':
        if (service === 's3') this.#transferred('GetObject', argumentOf(node, 0, 'Bucket'), node);
        return;
      case 'copy':
        if (service === 's3') {
          this.#put(service, 'CopyObject', this.#copied(first?.value, second?.value, node), node);
        }
        return;
      default:
        if (isMethodOfEvery(method)) return;
        this.#put(
          service,
          operationOfPython(service, method),
          resourcesGiven(service, node, this.#values),
          node,
        );
    }
  }

  #transferred(operation: string, bucket: Expression | undefined, node: Call): void {
    this.#put('s3', operation, this.#placed('Bucket', bucket), node);
    if (operation === 'PutObject') {
      this.#put('s3', 'AbortMultipartUpload', this.#placed('Bucket', bucket), node);
    }
  }

  #givenAway(node: Expression): void {
    for (const found of givenAway(node, this.#values)) {
      if ('operation' in found) this.#put(found.service, found.operation, [], node);
      else this.#addUnresolved(found, node);
    }
  }

  /** `client.get_paginator(name).paginate(Bucket=…)`, in one or by a name. */
  #later(service: string, operation: Expression | undefined, next: string, node: Call): void {
    const method = constantText(operation);
    if (method === undefined) {
      this.#addUnresolved({ service, reason: madeUp }, node);
      return;
    }
    this.#put(service, operationOfPython(service, method), this.#ofNext(service, next, node), node);
  }

  #ofNext(service: string, next: string, node: Call): readonly CalledResource[] {
    const uses: readonly AnyNode[] = [
      node,
      ...(node.parent?.type === 'Assign'
        ? node.parent.targets.flatMap((target) => bindingOf(target)?.reads ?? [])
        : []),
    ];
    const calls = uses.flatMap(({ parent }) =>
      parent?.type === 'Attribute' && parent.name === next && parent.parent?.type === 'Call'
        ? parent.parent
        : [],
    );

    return calls.flatMap((call) => resourcesGiven(service, call, this.#values));
  }

  #signed(node: Call): readonly CalledResource[] {
    const params = argumentOf(node, 1, 'Params');
    if (params?.type !== 'Dict') return [];
    const bucket = params.entries.find(({ key }) => constantText(key) === 'Bucket');

    return this.#placed('Bucket', bucket?.value);
  }

  #copied(
    source: Expression | undefined,
    target: Expression | undefined,
    node: Call,
  ): readonly CalledResource[] {
    const from = source?.type === 'Dict' ? source.entries : [];
    const bucket = from.find(({ key }) => constantText(key) === 'Bucket')?.value;

    return [
      ...this.#placed('CopySource', bucket),
      ...this.#placed('Bucket', argumentOf(node, 1, 'Bucket') ?? target),
    ];
  }

  #placed(parameter: string, node: Expression | undefined): readonly CalledResource[] {
    return calledResources([[parameter, node ? this.#texts(node) : []]]);
  }

  #texts(node: Expression): readonly Parts[] {
    return textsOf(node, this.#values);
  }

  #ofResource(service: string, rest: string, node: AnyNode): void {
    const { type, path } = typedPath(rest);
    const further = botoPath(service, rest);
    const call =
      resourceCall(service, type, path) ??
      (further.operation === undefined ? undefined : { operation: further.operation });
    if (!call) {
      if (!further.isKnown) this.#lostResource(service, type, path, node);
      return;
    }

    const { operation, named }: ResourceCall = call;
    const makers = named === undefined ? [] : this.#makersOf(node, type);
    const own = makers.flatMap((maker) => {
      const [first] = maker.arguments;
      return first && named !== undefined ? this.#placed(named, first.value) : [];
    });
    const given = node.type === 'Call' ? resourcesGiven(service, node, this.#values) : [];
    const byName = type === 'Queue' && own.length === 0 ? this.#queueNamed(node) : [];
    this.#put(service, operation, [own, byName, given].find((all) => all.length > 0) ?? [], node);
  }

  /** `sqs.get_queue_by_name(QueueName=…)` */
  #queueNamed(node: AnyNode): readonly CalledResource[] {
    return this.#makersOf(node, 'get_queue_by_name').flatMap((maker) =>
      this.#placed('QueueName', argumentOf(maker, undefined, 'QueueName')),
    );
  }

  /** Methods of resources that are not in the table; their attributes and collections are no calls. */
  #lostResource(service: string, type: string, path: string, node: AnyNode): void {
    if (node.type !== 'Call' || path === '' || isMethodOfEvery(path)) return;
    const isKnownType = /^[A-Z]\w*$/.test(type) || type === '';
    if (!isKnownType || listedServices.has(service)) return;

    this.#addUnresolved({ service, reason: `a resource of boto3 chooses what it calls` }, node);
  }

  /** The call `Table(name)` that an object was made by. */
  #makersOf(node: AnyNode, type: string): readonly Call[] {
    const found: Call[] = [];
    let at: Expression | undefined =
      node.type === 'Call' ? node.callee : node.type === 'Attribute' ? node : undefined;

    for (let steps = 0; at && steps < LONGEST_CHAIN; steps += 1) {
      for (const call of callsMaking(at, this.#values)) {
        if (call.callee.type === 'Attribute' && call.callee.name === type) found.push(call);
      }
      if (found.length > 0) return found;
      at = at.type === 'Attribute' ? at.object : at.type === 'Call' ? at.callee : undefined;
    }
    return found;
  }

  /** `with table.batch_writer() as batch` and attributes that load: only calls are looked at. */
  #read(node: Expression & { type: 'Attribute' }): void {
    if (!loaders.has(node.name) || node.parent?.type === 'Call') return;

    for (const name of this.#values.namesOf(node.object)) {
      const { resource, rest } = awsName(name);
      if (resource === undefined) continue;
      const { type, path } = typedPath(rest);
      if (path === '' && resourceCall(resource, type, 'load')) {
        this.#ofResource(resource, `${rest}.load`, node);
      }
    }
  }

  #byPackage(name: string, node: Call): void {
    const found = packageCall(name);
    if (!found) return;

    const { service, operations, parameter, position, keyword } = found;
    const given = argumentOf(node, position, keyword);
    const resources = given && parameter !== '' ? this.#placed(parameter, given) : [];
    for (const operation of operations) this.#put(service, operation, resources, node);
  }

  #imported(free: FreeModule | undefined, node: AnyNode): void {
    if (!free) return;

    const { service, reason } = free;
    this.#addUnresolved({ ...(service !== undefined && { service }), reason }, node);
  }

  #put(
    service: string,
    operation: string,
    resources: readonly CalledResource[],
    node: AnyNode,
  ): void {
    const place = this.#places.of(node);

    if (this.#isInDoubt) this.#found.addUnresolved({ service, reason: notFollowed }, place);
    else this.#found.add({ service, operation }, resources, place);
  }

  #addUnresolved(found: Unresolved, node: AnyNode): void {
    this.#found.addUnresolved(found, this.#places.of(node));
  }
}

/** Attributes that have a resource load itself. */
const loaders: ReadonlySet<string> = new Set([
  'item_count',
  'table_status',
  'key_schema',
  'content_length',
  'content_type',
  'last_modified',
  'attributes',
]);

/** Services of which the table of resources is whole as far as handlers use them. */
const listedServices: ReadonlySet<string> = new Set(['dynamodb', 's3', 'sqs', 'sns']);

const LONGEST_CHAIN = 8;

/** Characters. */
const LONGEST_NAME = 60;
