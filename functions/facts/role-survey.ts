import pMap from 'p-map';
import * as z from 'zod/mini';
import type { AccountRole, AccountRoles, RoleReader } from '../app/account-readers.ts';
import { attempt, each, oncePerChunk, perChunk, perChunkKnown } from '../app/collectors.ts';
import type { Clock, Collector, FactStore } from '../app/ports.ts';
import { staleBefore } from '../app/stale.ts';
import type { FunctionsOf, Survey } from '../app/surveys.ts';
import type { Gap } from '../core/gap.ts';
import { type Known, unknown } from '../core/known.ts';
import { knownSchema } from '../core/known-schema.ts';
import { roleTarget, type Target } from '../core/target.ts';
import {
  noControls,
  type OrganizationControls,
  type RoleChain,
  type RolePermissions,
  roleChain,
  roleChains,
  rolePermissions,
  type TrustPolicy,
  trustPolicy,
} from '../engines/iam/index.ts';
import { sharersOf } from './sharers.ts';
import { FEW, FRESH_MS, msBetween, SAME_NIGHT_MS } from './turns.ts';

/** What only a survey of the whole account shows about a role. */
export interface RoleFacts extends AccountRole {
  readonly exists: Known<boolean>;
  readonly sharers: Known<readonly string[]>;
  readonly onward: Known<readonly RoleChain[]>;
  /** ISO 8601 in UTC. */
  readonly surveyedAt?: string | undefined;
  /** Whether it is one of very many of a first night, so that what is read of each waits for its turn. */
  readonly mayWait?: boolean | undefined;
}

export interface RoleSurveyProps {
  readonly reader: RoleReader;
  /** Whether there is no such role. @throws when IAM does not answer. */
  readonly isGone: (role: string) => Promise<boolean>;
  /** What the organization leaves to the account. @default all */
  readonly controls?: () => Promise<OrganizationControls>;
  readonly facts: FactStore;
  readonly clock: Clock;
}

/** Roles that IAM leaves out and that it is asked for by name in one sweep. */
const MOST_MISSING = 100;

const CONCURRENCY = 5;

/**
 * Stores, once a sweep, which functions run as each role, what it may do and what it can become.
 * Roles that cannot be read are stored as unknown, so that those of an earlier night do not pass for
 * today's; one that IAM leaves out of its list is gone only when IAM, asked for it by name, says so.
 */
export function roleSurvey({
  reader,
  isGone,
  controls = async () => noControls,
  facts,
  clock,
}: RoleSurveyProps): Survey<FunctionsOf> {
  return {
    async survey(functions, unlisted) {
      const mayWait = (await isFirstNight(facts, clock)) && functions.size > FEW;
      const account = await attempt(() => reader.read());
      const missing = await confirmed(missingIn(account, functions), isGone);
      const within = await controls();
      const onward = await attempt(() =>
        onwardIn(account, { functions, unlisted, controls: within }, clock),
      );
      const entries = [...functions].map(([role, sharers]) => [
        role,
        {
          sharers: sharersOf(sharers, unlisted),
          ...surveyedFactsOf(role, account, onward, missing),
          surveyedAt: clock().toISOString(),
          mayWait,
        } satisfies RoleFacts,
      ]);

      await facts.write('role', new Map(entries as [string, RoleFacts][]));
    },
  };
}

/** Whether no survey of an earlier night is kept. */
async function isFirstNight(facts: FactStore, clock: Clock): Promise<boolean> {
  const at = clock().toISOString();
  const parsed = surveyed.safeParse((await facts.read('role survey', [ALL])).get(ALL));
  const { first, keptAt } = parsed.success ? parsed.data : { first: at, keptAt: '' };
  if (keptAt === '' || msBetween(keptAt, at) > FRESH_MS) {
    await facts.write('role survey', new Map([[ALL, { first, keptAt: at }]]));
  }

  return msBetween(first, at) < SAME_NIGHT_MS;
}

const ALL = 'all roles';
const surveyed = z.object({ first: z.string(), keptAt: z.string() });

function missingIn(account: Known<AccountRoles>, functions: FunctionsOf): readonly string[] {
  return account.known
    ? [...functions.keys()].filter((role) => !account.value.roles.has(role))
    : [];
}

/** Whether each is gone. Of very many, the answer to the question for all is what is wrong. */
async function confirmed(
  missing: readonly string[],
  isGone: RoleSurveyProps['isGone'],
): Promise<ReadonlyMap<string, Known<boolean>>> {
  const answers = await pMap(
    missing.slice(0, MOST_MISSING),
    async (role) => [role, await attempt(() => isGone(role))] as const,
    { concurrency: CONCURRENCY },
  );

  return new Map(answers);
}

/** What decides about the roles of an account besides themselves. */
interface Around {
  readonly functions: FunctionsOf;
  readonly unlisted: readonly Gap[];
  readonly controls: OrganizationControls;
}

/** The roles that no function runs as, and the users, stand between the others, too. */
function onwardIn(
  account: Known<AccountRoles>,
  { functions, unlisted, controls }: Around,
  clock: Clock,
): ReadonlyMap<string, Known<readonly RoleChain[]>> {
  if (!account.known) return new Map();
  const roles = [...account.value.roles].map(([arn, role]) => ({
    target: roleTarget(arn),
    ...role,
    functions: sharersOf(functions.get(arn) ?? [], unlisted),
  }));

  return roleChains(
    { roles, identities: account.value.identities },
    clock().toISOString(),
    controls,
  );
}

