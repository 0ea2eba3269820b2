import * as z from 'zod/mini';
import type { Gap } from '../core/gap.ts';
import type { FunctionTarget, Target } from '../core/target.ts';
import { foreignLogGroup, logGroupArn } from '../domain/log-group.ts';
import { attempt } from './collectors.ts';
import type { Deadline, Inventory } from './ports.ts';
import type { SweptResources } from './surveys.ts';

/** What the functions of one region lead to, as plain data. All are ARNs. */
export type RegionListing = z.infer<typeof regionListing>;

const arns = z.readonly(z.array(z.string()));
const users = z.readonly(z.record(z.string(), arns));
const gaps = z.readonly(z.array(z.object({ fact: z.string(), reason: z.string() })));

/** One as it is kept for the end of its sweep. */
export const regionListing = z.object({
  region: z.string(),
  functions: arns,
  /** The functions that run as each role. */
  functionsOfRole: users,
  /** The functions that use each layer version. */
  functionsOfLayer: users,
  /** The functions that log to each group that is not their own. */
  functionsOfLogGroup: z.optional(users),
  /** In its place, what earlier versions wrote: the groups alone. */
  logGroups: z.optional(arns),
  /** Why it was not listed to the end. */
  unlisted: z.optional(z.string()),
  /** What was listed and could not be queued. */
  unsent: gaps,
});

/** That of a region that is known to have no function. */
export function emptyRegion(region: string): RegionListing {
  return {
    region,
    functions: [],
    functionsOfRole: {},
    functionsOfLayer: {},
    functionsOfLogGroup: {},
    unsent: [],
  };
}

/** That of a region of which nothing is known. */
export function unlistedRegion(region: string, reason: string): RegionListing {
  return { ...emptyRegion(region), unlisted: reason };
}

export interface ListRegionProps {
  readonly inventory: Pick<Inventory, 'functions'>;
  /** Queues some of the functions. One that fails is a gap, and the listing goes on. */
  readonly send: (targets: readonly Target<'function'>[]) => Promise<void>;
  /** Functions to send at once. */
  readonly chunk: number;
  /** When to break off. @default never */
  readonly isLate?: Deadline | undefined;
}

/** Lists the functions of a region and queues them. What was listed before it broke off counts. */
export async function listRegion(
  region: string,
  { inventory, send, chunk, isLate }: ListRegionProps,
): Promise<RegionListing> {
  const functions = new Set<string>();
  const functionsOfRole = new Map<string, string[]>();
  const functionsOfLayer = new Map<string, string[]>();
  const functionsOfLogGroup = new Map<string, string[]>();
  const unsent: string[] = [];

  const listed = await attempt(async () => {
    const targets = distinct(inventory.functions(region, isLate), functions);

    for await (const some of inChunks(targets, chunk)) {
      for (const target of some) {
        const logGroup = foreignLogGroup(target);
        const foreign = logGroup === undefined ? [] : [logGroupArn(logGroup, target.arn)];

        note(target.arn, foreign, functionsOfLogGroup);
        note(target.arn, [target.roleArn], functionsOfRole);
        note(target.arn, target.layers, functionsOfLayer);
      }
      const sent = await attempt(() => send(some));
      if (!sent.known) unsent.push(sent.reason);
    }
  });

  return {
    region,
    functions: [...functions],
    functionsOfRole: Object.fromEntries(functionsOfRole),
    functionsOfLayer: Object.fromEntries(functionsOfLayer),
    functionsOfLogGroup: Object.fromEntries(functionsOfLogGroup),
    ...(!listed.known && { unlisted: listed.reason }),
    unsent: unsentOf(region, unsent),
  };
}

/** All that the listings of a sweep have met. */
export function metIn(listings: readonly RegionListing[]): SweptResources {
  const complete = listings.filter(({ unlisted }) => unlisted === undefined);

  return {
    functions: new Set(listings.flatMap(({ functions }) => functions)),
    functionsOfRole: united(listings.map(({ functionsOfRole }) => functionsOfRole)),
    functionsOfLayer: united(listings.map(({ functionsOfLayer }) => functionsOfLayer)),
    functionsOfLogGroup: united(listings.map(logGroupUsers)),
    complete: new Set(complete.map(({ region }) => region)),
  };
}

/** Of an earlier version's listing it is not known who logs to a group. */
function logGroupUsers({ functionsOfLogGroup = {}, logGroups = [] }: RegionListing) {
  return { ...Object.fromEntries(logGroups.map((arn) => [arn, []])), ...functionsOfLogGroup };
}

/** What of the account they could not list. */
export function unlistedIn(listings: readonly RegionListing[]): readonly Gap[] {
  return listings.flatMap(({ region, unlisted }) =>
    unlisted === undefined ? [] : [{ fact: `functions of ${region}`, reason: unlisted }],
  );
}

/** A page that shifts while it is read may list a function twice. */
async function* distinct(
  targets: AsyncIterable<FunctionTarget>,
  listed: Set<string>,
): AsyncIterable<FunctionTarget> {
  for await (const target of targets) {
    if (listed.has(target.arn)) continue;

    listed.add(target.arn);
    yield target;
  }
}

async function* inChunks<T>(items: AsyncIterable<T>, size: number): AsyncIterable<readonly T[]> {
  let chunk: T[] = [];

  try {
    for await (const item of items) {
      chunk.push(item);
      if (chunk.length < size) continue;

      const full = chunk;
      chunk = [];
      yield full;
    }
  } finally {
    // Also of a listing that breaks off: the failure comes after it.
    if (chunk.length > 0) yield chunk;
  }
}

function note(user: string, used: readonly string[], users: Map<string, string[]>): void {
  for (const arn of new Set(used)) {
    const sharers = users.get(arn);

    if (sharers) sharers.push(user);
    else users.set(arn, [user]);
  }
}

function unsentOf(region: string, reasons: readonly string[]): readonly Gap[] {
  const [first] = reasons;
  if (first === undefined) return [];

  return [
    {
      fact: `functions of ${region} that were not queued`,
      reason: reasons.length === 1 ? first : `${first}, and ${reasons.length - 1} like it`,
    },
  ];
}

function united(all: readonly Readonly<Record<string, readonly string[]>>[]) {
  const users = new Map<string, string[]>();

  for (const [used, functions] of all.flatMap(Object.entries)) {
    users.set(used, [...(users.get(used) ?? []), ...functions]);
  }
  return users;
}
