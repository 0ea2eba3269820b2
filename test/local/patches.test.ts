import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { BudgetsClient } from '@aws-sdk/client-budgets';
import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { EC2Client } from '@aws-sdk/client-ec2';
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  GetFunctionEventInvokeConfigCommand,
  GetFunctionRecursionConfigCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsCommand,
  ListProvisionedConcurrencyConfigsCommand,
  PutFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { PutPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import { GetSMSAttributesCommand, SetSMSAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountBudgets } from '../../functions/adapters/aws/account-budgets.ts';
import { anomalySubscriptions } from '../../functions/adapters/aws/anomaly-subscriptions.ts';
import { enabledRegions } from '../../functions/adapters/aws/enabled-regions.ts';
import { logGroups } from '../../functions/adapters/aws/log-groups.ts';
import { isInOrganization } from '../../functions/adapters/aws/organization-membership.ts';
import { accountBlocks } from '../../functions/adapters/aws/public-access-blocks.ts';
import { S3ControlAtAnyEndpoint } from '../../functions/adapters/aws/s3-control-client.ts';
import { smsSpendLimit } from '../../functions/adapters/aws/sms-spend-limit.ts';
import { archiveOf } from '../../local/archive.ts';
import { reportCall } from '../../local/cloud-trail.ts';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import { seedAccount } from '../../local/shop/seed-account.ts';

const DAY_MS = 86_400_000;

let cloud: LocalCloud;
let roleArn: string | undefined;

beforeAll(async () => {
  cloud = await startLocalCloud();
  roleArn = await seedRole();
}, 300_000);

afterAll(() => cloud?.stop());

it('remembers what was measured weeks ago', async () => {
  const metrics = new CloudWatchClient(cloud.client);
  const [Namespace, MetricName] = ['AWS/Lambda', 'Invocations'];
  const Timestamp = new Date(Date.now() - 60 * DAY_MS);
  await metrics.send(
    new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName, Timestamp, Value: 7 }] }),
  );
  await metrics.send(
    new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName, Value: 1 }] }),
  );

  const { Datapoints } = await metrics.send(
    new GetMetricStatisticsCommand({
      Namespace,
      MetricName,
      StartTime: new Date(Timestamp.getTime() - DAY_MS),
      EndTime: new Date(Timestamp.getTime() + DAY_MS),
      Period: 86_400,
      Statistics: ['Sum'],
    }),
  );

  expect(Datapoints?.map(({ Sum }) => Sum)).toEqual([7]);
});

it('returns partial data of a metric on request', async () => {
  const metrics = new CloudWatchClient(cloud.client);
  const Namespace = 'AWS/Lambda';
  const Dimensions = [{ Name: 'FunctionName', Value: 'in-part' }];
  const put = (MetricName: string, Value: number) =>
    metrics.send(
      new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName, Dimensions, Value }] }),
    );
  const status = async () => {
    const { MetricDataResults } = await metrics.send(
      new GetMetricDataCommand({
        StartTime: new Date(Date.now() - DAY_MS),
        EndTime: new Date(Date.now() + DAY_MS),
        MetricDataQueries: ['in-part', 'whole'].map((Value, index) => ({
          Id: `m${index}`,
          MetricStat: {
            Metric: {
              Namespace,
              MetricName: 'Invocations',
              Dimensions: [{ Name: 'FunctionName', Value }],
            },
            Period: 86_400,
            Stat: 'Sum',
          },
        })),
      }),
    );
    return MetricDataResults?.map(({ StatusCode }) => StatusCode);
  };

  await put('vigil:incomplete', 1);
  expect(await status()).toEqual(['PartialData', 'Complete']);

  await put('vigil:incomplete', 0);
  expect(await status()).toEqual(['Complete', 'Complete']);
});

