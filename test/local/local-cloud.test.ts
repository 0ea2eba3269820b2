import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  GenerateServiceLastAccessedDetailsCommand,
  GetAccountAuthorizationDetailsCommand,
  GetRoleCommand,
  GetServiceLastAccessedDetailsCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  PublishVersionCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { archiveOf } from '../../local/archive.ts';
import { fireNow } from '../../local/fire-now.ts';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import { template } from './stack-template.ts';

const BUILD_MS = 300_000;
const role = 'reader';
const name = 'asks-lambda';

/** Lists functions, which its role may, and reads a policy, which it may not. */
const handler = `
  import { GetPolicyCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
  const lambda = new LambdaClient({ maxAttempts: 1 });
  export async function handler() {
    const { Functions } = await lambda.send(new ListFunctionsCommand({}));
    const denied = await lambda.send(new GetPolicyCommand({ FunctionName: '${name}' })).catch((e) => e.name);
    return { names: Functions.map((each) => each.FunctionName), denied };
  }
`;

let cloud: LocalCloud;
let lambda: LambdaClient;
let iam: IAMClient;

beforeAll(async () => {
  cloud = await startLocalCloud();
  lambda = new LambdaClient(cloud.client);
  iam = new IAMClient(cloud.client);

  await seedRole();
  await seedFunction();
}, BUILD_MS);

afterAll(() => cloud?.stop());

describe('a deployed function', () => {
  it('calls as its role, may what the role may, and is noted', async () => {
    cloud.proxy.clear();

    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: name }));

    expect(JSON.parse(Payload?.transformToString() ?? '')).toEqual({
      names: [name],
      denied: 'AccessDeniedException',
    });
    const byTheFunction = cloud.calls().filter(({ session }) => session === name);
    expect(byTheFunction).toMatchObject([
      { action: 'lambda:ListFunctions', role: roleArn(), status: 200 },
      { action: 'lambda:GetPolicy', role: roleArn(), error: 'AccessDeniedException' },
    ]);
  });

  it('meets the faults that are put in its way', async () => {
    const fault = cloud.proxy.fault(
      { action: 'lambda:ListFunctions', role: roleArn() },
      'throttled',
    );

    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: name }));
    fault.remove();

    expect(JSON.parse(Payload?.transformToString() ?? '')).toMatchObject({
      errorMessage: 'Rate exceeded',
    });
    expect(fault.hits()).toBe(1);
  });
});

describe('Lambda answers as AWS does', () => {
  it('keeps the statements of a function and of its alias apart', async () => {
    await expect(policyOf()).rejects.toThrow(/does not exist/);

    await allow('of-alias', 'live');
    await expect(policyOf()).rejects.toThrow(/does not exist/);
    await allow('of-function');

    expect(await policyOf()).toEqual(['of-function']);
    expect(await policyOf('live')).toEqual(['of-alias']);
  });

  it('lists every version by its own ARN when it is asked for all', async () => {
    const all = await lambda.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }));

    expect(all.Functions?.map(({ FunctionArn, Version }) => [FunctionArn, Version])).toEqual([
      [`${functionArn()}:$LATEST`, '$LATEST'],
      [`${functionArn()}:1`, '1'],
    ]);
  });

  it('leaves out what is not there, and takes an age from the tag', async () => {
    const [listed] = (await lambda.send(new ListFunctionsCommand({}))).Functions ?? [];

    expect(listed).toMatchObject({ LastModified: '2024-02-29T01:02:03.000+0000' });
    expect(Object.keys(listed ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(VpcConfig|Layers|KMSKeyArn|State)$/)]),
    );
  });

  it('gives a new revision to each update', async () => {
    const before = await revision();
    await lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: name, Description: 'changed' }),
    );

    expect(await revision()).not.toBe(before);
  });

  it('serves ranges of an archive through the proxy', async () => {
    const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName: name }));
    const response = await fetch(Code?.Location ?? '', { headers: { range: 'bytes=0-3' } });

    expect(Code?.Location).toMatch(cloud.endpoint);
    expect(response.status).toBe(206);
    expect(await response.text()).toBe('PK\u0003\u0004');
  });
});

