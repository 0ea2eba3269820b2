import pMap from 'p-map';
import { attempt, attemptKnown, each, perChunkKnown } from '../../app/collectors.ts';
import type { Collector, FactStore } from '../../app/ports.ts';
import { type Known, unknown } from '../../core/known.ts';
import { type FunctionTarget, regionOf, type Target } from '../../core/target.ts';
import type { FunctionUrl } from '../../domain/exposure/function-url.ts';
import type { Alias } from '../../domain/published-version.ts';
import { grantsUrl, type ResourcePolicy } from '../../engines/iam/index.ts';
import { defineFact, typed } from '../define-fact.ts';
import { functionUrlsFact } from '../function/function-urls.ts';
import { entryPointNotes, isOpenBy } from '../function/ways-in.ts';

/** ARNs of the functions that run as it and that anyone can invoke. */
export const openFunctionsFact = defineFact({
  key: 'openFunctions',
  about: ['role'],
  value: typed<readonly string[]>(),
  words: 'whether anyone can invoke its functions',
  grants: functionUrlsFact.grants,
});

/** Functions of one role that are looked up; a role with more is shared by far too many. */
const MOST_SHARERS = 500;

/** Functions that are read at once. */
const CONCURRENCY = 10;

/** What reads one function, of which no more is known than its name. */
export interface ReachReaders {
  readonly aliases: (of: NamedFunction) => Promise<readonly Alias[]>;
  readonly policies: (
    of: NamedFunction,
    aliases: readonly Alias[],
  ) => Promise<Known<readonly ResourcePolicy[]>>;
  readonly urls: (of: NamedFunction) => Promise<readonly FunctionUrl[]>;
}

export type NamedFunction = Pick<FunctionTarget, 'arn' | 'region' | 'versions'>;

/**
 * Which functions of a role anyone can invoke, by the last note of each. One that has none is read
 * here and now, less its versions: in the first night its chunk may be worked off beside this one,
 * and a finding must not weigh more the night after for that.
 */
export function openFunctions(
  sharers: Collector<Target<'role'>, readonly string[]>,
  readers: ReachReaders,
  facts: FactStore,
): Collector<Target<'role'>, readonly string[]> {
  return perChunkKnown(async (roles) => {
    const runningAs = await sharers(roles);
    const asked = new Map(roles.map(({ arn }) => [arn, runningAs.get(arn) ?? unread]));
    const names = [...new Set([...asked.values()].flatMap(shown))];
    const noted = await notedReach(names, facts);
    const read = await pMap(
      names.filter((arn) => !noted.has(arn)),
      async (arn) => [arn, await readReach(arn, readers)] as const,
      { concurrency: CONCURRENCY },
    );
    const reach = new Map([...noted, ...read]);

    return each(asked, (ofRole) => openAmong(ofRole, reach));
  });
}

const unread = unknown('it has not been read');

async function notedReach(
  names: readonly string[],
  facts: FactStore,
): Promise<ReadonlyMap<string, Known<boolean>>> {
  const notes = [...(await entryPointNotes(names, facts))];

  return new Map(
    notes.flatMap(([arn, { isOpen }]) => (isOpen === undefined ? [] : [[arn, known(isOpen)]])),
  );
}

async function readReach(arn: string, readers: ReachReaders): Promise<Known<boolean>> {
  const named = { arn, region: regionOf(arn), versions: [] };
  const policies = await attemptKnown(async () =>
    readers.policies(named, await readers.aliases(named)),
  );
  // Without a policy that grants it no URL opens anything.
  const isAsked = policies.known && policies.value.some(grantsUrl);
  const urls = await attempt(async () => (isAsked ? await readers.urls(named) : []));

  return isOpenBy({ policies, urls }, arn);
}

function openAmong(
  sharers: Known<readonly string[]>,
  reach: ReadonlyMap<string, Known<boolean>>,
): Known<readonly string[]> {
  if (!sharers.known) return { ...known([]), understated: `its functions: ${sharers.reason}` };

  const found = shown(sharers).map((arn) => ({ arn, isOpen: reach.get(arn) ?? unread }));
  const dark = found.flatMap(({ isOpen }) => (isOpen.known ? [] : [isOpen.reason]));
  const unseen = [
    ...(sharers.incomplete === undefined ? [] : [sharers.incomplete]),
    ...(dark.length > 0 ? [`${dark.length} of its functions: ${dark[0]}`] : []),
  ];

  return {
    ...known(found.filter(({ isOpen }) => isOpen.known && isOpen.value).map(({ arn }) => arn)),
    ...(unseen.length > 0 && { understated: unseen.join('; ') }),
  };
}

function shown(sharers: Known<readonly string[]>): readonly string[] {
  return sharers.known ? sharers.value.toSorted().slice(0, MOST_SHARERS) : [];
}

function known<V>(value: V) {
  return { known: true, value } as const;
}
