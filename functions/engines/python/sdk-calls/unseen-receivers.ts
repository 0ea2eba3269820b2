import { isKnownService, isOperation, operationOfPython } from '../../sdk/index.ts';
import { isAwsMaker } from '../aws-clients.ts';
import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { lastName } from '../last-name.ts';
import type { Resolver } from '../resolver.ts';
import type { AnyNode, Attribute, Call, Expression } from '../syntax.ts';
import type { Value } from '../value.ts';
import { awsName, isMethodOfEvery, isOfOtherBoto, typedPath } from './boto-names.ts';
import { isResourceMember } from './boto-types.ts';

/**
 * Whether each client that the code makes is called where it is followed: what is asked of something that is
 * not known may be asked of it, for it came there through a field, a container or a function.
 */
export class UnseenReceivers {
  readonly #values: Resolver;
  readonly #uses: UnseenUse[] = [];
  /** By the service, and whether it is a resource. */
  readonly #made = new Map<string, MadeClient>();

  constructor(values: Resolver) {
    this.#values = values;
  }

  note(node: AnyNode): void {
    const use = unseenUse(node, this.#values);
    if (use) this.#uses.push(use);
  }

  /** @param name `boto3.client('s3')` */
  noteMade(name: string): void {
    const { client, resource } = awsName(name);
    const service = client ?? resource;
    if (service === undefined || service === '?') return;

    this.#made.set(name, { service, isResource: resource !== undefined });
  }

  /** Where a service may be called besides, each service once. */
  get found(): readonly { readonly node: AnyNode; readonly service: string }[] {
    return [...this.#made.values()].flatMap((made) => {
      const use = this.#uses.find((each) => mayBeOf(each, made));

      return use ? [{ node: use.node, service: made.service }] : [];
    });
  }
}

interface UnseenUse {
  readonly node: AnyNode;
  /** What it may call there; undefined for anything. */
  readonly member: string | undefined;
  /** Whether nothing else is known to stand there, as what a package has made. */
  readonly isAlone: boolean;
}

/** A client was made, and what is called here may be a method of it. */
export const notFollowed = 'a client may be called where it is not followed';

/**
 * What is asked of something that is not known, and may be a client that the code makes elsewhere: it came
 * through a field, a container or a function that is not followed.
 */
function unseenUse(node: AnyNode, values: Resolver): UnseenUse | undefined {
  if (node.type === 'Call') return dynamicUse(node, values);
  if (node.type !== 'Attribute' || isTarget(node)) return undefined;
  const found = values.valuesOf(node);
  const isAlone = found.every((value) => value.kind === 'name' && passing.test(value.name));
  const isForeign = found.every((value) => value.kind === 'name' && !isOfBoto(value.name));
  const call =
    node.parent?.type === 'Call' && node.parent.callee === node ? node.parent : undefined;
  const positional = call?.arguments.filter(({ name }) => name === undefined).length ?? 0;
  if (!isAlone && !isForeign && !found.some((one) => isOtherClient(one, node.name)))
    return undefined;
  // Each table has `get`; an object of S3 is given no key by its place.
  if (positional > 0 && tabular.has(node.name)) return undefined;
  if (node.name === 'copy' && positional < 2) return undefined;

  return { node, member: node.name, isAlone };
}

const tabular: ReadonlySet<string> = new Set(['get', 'pop', 'update', 'filter', 'delete', 'load']);

/** What hands on what it is given, of Python itself. */
const passing =
  /^(?:builtins|collections|types|dataclasses|contextlib|contextvars|itertools|functools|weakref|queue|copy|operator|asyncio|concurrent|threading)\b/;

function isOfBoto(name: string): boolean {
  return /^(?:boto3|botocore)\b/.test(name);
}

/** Whether a value is a client that has no such method: then another one stands there, too. */
function isOtherClient(value: Value, method: string): boolean {
  const { client, rest } = awsName(value.kind === 'name' ? value.name : '');
  if (client === undefined || client === '?' || rest !== method) return false;

  return !isMethodOfEvery(method) && !mayBeCalled({ service: client, isResource: false }, method);
}

function isTarget(node: Attribute): boolean {
  return node.parent?.type === 'Assign' && node.parent.targets.includes(node);
}