it('answers each query with the data of its own metric', async () => {
  const metrics = new CloudWatchClient(cloud.client);
  const [Namespace, MetricName] = ['AWS/Lambda', 'Errors'];
  const metricOf = (Value: string) => ({
    MetricName,
    Dimensions: [{ Name: 'FunctionName', Value }],
  });
  await metrics.send(
    new PutMetricDataCommand({
      Namespace,
      MetricData: [
        { ...metricOf('one'), Value: 3 },
        { ...metricOf('two'), Value: 4 },
      ],
    }),
  );

  const { MetricDataResults } = await metrics.send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - DAY_MS),
      EndTime: new Date(Date.now() + DAY_MS),
      MetricDataQueries: ['two', 'none', 'one', 'two'].map((name, index) => ({
        Id: `m${index}`,
        MetricStat: { Metric: { Namespace, ...metricOf(name) }, Period: 86_400, Stat: 'Sum' },
      })),
    }),
  );

  expect(MetricDataResults?.map(({ Values }) => Values)).toEqual([[4], [], [3], [4]]);
});

it('lists, of another region, what CloudFront has replicated here', async () => {
  const home = new LambdaClient(cloud.client);
  const away = new LambdaClient({ ...cloud.client, region: 'eu-central-1' });
  await home.send(
    new CreateFunctionCommand({
      FunctionName: 'at-the-edge',
      Role: roleArn,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: await archiveOf({ 'index.js': '' }) },
      Tags: { 'vigil:replicas': 'eu-central-1' },
    }),
  );
  const listing = { MasterRegion: cloud.region, FunctionVersion: 'ALL' } as const;

  const here = await home.send(new ListFunctionsCommand(listing));
  const there = await away.send(new ListFunctionsCommand(listing));

  expect(here.Functions).toEqual([]);
  expect(there.Functions).toMatchObject([
    {
      FunctionName: `${cloud.region}.at-the-edge`,
      MasterArn: `arn:aws:lambda:${cloud.region}:${cloud.account}:function:at-the-edge:1`,
    },
  ]);
  await expect(away.send(new ListFunctionsCommand({ MasterRegion: cloud.region }))).rejects.toThrow(
    'FunctionVersion',
  );
});

it('finds the event invoke config of an unqualified function', async () => {
  const lambda = new LambdaClient(cloud.client);
  const FunctionName = 'asynchronous';
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: roleArn,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: await archiveOf({ 'index.js': '' }) },
    }),
  );
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName,
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 1,
    }),
  );

  expect(
    await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })),
  ).toMatchObject({ MaximumRetryAttempts: 1 });
});

