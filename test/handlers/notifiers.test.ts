import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import type { DynamoDBStreamEvent, SNSEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { coverageItem, findingItem } from '../../functions/adapters/tables/finding-items.ts';
import {
  deliverSlackGrants,
  digestGrants,
  type Grant,
  importFindingsGrants,
  notifyGrants,
  publishEventsGrants,
} from '../../functions/domain/grants.ts';
import { calledActions } from '../builders/called-actions.ts';
import { alertAbout, coverageOf, happened } from '../domain/notification/samples.ts';
import { mockClient } from '../fakes/mock-client.ts';

vi.stubEnv('AWS_REGION', 'eu-west-1');
vi.stubEnv('FINDINGS_TABLE', 'findings');
vi.stubEnv('FACTS_TABLE', 'facts');
vi.stubEnv('ALERT_TOPIC_ARN', 'arn:alerts');
vi.stubEnv('CHAT_TOPIC_ARN', 'arn:chat');
vi.stubEnv('ALERT_ON', 'critical,high');
vi.stubEnv('SLACK_WEBHOOK_SECRET', 'vigil/slack');
vi.stubEnv('DEPLOYMENT', 'LambdaVigil-1');
vi.stubEnv('METRICS', 'all');
vi.stubEnv('EVENT_BUS_ARN', 'arn:bus');
vi.stubEnv('DEAD_LETTERS_URL', 'https://sqs/dead');
vi.stubEnv('ACCOUNT', '111122223333');
vi.stubEnv('REGION', 'eu-west-1');
vi.stubEnv('PARTITION', 'aws');
const fetch = vi.fn(async (..._: unknown[]) => new Response('ok'));
vi.stubGlobal('fetch', fetch);

const notify = await import('../../functions/handlers/notify.ts');
const digest = await import('../../functions/handlers/digest.ts');
const deliverSlack = await import('../../functions/handlers/deliver-slack.ts');
const publishEvents = await import('../../functions/handlers/publish-events.ts');
const importFindings = await import('../../functions/handlers/import-findings.ts');

const sns = mockClient(SNSClient);
const table = mockClient(DynamoDBDocumentClient);
const secrets = mockClient(SecretsManagerClient);
const bus = mockClient(EventBridgeClient);
const hub = mockClient(SecurityHubClient);
const queue = mockClient(SQSClient);

beforeEach(() => {
  vi.spyOn(console, 'info').mockReturnValue();
  vi.spyOn(console, 'error').mockReset().mockReturnValue();
  for (const client of [sns, table, secrets, bus, hub, queue]) client.reset();
  fetch.mockClear();

  sns.on(PublishCommand).resolves({});
  secrets.on(GetSecretValueCommand).resolves({ SecretString: 'https://hooks.slack.com/x' });
});

describe('notify', () => {
  it('publishes the rest of a batch in which a record cannot be read', async () => {
    const { Records: [good] = [] } = streamOf({ transition: 'opened', status: 'open' });
    const { Records: [bad] = [] } = streamOf({ transition: 'opened', target: 'arn:x' });

    await notify.handler({ Records: [bad, good].filter((record) => record !== undefined) });

    expect(topics()).toEqual(['arn:chat', 'arn:alerts']);
    expect(console.error).toHaveBeenCalledExactlyOnceWith({
      message: 'unreadable',
      reasons: [expect.stringMatching(/./)],
    });
  });

  it('publishes what the stream brings, and calls exactly what is declared', async () => {
    await notify.handler(streamOf({ transition: 'opened', status: 'open' }));

    expect(topics()).toEqual(['arn:chat', 'arn:alerts']);
    expect(calledActions('sns', sns)).toEqual(declared(notifyGrants({ chat: true, routes: true })));
  });
});

describe('digest', () => {
  it('publishes what is stored, and calls exactly what is declared', async () => {
    table.on(GetCommand).resolves({});
    table.on(BatchGetCommand).resolves({ Responses: { facts: [] } });
    table
      .on(ScanCommand)
      .resolves({ Items: [findingItem(happened('opened')), coverageItem(coverageOf())] });

    await digest.handler();

    const reads = calledActions('dynamodb', table).map((action) =>
      action === 'dynamodb:Get' ? 'dynamodb:GetItem' : action,
    );
    expect(topics()).toEqual(['arn:chat', 'arn:alerts']);
    expect([...reads, ...calledActions('sns', sns)]).toEqual(
      declared(digestGrants({ chat: true, routes: true })),
    );
  });
});

describe('deliver-slack', () => {
  it('posts a notification, and calls exactly what is declared', async () => {
    await deliverSlack.handler(topicEvent(alertAbout({})));

    expect(posted()).toMatchObject({ text: expect.stringContaining('1 critical: ') });
    expect(calledActions('secretsmanager', secrets)).toEqual(declared(deliverSlackGrants));
  });

  it('posts alarms of our own, which come by the same topic', async () => {
    await deliverSlack.handler(
      topicEvent({ AlarmName: 'DeadLetters', NewStateValue: 'ALARM', NewStateReason: 'r' }),
    );

    expect(posted()).toMatchObject({ text: 'lambda-vigil is failing: DeadLetters' });
  });

  it('fails for what it does not know, rather than lose it', async () => {
    await expect(deliverSlack.handler(topicEvent({ version: 2 }))).rejects.toThrow();
  });
});

describe('publish-events', () => {
  it('sends an event of what the stream brings, and calls exactly what is declared', async () => {
    bus.on(PutEventsCommand).resolves({ Entries: [{ ErrorCode: 'MalformedDetail' }] });

    const event = streamOf({ transition: 'opened', status: 'open' });
    expect(await publishEvents.handler(event)).toEqual({ batchItemFailures: [] });

    expect(bus.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries).toMatchObject([
      { Source: 'lambda-vigil', DetailType: 'Finding Opened' },
    ]);
    expect(queue.commandCalls(SendMessageCommand)[0]?.args[0].input).toMatchObject({
      QueueUrl: 'https://sqs/dead',
      MessageBody: expect.stringContaining('"from":"publish-events"'),
    });
    expect([...calledActions('events', bus), ...calledActions('sqs', queue)]).toEqual(
      byCode(publishEventsGrants),
    );
  });

  it('has delivered again from the first change that failed', async () => {
    bus
      .on(PutEventsCommand)
      .rejects(
        Object.assign(new Error('no'), { $fault: 'client', $metadata: { httpStatusCode: 400 } }),
      );
    const { Records } = streamOf({ transition: 'opened', status: 'open' });
    const many = Array.from({ length: 150 }, (_, index) => ({
      ...Records[0],
      dynamodb: { ...Records[0]?.dynamodb, SequenceNumber: `${index}` },
    }));

    expect(await publishEvents.handler({ Records: many })).toEqual({
      batchItemFailures: [{ itemIdentifier: '0' }],
    });
    bus.reset();
    let asked = 0;
    bus.on(PutEventsCommand).callsFake(({ Entries }) => {
      asked += Entries.length;
      if (asked > 100)
        throw Object.assign(new Error('no'), {
          $fault: 'client',
          $metadata: { httpStatusCode: 400 },
        });
      return { Entries: Entries.map(() => ({ EventId: 'e' })) };
    });

    expect(await publishEvents.handler({ Records: many })).toEqual({
      batchItemFailures: [{ itemIdentifier: '100' }],
    });
  });
});

describe('import-findings', () => {
  it('has Security Hub follow the stream, and calls exactly what is declared', async () => {
    const ids = { FindingIdentifier: { Id: 'a', ProductArn: 'b' } };
    hub.on(BatchImportFindingsCommand).resolves({ FailedCount: 0, SuccessCount: 1 });
    hub
      .on(BatchUpdateFindingsCommand)
      .resolvesOnce({})
      .resolves({
        UnprocessedFindings: [{ ...ids, ErrorCode: 'InvalidInput', ErrorMessage: 'm' }],
      });
    queue.on(SendMessageCommand).resolves({});
    table
      .on(ScanCommand)
      .resolves({ Items: [findingItem(happened('opened')), coverageItem(coverageOf())] });

    await importFindings.handler(streamOf({ transition: 'unsuppressed', status: 'open' }));
    await importFindings.handler({ again: true });

    expect(hub.commandCalls(BatchImportFindingsCommand)).toHaveLength(2);
    expect(hub.commandCalls(BatchUpdateFindingsCommand)[0]?.args[0].input).toMatchObject({
      Workflow: { Status: 'NEW' },
    });
    expect([...calledActions('dynamodb', table), ...calledActions('securityhub', hub)]).toEqual(
      byCode(importFindingsGrants).filter((action) => !action.startsWith('sqs:')),
    );
  });
});

function byCode(grants: readonly Grant[]): readonly string[] {
  return grants
    .filter(({ by }) => by !== 'aws')
    .map(({ action }) => action)
    .sort();
}

/** What Lambda calls in the name of a function is none of its own calls. */
function declared(grants: readonly Grant[]): readonly string[] {
  const platform = ['findings stream', 'log group', 'dead letters', 'everything'];
  const own = grants.filter(({ on }) => !platform.includes(on)).map(({ action }) => action);

  return [...new Set(own)].sort();
}

function topics() {
  return sns.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input.TopicArn);
}

function posted(): unknown {
  const [, init] = fetch.mock.calls[0] ?? [];

  return JSON.parse(String((init as RequestInit | undefined)?.body));
}

function streamOf(parts: {
  readonly transition: string;
  readonly status?: string;
  readonly target?: string;
}) {
  const { finding } = happened('opened');
  const texts = Object.entries({ ...finding, ...parts }).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const NewImage = {
    ...Object.fromEntries(texts.map(([name, value]) => [name, { S: value }])),
    evidence: { L: [] },
    history: { L: [] },
  };

  return { Records: [{ eventName: 'INSERT', dynamodb: { NewImage } }] } as DynamoDBStreamEvent;
}

/** Nothing reads more of it than is given here, and AWS's types ask for much more. */
function topicEvent(message: object) {
  const Sns = { MessageId: 'id', Message: JSON.stringify(message) };

  return { Records: [{ Sns }] } as SNSEvent;
}
