import { compareTexts } from '../core/compare-texts.ts';
import { withoutSecrets } from '../engines/secrets/index.ts';
import type { Deployment } from './deployment.ts';

/** Tags of a function. Hostile text: any deployer of it writes them. */
export type Tags = ReadonlyMap<string, string>;

export type KeptTags = Readonly<Record<string, readonly string[]>>;

/** Which keys of tags mean something. Upper and lower case are the same: teams write both. */
export interface OwnerKeys {
  /** Of the tags that name an owner, the weightiest first. */
  readonly ownerTags: readonly string[];
  /** Of those that are kept with findings. @default none */
  readonly keptTags?: readonly string[] | undefined;
}

/** Whose a function is, as its tags say. */
export interface Ownership extends OneOwner {
  readonly keptTags?: KeptTags | undefined;
  readonly tags: Tags;
}

interface OneOwner {
  /** The value of the first of the owner tags that it has. */
  readonly owner?: string | undefined;
  /** Name of its CloudFormation stack. */
  readonly stack?: string | undefined;
  /** Name of its application in AWS Service Catalog AppRegistry. */
  readonly application?: string | undefined;
}

/**
 * Whose a target is. What several functions share has several owners where they differ: then each is
 * named, and there is no single one.
 */
export interface Owned extends OneOwner {
  /** Values of the tags that the settings have kept, by their keys: of what is shared, each. */
  readonly keptTags?: KeptTags | undefined;
  readonly owners?: readonly string[] | undefined;
  readonly stacks?: readonly string[] | undefined;
  readonly applications?: readonly string[] | undefined;
  /** Of a function: who deployed it last; absent where that is not known. */
  readonly lastDeployment?: Deployment | undefined;
}

/** The same as it was just seen: with the tags of a function, which are not stored with findings. */
export interface OwnedNow extends Owned {
  readonly tags?: Tags | undefined;
  /** Who deployed it last could not be read: what is stored of that stays. */
  readonly isDeploymentUnread?: true | undefined;
}

/** What of a target's owners findings are filtered, grouped and routed by. */
export const ownedBys = ['owner', 'stack', 'application'] as const;
export type OwnedBy = (typeof ownedBys)[number];

/**
 * A function has 50 tags of its own, and a few of AWS; a key has 128 characters, a value 256. Source:
 * "Tag naming limits and requirements" (AWS Tagging Guide).
 */
const MOST_TAGS = 80;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** Names of one kind that a shared target has at most. */
const MOST_SHARING = 50;

/** More keys are no way to find anything by, and have to fit in an item of the table. */
export const MOST_KEPT = 10;

/** Of all values that are kept together: an item of the table has 400 KB for all that is in it. */
const MOST_KEPT_BYTES = 16 * 1024;

/** Only CloudFormation writes tags whose key begins so. */
const STACK_NAME = 'aws:cloudformation:stack-name';

/**
 * Its value is the ARN of the application's resource group. Source: "The AWS application tag"
 * (AppRegistry Administrator Guide).
 */
const APPLICATION = 'awsApplication';

/** No longer than AWS lets them be, and without the secrets that some teams keep in them. */
export function boundedTags(tags: Iterable<readonly [key: string, value: string]>): Tags {
  const bounded: (readonly [string, string])[] = [];

  for (const [key, value] of tags) {
    if (bounded.length === MOST_TAGS) break;
    bounded.push([
      key.slice(0, LONGEST_KEY).toWellFormed(),
      withoutSecrets(value).slice(0, LONGEST_VALUE).toWellFormed(),
    ]);
  }
  return new Map(bounded);
}

/** Keys of tags, each once whatever its case: the first of those that are alike. */
export function differentKeys(keys: readonly string[]): readonly string[] {
  return [...Map.groupBy(keys, (key) => key.toLowerCase()).values()].flatMap(
    ([first = '']) => first,
  );
}

export function ownershipOf(tags: Tags, { ownerTags, keptTags = [] }: OwnerKeys): Ownership {
  const owner = ownerTags.map((key) => valueUnder(key, tags)).find((value) => value !== undefined);
  const application = applicationIn(textIn(tags.get(APPLICATION)));
  const stack = textIn(tags.get(STACK_NAME));
  const kept = differentKeys(keptTags)
    .slice(0, MOST_KEPT)
    .flatMap((key): readonly [string, readonly string[]][] => {
      const value = valueUnder(key, tags);
      return value === undefined ? [] : [[key, [value]]];
    });

  return {
    ...(owner !== undefined && { owner }),
    ...(stack !== undefined && { stack }),
    ...(application !== undefined && { application }),
    ...keptIn(kept),
    tags,
  };
}

/**
 * Whose something is that functions of these owners share. One that has no owner adds none. What
 * `ownedByPart` says of some of them may stand for these.
 */
export function ownedTogether(functions: readonly Owned[]): Owned {
  return sharedBy(functions, within);
}

/**
 * Whose the part of something is that some functions share, to be put together with other parts. It has the
 * first value that has no room too: else one of another part, which comes later, would take its place.
 */
export function ownedByPart(functions: readonly Owned[]): Owned {
  return sharedBy(functions, (bytes, values) => values.slice(0, within(bytes, values).length + 1));
}

