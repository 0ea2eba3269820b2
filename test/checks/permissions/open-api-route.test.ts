import { describe, expect, it } from 'vitest';
import { openApiRoute } from '../../../functions/checks/permissions/open-api-route.ts';
import type { CodeRoute, SenderVerification } from '../../../functions/core/code-route.ts';
import type { ApiRoute } from '../../../functions/domain/exposure/api-route.ts';
import type { PowerInUse } from '../../../functions/domain/exposure/given-power.ts';
import { remediationIn } from '../../../functions/domain/remediation/remediation-text.ts';
import type { CodePower } from '../../../functions/engines/iam/code-power.ts';
import type { RolePower } from '../../../functions/engines/iam/role-power.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { little, much, something } from '../../builders/role-powers.ts';
import { routeOf } from '../../builders/way-of.ts';

const open = routeOf({
  kind: 'REST',
  apiId: 'a1b2c3',
  addresses: ['https://a1b2c3.execute-api.eu-west-1.amazonaws.com/live'],
});

const left = {
  kind: 'WebSocket',
  key: '$disconnect',
  connectedBy: 'arn:aws:lambda:eu-west-1:111122223333:function:connect',
} as const;

const readsOnly: RolePower = { ...something, writes: false };

const nothing = codeThat('little', false);
const reads = codeThat('something', false);
const writes = codeThat('something', true);
const readsAny = codeThat('much', false);

