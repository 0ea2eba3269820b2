import { describe, expect, it } from 'vitest';
import { openApiRoute } from '../../../functions/checks/permissions/open-api-route.ts';
import type { SenderVerification } from '../../../functions/core/code-route.ts';
import type { HandedOut } from '../../../functions/core/handed-out.ts';
import type { ApiRoute } from '../../../functions/domain/exposure/api-route.ts';
import type { RolePower } from '../../../functions/engines/iam/role-power.ts';
import { little, something } from '../../builders/role-powers.ts';
import { routeOf } from '../../builders/way-of.ts';

const place = { path: 'index.js', line: 7, column: 3 };
const token: HandedOut = { ...place, kind: 'token', named: 'all' };
const credentials: HandedOut = { ...place, kind: 'credentials', named: 'all' };
const records: HandedOut = { ...place, kind: 'records', named: 'all', of: 'payroll_runs' };
const items: HandedOut = { ...place, kind: 'items', named: 'all', table: [{ text: 'users' }] };
const upload: HandedOut = { ...place, kind: 'upload', named: 'all' };
const fresh: HandedOut = { ...upload, named: 'part', isNew: true };
const download: HandedOut = { ...place, kind: 'download', named: 'all' };
const post = routeOf({ key: 'POST /signin' });
const get = routeOf({ key: 'GET /address' });
const check = { ...place, kind: 'credential' } as const;

