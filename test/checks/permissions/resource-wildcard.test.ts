import { expect, it } from 'vitest';
import { resourceWildcard } from '../../../functions/checks/permissions/resource-wildcard.ts';
import { describeCheck } from '../../describe-check.ts';
import { judgedRole } from '../../judged-role.ts';
import { policyOf, type Written } from '../../role-of.ts';

const get = { Sid: 'Get', Action: 'dynamodb:GetItem' };
const put = { Sid: 'Put', Action: 's3:PutObject' };

describeCheck(resourceWildcard, {
  passes: [
    passing('a resource by name', [[{ ...get, Resource: 'arn:aws:dynamodb:*:*:table/invoices' }]]),
    passing('what takes no resource', [
      [{ Action: ['s3:ListAllMyBuckets', 'ec2:DescribeRegions'] }],
    ]),
    passing('tracing', [[{ Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] }]]),
    passing('metrics', [
      [
        {
          Action: [
            'cloudwatch:PutMetricData',
            'cloudwatch:GetMetricData',
            'cloudwatch:ListMetrics',
          ],
        },
      ],
    ]),
    passing('a network of its own', [
      [
        {
          Action: [
            ...['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DescribeSubnets'],
            ...['ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses'],
          ],
        },
      ],
    ]),
    passing('logs', [
      [{ Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'] }],
    ]),
    passing('a condition that may narrow it', [
      [{ ...get, Condition: { StringEquals: { 'aws:ResourceTag/team': 'shop' } } }],
    ]),
    passing('data of the account, which is a finding already', [
      [{ Action: ['s3:GetObject', 'secretsmanager:GetSecretValue', 'kms:Decrypt'] }],
    ]),
    passing('where any bucket is and how any topic is set up, for whoever knows its name', [
      [{ Action: ['s3:GetBucketLocation', 'sns:GetTopicAttributes'] }],
    ]),
    passing('a Deny', [[{ ...get, Effect: 'Deny' }]]),
    passing('one that a Deny takes back', [[get, { Effect: 'Deny', Action: 'dynamodb:*' }]]),
    passing(
      'one that the boundary limits',
      [[get]],
      [{ Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:*:*:table/a' }],
    ),
    passing('a whole service, which is a finding already', [[{ Action: 's3:*' }]]),
    passing('an administrator, which is a finding already', [[{ Action: '*' }, get]]),
    passing('an action that nobody knows (case 21)', [[{ Action: 's3:Nonesuch' }]]),
    { name: "a policy of AWS's own", facts: attached('arn:aws:iam::aws:policy/Some') },
  ],
  fails: [
    failing('any item', [[get]], ['p0/Get']),
    failing(
      'any item, in other words',
      [[{ ...get, Resource: 'arn:aws:dynamodb:*:*:*' }]],
      ['p0/Get'],
    ),
    failing(
      'any queue of a region',
      [[{ Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:*' }]],
      ['p0/sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:*'],
    ),
    failing(
      'a list with a wildcard in it',
      [[{ ...get, Resource: ['arn:aws:dynamodb:*:*:table/a', '*'] }]],
      ['p0/Get'],
    ),
    failing('a wildcard of actions', [[{ Sid: 'Read', Action: 'dynamodb:Get*' }]], ['p0/Read']),
    failing('two statements', [[get, put]], ['p0/Get', 'p0/Put']),
    {
      name: 'a policy of the account',
      facts: attached('arn:aws:iam::111122223333:policy/a'),
      subjects: ['m (managed)/Get'],
    },
  ],
});

it.each([
  ['medium', get],
  ['high', put],
  ['high', { Action: 'iam:PutRolePolicy' }],
])('calls it %s for %j', (severity, statement) => {
  expect(resourceWildcard.evaluate(judgedRole([[statement]]))).toMatchObject({
    details: [{ severity }],
  });
});

function attached(arn: string) {
  const { statements } = policyOf('m', [get]);

  return {
    ...judgedRole([]),
    permissions: { policies: [{ name: 'm', source: 'managed' as const, arn, statements }] },
  };
}

function passing(name: string, documents: Written[][], boundary?: Written[]) {
  return { name, facts: judgedRole(documents, boundary) };
}

function failing(name: string, documents: Written[][], subjects: string[]) {
  return { ...passing(name, documents), subjects };
}