it.each([
  [
    'lambda:ListFunctionEventInvokeConfigs',
    new ListFunctionEventInvokeConfigsCommand({ FunctionName: 'asynchronous' }),
  ],
  [
    'lambda:ListProvisionedConcurrencyConfigs',
    new ListProvisionedConcurrencyConfigsCommand({ FunctionName: 'asynchronous' }),
  ],
  [
    'lambda:GetFunctionRecursionConfig',
    new GetFunctionRecursionConfigCommand({ FunctionName: 'asynchronous' }),
  ],
] as const)('asks for %s by that name, on the function', async (action, command) => {
  const on = `arn:aws:lambda:${cloud.region}:${cloud.account}:function:asynchronous`;
  const name = action.replace(':', '-');
  const send = async (client: object) => new LambdaClient(client).send(command as never);

  const as = await asRole(await seedRole(name, [[action, on]]));

  await expect(send(as)).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  await expect(send(await asRole())).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

it.each([
  [
    'ssm GetParametersByPath',
    { Path: '/shop/' },
    ['ssm:GetParametersByPath', 'ssm:*:parameter/shop/*'],
  ],
  [
    'bedrock-runtime Converse',
    { modelId: 'eu.amazon.nova-lite-v1:0', messages: [] },
    ['bedrock:InvokeModel', 'bedrock:*:inference-profile/eu.amazon.nova-lite-v1:0'],
  ],
  [
    'ecs RunTask',
    { cluster: 'jobs', taskDefinition: 'import' },
    ['ecs:RunTask', 'ecs:*:task-definition/import:1'],
  ],
] as const)('asks, of %s, for what AWS asks for', async (called, parameters, [action, on]) => {
  const [service = '', operation = ''] = called.split(' ');
  const allowed = await seedRole(action.replace(':', '-'), [[action, `arn:aws:${on}`]]);
  const as = async (role?: string) => ({
    service,
    operation,
    parameters,
    credentials: (await asRole(role)).credentials,
  });

  const [passed, refused] = await answersElsewhere([await as(allowed), await as()]);

  expect(passed?.error).not.toBe('AccessDeniedException');
  expect(refused).toMatchObject({
    error: 'AccessDeniedException',
    message: expect.stringContaining(action),
  });
});

it('lets a role send to a queue that insists on TLS, by its URL, and notes it', async () => {
  const queues = new SQSClient(cloud.client);
  const Policy = policy('Deny', 'sqs:*', {
    Principal: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  const { QueueUrl } = await queues.send(
    new CreateQueueCommand({ QueueName: 'work', Attributes: { Policy } }),
  );

  await new SQSClient(await asRole()).send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }));

  expect(QueueUrl).toMatch(cloud.endpoint);
  expect(cloud.calls().at(-1)).toMatchObject({
    action: 'sqs:SendMessage',
    resource: QueueUrl,
    role: roleArn,
    status: 200,
  });
});

describe('what is asked of the account', () => {
  it('takes the grants for it, and answers', async () => {
    const arn = (rest: string) => `arn:aws:${rest}`;
    const as = await asRole(
      await seedRole('watcher', [
        ['budgets:ViewBudget', arn(`budgets::${cloud.account}:budget/*`)],
        ['ce:GetAnomalySubscriptions', arn(`ce::${cloud.account}:anomalysubscription/*`)],
        ['ce:GetAnomalyMonitors', arn(`ce::${cloud.account}:anomalymonitor/*`)],
        ['iam:GetRole', arn(`iam::${cloud.account}:role/*`)],
        ['logs:DescribeLogGroups', '*'],
      ]),
    );
    await seedAccount(cloud);

    const subscriptions = await anomalySubscriptions(() => new CostExplorerClient(as))('us-east-1');
    const groups = logGroups(() => new CloudWatchLogsClient(as));

    expect(await accountBudgets(() => new BudgetsClient(as))(cloud.account, 'us-east-1')).toEqual(
      [],
    );
    expect(subscriptions).toEqual([{ name: 'shop-spend', monitors: 0, subscribers: 1 }]);
    expect(await isInOrganization(new IAMClient(as))).toBe(false);
    expect(await groups.ofLambda('us-east-1')).toMatchObject([
      { name: '/aws/lambda/shop-retired-crawler', storedBytes: 40 * 1024 ** 3 },
      { name: '/aws/lambda/shop-retired-import', retentionDays: 14 },
    ]);
    expect(await groups.named(['/shop/none', '/shop/audit'], 'us-east-1')).toMatchObject([
      { name: '/shop/audit' },
    ]);
  });

  it('is denied to a role without such a grant', async () => {
    const as = await asRole();
    const refused = { name: 'AccessDeniedException' };

    await expect(
      accountBudgets(() => new BudgetsClient(as))(cloud.account, 'us-east-1'),
    ).rejects.toMatchObject(refused);
    await expect(
      anomalySubscriptions(() => new CostExplorerClient(as))('us-east-1'),
    ).rejects.toMatchObject(refused);
  });
});

it('answers the public access block of the account to a role with the grant', async () => {
  const action = 's3:GetAccountPublicAccessBlock';
  const as = await asRole(await seedRole('asks-for-block', [[action, '*']]));
  const block = (config: typeof as) =>
    accountBlocks({ client: () => new S3ControlAtAnyEndpoint(config), clock: () => new Date() })(
      cloud,
    );

  expect(await block(as)).toEqual({ ignoresAcls: false, restrictsPolicies: false });
  await expect(block(await asRole())).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(
    accountBlocks({ client: () => new S3ControlAtAnyEndpoint(as), clock: () => new Date() })({
      ...cloud,
      account: '444455556666',
    }),
  ).rejects.toMatchObject({ name: 'AccessDenied' });

  await new S3ControlAtAnyEndpoint(cloud.client).send(
    new PutPublicAccessBlockCommand({
      AccountId: cloud.account,
      PublicAccessBlockConfiguration: { IgnorePublicAcls: true, RestrictPublicBuckets: false },
    }),
  );
  expect(await block(as)).toEqual({ ignoresAcls: true, restrictsPolicies: false });
  expect(cloud.calls().at(-1)).toMatchObject({ action, status: 200 });
});

it('has the regions that an account has without an opt-in', async () => {
  const regions = await enabledRegions(new EC2Client(cloud.client))();

  expect(regions).toEqual(expect.arrayContaining(['eu-central-1', 'us-east-1']));
  expect(regions).not.toContain('af-south-1');
  expect(regions).toHaveLength(17);
});

it('answers the spend limit of text messages, of each region, to a role with the grant', async () => {
  const action = 'sns:GetSMSAttributes';
  const as = await asRole(await seedRole('asks-for-limit', [[action, '*']]));
  const limit = (config: typeof as, region = cloud.region) =>
    smsSpendLimit(() => new SNSClient({ ...config, region }))(region);
  const set = (MonthlySpendLimit: string) =>
    new SNSClient(cloud.client).send(
      new SetSMSAttributesCommand({
        attributes: { MonthlySpendLimit, DefaultSMSType: 'Transactional' },
      }),
    );

  expect(await limit(as)).toBe(1);
  await expect(limit(await asRole())).rejects.toMatchObject({
    name: 'AuthorizationErrorException',
  });

  await set('250');

  expect(await limit(as)).toBe(250);
  expect(cloud.calls().at(-1)).toMatchObject({ action, status: 200 });
  expect(await limit(as, 'eu-central-1')).toBe(1);
  const { attributes } = await new SNSClient(cloud.client).send(new GetSMSAttributesCommand({}));
  expect(attributes).toEqual({ MonthlySpendLimit: '250', DefaultSMSType: 'Transactional' });
  await expect(set('many')).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

it('holds a role to the function that a request comes from', async () => {
  const RoleName = 'of-one-function';
  const Role = await seedRole(RoleName);
  await new IAMClient(cloud.client).send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'granted',
      PolicyDocument: policy('Allow', 'sqs:ListQueues', {
        Condition: {
          ArnEquals: {
            'lambda:SourceFunctionArn': `arn:aws:lambda:${cloud.region}:${cloud.account}:function:named`,
          },
        },
      }),
    }),
  );
  const listQueues = async (credentials: Credentials) =>
    new SQSClient({ ...cloud.client, credentials }).send(new ListQueuesCommand({}));

  await expect(listQueues(await credentialsIn('named', Role))).resolves.toBeDefined();
  await expect(listQueues(await credentialsIn('another', Role))).rejects.toThrow('not authorized');
  await expect(listQueues((await asRole(Role)).credentials)).rejects.toThrow('not authorized');
});

