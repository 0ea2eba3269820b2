import { describe, expect, it } from 'vitest';
import { resourceWildcard } from '../../../functions/checks/permissions/resource-wildcard.ts';
import { noControls } from '../../../functions/engines/iam/index.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import { policyOf, type Written } from '../../builders/role-of.ts';

const get = { Sid: 'Get', Action: 'dynamodb:GetItem' };
const publish = { Action: 'sns:Publish' };
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
    passing('where any bucket is and how any topic is set up, for a caller that knows its name', [
      [{ Action: ['s3:GetBucketLocation', 'sns:GetTopicAttributes'] }],
    ]),
    // Idioms: what is left is about nothing that a policy could name.
    passing('text messages only, by a Deny of every topic (judgement M)', [
      [publish, { ...publish, Effect: 'Deny', Resource: 'arn:aws:sns:*:*:*' }],
    ]),
    passing('text messages only, by a NotResource', [
      [publish, { ...publish, Effect: 'Deny', NotResource: '+*' }],
    ]),
    passing('a Deny unless it has a tag', [
      [
        publish,
        {
          ...publish,
          Effect: 'Deny',
          Condition: { StringNotEquals: { 'aws:ResourceTag/app': 'orders' } },
        },
      ],
    ]),
    passing('a Deny of all but a few', [
      [publish, { ...publish, Effect: 'Deny', NotResource: 'arn:aws:sns:*:*:orders-*' }],
    ]),
    passing('a Deny of all that is of its own account', [
      [
        publish,
        {
          ...publish,
          Effect: 'Deny',
          Condition: { StringEquals: { 'aws:ResourceAccount': '111122223333' } },
        },
      ],
    ]),
    passing('what may name a resource and need not (judgement M)', [
      [
        {
          Action: [
            ...['translate:TranslateText', 'translate:TranslateDocument', 'polly:SynthesizeSpeech'],
            ...['comprehend:DetectEntities', 'rekognition:DetectModerationLabels'],
            ...['ce:GetCostAndUsage', 'securityhub:GetFindings', 'cloudformation:DescribeStacks'],
          ],
        },
      ],
    ]),
    passing('what EC2 makes and gives an id', [[{ Action: 'ec2:CreateVolume' }]]),
    passing('an instance of a named image', [
      [
        {
          Action: 'ec2:RunInstances',
          Resource: [
            'arn:aws:ec2:*:*:instance/*',
            'arn:aws:ec2:*:*:network-interface/*',
            'arn:aws:ec2:*:*:volume/*',
            'arn:aws:ec2:*::image/ami-1',
            'arn:aws:ec2:*:*:subnet/subnet-1',
            'arn:aws:ec2:*:*:security-group/sg-1',
          ],
        },
      ],
    ]),
    ...[
      ['dynamodb:PutItem', 'arn:aws:dynamodb:*:*:table/app-*'],
      ['dynamodb:Query', 'arn:aws:dynamodb:*:*:table/app/index/*'],
      ['s3:PutObject', 'arn:aws:s3:::app-*/*'],
      ['s3:PutObject', 'arn:aws:s3:::app/*'],
      ['lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:app-*:*'],
      ['rds:DeleteDBInstance', 'arn:aws:rds:*:*:db:app*'],
      ['logs:DeleteLogGroup', 'arn:aws:logs:*:*:log-group:/aws/lambda/*'],
      ['sqs:SendMessage', 'arn:aws:sqs:*:*:*-orders'],
      ['dynamodb:PutItem', 'arn:aws:sqs:*:*:*'],
      ['s3:ListBucket', 'arn:aws:s3:::*/*'],
    ].map(([Action, Resource]) => passing(`${Action} on ${Resource}`, [[{ Action, Resource }]])),
    passing('a Deny', [[{ ...get, Effect: 'Deny' }]]),
    passing('one that a Deny takes back', [[get, { Effect: 'Deny', Action: 'dynamodb:*' }]]),
    passing(
      'one that the boundary limits',
      [[get]],
      [{ Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:*:*:table/a' }],
    ),
    passing('a whole service, which is a finding already', [[{ Action: 's3:*' }]]),
    passing('an administrator, which is a finding already', [[{ Action: '*' }, get]]),
    passing('an action that does not exist (case 21)', [[{ Action: 's3:Nonesuch' }]]),
    { name: "a policy of AWS's own", facts: attached('arn:aws:iam::aws:policy/Some') },
  ],
  fails: [
    failing('any item', [[get]]),
    failing('any item, in other words', [[{ ...get, Resource: 'arn:aws:dynamodb:*:*:*' }]]),
    failing('any queue of a region', [
      [{ Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:*' }],
    ]),
    failing('a list with a wildcard in it', [
      [{ ...get, Resource: ['arn:aws:dynamodb:*:*:table/a', '*'] }],
    ]),
    ...[
      ['dynamodb:PutItem', 'arn:aws:dynamodb:*:*:table/*'],
      ['dynamodb:PutItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/*'],
      ['dynamodb:PutItem', 'arn:*:dynamodb:eu-*:1111*:table/**'],
      ['dynamodb:PutItem', 'arn:aws:dynamodb:*:*:table*'],
      ['dynamodb:PutItem', 'arn:aws:dynamodb:*:*:table/?*'],
      ['dynamodb:Query', 'arn:aws:dynamodb:*:*:table/*/index/*'],
      ['s3:PutObject', 'arn:aws:s3:::*/*'],
      ['s3:PutObject', 'arn:aws:s3:::*'],
      ['lambda:InvokeFunction', 'arn:aws:lambda:*:111122223333:function:*'],
      ['rds:DeleteDBInstance', 'arn:aws:rds:*:*:db:*'],
      ['ec2:TerminateInstances', 'arn:aws:ec2:*:*:instance/*'],
      ['secretsmanager:PutSecretValue', 'arn:aws:secretsmanager:*:*:secret:*'],
      ['states:StartExecution', 'arn:aws:states:*:*:stateMachine:*'],
      ['iam:GetRole', 'arn:aws:iam::111122223333:role/*'],
      ['sqs:SendMessage', 'arn:aws:sqs:*:444455556666:*'],
      ['kinesis:PutRecord', 'arn:aws:kinesis:*:*:stream/*'],
      ['events:PutTargets', 'arn:aws:events:*:*:rule/*'],
    ].map(([Action, Resource]) =>
      failing(`${Action} on ${Resource} (attacks 9)`, [[{ Action, Resource }]]),
    ),
    failing('every table of the account that the request names', [
      [{ ...get, Resource: `arn:aws:dynamodb:*:${variable('aws:PrincipalAccount')}:table/*` }],
    ]),
    failing('an instance of any image', [[{ Sid: 'Run', Action: 'ec2:RunInstances' }]]),
    failing('a Deny of all that is of another account', [
      [
        publish,
        {
          ...publish,
          Effect: 'Deny',
          Condition: { StringNotEquals: { 'aws:ResourceAccount': '111122223333' } },
        },
      ],
    ]),
    failing('any topic but one', [
      [publish, { ...publish, Effect: 'Deny', Resource: 'arn:aws:sns:*:*:a' }],
    ]),
    failing('a wildcard of actions', [[{ Sid: 'Read', Action: 'dynamodb:Get*' }]]),
    failing('two statements', [[get, put]]),
    {
      name: 'a policy of the account',
      facts: attached('arn:aws:iam::111122223333:policy/a'),
      subjects: ['role'],
    },
  ],
});

it.each([
  ['medium', get],
  ['high', put],
  ['high', { Action: 'iam:PutRolePolicy' }],
  // What is put there, started or deleted is not data (judgement M).
  ['medium', { Action: 'events:PutEvents' }],
  ['medium', { Action: ['scheduler:ListSchedules', 'scheduler:DeleteSchedule'] }],
  ['medium', { Action: 'ecs:RunTask' }],
  ['medium', { Action: 'sqs:SendMessage' }],
  // No graver than all of the service: logs are lost, and little else.
  ['medium', { Action: 'logs:DeleteLogGroup' }],
  ['high', { Action: ['sqs:SendMessage', 'dynamodb:DeleteItem'] }],
])('calls it %s for %j', (severity, statement) => {
  expect(resourceWildcard.evaluate(judgedRole([[statement]]))).toMatchObject({
    details: [{ severity }],
  });
});

it('says of what it leaves nothing out, and what harm that does', () => {
  const written = { Action: ['sqs:SendMessage', 'dynamodb:GetItem', 'dynamodb:PutItem'] };

  expect(resourceWildcard.evaluate(judgedRole([[written]]))).toMatchObject({
    details: [
      {
        summary:
          'inline policy p0, statement 1, allows dynamodb:PutItem, sqs:SendMessage, dynamodb:GetItem on any queue or table',
        evidence: [
          {},
          {
            text: 'it allows on any queue or table: dynamodb:PutItem, sqs:SendMessage, dynamodb:GetItem',
          },
          { text: 'it can destroy data: dynamodb:PutItem' },
        ],
      },
    ],
  });
});

it('is one finding for all statements of a role, the worst first', () => {
  const { details: [detail, ...others] = [] } = failedBy([[get, publish], [put]]);

  expect(others).toEqual([]);
  expect(detail).toMatchObject({
    severity: 'high',
    summary:
      'inline policy p1, statement Put, allows s3:PutObject on any object; 2 more statements',
    mark: ['dynamodb:getitem on *', 'sns:publish on *', 's3:putobject on *'],
  });
  expect(detail?.evidence.map(({ text }) => text)).toEqual([
    'inline policy p1, statement Put, allows s3:PutObject on *',
    'it allows on any object: s3:PutObject',
    'it can destroy data: s3:PutObject',
    'inline policy p0, statement Get, allows dynamodb:GetItem on *',
    'it allows on any table: dynamodb:GetItem',
    'inline policy p0, statement 2, allows sns:Publish on *',
    'it allows on any topic: sns:Publish',
  ]);
  expect(detail?.remediation).toContain('p0');
  expect(detail?.remediation).toContain('p1');
});

it('takes over from the finding that each statement had', () => {
  expect(resourceWildcard.subjectNow?.('p0/Get')).toBe('role');
});

it.each<[string, string, string | string[]]>([
  ['high', 'a table is read', 'dynamodb:GetItem'],
  ['medium', 'a model is asked', ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']],
  ['high', 'a model is asked and a table read', ['bedrock:InvokeModel', 'dynamodb:GetItem']],
])('is %s where %s for anyone', (severity, _, Action) => {
  const openFunctions = ['arn:aws:lambda:eu-west-1:111122223333:function:orders'];

  expect(resourceWildcard.evaluate({ ...judgedRole([[{ Action }]]), openFunctions })).toMatchObject(
    { details: [{ severity }] },
  );
});

describe('beside an escalation that the statement opens', () => {
  const become = { Sid: 'Become', Action: 'sts:AssumeRole' };

  it.each([
    ['nothing of its steps', [[become]], undefined],
    ['nothing else of IAM', [[{ Action: ['iam:AttachRolePolicy', 'iam:CreateRole'] }]], undefined],
    [
      'the other statements',
      [[become, get]],
      'inline policy p0, statement Get, allows dynamodb:GetItem',
    ],
    [
      'what else the statement allows',
      [[{ Action: ['sts:AssumeRole', 's3:PutObject'] }]],
      'inline policy p0, statement 1, allows s3:PutObject on any object',
    ],
  ])('reports %s', (_, documents, summary) => {
    const { beside } = failedBy(documents);

    expect(beside?.check).toBe('permissions/privilege-escalation');
    expect(beside?.verdict).toMatchObject(
      summary === undefined
        ? { outcome: 'pass' }
        : { details: [{ summary: expect.stringContaining(summary) }] },
    );
  });

  it.each([
    ['what escalates by no statement of it', [[get]]],
    ['a service that is closed', [[{ Action: ['datapipeline:*Pipeline*'] }]]],
  ])('is the same for %s', (_, documents) => {
    expect(failedBy(documents).beside).toBeUndefined();
  });

  it('is the same where the organization blocks it', () => {
    const deny = policyOf('deny', [{ Effect: 'Deny', Action: 'sts:AssumeRole' }]);
    const all = policyOf('all', [{ Action: '*' }]);
    const levels = [{ id: '111122223333', policies: [all, deny] }];
    const facts = { ...judgedRole([[become]]), controls: { ...noControls, levels } };

    expect(resourceWildcard.evaluate(facts)).toMatchObject({ outcome: 'fail' });
    expect(resourceWildcard.evaluate(facts).beside).toBeUndefined();
  });
});

function failedBy(documents: Written[][]) {
  const verdict = resourceWildcard.evaluate(judgedRole(documents));
  if (verdict.outcome !== 'fail') throw new Error('it passes');

  return verdict;
}

/** As policies write it. */
function variable(name: string): string {
  return `\${${name}}`;
}

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

function failing(name: string, documents: Written[][]) {
  return { ...passing(name, documents), subjects: ['role'] };
}
