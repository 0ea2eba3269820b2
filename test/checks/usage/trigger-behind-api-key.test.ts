import { expect, it } from 'vitest';
import { triggerBehindApiKey } from '../../../functions/checks/usage/trigger-behind-api-key.ts';
import type { ApiRoute } from '../../../functions/domain/exposure/api-route.ts';
import type { UsagePlan } from '../../../functions/domain/exposure/usage-plan.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { routeOf } from '../../builders/way-of.ts';

const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const keyed = routeOf({
  kind: 'REST',
  apiId: 'a1b2c3',
  key: 'POST /orders',
  apiKeyRequired: true,
  addresses: ['https://a1b2c3.execute-api.eu-west-1.amazonaws.com/live'],
  through: queue,
});
const partners: UsagePlan = {
  id: 'p1',
  name: 'partners',
  stages: [{ apiId: 'a1b2c3', stage: 'live', throttles: {} }],
};

describeCheck(triggerBehindApiKey, {
  passes: [
    { name: 'no route', facts: factsOf([], [partners]) },
    { name: 'a stage of no usage plan', facts: factsOf([keyed], []) },
    {
      name: 'IAM besides the key',
      facts: factsOf([{ ...keyed, authorization: 'AWS_IAM' }], [partners]),
    },
  ],
  fails: [
    { name: 'a route to a queue', facts: factsOf([keyed], [partners]), subjects: ['a1b2c3'] },
    {
      name: 'a route to two rules as one',
      facts: factsOf([keyed, { ...keyed, through: `${queue}-2` }], [partners]),
      subjects: ['a1b2c3'],
    },
  ],
});

it.each<['low' | 'info', string, Partial<UsagePlan>]>([
  ['low', 'nothing', {}],
  ['info', 'a throttle', { requestsPerSecond: 10 }],
])('is %s where its plan limits a key by %s', (severity, _, plan) => {
  const facts = factsOf([keyed], [{ ...partners, ...plan }]);

  expect(triggerBehindApiKey.evaluate(facts)).toMatchObject({
    details: [
      {
        severity,
        summary: 'An API key is all that POST /orders of the REST API shop requires',
        evidence: expect.arrayContaining([
          {
            text: `POST /orders requires an API key and no authorization, hands requests on to ${queue}`,
          },
        ]),
        mark: expect.arrayContaining([`POST /orders to the function through ${queue}`]),
      },
    ],
  });
});

function factsOf(routes: readonly ApiRoute[], plans: readonly UsagePlan[]) {
  return { keyedTriggers: { routes, plans } };
}
