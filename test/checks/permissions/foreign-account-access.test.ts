import { expect, it } from 'vitest';
import { foreignAccountAccess } from '../../../functions/checks/permissions/foreign-account-access.ts';
import type { ResourcePolicy } from '../../../functions/engines/iam/resource-policy.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { orders, resourcePolicyOf, when } from '../../builders/resource-policy-of.ts';

const own = '111122223333';
const vendor = '444455556666';
const stranger = '999988887777';
const foreign = { AWS: stranger };
const sns = { Service: 'sns.amazonaws.com' };
const announcements = 'arn:aws:sns:us-east-1:806199016981:AmazonIpSpaceChanged';
const bucket = { Service: 's3.amazonaws.com' };
const allow = {
  Sid: 'S',
  Effect: 'Allow',
  Principal: foreign,
  Action: 'lambda:InvokeFunction',
  Resource: orders.arn,
};

describeCheck(foreignAccountAccess, {
  passes: [
    { name: 'no policy', facts: factsOf() },
    passing('the own account', { Principal: { AWS: own } }),
    passing('a role of the own account', { Principal: { AWS: `arn:aws:iam::${own}:role/a/b` } }),
    passing('a trusted account', { Principal: { AWS: `arn:aws:iam::${vendor}:root` } }),
    passing('a service', { Principal: bucket }),
    passing('a role that is gone', { Principal: { AWS: 'AROAEXAMPLEEXAMPLE123' } }),
    passing('a service for the own account', {
      Principal: bucket,
      ...when('StringEquals', 'AWS:SourceAccount', own),
    }),
    passing('a service for a bucket', {
      Principal: bucket,
      ...when('ArnLike', 'AWS:SourceArn', 'arn:aws:s3:::invoices'),
    }),
    passing('a service for one of these', {
      Principal: bucket,
      ...when('StringEquals', 'aws:SourceAccount', [own, vendor]),
    }),
    passing('a topic by which AWS announces its IP ranges (exam 8)', {
      Principal: sns,
      ...when('ArnLike', 'AWS:SourceArn', announcements),
    }),
    passing('that topic, of that account', {
      Principal: sns,
      Condition: {
        ArnLike: { 'AWS:SourceArn': announcements },
        StringEquals: { 'AWS:SourceAccount': '806199016981' },
      },
    }),
    passing('an organization', when('StringEquals', 'aws:PrincipalOrgID', 'o-abc123')),
    passing('a unit', when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-abc123/*')),
    passing('everyone of the organization', {
      Principal: '*',
      ...when('StringEqualsIgnoreCase', 'aws:PrincipalOrgID', 'O-ABC123'),
    }),
    passing("everyone of the function's organization", {
      Principal: '*',
      ...when('StringEquals', 'aws:PrincipalOrgID', `\${aws:ResourceOrgID}`),
    }),
    passing('a trusted account within its organization', {
      Principal: { AWS: vendor },
      ...when('StringEquals', 'aws:PrincipalOrgID', 'o-vendor1'),
    }),
    passing('callers who would have to be of both organizations', {
      Principal: '*',
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': 'o-abc123' },
        'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-other1/*' },
      },
    }),
    passing(
      'everyone, with a Deny outside the own account and the organization',
      { Principal: '*' },
      { Principal: '*', ...outside({ account: own, organization: 'o-abc123' }) },
    ),
    passing(
      'another organization, with a Deny outside the own account and the organization',
      { Principal: '*', ...when('StringEquals', 'aws:PrincipalOrgID', 'o-other1') },
      { Principal: '*', ...outside({ account: own, organization: 'o-abc123' }) },
    ),
    passing(
      'a trusted account, with a Deny outside the own one and another organization',
      { Principal: { AWS: vendor } },
      { Principal: '*', ...outside({ account: own, organization: 'o-other1' }) },
    ),
    passing(
      'everyone of another organization, with a Deny of it',
      { Principal: '*', ...when('StringEquals', 'aws:PrincipalOrgID', 'o-other1') },
      { Principal: '*' },
    ),
    {
      name: 'another organization, where the own one is not known',
      facts: {
        ...inOrganization('o-other1'),
        organization: undefined,
      },
    },
    passing('everyone of the own account', {
      Principal: '*',
      ...when('StringEquals', 'aws:PrincipalAccount', own),
    }),
    passing("everyone of the function's account", {
      Principal: '*',
      ...when('StringEquals', 'aws:PrincipalAccount', `\${aws:ResourceAccount}`),
    }),
    passing('everyone who could never be of both accounts', {
      Principal: '*',
      Condition: {
        StringEquals: { 'aws:PrincipalAccount': own },
        ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${stranger}:role/a` },
      },
    }),
    passing('what is public: that is for the other check', { Principal: '*' }),
    passing('what is public, with an account beside it', { Principal: { AWS: ['*', stranger] } }),
    passing(
      'what is public in part',
      { Principal: '*', Action: ['lambda:InvokeFunction', 'lambda:GetPolicy'] },
      {
        Principal: '*',
        Action: 'lambda:GetPolicy',
        ...when('StringNotEquals', 'aws:PrincipalAccount', [own, stranger]),
      },
    ),
    passing('a Deny', { Effect: 'Deny' }),
    passing('an account and a Deny of everything', {}, { Principal: '*', Action: '*' }),
    passing('an account and a Deny of it', {}, {}),
    passing(
      'a role and a Deny of its account',
      { Principal: { AWS: `arn:aws:iam::${stranger}:role/a` } },
      { Principal: { AWS: `arn:aws:iam::${stranger}:root` } },
    ),
    passing(
      'a session and a Deny of its account',
      { Principal: { AWS: `arn:aws:sts::${stranger}:assumed-role/a/b` } },
      {},
    ),
    passing(
      'an account and a Deny outside another',
      {},
      {
        Principal: '*',
        ...when('StringNotEquals', 'aws:PrincipalAccount', own),
      },
    ),
    passing(
      'an account and a Deny outside an organization',
      {},
      {
        Principal: '*',
        ...when('StringNotEquals', 'aws:PrincipalOrgID', 'o-abc123'),
      },
    ),
    passing(
      'an account and a Deny of all but another',
      {},
      {
        Principal: undefined,
        NotPrincipal: { AWS: own },
      },
    ),
  ],
  fails: [
    // None of these is the topic that AWS documents, by SNS.
    failing('another topic of that account of AWS', {
      Principal: sns,
      ...when('ArnLike', 'AWS:SourceArn', `${announcements}2`),
    }),
    failing('any topic of that account of AWS', {
      Principal: sns,
      ...when('ArnLike', 'AWS:SourceArn', 'arn:aws:sns:us-east-1:806199016981:*'),
    }),
    failing('that account of AWS, whatever the topic', {
      Principal: sns,
      ...when('StringEquals', 'AWS:SourceAccount', '806199016981'),
    }),
    failing('a principal of that account of AWS', { Principal: { AWS: '806199016981' } }),
    failing('a topic of that name of a stranger', {
      Principal: sns,
      ...when('ArnLike', 'AWS:SourceArn', `arn:aws:sns:us-east-1:${stranger}:AmazonIpSpaceChanged`),
    }),
    failing('that topic or one of a stranger', {
      Principal: sns,
      ...when('ArnLike', 'AWS:SourceArn', [
        announcements,
        `arn:aws:sns:us-east-1:${stranger}:orders`,
      ]),
    }),
    failing('that topic, by another service', {
      Principal: { Service: 'events.amazonaws.com' },
      ...when('ArnLike', 'AWS:SourceArn', announcements),
    }),
    failing('an account', {}),
    failing('the root of an account', { Principal: { AWS: `arn:aws:iam::${stranger}:root` } }),
    failing('a role with a path (case 10)', {
      Principal: { AWS: `arn:aws:iam::${stranger}:role/team/a` },
    }),
    failing('a user', { Principal: { AWS: `arn:aws:iam::${stranger}:user/a` } }),
    failing('a session', { Principal: { AWS: `arn:aws:sts::${stranger}:assumed-role/a/b` } }),
    failing('a list with one of them (case 5)', { Principal: { AWS: [own, stranger] } }),
    failing('a federation', {
      Principal: { Federated: `arn:aws:iam::${stranger}:saml-provider/a` },
    }),
    failing('an account from an office', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24')),
    failing('everyone of another organization', {
      Principal: '*',
      ...when('StringEquals', 'aws:PrincipalOrgID', 'o-other1'),
    }),
    failing('everyone of two organizations', {
      Principal: '*',
      ...when('StringEquals', 'aws:PrincipalOrgID', ['o-abc123', 'o-other1']),
    }),
    failing('everyone of a unit of another organization', {
      Principal: '*',
      ...when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-other1/r-ab12/ou-ab12-1/*'),
    }),
    failing('a service for another organization', {
      Principal: bucket,
      ...when('StringEquals', 'aws:SourceOrgID', 'o-other1'),
    }),
    failing(
      'an account within another organization',
      when('StringEquals', 'aws:PrincipalOrgID', 'o-other1'),
    ),
    failing(
      'everyone, with a Deny outside another organization',
      { Principal: '*' },
      { Principal: '*', ...when('StringNotEquals', 'aws:PrincipalOrgID', 'o-other1') },
    ),
    failing(
      'everyone, with a Deny outside the own account and another organization',
      { Principal: '*' },
      { Principal: '*', ...outside({ account: own, organization: 'o-other1' }) },
    ),
    failing(
      'another organization, with a Deny outside its accounts that are named and the own organization',
      { Principal: '*', ...when('StringEquals', 'aws:PrincipalOrgID', 'o-other1') },
      { Principal: '*', ...outside({ account: stranger, organization: 'o-abc123' }) },
    ),
    failing('everyone through an endpoint of another organization', {
      Principal: '*',
      ...when('StringEquals', 'aws:VpceOrgID', 'o-other1'),
    }),
    failing('everyone through an endpoint of a unit of another organization', {
      Principal: '*',
      ...when('ForAnyValue:StringLike', 'aws:VpceOrgPaths', 'o-other1/*'),
    }),
    failing('an account in whichever organization', when('StringLike', 'aws:PrincipalOrgID', '*')),
    failing('a service for another account', {
      Principal: bucket,
      ...when('StringEquals', 'AWS:SourceAccount', stranger),
    }),
    failing("a service for another account's topic", {
      Principal: { Service: 'sns.amazonaws.com' },
      ...when('ArnLike', 'AWS:SourceArn', `arn:aws:sns:eu-west-1:${stranger}:topic`),
    }),
    failing("a service for another account's bucket", {
      Principal: bucket,
      Condition: {
        StringEquals: { 'AWS:SourceAccount': stranger },
        ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::invoices' },
      },
    }),
    failing('a service for one of two', {
      Principal: bucket,
      ...when('StringEquals', 'AWS:SourceAccount', [own, stranger]),
    }),
    failing('everyone of another account', {
      Principal: '*',
      ...when('StringEquals', 'aws:PrincipalAccount', stranger),
    }),
    failing(
      'everyone, with a Deny outside another account',
      { Principal: '*' },
      {
        Principal: '*',
        ...when('StringNotEquals', 'aws:PrincipalAccount', [own, stranger]),
      },
    ),
    failing(
      'an account and a Deny of one of its roles',
      {},
      {
        Principal: { AWS: `arn:aws:iam::${stranger}:role/a` },
      },
    ),
    failing('an account and a Deny of another', {}, { Principal: { AWS: vendor } }),
    failing('an account and a Deny of another action', {}, { Action: 'lambda:GetPolicy' }),
    failing(
      'an account and a Deny outside its own',
      {},
      {
        Principal: '*',
        ...when('StringNotEquals', 'aws:PrincipalAccount', [own, stranger]),
      },
    ),
    failing(
      'an account and a Deny of all but it',
      {},
      {
        Principal: undefined,
        NotPrincipal: foreign,
      },
    ),
    failing('an account and a Deny that may not hold', {}, when('Bool', 'unknown:Key', 'true')),
    {
      name: 'an alias only (case 14)',
      facts: factsOf(resourcePolicyOf([{ ...allow, Resource: `${orders.arn}:live` }], 'live')),
      subjects: ['live/S'],
    },
    {
      name: 'two statements',
      facts: factsOf(resourcePolicyOf([allow, { ...allow, Sid: 'T' }])),
      subjects: ['function/S', 'function/T'],
    },
  ],
});

it('names the accounts, and how each comes in', () => {
  const role = `arn:aws:iam::${stranger}:role/a`;
  const facts = factsOf(
    resourcePolicyOf([{ ...allow, Principal: { AWS: [role, '000011112222', own, vendor] } }]),
  );

  expect(foreignAccountAccess.evaluate(facts)).toMatchObject({
    details: [
      {
        summary: `statement S allows lambda:InvokeFunction to accounts 000011112222, ${stranger}`,
        evidence: [
          { text: `account ${stranger}, by ${role}` },
          { text: 'account 000011112222, by 000011112222' },
        ],
      },
    ],
  });
});

it('names the organization, and how it comes in', () => {
  expect(foreignAccountAccess.evaluate(inOrganization('o-other1'))).toMatchObject({
    details: [
      {
        summary: 'statement S allows lambda:InvokeFunction to organization o-other1',
        evidence: [{ text: 'organization o-other1, by *' }],
      },
    ],
  });
});

it('does not know the account of a canonical user (case 5)', () => {
  const facts = factsOf(
    resourcePolicyOf([{ ...allow, Principal: { CanonicalUser: '79a59df900b949e5' } }]),
  );

  expect(() => foreignAccountAccess.evaluate(facts)).toThrow('S names a canonical user');
});

function passing(name: string, statement: object, denial?: object) {
  const statements = [
    { ...allow, ...statement },
    ...(denial ? [{ ...allow, Sid: 'D', Effect: 'Deny', ...denial }] : []),
  ];

  return { name, facts: factsOf(resourcePolicyOf(statements)) };
}

function failing(name: string, statement: object, denial?: object) {
  return { ...passing(name, statement, denial), subjects: ['function/S'] };
}

/** Spares who is of the account, and who is of the organization. */
function outside({ account, organization }: { account: string; organization: string }) {
  return {
    Condition: {
      StringNotEquals: { 'aws:PrincipalAccount': account, 'aws:PrincipalOrgID': organization },
    },
  };
}

function inOrganization(id: string) {
  const statement = { Principal: '*', ...when('StringEquals', 'aws:PrincipalOrgID', id) };

  return factsOf(resourcePolicyOf([{ ...allow, ...statement }]));
}

function factsOf(...resourcePolicies: readonly ResourcePolicy[]) {
  return {
    resourcePolicies,
    configuration: orders,
    trustedAccounts: [vendor],
    organization: 'o-abc123',
  };
}
