import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Context, SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mockClient } from '../fakes/mock-client.ts';
import { accessDenied, functionNamed } from '../fakes/targets.ts';

const member = '222233334444';

for (const name of ['FINDINGS_TABLE', 'FACTS_TABLE', 'WORK_QUEUE_URL']) vi.stubEnv(name, name);
vi.stubEnv('AWS_REGION', 'eu-west-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'OF THE HUB');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
vi.stubEnv('ACCOUNT', '111122223333');
vi.stubEnv('PARTITION', 'aws');
vi.stubEnv(
  'SETTINGS',
  JSON.stringify({
    accounts: ['222233334444'],
    externalId: 'agreed-once',
    regions: ['eu-west-1'],
    apiRate: 100,
  }),
);

const { handler } = await import('../../functions/handlers/scan-code.ts');

const [lambda, sqs, sts, table, organizations] = [
  mockClient(LambdaClient),
  mockClient(SQSClient),
  mockClient(STSClient),
  mockClient(DynamoDBDocumentClient),
  mockClient(OrganizationsClient),
];
const context = { getRemainingTimeInMillis: () => 900_000 } as Context;
const keys: string[] = [];

beforeEach(() => {
  mockClient(EC2Client);
  for (const client of [lambda, sqs, sts, table, organizations]) client.reset();
  vi.spyOn(console, 'info').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
  keys.length = 0;
  lambda.on(ListFunctionsCommand).callsFake(async (_, getClient) => {
    keys.push((await getClient().config.credentials()).accessKeyId);
    const { arn: FunctionArn, name: FunctionName, roleArn: Role } = functionNamed('f');
    return {
      Functions:
        keys.at(-1) === 'OF THE HUB'
          ? [{ FunctionArn, FunctionName, Role, CodeSha256: 's', LastModified: '2026-01-01' }]
          : [],
    };
  });
  table.on(QueryCommand).resolves({ Items: [] });
  table.on(TransactWriteCommand).resolves({});
  keepFacts();
});

describe('a scanner that watches several accounts', () => {
  it('sweeps them with their own credentials, and asks no organization that is not named', async () => {
    sts.on(AssumeRoleCommand).resolves({
      Credentials: {
        AccessKeyId: 'OF THE MEMBER',
        SecretAccessKey: 'secret',
        SessionToken: 'token',
        Expiration: new Date(Date.now() + 3_600_000),
      },
    });

    await handler({}, context);
    await takeSteps();

    expect(stepsSent()).toEqual([
      'accounts of the hub',
      `begin ${member}`,
      'begin of the hub',
      // The member's region has no function, so that it takes no step.
      `end ${member}`,
      'region of the hub',
      'end of the hub',
    ]);
    expect(keys.toSorted()).toEqual(['OF THE HUB', 'OF THE HUB', 'OF THE MEMBER']);
    expect(sts.commandCalls(AssumeRoleCommand).map(({ args: [{ input }] }) => input)).toEqual([
      {
        RoleArn: `arn:aws:iam::${member}:role/lambda-vigil-code`,
        RoleSessionName: 'lambda-vigil-code',
        DurationSeconds: 3_600,
        ExternalId: 'agreed-once',
      },
    ]);
    expect(organizations.calls()).toEqual([]);
  });

  it('reports an account that it cannot enter, and goes on with the others', async () => {
    sts.on(AssumeRoleCommand).rejects(accessDenied());
    // The credentials of the run before are kept as long as they last.
    vi.setSystemTime(new Date(Date.now() + 2 * 3_600_000));

    await handler({}, context);
    await takeSteps();

    const unlisted = sent().flatMap(({ targets = [] }) =>
      targets.flatMap((target: { account: string; unlisted?: readonly unknown[] }) =>
        target.account === member ? (target.unlisted ?? []) : [],
      ),
    );
    expect(unlisted).toEqual([
      { fact: 'account', reason: expect.stringContaining('role/lambda-vigil-code') },
    ]);
    expect(new Set(keys)).toEqual(new Set(['OF THE HUB']));
    vi.useRealTimers();
  });
});

async function takeSteps(): Promise<void> {
  for (let taken = 0; taken < sent().length; taken += 1) {
    const body = sent()[taken];
    if (!body.step) continue;

    const record = {
      messageId: `m${taken}`,
      eventSource: 'aws:sqs',
      body: JSON.stringify(body),
      attributes: { ApproximateReceiveCount: '1' },
    } as SQSRecord;
    expect(await handler({ Records: [record] }, context)).toEqual({ batchItemFailures: [] });
  }
}

function sent() {
  return sqs
    .commandCalls(SendMessageCommand)
    .map(({ args: [{ input }] }) => JSON.parse(input.MessageBody ?? ''));
}

function stepsSent(): readonly string[] {
  return sent().flatMap(({ step, account }) =>
    step ? [`${step} ${account ?? 'of the hub'}`] : [],
  );
}

/** The facts table gives back what was written to it. */
function keepFacts(): void {
  const stored = new Map<unknown, object>();

  table.on(BatchWriteCommand).callsFake(({ RequestItems }) => {
    for (const { PutRequest } of RequestItems.FACTS_TABLE) {
      stored.set(PutRequest.Item.pk, PutRequest.Item);
    }
    return {};
  });
  table.on(BatchGetCommand).callsFake(({ RequestItems }) => {
    const found = RequestItems.FACTS_TABLE.Keys.map(({ pk }: { pk: string }) => stored.get(pk));
    return { Responses: { FACTS_TABLE: found.filter(Boolean) } };
  });
}