it('knows who has assumed a role by the ARN of the role', async () => {
  const Role = await seedRole('of-one-role');
  const other = await seedRole('of-another-role');
  const { QueueUrl } = await new SQSClient(cloud.client).send(
    new CreateQueueCommand({
      QueueName: 'for-one-role',
      Attributes: {
        Policy: policy('Deny', 'sqs:SendMessage', {
          Principal: '*',
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': Role } },
        }),
      },
    }),
  );
  const send = async (role: string | undefined) =>
    new SQSClient(await asRole(role)).send(
      new SendMessageCommand({ QueueUrl, MessageBody: 'from a role' }),
    );

  await expect(send(Role)).resolves.toBeDefined();
  await expect(send(other)).rejects.toThrow('explicit deny');
});

it('a queue takes of a rule what its policy allows, and the dead letters of the target take the rest', async () => {
  const Name = 'calls';
  const rule = `arn:aws:events:${cloud.region}:${cloud.account}:rule/${Name}`;
  const admitted = (arn: string) => ({
    Policy: policy('Allow', 'sqs:SendMessage', {
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': arn } },
    }),
  });
  const open = await queueNamed('of-the-rule', admitted(rule));
  const closed = await queueNamed('of-another-rule', admitted(`${rule}-2`));
  const dead = await queueNamed('not-delivered', admitted(rule));
  const events = new EventBridgeClient(cloud.client);
  const EventPattern = JSON.stringify({ detail: { eventName: ['AddPermission20150331v2'] } });
  await events.send(new PutRuleCommand({ Name, EventPattern }));
  await events.send(
    new PutTargetsCommand({
      Rule: Name,
      Targets: [
        { Id: '1', Arn: open.arn },
        { Id: '2', Arn: closed.arn, DeadLetterConfig: { Arn: dead.arn } },
      ],
    }),
  );
  const { account, region } = cloud;
  const call = { account, region, eventSource: 'lambda.amazonaws.com', requestParameters: {} };

  await reportCall(cloud, { ...call, eventName: 'GetPolicy20150331v2' });
  const id = await reportCall(cloud, { ...call, eventName: 'AddPermission20150331v2' }, 2);

  expect(await open.received()).toEqual([id, id]);
  expect(await closed.received()).toEqual([]);
  expect(await dead.received()).toEqual([id, id]);
});

