import { describe, expect, it } from 'vitest';
import { excessPermissions } from '../../../functions/checks/permissions/excess-permissions.ts';
import type { FunctionUse, LastAccess } from '../../../functions/engines/iam/index.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { call, useOf } from '../../builders/function-use.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import type { Written } from '../../builders/role-of.ts';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const itself = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const gets = useOf([call('dynamodb.GetItem', { TableName: 'orders' }, 7)]);
const nothing = useOf([]);
const unresolvedS3 = useOf([], {
  unresolved: [{ service: 's3', reason: 'made up', path: 'a.mjs', line: 1, column: 1 }],
});

describeCheck(excessPermissions, {
  passes: [
    about('what the code calls', { Action: 'dynamodb:GetItem', Resource: table }, gets),
    about(
      'what any function may do',
      { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] },
      nothing,
    ),
    about(
      'what traces',
      { Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] },
      nothing,
    ),
    about('what joins a network', { Action: 'ec2:CreateNetworkInterface' }, nothing),
    about('what Lambda may poll', { Action: 'sqs:ReceiveMessage', Resource: '*' }, nothing),
    about(
      'what goes along with a call',
      { Action: ['s3:GetObject', 's3:ListBucket', 's3:GetObjectVersion', 'kms:Decrypt'] },
      useOf([call('s3.GetObject', { Bucket: 'orders' })]),
    ),
    about(
      'another function, which may be a destination',
      { Action: 'lambda:InvokeFunction', Resource: 'arn:aws:lambda:*:*:function:next' },
      nothing,
    ),
    about(
      'its own function, where the code invokes it',
      { Action: 'lambda:InvokeFunction', Resource: itself },
      useOf([call('lambda.Invoke', { FunctionName: 'orders' })]),
    ),
    about('what is called by no name', { Action: ['execute-api:Invoke', 'es:ESHttpGet'] }, nothing),
    about('what is denied', { Action: 's3:GetObject', Effect: 'Deny' }, nothing),
    about('a service of which calls are not known', { Action: 's3:*' }, unresolvedS3),
    about('what IAM saw used', { Action: 'sns:CreateTopic' }, nothing, used('sns', 'CreateTopic')),
    about('a service that is used unseen', { Action: 'sns:Publish' }, nothing, used('sns')),
    about('an administrator, which another check reports', { Action: '*' }, nothing),
    {
      name: 'a role without functions, of which the code says nothing',
      facts: { ...judgedRole([[{ Action: 's3:*' }]]), lastAccess: undefined, codeUse: [] },
    },
    about(
      'what another function of the role calls',
      { Action: ['dynamodb:GetItem', 'sns:Publish'] },
      gets,
      undefined,
      useOf([call('sns.Publish', { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:t' })]),
    ),
    about('what can be about nothing that is named', { Action: 'sns:*', Resource: table }, nothing),
  ],
  fails: [
    failing('a write beside a read', { Action: ['dynamodb:GetItem', 'dynamodb:PutItem'] }, gets),
    failing('a whole service', { Action: 'dynamodb:*' }, gets),
    failing('all but some of them', { NotAction: 'iam:*', Resource: table }, gets),
    failing('a metric that nothing puts', { Action: 'cloudwatch:PutMetricData' }, nothing),
    failing('another service, where one is not known', { Action: ['s3:*', 'sns:*'] }, unresolvedS3),
    failing(
      'what was used before the window',
      { Action: 'sns:CreateTopic' },
      nothing,
      used('sns', 'CreateTopic', '2026-01-01T00:00:00.000Z'),
    ),
    failing(
      'its own function, which nothing invokes',
      { Action: 'lambda:InvokeFunction', Resource: [itself, `${itself}:*`] },
      nothing,
    ),
    failing('a role that is handed on by nothing', { Action: 'iam:PassRole' }, nothing),
  ],
});

describe('how much weight it has', () => {
  it.each<[severity: string, statement: Written]>([
    ['low', { Action: ['dynamodb:DescribeTable', 's3:ListAllMyBuckets'] }],
    ['low', { Action: 'cloudwatch:PutMetricData' }],
    ['medium', { Action: 'dynamodb:Scan', Resource: table }],
    ['medium', { Action: 'dynamodb:PutItem', Resource: table }],
    ['medium', { Action: 'lambda:UpdateFunctionCode', Resource: `arn:aws:lambda:*:*:function:a` }],
    ['medium', { Action: 'lambda:UpdateFunctionCode' }],
  ])('is %s for %o', (severity, statement) => {
    const { facts } = about('', statement, nothing);

    const verdict = excessPermissions.evaluate(facts);

    expect(verdict).toMatchObject({ details: [{ severity }] });
  });
});

describe('what overwrites a table that the code writes to (exam 8)', () => {
  const writing = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
  const own = { Action: writing, Resource: [table, `${table}/index/*`] };
  const puts = useOf([call('dynamodb.PutItem', { TableName: 'orders' })]);
  const putsSomewhere = useOf([call('dynamodb.PutItem', { TableName: '?' })]);
  const other = 'arn:aws:dynamodb:eu-west-1:111122223333:table/customers';

  it.each<[severity: string, name: string, documents: Written[], use: FunctionUse]>([
    ['low', 'the same table', [own], puts],
    ['low', 'the one table that it may write to', [own], putsSomewhere],
    ['low', 'a bucket', [s3At('orders')], putsObjects('orders')],
    ['medium', 'another bucket', [s3At('orders'), s3At('invoices')], putsObjects('orders')],
    ['medium', 'reading it as well', [{ ...own, Action: [...writing, 'dynamodb:Scan'] }], puts],
    [
      'medium',
      'the table itself',
      [{ ...own, Action: [...writing, 'dynamodb:DeleteTable'] }],
      puts,
    ],
    ['medium', 'another table', [own, { ...own, Resource: other }], puts],
    ['medium', 'one of two tables', [own, { ...own, Resource: other }], putsSomewhere],
    ['medium', 'two tables at once', [{ ...own, Resource: [table, other] }], puts],
    ['medium', 'any table', [{ ...own, Resource: '*' }], puts],
    ['medium', 'tables of a name', [{ ...own, Resource: `${table}-*` }], puts],
    ['medium', 'what it only reads', [{ ...own, Action: [...writing, 'dynamodb:GetItem'] }], gets],
  ])('is %s for %s', (severity, _, documents, use) => {
    const facts = { ...about('', {}, use).facts, ...judgedRole([documents]) };

    expect(excessPermissions.evaluate(facts)).toMatchObject({ details: [{ severity }] });
  });

  function s3At(bucket: string): Written {
    const Resource = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];

    return { Action: ['s3:PutObject', 's3:DeleteObject'], Resource };
  }

  function putsObjects(bucket: string) {
    return useOf([call('s3.PutObject', { Bucket: bucket })]);
  }
});

it('leaves out what AWS has made wide on purpose, which was chosen whole', () => {
  const { facts } = about('', { Action: 's3:ListAllMyBuckets' }, nothing);
  const [policy] = facts.permissions.policies;
  const arn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole';
  const managed = { ...policy, name: 'AWSLambdaDynamoDBExecutionRole', source: 'managed', arn };

  const permissions = { policies: [managed] } as typeof facts.permissions;

  expect(excessPermissions.evaluate(facts)).toMatchObject({ outcome: 'fail' });
  expect(excessPermissions.evaluate({ ...facts, permissions })).toEqual({ outcome: 'pass' });
});

it('says what of each grant is needed, where it stands and how it is known', () => {
  const { facts } = about(
    '',
    { Sid: 'Tables', Action: ['dynamodb:*', 'sns:Publish', 'sns:Subscribe'] },
    gets,
    used('sqs', 'CreateQueue'),
  );

  expect(excessPermissions.evaluate(facts)).toMatchObject({
    details: [
      {
        mark: ['dynamodb:*', 'sns:Subscribe'],
        summary: expect.stringMatching(
          /^The role allows more than anything uses: dynamodb:\* allows \d+ actions, \d+ of them needed; sns:Subscribe$/,
        ),
        evidence: expect.arrayContaining([
          { text: 'the code of its function calls none of what is in excess: orders' },
          { text: 'IAM has seen none of it used within 90 days, as far as it reports' },
          { text: 'inline policy p0, statement Tables: sns:Subscribe' },
        ]),
      },
    ],
  });
});

it('prints the policy that is left, the commands for it, and the one that says why', () => {
  const { facts } = about('', { Action: ['dynamodb:GetItem', 'sns:Subscribe'] }, gets);

  const verdict = excessPermissions.evaluate(facts);

  const [{ remediation = '' } = {}] = verdict.outcome === 'fail' ? verdict.details : [];
  expect(remediation).toContain('"Action": "dynamodb:GetItem"');
  expect(remediation).toContain(`"Resource": "${table}"`);
  expect(remediation).not.toContain('sns:Subscribe');
  expect(remediation).toContain('aws iam delete-role-policy --role-name orders --policy-name p0');
  expect(remediation).toContain('vigil policy orders');
});

it('leaves an unread service out, and says why', () => {
  const { facts } = about('', { Action: ['s3:*', 'sns:*'] }, unresolvedS3);

  expect(excessPermissions.evaluate(facts)).toMatchObject({
    details: [
      {
        mark: ['sns:*'],
        evidence: expect.arrayContaining([
          {
            text: 'what is needed of s3 could not be decided, and is left out: made up',
            path: 'a.mjs',
            line: 1,
          },
        ]),
      },
    ],
  });
});

function about(
  name: string,
  statement: Written,
  use: FunctionUse,
  lastAccess?: LastAccess,
  ...others: readonly FunctionUse[]
) {
  const platform = { layers: [] };
  const codeUse = [use, ...others].map((each) => ({ ...each, platform }));
  const documents = Object.keys(statement).length > 0 ? [[statement]] : [];

  return { name, facts: { ...judgedRole(documents), lastAccess, codeUse } };
}

function failing(...given: Parameters<typeof about>) {
  return { ...about(...given), subjects: ['role'] };
}

function used(service: string, name?: string, lastAt = '2026-11-20T03:00:00.000Z'): LastAccess {
  return {
    days: 90,
    since: '2026-08-27T03:00:00.000Z',
    services: [
      {
        service,
        lastAt,
        actions: name === undefined ? [] : [{ name: `${service}:${name}`, lastAt }],
      },
    ],
    recent: [],
  };
}