function surveyedFactsOf(
  role: string,
  account: Known<AccountRoles>,
  onward: Known<ReadonlyMap<string, Known<readonly RoleChain[]>>>,
  missing: ReadonlyMap<string, Known<boolean>>,
): Omit<RoleFacts, 'sharers' | 'surveyedAt'> {
  if (!account.known) return allUnknown(account.reason);

  const listed = account.value.roles.get(role);
  if (!listed) return missingOf(missing.get(role));

  const path = onward.known ? (onward.value.get(role) ?? leftOut) : onward;
  return { exists: { known: true, value: true }, ...listed, onward: path };
}

const leftOut = unknown('the survey has left it out');

function missingOf(isGone: Known<boolean> | undefined): Omit<RoleFacts, 'sharers' | 'surveyedAt'> {
  if (!isGone) return allUnknown(`IAM lists neither it nor ${MOST_MISSING} others`);
  if (!isGone.known) return allUnknown(`IAM does not list it, and asked for it: ${isGone.reason}`);

  return isGone.value ? gone : allUnknown('IAM does not list it, though it is there');
}

function allUnknown(reason: string): Omit<RoleFacts, 'sharers' | 'surveyedAt'> {
  const nothing = unknown(reason);

  return {
    exists: nothing,
    permissions: nothing,
    trust: nothing,
    createdAt: nothing,
    lastUsedAt: nothing,
    onward: nothing,
  };
}

/** It allows nothing, and no principal can assume it: that is known, and resolves its open findings. */
const gone: Omit<RoleFacts, 'sharers' | 'surveyedAt'> = {
  exists: { known: true, value: false },
  permissions: { known: true, value: { policies: [] } },
  trust: { known: true, value: { statements: [] } },
  createdAt: { known: true, value: undefined },
  lastUsedAt: { known: true, value: undefined },
  onward: { known: true, value: [] },
};

/** What a sweep has stored about roles, by ARN: read once for each chunk, for however many facts. */
export type StoredRoles = (
  roles: readonly Target<'role'>[],
) => Promise<ReadonlyMap<string, RoleFacts>>;

export function storedRoles(facts: FactStore): StoredRoles {
  return oncePerChunk(async (roles) => {
    const stored = await facts.read(
      'role',
      roles.map(({ arn }) => arn),
    );

    return each(stored, roleFactsIn);
  });
}

/** Whether what is read of roles waits for its turn where nothing of it is kept. */
export function waitingRoles(read: StoredRoles): Collector<Target<'role'>, boolean> {
  return perChunk(async (roles: readonly Target<'role'>[]) =>
    each(await read(roles), ({ mayWait = false }) => mayWait),
  );
}

/** When roles were made, as a sweep has stored it. ISO 8601; undefined for one that is deleted. */
export function creationTimes(read: StoredRoles): Collector<Target<'role'>, string | undefined> {
  return perChunkKnown(async (roles: readonly Target<'role'>[]) =>
    each(await read(roles), ({ createdAt }) => createdAt),
  );
}

/**
 * When roles were last used, as the sweep of this night has stored it: what an earlier one stored would hide
 * a use since then. ISO 8601; undefined for one that was not used for as long as IAM remembers.
 */
export function lastUses(
  read: StoredRoles,
  clock: Clock,
): Collector<Target<'role'>, string | undefined> {
  return perChunkKnown(async (roles: readonly Target<'role'>[]) => {
    const at = clock().toISOString();

    return each(await read(roles), ({ lastUsedAt, surveyedAt = '' }) =>
      surveyedAt !== '' && msBetween(surveyedAt, at) < SAME_NIGHT_MS ? lastUsedAt : ofAnotherNight,
    );
  });
}

const ofAnotherNight = unknown('the sweep of this night has not seen the role');

/**
 * What roles may do, for a scanner that does not survey them itself: as another has last stored it,
 * unless that was too long ago to hold today.
 */
export function latelySurveyedPermissions(
  facts: FactStore,
  clock: Clock,
): Collector<Target<'role'>, RolePermissions> {
  return latelySurveyed(facts, clock, ({ permissions }) => permissions);
}

/** Who may assume roles, the same way. */
export function latelySurveyedTrust(
  facts: FactStore,
  clock: Clock,
): Collector<Target<'role'>, TrustPolicy> {
  return latelySurveyed(facts, clock, ({ trust }) => trust);
}

function latelySurveyed<T>(
  facts: FactStore,
  clock: Clock,
  pick: (role: RoleFacts) => Known<T>,
): Collector<Target<'role'>, T> {
  return async (roles) => {
    const since = staleBefore(clock());
    const stored = await attempt(() =>
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

        const role = roleFactsIn(found);
        const picked = pick(role);
        return [arn, picked.known && (role.surveyedAt ?? '') < since ? notLately : picked];
      }),
    );
  };
}

const notLately = unknown('the permissions scanner has not seen its role lately');

/** One that is damaged harms no other. */
function roleFactsIn(stored: unknown): RoleFacts {
  const parsed = roleFacts.safeParse(stored);

  return parsed.success ? parsed.data : { ...allUnknown(DAMAGED), sharers: unknown(DAMAGED) };
}

const DAMAGED = 'what the sweep wrote down about this role is damaged';

/** What was stored before this was read. */
const notKept = unknown('it was not kept');

const roleFacts = z.object({
  exists: knownSchema(z.boolean()),
  sharers: knownSchema(z.array(z.string())),
  permissions: knownSchema(rolePermissions),
  trust: knownSchema(trustPolicy),
  createdAt: knownSchema(z.optional(z.string())),
  lastUsedAt: z._default(knownSchema(z.optional(z.string())), notKept),
  onward: knownSchema(z.array(roleChain)),
  surveyedAt: z.optional(z.string()),
  mayWait: z.optional(z.boolean()),
});
