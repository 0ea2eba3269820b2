import { describe, expect, it } from 'vitest';
import type { RouteReader } from '../../../functions/app/account-readers.ts';
import { perTarget } from '../../../functions/app/collectors.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { ApiRoute } from '../../../functions/domain/exposure/api-route.ts';
import type { UsagePlan } from '../../../functions/domain/exposure/usage-plan.ts';
import { routeSurvey } from '../../../functions/facts/function/api-routes.ts';
import { usagePlans } from '../../../functions/facts/function/usage-plans.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { routeOf } from '../../builders/way-of.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const keyed = routeOf({ kind: 'REST', apiKeyRequired: true });
const planOf = (id: string): UsagePlan => ({ id, name: id, stages: [] });
const known = (...ids: string[]) => ({ known: true, value: ids.map(planOf) }) as const;

describe('the usage plans of a function', () => {
  it.each<
    [string, readonly ApiRoute[], Readonly<Record<string, Known<readonly UsagePlan[]>>>, object]
  >([
    [
      'are those of the region of its API',
      [keyed],
      { 'eu-west-1': known('a'), 'us-east-1': known('b') },
      known('a'),
    ],
    [
      'are those of two regions',
      [keyed, { ...keyed, region: 'us-east-1' }],
      { 'eu-west-1': known('a'), 'us-east-1': known('b') },
      known('a', 'b'),
    ],
    [
      'are none where no route requires a key alone',
      [routeOf()],
      { 'eu-west-1': known('a') },
      known(),
    ],
    [
      'are unknown where they could not be read',
      [keyed],
      { 'eu-west-1': unknown('denied') },
      unknown('denied'),
    ],
    [
      'are unknown where one region of two could not be read',
      [keyed, { ...keyed, region: 'us-east-1' }],
      { 'eu-west-1': known('a'), 'us-east-1': unknown('denied') },
      unknown('denied'),
    ],
    [
      'are unknown where none were read',
      [keyed],
      {},
      unknown('the sweep wrote down nothing about the usage plans of this region'),
    ],
  ])('%s', async (_, routes, byRegion, expected) => {
    const facts = recordedFacts();
    await routeSurvey(readerOf(byRegion), facts).survey(['eu-west-1', 'us-east-1'], []);

    const answers = await usagePlans(
      facts,
      perTarget(() => routes),
    )([orders]);

    expect(answers.get(orders.arn)).toEqual(expected);
  });

  it('are no question where its routes are not known', async () => {
    const answers = await usagePlans(recordedFacts(), async () => new Map())([orders]);

    expect(answers.get(orders.arn)).toEqual(known());
  });

  it('calls of the table exactly what the fact declares, and nothing without such a route', async () => {
    const facts = recordedFacts();
    await usagePlans(
      facts,
      perTarget(() => [routeOf()]),
    )([orders]);
    expect(facts.called()).toEqual([]);

    await routeSurvey(readerOf({ 'eu-west-1': known('a') }), facts).survey(['eu-west-1'], []);
    await usagePlans(
      facts,
      perTarget(() => [keyed]),
    )([orders]);

    expect(facts.called()).toEqual(
      factSources.function.usagePlans
        .map(({ action }) => action)
        .filter((action) => action.startsWith('dynamodb')),
    );
  });
});

function readerOf(byRegion: Readonly<Record<string, Known<readonly UsagePlan[]>>>): RouteReader {
  return async (region) => {
    const plans = byRegion[region];

    return {
      apis: [],
      routes: [],
      deliveries: [],
      unseen: [],
      ...(plans && { usagePlans: plans }),
    };
  };
}
