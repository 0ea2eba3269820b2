import { expect, it } from 'vitest';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { Delivery } from '../../../functions/domain/exposure/delivery.ts';
import type { Trigger } from '../../../functions/domain/exposure/trigger.ts';
import type { UsagePlan } from '../../../functions/domain/exposure/usage-plan.ts';
import { keyedTriggers } from '../../../functions/facts/function/keyed-triggers.ts';
import { routeOf } from '../../builders/way-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const bus = 'arn:aws:events:eu-west-1:111122223333:event-bus';
const rule = bus.replace('event-bus', 'rule');
const keyed = routeOf({ apiKeyRequired: true });
const partners: UsagePlan = { id: 'p1', name: 'partners', stages: [] };
const none = { routes: [], plans: [] };
const known = <T>(value: T): Known<T> => ({ known: true, value });
const triggers = (...sources: readonly string[]) => known(sources.map((source) => ({ source })));

it.each([
  ['a queue', queue, queue],
  ['a rule of a bus of its own', `${bus}/shop`, `${rule}/shop/ordered`],
  ['a bucket', 'arn:aws:s3:::orders', 'arn:aws:s3:::orders'],
])(
  'lists the routes with a key that write to %s, and the plans of its region',
  async (_, to, source) => {
    expect(await read(triggers(source), known([{ to, route: keyed }]))).toEqual(
      known({ routes: [{ ...keyed, through: source }], plans: [partners] }),
    );
  },
);

it.each<[string, readonly Delivery[], string]>([
  ['that asks for nothing', [{ to: queue, route: routeOf() }], queue],
  ['that asks for more', [{ to: queue, route: { ...keyed, authorization: 'CUSTOM' } }], queue],
  ['to another queue', [{ to: `${queue}-2`, route: keyed }], queue],
  ["to another account's queue", [{ to: theirs(queue), route: keyed }], theirs(queue)],
])('lists no route %s, and reads no plans', async (_, deliveries, source) => {
  expect(await read(triggers(source), known(deliveries), unknown('not to be read'))).toEqual(
    known(none),
  );
});

it('reads nothing of a function that nothing triggers', async () => {
  expect(await read(known([]), unknown('not to be read'))).toEqual(known(none));
});

it('says that it does not know which rule of the default bus takes what a route puts there', async () => {
  const delivered = known([{ to: `${bus}/default`, route: keyed }]);

  expect(await read(triggers(`${rule}/ordered`), delivered)).toEqual({
    ...known(none),
    incomplete: `whether ${rule}/ordered takes the events that GET /orders of API shop puts on its bus`,
  });
});

it.each<
  [
    string,
    Known<readonly Trigger[]>,
    Known<readonly Delivery[]>,
    Known<readonly UsagePlan[]>,
    string,
  ]
>([
  ['what triggers it', unknown('denied'), known([]), known([]), 'denied'],
  [
    'the APIs',
    triggers(queue),
    unknown('denied'),
    known([]),
    'the APIs that may write to it: denied',
  ],
  [
    'the usage plans',
    triggers(queue),
    known([{ to: queue, route: keyed }]),
    unknown('denied'),
    'the usage plans of API keys: denied',
  ],
])('is unknown where %s could not be read', async (_, found, delivered, plans, reason) => {
  expect(await read(found, delivered, plans)).toEqual(unknown(reason));
});

it('says what of the triggers and the APIs could not be read', async () => {
  const found = { ...triggers(queue), incomplete: 'a mapping' };
  const delivered = { ...known([{ to: queue, route: keyed }]), incomplete: 'API x' };

  expect(await read(found, delivered)).toMatchObject({
    value: { routes: [{ through: queue }] },
    incomplete: 'a mapping; the APIs that may write to it: API x',
  });
});

function theirs(arn: string): string {
  return arn.replace('111122223333', '444455556666');
}

async function read(
  triggers: Known<readonly Trigger[]>,
  deliveries: Known<readonly Delivery[]>,
  plans: Known<readonly UsagePlan[]> = known([partners]),
) {
  const inRegion =
    <T>(value: T) =>
    async (region: string) => {
      expect(region).toBe('eu-west-1');
      return value;
    };
  const answers = await keyedTriggers({
    triggers: async () => new Map([[orders.arn, triggers]]),
    deliveriesIn: inRegion(deliveries),
    plansIn: inRegion(plans),
  })([orders]);

  return answers.get(orders.arn);
}