describe('what an open route hands to anyone', () => {
  it.each<[string, HandedOut, readonly ApiRoute[], RolePower, string]>([
    ['a token', token, [post], little, 'high'],
    ['a token, by a route of any name', token, [get], little, 'high'],
    ['a token, who signs up', token, [routeOf({ key: 'POST /sign-up' })], something, 'medium'],
    ['a token, who makes a user', token, [routeOf({ key: 'POST /users' })], little, 'medium'],
    ['a token, who registers', token, [routeOf({ key: 'POST /register' })], little, 'medium'],
    [
      'a token, who makes an account',
      token,
      [routeOf({ key: 'POST /accounts' })],
      little,
      'medium',
    ],
    [
      'a token, who makes a customer',
      token,
      [routeOf({ key: 'POST /customers' })],
      little,
      'medium',
    ],
    ['a token, below a user', token, [routeOf({ key: 'POST /users/token' })], little, 'high'],
    [
      'a token, beside a browser that asks',
      token,
      [post, routeOf({ key: 'OPTIONS /signin' })],
      little,
      'high',
    ],
    [
      'a token, that may be for those who come by a guarded route',
      token,
      [post, routeOf({ key: 'POST /token', authorization: 'AWS_IAM' })],
      little,
      'medium',
    ],
    [
      'a token, beside a guarded route that reads',
      token,
      [post, routeOf({ key: 'GET /me', authorization: 'JWT' })],
      little,
      'high',
    ],
    [
      'an address to write, beside a guarded route',
      upload,
      [get, routeOf({ key: 'GET /me', authorization: 'JWT' })],
      something,
      'medium',
    ],
    ['a token, by code that is another', token, [{ ...post, qualifier: 'live' }], little, 'medium'],
    ['an address to write', upload, [get], something, 'high'],
    ['an address to write what is new', fresh, [get], something, 'medium'],
    ['the same, by a role that writes nothing', fresh, [get], little, 'low'],
    [
      'an address to write under a name that the code makes in part',
      { ...upload, named: 'part' },
      [get],
      something,
      'medium',
    ],
    ['an address to write, by a role that writes nothing', upload, [get], little, 'low'],
    ['an address to read', download, [get], { ...something, writes: false }, 'high'],
    [
      'an address to read, by a POST beside a guarded route that reads',
      download,
      [routeOf({ key: 'POST /address' }), routeOf({ key: 'GET /me', authorization: 'JWT' })],
      { ...something, writes: false },
      'medium',
    ],
    ['an address to read, by a role that reads nothing', download, [get], little, 'low'],
    ['users, whatever the role may do', credentials, [get], little, 'high'],
    ['records, whatever the role may do', records, [get], little, 'high'],
    ['records, by a route that does something else', records, [post], little, 'medium'],
    ['items of which no one says what they are', items, [get], something, 'medium'],
    ['users, by any method', credentials, [routeOf({ key: 'ANY /{proxy+}' })], little, 'high'],
    [
      'users, by what is no other route',
      credentials,
      [routeOf({ key: '$default' })],
      little,
      'high',
    ],
    ['users, by a route that does something else', credentials, [post], little, 'medium'],
    [
      'users, beside a guarded route that may be the one',
      credentials,
      [get, routeOf({ key: 'GET /users', authorization: 'JWT' })],
      little,
      'low',
    ],
    [
      'an address to write, behind no open route',
      upload,
      [{ ...get, authorization: 'JWT' }],
      something,
      'none',
    ],
  ])('%s: %#', (_, handed, routes, role, severity) => {
    expect(detailsOf(handed, routes, role)[0]?.severity ?? 'none').toBe(severity);
  });

  it.each<[string, SenderVerification, string]>([
    ['by the code', check, 'low'],
    ['by the route of the code', { routes: [{ method: 'POST', path: '/signin', check }] }, 'low'],
    [
      'by another route of the code alone',
      {
        routes: [
          { method: 'POST', path: '/signin' },
          { method: 'GET', path: '/orders', check },
        ],
      },
      'high',
    ],
  ])('is what it was where a credential is asked for %s', (_, verification, severity) => {
    expect(detailsOf(token, [post], little, verification)[0]?.severity).toBe(severity);
  });

  it.each([
    [token, 'signs a token for the user that the request names, and asks for no password'],
    [credentials, 'answers users with their passwords'],
    [records, 'answers all that it keeps of people (payroll_runs)'],
    [
      { ...records, under: 'eventId' } as const,
      'answers what it keeps of people (payroll_runs) under the eventId that is asked for',
    ],
    [upload, 'it overwrites any file'],
    [{ ...upload, named: 'part' } as const, 'of a name that the request has a part in'],
    [fresh, 'it overwrites nothing'],
    [download, 'any object of the bucket that the request names is read'],
  ])('is reported: %#', (handed, words) => {
    const texts = detailsOf(handed, [get], something)[0]?.evidence.map(({ text }) => text) ?? [];

    expect(texts.find((text) => text.includes(words))).toContain('in index.js at line 7');
  });

  it.each([
    [token, '; its code signs a token for the user that the request names'],
    [credentials, '; its code answers users with their passwords, or what these were hashed to'],
    [records, '; its code answers all that it keeps of people (payroll_runs)'],
    [upload, '; its code signs an address by which an object is written to the bucket'],
    [fresh, ''],
    [{ ...upload, named: 'part' } as const, ''],
  ])('stands in the summary where it is high by that: %#', (handed, clause) => {
    const [detail] = detailsOf(handed, [get], something);

    expect(detail?.summary).toBe(`Anyone can call GET /address of the HTTP API shop${clause}`);
  });

  it('says that a GET may write', () => {
    const texts = detailsOf(upload, [get], something)[0]?.evidence.map(({ text }) => text);

    expect(texts).toContain('GET /address requires no authorisation, and may write');
  });
});

function detailsOf(
  handed: HandedOut,
  apiRoutes: readonly ApiRoute[],
  rolePower: RolePower,
  verifiesSignature?: SenderVerification,
) {
  const powerInUse = { code: undefined, secrets: [], handsOut: [handed] };
  const decidedChanges = undefined;
  const verdict = openApiRoute.evaluate({
    apiRoutes,
    rolePower,
    powerInUse,
    verifiesSignature,
    decidedChanges,
  });

  return verdict.outcome === 'fail' ? verdict.details : [];
}
