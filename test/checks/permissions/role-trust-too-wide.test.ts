import { describe, expect, it } from 'vitest';
import { roleTrustTooWide } from '../../../functions/checks/permissions/role-trust-too-wide.ts';
import { roleTarget } from '../../../functions/core/target.ts';
import { noControls } from '../../../functions/engines/iam/organization-controls.ts';
import { controlsOf, fullAccess } from '../../builders/controls-of.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { when } from '../../builders/resource-policy-of.ts';
import type { Written } from '../../builders/role-of.ts';
import { trustOf } from '../../builders/trust-of.ts';

const own = '111122223333';
const vendor = '444455556666';
const stranger = '999988887777';
const arn = `arn:aws:iam::${own}:role/service-role/orders`;
const lambda = { Principal: { Service: 'lambda.amazonaws.com' } };
const everyone = { Principal: { AWS: '*' } };
const foreign = { Principal: { AWS: `arn:aws:iam::${stranger}:root` } };
const root = { Principal: { AWS: `arn:aws:iam::${own}:root` } };
const github = federated(`arn:aws:iam::${own}:oidc-provider/token.actions.githubusercontent.com`);
const audience = {
  StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
};
const externalId = when('StringEquals', 'sts:ExternalId', 'f81d4fae');
const outside = when('StringNotEquals', 'aws:PrincipalOrgID', 'o-abc123');

describeCheck(roleTrustTooWide, {
  passes: [
    passing('Lambda only', lambda),
    passing('Lambda at the edge', {
      Principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] },
    }),
    passing('Lambda in China', { Principal: { Service: 'lambda.amazonaws.com.cn' } }),
    passing('a role that is made for several services', {
      Principal: { Service: ['lambda.amazonaws.com', 'scheduler.amazonaws.com'] },
    }),
    passing('Cognito, for its own account', lambda, {
      Principal: { Service: 'cognito-idp.amazonaws.com' },
      ...when('StringEquals', 'aws:SourceAccount', own),
    }),
    passing('Cognito, by an external id', lambda, {
      Principal: { Service: 'cognito-idp.amazonaws.com' },
      ...externalId,
    }),
    passing('Cognito, where no function has the role', {
      Principal: { Service: 'cognito-idp.amazonaws.com' },
    }),
    passing('a role of another service and its own account: no function has it', {
      Principal: { Service: 'ec2.amazonaws.com', AWS: own },
    }),
    passing('a role of a deployment, as far as its repository', {
      ...github,
      Condition: {
        ...audience,
        StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:o/r:*' },
      },
    }),
    passing('a role of a vendor who knows an external id', { ...foreign, ...externalId }),
    passing('everyone, and a Deny of everyone', lambda, everyone, { ...everyone, Effect: 'Deny' }),
    passing('an account, and a Deny of it', lambda, foreign, { ...foreign, Effect: 'Deny' }),
    passing('a Deny only', lambda, { ...everyone, Effect: 'Deny' }),
    passing('what takes up nothing', lambda, { ...everyone, Action: 'sts:TagSession' }),
    passing('a role that is gone', lambda, { Principal: { AWS: 'AROAEXAMPLEEXAMPLE123' } }),
    passing('an account that could never be two', lambda, {
      ...foreign,
      ...when('StringEquals', 'aws:PrincipalAccount', own),
    }),
  ],
  fails: [
    failing('everyone', ['*'], lambda, everyone),
    failing('Cognito, for any account', ['cognito-idp.amazonaws.com'], lambda, {
      Principal: { Service: 'cognito-idp.amazonaws.com' },
    }),
    failing('Cognito, for any account but one', ['cognito-idp.amazonaws.com'], lambda, {
      Principal: { Service: 'cognito-idp.amazonaws.com' },
      ...when('StringNotEquals', 'aws:SourceAccount', stranger),
    }),
    failing('everyone, where Lambda is not let in', ['*'], everyone),
    failing('everyone by another name', ['*'], lambda, { Principal: '*' }),
    failing('all but one', ['*'], lambda, { NotPrincipal: { AWS: own } }),
    failing('everything of STS', ['*'], lambda, { ...everyone, Action: 'sts:*' }),
    failing('a foreign account', [stranger], lambda, foreign),
    failing('a foreign account, where Lambda is not let in', [stranger], foreign),
    failing('an account by its id', [stranger], lambda, { Principal: { AWS: stranger } }),
    failing('two accounts', [stranger, '000011112222'], lambda, {
      Principal: { AWS: [stranger, `arn:aws:iam::000011112222:role/a/b`, stranger] },
    }),
    failing('the root of its own account', [own], lambda, root),
    failing('the root of its own account, beside Lambda at the edge', [own], root, {
      Principal: { Service: 'edgelambda.amazonaws.com' },
    }),
    failing('a user of its own account, beside Lambda', [own], {
      Principal: { ...lambda.Principal, AWS: `arn:aws:iam::${own}:user/a` },
    }),
    failing('a trusted account', [vendor], lambda, { Principal: { AWS: vendor } }),
    failing('a repository', [github.Principal.Federated], lambda, github),
    failing('a Deny that may not hold', ['*'], lambda, everyone, {
      ...everyone,
      Effect: 'Deny',
      ...when('Bool', 'unknown:Key', 'true'),
    }),
  ],
});

