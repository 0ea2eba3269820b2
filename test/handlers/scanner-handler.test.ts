import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { IAMClient } from '@aws-sdk/client-iam';
import {
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Context, SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Chunk } from '../../functions/app/ports.ts';
import { engineGrants } from '../../functions/domain/grants.ts';
import { calledActions } from '../builders/called-actions.ts';
import { factSources } from '../builders/fact-sources.ts';
import { mockClient } from '../fakes/mock-client.ts';
import { accessDenied, account, functionNamed } from '../fakes/targets.ts';

for (const name of ['FINDINGS_TABLE', 'FACTS_TABLE', 'WORK_QUEUE_URL']) vi.stubEnv(name, name);
vi.stubEnv('AWS_REGION', 'eu-west-1');
vi.stubEnv('ACCOUNT', '111122223333');
vi.stubEnv('PARTITION', 'aws');
vi.stubEnv(
  'SETTINGS',
  JSON.stringify({
    regions: ['eu-west-1'],
    idleDays: 90,
    trustedAccounts: [],
    deployRoles: [],
    maxPublicUsdPerHour: 10,
    disabledChecks: [],
    apiRate: 100,
    advisoryUrl: 'https://advisories',
    exploitedUrl: 'https://exploited',
    epssUrl: 'off',
    nvdUrl: 'off',
    releasesUrl: 'off',
    retireUrl: 'off',
  }),
);

const { handler } = await import('../../functions/handlers/scan-usage.ts');

const lambda = mockClient(LambdaClient);
const sqs = mockClient(SQSClient);
const table = mockClient(DynamoDBDocumentClient);
const logs = mockClient(CloudWatchLogsClient);
const bills = [mockClient(BudgetsClient), mockClient(CostExplorerClient), mockClient(IAMClient)];
// Nothing reads more of either than is given here, and AWS's types ask for much more.
const context = { getRemainingTimeInMillis: () => 900_000 } as Context;
const message = (messageId: string, body: unknown) =>
  ({
    messageId,
    eventSource: 'aws:sqs',
    body: JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1' },
  }) as SQSRecord;
const { arn: FunctionArn, name: FunctionName, roleArn: Role, lastModified } = functionNamed('f');
const listedFunction = {
  FunctionArn,
  FunctionName,
  Role,
  CodeSha256: 's',
  LastModified: lastModified,
};
const listedAt = new Date().toISOString();
const chunk: Chunk = { targets: [account], gone: [], sweep: listedAt, listedAt };

beforeEach(() => {
  vi.spyOn(console, 'info').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
  sqs.reset();
  lambda.reset();
  table.reset();
  logs.reset();
  for (const client of bills) client.reset().rejects(accessDenied());

  lambda.on(ListFunctionsCommand).resolves({ Functions: [listedFunction] });
  lambda.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings: [] });
  table.on(QueryCommand).resolves({ Items: [] });
  table.on(TransactWriteCommand).resolves({});
  keepFacts();
  logs.resolves({ logGroups: [] });
});