it('the bus takes what is of AWS from AWS alone', async () => {
  const { Entries } = await new EventBridgeClient(cloud.client).send(
    new PutEventsCommand({ Entries: [{ Source: 'aws.lambda', DetailType: 'any', Detail: '{}' }] }),
  );

  expect(Entries?.[0]?.ErrorCode).toBe('NotAuthorizedForSourceException');
});

/** A queue, and the ids of the events that it holds. */
async function queueNamed(QueueName: string, Attributes: Readonly<Record<string, string>>) {
  const sqs = new SQSClient(cloud.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));

  return {
    arn: `arn:aws:sqs:${cloud.region}:${cloud.account}:${QueueName}`,
    async received(): Promise<readonly string[]> {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      return Messages.map(({ Body = '' }) => JSON.parse(Body).id);
    },
  };
}

interface Elsewhere {
  readonly service: string;
  readonly operation: string;
  readonly parameters: object;
  readonly credentials: Credentials;
}

/** Of services for which the project has no client. */
async function answersElsewhere(
  calls: readonly Elsewhere[],
): Promise<readonly { readonly error?: string; readonly message?: string }[]> {
  const lines = calls.map(({ service, operation, parameters, credentials }) =>
    JSON.stringify({
      service,
      operation,
      parameters,
      credentials: {
        aws_access_key_id: credentials.accessKeyId,
        aws_secret_access_key: credentials.secretAccessKey,
        aws_session_token: credentials.sessionToken,
      },
    }),
  );
  const program = join(import.meta.dirname, 'make-calls.py');
  const { stdin, stdout } = spawn(join(cloud.bin, 'python'), [program], {
    env: cloud.environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  stdin.end(lines.join('\n'));

  return (await text(stdout))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

async function seedRole(
  RoleName = 'sender',
  grants: readonly (readonly [action: string, on: string])[] = [['sqs:SendMessage', '*']],
): Promise<string | undefined> {
  const iam = new IAMClient(cloud.client);
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: cloud.account, Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'granted',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: grants.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })),
      }),
    }),
  );

  return Role?.Arn;
}

/** What the code of a new function with this role finds in its environment. */
async function credentialsIn(FunctionName: string, Role: string | undefined): Promise<Credentials> {
  const lambda = new LambdaClient(cloud.client);
  const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: {
        ZipFile: await archiveOf({
          'index.js': `exports.handler = async () => ${JSON.stringify(names)}.map((name) => process.env[name]);`,
        }),
      },
    }),
  );
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
  const [accessKeyId, secretAccessKey, sessionToken] = JSON.parse(
    Payload?.transformToString() ?? '',
  );

  return { accessKeyId, secretAccessKey, sessionToken };
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

