import { expect, it } from 'vitest';
import { unusedService } from '../../../functions/checks/permissions/unused-service.ts';
import type { LastAccess, ServiceAccess } from '../../../functions/engines/iam/last-access.ts';
import { rolePermissionsOf } from '../../../functions/engines/iam/role-permissions.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import { policyOf, type Written } from '../../builders/role-of.ts';

const since = '2026-08-27T03:00:00.000Z';
const lately = '2026-08-27T03:00:00.000Z';
const longAgo = '2026-08-27T02:59:59.999Z';
const reads = { Sid: 'Read', Action: 's3:GetObject', Resource: 'arn:aws:s3:::invoices/*' };

describeCheck(unusedService, {
  passes: [
    passing('a service that is used', [reads], [accessTo('s3', lately)]),
    passing(
      'a service that was tried and denied, which IAM counts',
      [reads],
      [accessTo('s3', lately)],
    ),
    passing('a service that IAM does not track', [reads], [accessTo('sqs')]),
    passing('what has been allowed only of late', [reads], [accessTo('s3')], { recent: ['s3'] }),
    {
      name: 'a role of which nothing could be unused: young, or gone',
      facts: { ...judgedRole([[reads]]), lastAccess: undefined },
    },
    passing('an administrator', [{ Action: '*' }], [accessTo('s3')]),
    passing('what is denied again', [reads, { ...reads, Effect: 'Deny' }], [accessTo('s3')]),
    passing('what the boundary leaves out', [reads], [accessTo('s3')], {}, [{ Action: 'sqs:*' }]),
    passing('logs', [{ Action: 'logs:*' }], [accessTo('logs')]),
    passing('tracing', [{ Action: ['xray:PutTraceSegments'] }], [accessTo('xray')]),
    passing(
      'network interfaces',
      [{ Action: ['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface'] }],
      [accessTo('ec2')],
    ),
    passing('a queue that failures are put in', [{ Action: 'sqs:SendMessage' }], [accessTo('sqs')]),
    passing(
      'a queue that failures are put in, among others',
      [{ Action: ['sqs:SendMessage', 'sqs:ListQueues'] }],
      [accessTo('sqs')],
    ),
    passing(
      'a role that is handed over, which no call shows',
      [{ Action: ['iam:PassRole', 'iam:GetRole'] }],
      [accessTo('iam')],
    ),
    passing(
      'a database that has its own protocol',
      [{ Action: 'rds-db:connect' }],
      [accessTo('rds-db')],
    ),
    {
      name: 'what AWS has made for functions',
      facts: {
        ...judgedRole([]),
        permissions: rolePermissionsOf(
          [
            {
              ...policyOf('AWSLambdaDynamoDBExecutionRole', [{ Action: 'dynamodb:ListTables' }]),
              source: 'managed',
              arn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole',
            },
          ],
          undefined,
        ),
        lastAccess: lastAccess([accessTo('dynamodb')]),
      },
    },
    passing(
      'all services, all of which are used',
      [{ NotAction: 'iam:*' }],
      [accessTo('s3', lately), accessTo('sqs', lately)],
      {},
      [{ Action: ['s3:*', 'sqs:*'] }],
    ),
    passing(
      'all actions on one resource',
      [{ Action: '*', Resource: 'arn:aws:s3:::x/*' }],
      [accessTo('sqs')],
    ),
    passing(
      'all services, of late',
      [{ NotAction: 'iam:*' }],
      [accessTo('s3')],
      { recent: ['*'] },
      [{ Action: 's3:*' }],
    ),
  ],
  fails: [
    failing(['s3'], 'a service that was never used', [reads], [accessTo('s3')]),
    failing(
      ['s3'],
      'a service that was last used before the window',
      [reads],
      [accessTo('s3', longAgo)],
    ),
    failing(
      ['s3'],
      'in whichever case it is written',
      [{ ...reads, Action: 'S3:getobject' }],
      [accessTo('s3')],
    ),
    failing(
      ['sqs', 's3'],
      'each service of a statement',
      [{ Action: ['sqs:ListQueues', 's3:Get*', 's3:List*', 'sns:Publish'] }],
      [accessTo('s3'), accessTo('sqs'), accessTo('sns')],
    ),
    failing(
      ['sqs'],
      'a wildcard, which takes in what failures need',
      [{ Action: 'sqs:*' }],
      [accessTo('sqs')],
    ),
    failing(
      ['s3'],
      'what only some conditions allow',
      [{ ...reads, Condition: { StringEquals: { 'aws:PrincipalTag/a': 'b' } } }],
      [accessTo('s3')],
    ),
    failing(
      ['*'],
      'all services but few, of which few are used, at once',
      [{ NotAction: 'iam:*' }],
      [accessTo('s3', lately), accessTo('sqs'), accessTo('sns')],
      {},
      [{ Action: ['s3:*', 'sqs:*', 'sns:*'] }],
    ),
  ],
});

