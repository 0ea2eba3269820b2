import { expect, it } from 'vitest';
import { guestPools } from '../../../functions/engines/iam/guest-pools.ts';
import type { Written } from '../../builders/role-of.ts';
import { trustOf } from '../../builders/trust-of.ts';

const pool = 'eu-west-1:a1';
const cognito = {
  Principal: { Federated: 'cognito-identity.amazonaws.com' },
  Action: 'sts:AssumeRoleWithWebIdentity',
};
const of = (value: string | string[]) => ({
  StringEquals: { 'cognito-identity.amazonaws.com:aud': value },
});
const signedIn = (amr: string) => ({
  'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
});
const guests = { ...cognito, Condition: { ...of(pool), ...signedIn('unauthenticated') } };

it.each<[string, readonly Written[], object | undefined]>([
  ['guests of a pool', [guests], { named: [pool], isAny: false }],
  ['all of a pool', [{ ...cognito, Condition: of(pool) }], { named: [pool], isAny: false }],
  [
    'guests of two pools',
    [{ ...cognito, Condition: of([pool, 'eu-west-1:b2']) }],
    { named: [pool, 'eu-west-1:b2'], isAny: false },
  ],
  [
    'guests of any pool',
    [{ ...cognito, Condition: signedIn('unauthenticated') }],
    { named: [], isAny: true },
  ],
  [
    'guests of any pool by a pattern',
    [{ ...cognito, Condition: { StringLike: { 'cognito-identity.amazonaws.com:aud': '*' } } }],
    { named: [], isAny: true },
  ],
  [
    'those that are signed in',
    [{ ...cognito, Condition: { ...of(pool), ...signedIn('authenticated') } }],
    undefined,
  ],
  [
    'one identity',
    [
      {
        ...guests,
        Condition: {
          ...guests.Condition,
          StringLike: { 'cognito-identity.amazonaws.com:sub': 'eu-west-1:x' },
        },
      },
    ],
    undefined,
  ],
  ['guests, whom a Deny keeps out', [guests, { ...guests, Effect: 'Deny' }], undefined],
  [
    'guests, and not those of another pool',
    [guests, { ...guests, Effect: 'Deny', Condition: of('eu-west-1:b2') }],
    { named: [pool], isAny: false },
  ],
  ['functions', [{ Principal: { Service: 'lambda.amazonaws.com' } }], undefined],
  [
    'those of another provider',
    [{ ...guests, Principal: { Federated: 'accounts.google.com' } }],
    undefined,
  ],
  ['guests who may do no more than tag', [{ ...guests, Action: 'sts:TagSession' }], undefined],
])('lets in %s', (_, statements, expected) => {
  expect(guestPools(trustOf(statements))).toEqual(expected);
});
