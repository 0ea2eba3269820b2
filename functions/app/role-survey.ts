import * as z from 'zod/mini';
import { type Known, unknown } from '../domain/facts.ts';
import type { Gap } from '../domain/finding.ts';
import { type OnwardPath, onwardPath } from '../domain/iam/onward-path.ts';
import { onwardPaths } from '../domain/iam/role-graph.ts';
import { type RolePermissions, rolePermissions } from '../domain/iam/role-permissions.ts';
import { trustPolicy } from '../domain/iam/trust-policy.ts';
import { knownSchema } from '../domain/known-schema.ts';
import { roleTarget, type Target } from '../domain/target.ts';
import { each, oncePerChunk, perChunkInPart, settle } from './collectors.ts';
import type {
  AccountRoles,
  Clock,
  Collector,
  FactStore,
  FunctionsOf,
  RoleReader,
  Survey,
  ToldRole,
} from './ports.ts';
import { sharersOf } from './sharers.ts';
import { staleBefore } from './stale.ts';

/** What only a look at the whole account can tell of a role. */
interface RoleFacts extends ToldRole {
  readonly exists: Known<boolean>;
  readonly sharers: Known<readonly string[]>;
  readonly onward: Known<readonly OnwardPath[]>;
  /** ISO 8601 in UTC. */
  readonly surveyedAt?: string | undefined;
}

/**
 * Writes down, once a sweep, who runs as each role, what it may do and what it can become. Roles
 * that cannot be read are written down as unknown, lest those of an earlier night pass for today's.
 */
export function roleSurvey(
  reader: RoleReader,
  facts: FactStore,
  clock: Clock,
): Survey<FunctionsOf> {
  return {
    async survey(functions, unlisted) {
      const account = await settle(() => reader.read());
      const onward = await settle(() => onwardIn(account, functions, unlisted, clock));
      const entries = [...functions].map(([role, sharers]) => [
        role,
        {
          sharers: sharersOf(sharers, unlisted),
          ...toldOf(role, account, onward),
          surveyedAt: clock().toISOString(),
        } satisfies RoleFacts,
      ]);

      await facts.write('role', new Map(entries as [string, RoleFacts][]));
    },
  };
}

/** The roles that no function runs as, and the users, stand between the others, too. */
function onwardIn(
  account: Known<AccountRoles>,
  functions: FunctionsOf,
  unlisted: readonly Gap[],
  clock: Clock,
): ReadonlyMap<string, Known<readonly OnwardPath[]>> {
  if (!account.known) return new Map();
  const roles = [...account.value.roles].map(([arn, role]) => ({
    target: roleTarget(arn),
    ...role,
    functions: sharersOf(functions.get(arn) ?? [], unlisted),
  }));

  return onwardPaths({ roles, identities: account.value.identities }, clock().toISOString());
}

function toldOf(
  role: string,
  account: Known<AccountRoles>,
  onward: Known<ReadonlyMap<string, Known<readonly OnwardPath[]>>>,
): Omit<RoleFacts, 'sharers' | 'surveyedAt'> {
  if (!account.known) {
    return {
      exists: account,
      permissions: account,
      trust: account,
      createdAt: account,
      onward: account,
    };
  }
  const told = account.value.roles.get(role);
  if (!told) return gone;

  const path = onward.known ? (onward.value.get(role) ?? untold) : onward;
  return { exists: { known: true, value: true }, ...told, onward: path };
}

const untold = unknown('the survey has left it out');

/** It allows nothing, and lets in nobody: so much is known, and closes what was open about it. */
const gone: Omit<RoleFacts, 'sharers' | 'surveyedAt'> = {
  exists: { known: true, value: false },
  permissions: { known: true, value: { policies: [] } },
  trust: { known: true, value: { statements: [] } },
  createdAt: { known: true, value: undefined },
  onward: { known: true, value: [] },
};

/** The collectors of what the survey wrote down: one read for all. */
export function surveyedRoles(facts: FactStore) {
  const read = oncePerChunk(async (roles: readonly Target<'role'>[]) => {
    const stored = await facts.read(
      'role',
      roles.map(({ arn }) => arn),
    );

    return each(stored, roleFactsIn);
  });

  const surveyed = <V>(pick: (facts: RoleFacts) => Known<V>) =>
    perChunkInPart(async (roles: readonly Target<'role'>[]) => each(await read(roles), pick));

  return {
    exists: surveyed(({ exists }) => exists),
    sharers: surveyed(({ sharers }) => sharers),
    permissions: surveyed(({ permissions }) => permissions),
    trust: surveyed(({ trust }) => trust),
    createdAt: surveyed(({ createdAt }) => createdAt),
    onward: surveyed(({ onward }) => onward),
  };
}

/**
 * What roles may do, for a scanner that does not survey them itself: as another has last written it
 * down, unless that was too long ago to tell anything of today.
 */
export function latelySurveyedPermissions(
  facts: FactStore,
  clock: Clock,
): Collector<Target<'role'>, RolePermissions> {
  return async (roles) => {
    const since = staleBefore(clock());
    const stored = await settle(() =>
      facts.read(
        'role',
        roles.map(({ arn }) => arn),
      ),
    );

    return new Map(
      roles.map(({ arn }) => {
        if (!stored.known) return [arn, stored];
        const found = stored.value.get(arn);
        if (found === undefined) return [arn, notLately];

        const { permissions, surveyedAt = '' } = roleFactsIn(found);
        return [arn, permissions.known && surveyedAt < since ? notLately : permissions];
      }),
    );
  };
}

const notLately = unknown('the permissions scanner has not seen its role lately');

/** One that is damaged harms no other. */
function roleFactsIn(stored: unknown): RoleFacts {
  const parsed = roleFacts.safeParse(stored);

  return parsed.success
    ? parsed.data
    : {
        exists: damaged,
        sharers: damaged,
        permissions: damaged,
        trust: damaged,
        createdAt: damaged,
        onward: damaged,
      };
}

const damaged = unknown('what the sweep wrote down about this role is damaged');

const roleFacts = z.object({
  exists: knownSchema(z.boolean()),
  sharers: knownSchema(z.array(z.string())),
  permissions: knownSchema(rolePermissions),
  trust: knownSchema(trustPolicy),
  createdAt: knownSchema(z.optional(z.string())),
  onward: knownSchema(z.array(onwardPath)),
  surveyedAt: z.optional(z.string()),
});
