import * as z from 'zod/mini';
import { each, perChunkKnown } from '../../app/collectors.ts';
import type { Clock, Collector, FactStore, Keeper } from '../../app/ports.ts';
import { staleBefore } from '../../app/stale.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import { type Known, unknown } from '../../core/known.ts';
import { knownSchema } from '../../core/known-schema.ts';
import { accountOf, type FunctionTarget } from '../../core/target.ts';
import type { ApiRoute } from '../../domain/exposure/api-route.ts';
import type { AppsyncApi } from '../../domain/exposure/appsync-api.ts';
import type { BalancerRule } from '../../domain/exposure/balancer-rule.ts';
import {
  distributionOf,
  type EntryPoint,
  entryPointSchema,
  signUpBy,
  webAclsBefore,
  withDistributions,
  withOpenSources,
} from '../../domain/exposure/entry-point.ts';
import { entryPointsOf } from '../../domain/exposure/entry-points.ts';
import type { FunctionUrl } from '../../domain/exposure/function-url.ts';
import {
  isByRuleOfIot,
  withIotCallers,
  withPublishers,
} from '../../domain/exposure/iot-entry-points.ts';
import type { PublishedRule } from '../../domain/exposure/iot-publishers.ts';
import { withUserPools } from '../../domain/exposure/pool-entry-points.ts';
import { unreadSignUps } from '../../domain/exposure/sign-up.ts';
import type { TriggerSource } from '../../domain/exposure/trigger-source.ts';
import { unreadWebAcls } from '../../domain/exposure/web-acl.ts';
import type { ResourcePolicy } from '../../engines/iam/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { readsStored } from '../table-grants.ts';
import { unreadIotCallers } from '../unread-iot-callers.ts';

/** All that leads to it, as the permissions scanner has last stored it: those that let in most first. */
export const waysInFact = defineFact({
  key: 'waysIn',
  about: ['function'],
  value: typed<readonly EntryPoint[]>(),
  words: 'the ways in that lead to it',
  grants: readsStored,
});

/** Under which the facts table keeps them: an older name, which stays. */
const KIND = 'ways-in';

/** What is stored of a function. */
interface EntryPointNote {
  /** ISO 8601 in UTC. */
  readonly notedAt: string;
  readonly waysIn: Known<readonly EntryPoint[]>;
  /** Whether anyone can invoke it, by its policies or a URL, as of the last night that could read it. */
  readonly isOpen?: boolean | undefined;
}

/** Who reads what leads to functions. */
interface EntryPointReaders {
  readonly policies: Collector<FunctionTarget, readonly ResourcePolicy[]>;
  readonly urls: Collector<FunctionTarget, readonly FunctionUrl[]>;
  readonly routes: Collector<FunctionTarget, readonly ApiRoute[]>;
  /** Of load balancers. */
  readonly rules: Collector<FunctionTarget, readonly BalancerRule[]>;
  /** Of AWS AppSync. */
  readonly apis: Collector<FunctionTarget, readonly AppsyncApi[]>;
  /** One that cannot be read is not stored: its own fact reports the gap. */
  readonly sources: Collector<FunctionTarget, readonly TriggerSource[]>;
  /** Of rules of AWS IoT. */
  readonly published: Collector<FunctionTarget, readonly PublishedRule[]>;
}

/** What leads to a function, as it was read tonight. */
interface ReadEntryPoints {
  readonly policies: Known<readonly ResourcePolicy[]>;
  readonly urls: Known<readonly FunctionUrl[]>;
  readonly routes: Known<readonly ApiRoute[]>;
  readonly rules: Known<readonly BalancerRule[]>;
  readonly apis: Known<readonly AppsyncApi[]>;
  readonly sources: Known<readonly TriggerSource[]>;
  readonly published: Known<readonly PublishedRule[]>;
}

/**
 * Stores all that leads to each function: its role is judged by it, and so is the function by the
 * usage scanner, which may read no policy. It reads nothing but what the permissions scanner reads
 * anyway.
 *
 * What cannot be read whole tonight leaves what was stored the night before, so that it raises and
 * eases nothing; a second such night is stored as far as it goes.
 */
