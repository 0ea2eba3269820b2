import { describe, expect, it } from 'vitest';
import { administration } from '../../../functions/engines/iam/administrator.ts';
import { roleOf, type Written } from '../../builders/role-of.ts';
import { fc, property } from '../../property.ts';

const own = 'arn:aws:iam::111122223333';
const all = { Action: '*' };
const iam = { Action: 'iam:*' };
const deny = (statement: Written): Written => ({ ...statement, Effect: 'Deny' });
const when = (operator: string, key: string, value: string) => ({
  Condition: { [operator]: { [key]: value } },
});
const noFactor = when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false');
const factor = when('Bool', 'aws:MultiFactorAuthPresent', 'true');
const expired = when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z');
const powerUser = [
  { NotAction: ['iam:*', 'organizations:*', 'account:*'] },
  { Action: ['account:GetAccountInformation', 'iam:CreateServiceLinkedRole', 'iam:ListRoles'] },
];
const handouts = [
  ...['AttachRolePolicy', 'PutRolePolicy', 'UpdateAssumeRolePolicy', 'CreateAccessKey'],
  ...['AttachUserPolicy', 'PutUserPolicy', 'CreateLoginProfile', 'AttachGroupPolicy'],
  ...['PutGroupPolicy', 'CreatePolicyVersion', 'SetDefaultPolicyVersion'],
].map((action) => `iam:${action}`);

describe('administers everything with', () => {
  it.each<[string, Written[][], Written[]?]>([
    ['* on *', [[all]]],
    ['*:* on *', [[{ Action: '*:*' }]]],
    ['* on every ARN', [[{ ...all, Resource: 'arn:aws:*' }]]],
    ['* on every ARN of another partition', [[{ ...all, Resource: ['arn:aws-us-gov:*'] }]]],
    ['PowerUserAccess', [powerUser]],
    ['all resources but a few', [[{ ...all, NotResource: 'arn:aws:s3:::secret/*' }]]],
    ['a Deny of some services', [[all, deny({ Action: ['iam:*', 'organizations:*'] })]]],
    ['a Deny of some actions anywhere', [[all, deny({ Action: '*:Delete*' })]]],
    ['a Deny on some resources', [[all, deny({ ...all, Resource: 'arn:aws:s3:::secret/*' })]]],
    ['a Deny that may not hold', [[all, deny({ ...all, ...expired })]]],
    [
      'sessions of an old day revoked',
      [
        [all],
        [deny({ ...all, ...when('DateLessThan', 'aws:TokenIssueTime', '2026-01-01T00:00:00Z') })],
      ],
    ],
    [
      'a Deny outside a region',
      [[all, deny({ ...all, ...when('StringNotEquals', 'aws:RequestedRegion', 'eu-west-1') })]],
    ],
    [
      'a Deny without TLS',
      [[all, deny({ ...all, ...when('Bool', 'aws:SecureTransport', 'false') })]],
    ],
    [
      'a condition that always holds',
      [[{ ...all, ...when('Bool', 'aws:SecureTransport', 'true') }]],
    ],
    [
      'a region in which all is allowed',
      [[{ ...all, ...when('StringEquals', 'aws:RequestedRegion', 'eu-west-1') }]],
    ],
    [
      'a Deny in a region alone',
      [[all, deny({ ...all, ...when('StringEquals', 'aws:RequestedRegion', 'eu-west-1') })]],
    ],
    ['an admin boundary', [[all]], [all]],
    [
      'a boundary that leaves a region',
      [[all]],
      [{ ...all, ...when('StringEquals', 'aws:RequestedRegion', 'eu-west-1') }],
    ],
    ['a boundary of a power user', [[all]], powerUser],
    ['a boundary with a Deny of a service', [[all]], [all, deny(iam)]],
    ['one policy of many', [[{ Action: 's3:*' }], [all]]],
  ])('%s', (_, documents, boundary) => {
    expect(administration(roleOf(documents, boundary))?.over).toBe('everything');
  });
});

describe('administers IAM with', () => {
  it.each<[string, Written[][], Written[]?]>([
    ['iam:* on *', [[iam]]],
    ['IAM in another case', [[{ Action: ' IAM:* ' }]]],
    ['iam:* on every role', [[{ ...iam, Resource: 'arn:aws:iam::*:role/*' }]]],
    ['iam:* on every role of its account', [[{ ...iam, Resource: `${own}:role/*` }]]],
    ['iam:* on all of its account', [[{ ...iam, Resource: 'arn:aws-cn:iam::111122223333:*' }]]],
    ['* on every policy', [[{ ...all, Resource: 'arn:aws:iam::*:policy/*' }]]],
    ['a Deny of some of it', [[iam, deny({ Action: ['iam:Create*', 'iam:Delete*'] })]]],
    ['a Deny on one role', [[iam, deny({ ...iam, Resource: 'arn:aws:iam::111122223333:role/a' })]]],
    ['a Deny of all else', [[all, deny({ NotAction: 'iam:*' })]]],
    ['a boundary of IAM', [[all]], [iam]],
  ])('%s', (_, documents, boundary) => {
    expect(administration(roleOf(documents, boundary))?.over).toBe('IAM');
  });
});