it('wakes a function by its schedule, as EventBridge Scheduler does', async () => {
  const scheduler = new SchedulerClient(cloud.client);
  await scheduler.send(
    new CreateScheduleCommand({
      Name: 'nightly',
      ScheduleExpression: 'cron(0 2 * * ? *)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: functionArn(), RoleArn: roleArn(), Input: '{}' },
    }),
  );
  cloud.proxy.clear();

  await fireNow(cloud, { Name: 'nightly', GroupName: undefined });

  await vi.waitFor(
    () => expect(cloud.calls().filter(({ session }) => session === name)).toHaveLength(2),
    { timeout: 10_000, interval: 50 },
  );
}, 15_000);

it('lists roles in pages, with boundaries and the AWS-managed policies in use', async () => {
  const Filter = ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] as const;
  const first = await iam.send(
    new GetAccountAuthorizationDetailsCommand({ Filter: [...Filter], MaxItems: 1 }),
  );
  const second = await iam.send(
    new GetAccountAuthorizationDetailsCommand({ Filter: [...Filter], Marker: first.Marker }),
  );

  expect(first).toMatchObject({ IsTruncated: true, Policies: [] });
  expect(first.RoleDetailList).toMatchObject([
    {
      RoleName: role,
      CreateDate: new Date('2023-01-02T03:04:05Z'),
      PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess' },
    },
  ]);
  expect(second.Policies?.map(({ PolicyName }) => PolicyName)).toEqual([
    'PowerUserAccess',
    'AWSLambdaBasicExecutionRole',
  ]);
  const document = second.Policies?.[1]?.PolicyVersionList?.[0]?.Document ?? '';
  expect(JSON.parse(decodeURIComponent(document)).Statement[0].Effect).toBe('Allow');
});

it('lists in pages when a role last used each allowed service', async () => {
  const used = new Date('2026-01-02T03:04:05Z');
  const Arn = `arn:aws:iam::${cloud.account}:role/teams/${role}`;
  const { JobId } = await iam.send(
    new GenerateServiceLastAccessedDetailsCommand({ Arn, Granularity: 'ACTION_LEVEL' }),
  );
  const first = await iam.send(new GetServiceLastAccessedDetailsCommand({ JobId, MaxItems: 1 }));
  const { Marker } = first;
  const second = await iam.send(new GetServiceLastAccessedDetailsCommand({ JobId, Marker }));

  expect(first).toMatchObject({
    JobStatus: 'COMPLETED',
    IsTruncated: true,
    ServicesLastAccessed: [
      {
        ServiceNamespace: 'lambda',
        LastAuthenticated: used,
        TrackedActionsLastAccessed: [{ ActionName: 'ListFunctions', LastAccessedTime: used }],
      },
    ],
  });
  expect(second.ServicesLastAccessed).toMatchObject([{ ServiceNamespace: 'logs' }]);
  expect(second.ServicesLastAccessed?.[0]?.LastAuthenticated).toBeUndefined();
});

it('keeps what a template says of roles and tables, and deploys what it has none of', async () => {
  const cloudFormation = new CloudFormationClient(cloud.client);
  const dynamo = new DynamoDBClient(cloud.client);
  await cloudFormation.send(
    new CreateStackCommand({
      StackName: 'stack',
      TemplateBody: JSON.stringify(template),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );
  await waitUntilStackCreateComplete(
    { client: cloudFormation, maxWaitTime: 20, minDelay: 1, maxDelay: 1 },
    { StackName: 'stack' },
  );

  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'bounded' }));
  const expiry = await dynamo.send(new DescribeTimeToLiveCommand({ TableName: 'kept' }));
  const past = await dynamo.send(new DescribeContinuousBackupsCommand({ TableName: 'kept' }));

  expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toMatch(/PowerUserAccess$/);
  expect(expiry.TimeToLiveDescription).toMatchObject({ AttributeName: 'expiresAt' });
  expect(past.ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toMatchObject({
    PointInTimeRecoveryStatus: 'ENABLED',
  });
}, 30_000);

