import { expect, it } from 'vitest';
import { accountWideChange } from '../../../functions/checks/permissions/account-wide-change.ts';
import { resourceWildcard } from '../../../functions/checks/permissions/resource-wildcard.ts';
import { serviceWildcard } from '../../../functions/checks/permissions/service-wildcard.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import { policyOf, type Written } from '../../builders/role-of.ts';

const own = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/orders:*';

describeCheck(serviceWildcard, {
  passes: [
    passing('actions by name', [[{ Action: ['s3:GetObject', 's3:Get*'] }]]),
    passing('its own log group', [[{ Action: 'logs:*', Resource: own }]]),
    passing('a service that has nothing to change', [[{ Action: 'pricing:*' }]]),
    passing('one that reads data of the whole account, which is a finding already', [
      [{ Action: 's3:*' }],
    ]),
    passing('one but for a few resources, which is a finding already', [
      [{ Action: 'sqs:*', NotResource: 'arn:aws:sqs:*:*:a' }],
    ]),
    passing('a Deny', [[{ Effect: 'Deny', Action: 's3:*' }]]),
    passing('an administrator, which is a finding already', [[{ Action: ['*', 's3:*'] }]]),
    { name: "AWS's own for functions", facts: executing('AWSLambdaExecute') },
    passing('one that a Deny takes back', [
      [{ Action: 's3:*' }, { Effect: 'Deny', Action: 's3:*' }],
    ]),
    passing(
      'one that the boundary leaves nothing of',
      [[{ Action: 's3:*' }]],
      [{ Action: 'sqs:*' }],
    ),
  ],
  fails: [
    failing('a whole service', [[{ Action: 'sqs:*' }]], ['sqs:*']),
    failing('one in another case, with stars to spare', [[{ Action: ' SQS:** ' }]], ['sqs:*']),
    failing('one on one bucket', [[{ Action: 's3:*', Resource: 'arn:aws:s3:::a' }]], ['s3:*']),
    failing('all logs', [[{ Action: 'logs:*' }]], ['logs:*']),
    failing(
      'all log groups of functions',
      [[{ Action: 'logs:*', Resource: own.replace('orders:', '') }]],
      ['logs:*'],
    ),
    failing('one in two policies', [[{ Action: 'sqs:*' }], [{ Action: 'sqs:*' }]], ['sqs:*']),
    {
      name: "AWS's own for people",
      facts: executing('AWSLambda_FullAccess'),
      subjects: ['logs:*'],
    },
    failing(
      'several, by the first of each statement',
      [[{ Action: ['sqs:*', 'dynamodb:*'] }, { Action: 'sqs:*' }]],
      ['dynamodb:*', 'sqs:*'],
    ),
    failing('one that does not exist (case 21)', [[{ Action: 'nonesuch:*' }]], ['nonesuch:*']),
    failing(
      'one less a part',
      [[{ Action: 'sqs:*' }, { Effect: 'Deny', Action: 'sqs:Send*' }]],
      ['sqs:*'],
    ),
  ],
});

it.each([
  ['high', { Action: 'dynamodb:*' }],
  ['high', { Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:*:*:table/*' }],
  ['high', { Action: ['sns:*', 'dynamodb:PutItem'] }],
  ['medium', { Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:*:*:table/app-*' }],
  ['medium', { Action: 'sns:*', Resource: 'arn:aws:sns:*:*:orders' }],
  // As high as one of its actions by itself (exam 8): the larger grant is never the milder finding.
  ['high', { Action: 'lakeformation:*' }],
  ['high', { Action: 'cloudtrail:*' }],
  ['high', { Action: 'organizations:*' }],
  // What changes who may use the service's own resources says nothing of the whole (attack S1).
  ['medium', { Action: 'sns:*' }],
  ['medium', { Action: 'xray:*' }],
  ['medium', { Action: 'events:*' }],
  // Logs are lost, and little else.
  ['medium', { Action: 'logs:*' }],
  ['medium', { Action: 'logs:*', Resource: 'arn:aws:logs:*:*:*' }],
  ['medium', { Action: ['logs:*', 'xray:*', 'cloudwatch:*'] }],
  ['high', { Action: ['logs:*', 'dynamodb:*'] }],
])('calls it %s for %j', (severity, statement) => {
  expect(serviceWildcard.evaluate(judgedRole([[statement]]))).toMatchObject({
    details: [{ severity }],
  });
});

it.each([
  ['lakeformation:*', 'lakeformation:GrantPermissions', accountWideChange],
  ['cloudtrail:*', 'cloudtrail:StopLogging', resourceWildcard],
  ['organizations:*', 'organizations:LeaveOrganization', accountWideChange],
])('is no milder for %s than the finding of %s', (whole, single, check) => {
  const byItself = check.evaluate(judgedRole([[{ Action: single }]]));

  expect(byItself).toMatchObject({ details: [{ severity: 'high' }] });
  expect(serviceWildcard.evaluate(judgedRole([[{ Action: whole }]]))).toMatchObject({
    details: [{ severity: 'high' }],
  });
});

it('is high for logs where anyone can invoke a function of it', () => {
  const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
  const facts = { ...judgedRole([[{ Action: 'logs:*' }]]), openFunctions: [arn] };

  expect(serviceWildcard.evaluate(facts)).toMatchObject({ details: [{ severity: 'high' }] });
});

it('counts what it comes to', () => {
  const verdict = serviceWildcard.evaluate(judgedRole([[{ Action: 'sqs:*' }]]));

  expect(verdict).toMatchObject({
    details: [
      {
        summary: expect.stringMatching(
          /^p0 allows every action of sqs \(\d\d today, \d+ of which change things\)$/,
        ),
        evidence: [{ text: 'inline policy p0, statement 1, allows sqs:* on *' }],
      },
    ],
  });
});

it('leads with the largest of several', () => {
  expect(
    serviceWildcard.evaluate(judgedRole([[{ Action: ['dax:*', 'dynamodb:*'] }]])),
  ).toMatchObject({
    details: [
      {
        subject: 'dax:*',
        summary: expect.stringMatching(/every action of dynamodb \(.+\), and of dax$/),
      },
    ],
  });
});

function passing(name: string, documents: Written[][], boundary?: Written[]) {
  return { name, facts: judgedRole(documents, boundary) };
}

function failing(name: string, documents: Written[][], subjects: string[]) {
  return { ...passing(name, documents), subjects };
}

function executing(name: string) {
  const policy = policyOf(name, [{ Action: 'logs:*', Resource: 'arn:aws:logs:*:*:*' }]);
  const arn = `arn:aws:iam::aws:policy/${name}`;

  return {
    ...judgedRole([]),
    permissions: { policies: [{ ...policy, source: 'managed' as const, arn }] },
  };
}

it.each([
  ['sts', 'sts:*', '*', true],
  ['a service that it escalates by, and more', 'lambda:*', '*', false],
])('leaves %s to the escalation that it opens: %s', (_, Action, Resource, isLeft) => {
  const verdict = serviceWildcard.evaluate(judgedRole([[{ Action, Resource }]]));

  expect(verdict.outcome).toBe('fail');
  expect(verdict.beside?.verdict.outcome).toBe(isLeft ? 'pass' : undefined);
});
