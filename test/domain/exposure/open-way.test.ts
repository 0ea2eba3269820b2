import { describe, expect, it } from 'vitest';
import type { CodeRoute, SenderVerification } from '../../../functions/core/code-route.ts';
import { rankOf, type Severity } from '../../../functions/core/severity.ts';
import { askedByCode } from '../../../functions/domain/exposure/asked-by-code.ts';
import { givenPower, type PowerInUse } from '../../../functions/domain/exposure/given-power.ts';
import { judgedWay, type Way } from '../../../functions/domain/exposure/open-way.ts';
import type { CodePower } from '../../../functions/engines/iam/code-power.ts';
import type { RolePower } from '../../../functions/engines/iam/role-power.ts';
import { little, much, something } from '../../builders/role-powers.ts';

const calls = (gives: CodePower['gives'], writes: boolean): CodePower => ({
  gives,
  writes,
  because: `its code gives ${gives}`,
});
const reads = calls('something', false);
const changes = calls('something', true);
const nothing = calls('little', false);
const table: CodePower = { ...calls('much', false), isOfTables: true };
const anyObject = calls('much', false);

const place = { path: 'index.js', line: 5, column: 1 };
const design = { ...place, kind: 'addition' } as const;
const check = { ...place, kind: 'jwt' } as const;
const sign = { ...place, what: 'calls verify' };
const upload = { ...place, kind: 'upload', named: 'all' } as const;

const users: CodeRoute = { method: 'GET', path: '/users' };
const added: CodeRoute = { method: 'POST', path: '/notes', design };
const deleted: CodeRoute = { method: 'GET', path: '/delete/{part}' };
const changed: CodeRoute = { method: 'PUT', path: '/notes' };
const staff: CodeRoute = { method: 'GET', path: '/admin' };
const signed: CodeRoute = { ...changed, path: '/signed', sign };
const login: CodeRoute = { method: 'POST', path: '/login' };
const any: CodeRoute = { method: 'ANY', path: '/users' };
const preflight: CodeRoute = { method: 'OPTIONS', path: '/users' };
const asking = (route: CodeRoute): CodeRoute => ({ ...route, check });

const FOLLOWED = /^what its code calls is followed/;
const DESIGNED = /^open by design/;
const ROUTED = /^as bad as the worst of the routes/;
const SIGNED = /looks as if it asks/;

