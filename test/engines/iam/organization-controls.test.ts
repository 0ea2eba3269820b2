import { describe, expect, it } from 'vitest';
import { roleTarget } from '../../../functions/core/target.ts';
import { type ActionSet, actionsIn } from '../../../functions/engines/iam/action-set.ts';
import { blockedEscalations } from '../../../functions/engines/iam/control-blocks.ts';
import { escalationsOf } from '../../../functions/engines/iam/escalation.ts';
import { evaluatorOf } from '../../../functions/engines/iam/evaluator.ts';
import { effectivePermissionsOf, isAdministrator } from '../../../functions/engines/iam/index.ts';
import {
  noControls,
  type OrganizationControls,
} from '../../../functions/engines/iam/organization-controls.ts';
import { withControls } from '../../../functions/engines/iam/principal-controls.ts';
import { contextOf } from '../../../functions/engines/iam/request-context.ts';
import { roleChains } from '../../../functions/engines/iam/role-graph.ts';
import { accountOfRoles, arnOf, noUsers, trusting } from '../../builders/account-roles.ts';
import { controlsOf, fullAccess } from '../../builders/controls-of.ts';
import { roleOf, type Written } from '../../builders/role-of.ts';

const NOW = '2026-11-25T03:00:00.000Z';
const role = roleTarget('arn:aws:iam::111122223333:role/orders');
const linked = roleTarget('arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/linked');
const admin = roleOf([[{ Action: '*' }]]);
const deny = (Action: string | readonly string[], more: Written = {}): Written => ({
  Effect: 'Deny',
  Action,
  ...more,
});
const when = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const regions = when('StringNotEquals', 'aws:RequestedRegion', ['eu-central-1', 'eu-west-1']);

function answerOf(
  controls: OrganizationControls,
  action: string,
  resource = '*',
  permissions = admin,
  principal = role,
) {
  const decide = evaluatorOf(withControls(permissions, controls, principal));

  return decide({ action, resource, context: contextOf(principal, NOW) }).answer;
}

