import { describe, expect, it } from 'vitest';
import { openApiRoute } from '../../../functions/checks/permissions/open-api-route.ts';
import type { CodeRoute, SenderVerification } from '../../../functions/core/code-route.ts';
import type { DecidedChange, DecidedChanges } from '../../../functions/core/decided-change.ts';
import type { ApiRoute } from '../../../functions/domain/exposure/api-route.ts';
import type { PowerInUse } from '../../../functions/domain/exposure/given-power.ts';
import type { RolePower } from '../../../functions/engines/iam/index.ts';
import { little, much, something } from '../../builders/role-powers.ts';
import { routeOf } from '../../builders/way-of.ts';

const place = { path: 'src/a.js', line: 10, column: 3 };
const removes: DecidedChange = {
  ...place,
  kind: 'removes',
  call: 'dynamodb:DeleteItem',
  by: 'key',
};
const reads: DecidedChange = { ...place, kind: 'reads', call: 's3:GetObject', by: 'key' };
const blindly: DecidedChange = {
  ...place,
  kind: 'replaces',
  call: 'dynamodb:PutItem',
  by: 'key',
  isBlind: true,
};
const takesRole: DecidedChange = { ...blindly, kind: 'changes', by: 'rights', isBlind: undefined };
const followed = { ...something, writes: false };
const use: PowerInUse = { code: undefined, secrets: [], followed };
const sends: DecidedChange = { ...place, kind: 'sends', call: 'ses:SendEmail', by: 'recipient' };
const queues: DecidedChange = { ...place, kind: 'sends', call: 'sqs:SendMessage', by: 'content' };
const adds: DecidedChange = { ...place, kind: 'changes', call: 'mongoose.create', by: 'content' };
const many: DecidedChange = { ...removes, call: 'dynamodb:TransactWriteItems' };
const check = { ...place, kind: 'jwt' } as const;
const signUp = { ...place, kind: 'sign-up' } as const;
const counter = { ...place, kind: 'counter' } as const;
const nothing: DecidedChanges = { changes: [] };
const whole: DecidedChanges = { changes: [], isWhole: true };
const of = (key: string) => {
  const [method = '', path = ''] = key.split(' ');
  return { method, path };
};

const message = routeOf({
  kind: 'WebSocket',
  apiId: 'other',
  key: 'gone',
  authorization: 'CUSTOM',
});

interface Given {
  readonly kind?: ApiRoute['kind'];
  readonly role?: RolePower | undefined;
  readonly changes?: DecidedChanges | undefined;
  readonly verified?: SenderVerification | undefined;
  readonly others?: readonly ApiRoute[];
  readonly use?: PowerInUse | undefined;
  readonly isProxy?: true | undefined;
}