describe('the handler of a scanner', () => {
  it('sweeps when its schedule wakes it, and calls exactly what sweeping declares', async () => {
    await sentBySweep();

    const called = [
      ...calledActions('dynamodb', table),
      ...calledActions('lambda', lambda),
      ...calledActions('logs', logs),
      ...calledActions('sqs', sqs),
    ];
    const { eventSources } = factSources.function;
    const { everlastingLogs } = factSources.account;
    const { sweep, receive, night } = engineGrants;
    const declared = new Set(
      [...sweep, ...receive, ...night, ...eventSources, ...everlastingLogs].map(
        ({ action }) => action,
      ),
    );
    expect(called).toEqual([...declared].sort());
  });

  it('sends what it can work off itself', async () => {
    const Records = await sentBySweep();

    const kinds = Records.map(({ body }) => kindsIn(body));
    expect(kinds).toEqual([['function'], ['account']]);
    expect(await handler({ Records: Records.slice(1) }, context)).toEqual({
      batchItemFailures: [],
    });
  });

  it('processes chunks, and names only those that failed', async () => {
    const [, good = fail()] = await sentBySweep();
    const Records = [message('bad', 'no chunk'), good];

    expect(await handler({ Records }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'bad' }],
    });
  });

  it('names them also when all have failed', async () => {
    const [, denied = fail()] = await sentBySweep();
    table.on(QueryCommand).rejects(accessDenied());
    const Records = [message('bad', 'no chunk'), denied];

    expect(await handler({ Records }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'bad' }, { itemIdentifier: denied.messageId }],
    });
  });

  it('says why a chunk failed, which the batch does not', async () => {
    const [, denied = fail()] = await sentBySweep();
    table.on(QueryCommand).rejects(accessDenied());

    await handler({ Records: [denied] }, context);

    expect(console.error).toHaveBeenCalledExactlyOnceWith({
      message: 'failed',
      reason: expect.stringContaining('AccessDeniedException: not authorised'),
    });
  });

  it('reads what it takes up exactly as receiving and recording declare', async () => {
    const [, good = fail()] = await sentBySweep();
    for (const client of [table, lambda, sqs, logs]) client.resetHistory();

    await handler({ Records: [good] }, context);

    const { receive, night, record } = engineGrants;
    const declared = new Set([...receive, ...night, ...record].map(({ action }) => action));
    expect(calledActions('dynamodb', table)).toEqual([...declared].sort());
  });

  it('queues a look for a function that an event says was changed', async () => {
    await sentBySweep();
    sqs.resetHistory();
    const changed = {
      id: 'e1',
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.lambda',
      account: '111122223333',
      region: 'eu-west-1',
      detail: {
        eventSource: 'lambda.amazonaws.com',
        eventName: 'CreateFunctionUrlConfig',
        requestParameters: { functionName: 'f' },
      },
    };

    const other = { ...changed, account: '444455556666' };
    expect(
      await handler({ Records: [message('own', changed), message('other', other)] }, context),
    ).toEqual({ batchItemFailures: [] });

    expect(console.info).toHaveBeenLastCalledWith(
      expect.objectContaining({ message: 'passed over', because: 'its account is not watched' }),
    );
    // EventBridge may deliver an event more than once, by a message of its own each time.
    const claims = table
      .commandCalls(UpdateCommand)
      .map(({ args }) => args[0].input.ExpressionAttributeValues?.[':by']);
    expect(claims).toContain('own');
    const sent = sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input);
    expect(sent).toHaveLength(1);
    expect(JSON.parse(sent[0]?.MessageBody ?? '')).toMatchObject({
      step: 'look',
      function: functionNamed('f').arn,
    });
    expect(sent[0]?.DelaySeconds).toBeGreaterThan(120);
  });

  it('does nothing that a message asks which no sweep has sent', async () => {
    const forged = { ...chunk, targets: [], gone: [functionNamed('f').arn] };

    expect(await handler({ Records: [message('forged', forged)] }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'forged' }],
    });
    expect(table.commandCalls(TransactWriteCommand)).toEqual([]);
    expect(console.error).toHaveBeenCalledExactlyOnceWith({
      message: 'failed',
      reason: expect.stringContaining('no sweep has sent this message'),
    });
  });

  it('does no more when it is woken than to send the first step: a step is delivered again', async () => {
    expect(await handler({}, context)).toBeUndefined();

    expect(lambda.calls()).toEqual([]);
    expect(stepsSent()).toEqual(['begin']);

    table.on(QueryCommand).rejects(accessDenied());
    expect(await handler({ Records: queued() }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
  });

  it('breaks off a listing in time for what comes after it', async () => {
    lambda.on(ListFunctionsCommand).resolves({ Functions: [listedFunction], NextMarker: 'more' });
    const late = { getRemainingTimeInMillis: () => 59_000 } as Context;

    await handler({}, context);
    await handler({ Records: queued() }, context);
    lambda.resetHistory();
    await handler({ Records: queued().slice(1) }, late);

    expect(lambda.commandCalls(ListFunctionsCommand)).toHaveLength(1);
    expect(stepsSent()).toEqual(['begin', 'region', 'end']);
  });
});

/** What a sweep puts into the queue for its workers, as Lambda hands it back. */
async function sentBySweep(): Promise<readonly SQSRecord[]> {
  await handler({}, context);
  for (let taken = 0; taken < queued().length; taken += 1) {
    const [record = fail()] = queued().slice(taken);
    if (isStep(record)) await handler({ Records: [record] }, context);
  }

  return queued().filter((record) => !isStep(record));
}

function queued(): SQSRecord[] {
  const calls = sqs.commandCalls(SendMessageCommand);

  return calls.map(({ args: [{ input }] }, index) =>
    message(`m${index}`, JSON.parse(input.MessageBody ?? '')),
  );
}

function stepsSent(): readonly string[] {
  return queued()
    .filter(isStep)
    .map(({ body }) => JSON.parse(body).step);
}

function isStep({ body }: SQSRecord): boolean {
  return 'step' in JSON.parse(body);
}

function kindsIn(body: string): readonly string[] {
  const { targets } = JSON.parse(body) as Chunk;

  return targets.map(({ kind }) => kind);
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

function fail(): never {
  throw new Error('the sweep has sent less than expected');
}
