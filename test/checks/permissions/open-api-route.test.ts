import { describe, expect, it } from 'vitest';
import { openApiRoute } from '../../../functions/checks/permissions/open-api-route.ts';
import type { SignatureCheck } from '../../../functions/core/signature-check.ts';
import type { ApiRoute } from '../../../functions/domain/exposure/api-route.ts';
import { remediationIn } from '../../../functions/domain/remediation/remediation-text.ts';
import type { RolePower } from '../../../functions/engines/iam/role-power.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { routeOf } from '../../builders/way-of.ts';

const open = routeOf({
  kind: 'REST',
  apiId: 'a1b2c3',
  addresses: ['https://a1b2c3.execute-api.eu-west-1.amazonaws.com/live'],
});

const little: RolePower = { gives: 'little', because: 'its role may write logs' };
const something: RolePower = { gives: 'something', because: 'its role may call dynamodb:GetItem' };
const much: RolePower = { gives: 'much', because: 'its role may read any secrets of the account' };

describeCheck(openApiRoute, {
  passes: [
    {
      name: 'no route',
      facts: { apiRoutes: [], rolePower: undefined, verifiesSignature: undefined },
    },
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
    failing('a method', {}),
    failing('every method', { key: 'ANY /{proxy+}' }),
    failing('whatever no other route takes', { kind: 'HTTP', key: '$default' }),
    failing('a connection', { kind: 'WebSocket', key: '$connect' }),
    failing('a route to an alias (case 14)', { qualifier: 'live' }),
    {
      name: 'two routes of an API, and not the third, as one',
      facts: {
        apiRoutes: [open, { ...open, key: 'PUT /orders' }, { ...open, authorization: 'AWS_IAM' }],
        rolePower: little,
        verifiesSignature: undefined,
      },
      subjects: ['a1b2c3'],
    },
    {
      name: 'each of two APIs',
      facts: {
        apiRoutes: [open, { ...open, apiId: 'd4e5f6' }],
        rolePower: little,
        verifiesSignature: undefined,
      },
      subjects: ['a1b2c3', 'd4e5f6'],
    },
  ],
});

describe('an open API', () => {
  it.each([
    ['low', little, 'REST', ['GET /health']],
    ['low', little, 'REST', ['HEAD /health', 'GET /health']],
    ['low', little, 'WebSocket', ['$connect', '$disconnect']],
    ['medium', something, 'HTTP', ['GET /orders']],
    ['medium', something, 'WebSocket', ['$connect']],
    ['high', much, 'REST', ['GET /health']],
    ['high', undefined, 'REST', ['GET /health']],
    ['high', something, 'REST', ['DELETE /tasks']],
    ['high', something, 'HTTP', ['$default']],
    ['high', little, 'REST', ['DELETE /tasks']],
    ['high', little, 'HTTP', ['PATCH /tasks/{id}']],
    ['high', little, 'REST', ['PUT /tasks']],
    ['medium', little, 'REST', ['POST /tasks']],
    ['high', little, 'REST', ['GET /health', 'POST /a', 'DELETE /tasks']],
    ['medium', little, 'REST', ['ANY /']],
    ['low', little, 'REST', ['GET /{proxy+}']],
    ['medium', something, 'REST', ['GET /images/{proxy+}']],
    ['high', something, 'REST', ['ANY /{proxy+}']],
    ['medium', little, 'HTTP', ['$default']],
    ['high', something, 'WebSocket', ['$connect', 'send']],
    ['medium', little, 'WebSocket', ['$connect', '$default']],
  ] as const)('is %s with %o and the routes of a %s API %o', (severity, rolePower, kind, keys) => {
    const [detail] = detailsOf(
      keys.map((key) => ({ ...open, kind, key })),
      rolePower,
    );

    expect(detail?.severity).toBe(severity);
  });

  it('names its routes, the worst first, and what the role gives', () => {
    const [detail] = detailsOf(
      [
        open,
        { ...open, key: 'DELETE /orders', qualifier: 'live' },
        { ...open, key: 'GET /health' },
      ],
      something,
    );

    expect(detail).toMatchObject({
      summary: 'Anyone can call DELETE /orders and 2 more routes of the REST API shop',
      evidence: [
        { text: open.addresses[0] },
        {
          text: 'DELETE /orders requires no authorisation, and may write, leads to live of the function',
        },
        { text: 'GET /orders requires no authorisation' },
        { text: 'GET /health requires no authorisation' },
        { text: something.because },
      ],
      mark: [
        'DELETE /orders to live',
        'GET /orders to the function',
        'GET /health to the function',
      ],
    });
  });

  it('says that there are more routes than it names', () => {
    const routes = Array.from({ length: 30 }, (_, index) => ({ ...open, key: `GET /${index}` }));

    const [detail] = detailsOf(routes, undefined);

    expect(detail?.evidence.map(({ text }) => text)).toContain('and 10 more');
    expect(detail?.evidence.at(-1)?.text).toBe('the permissions of its role are not known');
    expect(detail?.mark).toHaveLength(30);
  });

  it.each([
    ['medium', { key: 'POST /stripe' }],
    ['low', { key: 'GET /health' }],
    ['high', { key: 'POST /stripe', qualifier: 'live' }],
  ] as const)('is %s where the code verifies a signature, with %o', (severity, route) => {
    const check = { kind: 'stripe', path: 'index.js', line: 12, column: 3 } as const;
    const [detail] = detailsOf([{ ...open, ...route }], something, check);
    const text = 'its code verifies the signature of Stripe before it acts';
    const isKnown = severity !== 'high';

    expect(detail?.severity).toBe(severity);
    expect(detail?.evidence.some((line) => line.text === text)).toBe(isKnown);
    expect(detail?.remediation?.includes('index.js, line 12')).toBe(isKnown);
  });

  it('takes the place of a finding for each of its routes', () => {
    expect(openApiRoute.subjectNow?.('a1b2c3/GET /orders/{id}')).toBe('a1b2c3');
    expect(openApiRoute.subjectNow?.('a1b2c3')).toBe('a1b2c3');
  });
});

it.each([
  [
    'REST',
    'aws apigateway update-method --rest-api-id a1b2c3 --region eu-west-1 --http-method GET',
  ],
  ['HTTP', 'aws apigatewayv2 update-route --api-id a1b2c3 --region eu-west-1'],
  ['WebSocket', 'give $connect an authorizer'],
] as const)('says how to close a %s API, after asking for webhooks', (kind, command) => {
  const [detail] = detailsOf([{ ...open, kind }], little);

  const { lead, parts } = remediationIn(detail?.remediation ?? '');
  expect(detail?.remediation).toContain(command);
  expect(lead).toMatch(/\.$/);
  expect(parts[0]?.title).toContain('signs its requests');
});

function passing(name: string, route: Partial<ApiRoute>) {
  return {
    name,
    facts: {
      apiRoutes: [{ ...open, ...route }],
      rolePower: undefined,
      verifiesSignature: undefined,
    },
  };
}

function failing(name: string, route: Partial<ApiRoute>) {
  return { ...passing(name, route), subjects: ['a1b2c3'] };
}

function detailsOf(
  apiRoutes: readonly ApiRoute[],
  rolePower: RolePower | undefined,
  verifiesSignature?: SignatureCheck,
) {
  const verdict = openApiRoute.evaluate({ apiRoutes, rolePower, verifiesSignature });

  return verdict.outcome === 'fail' ? verdict.details : [];
}