describe('what strangers decide by an open route', () => {
  it.each<[string, string, string, Given]>([
    // Nothing is seen.
    ['high', 'POST /orders', 'its code is not read', {}],
    ['medium', 'POST /orders', 'its code was read', { changes: nothing }],
    ['medium', 'ANY /{rest+}', 'its code was read', { changes: nothing }],
    [
      'medium',
      'GET /orders',
      'its code was read, by a role for all',
      { role: much, changes: nothing },
    ],
    ['medium', 'POST /orders', 'its role is not known', { role: undefined, changes: nothing }],
    ['medium', 'DELETE /orders/{id}', 'not all of its code is followed', { changes: nothing }],
    ['high', 'DELETE /orders/{id}', 'its code is not read', {}],
    ['medium', 'DELETE /orders/{id}', 'all of its code is followed', { changes: whole, use }],
    ['medium', 'PUT /orders/{id}', 'all of its code is followed', { changes: whole, use }],
    [
      'medium',
      'PUT /orders/{id}',
      'not all of its code is, which reads',
      { changes: nothing, use },
    ],
    ['high', 'POST /payroll/run', 'it is named for an act', { changes: nothing }],
    [
      'high',
      'GET /orders/admin',
      'it shows what is for few',
      { role: much, changes: nothing, use },
    ],
    [
      'medium',
      'GET /{tenantId}/orders',
      'who it is for is a parameter',
      { role: much, changes: nothing, use },
    ],
    [
      'medium',
      'POST /tenants/{tenantId}/leads',
      'who it is for is a parameter',
      { role: much, changes: nothing, use },
    ],
    ['medium', 'GET /admin', 'it may be a page', { role: much, changes: nothing }],
    // What is, takes over nothing.
    [
      'medium',
      'POST /orders',
      'it sends to where the code says',
      { changes: { changes: [queues] } },
    ],
    ['medium', 'POST /orders', 'it adds what is sent', { changes: { changes: [adds] } }],
    ['high', 'POST /orders', 'it sends to whom is named', { changes: { changes: [sends] } }],
    [
      'medium',
      'POST /orders',
      'it sends a text of its own',
      { changes: { changes: [{ ...sends, isFixed: true }] } },
    ],
    ['medium', 'GET /orders', 'it adds what is sent', { changes: { changes: [adds] } }],
    ['high', 'POST /payroll/run', 'it is named for an act', { changes: { changes: [queues] } }],
    [
      'high',
      'PUT /orders/{id}',
      'it does something, by a method that changes',
      { changes: { changes: [adds], isWhole: true }, use },
    ],
    [
      'high',
      'POST /orders',
      'it replaces all that is there, by what is sent',
      { changes: { changes: [{ ...adds, kind: 'replaces', isBlind: true }] } },
    ],
    [
      'high',
      'POST /orders',
      'it has done what is sent',
      { changes: { changes: [{ ...adds, kind: 'has done' }] } },
    ],
    [
      'medium',
      'POST /orders',
      'it has a state machine of its choice begin with that',
      {
        changes: { changes: [{ ...adds, kind: 'has done', call: 'states:StartExecution' }] },
      },
    ],
    [
      'high',
      'POST /orders',
      'it sends that to other services',
      { changes: { changes: [{ ...queues, call: 'axios.post' }] } },
    ],
    ['high', 'POST /orders', 'it does that, too', { changes: { changes: [queues, removes] } }],
    // Something is.
    ['high', 'POST /orders', 'it removes', { changes: { changes: [removes] } }],
    ['high', 'POST /orders', 'it reads what is named', { changes: { changes: [reads] } }],
    ['high', 'GET /orders', 'it removes', { changes: { changes: [removes] } }],
    [
      'medium',
      'GET /orders',
      'it reads what its role has it read',
      { changes: { changes: [reads] } },
    ],
    ['high', 'GET /orders', 'it reads any', { role: much, changes: { changes: [reads] } }],
    [
      'medium',
      'POST /orders',
      'its role denies that',
      { role: little, changes: { changes: [removes] } },
    ],
    [
      'low',
      'GET /orders',
      'its role denies that',
      { role: little, changes: { changes: [removes] } },
    ],
    [
      'medium',
      'GET /orders',
      'a route that may write is the one that removes',
      { changes: { changes: [removes] }, others: [guarded('DELETE /orders/{id}')] },
    ],
    [
      'high',
      'GET /orders',
      'the others read, too',
      { changes: { changes: [removes] }, others: [guarded('GET /stock')] },
    ],
    [
      'high',
      'GET /orders/{id}/gone',
      'its own route removes',
      {
        changes: { changes: [{ ...removes, route: of('GET /{id}/gone') }] },
        others: [guarded('DELETE /orders/{id}')],
      },
    ],
    [
      'medium',
      'POST /orders',
      'another route removes',
      { changes: { changes: [{ ...removes, route: of('POST /gone') }] } },
    ],
    [
      'medium',
      '$connect',
      'a message of the WebSocket may be what removes',
      { kind: 'WebSocket', changes: onRoute('ANY /gone'), others: [message] },
    ],
    [
      'high',
      'gone',
      'it is a message',
      { kind: 'WebSocket', changes: onRoute('ANY /gone'), others: [] },
    ],
    // What its role denies.
    ['medium', 'POST /a', 'it may change nothing of AWS', denied([removes], [])],
    [
      'medium',
      'POST /a',
      'it may do something else there',
      denied([removes], ['dynamodb:PutItem']),
    ],
    ['high', 'POST /a', 'it may', denied([removes], ['dynamodb:DeleteItem'])],
    ['high', 'POST /a', 'that is not known', denied([removes], undefined)],
    ['high', 'POST /a', 'other credentials may', denied([removes], [], { isAsRole: undefined })],
    ['high', 'POST /a', 'its role is not known', { ...denied([removes], []), role: undefined }],
    ['high', 'POST /a', 'a bucket may let it', denied([reads], [])],
    [
      'high',
      'POST /a',
      'it is not of AWS',
      denied([{ ...removes, call: 'mongoose.findByIdAndDelete' }], []),
    ],
    ['high', 'POST /a', 'another is allowed', denied([removes, sends], ['ses:SendEmail'])],
    ['high', 'POST /a', 'one of a transaction is', denied([many], ['dynamodb:UpdateItem'])],
    ['medium', 'POST /a', 'none of a transaction is', denied([many], ['ses:SendEmail'])],
    [
      'high',
      'POST /a',
      'it is no action that changes',
      denied([{ ...removes, call: 'dynamodb:BatchGetItem' }], []),
    ],
    ['medium', 'DELETE /a/{id}', 'nothing else is seen', denied([removes], [])],
    ['high', 'PUT /a/{id}', 'its path names it', brought(['path parameters'])],
    ['medium', 'PUT /a', 'nothing else is seen', brought(['path parameters'])],
    [
      'high',
      'DELETE /a/{id}',
      'another change is allowed',
      denied([removes, blindly], ['dynamodb:PutItem']),
    ],
    [
      'medium',
      'DELETE /a/{id}',
      'what is allowed seems to be of another route',
      denied([removes, { ...blindly, route: of('PUT /a/{id}') }], ['dynamodb:PutItem']),
    ],
    // What no request by it brings.
    ['medium', 'POST /a', 'its path names nothing', brought(['path parameters'])],
    ['medium', '$default', 'no path is its own', brought(['path parameters'])],
    ['high', 'POST /a/{id}', 'its path names it', brought(['path parameters'])],
    ['high', 'ANY /{proxy+}', 'its path may', brought(['path parameters'])],
    ['medium', 'POST /a/{id}', 'no event of it has the field', brought(['other fields'])],
    ['high', 'POST /a/{id}', 'one of both is there', brought(['path parameters', 'other fields'])],
    ['medium', 'POST /a', 'none of both is', brought(['path parameters', 'other fields'])],
    ['high', 'POST /a', 'anything may decide it', brought(undefined)],
    [
      'high',
      'POST /a',
      'the API makes the event',
      { ...brought(['other fields']), isProxy: undefined },
    ],
    [
      'high',
      'POST /a',
      'the API may put in a path',
      { ...brought(['path parameters']), isProxy: undefined },
    ],
    [
      'high',
      'gone',
      'a message is another event',
      { ...brought(['other fields']), kind: 'WebSocket' },
    ],
    // Who signs in or up.
    ['medium', 'POST /login', 'it removes', { changes: { changes: [removes] } }],
    ['high', 'POST /register', 'it replaces who is there', { changes: { changes: [blindly] } }],
    ['high', 'POST /register', 'it takes a role', { changes: { changes: [takesRole] } }],
    ['high', 'POST /a', 'a sign-up by design takes a role', designed(signUp, [takesRole])],
    [
      'medium',
      'POST /register',
      'another route may be the one that replaces',
      { changes: { changes: [blindly] }, others: [guarded('PUT /users/{id}')] },
    ],
    [
      'medium',
      'POST /register',
      'its role denies that',
      { role: little, changes: { changes: [blindly] } },
    ],
    ['medium', 'POST /contact', 'it sends', { role: much, changes: { changes: [sends] } }],
    [
      'high',
      'POST /contact',
      'it sends and removes',
      { role: much, changes: { changes: [sends, removes] } },
    ],
    // What is open by design.
    [
      'medium',
      'POST /a',
      'it is so by design',
      designed(signUp, [{ ...blindly, isBlind: undefined }]),
    ],
    ['high', 'POST /a', 'a sign-up by design replaces who is there', designed(signUp, [blindly])],
    ['medium', 'POST /a', 'a counter does', designed(counter, [blindly])],
    // What looks as if it asked, and what asks.
    [
      'medium',
      'POST /a',
      'something looks as if it asked',
      { verified: { sign: { ...place, what: 'answers 401' } }, changes: { changes: [removes] } },
    ],
    ['medium', 'POST /a', 'it asks', { verified: check, changes: { changes: [removes] } }],
    ['medium', 'POST /a', 'it asks, and does nothing', { verified: check, changes: nothing }],
    // By the routes of the code.
    [
      'high',
      'ANY /{rest+}',
      'an open route of its own removes',
      routed('POST /gone', [{ method: 'POST', path: '/gone' }]),
    ],
    [
      'medium',
      'ANY /{rest+}',
      'a route of its own that asks removes',
      routed('POST /gone', [
        { method: 'POST', path: '/gone', check },
        { method: 'POST', path: '/search' },
      ]),
    ],
    [
      'high',
      'ANY /{rest+}',
      'one of its own removes, of which no more than the method is known',
      routed('POST /{rest+}', [{ method: 'POST', path: '/gone' }]),
    ],
    [
      'medium',
      'ANY /{rest+}',
      'one of its own removes that is called otherwise',
      routed('POST /{id}', [{ method: 'POST', path: '/gone' }]),
    ],
    // What is handed out.
    [
      'high',
      'POST /a',
      'it hands out an address',
      {
        changes: nothing,
        use: {
          code: undefined,
          secrets: [],
          handsOut: [{ ...place, kind: 'upload', named: 'all' }],
        },
      },
    ],
  ])('makes it %s: %s, where %s', (severity, key, _, given) => {
    expect(detailOf(key, given)?.severity).toBe(severity);
  });

  it('says where each of the worst is, and the worst of all in its summary', () => {
    const changes = [removes, { ...blindly, line: 12 }, { ...reads, line: 14 }];
    const { summary, evidence } =
      detailOf('POST /orders', { changes: { changes: [...changes, sends] } }) ?? {};

    expect(summary).toBe(
      'Anyone can call POST /orders of the HTTP API shop; its code removes what the request names',
    );
    expect(evidence?.map(({ text }) => text).slice(1, 4)).toEqual([
      'its code removes what the request names (dynamodb:DeleteItem in src/a.js, line 10)',
      'its code replaces what the request names, without a look at what is there (dynamodb:PutItem in src/a.js, line 12)',
      'its code reads what the request names (s3:GetObject in src/a.js, line 14)',
    ]);
  });

  it.each([
    [nothing, '; it may do more than is seen'],
    [whole, ''],
  ])('says that nothing is seen', (changes, rest) => {
    const { summary, evidence } = detailOf('POST /orders', { changes }) ?? {};

    expect(summary).toBe('Anyone can call POST /orders of the HTTP API shop');
    expect(evidence).toContainEqual({
      text: `its code was read: nothing is seen by which a request decides what is changed, sent or read with the rights of its role, but for what findings about its code say${rest}`,
    });
  });

  it('says what is decided and takes over nothing', () => {
    const { summary, evidence } =
      detailOf('POST /orders', { changes: { changes: [queues] } }) ?? {};

    expect(summary).toBe('Anyone can call POST /orders of the HTTP API shop');
    expect(evidence?.map(({ text }) => text)).toContainEqual(
      expect.stringContaining(
        'its code was read: it sends what the request says (sqs:SendMessage in src/a.js, line 10), and nothing else is seen by which a request decides',
      ),
    );
  });

  it('says so of no route beside one that is high', () => {
    const changes = { changes: [{ ...removes, route: of('POST /gone') }] };
    const others = [routeOf({ key: 'POST /gone' })];
    const texts = detailOf('POST /orders', { changes, others })?.evidence.map(({ text }) => text);

    expect(texts?.filter((text) => text.includes('its code'))).toEqual([
      'its code removes what the request names (dynamodb:DeleteItem in src/a.js, line 10)',
    ]);
  });

  it('says nothing of what its role denies', () => {
    const { summary, evidence } = detailOf('POST /orders', denied([removes], [])) ?? {};

    expect(summary).toBe('Anyone can call POST /orders of the HTTP API shop');
    expect(evidence?.some(({ text }) => text.includes('removes'))).toBe(false);
  });

  it.each<[string, Given]>([
    ['its role denies that', denied([removes], [])],
    [
      'no request that comes in so brings what decides it',
      brought(['path parameters', 'other fields']),
    ],
  ])('says that %s', (why, given) => {
    const { evidence = [] } = detailOf('POST /orders', given) ?? {};

    expect(evidence.map(({ text }) => text).join()).toContain(
      `; dynamodb:DeleteItem in src/a.js, line 10, fails, for ${why}`,
    );
  });

  it('says that a bucket may yet allow it', () => {
    const puts: DecidedChange = { ...removes, kind: 'replaces', call: 's3:PutObject' };
    const { severity, evidence = [] } = detailOf('POST /orders', denied([puts], [])) ?? {};

    expect(severity).toBe('medium');
    expect(evidence.map(({ text }) => text).join()).toContain(
      'fails, for its role does not allow that, unless the policy of the bucket does',
    );
  });

  it('says that a route that reads changes something', () => {
    const [texts] = [detailOf('GET /orders', { changes: { changes: [removes] } })?.evidence ?? []];

    expect(texts.map(({ text }) => text)).toContain(
      'GET /orders requires no authorisation, and may write',
    );
  });
});