/** `getattr(client, name)`, and what else asks for a member by a name that is made up as it runs. */
function dynamicUse(node: Call, values: Resolver): UnseenUse | undefined {
  const names = values.namesOf(node.callee);
  const isOfMember = names.includes('builtins.getattr');
  const isCaller = names.some((name) => /^operator\.(?:methodcaller|attrgetter)$/.test(name));
  const isRaw = rawReaders.has(lastName(node.callee));
  if (!isOfMember && !isCaller && !isRaw) return undefined;

  const given = isOfMember ? node.arguments[1]?.value : node.arguments[0]?.value;
  const of: Expression | undefined = isOfMember
    ? node.arguments[0]?.value
    : node.callee.type === 'Attribute' && isRaw
      ? node.callee.object
      : undefined;
  const found = of ? values.valuesOf(of) : [];
  const member = isRaw ? undefined : constantText(given);
  // Then it is followed.
  if (isOfMember && member !== undefined && found.length > 0) return undefined;
  const isOther =
    found.length > 0 && found.every((one) => one.kind !== 'name' || isQuiet(one.name));
  if (isOther) return undefined;

  return { node, member, isAlone: true };
}

function isQuiet(name: string): boolean {
  const { client, resource, rest } = awsName(name);

  // A table or an object of a resource is asked as a client is.
  const { type, path } = typedPath(rest);
  if (resource !== undefined && type !== '' && path === '') return false;

  // What a call of a client gives is no client.
  return !passing.test(name) && ((client ?? resource) === undefined || /\(\)/.test(rest));
}

const rawReaders: ReadonlySet<string> = new Set([
  '_make_api_call',
  '__getattribute__',
  '__getattr__',
]);

/** A service of which the code makes a client or, of boto3, a resource. */
interface MadeClient {
  readonly service: string;
  readonly isResource: boolean;
}

function mayBeOf({ member, isAlone }: UnseenUse, made: MadeClient): boolean {
  if (member === undefined) return true;
  // `redis.publish`, of what a package has made, is none of SNS.
  return (isAlone || member.includes('_')) && mayBeCalled(made, member);
}

function mayBeCalled({ service, isResource }: MadeClient, member: string): boolean {
  if (ofEveryClient.has(member)) return true;
  if (service === 's3' && ofFiles.has(member)) return true;
  if (isResource && isResourceMember(service, member)) return true;

  return /^[a-z]/.test(member) && isOperation(service, operationOfPython(service, member));
}

const ofEveryClient: ReadonlySet<string> = new Set([
  'get_paginator',
  'get_waiter',
  'generate_presigned_url',
  'generate_presigned_post',
  '_make_api_call',
]);

const ofFiles: ReadonlySet<string> = new Set([
  'upload_file',
  'upload_fileobj',
  'download_file',
  'download_fileobj',
  'copy',
]);

/** `self._session.client('s3')`, of what is not known: its service, or undefined for one that is not written there. */
export function unseenMaker(
  node: Call,
  values: Resolver,
): { readonly service: string | undefined } | undefined {
  const { callee } = node;
  if (isMadeUp(node, values)) return { service: undefined };
  if (callee.type !== 'Attribute' || !makers.has(callee.name)) return undefined;
  const found = values.valuesOf(callee);
  const isOwn = found.some(
    (one) =>
      one.kind !== 'name' ||
      isAwsMaker(one.name) ||
      isOfOtherBoto(one.name) ||
      /^boto3\.(?:client|resource)\(/.test(one.name),
  );
  const service = constantText(argumentOf(node, 0, 'service_name'));
  if (isOwn) return undefined;
  if (service !== undefined) return isKnownService(service) ? { service } : undefined;
  const isNamed = node.arguments.some(({ name }) => name === 'service_name');

  return isNamed || (found.length === 0 && node.arguments.length > 0)
    ? { service: undefined }
    : undefined;
}

const makers: ReadonlySet<string> = new Set(['client', 'resource', 'create_client']);

/** `getattr(boto3, name)` */
function isMadeUp({ callee, arguments: [of, member] }: Call, values: Resolver): boolean {
  return (
    of !== undefined &&
    constantText(member?.value) === undefined &&
    values.namesOf(callee).includes('builtins.getattr') &&
    values.namesOf(of.value).some((name) => /^boto3(?:\.(?:session\.)?Session\(\))?$/.test(name))
  );
}
