import {
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolesCommand,
  type Role,
} from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, it } from 'vitest';
import { rolesForFunctions } from '../../../functions/adapters/aws/roles-for-functions.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const iam = mockClient(IAMClient);
const CreateDate = new Date('2024-01-01T00:00:00Z');

beforeEach(() => iam.reset());

const reader = () => rolesForFunctions(new IAMClient({}));

describe('rolesForFunctions', () => {
  it('lists those that Lambda alone may assume, page by page', async () => {
    iam
      .on(ListRolesCommand)
      .resolvesOnce({ Roles: [role('a', 'lambda')], IsTruncated: true, Marker: 'more' })
      .resolves({ Roles: [role('edge', 'lambda', 'edgelambda')] });

    expect(await reader().list()).toEqual({
      roles: ['a', 'edge'].map((name) => ({
        name,
        arn: `arn:aws:iam::111122223333:role/${name}`,
        createdAt: CreateDate.toISOString(),
      })),
      unread: [],
    });
    expect(iam.commandCalls(ListRolesCommand)[0]?.args[0].input).toMatchObject({ MaxItems: 1_000 });
  });

  it.each([
    ['another service may', role('a', 'lambda', 'ec2')],
    [
      'a person may',
      trusting({ AWS: 'arn:aws:iam::111122223333:root' }, { Service: 'lambda.amazonaws.com' }),
    ],
    [
      'everyone but Lambda may',
      {
        ...role('a'),
        AssumeRolePolicyDocument: encoded([
          {
            Effect: 'Allow',
            NotPrincipal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ]),
      },
    ],
    ['another service alone may', role('a', 'ec2')],
    ['AWS alone may delete it', { ...role('a', 'lambda'), Path: '/aws-service-role/lambda/' }],
  ])('leaves out a role where %s', async (_, listed) => {
    iam.on(ListRolesCommand).resolves({ Roles: [listed] });

    expect(await reader().list()).toEqual({ roles: [], unread: [] });
  });

  it('takes no notice of what is denied', async () => {
    const AssumeRolePolicyDocument = encoded([
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      { Effect: 'Deny', Principal: '*', Action: 'sts:TagSession' },
    ]);
    iam.on(ListRolesCommand).resolves({ Roles: [{ ...role('a'), AssumeRolePolicyDocument }] });

    expect((await reader().list()).roles).toHaveLength(1);
  });

  it('names one whose trust policy is malformed, and lists the others', async () => {
    const broken = { ...role('broken'), AssumeRolePolicyDocument: '{lambda.amazonaws.com' };
    iam.on(ListRolesCommand).resolves({ Roles: [broken, role('a', 'lambda')] });

    expect(await reader().list()).toMatchObject({
      roles: [{ name: 'a' }],
      unread: [expect.stringMatching(/^broken: /)],
    });
  });

  it('throws when it is denied, or when the answer has no list', async () => {
    iam.on(ListRolesCommand).rejectsOnce(accessDenied()).resolves({});

    await expect(reader().list()).rejects.toThrow('not authorised');
    await expect(reader().list()).rejects.toThrow('it has no Roles');
  });

  it('reads when one was last used, as far as IAM remembers', async () => {
    const LastUsedDate = new Date('2026-01-01T00:00:00Z');
    iam
      .on(GetRoleCommand, { RoleName: 'a' })
      .resolvesOnce({ Role: { ...role('a', 'lambda'), RoleLastUsed: { LastUsedDate } } })
      .resolves({ Role: { ...role('a', 'lambda'), RoleLastUsed: {} } });

    expect(await reader().lastUse('a')).toEqual({ at: LastUsedDate.toISOString() });
    expect(await reader().lastUse('a')).toEqual({ at: undefined });
  });

  it('knows a role that is gone from one that it may not see', async () => {
    iam
      .on(GetRoleCommand)
      .rejectsOnce(Object.assign(new Error('none'), { name: 'NoSuchEntityException' }))
      .rejects(accessDenied());

    expect(await reader().lastUse('a')).toBeUndefined();
    await expect(reader().lastUse('a')).rejects.toThrow('not authorised');
  });

  it('names the managed policies, page by page and sorted', async () => {
    iam
      .on(ListAttachedRolePoliciesCommand)
      .resolvesOnce({ AttachedPolicies: [{ PolicyArn: 'b' }], IsTruncated: true, Marker: 'more' })
      .resolves({ AttachedPolicies: [{ PolicyArn: 'a' }] });

    expect(await reader().managedPolicies('a')).toEqual(['a', 'b']);
  });

  it('throws when they are left out', async () => {
    iam.on(ListAttachedRolePoliciesCommand).resolves({});

    await expect(reader().managedPolicies('a')).rejects.toThrow();
  });

  it('calls nothing that is not granted', async () => {
    iam.on(ListRolesCommand).resolves({ Roles: [] });
    iam.on(GetRoleCommand).resolves({ Role: role('a') });
    iam.on(ListAttachedRolePoliciesCommand).resolves({ AttachedPolicies: [] });

    await reader().list();
    await reader().lastUse('a');
    await reader().managedPolicies('a');

    const granted = factSources.account.orphanRoles.map(({ action }) => action as string);
    expect(granted).toEqual(expect.arrayContaining([...calledActions('iam', iam)]));
  });
});

function role(name: string, ...services: string[]): Role {
  const Service = services.map((service) => `${service}.amazonaws.com`);

  return {
    ...trusting({ Service }),
    RoleName: name,
    Arn: `arn:aws:iam::111122223333:role/${name}`,
  };
}

function trusting(...principals: object[]): Role {
  return {
    RoleName: 'a',
    RoleId: 'AROA',
    Path: '/',
    Arn: 'arn:aws:iam::111122223333:role/a',
    CreateDate,
    AssumeRolePolicyDocument: encoded(
      principals.map((Principal) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' })),
    ),
  };
}

/** As IAM sends it. */
function encoded(Statement: object[]): string {
  return encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement }));
}