function sharedBy(functions: readonly Owned[], kept: Room): Owned {
  const owners = namesOf(functions, 'owner');
  const stacks = namesOf(functions, 'stack');
  const applications = namesOf(functions, 'application');

  return {
    ...(owners.length > 1 ? { owners } : oneOf('owner', owners)),
    ...(stacks.length > 1 ? { stacks } : oneOf('stack', stacks)),
    ...(applications.length > 1 ? { applications } : oneOf('application', applications)),
    ...keptIn(
      functions.flatMap(({ keptTags = {} }) => Object.entries(keptTags)),
      kept,
    ),
  };
}

/** All owners, stacks or applications that are named. */
export function namedOwners(owned: Owned, by: OwnedBy): readonly string[] {
  const one = owned[by];

  return one === undefined ? (owned[severalOf[by]] ?? []) : [one];
}

const severalOf = { owner: 'owners', stack: 'stacks', application: 'applications' } as const;

/** Whether it has a tag, among those that are kept. */
export function hasTag(
  { keptTags = {} }: Owned,
  key: string,
  isMeant: (value: string) => boolean,
): boolean {
  return Object.entries(keptTags).some(
    ([kept, values]) => kept.toLowerCase() === key.toLowerCase() && values.some(isMeant),
  );
}

/** The part of anything that says whose it is, and nothing else. */
export function ownedOf(owned: Owned): Owned {
  const { owner, stack, application, owners, stacks, applications, keptTags = {} } = owned;
  const { lastDeployment } = owned;

  return {
    ...(owner !== undefined && { owner }),
    ...(owners !== undefined && { owners }),
    ...(stack !== undefined && { stack }),
    ...(stacks !== undefined && { stacks }),
    ...(application !== undefined && { application }),
    ...(applications !== undefined && { applications }),
    ...keptIn(Object.entries(keptTags)),
    ...(lastDeployment && { lastDeployment: inOrder(lastDeployment) }),
  };
}

/** A table gives fields back in any order. */
function inOrder({ at, by, session }: Deployment): Deployment {
  return { at, by, ...(session !== undefined && { session }) };
}

/** @param stored what is known of the same before. */
export function ownedAfter({ isDeploymentUnread, ...owned }: OwnedNow, stored: Owned): Owned {
  const { lastDeployment } = stored;

  return isDeploymentUnread && lastDeployment ? { ...owned, lastDeployment } : owned;
}

export function isSameOwned(a: Owned, b: Owned): boolean {
  return JSON.stringify(ownedOf(a)) === JSON.stringify(ownedOf(b));
}

/** Which of the values, in their order, are kept in so many bytes. */
type Room = (bytes: number, values: readonly string[]) => readonly string[];

/** In an order of their own: a table gives them back in any. */
function keptIn(
  all: readonly (readonly [key: string, values: readonly string[]])[],
  room: Room = within,
): Pick<Owned, 'keptTags'> {
  if (all.length === 0) return {};
  const byKey = Map.groupBy(all, ([key]) => key);
  // The same for each, so that long values of one do not take the place of another's.
  const bytes = MOST_KEPT_BYTES / byKey.size;

  const kept = [...byKey]
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([key, entries]) => {
      const values = new Set(entries.flatMap(([, each]) => each));
      const first = [...values].sort(compareTexts).slice(0, MOST_SHARING);
      return [key, room(bytes, first)] as const;
    });
  return { keptTags: Object.fromEntries(kept) };
}

/** The first values, as far as they have room. */
function within(bytes: number, values: readonly string[]): readonly string[] {
  let left = bytes;

  return values.filter((value) => {
    left -= Buffer.byteLength(value);
    return left >= 0;
  });
}

/** Each once. */
function namesOf(functions: readonly Owned[], by: OwnedBy): readonly string[] {
  const names = new Set(functions.flatMap((each) => namedOwners(each, by)));

  return [...names].sort(compareTexts).slice(0, MOST_SHARING);
}

function oneOf(by: OwnedBy, [name]: readonly string[]): OneOwner {
  return name === undefined ? {} : { [by]: name };
}

/** Of keys that differ in their case, the one as it is asked for, else the first. */
function valueUnder(key: string, tags: Tags): string | undefined {
  const exact = textIn(tags.get(key));
  if (exact !== undefined) return exact;

  const alike = [...tags.keys()].filter((each) => each.toLowerCase() === key.toLowerCase());
  return alike
    .sort(compareTexts)
    .map((each) => textIn(tags.get(each)))
    .find((value) => value !== undefined);
}

/** Undefined where there is none, or one without text. */
function textIn(value: string | undefined): string | undefined {
  return value?.trim() || undefined;
}

/** `arn:aws:resource-groups:eu-west-1:111122223333:group/shop/0a1b…`: `shop` */
function applicationIn(value: string | undefined): string | undefined {
  const [prefix, , service, , , resource = ''] = value?.split(':') ?? [];
  if (prefix !== 'arn' || service !== 'resource-groups') return value;

  const [kind, name] = resource.split('/');
  return kind === 'group' && name ? name : value;
}
