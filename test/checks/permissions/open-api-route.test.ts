import { expect, it } from 'vitest';
import { openApiRoute } from '../../../functions/checks/permissions/open-api-route.ts';
import type { ApiRoute } from '../../../functions/domain/api-route.ts';
import { describeCheck } from '../../describe-check.ts';
import { routeOf } from '../../way-of.ts';

const open = routeOf({
  kind: 'REST',
  apiId: 'a1b2c3',
  addresses: ['https://a1b2c3.execute-api.eu-west-1.amazonaws.com/live'],
});

describeCheck(openApiRoute, {
  passes: [
    { name: 'no route', facts: { apiRoutes: [] } },
    passing('IAM', { authorization: 'AWS_IAM' }),
    passing('Cognito', { authorization: 'COGNITO_USER_POOLS' }),
    passing('a token', { kind: 'HTTP', authorization: 'JWT' }),
    passing('a function that authorises', { authorization: 'CUSTOM' }),
    passing('a kind of authorisation that is new', { authorization: 'PASSKEY' }),
    passing('a key', { apiKeyRequired: true }),
    passing('a private API', { isPrivate: true }),
    passing('a policy that keeps strangers out', { isBarred: true }),
    passing('an API that is not deployed, or has no address left', { addresses: [] }),
    passing("a browser's preflight", { key: 'OPTIONS /orders' }),
  ],
  fails: [
    failing('a method', {}, 'a1b2c3/GET /orders'),
    failing('every method', { key: 'ANY /{proxy+}' }, 'a1b2c3/ANY /{proxy+}'),
    failing('whatever no other route takes', { kind: 'HTTP', key: '$default' }, 'a1b2c3/$default'),
    failing('a connection', { kind: 'WebSocket', key: '$connect' }, 'a1b2c3/$connect'),
    failing('a route to an alias (case 14)', { qualifier: 'live' }, 'a1b2c3/GET /orders'),
    {
      name: 'each of two, and not the third',
      facts: {
        apiRoutes: [open, { ...open, key: 'PUT /orders' }, { ...open, authorization: 'AWS_IAM' }],
      },
      subjects: ['a1b2c3/GET /orders', 'a1b2c3/PUT /orders'],
    },
  ],
});

it.each([
  ['REST', 'aws apigateway update-method --rest-api-id a1b2c3 --http-method GET'],
  ['HTTP', 'aws apigatewayv2 update-route --api-id a1b2c3'],
  ['WebSocket', 'Give $connect an authorizer'],
] as const)('says how to close a route of a %s API', (kind, command) => {
  expect(
    openApiRoute.evaluate({ apiRoutes: [{ ...open, kind, qualifier: 'live' }] }),
  ).toMatchObject({
    details: [
      {
        summary: `GET /orders of the ${kind} API shop asks for no authorisation`,
        evidence: [{ text: open.addresses[0] }, { text: 'leads to live of the function' }],
        remediation: expect.stringContaining(command),
      },
    ],
  });
});

function passing(name: string, route: Partial<ApiRoute>) {
  return { name, facts: { apiRoutes: [{ ...open, ...route }] } };
}

function failing(name: string, route: Partial<ApiRoute>, subject: string) {
  return { ...passing(name, route), subjects: [subject] };
}