it.each<[string, string, Written]>([
  ['critical', 'everyone', everyone],
  [
    'critical',
    'everyone who uses TLS',
    { ...everyone, ...when('Bool', 'aws:SecureTransport', 'true') },
  ],
  ['critical', 'everyone who knows what is no secret', { ...everyone, ...externalId }],
  ['critical', 'a foreign account', foreign],
  ['critical', 'any external id', { ...foreign, ...when('StringLike', 'sts:ExternalId', '*') }],
  [
    'critical',
    'an id only if there is one',
    { ...foreign, ...when('StringEqualsIfExists', 'sts:ExternalId', 'x') },
  ],
  [
    'critical',
    'that account in other words',
    { ...foreign, ...when('StringEquals', 'aws:PrincipalAccount', stranger) },
  ],
  ['critical', 'any repository', { ...github, Condition: audience }],
  [
    'critical',
    'any repository, spelt out',
    { ...github, ...when('StringLike', 'token.actions.githubusercontent.com:sub', 'repo:*') },
  ],
  [
    'critical',
    'owners that begin alike',
    { ...github, ...when('StringLike', 'token.actions.githubusercontent.com:sub', 'repo:o*') },
  ],
  ['critical', 'anyone with a Google account', federated('accounts.google.com')],
  [
    'high',
    'an organization',
    { ...everyone, ...when('StringEquals', 'aws:PrincipalOrgID', 'o-abc123') },
  ],
  ['high', 'a foreign account with an external id', { ...foreign, ...externalId }],
  [
    'high',
    'one role of a foreign account',
    { ...foreign, ...when('ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${stranger}:role/a`) },
  ],
  [
    'high',
    'a foreign account with a second factor',
    { ...foreign, ...when('Bool', 'aws:MultiFactorAuthPresent', 'true') },
  ],
  ['high', 'its own account', root],
  ['high', 'a trusted account', { Principal: { AWS: vendor } }],
  ['high', 'anyone whom the directory knows', federated(`arn:aws:iam::${own}:saml-provider/okta`)],
  [
    'medium',
    'a tag of its own account',
    { ...root, ...when('StringEquals', 'aws:PrincipalTag/team', 'ops') },
  ],
  [
    'medium',
    'everyone of its own account, by a tag',
    {
      ...everyone,
      Condition: { StringEquals: { 'aws:PrincipalAccount': own, 'aws:PrincipalTag/team': 'ops' } },
    },
  ],
  [
    'medium',
    'one repository',
    {
      ...github,
      Condition: {
        ...audience,
        StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:o/r:*' },
      },
    },
  ],
  [
    'medium',
    'an application',
    {
      ...federated('accounts.google.com'),
      ...when('StringEquals', 'accounts.google.com:aud', '1'),
    },
  ],
])('calls it %s to let in %s', (severity, _, statement) => {
  expect(roleTrustTooWide.evaluate(factsOf(lambda, statement))).toMatchObject({
    details: [{ severity }],
  });
});

it('a Deny outside an organization makes everyone milder', () => {
  const deny = { ...everyone, Effect: 'Deny', ...outside };

  expect(roleTrustTooWide.evaluate(factsOf(lambda, everyone, deny))).toMatchObject({
    details: [
      {
        severity: 'high',
        summary: 'everyone can assume the role',
        evidence: [{ text: '* when StringEquals aws:PrincipalOrgID' }],
      },
    ],
  });
});

it('is one finding for an account, as severe as its worst statement', () => {
  const role = { Principal: { AWS: `arn:aws:iam::${own}:role/ops` }, ...externalId };

  expect(roleTrustTooWide.evaluate(factsOf(lambda, role, root))).toMatchObject({
    details: [
      {
        subject: own,
        severity: 'high',
        summary: 'other principals of its own account can assume the role',
        evidence: [
          { text: `arn:aws:iam::${own}:role/ops when StringEquals sts:ExternalId` },
          { text: `arn:aws:iam::${own}:root` },
        ],
      },
    ],
  });
});

function federated(Federated: string) {
  return { Principal: { Federated }, Action: 'sts:AssumeRoleWithWebIdentity' };
}

function passing(name: string, ...statements: readonly Written[]) {
  return { name, facts: factsOf(...statements) };
}

function failing(name: string, subjects: readonly string[], ...statements: readonly Written[]) {
  return { name, facts: factsOf(...statements), subjects };
}

function factsOf(...statements: readonly Written[]) {
  return {
    configuration: roleTarget(arn),
    trust: trustOf(statements),
    trustedAccounts: [vendor],
    controls: noControls,
  };
}

it('says of Cognito that it acts for any account, and is medium', () => {
  const verdict = roleTrustTooWide.evaluate(
    factsOf(lambda, { Principal: { Service: 'cognito-idp.amazonaws.com' } }),
  );

  expect(verdict).toMatchObject({
    details: [
      {
        severity: 'medium',
        summary: 'cognito-idp.amazonaws.com can assume the role, for any account',
      },
    ],
  });
});

describe('a resource control policy that keeps outsiders out', () => {
  const deny = { Effect: 'Deny', Action: 'sts:AssumeRole' };
  const outsiders = {
    Condition: {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-shop' },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  };
  const but = (account: string) => ({
    Condition: {
      ...outsiders.Condition,
      StringNotEquals: { 'aws:PrincipalAccount': account },
    },
  });

  it.each<[string, Written, string, Written]>([
    ['an account is of the organization or kept out', { ...deny, ...outsiders }, 'high', foreign],
    ['everyone is the organization', { ...deny, ...outsiders }, 'high', everyone],
    ['an account that it spares is not', { ...deny, ...but(stranger) }, 'critical', foreign],
    ['an account that it does not spare is', { ...deny, ...but(vendor) }, 'high', foreign],
    [
      'one on what is not known is not',
      { ...deny, ...when('StringNotEquals', 'aws:SourceVpc', 'vpc-1') },
      'critical',
      foreign,
    ],
    [
      'one on another action is not',
      { ...deny, Action: 's3:*', ...outsiders },
      'critical',
      foreign,
    ],
  ])('%s', (_, policy, severity, statement) => {
    const controls = controlsOf({ r: [fullAccess] }, [[{ ...policy }]]);
    const verdict = roleTrustTooWide.evaluate({ ...factsOf(lambda, statement), controls });

    expect(verdict).toMatchObject({ details: [{ severity }] });
  });
});

describe('where the own organization is known', () => {
  const ofOrganization = (...ids: string[]) => when('StringEquals', 'aws:PrincipalOrgID', ids);
  const shop = controlsOf({ r: [fullAccess] });

  it.each<[string, Written, (readonly [string, string])[]]>([
    ['its own', { ...everyone, ...ofOrganization('o-shop') }, [['*', 'high']]],
    ['another', { ...everyone, ...ofOrganization('o-other') }, [['o-other', 'critical']]],
    [
      'another, in other letters',
      { ...everyone, ...ofOrganization('O-Other') },
      [['o-other', 'critical']],
    ],
    [
      'both',
      { ...everyone, ...ofOrganization('o-shop', 'o-other') },
      [
        ['o-other', 'critical'],
        ['*', 'high'],
      ],
    ],
    [
      'a unit of another',
      { ...everyone, ...when('StringLike', 'aws:PrincipalOrgPaths', 'o-other/r-1/ou-1/*') },
      [['o-other', 'critical']],
    ],
    [
      'another, for an account of it',
      { ...foreign, ...ofOrganization('o-other') },
      [['o-other', 'critical']],
    ],
    [
      'another, for a trusted account',
      { Principal: { AWS: vendor }, ...ofOrganization('o-other') },
      [],
    ],
  ])('lets in %s', (_, statement, expected) => {
    const verdict = roleTrustTooWide.evaluate({ ...factsOf(lambda, statement), controls: shop });

    const details = verdict.outcome === 'fail' ? verdict.details : [];
    expect(details.map(({ subject, severity }) => [subject, severity])).toEqual(expected);
  });

  it('says that all accounts of another come in', () => {
    const statement = { ...everyone, ...ofOrganization('o-other') };

    expect(
      roleTrustTooWide.evaluate({ ...factsOf(lambda, statement), controls: shop }),
    ).toMatchObject({
      details: [
        {
          summary: 'every account of the organization o-other can assume the role',
          evidence: [{ text: '* when StringEquals aws:PrincipalOrgID' }],
        },
      ],
    });
  });

  it('lets none of another in that a resource control policy keeps out', () => {
    const deny = {
      Effect: 'Deny',
      Action: 'sts:AssumeRole',
      ...when('StringNotEqualsIfExists', 'aws:PrincipalOrgID', 'o-shop'),
    };
    const controls = controlsOf({ r: [fullAccess] }, [[deny]]);
    const statement = { ...everyone, ...ofOrganization('o-other') };

    expect(roleTrustTooWide.evaluate({ ...factsOf(lambda, statement), controls })).toEqual({
      outcome: 'pass',
    });
  });
});
