import {
  GetPolicyCommand,
  type LambdaClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { Clock, FactStore } from '../../app/ports.ts';
import type { Known } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import type { Alias } from '../../domain/published-version.ts';
import { parseResourcePolicy, type ResourcePolicy } from '../../engines/iam/index.ts';
import type { LambdaClients } from './lambda-clients.ts';

/** Nights within which the policy of every version is read anew, unless there are too many. */
const ROUND = 7;

/**
 * What one function takes of a night at most, so that its neighbours in the chunk are read in time:
 * aliases and what they lead to, and versions that none leads to.
 */
const MOST_AWAKE = 200;
const MOST_ASLEEP = 30;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Reads the policies of a function, its aliases and its published versions: asked without a
 * qualifier, Lambda shows only the first. Source: "GetPolicy" (Lambda API Reference).
 *
 * Each takes a call of its own. Every night it is the function, its aliases and the versions that
 * an alias leads to; the other versions, which may be many, are read in turn over a week. Of very
 * many, some are left for another night, which makes the answer incomplete.
 *
 * @throws when any of them cannot be read.
 */
export function lambdaResourcePolicies(clientIn: LambdaClients, facts: FactStore, clock: Clock) {
  return async (
    target: Pick<Target<'function'>, 'arn' | 'region' | 'versions'>,
    aliases: readonly Alias[],
  ): Promise<Known<readonly ResourcePolicy[]>> => {
    const client = clientIn(target.region);
    const led = new Set(aliases.flatMap(({ versions }) => versions));
    const asleep = target.versions.filter((version) => !led.has(version));

    const awake = inTurnOf(nightOf(clock()), [...aliases.map(({ name }) => name), ...led]);
    const policies = await readEach(client, target.arn, [undefined, ...awake.tonight]);
    const inTurn = await sleepers(client, target.arn, asleep, facts, clock());

    const unseen = [...tooMany(awake.left), ...notYet(inTurn.unread)];
    return {
      known: true,
      value: [...policies, ...inTurn.policies],
      ...(unseen.length > 0 && { incomplete: unseen.join('; ') }),
    };
  };
}

/** All or, of too many, other ones every night. */
function inTurnOf(night: number, qualifiers: readonly string[]) {
  const from = qualifiers.length > MOST_AWAKE ? (night * MOST_AWAKE) % qualifiers.length : 0;
  const ordered = [...qualifiers.slice(from), ...qualifiers.slice(0, from)];

  return { tonight: ordered.slice(0, MOST_AWAKE), left: ordered.slice(MOST_AWAKE) };
}

async function readEach(
  client: LambdaClient,
  arn: string,
  qualifiers: readonly (string | undefined)[],
): Promise<readonly ResourcePolicy[]> {
  const policies: ResourcePolicy[] = [];

  for (const qualifier of qualifiers) {
    const document = await readPolicy(client, arn, qualifier);
    if (document !== undefined) policies.push(parseResourcePolicy(document, qualifier));
  }

  return policies;
}

/**
 * What is remembered of the versions that no alias leads to: the text of each policy, if any, or that
 * it still waits for its night.
 */
const remembered = z.record(
  z.string(),
  z.object({ readAt: z.optional(z.string()), policy: z.optional(z.string()) }),
);

async function sleepers(
  client: LambdaClient,
  arn: string,
  versions: readonly string[],
  facts: FactStore,
  now: Date,
) {
  if (versions.length === 0) return { policies: [], unread: [] };

  const stored = (await facts.read('version policies', [arn])).get(arn) ?? {};
  const memory = { ...remembered.parse(stored) };
  const isFirst = Object.keys(memory).length === 0;
  const readAt = (version: string) => memory[version]?.readAt;
  // One that comes by itself is read at once: else who deploys every day is never seen whole.
  const due = versions
    .filter((version) => (!isFirst && !memory[version]) || isDue(version, readAt(version), now))
    .toSorted((a, b) => ((readAt(a) ?? '') < (readAt(b) ?? '') ? -1 : 1))
    .slice(0, MOST_ASLEEP);

  for (const version of due) {
    memory[version] = {
      readAt: now.toISOString(),
      policy: await readPolicy(client, arn, version),
    };
  }

  const present = versions.map((version) => [version, memory[version] ?? {}] as const);
  if (due.length > 0 || isFirst) {
    await facts.write('version policies', new Map([[arn, Object.fromEntries(present)]]));
  }

  return {
    policies: present.flatMap(([version, { policy }]) =>
      policy === undefined ? [] : [parseResourcePolicy(policy, version)],
    ),
    unread: versions.filter((version) => readAt(version) === undefined),
  };
}

/** Each version has its night of the week; one that missed it comes on the next. */
function isDue(version: string, readAt: string | undefined, now: Date): boolean {
  const age = readAt === undefined ? 0 : now.getTime() - Date.parse(readAt);
  const isItsNight = Number(version) % ROUND === nightOf(now) % ROUND;

  return age > ROUND * DAY_MS || (isItsNight && (readAt === undefined || age > DAY_MS / 2));
}

function nightOf(time: Date): number {
  return Math.floor(time.getTime() / DAY_MS);
}

function notYet(versions: readonly string[]): readonly string[] {
  if (versions.length === 0) return [];

  return [
    `the policies of versions without an alias are read in turn, within ${ROUND} nights unless they are too many; not read yet: ${some(versions)}`,
  ];
}

function tooMany(qualifiers: readonly string[]): readonly string[] {
  if (qualifiers.length === 0) return [];

  return [
    `of aliases and their versions the policies of ${MOST_AWAKE} are read a night; not read tonight: ${some(qualifiers)}`,
  ];
}

function some(qualifiers: readonly string[]): string {
  return `${qualifiers.length} of them (${qualifiers.slice(0, 10).join(', ')}${qualifiers.length > 10 ? ', …' : ''})`;
}

/** The policy's text; undefined when there is none, which Lambda says with a 404. */
async function readPolicy(client: LambdaClient, FunctionName: string, Qualifier?: string) {
  try {
    const { Policy = '' } = await client.send(new GetPolicyCommand({ FunctionName, Qualifier }));
    return Policy;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
