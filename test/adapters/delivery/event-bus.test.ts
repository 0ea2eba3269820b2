import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { eventBus } from '../../../functions/adapters/delivery/event-bus.ts';
import { type FindingEvent, findingEvent } from '../../../functions/domain/finding-event.ts';
import { stored } from '../../domain/notification/samples.ts';
import { mockClient } from '../../fakes/mock-client.ts';

const mocked = mockClient(EventBridgeClient);
const sleep = vi.fn(async (_: number) => undefined);
const publish = eventBus(new EventBridgeClient({ region: 'eu-west-1' }), { bus: 'arn:bus', sleep });

beforeEach(() => {
  mocked.reset();
  sleep.mockClear();
  mocked.on(PutEventsCommand).callsFake(({ Entries }) => answered(Entries, () => undefined));
});

describe('the event bus', () => {
  it('gets 3,000 changes of a first night by tens, in order', async () => {
    expect(await publish(events(3_000))).toEqual([]);

    expect(requests()).toHaveLength(300);
    expect(requests().every((entries) => entries.length <= 10)).toBe(true);
    expect(requests().flat().map(subjectIn)).toEqual(
      events(3_000).map(({ detail }) => detail.finding.subject),
    );
    expect(requests()[0]?.[0]).toMatchObject({
      EventBusName: 'arn:bus',
      Source: 'lambda-vigil',
      DetailType: 'Finding Opened',
      Resources: ['arn:aws:lambda:eu-west-1:111122223333:function:orders'],
      Time: new Date('2026-11-25T02:00:00.000Z'),
    });
  });

  it('fits requests into 256 KB, whatever findings hold', async () => {
    await publish(events(12, 'x'.repeat(300_000)));

    for (const entries of requests()) {
      expect(Buffer.byteLength(JSON.stringify(entries))).toBeLessThan(256_000);
    }
    expect(JSON.parse(requests()[0]?.[0]?.Detail ?? '')).toMatchObject({ truncated: true });
  });

  it('gets again what it could not take, and nothing else', async () => {
    let asked = 0;
    mocked.on(PutEventsCommand).callsFake(({ Entries }) => {
      asked += 1;
      return answered(Entries, (index) =>
        asked === 1 && index % 2 ? 'ThrottlingException' : undefined,
      );
    });

    expect(await publish(events(10))).toEqual([]);

    expect(requests().map((entries) => entries.length)).toEqual([10, 5]);
    expect(requests()[1]?.map(subjectIn)).toEqual(['1', '3', '5', '7', '9']);
    expect(sleep.mock.calls.flat()).toEqual([500]);
  });

  it('says what is refused for good', async () => {
    mocked
      .on(PutEventsCommand)
      .callsFake(({ Entries }) =>
        answered(Entries, (index) => (index === 0 ? 'MalformedDetail' : undefined)),
      );

    const [first] = events(3);
    expect(await publish(events(3))).toEqual([
      { id: first?.detail.id, reason: 'MalformedDetail: m' },
    ]);
    expect(requests()).toHaveLength(1);
  });

  it.each([
    [
      'what it could not take',
      () =>
        mocked
          .on(PutEventsCommand)
          .callsFake(({ Entries }) => answered(Entries, () => 'InternalFailure')),
    ],
    [
      'the request',
      () =>
        mocked
          .on(PutEventsCommand)
          .rejects(Object.assign(new Error('x'), { name: 'ThrottlingException' })),
    ],
    ['an answer without results', () => mocked.on(PutEventsCommand).resolves({})],
  ])('throws when it stays too busy for %s', async (_, answers) => {
    answers();

    await expect(publish(events(1))).rejects.toThrow();
    expect(sleep).toHaveBeenCalledTimes(5);
  });
});

function events(count: number, text = ''): readonly FindingEvent[] {
  return Array.from({ length: count }, (_, index) =>
    findingEvent(stored('opened', { subject: `${index}`, remediation: text })),
  ).filter((event) => event !== undefined);
}

function answered(
  entries: readonly PutEventsRequestEntry[],
  codeAt: (index: number) => string | undefined,
) {
  return {
    Entries: entries.map((_, index) => {
      const ErrorCode = codeAt(index);
      return ErrorCode === undefined ? { EventId: 'e' } : { ErrorCode, ErrorMessage: 'm' };
    }),
  };
}

function requests(): readonly (readonly PutEventsRequestEntry[])[] {
  return mocked.commandCalls(PutEventsCommand).map(({ args: [{ input }] }) => input.Entries ?? []);
}

function subjectIn({ Detail = '' }: PutEventsRequestEntry): string {
  return JSON.parse(Detail).finding.subject;
}