describe('how bad an open way in is', () => {
  it.each(
    rows([
      ['medium', 'GET /orders', much, { followed: reads }, undefined, FOLLOWED],
      ['medium', 'HEAD /orders', much, { followed: nothing }, undefined, FOLLOWED],
      ['medium', 'GET /orders', much, { followed: table }, undefined, FOLLOWED],
      ['medium', 'GET /orders', much, { followed: table, code: table }, undefined, FOLLOWED],
      ['high', 'GET /orders', much, { followed: anyObject }],
      ['high', 'GET /orders', much, { followed: changes }],
      ['high', 'GET /orders', much, {}],
      ['high', 'GET /orders', much, { followed: reads, secrets: ['those of a database (pg)'] }],
      ['high', 'GET /orders/admin', much, { followed: reads }],
      ['high', 'GET /orders', undefined, { followed: reads }],
      ['medium', 'GET /orders', something, { followed: reads }],
      ['low', 'GET /orders', little, { followed: reads }],
      ['medium', 'ANY /orders', something, { followed: reads }, undefined, FOLLOWED],
      ['medium', '$default', much, { followed: reads }, undefined, FOLLOWED],
      ['high', 'ANY /orders', something, { followed: nothing }],
      ['high', 'ANY /orders', something, { followed: changes }],
      ['high', 'ANY /orders', something, { followed: reads, secrets: ['TOKEN'] }],
      ['medium', 'POST /orders', something, { followed: reads }, undefined, FOLLOWED],
      ['high', 'POST /orders', something, { followed: nothing }],
      ['high', 'POST /orders', something, { followed: changes }],
      ['high', 'DELETE /orders', something, { followed: reads }],
      ['medium', 'POST /orders', much, { followed: reads }, undefined, FOLLOWED],
      ['high', 'POST /orders', undefined, { followed: reads }],
    ]),
  )(
    'is $severity by $key with $role, where the code does $use',
    ({ severity, key, role, use, why }) => {
      const way = judged({ key, role, use });

      expect(way.severity).toBe(severity);
      expect(way.milderBy).toEqual(why ? [expect.stringMatching(why)] : []);
    },
  );

  it.each<readonly [Severity, string, Partial<PowerInUse>]>([
    ['medium', '$connect', { followed: reads }],
    ['high', '$connect', { followed: changes }],
    ['medium', 'send', { followed: reads }],
    ['high', 'send', { followed: nothing }],
    ['high', 'send', { followed: changes }],
  ])('is %s by %s of a WebSocket, where the code does %o', (severity, key, use) => {
    expect(judged({ kind: 'WebSocket', key, role: much, use }).severity).toBe(severity);
  });

  it.each(
    rows([
      ['medium', 'POST /notes', something, {}, { design }, DESIGNED],
      ['medium', 'PUT /notes', little, {}, { design }, DESIGNED],
      ['high', 'PUT /notes/{id}', something, {}, { design }],
      ['high', 'PATCH /notes', something, {}, { design }],
      ['high', 'POST /admin/notes', something, {}, { design }],
      ['high', 'POST /payroll/run', something, {}, { design }],
      ['medium', 'POST /runs', something, {}, { design }, DESIGNED],
      ['high', 'DELETE /notes/{id}', something, {}, { design }],
      [
        'medium',
        'DELETE /notes/{id}',
        something,
        {},
        { design: { ...design, kind: 'counter' } },
        DESIGNED,
      ],
      ['medium', 'POST /notes/{id}', something, {}, { design }, DESIGNED],
      ['medium', 'POST /notes', much, { followed: changes }, { design }, DESIGNED],
      ['high', 'POST /notes', much, {}, { design }],
      ['high', 'POST /notes', much, { followed: anyObject }, { design }],
      ['medium', 'POST /notes', something, {}, { sign }, SIGNED],
      ['medium', 'POST /notes', much, {}, { sign }, SIGNED],
      ['medium', 'GET /notes', something, {}, { sign }],
      ['medium', 'POST /notes', something, {}, check],
      ['high', 'POST /notes', something, { handsOut: [upload] }, { sign }],
      ['medium', 'ANY /', something, {}, { routes: [users, added] }, DESIGNED],
      ['medium', 'ANY /{x+}', something, {}, { routes: [users, asking(changed)] }, ROUTED],
      ['high', 'ANY /{x+}', something, {}, { routes: [asking(users), changed] }],
      ['high', 'ANY /{x+}', much, {}, { routes: [users, asking(changed)] }],
      [
        'medium',
        'ANY /{x+}',
        much,
        { followed: changes },
        { routes: [users, asking(changed)] },
        FOLLOWED,
      ],
      ['high', 'ANY /{x+}', much, { followed: changes }, { routes: [staff, asking(changed)] }],
      ['high', 'ANY /{x+}', much, { followed: changes }, { routes: [deleted, asking(changed)] }],
      ['high', 'GET /delete/{id}', much, { followed: changes }, { routes: [deleted, changed] }],
      ['high', 'ANY /{x+}', much, { followed: changes }, { routes: [any, asking(changed)] }],
      ['high', 'ANY /{x+}', something, { followed: changes }, { routes: [any, asking(changed)] }],
      ['medium', 'ANY /{x+}', something, {}, { routes: [preflight, asking(changed)] }, ROUTED],
      ['medium', 'POST /other', something, {}, { routes: [login, asking(changed)] }, ROUTED],
      ['medium', 'ANY /{x+}', something, {}, { routes: [users, signed] }, SIGNED],
      ['medium', 'PUT /other', something, {}, { routes: [signed] }, SIGNED],
      ['high', 'ANY /{x+}', something, {}, { routes: [changed, signed] }],
      ['high', 'ANY /{x+}', much, {}, { routes: [users, signed] }],
      ['medium', 'ANY /{x+}', much, {}, { routes: [{ ...users, sign }, signed] }, SIGNED],
      ['high', 'PUT /other', something, {}, { routes: [users, asking(changed)] }],
    ]),
  )('is $severity by $key with $role, where the code does $use and asks $verification', (row) => {
    const { severity, key, role, use, verification, why } = row;
    const way = judged({ key, role, use, verification });

    expect(way.severity).toBe(severity);
    const whys = why ? [expect.stringMatching(why)] : [];
    expect(way.milderBy).toEqual(expect.arrayContaining(whys));
    expect(way.milderBy.length > 0).toBe(why !== undefined);
    if (severity === 'high') expect(way.milderBy).toEqual([]);
  });

  it('is high where routes that read change something, by a role that gives much', () => {
    const given = { key: 'ANY /{x+}', role: much, verification: { routes: [users] } };

    expect(judged({ ...given, use: { followed: changes } }).severity).toBe('high');
    expect(judged({ ...given, use: { followed: reads } }).severity).toBe('medium');
  });

  it.each([
    ['GET /orders', false],
    ['HEAD /orders', false],
    ['POST /orders', false],
    ['ANY /orders', false],
    ['PUT /orders', true],
    ['PATCH /orders', true],
    ['DELETE /orders', true],
  ])('says of %s whether it may write, where the code is followed to read: %s', (key, writes) => {
    expect(judged({ key, role: something, use: { followed: reads } }).writes).toBe(writes);
    expect(judged({ key, role: something, use: {} }).writes).toBe(!/^(?:GET|HEAD)/.test(key));
  });

  it('is never milder by a wider role', () => {
    const roles = [little, { ...something, writes: false }, something, much, undefined];

    for (const [key, use, verification] of product(keys, uses, verifications)) {
      const ranks = roles.map((role) => rank({ key, role, use, verification }));
      expect(ranks, JSON.stringify([key, use, verification])).toEqual(ranks.toSorted());
    }
  });

  it('is never worse where more is asked', () => {
    for (const [key, role, use] of product(keys, [little, something, much, undefined], uses)) {
      const none = rank({ key, role, use, verification: undefined });
      for (const verification of verifications) {
        const given = { key, role, use, verification };
        expect(rank(given), JSON.stringify(given)).toBeLessThanOrEqual(none);
      }

      for (const routes of routed) {
        const before = rank({ key, role, use, verification: { routes } });
        routes.forEach((route, index) => {
          const verification = { routes: routes.with(index, asking(route)) };
          const given = { key, role, use, verification };
          expect(rank(given), JSON.stringify(given)).toBeLessThanOrEqual(before);
        });
      }
    }
  });

  it('is never milder where the code does more', () => {
    const done = [nothing, reads, changes, undefined].map((followed) => ({ followed }));

    for (const [key, role, verification] of product(keys, [something, much], verifications)) {
      // Code that calls nothing of AWS may do something elsewhere, by a way that says nothing of it.
      const asked = /^(?:ANY|POST)/.test(key) ? done.slice(1) : done;
      const ranks = asked.map((use) => rank({ key, role, use, verification }));
      expect(ranks, JSON.stringify([key, role, verification])).toEqual(ranks.toSorted());
    }
  });
});

