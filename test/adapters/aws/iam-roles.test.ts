import {
  GetAccountAuthorizationDetailsCommand,
  GetRoleCommand,
  type GroupDetail,
  IAMClient,
  type ManagedPolicyDetail,
  type RoleDetail,
  type UserDetail,
} from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, it } from 'vitest';
import { iamRoles } from '../../../functions/adapters/aws/iam-roles.ts';
import { roleIsGone } from '../../../functions/adapters/aws/named-role.ts';
import { adminRole } from '../../../functions/checks/permissions/admin-role.ts';
import { noControls } from '../../../functions/engines/iam/organization-controls.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { lambdaTrust } from '../../builders/trust-of.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, roleNamed } from '../../fakes/targets.ts';

const iam = mockClient(IAMClient);
const reader = iamRoles(new IAMClient({}));
const arn = 'arn:aws:iam::111122223333:role/service-role/orders';
const userArn = 'arn:aws:iam::111122223333:user/eve';
const groupArn = 'arn:aws:iam::111122223333:group/ops';
const policyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';

const all = documentOf('*');
const lambdaMay = encodeURIComponent(
  JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
  }),
);
const inline = { PolicyName: 'own', PolicyDocument: documentOf('s3:GetObject') };
const attached = { PolicyName: 'AdministratorAccess', PolicyArn: policyArn };
const managed = managedPolicy(policyArn, [{ Document: all, IsDefaultVersion: true }]);

const usedOnce = { LastUsedDate: new Date('2026-11-02T00:00:00Z'), Region: 'eu-west-1' };
const noSuchRole = Object.assign(new Error('none'), { name: 'NoSuchEntityException' });

beforeEach(() => iam.reset());

