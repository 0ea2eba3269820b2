import pMap from 'p-map';
import * as z from 'zod/mini';
import { attempt, perTargetKnown } from '../../app/collectors.ts';
import type { Clock, Collector, FactStore } from '../../app/ports.ts';
import type { FunctionsOf, Survey, SweptResources } from '../../app/surveys.ts';
import { daysBefore } from '../../core/days-before.ts';
import type { Gap } from '../../core/gap.ts';
import { firstReasons, joinedReasons } from '../../core/joined-reasons.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import { type OrphanRole, orphanRole } from '../../domain/orphan-role.ts';
import { defineFact, typed } from '../define-fact.ts';
import { storedFact } from '../stored-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** Roles that Lambda alone may assume, and that nothing has used of late. */
export const orphanRolesFact = defineFact({
  key: 'orphanRoles',
  about: ['account'],
  value: typed<readonly OrphanRole[]>(),
  words: 'roles that no function runs as',
  grants: [
    { action: 'iam:ListRoles', on: 'everything' },
    { action: 'iam:GetRole', on: 'any role' },
    { action: 'iam:ListAttachedRolePolicies', on: 'any role' },
    ...keepsStored,
  ],
});

/** Reads the roles that Lambda alone may assume. Each throws when it cannot be read. */
export interface FunctionRoles {
  /** All of the account; those that could not be read, with why. */
  list(): Promise<{ readonly roles: readonly ListedRole[]; readonly unread: readonly string[] }>;
  /** As far back as IAM remembers; undefined for a role that is gone. */
  lastUse(name: string): Promise<{ readonly at?: string | undefined } | undefined>;
  /** ARNs, sorted. */
  managedPolicies(name: string): Promise<readonly string[]>;
}

export interface ListedRole {
  readonly arn: string;
  readonly name: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
}

export interface OrphanRoleSurveyProps {
  readonly roles: FunctionRoles;
  readonly facts: FactStore;
  readonly clock: Clock;
  /** For so long a role is not used, and was there to be used. */
  readonly days: number;
  /** Whether functions of all regions are listed: a role lives in none of them. */
  readonly isEverywhere: boolean;
}

const KIND = 'orphan-roles';
const ID = 'account';

/** Each takes two requests, and a sweep has other things to do. */
const MOST_LOOKED_AT = 500;

/** As many names of what was not seen as a reader wants. */
const MOST_NAMED = 3;

/** Reads in flight at once. */
const CONCURRENCY = 5;

/**
 * Stores, once a sweep, which roles for functions no function runs as. A function that could not be
 * listed may run as any of them: then it is not known.
 */
export function orphanRoleSurvey(
  props: OrphanRoleSurveyProps,
): Survey<SweptResources, readonly Gap[]> {
  return {
    async survey(met, unlisted) {
      await props.facts.write(KIND, new Map([[ID, await surveyed(props, met, unlisted)]]));

      return [];
    },
  };
}

/** What the survey stored. */
export function surveyedOrphanRoles(
  facts: FactStore,
): Collector<Target<'account'>, readonly OrphanRole[]> {
  return perTargetKnown(async () => {
    const stored = (await facts.read(KIND, [ID])).get(ID);

    return storedFact(stored, z.array(orphanRole), 'roles without a function');
  });
}

async function surveyed(
  props: OrphanRoleSurveyProps,
  { functionsOfRole }: SweptResources,
  unlisted: readonly Gap[],
): Promise<Known<readonly OrphanRole[]>> {
  if (!props.isEverywhere) return limited;
  if (unlisted.length > 0) {
    return unknown(`not listed: ${unlisted.map(({ fact }) => fact).join(', ')}`);
  }

  const orphans = await attempt(() => orphansOf(props, functionsOfRole));
  return orphans.known ? orphans.value : orphans;
}

async function orphansOf(
  { roles, clock, days }: OrphanRoleSurveyProps,
  functionsOfRole: FunctionsOf,
): Promise<Known<readonly OrphanRole[]>> {
  const since = daysBefore(clock().toISOString(), days);
  const listed = await roles.list();
  // In a steady order, so that of too many the same are looked at every night.
  const candidates = listed.roles
    .filter(({ arn, createdAt }) => !functionsOfRole.has(arn) && createdAt < since)
    .toSorted(({ arn: one }, { arn: other }) => (one < other ? -1 : 1));
  const looked = candidates.slice(0, MOST_LOOKED_AT);

  const answers = await pMap(
    looked,
    async (role) => ({ role, orphan: await attempt(() => orphanOf(role, since, roles)) }),
    { concurrency: CONCURRENCY },
  );

  const unread = [
    ...listed.unread,
    ...answers.flatMap(({ role, orphan }) =>
      orphan.known ? [] : [`${role.name}: ${orphan.reason}`],
    ),
  ].toSorted();
  return {
    known: true,
    value: answers.flatMap(({ orphan }) => (orphan.known && orphan.value ? [orphan.value] : [])),
    incomplete: joinedReasons([
      unread.length > 0 ? `cannot be read: ${firstReasons(unread, MOST_NAMED)}` : undefined,
      candidates.length > looked.length
        ? `of ${candidates.length} roles without a function, ${looked.length} were looked at`
        : undefined,
    ]),
  };
}

/** Undefined for one that something has used of late, or that is gone. */
async function orphanOf(
  { arn, name, createdAt }: ListedRole,
  since: string,
  roles: FunctionRoles,
): Promise<OrphanRole | undefined> {
  const lastUse = await roles.lastUse(name);
  if (!lastUse || (lastUse.at !== undefined && lastUse.at >= since)) return undefined;

  const managed = [...(await roles.managedPolicies(name))];
  return { arn, createdAt, ...(lastUse.at !== undefined && { lastUsedAt: lastUse.at }), managed };
}

const limited = unknown(
  'the setting regions leaves out some: a function there may run as any role of the account',
);
