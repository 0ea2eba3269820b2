import { describe, expect, it } from 'vitest';
import { roleChainSummary } from '../../../functions/engines/iam/role-chain-words.ts';
import { roleChains } from '../../../functions/engines/iam/role-graph.ts';
import {
  account,
  accountOfRoles,
  arnOf,
  functionArn,
  groupArn,
  identitiesOf,
  noUsers,
  trusting,
  userArn,
  type WrittenRole,
} from '../../builders/account-roles.ts';
import type { Written } from '../../builders/role-of.ts';

type Account = Readonly<Record<string, WrittenRole>>;

const NOW = '2026-11-25T03:00:00.000Z';
const all = { Action: '*' };
const admin: WrittenRole = { may: [all] };
const run = { Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'] };
const assume = (name: string) => ({ Action: 'sts:AssumeRole', Resource: arnOf(name) });
const pass = (name: string) => ({ Action: 'iam:PassRole', Resource: arnOf(name) });
const put = (name: string) => ({ Action: 'iam:PutRolePolicy', Resource: arnOf(name) });
const deny = (Action: string, Resource = '*') => ({ Effect: 'Deny', Action, Resource });
const when = (operator: string, key: string, value: string) => ({
  Condition: { [operator]: { [key]: value } },
});
const withoutPower = ['iam', 'sts', 'sso', 's3', 'kms', 'secretsmanager', 'ssm', 'lambda', 'ec2']
  .concat(['ec2-instance-connect', 'ecs', 'batch', 'glue', 'states', 'sagemaker', 'apprunner'])
  .concat(['bedrock-agentcore', 'cloudformation', 'codebuild', 'codedeploy', 'datapipeline', 'eks'])
  .map((service) => deny(`${service}:*`));
const policy = `arn:aws:iam::${account}:policy/shared`;
const lastWeek = when('DateLessThan', 'aws:CurrentTime', '2026-11-18T00:00:00Z');

describe('a role comes to the power of another', () => {
  it.each<[string, Account, string]>([
    [
      'that it may assume, and that trusts its account',
      { a: { may: [assume('b')] }, b: { ...admin, trusts: [trusting.account] } },
      'b: sts:AssumeRole',
    ],
    [
      'that trusts its account by number',
      { a: { may: [assume('b')] }, b: { ...admin, trusts: [{ Principal: { AWS: account } }] } },
      'b: sts:AssumeRole',
    ],
    [
      'that trusts it by name, which takes no permission',
      { a: {}, b: { ...admin, trusts: [trusting.role('a')] } },
      'b: sts:AssumeRole',
    ],
    [
      'that trusts it by name, within a boundary that lets it',
      { a: { boundary: [{ Action: 'sts:*' }] }, b: { ...admin, trusts: [trusting.role('a')] } },
      'b: sts:AssumeRole',
    ],
    [
      'that trusts everyone of its name',
      {
        a: {},
        b: {
          ...admin,
          trusts: [{ Principal: '*', ...when('ArnLike', 'aws:PrincipalArn', arnOf('a*')) }],
        },
      },
      'b: sts:AssumeRole',
    ],
    [
      'by a wildcard in the middle, in another case, with spaces',
      {
        a: { may: [{ Action: ' STS:Assume*le ', Resource: 'arn:aws:iam::*:role/ops/*' }] },
        'ops/b': { ...admin, trusts: [trusting.account] },
      },
      'b: sts:AssumeRole',
    ],
    [
      'in a chain, over roles that are harmless in themselves',
      {
        a: { may: [assume('b')] },
        b: { may: [assume('c')], trusts: [trusting.account] },
        c: { trusts: [trusting.account], may: [assume('d')] },
        d: { ...admin, trusts: [trusting.account] },
      },
      'b: sts:AssumeRole; c: sts:AssumeRole; d: sts:AssumeRole',
    ],
    [
      'by the shorter of two chains',
      {
        a: { may: [assume('b'), assume('x')] },
        b: { may: [assume('c')], trusts: [trusting.account] },
        c: { may: [assume('d')], trusts: [trusting.account] },
        x: { may: [assume('d')], trusts: [trusting.account] },
        d: { ...admin, trusts: [trusting.account] },
      },
      'x: sts:AssumeRole; d: sts:AssumeRole',
    ],
    [
      'in a circle that leads out',
      {
        a: { may: [assume('b')], trusts: [trusting.account] },
        b: { may: [assume('a'), assume('d')], trusts: [trusting.account] },
        d: { ...admin, trusts: [trusting.account] },
      },
      'b: sts:AssumeRole; d: sts:AssumeRole',
    ],
    [
      'whose trust it may rewrite',
      { a: { may: [{ Action: 'iam:UpdateAssumeRolePolicy', Resource: arnOf('b') }] }, b: admin },
      'b: iam:UpdateAssumeRolePolicy sts:AssumeRole',
    ],
    [
      'that it may hand to a service that the role trusts',
      { a: { may: [run, pass('b')] }, b: admin },
      'b: iam:PassRole lambda:CreateFunction lambda:InvokeFunction',
    ],
    [
      'that it may hand to that service alone',
      {
        a: {
          may: [
            run,
            {
              ...pass('b'),
              ...when('StringEquals', 'iam:PassedToService', 'lambda.amazonaws.com'),
            },
          ],
        },
        b: admin,
      },
      'b: iam:PassRole lambda:CreateFunction lambda:InvokeFunction',
    ],
    [
      'of a prefix that it may hand over',
      {
        a: { may: [{ Action: 'ec2:RunInstances' }, pass('app-*')] },
        'app-x': { ...admin, trusts: [trusting.ec2] },
      },
      'app-x: iam:PassRole ec2:RunInstances',
    ],
    [
      'under a Deny of others',
      { a: { may: [run, pass('b'), deny('iam:PassRole', arnOf('c'))] }, b: admin },
      'b: iam:PassRole lambda:CreateFunction lambda:InvokeFunction',
    ],
    [
      'under a Deny whose NotResource spares it',
      {
        a: {
          may: [
            run,
            pass('*'),
            { Effect: 'Deny', Action: 'iam:PassRole', NotResource: arnOf('b') },
          ],
        },
        b: admin,
      },
      'b: iam:PassRole lambda:CreateFunction lambda:InvokeFunction',
    ],
    [
      'under a Deny that is over',
      {
        a: { may: [assume('b'), { ...deny('sts:AssumeRole'), ...lastWeek }] },
        b: { ...admin, trusts: [trusting.account] },
      },
      'b: sts:AssumeRole',
    ],
    [
      'by the code of a function that runs as it',
      {
        a: { may: [{ Action: 'lambda:UpdateFunctionCode', Resource: functionArn('f') }] },
        b: { ...admin, runs: ['e', 'f'] },
      },
      'b: lambda:UpdateFunctionCode',
    ],
    [
      'by a layer of a function that runs as it',
      {
        a: { may: [{ Action: 'lambda:UpdateFunctionConfiguration', Resource: functionArn('f*') }] },
        b: { ...admin, runs: ['f1'] },
      },
      'b: lambda:UpdateFunctionConfiguration',
    ],
    [
      'that is harmless, and that it may make powerful and become',
      { a: { may: [put('b'), assume('b')] }, b: { trusts: [trusting.account] } },
      'b: iam:PutRolePolicy sts:AssumeRole',
    ],
    [
      'that it may make powerful and hand over',
      {
        a: { may: [{ Action: 'iam:AttachRolePolicy', Resource: arnOf('b') }, run, pass('b')] },
        b: {},
      },
      'b: iam:AttachRolePolicy iam:PassRole lambda:CreateFunction lambda:InvokeFunction',
    ],
    [
      'of which it may rewrite a policy, and that trusts it',
      {
        a: { may: [{ Action: 'iam:CreatePolicyVersion', Resource: policy }] },
        b: { attached: { [policy]: [{ Action: 's3:ListBucket' }] }, trusts: [trusting.role('a')] },
      },
      'b: iam:CreatePolicyVersion sts:AssumeRole',
    ],
    [
      'that can make itself an administrator',
      { a: { may: [assume('b')] }, b: { may: [put('b')], trusts: [trusting.account] } },
      'b: sts:AssumeRole',
    ],
  ])('%s', (_, roles, path) => {
    const [found] = pathsFrom('a', roles);

    expect(found && inShort(found)).toBe(path);
    expect(found).toMatchObject({ isSure: true, more: 0 });
    expect(found?.end.as).not.toBe('gains more');
  });
});

describe('a role does not come to the power of another', () => {
  it.each<[string, Account]>([
    ['that is harmless', { a: { may: [assume('b')] }, b: { trusts: [trusting.account] } }],
    ['that does not trust it', { a: { may: [assume('b')] }, b: admin }],
    ['that it may not assume', { a: {}, b: { ...admin, trusts: [trusting.account] } }],
    [
      'that it may not assume any more',
      {
        a: { may: [{ ...assume('b'), ...lastWeek }] },
        b: { ...admin, trusts: [trusting.account] },
      },
    ],
    [
      'that trusts another account',
      {
        a: { may: [assume('b')] },
        b: { ...admin, trusts: [{ Principal: { AWS: '444455556666' } }] },
      },
    ],
    [
      'that trusts another role',
      { a: { may: [assume('b')] }, b: { ...admin, trusts: [trusting.role('c')] }, c: {} },
    ],
    [
      'that trusts a session of another',
      {
        a: { may: [assume('b')] },
        b: { ...admin, trusts: [{ Principal: { AWS: sessionOf('c') } }] },
      },
    ],
    [
      'that trusts a session of it, where it may assume none',
      {
        a: { may: [deny('sts:*')] },
        b: { ...admin, trusts: [{ Principal: { AWS: sessionOf('a') } }] },
      },
    ],
    [
      'that denies all but another role',
      {
        a: { may: [assume('b')] },
        b: {
          ...admin,
          trusts: [trusting.account, { Effect: 'Deny', NotPrincipal: { AWS: arnOf('c') } }],
        },
      },
    ],
    [
      'that denies it',
      {
        a: { may: [assume('b')] },
        b: { ...admin, trusts: [trusting.account, { Effect: 'Deny', ...trusting.role('a') }] },
      },
    ],
    [
      'that asks for a second factor',
      {
        a: { may: [assume('b')] },
        b: {
          ...admin,
          trusts: [{ ...trusting.account, ...when('Bool', 'aws:MultiFactorAuthPresent', 'true') }],
        },
      },
    ],
    [
      'that trusts its account under the name of another',
      {
        a: { may: [assume('b')] },
        b: {
          ...admin,
          trusts: [
            { ...trusting.account, ...when('StringEquals', 'aws:PrincipalArn', arnOf('c')) },
          ],
        },
      },
    ],
    [
      'that trusts it by name, which a Deny of its own forbids',
      { a: { may: [deny('sts:*')] }, b: { ...admin, trusts: [trusting.role('a')] } },
    ],
    [
      'that trusts it by name, which its boundary leaves out',
      { a: { boundary: [{ Action: 's3:*' }] }, b: { ...admin, trusts: [trusting.role('a')] } },
    ],
    [
      'that has nearly everything, but nothing that leads on or that holds data',
      {
        a: { may: [assume('b')] },
        b: { may: [all, ...withoutPower], trusts: [trusting.account] },
      },
    ],
    ['that is harmless and that it hands over', { a: { may: [run, pass('b')] }, b: {}, c: admin }],
    [
      'that trusts another service than it can start',
      { a: { may: [run, pass('b')] }, b: { ...admin, trusts: [trusting.ec2] } },
    ],
    [
      'that it may hand to another service',
      {
        a: {
          may: [
            run,
            { ...pass('b'), ...when('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com') },
          ],
        },
        b: admin,
      },
    ],
    ['that it can hand over without a service to start', { a: { may: [pass('b')] }, b: admin }],
    [
      'of the same name under another path',
      { a: { may: [run, pass('b')] }, 'ops/b': admin, b: {} },
    ],
    [
      'that is none within its boundary',
      {
        a: { may: [assume('b')] },
        b: { ...admin, boundary: [{ Action: 's3:*' }], trusts: [trusting.account] },
      },
    ],
    [
      'that AWS runs itself',
      {
        a: { may: [run, pass('aws-service-role/*')] },
        'aws-service-role/x.amazonaws.com/AWSServiceRoleForX': admin,
      },
    ],
    [
      'whose trust cannot be rewritten here',
      {
        a: {
          may: [{ Action: 'iam:UpdateAssumeRolePolicy', Resource: arnOf('aws-reserved/*') }],
        },
        'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin': admin,
      },
    ],
    [
      'by a function that runs as no such role',
      {
        a: { may: [{ Action: 'lambda:UpdateFunctionCode', Resource: functionArn('f') }] },
        b: { ...admin, runs: ['other'] },
      },
    ],
    [
      'by a function of its own',
      {
        a: {
          may: [{ Action: 'lambda:UpdateFunctionCode', Resource: functionArn('f') }],
          runs: ['f'],
        },
      },
    ],
    [
      'that it may make powerful and not become',
      { a: { may: [put('b'), assume('b')] }, b: { trusts: [trusting.lambda] } },
    ],
    [
      'that stays within its boundary whatever it is given',
      {
        a: { may: [put('b'), assume('b')] },
        b: { boundary: [{ Action: 's3:*' }], trusts: [trusting.account] },
      },
    ],
    [
      'by a policy of AWS, which cannot be rewritten here',
      {
        a: {
          may: [
            { Action: 'iam:CreatePolicyVersion', Resource: 'arn:aws:iam::aws:policy/*' },
            assume('b'),
          ],
        },
        b: {
          attached: { 'arn:aws:iam::aws:policy/Some': [{ Action: 's3:ListBucket' }] },
          trusts: [trusting.account],
        },
      },
    ],
    [
      'in a circle',
      {
        a: { may: [assume('b')], trusts: [trusting.account] },
        b: { may: [assume('a')], trusts: [trusting.account] },
      },
    ],
  ])('%s', (_, roles) => {
    expect(chainsIn(roles).get(arnOf('a'))).toEqual({ known: true, value: [] });
  });
});

it.each<[string, Account, string]>([
  [
    'an administrator that denies all but another role, and any that its account takes in',
    {
      a: { may: [assume('b')] },
      b: {
        ...admin,
        trusts: [
          trusting.account,
          {
            Effect: 'Deny',
            NotPrincipal: { AWS: [arnOf('c'), `arn:aws:iam::${account}:root`] },
          },
        ],
      },
    },
    'b: sts:AssumeRole',
  ],
  [
    'an administrator that trusts a session of it',
    { a: {}, b: { ...admin, trusts: [{ Principal: { AWS: sessionOf('a') } }] } },
    'b: sts:AssumeRole',
  ],
])('is not sure of %s', (_, roles, path) => {
  const [found, ...others] = pathsFrom('a', roles);

  expect(found).toMatchObject({ isSure: false });
  expect(found && inShort(found)).toBe(path);
  expect(others).toEqual([]);
});

it('names the session that another role trusts', () => {
  const [path] = pathsFrom('a', {
    a: {},
    b: { ...admin, trusts: [{ Principal: { AWS: sessionOf('a') } }] },
  });

  expect(path?.hops[0]?.steps[0]).toMatchObject({
    conditions: [`its session is ${sessionOf('a')}`],
  });
});

it('names what opens each step, and what it depends on', () => {
  const team = when('StringEquals', 'aws:PrincipalTag/team', 'shop');
  const [path] = pathsFrom('a', {
    a: { may: [{ Sid: 'Up', ...assume('b'), ...team }] },
    b: {
      ...admin,
      trusts: [
        { Sid: 'Ours', ...trusting.account, ...when('StringEquals', 'sts:ExternalId', 'x') },
      ],
    },
  });

  expect(path).toMatchObject({
    isSure: false,
    hops: [
      {
        role: arnOf('b'),
        steps: [
          {
            on: arnOf('b'),
            openedBy: [
              `inline policy own, statement Up, which allows sts:AssumeRole on ${arnOf('b')} when StringEquals aws:PrincipalTag/team`,
              'the trust policy of that role, statement Ours',
            ],
            conditions: ['StringEquals aws:PrincipalTag/team', 'StringEquals sts:ExternalId'],
          },
        ],
      },
    ],
  });
});

it('takes a certain path before a shorter one that hangs on something', () => {
  const [path] = pathsFrom('a', {
    a: { may: [assume('b'), assume('c')] },
    b: {
      ...admin,
      trusts: [{ ...trusting.account, ...when('StringEquals', 'sts:ExternalId', 'x') }],
    },
    c: { may: [assume('d')], trusts: [trusting.account] },
    d: { ...admin, trusts: [trusting.account] },
  });

  expect(path).toMatchObject({ isSure: true, to: arnOf('d') });
});

it('takes a role that may gain more for less than an administrator', () => {
  const roles = {
    a: { may: [assume('b')] },
    b: { may: [{ Action: 'ssm:StartSession' }], trusts: [trusting.account] },
  };
  const asWell = {
    ...roles,
    a: { may: [assume('b'), assume('c')] },
    c: { ...admin, trusts: [trusting.account] },
  };

  expect(pathsFrom('a', roles)).toMatchObject([
    { to: arnOf('b'), end: { as: 'gains more', with: ['ssm:StartSession'] } },
  ]);
  expect(pathsFrom('a', asWell)).toMatchObject([{ to: arnOf('c') }]);
});

it('names the first roles of a long chain, and how many more there are', () => {
  const names = Array.from({ length: 30 }, (_, index) => `r${index}`);
  const links = names.map((name, index): [string, WrittenRole] => [
    name,
    { may: [assume(names[index + 1] ?? 'end')], trusts: [trusting.account] },
  ]);
  const roles = { ...Object.fromEntries(links), end: { ...admin, trusts: [trusting.account] } };
  const [path] = pathsFrom('r0', roles);

  expect(path).toMatchObject({ more: 22, to: arnOf('end') });
  expect(path?.hops).toHaveLength(8);
  expect(path && roleChainSummary(path)).toBe(
    'The role can become r1, then r2, then r3, then 27 more, the last of them end, an administrator, with ' +
      'sts:AssumeRole, then sts:AssumeRole, then sts:AssumeRole, then sts:AssumeRole, then 4 more steps',
  );
});

describe('a user stands between roles', () => {
  const key = (name: string) => ({ Action: 'iam:CreateAccessKey', Resource: userArn(name) });
  const through = (a: WrittenRole, users: Parameters<typeof identitiesOf>[0], others = {}) => {
    const roles = accountOfRoles({ a, ...others });
    const answer = roleChains({ roles, identities: identitiesOf(users, groups) }, NOW);
    const chains = answer.get(arnOf('a'));

    return chains?.known ? chains.value.map(inShort) : chains;
  };
  const groups = { admins: { may: [all] }, empty: { may: [] } };

  it.each<[string, WrittenRole, Parameters<typeof identitiesOf>[0], string[]]>([
    [
      'of whom it may make a key',
      { may: [key('eve')] },
      { eve: admin },
      ['eve: iam:CreateAccessKey'],
    ],
    [
      'whose password it may set',
      { may: [{ Action: 'iam:CreateLoginProfile', Resource: userArn('eve') }] },
      { eve: admin },
      ['eve: iam:CreateLoginProfile'],
    ],
    [
      'that is an administrator by its group',
      { may: [key('eve')] },
      { eve: { in: ['admins'], may: [all] } },
      ['eve: iam:CreateAccessKey'],
    ],
    [
      'that may make itself an administrator',
      { may: [key('eve')] },
      { eve: { may: [{ Action: 'iam:PutUserPolicy', Resource: userArn('eve') }] } },
      ['eve: iam:CreateAccessKey'],
    ],
    [
      'of which it rewrites a policy first',
      { may: [key('eve'), { Action: 'iam:CreatePolicyVersion', Resource: policy }] },
      { eve: { attached: { [policy]: [] } } },
      ['eve: iam:CreatePolicyVersion iam:CreateAccessKey'],
    ],
    [
      'whose boundary it takes off first',
      {
        may: [
          key('eve'),
          { Action: 'iam:DeleteUserPermissionsBoundary', Resource: userArn('eve') },
        ],
      },
      { eve: { ...admin, boundary: [{ Action: 's3:*' }] } },
      ['eve: iam:DeleteUserPermissionsBoundary iam:CreateAccessKey'],
    ],
    ['that is harmless', { may: [key('eve')] }, { eve: {} }, []],
    [
      'that is none within its boundary',
      { may: [key('eve')] },
      { eve: { ...admin, boundary: [] } },
      [],
    ],
    ['of another name', { may: [key('bob')] }, { eve: admin }, []],
    ['whose keys it may not make', { may: [key('eve'), deny('iam:*')] }, { eve: admin }, []],
    [
      'that it may only look at',
      { may: [{ Action: 'iam:UpdateAssumeRolePolicy', Resource: userArn('eve') }] },
      { eve: admin },
      [],
    ],
    [
      'that may become a role',
      { may: [key('eve')] },
      { eve: { may: [assume('b')] } },
      ['eve: iam:CreateAccessKey; b: sts:AssumeRole'],
    ],
  ])('%s', (_, a, users, paths) => {
    expect(through(a, users, { b: { ...admin, trusts: [trusting.account] } })).toEqual(paths);
  });

  it('and leaves open what becomes of those that may change users, while none is read', () => {
    const identities = { known: false, reason: 'malformed' } as const;
    const roles = accountOfRoles({ a: { may: [key('eve')] }, b: {} });
    const paths = roleChains({ roles, identities }, NOW);

    expect(paths.get(arnOf('a'))).toEqual({
      known: true,
      value: [],
      incomplete: 'users could not be read: malformed',
    });
    expect(paths.get(arnOf('b'))).toEqual({ known: true, value: [] });
  });

  it('and groups without a member give nothing to anyone', () => {
    const put = (name: string) => ({ Action: 'iam:PutGroupPolicy', Resource: groupArn(name) });
    const eve = { in: ['admins'], may: [] };

    expect(through({ may: [put('empty')] }, { eve })).toEqual([]);
    expect(through({ may: [put('admins')] }, { eve })).toEqual(['admins: iam:PutGroupPolicy']);
  });
});

describe('what something runs as is presumed', () => {
  const stack = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/app/*';
  const update = { Action: 'cloudformation:UpdateStack', Resource: stack };
  const cloudFormation = { Principal: { Service: 'cloudformation.amazonaws.com' } };

  it('to be the most powerful role that trusts the service', () => {
    const [path] = pathsFrom('a', {
      a: { may: [update] },
      b: { may: [{ Action: 'ssm:StartSession' }], trusts: [cloudFormation] },
      c: { ...admin, trusts: [cloudFormation] },
      d: { ...admin, trusts: [trusting.ec2] },
    });

    expect(path).toMatchObject({
      to: arnOf('c'),
      hops: [{ steps: [{ action: 'cloudformation:UpdateStack', on: stack }] }],
      presumes: { that: 'runs', service: 'cloudformation.amazonaws.com' },
      isSure: true,
    });
  });

  it.each<[string, Account]>([
    ['a harmless one', { b: { trusts: [cloudFormation] } }],
    ['one for another service', { b: { ...admin, trusts: [trusting.ec2] } }],
    ['itself', { a: { may: [update], trusts: [cloudFormation] } }],
  ])('to be none where only %s does', (_, others) => {
    expect(pathsFrom('a', { a: { may: [update] }, ...others })).toEqual([]);
  });

  it('after all that is known, and by who can become whom it is presumed of', () => {
    const b: WrittenRole = { ...admin, trusts: [cloudFormation, trusting.account] };

    expect(pathsFrom('a', { a: { may: [update, assume('b')] }, b }).map(inShort)).toEqual([
      'b: sts:AssumeRole',
    ]);
    expect(
      pathsFrom('a', {
        a: { may: [assume('c')] },
        b,
        c: { may: [update], trusts: [trusting.account] },
      }),
    ).toMatchObject([{ to: arnOf('b'), presumes: { that: 'runs' }, hops: [{}, {}] }]);
  });

  it('not of a function, where all of them are read, or the one that is named', () => {
    const change = { Action: 'lambda:UpdateFunctionCode', Resource: functionArn('f') };
    const [a, b, c] = accountOfRoles({ a: { may: [change] }, b: admin, c: { runs: ['f'] } });
    const inPart = { known: true, value: [], incomplete: 'a region is not listed' } as const;
    if (!(a && b && c)) throw new Error('there are three');
    const paths = roleChains(
      { roles: [a, { ...b, functions: inPart }, c], identities: noUsers },
      NOW,
    );

    expect(paths.get(arnOf('a'))).toMatchObject({ value: [] });
  });

  it('names every service by which a role can be handed over', () => {
    const b: WrittenRole = {
      ...admin,
      trusts: ['tasks.apprunner', 'sagemaker', 'ec2'].map((name) => ({
        Principal: { Service: `${name}.amazonaws.com` },
      })),
    };
    const start = {
      Action: ['apprunner:CreateService', 'sagemaker:CreateTrainingJob', 'ec2:RunInstances'],
    };
    const [path] = pathsFrom('a', { a: { may: [pass('b'), start] }, b });

    expect([
      ...(path?.others ?? []),
      path?.hops[0]?.steps.map(({ action }) => action),
    ]).toHaveLength(3);
    expect(path?.others).toContainEqual(['iam:PassRole', 'sagemaker:CreateTrainingJob']);
  });
});

describe('what could not be read', () => {
  const chain: Account = {
    a: { may: [assume('b')] },
    b: { may: [assume('c')], trusts: [trusting.account] },
    c: { unread: 'permissions', trusts: [trusting.account] },
    other: { may: [assume('missing')] },
  };

  it('of a role leaves open what can become of those that can become it', () => {
    const paths = chainsIn(chain);
    const reason = `${arnOf('c')} could not be read: malformed`;

    expect(paths.get(arnOf('a'))).toEqual({ known: true, value: [], incomplete: reason });
    expect(paths.get(arnOf('b'))).toEqual({ known: true, value: [], incomplete: reason });
    expect(paths.get(arnOf('other'))).toEqual({ known: true, value: [] });
    expect(paths.get(arnOf('c'))).toMatchObject({ known: false });
  });

  it('of a policy leaves the others, and open what else its role may do', () => {
    const paths = chainsIn({
      ...chain,
      b: { may: [{ Action: 'ssm:StartSession' }], trusts: [trusting.account], unread: 'a policy' },
    });

    expect(paths.get(arnOf('a'))).toMatchObject({
      value: [{ to: arnOf('b'), end: { as: 'gains more' } }],
      incomplete: `${arnOf('b')} could not be read in full: malformed`,
    });
    expect(paths.get(arnOf('b'))).toMatchObject({
      value: [],
      incomplete: 'its own policies could not all be read',
    });
    expect(paths.get(arnOf('other'))).toEqual({ known: true, value: [] });
  });

  it('of a policy changes nothing of an administrator', () => {
    const b: WrittenRole = { ...admin, trusts: [trusting.account], unread: 'a policy' };
    const paths = chainsIn({ a: { may: [assume('b')] }, b });

    expect(paths.get(arnOf('a'))).toMatchObject({ value: [{ to: arnOf('b'), isSure: true }] });
    expect(paths.get(arnOf('a'))).not.toHaveProperty('incomplete');
  });

  it('of a boundary leaves open what is within it', () => {
    const b: WrittenRole = { ...admin, trusts: [trusting.account], unread: 'boundary' };
    const [path] = pathsFrom('a', { a: { may: [assume('b')] }, b });

    expect(path).toMatchObject({ hops: [{ role: arnOf('b') }, {}], isSure: false });
  });

  it('changes nothing of what is certain', () => {
    const paths = chainsIn({
      ...chain,
      a: { may: [assume('b'), assume('d')] },
      d: { ...admin, trusts: [trusting.account] },
    });

    expect(paths.get(arnOf('a'))).toMatchObject({ value: [{ to: arnOf('d') }] });
    expect(paths.get(arnOf('a'))).not.toHaveProperty('incomplete');
  });

  it('of whom a powerful role trusts leaves open what can become of any', () => {
    const paths = chainsIn({ a: {}, b: { ...admin, unread: 'trust' } });

    expect(paths.get(arnOf('a'))).toMatchObject({
      incomplete: `${arnOf('b')} could not be read: malformed`,
    });
  });

  it('of whom a harmless role trusts does not matter', () => {
    expect(chainsIn({ a: {}, b: { unread: 'trust' } }).get(arnOf('a'))).toEqual({
      known: true,
      value: [],
    });
  });

  it('of the functions leaves open what can become of those that may change them', () => {
    const change = { Action: 'lambda:UpdateFunctionCode', Resource: functionArn('f') };
    const roles = accountOfRoles({ a: { may: [change] }, b: admin, c: {} }).map((role) => ({
      ...role,
      functions: { known: false, reason: 'not listed' } as const,
    }));
    const paths = roleChains({ roles, identities: noUsers }, NOW);

    expect(paths.get(arnOf('a'))).toMatchObject({
      value: [{ to: arnOf('b'), presumes: { that: 'runs', service: 'lambda.amazonaws.com' } }],
      incomplete: 'not listed',
    });
    expect(paths.get(arnOf('c'))).toEqual({ known: true, value: [] });
  });
});

it('follows some ways of thousands of roles, and says where it stopped', () => {
  const roles = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, index): [string, WrittenRole] => [
      `r${index}`,
      index % 2 === 0
        ? { ...admin, trusts: [{ Principal: '*' }] }
        : { may: [deny('sts:*')], trusts: [trusting.lambda] },
    ]),
  );

  expect(chainsIn(roles).get(arnOf('r1'))).toMatchObject({
    value: [],
    incomplete: 'the account has more ways between its roles than are followed',
  });
});

/** As the function named so has. */
function sessionOf(name: string): string {
  return `arn:aws:sts::${account}:assumed-role/${name}/orders`;
}

function chainsIn(roles: Account) {
  return roleChains({ roles: accountOfRoles(roles), identities: noUsers }, NOW);
}

function pathsFrom(name: string, roles: Account) {
  const paths = chainsIn(roles).get(arnOf(name));

  return paths?.known ? paths.value : [];
}

function inShort({ hops }: ReturnType<typeof pathsFrom>[number]): string {
  const parts = hops.map(({ role, steps }) => {
    const name = role.split('/').at(-1);

    return `${name}: ${steps.map(({ action }) => action).join(' ')}`;
  });

  return parts.join('; ');
}

describe('a user becomes powerful by a group', () => {
  const harmless = { Action: 's3:ListBucket' };
  const key = { Action: 'iam:CreateAccessKey', Resource: userArn('anna') };
  const chainOf = (may: readonly Written[], bounded = false) => {
    const chains = roleChains(
      {
        roles: accountOfRoles({ a: { may } }),
        identities: identitiesOf(
          { anna: { may: [harmless], in: ['readers'], ...(bounded && { boundary: [harmless] }) } },
          { readers: { may: [harmless] }, admins: { may: [all] } },
        ),
      },
      NOW,
    ).get(arnOf('a'));

    return chains?.known ? chains.value[0] : undefined;
  };

  it.each<[string, { readonly Action: string; readonly Resource: string }]>([
    ['that it joins', { Action: 'iam:AddUserToGroup', Resource: groupArn('admins') }],
    [
      'that a policy is written into',
      { Action: 'iam:PutGroupPolicy', Resource: groupArn('readers') },
    ],
    ['that is given a policy', { Action: 'iam:AttachGroupPolicy', Resource: groupArn('readers') }],
  ])('%s, and by a key of it the role does, for sure', (_, step) => {
    const found = chainOf([step, key]);

    expect(found).toMatchObject({
      to: userArn('anna'),
      isSure: true,
      end: { as: 'administrator' },
    });
    expect(found?.presumes).toBeUndefined();
    expect(found?.hops[0]?.steps.map(({ action }) => action)).toEqual([
      step.Action,
      'iam:CreateAccessKey',
    ]);
  });

  it('and does not beyond its boundary', () => {
    const join = { Action: 'iam:AddUserToGroup', Resource: groupArn('admins') };

    expect(chainOf([join, key], true)).toMatchObject({ presumes: { that: 'credentials' } });
  });
});
