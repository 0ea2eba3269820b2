import {
  CognitoIdentityClient,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cognito-identity';
import { beforeEach, expect, it } from 'vitest';
import { identityPoolGuests } from '../../../functions/adapters/aws/identity-pools.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const cognito = mockClient(CognitoIdentityClient);
const pool = 'us-east-1:a1';
const role = 'arn:aws:iam::111122223333:role/guests';
const named = { IdentityPoolId: pool, IdentityPoolName: 'shop' };
const clock = () => new Date('2026-11-30T02:00:00Z');
const regions: string[] = [];
const reader = () =>
  identityPoolGuests((region) => {
    regions.push(region);
    return new CognitoIdentityClient({ region });
  }, clock);

beforeEach(() => {
  cognito.reset();
  regions.length = 0;
});

it.each([
  ['lets guests in by its role', { AllowUnauthenticatedIdentities: true }, role, true],
  ['gives guests another role', { AllowUnauthenticatedIdentities: true }, `${role}2`, false],
  ['gives guests no role', { AllowUnauthenticatedIdentities: true }, undefined, false],
  [
    'lets guests choose',
    { AllowUnauthenticatedIdentities: true, AllowClassicFlow: true },
    undefined,
    true,
  ],
  ['lets no guests in', { AllowUnauthenticatedIdentities: false }, role, false],
  [
    'lets no guests in, and signed-in users choose',
    { AllowUnauthenticatedIdentities: false, AllowClassicFlow: true },
    role,
    false,
  ],
])('a pool that %s', async (_, answer, unauthenticated, expected) => {
  cognito.on(DescribeIdentityPoolCommand).resolves({ ...named, ...answer });
  cognito
    .on(GetIdentityPoolRolesCommand)
    .resolves({ Roles: { authenticated: role, ...(unauthenticated && { unauthenticated }) } });

  expect(await reader()(pool, role)).toBe(expected);
  expect(new Set(regions)).toEqual(new Set(['us-east-1']));
});

it('one that is gone lets no one in', async () => {
  cognito
    .on(DescribeIdentityPoolCommand)
    .rejects(new ResourceNotFoundException({ message: 'gone', $metadata: {} }));

  expect(await reader()(pool, role)).toBe(false);
});

it.each([
  ['it cannot be read', () => cognito.on(DescribeIdentityPoolCommand).rejects(accessDenied())],
  ['its answer is none', () => cognito.on(DescribeIdentityPoolCommand).resolves({})],
  [
    'its roles cannot be read',
    () => {
      cognito
        .on(DescribeIdentityPoolCommand)
        .resolves({ ...named, AllowUnauthenticatedIdentities: true });
      cognito.on(GetIdentityPoolRolesCommand).rejects(accessDenied());
    },
  ],
])('is not known where %s', async (_, given) => {
  given();

  await expect(reader()(pool, role)).rejects.toThrow();
});

it('asks each pool once, by what the fact declares', async () => {
  cognito
    .on(DescribeIdentityPoolCommand)
    .resolves({ ...named, AllowUnauthenticatedIdentities: true });
  cognito.on(GetIdentityPoolRolesCommand).resolves({ Roles: { unauthenticated: role } });
  const isGuest = reader();
  await isGuest(pool, role);
  await isGuest(pool, `${role}2`);

  expect(cognito.calls()).toHaveLength(2);
  const declared = factSources.function.iotPublishers.map(({ action }) => action);
  expect(calledActions('cognito-identity', cognito)).toEqual(
    declared.filter((action) => action.startsWith('cognito-identity:')).toSorted(),
  );
});
