import { describe, expect, it } from 'vitest';
import { signWords } from '../../../functions/core/asking-sign.ts';
import type { CodeRoute } from '../../../functions/core/code-route.ts';
import {
  askedByCode,
  asksAllItCan,
  checkOfEach,
  provedOf,
  unasked,
} from '../../../functions/domain/exposure/asked-by-code.ts';

const jwt = { kind: 'jwt', path: 'auth.js', line: 3, column: 1 } as const;
const stripe = { kind: 'stripe', path: 'hook.js', line: 7, column: 1 } as const;
const orders: CodeRoute = { method: 'POST', path: '/orders', check: jwt };
const hook: CodeRoute = { method: 'POST', path: '/hook', check: stripe };
const login: CodeRoute = { method: 'POST', path: '/login' };
const users: CodeRoute = { method: 'GET', path: '/users' };
const credential = { kind: 'credential', path: 'session.js', line: 9, column: 1 } as const;
const session: CodeRoute = { method: 'GET', path: '/session', check: credential };
const design = { kind: 'sign-up', path: 'users.js', line: 5, column: 1 } as const;
const signUp: CodeRoute = { method: 'POST', path: '/users', design };
const ping: CodeRoute = { method: 'GET', path: '/', isIdle: true };

describe('what looks as if it asked', () => {
  const sign = { what: 'calls jwt.verify', path: 'auth.js', line: 9, column: 1 };

  it('is said of code of which no more is seen', () => {
    const asked = askedByCode({ sign });

    expect(asked).toEqual({ check: undefined, open: [], sign });
    expect([checkOfEach(asked), asksAllItCan(asked)]).toEqual([undefined, false]);
    expect(provedOf(asked).sign).toBeUndefined();
    expect(signWords(sign)).toBe(
      'its code calls jwt.verify (auth.js, line 9), which looks as if it asks for a credential; whether each request is asked was not followed: look there',
    );
  });
});

describe('what looks as if it asked by routes', () => {
  const sign = { what: 'answers 401', path: 'a.js', line: 2, column: 1 };
  const signed: CodeRoute = { method: 'PUT', path: '/orders', sign };
  const open: CodeRoute = { method: 'DELETE', path: '/orders' };

  it.each<[string, readonly CodeRoute[], boolean]>([
    ['is said where each open one does', [orders, signed], true],
    [
      'is said beside such as have to be open, read, or are open by design',
      [signed, login, users, signUp],
      true,
    ],
    ['is not said where one may write that does not', [signed, open], false],
    ['is not said where no one does', [orders, login], false],
  ])('%s', (_, routes, is) => {
    expect(askedByCode({ routes }).sign).toEqual(is ? sign : undefined);
  });

  it('takes it from what is said to ask for nothing', () => {
    expect(unasked(askedByCode({ routes: [signed, open] }))).toBe(
      'The code asks DELETE /orders for no credentials',
    );
    expect(unasked(askedByCode({ routes: [signed] }))).toBeUndefined();
  });
});

describe('what the code asks by its routes', () => {
  it.each([
    ['a check of all', jwt, jwt, true],
    ['one of each route, the weakest of them', { routes: [hook, orders] }, jwt, true],
    ['what is not proved before all', { routes: [orders, session] }, credential, true],
    ['one of each that does anything', { routes: [orders, ping] }, jwt, true],
    ['of one, and not to sign in', { routes: [orders, login] }, undefined, true],
    ['of one, and not of another', { routes: [orders, users] }, undefined, false],
    ['nothing, where there is nothing to ask for', { routes: [ping] }, undefined, true],
    ['nothing, but of who signs in', { routes: [login] }, undefined, false],
    ['nothing', undefined, undefined, false],
  ])('is %s', (_, verification, check, isAll) => {
    const asked = askedByCode(verification);

    expect([checkOfEach(asked), asksAllItCan(asked)]).toEqual([check, isAll]);
  });

  it('is that of the routes which a route of API Gateway comes to', () => {
    const asked = askedByCode({ routes: [orders, users] }, { kind: 'REST', key: 'POST /orders' });

    expect(checkOfEach(asked)).toBe(jwt);
  });

  it.each([
    ['of all that it does', { design }, undefined, design],
    ['of each route that does not ask', { routes: [orders, signUp] }, undefined, design],
    ['not where another asks for nothing', { routes: [signUp, login] }, undefined, undefined],
    ['of the route that is come to', { routes: [signUp, login] }, 'POST /users', design],
  ])('is open by design: %s', (_, verification, key, expected) => {
    const route = key === undefined ? undefined : ({ kind: 'REST', key } as const);

    expect(askedByCode(verification, route).design).toEqual(expected);
  });

  it.each([
    ['some change', [users, orders], true, undefined],
    ['none changes', [users, session], undefined, undefined],
    ['none is called so', [{ ...orders, path: '/other' }], true, true],
  ])('says of a route what the others are: %s', (_, routes, othersChange, isUnnamed) => {
    const asked = askedByCode({ routes }, { kind: 'REST', key: 'GET /users' });

    expect([asked.othersChange, asked.isUnnamed]).toEqual([othersChange, isUnnamed]);
  });

  it('names three routes that ask for nothing', () => {
    const read = ['/a', '/b', '/c', '/a'].map((path) => ({ method: 'GET', path }));
    const open = [...read, { method: 'POST', path: '/d' }];

    expect(unasked({ check: undefined, open })).toBe(
      'The code asks POST /d, GET /a, GET /b and 1 more for no credentials',
    );
    expect(unasked({ check: undefined, open: [] })).toBeUndefined();
    expect(unasked({ check: undefined, open: [{ method: 'ANY', path: '/{rest+}' }] })).toContain(
      'ANY /* for',
    );
  });
});