export function entryPointsKeeper(
  readers: EntryPointReaders,
  facts: FactStore,
  clock: Clock,
): Keeper<FunctionTarget> {
  return async (targets) => {
    const [policies, urls, routes, rules, apis, sources, published] = await Promise.all([
      readers.policies(targets),
      readers.urls(targets),
      readers.routes(targets),
      readers.rules(targets),
      readers.apis(targets),
      readers.sources(targets),
      readers.published(targets),
    ]);
    const tonight = new Map(
      targets.map(({ arn }) => [
        arn,
        {
          policies: policies.get(arn) ?? unread,
          urls: urls.get(arn) ?? unread,
          routes: routes.get(arn) ?? unread,
          rules: rules.get(arn) ?? unread,
          apis: apis.get(arn) ?? unread,
          sources: sources.get(arn) ?? unread,
          published: published.get(arn) ?? unread,
        },
      ]),
    );

    await note(tonight, facts, clock());
  };
}

/** As they were last stored. */
export function storedEntryPoints(
  facts: FactStore,
  clock: Clock,
): FactCollector<typeof waysInFact> {
  return perChunkKnown(async (targets: readonly FunctionTarget[]) => {
    const notes = await entryPointNotes(
      targets.map(({ arn }) => arn),
      facts,
    );

    return new Map(targets.map(({ arn }) => [arn, freshIn(notes.get(arn), clock())]));
  });
}

/** By ARN; one that is absent or damaged is absent from the answer. */
export async function entryPointNotes(
  arns: readonly string[],
  facts: FactStore,
): Promise<ReadonlyMap<string, EntryPointNote>> {
  const stored = [...(await facts.read(KIND, arns))];

  return new Map(
    stored.flatMap(([arn, value]) => {
      const parsed = entryPointNote.safeParse(value);
      return parsed.success ? [[arn, parsed.data] as const] : [];
    }),
  );
}

/** Whether anyone can invoke it, by its policies or a URL; what one of them shows, it is. */
export function isOpenBy(
  { policies, urls }: Pick<ReadEntryPoints, 'policies' | 'urls'>,
  arn: string,
): Known<boolean> {
  if (!policies.known) return policies;

  const { ways } = entryPointsOf(arn, {
    policies: policies.value,
    urls: urls.known ? urls.value : [],
  });
  if (ways.some(isOpenNow)) return { known: true, value: true };

  if (!urls.known) return urls;
  const understated = policies.incomplete ?? urls.incomplete;
  return { known: true, value: false, ...(understated !== undefined && { understated }) };
}

const unread = unknown('it has not been read');

const entryPointNote: z.ZodMiniType<EntryPointNote> = z.object({
  notedAt: z.string(),
  waysIn: knownSchema<readonly EntryPoint[]>(z.array(entryPointSchema)),
  isOpen: z.optional(z.boolean()),
});

async function note(
  tonight: ReadonlyMap<string, ReadEntryPoints>,
  facts: FactStore,
  now: Date,
): Promise<void> {
  const read = each(tonight, (ways, arn) => noteOf(ways, arn, now));
  const inPart = [...read].filter(([, { waysIn: ways }]) => !isWhole(ways)).map(([arn]) => arn);
  const before =
    inPart.length > 0 ? await entryPointNotes(inPart, facts) : new Map<string, never>();

  await facts.write(
    KIND,
    each(read, (ofTonight, arn) => after(before.get(arn), ofTonight, now)),
  );
}

function noteOf(ways: ReadEntryPoints, arn: string, now: Date): EntryPointNote {
  const open = isOpenBy(ways, arn);

  return {
    notedAt: now.toISOString(),
    waysIn: readTogether(ways, arn),
    ...(open.known && { isOpen: open.value }),
  };
}