function denied(
  changes: readonly DecidedChange[],
  allowed: readonly string[] | undefined,
  more: Partial<DecidedChanges> = {},
): Given {
  const role = { ...something, ...(allowed && { changes: [...allowed] }) };

  return { role, changes: { changes, isAsRole: true, ...more } };
}

/** By a route that hands requests over as they are. */
function brought(onlyBy: DecidedChange['onlyBy']): Given {
  return { isProxy: true, changes: { changes: [{ ...removes, onlyBy }] } };
}

function onRoute(key: string): DecidedChanges {
  return { changes: [{ ...removes, route: of(key) }] };
}

function guarded(key: string): ApiRoute {
  return routeOf({ key, authorization: 'JWT' });
}

function designed(
  design: typeof signUp | typeof counter,
  changes: readonly DecidedChange[],
): Given {
  return { verified: { design }, changes: { changes } };
}

function routed(removing: string, routes: readonly CodeRoute[]): Given {
  return { verified: { routes }, changes: { changes: [{ ...removes, route: of(removing) }] } };
}

function detailOf(key: string, given: Given) {
  const { changes, verified, others = [] } = given;
  const verdict = openApiRoute.evaluate({
    apiRoutes: [
      routeOf({ key, apiName: 'shop', kind: given.kind ?? 'HTTP', isProxy: given.isProxy }),
      ...others,
    ],
    rolePower: 'role' in given ? given.role : something,
    powerInUse: given.use,
    verifiesSignature: verified,
    decidedChanges: changes,
  });

  return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
}
