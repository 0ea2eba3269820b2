import {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  ListUserPoolClientsCommand,
  type ListUserPoolClientsCommandOutput,
  ResourceNotFoundException,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { beforeEach, describe, expect, it } from 'vitest';
import { userPools } from '../../../functions/adapters/aws/user-pools.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const cognito = mockClient(CognitoIdentityProviderClient);
const shop = 'eu-west-1_Shop';
const metadata = { $metadata: {} };
const regions: string[] = [];
const reader = (clock = () => new Date('2026-11-29T02:00:00Z')) => pools(clock).signUpOf;
const pools = (clock = () => new Date('2026-11-29T02:00:00Z')) =>
  userPools((region) => {
    regions.push(region);
    return new CognitoIdentityProviderClient({ region });
  }, clock);

beforeEach(() => {
  cognito.reset();
  regions.length = 0;
  cognito.on(ListUserPoolClientsCommand).resolves({ UserPoolClients: [{ ClientId: 'a' }] });
  pool(shop, { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } });
});

it.each<[string, UserPoolType, string]>([
  ['says so', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } }, 'anyone'],
  ['says nothing, as by default', {}, 'anyone'],
  [
    'leaves it to administrators',
    { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
    'administrators',
  ],
  ['asks a function before', { LambdaConfig: { PreSignUp: 'arn:x' } }, 'function'],
  [
    'asks a function, of administrators alone',
    {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      LambdaConfig: { PreSignUp: 'arn:x' },
    },
    'administrators',
  ],
  ['has other triggers', { LambdaConfig: { PostConfirmation: 'arn:x' } }, 'anyone'],
])('at a pool that %s: %s', async (_, userPool, by) => {
  pool(shop, userPool);

  expect(await reader()([shop])).toEqual({ userPool: shop, by });
  expect(regions).toEqual(['eu-west-1']);
});

it('is unknown where a pool cannot be read', async () => {
  cognito.on(DescribeUserPoolCommand).rejects(accessDenied());

  expect(await reader()([shop])).toEqual({
    userPool: shop,
    by: 'unknown',
    reason: 'AccessDeniedException: not authorised',
  });
});

it.each<
  [what: string, client: ListUserPoolClientsCommandOutput, userPool: UserPoolType, by: string]
>([
  ['no app client', { ...metadata, UserPoolClients: [] }, {}, 'no one'],
  [
    'none, and a function',
    { ...metadata, UserPoolClients: [] },
    { LambdaConfig: { PreSignUp: 'arn:x' } },
    'no one',
  ],
  [
    'none, and leaves sign-up to administrators',
    { ...metadata, UserPoolClients: [] },
    { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
    'administrators',
  ],
])('at a pool that has %s', async (_, client, userPool, by) => {
  cognito.on(ListUserPoolClientsCommand, { UserPoolId: shop, MaxResults: 1 }).resolves(client);
  pool(shop, userPool);

  expect(await reader()([shop])).toEqual({ userPool: shop, by });
});

it('asks for the next page of app clients where one is empty', async () => {
  cognito
    .on(ListUserPoolClientsCommand)
    .resolvesOnce({ UserPoolClients: [], NextToken: 'more' })
    .resolvesOnce({ UserPoolClients: [{ ClientId: 'a' }] });

  expect(await reader()([shop])).toEqual({ userPool: shop, by: 'anyone' });
});

it('is what the pool says where the answer has no list of app clients', async () => {
  cognito.on(ListUserPoolClientsCommand).resolves({});

  expect(await reader()([shop])).toMatchObject({
    by: 'anyone',
    reason: expect.stringContaining('no UserPoolClients'),
  });
});

it('is what the pool says where app clients cannot be listed, and says so', async () => {
  cognito.on(ListUserPoolClientsCommand).rejects(accessDenied());

  expect(await reader()([shop])).toEqual({
    userPool: shop,
    by: 'anyone',
    reason: 'AccessDeniedException: not authorised',
  });
});

it('is unknown where the answer has no pool', async () => {
  cognito.on(DescribeUserPoolCommand).resolves({});

  expect(await reader()([shop])).toMatchObject({ by: 'unknown' });
});

it('is that of the pool that lets in most, and of none where there is none', async () => {
  pool('eu-west-1_Staff', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });

  expect(await reader()(['eu-west-1_Staff', shop])).toEqual({ userPool: shop, by: 'anyone' });
  expect(await reader()([])).toBeUndefined();
});

