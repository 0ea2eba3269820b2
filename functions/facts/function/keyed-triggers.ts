import { perTargetKnown } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import { type Known, unknown } from '../../core/known.ts';
import { accountOf, type FunctionTarget } from '../../core/target.ts';
import { type ApiRoute, requiresKeyAlone } from '../../domain/exposure/api-route.ts';
import { type Delivery, unsureWriters, withWriters } from '../../domain/exposure/delivery.ts';
import type { Trigger } from '../../domain/exposure/trigger.ts';
import type { UsagePlan } from '../../domain/exposure/usage-plan.ts';
import { defineFact, typed } from '../define-fact.ts';
import { onceEach } from '../once-each.ts';
import { eventSourcesFact } from './event-sources.ts';

/** Routes of APIs that ask for an API key alone and write to what triggers a function, and the plans of their keys. */
export interface KeyedTriggers {
  /** Each goes through what it writes to. */
  readonly routes: readonly ApiRoute[];
  readonly plans: readonly UsagePlan[];
}

export const keyedTriggersFact = defineFact({
  key: 'keyedTriggers',
  about: ['function'],
  value: typed<KeyedTriggers>(),
  words: 'the routes with an API key that write to what triggers it',
  grants: eventSourcesFact.grants,
});

interface KeyedReaders {
  readonly triggers: Collector<FunctionTarget, readonly Trigger[]>;
  readonly deliveriesIn: (region: string) => Promise<Known<readonly Delivery[]>>;
  readonly plansIn: (region: string) => Promise<Known<readonly UsagePlan[]>>;
}

/** Reads nothing but what is stored, and that of triggered functions alone. What triggers them from another account is that account's. */
export function keyedTriggers({
  triggers,
  ...stored
}: KeyedReaders): Collector<FunctionTarget, KeyedTriggers> {
  return async (targets) => {
    const known = await triggers(targets);
    const deliveriesIn = onceEach(stored.deliveriesIn);
    const plansIn = onceEach(stored.plansIn);

    return perTargetKnown(async ({ arn, account, region }: FunctionTarget) => {
      const found = known.get(arn) ?? unread;
      if (!found.known) return found;
      const own = found.value.filter(({ source }) => ['', account].includes(accountOf(source)));
      if (own.length === 0) return inPart(none, [found.incomplete]);

      const delivered = await deliveriesIn(region);
      if (!delivered.known) return unknown(`the APIs that may write to it: ${delivered.reason}`);
      const keyed = delivered.value.filter(({ route }) => requiresKeyAlone(route));
      const routes = own.flatMap((each) => throughTrigger(each, keyed));
      const plans = await plansOf(routes, plansIn);
      if (!plans.known) return unknown(`the usage plans of API keys: ${plans.reason}`);

      return inPart({ routes, plans: plans.value }, [
        found.incomplete,
        delivered.incomplete && `the APIs that may write to it: ${delivered.incomplete}`,
        ...own.flatMap((each) => unsureWriters(each, keyed)),
      ]);
    })(targets);
  };
}

const unread: Known<never> = unknown('what triggers it was not read');
const none: KeyedTriggers = { routes: [], plans: [] };

function throughTrigger(trigger: Trigger, keyed: readonly Delivery[]): readonly ApiRoute[] {
  const { writtenBy = [] } = withWriters(trigger, keyed);

  return writtenBy.map((route) => ({ ...route, through: trigger.source }));
}

async function plansOf(
  routes: readonly ApiRoute[],
  plansIn: KeyedReaders['plansIn'],
): Promise<Known<readonly UsagePlan[]>> {
  const value: UsagePlan[] = [];

  for (const region of new Set(routes.map((route) => route.region))) {
    const plans = await plansIn(region);
    if (!plans.known) return plans;

    value.push(...plans.value);
  }
  return { known: true, value };
}

function inPart(
  value: KeyedTriggers,
  reasons: readonly (string | undefined)[],
): Known<KeyedTriggers> {
  const incomplete = joinedReasons(reasons);

  return { known: true, value, ...(incomplete !== undefined && { incomplete }) };
}
