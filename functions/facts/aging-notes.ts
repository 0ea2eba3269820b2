import * as z from 'zod/mini';
import { each } from '../app/collectors.ts';
import type { Clock, FactStore, Keeper } from '../app/ports.ts';
import type { Known } from '../core/known.ts';
import type { Target } from '../core/target.ts';
import { type AgingPackage, agingPackage } from '../domain/aging-package.ts';
import type { Build } from '../domain/build.ts';
import { type InstalledRelease, packageAge } from '../engines/packages/index.ts';

/** What the look at a function or a layer leaves for the account's. What is absent is not known. */
export type AgingNote = z.infer<typeof agingNote>;

const agingNote = z.object({
  /** Since when it runs its code, and how many packages of others are in it; of a function. */
  build: z.optional(z.object({ since: z.string(), packages: z.number() })),
  /** Of its packages, those that have aged. */
  aging: z.optional(z.array(agingPackage)),
});

const storedNote = z.extend(agingNote, { writtenAt: z.string() });

/** Under which the facts table keeps them, by ARN. */
const KIND = 'aging';

/** It is written anew before the facts table forgets it. */
const RENEW_MS = 20 * 24 * 60 * 60 * 1000;

type Read<T extends Target, V> = (targets: readonly T[]) => Promise<ReadonlyMap<string, Known<V>>>;

export interface AgingKeeperProps<T extends Target> {
  readonly releases: Read<T, readonly InstalledRelease[]>;
  /** Of layers, none: no code of theirs is built. */
  readonly builds?: Read<T, Build>;
  readonly facts: FactStore;
  readonly clock: Clock;
}

/**
 * Notes how the packages of targets have aged. What is not known tonight stays as it was noted before;
 * of what is known in part, what was noted of the rest stays. Only what is new is written.
 */
export function agingKeeper<T extends Target<'function' | 'layer'>>({
  releases,
  builds = async () => new Map(),
  facts,
  clock,
}: AgingKeeperProps<T>): Keeper<T> {
  return async (targets) => {
    const now = clock().toISOString();
    const [released, built] = await Promise.all([releases(targets), builds(targets)]);
    const before = await stored(
      facts,
      targets.map(({ arn }) => arn),
    );

    const news = targets.flatMap(({ arn }) => {
      const known = before.get(arn);
      const note = noteOf(released.get(arn), built.get(arn), known, now);
      if (note === undefined || (known && isSame(note, known) && !isOld(known, now))) return [];
      return [[arn, { ...note, writtenAt: now }] as const];
    });
    if (news.length > 0) await facts.write(KIND, new Map(news));
  };
}

/** By ARN. What is damaged, or was never noted, is absent. */
export async function agingNotes(
  facts: FactStore,
  arns: readonly string[],
): Promise<ReadonlyMap<string, AgingNote>> {
  return each(await stored(facts, arns), ({ writtenAt: _, ...note }) => note);
}

async function stored(facts: FactStore, arns: readonly string[]) {
  const values = arns.length === 0 ? [] : [...(await facts.read(KIND, arns))];

  return new Map(
    values.flatMap(([arn, value]) => {
      const parsed = storedNote.safeParse(value);
      return parsed.success ? [[arn, parsed.data] as const] : [];
    }),
  );
}

/** Undefined where nothing is known, tonight or from before. */
function noteOf(
  releases: Known<readonly InstalledRelease[]> | undefined,
  build: Known<Build> | undefined,
  before: AgingNote | undefined,
  now: string,
): AgingNote | undefined {
  const aging = releases?.known ? agingOf(releases, before, now) : before?.aging;
  const built = build?.known ? build.value : before?.build;
  if (aging === undefined && built === undefined) return undefined;

  return { ...(built && { build: built }), ...(aging && { aging }) };
}

function agingOf(
  { value, incomplete }: Extract<Known<readonly InstalledRelease[]>, { readonly known: true }>,
  before: AgingNote | undefined,
  now: string,
): AgingPackage[] {
  const aging = value.flatMap((installed): AgingPackage[] => {
    const age = packageAge(installed, now);
    const { ecosystem, name, version } = installed.package;
    return age ? [{ ecosystem, name, version, latest: installed.history.latest, ...age }] : [];
  });
  if (incomplete === undefined) return aging;

  const seen = new Set(value.map(({ package: one }) => keyOf(one)));
  return [...aging, ...(before?.aging ?? []).filter((one) => !seen.has(keyOf(one)))];
}

function keyOf({ ecosystem, name, version }: Pick<AgingPackage, 'ecosystem' | 'name' | 'version'>) {
  return `${ecosystem} ${name} ${version}`;
}

/** Through the schema, which brings all properties into one order. */
function isSame(one: AgingNote, other: AgingNote): boolean {
  const [a, b] = [one, other].map((note) => JSON.stringify(agingNote.parse(note)));

  return a === b;
}

function isOld({ writtenAt }: z.infer<typeof storedNote>, now: string): boolean {
  return Date.parse(writtenAt) < Date.parse(now) - RENEW_MS;
}
