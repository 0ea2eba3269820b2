import { resourceTypeLines } from '../../data/iam-resource-types.ts';
import type { CatalogueAction } from './action-catalogue.ts';
import { catalogueTable, type Entry } from './catalogue-table.ts';
import { hasWildcard } from './wildcard.ts';

/** A kind of resource that a policy can name for an action. */
export interface ResourceType {
  /** AWS's own name, in words: `state machine`. */
  readonly name: string;
  /** What its ARN looks like, with `*` for each part that differs; few types have two. */
  readonly arns: readonly string[];
  /** Whether every request for the action is about one. */
  readonly isRequired: boolean;
}

/** What a policy has to name to allow an action on some resources only. */
export interface Naming {
  /** A request is about one of each type, or of any. */
  readonly of: 'each' | 'any';
  readonly types: readonly ResourceType[];
}

const table = catalogueTable(resourceTypeLines);

/**
 * The kinds of resources that a policy can name for an action; none for what AWS does not know.
 *
 * @param action `service:Action`, in whichever case.
 */
export function resourceTypesOf(action: string): readonly ResourceType[] {
  const [service = ''] = action.toLowerCase().split(':');

  return (table.of(action) ?? []).map((entry) => typeOf(entry, service));
}

/** Every type of every service. */
export function everyType(): readonly ResourceType[] {
  return [...table.services()].flatMap(([service, cells]) =>
    cells.map((cell) => typeOf({ cell, isMarked: false }, service)),
  );
}

/**
 * What a policy has to name for an action; undefined where it need not name anything, or where that
 * is not known. AWS marks the types that each request is about. Of an action without such a type,
 * some requests are about one of several (`s3:DeleteObject`), and some need none at all: a
 * translation may use a terminology, or not.
 *
 * Source: "Actions, resources, and condition keys for AWS services", the columns of its tables
 * (Service Authorization Reference).
 */
export function namingOf(action: CatalogueAction): Naming | undefined {
  const known = namings.get(action) ?? { naming: readNaming(action) };
  namings.set(action, known);

  return known.naming;
}

/** Roles are asked about the same actions again and again. */
const namings = new WeakMap<CatalogueAction, { readonly naming: Naming | undefined }>();

function readNaming(action: CatalogueAction): Naming | undefined {
  const all = resourceTypesOf(action.name);
  const required = all.filter(({ isRequired }) => isRequired);
  if (required.length > 0) {
    const many = required.filter(hasMany);

    return many.length > 0
      ? { of: 'each', types: many.map((type) => withParts(type, all)) }
      : undefined;
  }

  const types = all.filter(hasMany);
  return types.length > 0 && isAboutOne(action, types) ? { of: 'any', types } : undefined;
}

/** Whether an action is about no resource, or about one that an account has once: its own settings. */
export function isAboutAccount(action: CatalogueAction): boolean {
  const types = resourceTypesOf(action.name);

  return namingOf(action) === undefined && (types.length === 0 || !types.every(hasMany));
}

/**
 * For the reader: the names of types, each once. What may be named by way of an access point too is
 * named by itself.
 */
export function typeNames(types: readonly ResourceType[]): readonly string[] {
  const names = [...new Set(types.map(({ name }) => name))];
  const plain = names.filter(
    (name) => name !== 'accesspoint' && !names.some((other) => isLonger(name, other)),
  );

  return plain.length > 0 ? plain : names;
}

/** `event busv2` beside `event bus` */
function isLonger(name: string, other: string): boolean {
  return name !== other && name.includes(other);
}

/** Of some types an account has one, such as its own settings: there is nothing to choose from. */
function hasMany({ arns }: ResourceType): boolean {
  return arns.some((arn) => hasWildcard(arn.split(':').slice(5).join(':')));
}

/** An index is a part of its table: who has every index has of every table. */
function withParts(type: ResourceType, all: readonly ResourceType[]): ResourceType {
  const parts = all
    .filter(({ isRequired }) => !isRequired)
    .flatMap(({ arns }) => arns)
    .filter((arn) => type.arns.some((whole) => arn.startsWith(`${whole}/`)));

  return { ...type, arns: [...type.arns, ...parts] };
}

/** Whether a request must be about a resource of some type, though AWS marks none of them. */
function isAboutOne({ name, access }: CatalogueAction, types: readonly ResourceType[]): boolean {
  const [service = '', operation = ''] = name.split(':');
  if (access === 'tagging' || markNone.has(service) || markNone.has(name)) return true;
  if (/^ListTags|TagsFor|ResourcePolic(?:y|ies)/.test(operation)) return true;
  if (/^(?:Describe|List|Search)/.test(operation)) return false;

  const said = new Set(wordsOf(operation));
  const [first = [], ...others] = types.map((type) => wordsOf(type.name));
  const areKin =
    others.length > 0 && first.some((word) => others.every((words) => words.includes(word)));
  return areKin || [first, ...others].flat().some((word) => said.has(word));
}

/**
 * Services, and actions, whose requests are about a resource each, one of several kinds: an object
 * of a bucket or of an access point, a cluster or a workgroup.
 */
const markNone: ReadonlySet<string> = new Set([
  'apigateway',
  'cassandra',
  'es',
  'redshift-data',
  's3',
  's3-outposts',
  'ssm:StartSession',
]);

function typeOf({ cell, isMarked }: Entry, service: string): ResourceType {
  const [name = '', arns = ''] = cell.split('=');

  return {
    name: spaced.get(name.toLowerCase()) ?? wordsOf(name).join(' '),
    arns: arns.split('|').map((each) => `arn:*:${each.startsWith(':') ? service : ''}${each}`),
    isRequired: isMarked,
  };
}

/** Names without a sign where one word ends. */
const spaced: ReadonlyMap<string, string> = new Map([
  ['db', 'database instance'],
  ['deliverystream', 'delivery stream'],
  ['loadbalancer', 'load balancer'],
  ['statemachine', 'state machine'],
  ['targetgroup', 'target group'],
  ['userpool', 'user pool'],
]);

/** `loadbalancer/app/`, `StateMachine`, `bot_alias`: the words, in lower case. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}