describe('iamRoles', () => {
  it('reads inline policies, encoded or plain, and managed ones, with a path in the ARN (case 10)', async () => {
    const plain = { PolicyName: 'plain', PolicyDocument: decodeURIComponent(all) };
    answer({
      roles: [role({ RolePolicyList: [inline, plain], AttachedManagedPolicies: [attached] })],
      policies: [managed],
    });

    const permissions = await permissionsOf(arn);

    expect(permissions.policies).toMatchObject([
      {
        name: 'AdministratorAccess',
        source: 'managed',
        arn: policyArn,
        statements: [{ actions: { patterns: ['*'] } }],
      },
      { name: 'own', source: 'inline', statements: [{ actions: { patterns: ['s3:GetObject'] } }] },
      { name: 'plain', statements: [{ actions: { patterns: ['*'] } }] },
    ]);
    expect(permissions.boundary).toBeUndefined();
  });

  it('finds policies on a later page than their role', async () => {
    const first = { roles: [role({ AttachedManagedPolicies: [attached] })] };
    answer(first, { policies: [managed] });

    const permissions = await permissionsOf(arn);

    expect(permissions.policies.map(({ name }) => name)).toEqual(['AdministratorAccess']);
    expect(iam.commandCalls(GetAccountAuthorizationDetailsCommand)[1]?.args[0].input).toMatchObject(
      {
        Marker: 'page 1',
        MaxItems: 1_000,
      },
    );
  });

  it('counts a policy that is attached twice once (case 22)', async () => {
    answer({
      roles: [role({ AttachedManagedPolicies: [attached, attached] })],
      policies: [managed],
    });

    expect((await permissionsOf(arn)).policies).toHaveLength(1);
  });

  it('reads the version that is in force, and no other', async () => {
    const Document = documentOf('s3:GetObject');
    const versions = [{ Document: all }, { Document, IsDefaultVersion: true }];
    answer({
      roles: [role({ AttachedManagedPolicies: [attached] })],
      policies: [managedPolicy(policyArn, versions)],
    });

    const [policy] = (await permissionsOf(arn)).policies;

    expect(policy?.statements[0]?.actions.patterns).toEqual(['s3:GetObject']);
  });

  it('reads the boundary, which then limits the role', async () => {
    const limit = 'arn:aws:iam::111122223333:policy/limit';
    const limits = managedPolicy(limit, [{ Document: documentOf('s3:*'), IsDefaultVersion: true }]);
    answer({
      roles: [
        role({
          AttachedManagedPolicies: [attached],
          PermissionsBoundary: { PermissionsBoundaryArn: limit },
        }),
      ],
      policies: [limits, managed],
    });

    const permissions = await permissionsOf(arn);

    expect(permissions.boundary).toMatchObject({ name: 'limit', arn: limit });
    const facts = {
      permissions,
      configuration: roleNamed('orders'),
      now: '',
      openFunctions: [],
      controls: noControls,
    };
    expect(adminRole.evaluate(facts)).toEqual({ outcome: 'pass' });
  });

  it('answers for every role of the account, whether a function runs as it or not', async () => {
    const other = role({ Arn: 'arn:aws:iam::111122223333:role/other', RolePolicyList: [inline] });
    answer({ roles: [other, role({ RolePolicyList: [inline] })] });

    expect([...(await reader.read()).roles.keys()]).toEqual([other.Arn, arn]);
  });

  it('knows a role without policies', async () => {
    answer({ roles: [role({ RolePolicyList: [], AttachedManagedPolicies: [] })] });

    expect((await permissionsOf(arn)).policies).toEqual([]);
  });

  it('calls exactly what the fact declares of IAM', async () => {
    answer({ roles: [role({})] });
    iam.on(GetRoleCommand).rejects(noSuchRole);

    await permissionsOf(arn);
    await roleIsGone(new IAMClient({}))(arn);

    const declared = factSources.role.permissions.map(({ action }) => action);
    expect(calledActions('iam', iam)).toEqual(
      declared.filter((action) => action.startsWith('iam:')).toSorted(),
    );
  });

  it.each<[string, string, RoleDetail, ManagedPolicyDetail[], string[]]>([
    [
      'a managed policy is missing',
      policyArn,
      { RolePolicyList: [inline], AttachedManagedPolicies: [attached] },
      [],
      ['own'],
    ],
    [
      'its document is missing',
      policyArn,
      { AttachedManagedPolicies: [attached] },
      [managedPolicy(policyArn, [{ Document: all }])],
      [],
    ],
    [
      'the boundary is missing',
      'policy/limit',
      { PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::1:policy/limit' } },
      [],
      [],
    ],
    [
      'one policy of several is malformed',
      'inline policy broken',
      { RolePolicyList: [inline, { PolicyName: 'broken', PolicyDocument: '{}' }] },
      [],
      ['own'],
    ],
    [
      'an inline policy is empty',
      'inline policy own',
      { RolePolicyList: [{ PolicyName: 'own' }] },
      [],
      [],
    ],
    [
      'IAM leaves a list out',
      'the details lack a RolePolicyList',
      { RolePolicyList: undefined },
      [],
      [],
    ],
  ])('knows a role in part when %s, and says which', async (_, reason, detail, policies, read) => {
    const neighbour = 'arn:aws:iam::111122223333:role/neighbour';
    answer({ roles: [role(detail), role({ Arn: neighbour })], policies });

    const { roles: answers } = await reader.read();

    expect(answers.get(arn)).toMatchObject({
      permissions: {
        known: true,
        value: { policies: read.map((name) => ({ name })) },
        incomplete: expect.stringContaining(reason),
      },
      trust: { known: true, value: lambdaTrust },
      createdAt: { known: true, value: '2020-01-01T00:00:00.000Z' },
    });
    expect(answers.get(neighbour)?.permissions).toEqual({ known: true, value: { policies: [] } });
  });

  it.each([
    ['missing', undefined, 'the details lack the document of the trust policy'],
    ['malformed', '{}', 'the trust policy is no policy that can be read: it has no Statement'],
  ])('knows what a role may do when its trust policy is %s', async (_, document, reason) => {
    answer({ roles: [role({ AssumeRolePolicyDocument: document, RolePolicyList: [inline] })] });

    expect((await reader.read()).roles.get(arn)).toMatchObject({
      permissions: { known: true },
      trust: { known: false, reason: expect.stringContaining(reason) },
    });
  });

  it('does not know the age of a role when IAM leaves it out, and knows the rest', async () => {
    answer({ roles: [role({ CreateDate: undefined, RolePolicyList: [inline] })] });

    expect((await reader.read()).roles.get(arn)).toMatchObject({
      permissions: { known: true },
      createdAt: { known: false, reason: 'IAM does not show when the role was created' },
    });
  });

  it.each([
    ['a date', { LastUsedDate: new Date('2026-11-01T00:00:00Z') }, '2026-11-01T00:00:00.000Z'],
    ['no date, for it was not used', {}, undefined],
  ])('knows when a role was last used, by %s', async (_, RoleLastUsed, value) => {
    const other = { Arn: 'arn:aws:iam::111122223333:role/other', RoleLastUsed: usedOnce };
    answer({ roles: [role({ RoleLastUsed }), role(other)] });

    expect((await reader.read()).roles.get(arn)?.lastUsedAt).toEqual({ known: true, value });
  });

  it('does not take a role for unused of which IAM leaves out when it was used', async () => {
    const other = { Arn: 'arn:aws:iam::111122223333:role/other', RoleLastUsed: usedOnce };
    answer({ roles: [role({ RoleLastUsed: undefined }), role(other)] });

    expect((await reader.read()).roles.get(arn)?.lastUsedAt).toEqual({
      known: false,
      reason: 'IAM does not show when the role was last used',
    });
  });

  it('takes no role for unused where IAM has no date of any', async () => {
    const other = { Arn: 'arn:aws:iam::111122223333:role/other', RoleLastUsed: {} };
    answer({ roles: [role({ RoleLastUsed: {} }), role(other)] });

    expect((await reader.read()).roles.get(arn)?.lastUsedAt).toEqual({
      known: false,
      reason: 'IAM shows of no role of the account when it was last used',
    });
  });

  it('leaves out a role that IAM does not list', async () => {
    answer({ roles: [role({ Arn: 'arn:aws:iam::111122223333:role/orders' })] });

    expect((await reader.read()).roles.has(arn)).toBe(false);
  });

  it('reads users with what their groups may do, within their boundary', async () => {
    const limit = 'arn:aws:iam::111122223333:policy/limit';
    answer({
      policies: [
        managed,
        managedPolicy(limit, [{ Document: documentOf('s3:*'), IsDefaultVersion: true }]),
      ],
      groups: [
        {
          Arn: groupArn,
          GroupName: 'ops',
          GroupPolicyList: [],
          AttachedManagedPolicies: [attached],
        },
      ],
      users: [
        {
          Arn: userArn,
          UserName: 'eve',
          UserPolicyList: [inline],
          AttachedManagedPolicies: [],
          GroupList: ['ops'],
          PermissionsBoundary: { PermissionsBoundaryArn: limit },
        },
      ],
    });

    const { identities } = await reader.read();

    expect(identities).toMatchObject({
      value: {
        users: [
          {
            arn: userArn,
            permissions: {
              value: {
                policies: [{ name: 'AdministratorAccess' }, { name: 'own' }],
                boundary: { name: 'limit' },
              },
            },
          },
        ],
        groups: [{ arn: groupArn, members: [userArn] }],
      },
    });
    expect(identities).not.toHaveProperty('incomplete');
  });

  it.each([
    ['a list', { users: undefined }, { known: false, reason: 'the details lack a UserDetailList' }],
    [
      'a group of a user',
      { users: [user({ GroupList: ['gone'] })] },
      { value: { users: [{ permissions: { incomplete: 'the details lack the group gone' } }] } },
    ],
    [
      'the ARN of a user',
      { users: [user({ Arn: 'eve' })] },
      { value: { users: [] }, incomplete: 'some users or groups are not as IAM writes them' },
    ],
    [
      'the policies of a user',
      { users: [user({ UserPolicyList: undefined })] },
      {
        value: { users: [{ permissions: { incomplete: 'the details lack a UserPolicyList' } }] },
      },
    ],
  ])('knows of users and groups no more than it reads: without %s', async (_, page, identities) => {
    answer(page);

    expect(await reader.read()).toMatchObject({ identities });
  });

  it.each<[string, object, string]>([
    ['no roles', { Policies: [] }, 'has no RoleDetailList'],
    ['no policies', { RoleDetailList: [role({})] }, 'has no Policies'],
    ['neither', {}, 'has no RoleDetailList'],
    ['an empty list', { RoleDetailList: [], Policies: [] }, 'no role at all'],
    [
      'the end of a list that goes on',
      { RoleDetailList: [role({})], Policies: [], IsTruncated: true },
      'it is truncated',
    ],
    [
      'the same page for ever',
      { RoleDetailList: [role({})], Policies: [], IsTruncated: true, Marker: 'again' },
      'in a circle',
    ],
  ])('throws for an answer with %s: no role is gone for that', async (_, page, reason) => {
    iam.on(GetAccountAuthorizationDetailsCommand).resolves(page);

    await expect(reader.read()).rejects.toThrow(reason);
  });

  it('throws when the call is denied', async () => {
    iam
      .on(GetAccountAuthorizationDetailsCommand)
      .rejects(Object.assign(new Error('not authorised'), { name: 'AccessDenied' }));

    await expect(reader.read()).rejects.toThrow('not authorised');
  });
});

describe('roleIsGone', () => {
  const isGone = roleIsGone(new IAMClient({}));

  it.each<[string, object, boolean]>([
    ['is there', { Role: { Arn: arn } }, false],
    ['is another of its name', { Role: { Arn: 'arn:aws:iam::111122223333:role/orders' } }, true],
  ])('asks IAM by name: it %s', async (_, found, expected) => {
    iam.on(GetRoleCommand, { RoleName: 'orders' }).resolves(found);

    expect(await isGone(arn)).toBe(expected);
  });

  it('takes the word of IAM that there is none, and no other answer', async () => {
    iam.on(GetRoleCommand).rejects(noSuchRole);
    expect(await isGone(arn)).toBe(true);

    iam.on(GetRoleCommand).rejects(accessDenied());
    await expect(isGone(arn)).rejects.toThrow('not authorised');

    iam.on(GetRoleCommand).resolves({});
    await expect(isGone(arn)).rejects.toThrow('without a role');
  });
});

interface Page {
  readonly roles?: RoleDetail[];
  readonly policies?: ManagedPolicyDetail[];
  readonly users?: UserDetail[] | undefined;
  readonly groups?: GroupDetail[];
}

function user(detail: UserDetail): UserDetail {
  return {
    Arn: userArn,
    UserName: 'eve',
    UserPolicyList: [],
    AttachedManagedPolicies: [],
    GroupList: [],
    ...detail,
  };
}

function answer(...pages: readonly Page[]): void {
  pages.forEach((page, index) => {
    const { roles = index === 0 ? [role({})] : [], policies = [], groups = [] } = page;
    const users = 'users' in page ? page.users : [];
    const isLast = index === pages.length - 1;

    iam
      .on(GetAccountAuthorizationDetailsCommand, index === 0 ? {} : { Marker: `page ${index}` })
      .resolves({
        RoleDetailList: roles,
        ...(users && { UserDetailList: users }),
        GroupDetailList: groups,
        Policies: policies,
        ...(isLast ? { IsTruncated: false } : { IsTruncated: true, Marker: `page ${index + 1}` }),
      });
  });
}

async function permissionsOf(roleArn: string) {
  const { permissions } = (await reader.read()).roles.get(roleArn) ?? {};

  if (!permissions?.known) throw new Error(permissions?.reason ?? 'no answer');
  return permissions.value;
}

function role(detail: RoleDetail): RoleDetail {
  return {
    Arn: arn,
    RoleName: 'orders',
    RolePolicyList: [],
    AttachedManagedPolicies: [],
    CreateDate: new Date('2020-01-01'),
    AssumeRolePolicyDocument: lambdaMay,
    ...detail,
  };
}

function managedPolicy(
  Arn: string,
  PolicyVersionList: NonNullable<ManagedPolicyDetail['PolicyVersionList']>,
): ManagedPolicyDetail {
  return { Arn, PolicyName: Arn.split('/').at(-1), PolicyVersionList };
}

function documentOf(Action: string): string {
  const Statement = [{ Effect: 'Allow', Action, Resource: '*' }];

  return encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement }));
}