it('mails the email version of a message to its subscriber, and refuses a long subject', async () => {
  const sns = new SNSClient(cloud.client);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
  await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'ops@example.com' }),
  );

  const Message = JSON.stringify({ default: 'for machines', email: 'für Menschen' });
  await sns.send(
    new PublishCommand({ TopicArn, Subject: 'A night', Message, MessageStructure: 'json' }),
  );

  const [mail] = await cloud.mailbox.waitFor(1);
  expect(mail).toMatchObject({ subject: 'A night', to: 'ops@example.com' });
  expect(mail?.from).toContain('no-reply@sns.amazonaws.com');
  expect(mail?.text).toMatch(/^für Menschen\n/);
  await expect(
    sns.send(new PublishCommand({ TopicArn, Message, Subject: 'x'.repeat(101) })),
  ).rejects.toThrow('Invalid parameter: Subject');
});

it('leaves no process and no file when it stops', async () => {
  expect(processesIn(cloud.folder)).not.toEqual([]);

  await cloud.stop();

  expect(processesIn(cloud.folder)).toEqual([]);
  expect(existsSync(cloud.folder)).toBe(false);
});

async function seedRole(): Promise<void> {
  const trust = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  };
  const policy = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'lambda:ListFunctions', Resource: '*' },
  };

  await iam.send(
    new CreateRoleCommand({
      RoleName: role,
      Path: '/teams/',
      AssumeRolePolicyDocument: JSON.stringify(trust),
      PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
      Tags: [
        { Key: 'vigil:created', Value: '2023-01-02T03:04:05Z' },
        { Key: 'vigil:accessed:lambda:ListFunctions', Value: '2026-01-02T03:04:05Z' },
      ],
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: role,
      PolicyName: 'list',
      PolicyDocument: JSON.stringify(policy),
    }),
  );
  await iam.send(
    new AttachRolePolicyCommand({
      RoleName: role,
      PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    }),
  );
}

async function seedFunction(): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: handler, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    write: false,
    minify: true,
  });

  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Role: roleArn(),
      Handler: 'index.handler',
      Timeout: 10,
      Code: { ZipFile: await archiveOf({ 'index.mjs': outputFiles[0]?.text ?? '' }) },
      Tags: { 'vigil:last-modified': '2024-02-29T01:02:03.000+0000' },
    }),
  );
  await waitUntilFunctionActiveV2(
    { client: lambda, maxWaitTime: 10, minDelay: 1, maxDelay: 1 },
    { FunctionName: name },
  );
  await lambda.send(new PublishVersionCommand({ FunctionName: name }));
  await lambda.send(
    new CreateAliasCommand({ FunctionName: name, Name: 'live', FunctionVersion: '1' }),
  );
}

function roleArn(): string {
  return `arn:aws:iam::${cloud.account}:role/teams/${role}`;
}

function functionArn(): string {
  return `arn:aws:lambda:${cloud.region}:${cloud.account}:function:${name}`;
}

async function allow(StatementId: string, Qualifier?: string): Promise<void> {
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: name,
      StatementId,
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      ...(Qualifier && { Qualifier }),
    }),
  );
}

async function policyOf(Qualifier?: string): Promise<string[]> {
  const { Policy = '' } = await lambda.send(
    new GetPolicyCommand({ FunctionName: name, ...(Qualifier && { Qualifier }) }),
  );

  return JSON.parse(Policy).Statement.map(({ Sid }: { readonly Sid: string }) => Sid);
}

async function revision(): Promise<string | undefined> {
  const { Functions } = await lambda.send(new ListFunctionsCommand({}));

  return Functions?.[0]?.RevisionId;
}

/** Every process that was started for a run has its folder in its environment. */
function processesIn(folder: string): string[] {
  const listed = execFileSync('ps', ['axeww', '-o', 'pid=,command=']).toString();

  return listed.split('\n').filter((line) => line.includes(`HOME=${folder}`));
}
