import * as z from 'zod/mini';
import { attempt, each, perTargetKnown } from '../../app/collectors.ts';
import type {
  AccountRole,
  Clock,
  Collector,
  FactStore,
  RoleReader,
  Survey,
} from '../../app/ports.ts';
import type { Gap } from '../../core/gap.ts';
import { type Known, unknown } from '../../core/known.ts';
import { knownSchema } from '../../core/known-schema.ts';
import { roleTarget, type Target } from '../../core/target.ts';
import { type ApiRoute, isOpenRoute } from '../../domain/exposure/api-route.ts';
import { namedIn, type RolePower, rolePower, rolePowerOf } from '../../engines/iam/index.ts';
import { defineFact, typed } from '../define-fact.ts';
import { roleDetails } from '../role-grants.ts';
import { storedFact } from '../stored-fact.ts';

/** How much its role gives; undefined where that is not known, or no open route leads to it. */
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

/**
 * How much the role of each function gives, where an open route leads to the function: no check needs
 * it of others. What is not known makes the function neither better nor worse.
 */
export function surveyedRolePowers(
  facts: FactStore,
  routes: Collector<Target<'function'>, readonly ApiRoute[]>,
): Collector<Target<'function'>, RolePower | undefined> {
  return async (targets) => {
    const routesTo = await routes(targets);
    const stored = await attempt(async () => (await facts.read(KIND, [ID])).get(ID));
    const surveyed = stored.known
      ? storedFact(stored.value, powers, 'the roles of the account')
      : stored;

    return perTargetKnown(async ({ arn, roleArn }: Target<'function'>) => {
      const leading = routesTo.get(arn);
      const isAsked = leading?.known === true && leading.value.some(isOpenRoute);
      if (!isAsked) return notAsked;

      const power = surveyed.known ? (surveyed.value[roleArn] ?? notListed) : surveyed;
      return power.known ? power : { known: true, value: undefined, unweighed: power.reason };
    })(targets);
  };
}

const powers = z.record(z.string(), knownSchema(rolePower));

const notAsked: Known<RolePower | undefined> = { known: true, value: undefined };
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
  return permissions.known
    ? { known: true, value: rolePowerOf(permissions.value, role, now) }
    : permissions;
}