it('asks each pool once a sweep, and again the night after', async () => {
  let now = new Date('2026-11-29T02:00:00Z');
  const read = reader(() => now);

  await Promise.all([read([shop, shop]), read([shop])]);
  await read([shop]);
  expect(cognito.calls()).toHaveLength(2);

  now = new Date('2026-11-30T02:00:00Z');
  await read([shop]);
  expect(cognito.calls()).toHaveLength(4);
});

describe('a user pool that a policy names', () => {
  const arn = `arn:aws:cognito-idp:eu-west-1:111122223333:userpool/${shop}`;
  const run = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;

  it('is there, with who signs up and all functions that it runs', async () => {
    const [welcome, mail, ask] = [run('welcome'), run('mail:live'), run('ask')];
    pool(shop, {
      LambdaConfig: {
        PreSignUp: ask,
        PostConfirmation: welcome,
        PostAuthentication: welcome,
        CustomEmailSender: { LambdaVersion: 'V1_0', LambdaArn: mail },
        KMSKeyID: 'arn:aws:kms:eu-west-1:111122223333:key/1',
      },
    });

    expect(await pools().source(arn, 'eu-west-1')).toEqual({
      exists: true,
      userPool: {
        signUp: { userPool: shop, by: 'function' },
        triggers: { arns: [ask, welcome, mail], preSignUp: ask },
      },
    });
  });

  it('runs functions, too, where administrators alone make users', async () => {
    pool(shop, {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      LambdaConfig: { PostConfirmation: run('welcome') },
    });

    expect(await pools().source(arn, 'eu-west-1')).toMatchObject({
      userPool: { signUp: { by: 'administrators' }, triggers: { arns: [run('welcome')] } },
    });
  });

  it('is gone where Cognito says so, and of a token that it issued, who signs up is not known', async () => {
    cognito
      .on(DescribeUserPoolCommand)
      .rejects(new ResourceNotFoundException({ ...metadata, message: 'gone' }));

    const { source, signUpOf } = pools();
    expect(await source(arn, 'eu-west-1')).toEqual({ exists: false });
    expect(await signUpOf([shop])).toMatchObject({ by: 'unknown', reason: expect.any(String) });
  });

  it('is not known where it cannot be read, nor what is no pool', async () => {
    cognito.on(DescribeUserPoolCommand).rejects(accessDenied());

    expect(await pools().source(arn, 'eu-west-1')).toMatchObject({
      exists: true,
      userPool: { signUp: { by: 'unknown', reason: 'AccessDeniedException: not authorised' } },
    });
    expect(
      await pools().source(arn.replace('userpool', 'identitypool'), 'eu-west-1'),
    ).toBeUndefined();
  });
});

it.each(['apiRoutes', 'balancerRules', 'appsyncApis', 'triggerSources'] as const)(
  'calls what the fact %s declares',
  (fact) => {
    const declared: readonly { readonly action: string; readonly on: string }[] =
      factSources.function[fact];

    for (const action of ['cognito-idp:DescribeUserPool', 'cognito-idp:ListUserPoolClients']) {
      expect(declared).toContainEqual({ action, on: 'any user pool' });
    }
  },
);

function pool(UserPoolId: string, UserPool: UserPoolType) {
  cognito.on(DescribeUserPoolCommand, { UserPoolId }).resolves({ UserPool });
}
