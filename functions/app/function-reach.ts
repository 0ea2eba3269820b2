import * as z from 'zod/mini';
import { type FunctionUrl, type Known, unknown } from '../domain/facts.ts';
import { isOpenByPolicy, isOpenByUrl } from '../domain/iam/open-function.ts';
import type { ResourcePolicy } from '../domain/iam/resource-policy.ts';
import { knownSchema } from '../domain/known-schema.ts';
import type { FunctionTarget, Target } from '../domain/target.ts';
import { perChunkInPart, settle } from './collectors.ts';
import type { Collector, FactStore } from './ports.ts';

const KIND = 'reach';

/** Functions of one role that are looked up; a role with more is shared by far too many. */
const MOST_SHARERS = 500;

/**
 * The collector of resource policies, which also writes down whether anyone can invoke each
 * function: whoever judges its role asks for that. It reads nothing but what is read anyway.
 */
export function notingReach(
  policies: Collector<FunctionTarget, readonly ResourcePolicy[]>,
  urls: Collector<FunctionTarget, readonly FunctionUrl[]>,
  facts: FactStore,
): Collector<FunctionTarget, readonly ResourcePolicy[]> {
  return async (targets) => {
    const [policiesOf, urlsOf] = [await policies(targets), await urls(targets)];
    const reach = targets.map(({ arn }): [string, Known<boolean>] => [
      arn,
      reachOf(arn, policiesOf.get(arn) ?? untold, urlsOf.get(arn) ?? untold),
    ]);
    // What is not written down is not known of the role, and that is all.
    await settle(() => facts.write(KIND, new Map(reach)));

    return policiesOf;
  };
}

/**
 * Which functions of a role anyone can invoke. One of which nobody knows raises nothing; what was
 * raised by it stays, for the answer is understated.
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

function reachOf(
  arn: string,
  policies: Known<readonly ResourcePolicy[]>,
  urls: Known<readonly FunctionUrl[]>,
): Known<boolean> {
  if (!policies.known) return policies;
  if (isOpenByPolicy(policies.value, arn)) return { known: true, value: true };

  if (!urls.known) return urls;
  if (isOpenByUrl(urls.value, policies.value, arn)) return { known: true, value: true };

  const gap = policies.incomplete ?? urls.incomplete;
  return gap === undefined ? { known: true, value: false } : unknown(gap);
}

function openAmong(
  sharers: Known<readonly string[]>,
  reach: ReadonlyMap<string, unknown>,
): Known<readonly string[]> {
  if (!sharers.known) return understated([], `its functions: ${sharers.reason}`);

  const asked = shown(sharers).map((arn) => ({ arn, isOpen: stored(reach.get(arn)) }));
  const open = asked.filter(({ isOpen }) => isOpen.known && isOpen.value).map(({ arn }) => arn);
  const dark = asked.filter(({ isOpen }) => !isOpen.known).length;
  const left = dark + sharers.value.length - asked.length;
  if (left > 0) return understated(open, `who can invoke ${left} of its functions is not known`);

  return sharers.incomplete === undefined
    ? { known: true, value: open }
    : understated(open, sharers.incomplete);
}

function understated(value: readonly string[], reason: string): Known<readonly string[]> {
  return { known: true, value: value.toSorted(), understated: reason };
}

function shown(sharers: Known<readonly string[]>): readonly string[] {
  return sharers.known ? sharers.value.toSorted().slice(0, MOST_SHARERS) : [];
}

function stored(value: unknown): Known<boolean> {
  const parsed = knownSchema(z.boolean()).safeParse(value);

  return parsed.success ? parsed.data : untold;
}
