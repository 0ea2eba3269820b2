import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultAnswer } from '../../local/faults.ts';
import { bodyOf, type LoopbackServer, serveOnLoopback } from '../../local/loopback-server.ts';
import { type RecordingProxy, startRecordingProxy } from '../../local/recording-proxy.ts';

/** Knows one role, and answers anything else with what it was sent. */
let upstream: LoopbackServer;
let proxy: RecordingProxy;

const ROLE = 'arn:aws:iam::111122223333:role/r';

beforeAll(async () => {
  upstream = await serveOnLoopback(async (request, response) => {
    const body = await bodyOf(request);
    if (request.url === '/_local/callers/ASIAROLE') {
      response.end(JSON.stringify({ role: ROLE, session: 'f' }));
    } else {
      response.setHeader('content-type', 'application/json');
      response.setHeader('x-host', request.headers.host ?? '');
      response.end(body.length > 0 ? body : '{}');
    }
  });
  proxy = await startRecordingProxy(upstream.port);
});

afterAll(async () => {
  await proxy.stop();
  await upstream.stop();
});

function settings(accessKeyId = 'ASIAROLE') {
  return {
    endpoint: proxy.url,
    region: 'eu-west-1',
    credentials: { accessKeyId, secretAccessKey: 'test' },
    maxAttempts: 1,
  };
}

const clients: Readonly<Record<string, () => Promise<unknown>>> = {
  lambda: () => new LambdaClient(settings()).send(new ListFunctionsCommand({})),
  dynamodb: () => new DynamoDBClient(settings()).send(new ListTablesCommand({})),
  iam: () => new IAMClient(settings()).send(new GetRoleCommand({ RoleName: 'r' })),
  sns: () => new SNSClient(settings()).send(new PublishCommand({ TopicArn: 't', Message: 'm' })),
  sqs: () =>
    new SQSClient(settings()).send(
      new SendMessageCommand({ QueueUrl: `${proxy.url}/1/q`, MessageBody: 'm' }),
    ),
  ec2: () => new EC2Client(settings()).send(new DescribeRegionsCommand({})),
  cloudwatch: () => new CloudWatchClient(settings()).send(new ListMetricsCommand({})),
  secretsmanager: () =>
    new SecretsManagerClient(settings()).send(new GetSecretValueCommand({ SecretId: 's' })),
};

async function faulted(service: string, answer: FaultAnswer): Promise<Error> {
  const fault = proxy.fault({ service }, answer);
  try {
    return await (clients[service] as () => Promise<unknown>)().then(
      () => new Error('it succeeded'),
      (error: Error) => error,
    );
  } finally {
    fault.remove();
  }
}

describe('errors are in the words of the service, as its SDK reads them', () => {
  it.each([
    ['lambda', 'AccessDeniedException', 'TooManyRequestsException'],
    ['dynamodb', 'AccessDeniedException', 'ThrottlingException'],
    ['iam', 'AccessDenied', 'Throttling'],
    ['sns', 'AccessDenied', 'Throttled'],
    ['sqs', 'AccessDeniedException', 'ThrottlingException'],
    ['ec2', 'UnauthorizedOperation', 'RequestLimitExceeded'],
    ['cloudwatch', 'AccessDeniedException', 'Throttling'],
    ['secretsmanager', 'AccessDeniedException', 'ThrottlingException'],
  ])('%s', async (service, denied, slowed) => {
    const error = await faulted(service, 'access denied');

    expect(error.name).toMatch(new RegExp(`^${denied}$`));
    expect(error.message).toContain(`User: ${ROLE} is not authorized to perform: ${service}:`);
    expect((await faulted(service, 'throttled')).name).toMatch(new RegExp(`^${slowed}`));
  });

  it('speaks CBOR to clients that do', async () => {
    const fault = proxy.fault({ operation: 'GetMetricData' }, 'throttled');
    const response = await fetch(`${proxy.url}/service/Granite/operation/GetMetricData`, {
      method: 'POST',
      headers: { 'smithy-protocol': 'rpc-v2-cbor' },
    });
    fault.remove();

    expect(response.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(
      Buffer.concat([
        Buffer.from([0xa2]),
        ...['__type', 'ThrottlingException', 'message', 'Rate exceeded'].map((text) =>
          Buffer.concat([Buffer.from([0x79, 0, text.length]), Buffer.from(text)]),
        ),
      ]),
    );
  });

  it('breaks connections, talks nonsense and is late', async () => {
    expect((await faulted('lambda', 'broken connection')).message).toMatch(/hang up|ECONNRESET/);
    expect((await faulted('dynamodb', 'garbage')).name).toBe('SyntaxError');

    const before = Date.now();
    await faulted('lambda', { afterMs: 100 });
    expect(Date.now() - before).toBeGreaterThanOrEqual(100);
  });
});

it('notes caller, region and status, and forgets on request', async () => {
  proxy.clear();
  await new LambdaClient(settings()).send(new ListFunctionsCommand({}));
  await new LambdaClient(settings('111122223333')).send(new ListFunctionsCommand({}));

  const [byRole, byRoot] = proxy.calls();
  expect(byRole).toMatchObject({
    action: 'lambda:ListFunctions',
    accessKeyId: 'ASIAROLE',
    role: ROLE,
    session: 'f',
    region: 'eu-west-1',
    status: 200,
  });
  expect(byRoot?.role).toBeUndefined();

  proxy.clear();
  expect(proxy.calls()).toEqual([]);
});

it('counts the requests of functions, and no others, and forgets none', async () => {
  const before = proxy.requestsOfFunctions();

  await new DynamoDBClient(settings()).send(new ListTablesCommand({}));
  await new DynamoDBClient(settings('test')).send(new ListTablesCommand({}));
  proxy.clear();

  expect(proxy.requestsOfFunctions()).toBe(before + 1);
});

it('passes on what was signed: the host it was sent to, and the body', async () => {
  const response = await fetch(`${proxy.url}/any`, { method: 'PUT', body: '{"a":1}' });

  expect(response.headers.get('x-host')).toBe(new URL(proxy.url).host);
  expect(await response.json()).toEqual({ a: 1 });
});

it('injects a fault as often as requested, and only where it matches', async () => {
  const fault = proxy.fault({ service: 'lambda', session: 'f' }, 'throttled', 1);

  await new LambdaClient(settings('111122223333')).send(new ListFunctionsCommand({}));
  await expect(clients.lambda?.()).rejects.toThrow('Rate exceeded');
  await clients.lambda?.();

  expect(fault.hits()).toBe(1);
  fault.remove();
});
