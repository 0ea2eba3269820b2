import * as z from 'zod/mini';
import type { AccountRole, RoleReader } from '../../app/account-readers.ts';
import { attempt, each, perTargetKnown } from '../../app/collectors.ts';
import type { Clock, Collector, FactStore } from '../../app/ports.ts';
import type { Survey } from '../../app/surveys.ts';
import type { Gap } from '../../core/gap.ts';
import { type Known, unknown } from '../../core/known.ts';
import { knownSchema } from '../../core/known-schema.ts';
import { roleTarget, type Target } from '../../core/target.ts';
import { type AppsyncApi, takesKeyAlone } from '../../domain/exposure/appsync-api.ts';
import { namedIn, type RolePower, rolePower, rolePowerOf } from '../../engines/iam/index.ts';
import { defineFact, typed } from '../define-fact.ts';
import { type Exposures, hasSuch, openAmong } from '../open-exposures.ts';
import { roleDetails } from '../role-grants.ts';
import { storedFact } from '../stored-fact.ts';

/**
 * How much its role gives; undefined where that is not known, or it has no URL, and neither an open route, load balancer or
 * rule of AWS IoT nor an AppSync API that takes an API key leads to it.
 */
export const rolePowerFact = defineFact({
  key: 'rolePower',
  about: ['function'],
  value: typed<RolePower | undefined>(),
  words: 'how much its role gives',
  grants: roleDetails,
});

const KIND = 'role-powers';
const ID = 'account';

/**
 * Stores, once a sweep and before any function is queued, how much each role gives that Lambda may
 * assume. What cannot be read is stored as unknown.
 */
export function rolePowerSurvey(
  reader: RoleReader,
  facts: FactStore,
  clock: Clock,
): Survey<unknown, readonly Gap[]> {
  return {
    async survey() {
      const surveyed = await attempt(async () => {
        const { roles } = await reader.read();
        const now = clock().toISOString();
        const ofLambda = [...roles].filter(([, { trust }]) => mayBeOfFunction(trust));

        return Object.fromEntries(
          each(new Map(ofLambda), (role, arn) => powerIn(role, roleTarget(arn), now)),
        );
      });

      await facts.write(KIND, new Map([[ID, surveyed]]));
      // A gap is reported at each function whose role it is.
      return [];
    },
  };
}

interface OpenWays extends Exposures {
  /** Of AWS AppSync. */
  readonly apis: Collector<Target<'function'>, readonly AppsyncApi[]>;
}

/**
 * How much the role of each function gives, where anyone or anyone with an API key comes in: no
 * check needs it of others. What is not known makes the function neither better nor worse.
 */
export function surveyedRolePowers(
  facts: FactStore,
  { apis, ...exposures }: OpenWays,
): Collector<Target<'function'>, RolePower | undefined> {
  return async (targets) => {
    const [open, apisTo] = await Promise.all([openAmong(targets, exposures), apis(targets)]);
    const isAsked = ({ arn }: Target<'function'>) =>
      open.has(arn) || hasSuch(apisTo.get(arn), takesKeyAlone);
    // Most chunks ask of no role, and the powers of all the account's roles are much to read.
    const surveyed = targets.some(isAsked) ? await surveyedIn(facts) : notListed;

    return perTargetKnown(async (target: Target<'function'>) => {
      if (!isAsked(target)) return notAsked;

      const power = surveyed.known ? powerOf(target.roleArn, surveyed.value) : surveyed;
      return power.known ? power : { known: true, value: undefined, unweighed: power.reason };
    })(targets);
  };
}

/** As they are stored, by the ARN of the role. */
type StoredPowers = Readonly<Record<string, unknown>>;

async function surveyedIn(facts: FactStore): Promise<Known<StoredPowers>> {
  const stored = await attempt(async () => (await facts.read(KIND, [ID])).get(ID));

  return stored.known ? storedFact(stored.value, storedPowers, 'the roles of the account') : stored;
}

/** One that is damaged harms no other, and each is read when it is asked for. */
function powerOf(role: string, powers: StoredPowers): Known<RolePower> {
  if (!Object.hasOwn(powers, role)) return notListed;

  const parsed = storedPower.safeParse(powers[role]);
  return parsed.success ? parsed.data : damaged;
}

const storedPowers = z.custom<StoredPowers>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
const storedPower = knownSchema(rolePower);

const notAsked: Known<RolePower | undefined> = { known: true, value: undefined };
const damaged = unknown('what the sweep wrote down about its role is damaged');
const notListed = unknown('its role was not among those of the account that Lambda may take up');

function mayBeOfFunction(trust: AccountRole['trust']): boolean {
  if (!trust.known) return true;

  const { services } = namedIn(trust.value);
  return services.has('lambda.amazonaws.com') || services.has('edgelambda.amazonaws.com');
}

function powerIn(
  { permissions }: AccountRole,
  role: Target<'role'>,
  now: string,
): Known<RolePower> {
  if (!permissions.known) return permissions;
  const power = rolePowerOf(permissions.value, role, now);

  // A policy that was not read may give more; more than much there is not.
  return permissions.incomplete === undefined || power.gives === 'much'
    ? { known: true, value: power }
    : unknown(permissions.incomplete);
}
