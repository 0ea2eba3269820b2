import { describe, expect, it } from 'vitest';
import { apiKeyOnly } from '../../../functions/checks/permissions/api-key-only.ts';
import type { ApiRoute } from '../../../functions/domain/exposure/api-route.ts';
import type { UsagePlan } from '../../../functions/domain/exposure/usage-plan.ts';
import { remediationIn } from '../../../functions/domain/remediation/remediation-text.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { routeOf } from '../../builders/way-of.ts';

const keyed = routeOf({
  kind: 'REST',
  apiId: 'a1b2c3',
  apiKeyRequired: true,
  addresses: ['https://a1b2c3.execute-api.eu-west-1.amazonaws.com/live'],
});
const partners: UsagePlan = {
  id: 'p1',
  name: 'partners',
  stages: [{ apiId: 'a1b2c3', stage: 'live', throttles: {} }],
};

describeCheck(apiKeyOnly, {
  passes: [
    { name: 'no route', facts: { apiRoutes: [], usagePlans: [partners] } },
    passing('an open route, which is another finding', { apiKeyRequired: false }),
    passing('IAM besides the key', { authorization: 'AWS_IAM' }),
    passing('an authorizer besides the key', { authorization: 'CUSTOM' }),
    passing('a private API', { isPrivate: true }),
    passing('a policy that keeps strangers out', { isBarred: true }),
    passing('an API that is not deployed', { addresses: [] }),
    passing("a browser's preflight", { key: 'OPTIONS /orders' }),
    {
      name: 'a stage of no usage plan, which rejects every caller',
      facts: {
        apiRoutes: [keyed],
        usagePlans: [{ ...partners, stages: [{ apiId: 'a1b2c3', stage: 'test', throttles: {} }] }],
      },
    },
  ],
  fails: [
    failing('a method', {}),
    failing('a connection', { kind: 'WebSocket', key: '$connect' }),
    failing('an API behind a domain of its own', { addresses: ['https://shop.example'] }),
    {
      name: 'two routes of an API as one, and another API',
      facts: {
        apiRoutes: [
          keyed,
          { ...keyed, key: 'PUT /orders' },
          { ...keyed, apiId: 'd4e5f6', addresses: ['https://b.example'] },
        ],
        usagePlans: [
          partners,
          { ...partners, id: 'p2', stages: [{ apiId: 'd4e5f6', stage: 'x', throttles: {} }] },
        ],
      },
      subjects: ['a1b2c3', 'd4e5f6'],
    },
  ],
});

it('says of a route that starts a state machine through which it leads to the function', () => {
  const machine = 'arn:aws:states:eu-west-1:111122223333:stateMachine:orders';
  const [detail] = detailsOf([{ ...keyed, through: machine }], [{}]);

  expect(detail?.mark).toContain(`GET /orders to the function through ${machine}`);
  expect(detail?.evidence).toContainEqual({
    text: `GET /orders requires an API key and no authorization, hands requests on to ${machine}`,
  });
});

describe('a key alone', () => {
  it.each<[string, string, Partial<ApiRoute>, readonly Partial<UsagePlan>[]]>([
    ['low', 'without a limit', {}, [{}]],
    ['info', 'with a throttle of the plan', {}, [{ requestsPerSecond: 10 }]],
    ['info', 'with a quota of the plan', {}, [{ quota: { limit: 10, period: 'DAY' } }]],
    ['info', 'with a throttle of the route', { callsPerSecond: 10 }, [{}]],
    ['low', 'with one plan of two that limits', {}, [{ requestsPerSecond: 10 }, { id: 'p2' }]],
  ])('is %s %s', (severity, _, route, plans) => {
    const [detail] = detailsOf([{ ...keyed, ...route }], plans);

    expect(detail?.severity).toBe(severity);
  });

  it('names its routes, and what limits the holders of keys', () => {
    const [detail] = detailsOf(
      [keyed, { ...keyed, key: 'PUT /orders', qualifier: 'live', callsPerSecond: 25 }],
      [
        {},
        { id: 'p2', name: 'gold', requestsPerSecond: 50, quota: { limit: 1000, period: 'MONTH' } },
      ],
    );

    expect(detail).toMatchObject({
      summary: 'An API key is all that GET /orders and 1 more route of the REST API shop requires',
      evidence: [
        { text: keyed.addresses[0] },
        { text: 'GET /orders requires an API key and no authorization' },
        {
          text: 'PUT /orders requires an API key and no authorization, lets 25 requests a second through, leads to live of the function',
        },
        { text: 'usage plan partners (p1): no throttle and no quota' },
        { text: 'usage plan gold (p2): for each key 50 requests a second, 1,000 requests a month' },
      ],
      mark: ['GET /orders to the function', 'PUT /orders to live', 'usage plan p1 without a limit'],
    });
  });

  it.each([
    [
      'REST',
      'aws apigateway update-method --rest-api-id a1b2c3 --region eu-west-1 --http-method GET',
    ],
    ['WebSocket', 'aws apigatewayv2 update-route --api-id a1b2c3 --region eu-west-1'],
  ] as const)(
    'says how the callers of a %s API are authenticated, and throttled until then',
    (kind, command) => {
      const throttle = 'aws apigateway update-usage-plan --usage-plan-id p1 --region eu-west-1';
      const [unlimited] = detailsOf([{ ...keyed, kind }], [{}]);
      const [limited] = detailsOf([{ ...keyed, kind }], [{ requestsPerSecond: 10 }]);

      expect(unlimited?.remediation).toContain(command);
      expect(unlimited?.remediation).toContain(throttle);
      expect(limited?.remediation).toContain(command);
      expect(limited?.remediation).not.toContain(throttle);
      expect(remediationIn(limited?.remediation ?? '').lead).toMatch(/\.$/);
    },
  );
});

function passing(name: string, route: Partial<ApiRoute>) {
  return { name, facts: { apiRoutes: [{ ...keyed, ...route }], usagePlans: [partners] } };
}

function failing(name: string, route: Partial<ApiRoute>) {
  return { ...passing(name, route), subjects: ['a1b2c3'] };
}

function detailsOf(apiRoutes: readonly ApiRoute[], plans: readonly Partial<UsagePlan>[]) {
  const verdict = apiKeyOnly.evaluate({
    apiRoutes,
    usagePlans: plans.map((plan) => ({ ...partners, ...plan })),
  });

  return verdict.outcome === 'fail' ? verdict.details : [];
}
