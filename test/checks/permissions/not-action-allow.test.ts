import { describe, expect, it } from 'vitest';
import { notActionAllow } from '../../../functions/checks/permissions/not-action-allow.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import { policyOf, type Written } from '../../builders/role-of.ts';

const bucket = 'arn:aws:s3:::invoices/*';
const allBut = { Sid: 'AllBut', NotAction: 's3:Delete*', Resource: bucket };
const elsewhere = { Sid: 'Elsewhere', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::wages/*' };
const team = { StringEquals: { 'aws:PrincipalTag/team': 'shop' } };

describeCheck(notActionAllow, {
  passes: [
    passing('what is named', [[{ Action: 's3:GetObject', Resource: bucket }]]),
    passing('NotAction in a Deny', [
      [{ Action: 's3:GetObject' }, { ...allBut, Effect: 'Deny' }, { ...elsewhere, Effect: 'Deny' }],
    ]),
    passing('an administrator, which is a finding already', [[{ NotAction: 'iam:*' }]]),
    passing('one that a Deny takes back', [[elsewhere, { Effect: 'Deny', Action: 's3:*' }]]),
    passing('one that the boundary leaves nothing of', [[elsewhere]], [{ Action: 'sqs:*' }]),
    ...['*', 'arn:*', 'arn:aws:*:*'].map((NotResource) =>
      passing(`one that leaves nothing but ${NotResource} out, beside one that reads`, [
        [{ Action: 's3:GetObject' }, { ...elsewhere, NotResource: [NotResource, bucket] }],
      ]),
    ),
    passing('one of no action at all, beside one that reads', [
      [{ Action: 's3:GetObject' }, { ...allBut, NotAction: ['s3:Delete*', '*'] }],
    ]),
    ofAws("AWS's own, of every resource but a few", elsewhere),
    passing('one whose day is over', [
      [{ ...allBut, Condition: { DateLessThan: { 'aws:CurrentTime': '2026-11-24T00:00:00Z' } } }],
    ]),
  ],
  fails: [
    failing('NotAction', [[allBut]], ['p0/AllBut']),
    failing('NotResource', [[elsewhere]], ['p0/Elsewhere']),
    ...['arn:aws:*:::*', 'arn:aws:?*:?*:?*:?*', 'arn:aws-cn:*'].map((NotResource) =>
      failing(`all but ${NotResource}`, [[{ ...elsewhere, NotResource }]], ['p0/Elsewhere']),
    ),
    failing('both, in two policies', [[allBut], [elsewhere]], ['p0/AllBut', 'p1/Elsewhere']),
    failing('one under a condition', [[{ ...allBut, Condition: team }]], ['p0/AllBut']),
    failing(
      'one without a name',
      [[{ NotAction: 'a:*', Resource: bucket }]],
      [`p0/all but a:* on ${bucket}`],
    ),
    failing(
      'two that say the same, without a name',
      [[{ NotAction: 'a:*', Resource: bucket }, allBut, { NotAction: 'a:*', Resource: bucket }]],
      [`p0/all but a:* on ${bucket}`, 'p0/AllBut', `p0/all but a:* on ${bucket} (copy 2)`],
    ),
    {
      ...ofAws("AWS's own, of every action but a few", {
        NotAction: 's3:Delete*',
        Resource: bucket,
      }),
      subjects: [`own (managed by AWS)/all but s3:Delete* on ${bucket}`],
    },
  ],
});

describe('to publish to all but', () => {
  const topics = 'arn:aws:sns:*:*:*';
  const published = 'sns:Publish';

  it.each<[string, Written, string]>([
    ['any topic', { Action: 'SNS:Publish', NotResource: topics }, 'medium'],
    ['any topic and more', { Action: [published], NotResource: [bucket, topics] }, 'medium'],
    ['all of the service', { Action: published, NotResource: 'arn:aws:sns:*' }, 'medium'],
    ['those of a region', { Action: published, NotResource: 'arn:aws:sns:eu-west-1:*:*' }, 'high'],
    ['those of a name', { Action: published, NotResource: 'arn:aws:sns:*:*:orders-*' }, 'high'],
    ['any queue', { Action: published, NotResource: 'arn:aws:sqs:*:*:*' }, 'high'],
    ['any topic, and to remove', { Action: 'sns:*', NotResource: topics }, 'high'],
    ['any topic, and to read', { Action: [published, 's3:Get*'], NotResource: topics }, 'high'],
    ['any topic, and what is new', { Action: [published, 'a:B'], NotResource: topics }, 'high'],
  ])('%s is rated by what that leaves', (_, statement, severity) => {
    const verdict = notActionAllow.evaluate(judgedRole([[statement]]));
    const details = verdict.outcome === 'fail' ? verdict.details : [];

    expect(details.map((each) => each.severity)).toEqual([severity]);
    expect(details[0]?.evidence.some(({ text }) => text.includes('text messages'))).toBe(
      severity === 'medium',
    );
  });
});

function passing(name: string, documents: Written[][], boundary?: Written[]) {
  return { name, facts: judgedRole(documents, boundary) };
}

function failing(name: string, documents: Written[][], subjects: string[]) {
  return { ...passing(name, documents), subjects };
}

function ofAws(name: string, statement: Written) {
  const arn = 'arn:aws:iam::aws:policy/own';
  const policy = { ...policyOf('own', [statement]), source: 'managed' as const, arn };

  return { name, facts: { ...judgedRole([]), permissions: { policies: [policy] } } };
}
