import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  GetFunctionEventInvokeConfigCommand,
  LambdaClient,
  ListFunctionsCommand,
  PutFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { archiveOf } from '../../local/archive.ts';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';

const DAY_MS = 86_400_000;

let cloud: LocalCloud;
let roleArn: string | undefined;

beforeAll(async () => {
  cloud = await startLocalCloud();
  roleArn = await plantRole();
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

it('tells in part what a test wants it to', async () => {
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

async function plantRole(): Promise<string | undefined> {
  const iam = new IAMClient(cloud.client);
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'sender',
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
      RoleName: 'sender',
      PolicyName: 'send',
      PolicyDocument: policy('Allow', 'sqs:SendMessage'),
    }),
  );

  return Role?.Arn;
}

async function asRole() {
  const { Credentials } = await new STSClient(cloud.client).send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'test' }),
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
