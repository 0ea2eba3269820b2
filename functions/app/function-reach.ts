import pMap from 'p-map';
import { type FunctionUrl, type Known, unknown } from '../domain/facts.ts';
import { isOpenByPolicy, isOpenByUrl } from '../domain/iam/open-function.ts';
import type { ResourcePolicy } from '../domain/iam/resource-policy.ts';
import { type FunctionTarget, regionOf, type Target } from '../domain/target.ts';
import { each, perChunkInPart, settle } from './collectors.ts';
import type { Collector, FactStore } from './ports.ts';

const KIND = 'reach';

/** Functions of one role that are looked up; a role with more is shared by far too many. */
const MOST_SHARERS = 500;

/** Functions that are read at once. */
const CONCURRENCY = 10;

/** What reads one function, of which no more is known than its name. */
export interface ReachReaders {
  readonly policies: (of: NamedFunction) => Promise<Known<readonly ResourcePolicy[]>>;
  readonly urls: (of: NamedFunction) => Promise<readonly FunctionUrl[]>;
}

type NamedFunction = Pick<FunctionTarget, 'arn' | 'region' | 'versions'>;

/**
 * The collector of resource policies, which also writes down whether anyone can invoke each
 * function: whoever judges its role asks for that. It reads nothing but what is read anyway.
 *
 * What cannot be read tonight leaves the note of the night before, so that it raises and eases
 * nothing. What is read in part and lets nobody in is noted where there is no note yet.
 */
export function notingReach(
  policies: Collector<FunctionTarget, readonly ResourcePolicy[]>,
  urls: Collector<FunctionTarget, readonly FunctionUrl[]>,
  facts: FactStore,
): Collector<FunctionTarget, readonly ResourcePolicy[]> {
  return async (targets) => {
    const [policiesOf, urlsOf] = [await policies(targets), await urls(targets)];
    const reach = new Map(
      targets.map(({ arn }) => [
        arn,
        reachOf(arn, policiesOf.get(arn) ?? untold, urlsOf.get(arn) ?? untold),
      ]),
    );
    // What cannot be written down is read again for the role, and that is all.
    await settle(() => note(reach, facts));

    return policiesOf;
  };
}

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
  return perChunkInPart(async (roles) => {
    const told = await sharers(roles);
    const asked = new Map(roles.map(({ arn }) => [arn, told.get(arn) ?? untold]));
    const names = [...new Set([...asked.values()].flatMap(shown))];
    const noted = await facts.read(KIND, names);
    const read = await pMap(
      names.filter((arn) => typeof noted.get(arn) !== 'boolean'),
      async (arn) => [arn, await readReach(arn, readers)] as const,
      { concurrency: CONCURRENCY },
    );
    const reach = new Map([...each(noted, (isOpen) => known(isOpen === true)), ...read]);

    return each(asked, (ofRole) => openAmong(ofRole, reach));
  });
}

const untold = unknown('nobody has read it');

async function note(reach: ReadonlyMap<string, Known<boolean>>, facts: FactStore): Promise<void> {
  const inPart = [...reach].filter(([, isOpen]) => isOpen.known && isOpen.understated);
  const noted =
    inPart.length > 0
      ? await facts.read(
          KIND,
          inPart.map(([arn]) => arn),
        )
      : new Map();

  const notes = [...reach].flatMap(([arn, isOpen]): [string, boolean][] =>
    isOpen.known && !(isOpen.understated && noted.has(arn)) ? [[arn, isOpen.value]] : [],
  );
  await facts.write(KIND, new Map(notes));
}

async function readReach(arn: string, readers: ReachReaders): Promise<Known<boolean>> {
  const named = { arn, region: regionOf(arn), versions: [] };
  const policies = await settle(() => readers.policies(named));
  const urls = await settle(() => readers.urls(named));

  return reachOf(arn, policies.known ? policies.value : policies, urls);
}

/** Whether anyone can invoke it. */
function reachOf(
  arn: string,
  policies: Known<readonly ResourcePolicy[]>,
  urls: Known<readonly FunctionUrl[]>,
): Known<boolean> {
  if (!policies.known) return policies;
  if (isOpenByPolicy(policies.value, arn)) return known(true);

  if (!urls.known) return urls;
  if (isOpenByUrl(urls.value, policies.value, arn)) return known(true);
  const understated = policies.incomplete ?? urls.incomplete;
  return { ...known(false), ...(understated !== undefined && { understated }) };
}

function openAmong(
  sharers: Known<readonly string[]>,
  reach: ReadonlyMap<string, Known<boolean>>,
): Known<readonly string[]> {
  if (!sharers.known) return { ...known([]), understated: `its functions: ${sharers.reason}` };

  const found = shown(sharers).map((arn) => ({ arn, isOpen: reach.get(arn) ?? untold }));
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