/** Without its policies nothing can be said: they decide whom a URL lets in. */
function readTogether(
  { policies, urls, routes, rules, apis, sources, published }: ReadEntryPoints,
  arn: string,
): Known<readonly EntryPoint[]> {
  if (!policies.known) return unknown(`its resource policies: ${policies.reason}`);

  const { ways, leftOut } = entryPointsOf(arn, {
    policies: policies.value,
    urls: urls.known ? urls.value : [],
    routes: routes.known ? routes.value : [],
    apis: apis.known ? apis.value : [],
    rules,
  });
  const read = sources.known ? sources.value : [];
  const byIot = withPublishers(
    withIotCallers(withOpenSources(ways, read), read, arn),
    published.known ? published.value : [],
  );
  const opened = withUserPools(byIot, read, arn);
  // Which distribution calls a URL is known by all URLs alone.
  const value = urls.known ? withDistributions(opened, read) : opened;
  const incomplete = joinedReasons([
    policies.incomplete,
    urls.known ? urls.incomplete : `its function URLs: ${urls.reason}`,
    routes.known ? routes.incomplete : `the API routes that lead to it: ${routes.reason}`,
    rules.known ? rules.incomplete : `the load balancers that lead to it: ${rules.reason}`,
    apis.known ? apis.incomplete : `the AppSync APIs that lead to it: ${apis.reason}`,
    ...unreadDistributions(ways, arn, sources),
    ...unreadIotCallers(ways, arn, sources),
    ...unreadPublishers(byIot, published),
    ...unreadSignUps(value.map(signUpBy)),
    ...unreadWebAcls(value.flatMap(webAclsBefore)),
    leftOut > 0 ? `it has ${leftOut} more of them than are noted` : undefined,
  ]);

  return { known: true, value, ...(incomplete !== undefined && { incomplete }) };
}

/** What is said of them instead lets in fewer than they may. */
function unreadDistributions(
  ways: readonly EntryPoint[],
  arn: string,
  sources: Known<readonly TriggerSource[]>,
): readonly string[] {
  const read = new Set(sources.known ? sources.value.map((source) => source.arn) : []);
  const reason = sources.known ? sources.incomplete : sources.reason;
  // Those of other accounts are asked about by no one.
  const own = ways
    .map(distributionOf)
    .filter((each) => each !== undefined && accountOf(each) === accountOf(arn));

  return [...new Set(own)].some((each) => each !== undefined && !read.has(each))
    ? [`the CloudFront distributions that may call its URL: ${reason ?? 'they were not read'}`]
    : [];
}

/** Of those by which it is run: where there are none, nothing is lacking. */
function unreadPublishers(
  ways: readonly EntryPoint[],
  published: Known<readonly PublishedRule[]>,
): readonly string[] {
  const reason = published.known ? published.incomplete : published.reason;

  return reason !== undefined && ways.some(isByRuleOfIot)
    ? [`who may publish to the topics of AWS IoT that run it: ${reason}`]
    : [];
}

function after(
  before: EntryPointNote | undefined,
  tonight: EntryPointNote,
  now: Date,
): EntryPointNote {
  if (!before || isWhole(tonight.waysIn)) return tonight;

  const { notedAt, waysIn: latest } =
    isWhole(before.waysIn) && !isStale(before, now) ? before : tonight;
  const isOpen = tonight.isOpen || (before.isOpen ?? tonight.isOpen);

  return { notedAt, waysIn: latest, ...(isOpen !== undefined && { isOpen }) };
}

function freshIn(noted: EntryPointNote | undefined, now: Date): Known<readonly EntryPoint[]> {
  if (!noted) return unknown('the permissions scanner has not noted any yet');
  if (!isStale(noted, now)) return noted.waysIn;

  return unknown(`the permissions scanner has noted none since ${noted.notedAt.slice(0, 10)}`);
}

function isWhole(fact: Known<unknown>): boolean {
  return fact.known && fact.incomplete === undefined;
}

function isStale({ notedAt }: EntryPointNote, now: Date): boolean {
  return notedAt < staleBefore(now);
}

/** A route is left to permissions/open-api-route: the function may well check who calls. */
function isOpenNow(way: EntryPoint): boolean {
  return way.kind === 'anyone' || (way.kind === 'url' && way.isOpen);
}