async function asRole(RoleArn = roleArn) {
  const { Credentials } = await new STSClient(cloud.client).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};

  return {
    ...cloud.client,
    credentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    },
  };
}

function policy(Effect: string, Action: string, rest: object = {}): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect, Action, Resource: '*', ...rest },
  });
}

describe('the server of the emulator', () => {
  const health = 'GET /_ministack/health HTTP/1.1\r\nHost: here\r\n\r\n';
  const record = {
    eventName: 'UpdateFunctionCode20150331v2',
    eventSource: 'lambda.amazonaws.com',
    recipientAccountId: '111122223333',
    awsRegion: 'us-east-1',
  };
  const reported = JSON.stringify({ record, deliveries: 0 });
  const report = `POST /_local/calls HTTP/1.1\r\nHost: here\r\nContent-Length: ${reported.length}\r\n`;

  it('answers requests of one connection in turn, whatever comes in one piece', async () => {
    const answers = await answered([`${report}\r\n${reported}${health}`]);

    expect(answers.match(/HTTP\/1\.1 \d+ \w+/g)).toEqual(['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK']);
    expect(answers).toMatch(/"id": "[^"]+"}HTTP[\s\S]+"services"/);
  });

  it('waits for a request that comes in pieces, and asks for its body', async () => {
    const answers = await answered(
      [
        report.slice(0, 20),
        `${report.slice(20)}Expect: 100-continue\r\n\r\n`,
        reported.slice(0, 9),
        reported.slice(9),
      ],
      20,
    );

    expect(answers.match(/HTTP\/1\.1 \d+ \w+/g)).toEqual([
      'HTTP/1.1 100 Continue',
      'HTTP/1.1 200 OK',
    ]);
    expect(answers).toMatch(/"id": "[^"]+"}$/);
  });

  it('sends no body where the head alone is asked for', async () => {
    const answers = await answered([health.replace('GET', 'HEAD')]);

    expect(answers).toMatch(/^HTTP\/1\.1 \d+ [\s\S]*\r\n\r\n$/);
  });

  it('refuses a body whose length it is not said', async () => {
    const head = report.replace(/Content-Length: \d+/, 'Transfer-Encoding: chunked');

    expect(await answered([`${head}\r\n`], 0, false)).toMatch(
      /^HTTP\/1\.1 411 Length Required\r\n/,
    );
  });

  /** All that comes back until the connection ends, which a last request asks for. */
  async function answered(pieces: readonly string[], pauseMs = 0, isAskedToEnd = true) {
    const socket = connect(Number(new URL(cloud.direct).port), '127.0.0.1');
    socket.setNoDelay(true);
    const received = text(socket);
    for (const piece of pieces) {
      socket.write(piece);
      await sleep(pauseMs);
    }
    if (!isAskedToEnd) return received;

    socket.write('GET /last HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n');
    const all = await received;
    return all.slice(0, all.lastIndexOf('HTTP/1.1 '));
  }
});

describe('what botocore says of a service', () => {
  it.each([
    [
      'the type of its answers',
      'kms',
      'TrentService.DescribeKey',
      'application/x-amz-json-1.1',
      'NotFoundException',
    ],
    [
      'that there is one, which the emulator does not have',
      'rekognition',
      'RekognitionService.DetectLabels',
      'application/json',
      'Unsupported service: rekognition',
    ],
  ])('is known: %s', async (_, service, target, type, said) => {
    const scope = `test/20261129/us-east-1/${service}/aws4_request`;
    const response = await fetch(cloud.direct, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
        'x-amz-target': target,
      },
      body: '{"KeyId":"none"}',
    });

    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.text()).toContain(said);
  });
});