it('says since when, what is allowed and where, and how to remove it', () => {
  const { facts } = passing(
    '',
    [reads, { Action: ['s3:ListBucket', 'sqs:ListQueues'] }],
    [accessTo('s3', longAgo)],
  );

  expect(unusedService.evaluate(facts)).toMatchObject({
    details: [
      {
        summary: 'The role may use s3 and last used it on 2026-08-27',
        evidence: [
          { text: 'not used within 90 days' },
          { text: 'allowed: s3:GetObject, s3:ListBucket' },
          {
            text: 'inline policy p0, statement Read, allows s3:GetObject on arn:aws:s3:::invoices/*',
          },
          { text: 'inline policy p0, statement 2, allows s3:ListBucket, sqs:ListQueues on *' },
        ],
        remediation: expect.stringMatching(
          /^Remove s3 from.*statement Read\n\(gone\)\n\n.*statement 2\n\{\n {2}"Effect": "Allow",\n {2}"Action": "sqs:ListQueues"/s,
        ),
      },
    ],
  });
});

it('takes out what it names and nothing of a service whose name begins alike', () => {
  const { facts } = passing(
    '',
    [
      {
        Action: ['S3:GetObject', 's3-outposts:GetObject', 's3express:CreateSession'],
        Resource: 'arn:aws:s3:::orders',
      },
    ],
    [accessTo('s3'), accessTo('s3express', lately)],
  );

  expect(unusedService.evaluate(facts)).toMatchObject({
    details: [
      {
        subject: 's3',
        remediation: expect.stringMatching(
          /"Action": \[\n +"s3-outposts:GetObject",\n +"s3express:CreateSession"\n +\]/,
        ),
      },
    ],
  });
});

it('names the services in use where a statement names none', () => {
  const { facts } = passing(
    '',
    [{ NotAction: 'iam:*' }],
    [accessTo('s3', lately), accessTo('sqs'), accessTo('sns')],
    {},
    [{ Action: ['s3:*', 'sqs:*'] }],
  );

  expect(unusedService.evaluate(facts)).toMatchObject({
    details: [
      {
        summary: 'The role may use every service and uses 1 of 3',
        evidence: [{}, { text: 'in use: s3' }, {}],
      },
    ],
  });
});

it('names each service once, where some are named and the others are not', () => {
  const { facts } = passing(
    '',
    [{ NotAction: 'iam:*' }, reads],
    [accessTo('s3'), accessTo('sqs')],
    {},
    [{ Action: ['s3:*', 'sqs:*'] }],
  );

  expect(unusedService.evaluate(facts)).toMatchObject({
    details: [
      { subject: 's3' },
      {
        subject: '*',
        summary: 'The role may use every service and uses 0 of 1',
        evidence: [{}, { text: 'in use: none' }, {}],
        remediation: expect.stringMatching(/^Name the services that it uses: none\./),
      },
    ],
  });
});

function passing(
  name: string,
  statements: readonly Written[],
  services: readonly ServiceAccess[],
  more: Partial<LastAccess> = {},
  boundary?: readonly Written[],
) {
  const facts = {
    ...judgedRole([statements], boundary),
    lastAccess: { ...lastAccess(services), ...more },
  };

  return { name, facts };
}

function failing(subjects: readonly string[], ...about: Parameters<typeof passing>) {
  return { ...passing(...about), subjects };
}

function lastAccess(services: readonly ServiceAccess[]): LastAccess {
  return { days: 90, since, services, recent: [] };
}

function accessTo(service: string, lastAt?: string): ServiceAccess {
  return { service, lastAt, actions: [] };
}