const keys = ['GET /users', 'GET /admin', 'POST /notes', 'PUT /notes', 'POST /login', 'ANY /{x+}'];
const uses: readonly Partial<PowerInUse>[] = [
  {},
  { followed: reads },
  { followed: changes },
  { followed: changes, seen: changes },
  { followed: reads, seen: reads, secrets: ['TOKEN'] },
  { followed: table, code: table },
];
const routed: readonly (readonly CodeRoute[])[] = [
  [users],
  [added],
  [changed],
  [users, added],
  [users, changed, staff],
  [users, signed],
];
const verifications: readonly (SenderVerification | undefined)[] = [
  undefined,
  check,
  { sign },
  { design },
  ...routed.map((routes) => ({ routes })),
];

type Row = readonly [
  severity: Severity,
  key: string,
  role: RolePower | undefined,
  use: Partial<PowerInUse>,
  verification?: SenderVerification | undefined,
  why?: RegExp,
];

function rows(all: readonly Row[]) {
  return all.map(([severity, key, role, use, verification, why]) => ({
    severity,
    key,
    role,
    use,
    verification,
    why,
  }));
}

interface Given {
  readonly kind?: Way['kind'];
  readonly key: string;
  readonly role: RolePower | undefined;
  readonly use: Partial<PowerInUse>;
  readonly verification?: SenderVerification | undefined;
}

function judged({ kind = 'HTTP', key, role, use, verification }: Given) {
  const way = { kind, key };

  return judgedWay(way, {
    power: givenPower(role, { code: undefined, secrets: [], ...use }),
    asked: askedByCode(verification, way),
    handsOut: use.handsOut,
  });
}

function rank(given: Given): number {
  return rankOf(judged(given).severity);
}

function product<A, B, C>(one: readonly A[], two: readonly B[], three: readonly C[]) {
  return one.flatMap((a) => two.flatMap((b) => three.map((c) => [a, b, c] as const)));
}