describeCheck(openApiRoute, {
  passes: [
    {
      name: 'no route',
      facts: {
        apiRoutes: [],
        rolePower: undefined,
        powerInUse: undefined,
        verifiesSignature: undefined,
        decidedChanges: undefined,
      },
    },
    passing('IAM', { authorization: 'AWS_IAM' }),
    passing('Cognito', { authorization: 'COGNITO_USER_POOLS' }),
    passing('a token', { kind: 'HTTP', authorization: 'JWT' }),
    passing('a function that authorises', { authorization: 'CUSTOM' }),
    passing('a kind of authorisation that is new', { authorization: 'PASSKEY' }),
    passing('an authorizer that lets all through, and a key', {
      authorization: 'CUSTOM',
      openAuthorizer: 'index.js, line 3',
      apiKeyRequired: true,
    }),
    passing('a key', { apiKeyRequired: true }),
    passing('a private API', { isPrivate: true }),
    passing('a policy that keeps strangers out', { isBarred: true }),
    passing('an API that is not deployed, or has no address left', { addresses: [] }),
    passing("a browser's preflight", { key: 'OPTIONS /orders' }),
    passing('the end of connections that another function lets in', left),
  ],
  fails: [
    failing('a method', {}),
    failing('every method', { key: 'ANY /{proxy+}' }),
    failing('whatever no other route takes', { kind: 'HTTP', key: '$default' }),
    failing('a connection', { kind: 'WebSocket', key: '$connect' }),
    failing('an authorizer that lets all through', {
      authorization: 'CUSTOM',
      authorizer: 'arn:aws:lambda:eu-west-1:111122223333:function:gate',
      openAuthorizer: 'index.js, line 3',
    }),
    failing('a route to an alias (case 14)', { qualifier: 'live' }),
    failing('the end of connections that no known function lets in', {
      ...left,
      connectedBy: undefined,
    }),
    failing('a message of connections that another function lets in', { ...left, key: 'send' }),
    failing('any message of them', { ...left, key: '$default' }),
    failing('what a REST API calls so', { ...left, kind: 'REST' }),
    {
      name: 'the end of connections, beside what lets them in',
      facts: {
        apiRoutes: [left, { ...left, key: '$connect', connectedBy: undefined }].map((each) => ({
          ...open,
          ...each,
        })),
        rolePower: little,
        powerInUse: undefined,
        verifiesSignature: undefined,
        decidedChanges: undefined,
      },
      subjects: ['a1b2c3'],
    },
    {
      name: 'two routes of an API, and not the third, as one',
      facts: {
        apiRoutes: [open, { ...open, key: 'PUT /orders' }, { ...open, authorization: 'AWS_IAM' }],
        rolePower: little,
        powerInUse: undefined,
        verifiesSignature: undefined,
        decidedChanges: undefined,
      },
      subjects: ['a1b2c3'],
    },
    {
      name: 'each of two APIs',
      facts: {
        apiRoutes: [open, { ...open, apiId: 'd4e5f6' }],
        rolePower: little,
        powerInUse: undefined,
        verifiesSignature: undefined,
        decidedChanges: undefined,
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

  it.each([
    ['low', much, { code: nothing }, 'GET /health'],
    ['medium', much, { code: nothing }, 'POST /tasks'],
    ['medium', something, { code: nothing }, 'ANY /{proxy+}'],
    ['medium', something, { code: nothing }, 'DELETE /tasks'],
    ['medium', little, { code: nothing }, 'PUT /tasks'],
    ['medium', something, { code: reads }, 'PATCH /tasks'],
    ['high', something, { code: writes }, 'DELETE /tasks'],
    ['high', something, { code: undefined }, 'DELETE /tasks'],
    ['high', something, { code: nothing, secrets: ['DB_PASSWORD'] }, 'DELETE /tasks'],
    ['medium', much, { code: reads }, 'GET /orders'],
    ['medium', much, { code: reads }, 'POST /search'],
    ['high', much, { code: writes }, 'POST /orders'],
    ['medium', much, { code: writes }, 'GET /orders'],
    ['high', much, { code: readsAny }, 'GET /files'],
    ['medium', something, { code: readsAny }, 'GET /files'],
    ['high', something, { code: undefined }, 'POST /orders'],
    ['high', much, { code: undefined }, 'GET /orders'],
    ['medium', little, { code: writes }, 'POST /orders'],
    ['high', little, { code: nothing, secrets: ['DB_PASSWORD'] }, 'POST /orders'],
    ['medium', little, { code: undefined, secrets: ['DB_PASSWORD'] }, 'GET /orders'],
    ['high', something, { code: reads, secrets: ['DB_PASSWORD'] }, 'POST /orders'],
    ['high', undefined, { code: nothing }, 'GET /health'],
    ['medium', readsOnly, { code: undefined }, 'POST /orders'],
    ['high', readsOnly, { code: undefined }, 'DELETE /orders'],
    ['high', readsOnly, { code: undefined, secrets: ['DB_PASSWORD'] }, 'POST /orders'],
    ['medium', readsOnly, { code: writes }, 'POST /orders'],
    ['medium', readsOnly, { code: writes }, 'DELETE /orders'],
    ['medium', little, { code: writes }, 'DELETE /orders'],
  ] as const)('is %s with %o, where the function does %o, by %s', (severity, role, use, key) => {
    const inUse = { secrets: [], ...use };
    const [detail] = detailsOf([{ ...open, key }], role, undefined, inUse);

    expect(detail?.severity).toBe(severity);
  });

  it.each([
    ['medium', something, 'POST /login'],
    ['medium', something, 'POST /api/users/sign-up'],
    ['medium', something, 'POST /SignIn'],
    ['medium', much, 'POST /login'],
    ['medium', much, 'POST /register'],
    ['high', much, 'POST /users'],
    ['medium', something, 'POST /contact'],
    ['high', something, 'POST /contacts'],
    ['high', much, 'POST /contact'],
    ['medium', something, 'POST /forgot-password'],
    ['high', something, 'POST /reset-password'],
    ['high', undefined, 'POST /login'],
    ['medium', something, 'POST /register'],
    ['medium', something, 'POST /authenticate'],
    ['high', something, 'POST /authenticate/users'],
    ['medium', something, 'POST /auth/verify-email'],
    ['high', something, 'POST /verify'],
    ['high', something, 'POST /users/password'],
    ['high', something, 'POST /staff/register'],
    ['high', something, 'PUT /login'],
    ['high', something, 'POST /login/users'],
    ['high', something, 'POST /blogin'],
    ['high', something, 'POST /admin/signup'],
    ['high', something, 'POST /tenants/{id}/login'],
  ] as const)(
    'is %s with %o by %s: who signs in has nothing to show yet',
    (severity, role, key) => {
      expect(detailsOf([{ ...open, key }], role)[0]?.severity).toBe(severity);
    },
  );

  it.each([
    ['medium', much, reads, [], 'GET /orders'],
    ['medium', much, nothing, [], 'GET /orders'],
    ['high', much, readsAny, [], 'GET /orders'],
    ['medium', much, nothing, [], 'POST /orders'],
    ['high', much, writes, [], 'POST /orders'],
    ['high', much, nothing, ['DB_PASSWORD'], 'POST /orders'],
    ['high', little, nothing, ['DB_PASSWORD'], 'POST /orders'],
    ['medium', little, nothing, ['DB_PASSWORD'], 'GET /orders'],
    ['high', something, reads, ['DB_PASSWORD'], 'POST /orders'],
    ['medium', something, reads, [], 'POST /orders'],
    ['medium', something, nothing, [], 'GET /orders'],
    ['high', much, nothing, [], 'DELETE /orders'],
    ['medium', much, writes, [], 'POST /login'],
    ['low', little, nothing, [], 'GET /orders'],
    ['high', undefined, nothing, [], 'GET /orders'],
    ['medium', little, writes, [], 'DELETE /orders'],
    ['high', little, writes, ['DB_PASSWORD'], 'DELETE /orders'],
    ['high', little, nothing, [], 'DELETE /orders'],
    ['high', little, reads, [], 'PUT /orders'],
    ['high', something, writes, [], 'DELETE /orders'],
  ] as const)(
    'is %s with %o, where the code is seen to do %o, with %o, by %s',
    (severity, role, seen, secrets, key) => {
      const inUse = { code: undefined, secrets, seen };
      const [detail] = detailsOf([{ ...open, key }], role, undefined, inUse);

      expect(detail?.severity).toBe(severity);
    },
  );

  it('says why it is milder than by its role, and that it is no more than that', () => {
    const inUse = { code: undefined, secrets: [], seen: reads };
    const lines = (key: string) =>
      detailsOf([{ ...open, key }], much, undefined, inUse)[0]?.evidence.map(({ text }) => text);

    expect(lines('GET /orders')?.at(-1)).toBe(
      'its code gives something, as far as can be seen: one step milder than by its role, which a caller who comes to run code in it would have',
    );
    expect(lines('DELETE /orders')?.at(-1)).toBe(much.because);
  });

  it.each([
    ['medium', something, { key: 'POST /orders' }],
    ['low', something, { key: 'GET /orders' }],
    ['low', little, { key: 'GET /orders' }],
    ['high', something, { key: 'POST /orders', qualifier: 'live' }],
  ] as const)('is %s with %o, where the code cannot start, of %o', (severity, role, route) => {
    const inUse = { code: undefined, secrets: [], startFault: 'index.js, line 3' };
    const [detail] = detailsOf([{ ...open, ...route }], role, undefined, inUse);
    const text = 'it cannot start now (index.js, line 3): it is open as soon as it does';

    expect(detail?.severity).toBe(severity);
    expect(detail?.evidence.some((line) => line.text === text)).toBe(severity !== 'high');
  });

  it('does not go by the code for a route to an alias, which may be other code', () => {
    const route = { ...open, key: 'POST /orders', qualifier: 'live' };
    const inUse = { code: nothing, secrets: [] };

    expect(detailsOf([route], something, undefined, inUse)[0]?.severity).toBe('high');
    expect(detailsOf([route, open], something, undefined, inUse)[0]?.severity).toBe('high');
  });

  it('says what the code does, and which secrets of its own it has', () => {
    const secrets = ['A', 'B', 'C', 'D'].map((name) => `the variable ${name} (password)`);
    const [detail] = detailsOf([open], something, undefined, { code: reads, secrets });

    expect(detail?.evidence.slice(-3).map(({ text }) => text)).toEqual([
      something.because,
      reads.because,
      'it has secrets of its own: the variable A (password), the variable B (password), the variable C (password) and 1 more',
    ]);
  });

  it('says which authorizer lets all through, and where', () => {
    const route = {
      ...open,
      authorization: 'CUSTOM',
      authorizer: 'arn:aws:lambda:eu-west-1:111122223333:function:gate',
      openAuthorizer: 'index.js, line 3',
    };
    const [detail] = detailsOf([route], something);

    expect(detail?.evidence[1]?.text).toBe(
      'GET /orders is behind the authorizer gate, which lets any caller through (index.js, line 3)',
    );
    expect(remediationIn(detail?.remediation ?? '').parts.map(({ title }) => title)).toContain(
      'The authorizer gate lets any caller through',
    );
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

  it('is milder, and not proved, where the code refuses requests by a credential', () => {
    const check = { kind: 'credential', path: 'index.js', line: 12, column: 3 } as const;
    const [detail] = detailsOf([{ ...open, key: 'POST /orders' }], something, check);

    expect(detail?.severity).toBe('medium');
    expect(detail?.evidence.at(-1)).toEqual({
      text: 'its code refuses requests by a credential; whether each is asked for it, before it acts, is not seen',
      path: 'index.js',
      line: 12,
      column: 3,
    });
    expect(detail?.remediation).toContain('Does it refuse each that lacks a right one');
  });

  it.each([
    ['high', 'credential'],
    ['medium', 'jwt'],
  ] as const)(
    'is %s where an authorizer lets any caller through and the code asks for a %s',
    (severity, kind) => {
      const check = { kind, path: 'index.js', line: 12, column: 3 };
      const openAuthorizer = 'index.js, line 3';
      const route = {
        ...open,
        key: 'POST /orders',
        authorization: 'CUSTOM',
        authorizer: 'arn:aws:lambda:eu-west-1:111122223333:function:door',
        openAuthorizer,
      } as const;

      expect(detailsOf([route], something, check)[0]?.severity).toBe(severity);
    },
  );

  describe('of code with routes of its own', () => {
    const check = { kind: 'jwt', path: 'guard.js', line: 3, column: 1 } as const;
    const guarded = { method: 'POST', path: '/orders', check };
    const login = { method: 'POST', path: '/login' };
    const users = { method: 'GET', path: '/users' };
    const notes = { method: 'POST', path: '/notes' };
    const anyNotes = { method: 'ANY', path: '/notes' };
    const removed = { method: 'DELETE', path: '/notes' };
    const design = { kind: 'sign-up', path: 'index.js', line: 5, column: 1 } as const;
    const added = { ...notes, path: '/added', design };
    const hello = { method: 'GET', path: '/hello', isIdle: true } as const;

    it.each<readonly [string, string, string, RolePower, readonly CodeRoute[]]>([
      ['medium', 'all of them ask', 'ANY /{proxy+}', something, [guarded]],
      ['medium', 'its own asks', 'POST /orders', something, [guarded, users]],
      ['medium', 'only who signs in is not asked', 'ANY /{proxy+}', something, [guarded, login]],
      [
        'medium',
        'only who signs in is not asked, whatever the role gives',
        'ANY /{proxy+}',
        much,
        [guarded, login],
      ],
      [
        'medium',
        'one that reads does not ask',
        'ANY /{proxy+}',
        something,
        [guarded, login, users],
      ],
      ['high', 'one that writes does not ask', 'ANY /{proxy+}', something, [guarded, notes]],
      ['high', 'one that takes any method', 'ANY /{proxy+}', something, [guarded, anyNotes]],
      ['medium', 'one that adds is open by design', '$default', something, [guarded, added]],
      ['high', 'one of two is open by design', '$default', something, [guarded, added, notes]],
      [
        'high',
        'it has another name and may write',
        'POST /other',
        something,
        [guarded, login, users],
      ],
      [
        'medium',
        'one that removes does not ask, of what keeps nothing',
        '$default',
        little,
        [guarded, removed],
      ],
      ['high', 'one that removes does not ask', 'ANY /{proxy+}', something, [guarded, removed]],
      ['low', 'all that write ask', 'GET /users', little, [guarded, users]],
      ['high', 'it may be another one', 'POST /other', something, [guarded, users]],
      ['medium', 'its own is to sign in', 'POST /login', something, [guarded, login]],
      ['medium', 'its own answers all alike', 'GET /hello', much, [guarded, hello, users]],
      ['high', 'one of several answers all alike', 'ANY /{proxy+}', much, [hello, users]],
    ])('is %s where %s', (severity, _, key, power, routes) => {
      expect(detailsOf([{ ...open, key }], power, { routes })[0]?.severity).toBe(severity);
    });

    it.each([
      ['medium', 'ANY /{proxy+}', something, [users]],
      ['medium', '$default', something, [users]],
      ['high', 'ANY /{proxy+}', something, [users, { method: 'POST', path: '/x' }]],
      ['high', 'POST /users', something, [users]],
      ['high', 'ANY /{proxy+}', much, [users]],
    ])('is %s by %s, where the code has these routes', (severity, key, power, routes) => {
      const [detail] = detailsOf([{ ...open, key }], power, { routes });

      expect(detail?.severity).toBe(severity);
      expect(detail?.evidence.some(({ text }) => text.includes('routes but those that read'))).toBe(
        key !== 'POST /users' && routes.length === 1,
      );
    });

    it.each([
      ['medium', 'POST /people', something, { design }],
      ['medium', 'PUT /people', something, { routes: [{ ...login, path: '/people', design }] }],
      ['high', 'POST /people', much, { design }],
      ['high', 'POST /people', something, { routes: [{ ...login, path: '/people' }] }],
    ])('is %s by %s, where all it changes is open by design', (severity, key, power, verified) => {
      const [detail] = detailsOf([{ ...open, key }], power, verified);

      expect(detail?.severity).toBe(severity);
      expect(detail?.evidence.some(({ text }) => text.startsWith('open by design: its code'))).toBe(
        severity === 'medium',
      );
    });

    it('is as bad as before by a route that reads, whatever is open by design', () => {
      const [detail] = detailsOf([{ ...open, key: 'GET /people' }], something, { design });

      expect(detail?.severity).toBe('medium');
      expect(detail?.evidence.some(({ text }) => text.startsWith('open by design'))).toBe(false);
    });

    it('names those that ask for nothing, and where others ask', () => {
      const texts = evidenceOf([guarded, users]);

      expect(texts).toContain('The code asks GET /users for no credentials');
      expect(texts.at(-1)).toBe('its code verifies a signed token (JWT) of other routes');
    });

    it('names those that answer all alike', () => {
      const [detail] = detailsOf([{ ...open, key: 'GET /hello' }], much, {
        routes: [guarded, hello],
      });

      expect(detail?.evidence.at(-1)?.text).toBe(
        'By GET /hello its code answers all alike, and calls nothing',
      );
    });

    it('says where, if all of them ask', () => {
      expect(evidenceOf([guarded]).at(-1)).toBe(
        'its code verifies a signed token (JWT) before it acts',
      );
    });

    it('is judged as before by an alias, whose code may be another', () => {
      const route = { ...open, key: 'POST /orders', qualifier: 'live' };

      expect(detailsOf([route], something, { routes: [guarded] })[0]?.severity).toBe('high');
    });

    function evidenceOf(routes: readonly CodeRoute[]) {
      const [detail] = detailsOf([{ ...open, key: 'ANY /{proxy+}' }], something, { routes });

      return detail?.evidence.map(({ text }) => text) ?? [];
    }
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

function codeThat(gives: CodePower['gives'], writes: boolean): CodePower {
  return { gives, writes, because: `its code gives ${gives}` };
}

function passing(name: string, route: Partial<ApiRoute>) {
  return {
    name,
    facts: {
      apiRoutes: [{ ...open, ...route }],
      rolePower: undefined,
      powerInUse: undefined,
      verifiesSignature: undefined,
      decidedChanges: undefined,
    },
  };
}

function failing(name: string, route: Partial<ApiRoute>) {
  return { ...passing(name, route), subjects: ['a1b2c3'] };
}

function detailsOf(
  apiRoutes: readonly ApiRoute[],
  rolePower: RolePower | undefined,
  verifiesSignature?: SenderVerification,
  powerInUse?: PowerInUse,
) {
  const verdict = openApiRoute.evaluate({
    apiRoutes,
    rolePower,
    powerInUse,
    verifiesSignature,
    decidedChanges: undefined,
  });

  return verdict.outcome === 'fail' ? verdict.details : [];
}