describe('does not administer with', () => {
  it.each<[string, Written[][], Written[]?]>([
    ['no policy', []],
    ['one service', [[{ Action: 's3:*' }]]],
    ['reading IAM', [[{ Action: ['iam:Get*', 'iam:List*'] }]]],
    ['* on one bucket', [[{ ...all, Resource: 'arn:aws:s3:::invoices/*' }]]],
    ['iam:* on one role', [[{ ...iam, Resource: 'arn:aws:iam::111122223333:role/a' }]]],
    ['NotAction of everything', [[{ NotAction: '*' }]]],
    ['a Deny of * (case 7)', [[all, deny(all)]]],
    ['a Deny of * in another policy, before', [[deny(all)], [all]]],
    ['a Deny of everything in other words', [[all, deny({ Action: ['*:?*'] })]]],
    ['a Deny of all but one action', [[all, deny({ NotAction: 's3:GetObject' })]]],
    [
      'a Deny on all but one resource',
      [[all, deny({ Action: '*', NotResource: 'arn:aws:s3:::a/*' })]],
    ],
    ['a Deny on every ARN', [[all, deny({ ...all, Resource: 'arn:aws:*' })]]],
    ['a Deny without a second factor', [[all, deny({ ...all, ...noFactor })]]],
    ['iam:* and a Deny of it', [[iam, deny(iam)]]],
    ['iam:* and a Deny of it in its account', [[iam, deny({ ...iam, Resource: `${own}:*` })]]],
    ['iam:* and a Deny of all that hands out', [[iam, deny({ Action: handouts })]]],
    ['a power user less the rest', [powerUser, [deny({ NotAction: 'iam:ListRoles' })]]],
    ['a second factor that it has not', [[{ ...all, ...factor }]]],
    ['a day that is over', [[{ ...all, ...expired }]]],
    ['an address', [[{ ...all, ...when('IpAddress', 'aws:SourceIp', '203.0.113.0/24') }]]],
    ['an unknown condition', [[{ ...all, ...when('Sounds', 'unknown:Key', 'it') }]]],
    ['a boundary of one service', [[all]], [{ Action: 's3:*' }]],
    ['an empty boundary', [[all]], []],
    ['a Deny of * in the boundary', [[all]], [all, deny(all)]],
    ['a boundary under a condition', [[all]], [{ ...all, ...expired }]],
  ])('%s', (_, documents, boundary) => {
    expect(administration(roleOf(documents, boundary))).toBeUndefined();
  });
});

it('says which statements make it one, and which take something back', () => {
  const found = administration(
    roleOf(
      [[{ Action: 's3:*' }, { ...all, Sid: 'All' }], [deny(iam)]],
      [all, deny({ Action: 'a:*' })],
    ),
  );

  const places = ({ policy, number }: { policy: { name: string }; number: number }) =>
    `${policy.name} ${number}`;
  expect(found?.grants.map(places)).toEqual(['p0 2']);
  expect(found?.denials.map(places)).toEqual(['p1 1', 'boundary 2']);
});

describe('whatever the policies of a role are', () => {
  property.prop([documents(), statementLike()])(
    'no Deny makes it an administrator',
    (before, more) => {
      const after = [...before, [deny(more)]];

      if (!administration(roleOf(before))) expect(administration(roleOf(after))).toBeUndefined();
    },
  );

  property.prop([documents(), statementLike()])('no boundary makes it one', (before, boundary) => {
    if (!administration(roleOf(before))) {
      expect(administration(roleOf(before, [boundary]))).toBeUndefined();
    }
  });

  property.prop([
    documents().chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray(given.flat(), { minLength: given.flat().length }),
      ),
    ),
  ])('their order, and that of their statements, does not matter', ([given, shuffled]) => {
    const over = administration(roleOf(given))?.over;

    expect(administration(roleOf([shuffled]))?.over).toBe(over);
  });
});

function documents() {
  return fc.array(fc.array(statementLike(), { maxLength: 3 }), { maxLength: 3 });
}

function statementLike(): fc.Arbitrary<Written> {
  const patterns = fc.subarray(['*', '*:*', 'iam:*', 's3:*', 'iam:Put*', '*:Get*', '?*'], {
    minLength: 1,
  });
  const resources = fc.subarray(['*', 'arn:aws:*', 'arn:aws:s3:::a', 'arn:aws:iam::*:role/*'], {
    minLength: 1,
  });

  return fc
    .tuple(
      fc.constantFrom('Allow', 'Allow', 'Deny'),
      fc.constantFrom('Action', 'Action', 'NotAction'),
      patterns,
      fc.constantFrom('Resource', 'Resource', 'NotResource'),
      resources,
      fc.constantFrom({}, {}, noFactor, factor, expired),
    )
    .map(([Effect, about, actions, on, names, condition]) => ({
      Effect,
      [about]: actions,
      [on]: names,
      ...condition,
    }));
}
