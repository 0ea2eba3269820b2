import { type FunctionUrl, type Known, unknown } from '../domain/facts.ts';
import { isOpenByPolicy, isOpenByUrl } from '../domain/iam/open-function.ts';
import type { ResourcePolicy } from '../domain/iam/resource-policy.ts';
import type { FunctionTarget, Target } from '../domain/target.ts';
import { perChunkInPart, settle } from './collectors.ts';
import type { Collector, FactStore } from './ports.ts';

const KIND = 'reach';

/** Functions of one role that are looked up; a role with more is shared by far too many. */
const MOST_SHARERS = 500;

/**
 * The collector of resource policies, which also writes down whether anyone can invoke each
 * function: whoever judges its role asks for that. It reads nothing but what is read anyway. What
 * cannot be read tonight leaves the note of the night before, so that it raises and eases nothing.
 */
export function notingReach(
  policies: Collector<FunctionTarget, readonly ResourcePolicy[]>,
  urls: Collector<FunctionTarget, readonly FunctionUrl[]>,
  facts: FactStore,
): Collector<FunctionTarget, readonly ResourcePolicy[]> {
  return async (targets) => {
    const [policiesOf, urlsOf] = [await policies(targets), await urls(targets)];
    const reach = targets.flatMap(({ arn }): [string, boolean][] => {
      const isOpen = reachOf(arn, policiesOf.get(arn) ?? untold, urlsOf.get(arn) ?? untold);
      return isOpen === undefined ? [] : [[arn, isOpen]];
    });
    // What cannot be written down is not known of the role, and that is all.
    await settle(() => facts.write(KIND, new Map(reach)));

    return policiesOf;
  };
}

/**
 * Which functions of a role anyone can invoke, by the last note of each. One that nobody has noted
 * yet raises nothing: its chunk may be worked off beside this one, in the first night.
 */
export function openFunctions(
  sharers: Collector<Target<'role'>, readonly string[]>,
  facts: FactStore,
): Collector<Target<'role'>, readonly string[]> {
  return perChunkInPart(async (roles) => {
    const told = await sharers(roles);
    const asked = new Map(roles.map(({ arn }) => [arn, told.get(arn) ?? untold]));
    const names = [...asked.values()].flatMap(shown);
    const reach = await facts.read(KIND, [...new Set(names)]);

    return new Map([...asked].map(([arn, known]) => [arn, openAmong(known, reach)]));
  });
}

const untold = unknown('nobody has read it');

/** Undefined where nobody knows. */
function reachOf(
  arn: string,
  policies: Known<readonly ResourcePolicy[]>,
  urls: Known<readonly FunctionUrl[]>,
): boolean | undefined {
  if (!policies.known) return undefined;
  if (isOpenByPolicy(policies.value, arn)) return true;

  if (!urls.known) return undefined;
  if (isOpenByUrl(urls.value, policies.value, arn)) return true;
  return policies.incomplete === undefined && urls.incomplete === undefined ? false : undefined;
}

function openAmong(
  sharers: Known<readonly string[]>,
  reach: ReadonlyMap<string, unknown>,
): Known<readonly string[]> {
  if (!sharers.known) {
    return { known: true, value: [], understated: `its functions: ${sharers.reason}` };
  }

  return { known: true, value: shown(sharers).filter((arn) => reach.get(arn) === true) };
}

function shown(sharers: Known<readonly string[]>): readonly string[] {
  return sharers.known ? sharers.value.toSorted().slice(0, MOST_SHARERS) : [];
}