/** Facts of "SCP evaluation", figures 1 to 4 and table 1 (AWS Organizations User Guide). */
describe('service control policies', () => {
  it.each<[string, Parameters<typeof controlsOf>[0], string, string]>([
    [
      'FullAWSAccess at every level allows what the role is allowed',
      { r: [fullAccess], ou: [fullAccess], account: [fullAccess] },
      's3:GetObject',
      'allowed',
    ],
    [
      'a level without any policy closes everything below it',
      { r: [fullAccess], ou: [], account: [fullAccess] },
      's3:GetObject',
      'denied',
    ],
    [
      'an allow list at the unit, where FullAWSAccess was removed, lets its services pass',
      { r: [fullAccess], ou: [[{ Action: ['s3:*', 'ec2:*'] }]], account: [fullAccess] },
      's3:GetObject',
      'allowed',
    ],
    [
      'an allow list at the unit closes all other services',
      { r: [fullAccess], ou: [[{ Action: ['s3:*', 'ec2:*'] }]], account: [fullAccess] },
      'iam:PutRolePolicy',
      'denied',
    ],
    [
      'two allow lists: only what both have',
      { r: [[{ Action: ['s3:*', 'sqs:*'] }]], account: [[{ Action: ['s3:*', 'sns:*'] }]] },
      'sqs:SendMessage',
      'denied',
    ],
    [
      'two allow lists: what both have',
      { r: [[{ Action: ['s3:*', 'sqs:*'] }]], account: [[{ Action: ['s3:*', 'sns:*'] }]] },
      's3:GetObject',
      'allowed',
    ],
    [
      'two policies of one level add up',
      { r: [[{ Action: 's3:*' }], [{ Action: 'sqs:*' }]] },
      'sqs:SendMessage',
      'allowed',
    ],
    [
      'a Deny at the root is inherited, whatever is allowed below',
      { r: [fullAccess, [deny('iam:*')]], ou: [fullAccess], account: [fullAccess] },
      'iam:PutRolePolicy',
      'denied',
    ],
    [
      'a Deny at the account',
      { r: [fullAccess], account: [fullAccess, [deny('iam:Put*')]] },
      'iam:PutRolePolicy',
      'denied',
    ],
    [
      'a Deny of something else',
      { r: [fullAccess, [deny('organizations:LeaveOrganization')]] },
      'iam:PutRolePolicy',
      'allowed',
    ],
    [
      'a Deny of all but some services',
      { r: [fullAccess, [{ Effect: 'Deny', NotAction: ['iam:*', 's3:*'] }]] },
      'lambda:CreateFunction',
      'denied',
    ],
    [
      'a Deny on another role',
      {
        r: [
          fullAccess,
          [deny('iam:*', { Resource: 'arn:aws:iam::*:role/OrganizationAccountAccessRole' })],
        ],
      },
      'iam:PutRolePolicy',
      'allowed',
    ],
    [
      'a Deny that exempts roles of other names',
      {
        r: [
          fullAccess,
          [deny('iam:*', when('ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/Deploy*'))],
        ],
      },
      'iam:PutRolePolicy',
      'denied',
    ],
    [
      'a Deny that exempts this role',
      {
        r: [
          fullAccess,
          [deny('iam:*', when('ArnNotLike', 'aws:PrincipalARN', 'arn:aws:iam::*:role/ord*'))],
        ],
      },
      'iam:PutRolePolicy',
      'allowed',
    ],
    [
      'a Deny that exempts the organization',
      { r: [fullAccess, [deny('s3:*', when('StringNotEquals', 'aws:ResourceOrgID', 'o-shop'))]] },
      's3:GetObject',
      'allowed',
    ],
    [
      'a Deny without a second factor, which no role of a function has',
      {
        r: [
          fullAccess,
          [deny('iam:*', when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'))],
        ],
      },
      'iam:PutRolePolicy',
      'denied',
    ],
    [
      'a Deny that hangs on what is not known',
      {
        r: [fullAccess, [deny('iam:*', when('StringNotEquals', 'aws:PrincipalTag/admin', 'yes'))]],
      },
      'iam:PutRolePolicy',
      'conditional',
    ],
    [
      'an Allow that hangs on what is not known',
      { r: [[{ Action: '*', ...when('StringEquals', 'aws:PrincipalTag/team', 'shop') }]] },
      'iam:PutRolePolicy',
      'conditional',
    ],
    [
      'all regions but two: the caller takes one of the two',
      { r: [fullAccess, [{ Effect: 'Deny', NotAction: ['iam:*', 'sts:*'], ...regions }]] },
      'lambda:CreateFunction',
      'allowed',
    ],
    [
      'all regions but two: a global service that is exempt',
      { r: [fullAccess, [{ Effect: 'Deny', NotAction: ['iam:*', 'sts:*'], ...regions }]] },
      'iam:PutRolePolicy',
      'allowed',
    ],
    [
      'all regions but two: a global service that is not exempt is in us-east-1',
      { r: [fullAccess, [deny('*', regions)]] },
      'iam:PutRolePolicy',
      'denied',
    ],
    [
      'an Allow in one region',
      { r: [[{ Action: '*', ...when('StringEquals', 'aws:RequestedRegion', 'eu-west-1') }]] },
      'lambda:CreateFunction',
      'allowed',
    ],
  ])('%s', (_, levels, action, answer) => {
    expect(answerOf(controlsOf(levels), action)).toBe(answer);
  });

  it('a region that the resource names is the one that counts', () => {
    const controls = controlsOf({ r: [fullAccess, [deny('lambda:*', regions)]] });
    const inRegion = (region: string) =>
      answerOf(
        controls,
        'lambda:UpdateFunctionCode',
        `arn:aws:lambda:${region}:111122223333:function:orders`,
      );

    expect(inRegion('eu-west-1')).toBe('allowed');
    expect(inRegion('ap-south-1')).toBe('denied');
  });

  it('grant nothing', () => {
    expect(answerOf(controlsOf({ r: [fullAccess] }), 's3:GetObject', '*', roleOf([]))).toBe(
      'denied',
    );
  });

  it('limit users as they do roles', () => {
    const user = roleTarget('arn:aws:iam::111122223333:user/anna');
    const controls = controlsOf({ r: [fullAccess, [deny('iam:*')]] });

    expect(answerOf(controls, 'iam:PutUserPolicy', '*', admin, user)).toBe('denied');
  });

  it('do not limit service-linked roles', () => {
    const controls = controlsOf({ r: [fullAccess, [deny('*')]] });

    expect(answerOf(controls, 's3:GetObject', '*', admin, linked)).toBe('allowed');
    expect(answerOf(controls, 's3:GetObject')).toBe('denied');
  });

  it('do not limit a management account, which has none', () => {
    expect(answerOf(noControls, 'iam:PutRolePolicy')).toBe('allowed');
  });

  it('that could not be read close nothing, while a Deny beside them counts', () => {
    const [level] = controlsOf({ account: [[deny('iam:*')]] }).levels;
    const controls = {
      ...noControls,
      levels: level ? [{ ...level, isIncomplete: true }] : [],
      unread: ['p-1: denied'],
    };

    expect(answerOf(controls, 's3:GetObject')).toBe('allowed');
    expect(answerOf(controls, 'iam:PutRolePolicy')).toBe('denied');
  });

  it('are no evidence for what is allowed, and are for what may be denied', () => {
    const tag = when('StringNotEquals', 'aws:PrincipalTag/admin', 'yes');
    const controls = controlsOf({ r: [fullAccess, [deny('iam:Put*', tag)]] });
    const decide = evaluatorOf(withControls(admin, controls, role));
    const decisionOn = (action: string) =>
      decide({ action, resource: '*', context: contextOf(role, NOW) });

    expect(decisionOn('s3:GetObject').deciding.map(({ policy }) => policy.name)).toEqual(['p0']);
    expect(decisionOn('iam:PutRolePolicy')).toMatchObject({
      answer: 'conditional',
      deciding: [{ policy: { name: 'p0' } }, { policy: { name: 'r-1 (p-r-1)' } }],
      conditions: [{ key: 'aws:PrincipalTag/admin' }],
    });
  });
});

/** Facts of "RCP evaluation" and "RCP syntax" (AWS Organizations User Guide). */
describe('resource control policies', () => {
  const outsiders = when('StringNotEqualsIfExists', 'aws:PrincipalOrgID', 'o-shop');

  it.each<[string, readonly Written[], string, string]>([
    [
      'outsiders are kept out, and no one else',
      [deny('s3:*', outsiders)],
      's3:GetObject',
      'allowed',
    ],
    ['a Deny for all', [deny('s3:Get*')], 's3:GetObject', 'denied'],
    ['a Deny on assuming roles', [deny('sts:AssumeRole')], 'sts:AssumeRole', 'denied'],
    ['a Deny of another service', [deny('kms:*')], 's3:GetObject', 'allowed'],
    ['a Deny of a service that they do not control', [deny('iam:*')], 'iam:PassRole', 'allowed'],
    [
      'a Deny of an unencrypted request, which the caller is free not to make',
      [deny('s3:*', when('BoolIfExists', 'aws:SecureTransport', 'false'))],
      's3:GetObject',
      'allowed',
    ],
    [
      'a Deny on what is not known',
      [deny('s3:*', when('StringNotEquals', 'aws:SourceVpc', 'vpc-1'))],
      's3:GetObject',
      'conditional',
    ],
  ])('%s', (_, statements, action, answer) => {
    const controls = controlsOf({ r: [fullAccess] }, [fullAccess, statements]);

    expect(answerOf(controls, action)).toBe(answer);
  });
});

describe('what follows from them', () => {
  const ways = (controls: OrganizationControls, permissions = admin) =>
    escalationsOf(withControls(permissions, controls, role), role, NOW).map(({ steps }) =>
      steps.map(({ action }) => action).join(' '),
    );
  const writer = roleOf([[{ Action: ['iam:PutRolePolicy', 'iam:PassRole', 'ec2:RunInstances'] }]]);

  it('an escalation that they block is none; the others are as before', () => {
    expect(ways(noControls, writer)).toEqual([
      'iam:PutRolePolicy',
      'iam:PassRole ec2:RunInstances',
    ]);
    expect(ways(controlsOf({ r: [fullAccess, [deny('iam:Put*')]] }), writer)).toEqual([
      'iam:PassRole ec2:RunInstances',
    ]);
    expect(ways(controlsOf({ r: [[{ Action: ['ec2:*', 's3:*'] }]] }), writer)).toEqual([]);
  });

  it('a policy that only names regions blocks none, and makes none uncertain', () => {
    const regional = controlsOf({ r: [fullAccess, [deny('ec2:*', regions)]] });
    const found = escalationsOf(withControls(writer, regional, role), role, NOW);

    expect(found.map(({ isSure }) => isSure)).toEqual([true, true]);
  });

  it('an administrator whose organization keeps IAM and data from it is none', () => {
    const is = (controls: OrganizationControls) =>
      isAdministrator(withControls(admin, controls, role), role, NOW);

    expect(is(controlsOf({ r: [fullAccess] }))).toBe(true);
    expect(is(controlsOf({ r: [fullAccess, [deny('organizations:*')]] }))).toBe(true);
    expect(is(controlsOf({ r: [[{ Action: ['sqs:*', 'sns:*'] }]] }))).toBe(false);
  });

  it('sets of actions agree with what is decided one by one', () => {
    const controls = controlsOf(
      { r: [fullAccess, [deny('iam:*')]], account: [[{ Action: ['s3:*', 'iam:*', 'sqs:*'] }]] },
      [[deny('sqs:*')]],
    );
    const { allowed, conditional } = effectivePermissionsOf(
      withControls(admin, controls, role),
      contextOf(role, NOW),
    );
    const isIn = (set: ActionSet, action: string) =>
      actionsIn(set).some(({ name }) => name === action);
    const has = (action: string) => [isIn(allowed, action), isIn(conditional, action)];

    expect(has('s3:GetObject')).toEqual([true, false]);
    expect(has('iam:PutRolePolicy')).toEqual([false, false]);
    expect(has('ec2:RunInstances')).toEqual([false, false]);
    expect(has('sqs:SendMessage')).toEqual([false, false]);
  });
});

describe('what they block is named', () => {
  const blocked = (controls: OrganizationControls) =>
    blockedEscalations(
      roleOf([[{ Action: ['iam:PutRolePolicy', 'iam:PassRole', 'ec2:RunInstances'] }]]),
      controls,
      role,
      NOW,
    );

  it('by the statement that denies it', () => {
    expect(blocked(controlsOf({ r: [fullAccess, [deny('iam:Put*', { Sid: 'NoIam' })]] }))).toEqual([
      {
        actions: ['iam:PutRolePolicy'],
        by: 'service control policy r-1 (p-r-1), statement NoIam, which denies iam:PutRolePolicy',
      },
    ]);
  });

  it('by the one that does it, not by one that is about another role', () => {
    const other = deny('iam:*', { Sid: 'Other', Resource: 'arn:aws:iam::*:role/OrgAdmin' });
    const open = deny('iam:*', {
      Sid: 'Tagged',
      ...when('StringNotEquals', 'aws:PrincipalTag/admin', 'yes'),
    });
    const [first] = blocked(
      controlsOf({ r: [fullAccess, [other, open, deny('iam:Put*', { Sid: 'This' })]] }),
    );

    expect(first?.by).toContain('statement This,');
  });

  it('by a resource control policy', () => {
    const assume = roleOf([[{ Action: 'sts:AssumeRole' }]]);
    const controls = controlsOf({}, [[deny('sts:*', { Sid: 'None' })]]);

    expect(blockedEscalations(assume, controls, role, NOW)).toMatchObject([
      { by: expect.stringMatching(/^resource control policy .*statement None, which denies sts:/) },
    ]);
  });

  it('by the level of which no policy allows it', () => {
    const [first] = blocked(controlsOf({ r: [fullAccess], ou: [[{ Action: ['ec2:*'] }]] }));

    expect(first?.by).toBe(
      'the service control policies of ou (ou-0 (p-ou-0)), of which none allows iam:PutRolePolicy',
    );
  });

  it('and nothing where there are none, or where they block nothing', () => {
    expect(blocked(noControls)).toEqual([]);
    expect(blocked(controlsOf({ r: [fullAccess] }))).toEqual([]);
    expect(blocked({ ...noControls, unread: ['p-1: denied'] })).toEqual([]);
  });
});

describe('ways over other roles and users', () => {
  const account = accountOfRoles({
    a: { may: [{ Action: 'sts:AssumeRole', Resource: arnOf('ops') }] },
    b: {},
    ops: { may: [{ Action: '*' }], trusts: [trusting.account, trusting.role('b')] },
  });
  const chainsOf = (controls: OrganizationControls) => {
    const chains = roleChains({ roles: account, identities: noUsers }, NOW, controls);

    return ['a', 'b'].map((name) => {
      const found = chains.get(arnOf(name));
      return found?.known ? found.value.length : found;
    });
  };

  it.each<[string, OrganizationControls, readonly number[]]>([
    ['are all there without controls', noControls, [1, 1]],
    ['are all there where nothing is taken back', controlsOf({ r: [fullAccess] }), [1, 1]],
    [
      'are none where the step is denied, even for a role that is let in by name',
      controlsOf({ r: [fullAccess, [deny('sts:AssumeRole')]] }),
      [0, 0],
    ],
    [
      'are none where no level allows the step',
      controlsOf({ r: [[{ NotAction: 'sts:*' }]] }),
      [0, 0],
    ],
    [
      'are left to the roles that are exempt',
      controlsOf({
        r: [fullAccess, [deny('sts:*', when('ArnNotEquals', 'aws:PrincipalArn', arnOf('a')))]],
      }),
      [1, 0],
    ],
    [
      'are none where a resource control policy keeps roles from being assumed',
      controlsOf({ r: [fullAccess] }, [[deny('sts:AssumeRole')]]),
      [0, 0],
    ],
    [
      'are none where the powerful role is none any more',
      controlsOf({
        r: [
          fullAccess,
          [
            {
              Effect: 'Deny',
              NotAction: 'sqs:*',
              ...when('ArnEquals', 'aws:PrincipalArn', arnOf('ops')),
            },
          ],
        ],
      }),
      [0, 0],
    ],
  ])('%s', (_, controls, found) => {
    expect(chainsOf(controls)).toEqual(found);
  });
});
