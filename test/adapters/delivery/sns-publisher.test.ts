import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { snsPublisher } from '../../../functions/adapters/delivery/sns-publisher.ts';
import { notificationSchema } from '../../../functions/domain/notification/notification.ts';
import { factWords } from '../../../functions/facts/index.ts';
import { alertAbout, arnOf } from '../../domain/notification/samples.ts';
import { mockClient } from '../../fakes/mock-client.ts';

const sns = mockClient(SNSClient);
const client = new SNSClient({ region: 'eu-west-1' });
const publish = snsPublisher(client, { alerts: 'arn:alerts' }, factWords);
const notification = alertAbout({}, { subject: 'other', check: 'code/event-code-execution' });

beforeEach(() => {
  sns.reset();
  sns.on(PublishCommand).resolves({});
});

describe('snsPublisher', () => {
  it('gives people text and machines JSON', async () => {
    await publish(notification);

    const [{ TopicArn, Subject, MessageStructure }] = sent();
    const forms = formsOf(sent()[0]);
    expect([TopicArn, MessageStructure]).toEqual(['arn:alerts', 'json']);
    expect(Subject).toBe('[lambda-vigil] 2 critical: Public resource policy (orders)');
    expect(forms.email).toMatch(/^2 critical in account 111122223333\n\nCRITICAL: /);
    expect(forms.sms).toBe(Subject);
    expect(notificationSchema.parse(JSON.parse(forms.default ?? ''))).toEqual(notification);
  });

  it('lets subscriptions filter by attributes, and by the same fields of the body', async () => {
    await publish(notification);

    expect(sent()[0].MessageAttributes).toEqual({
      severity: { DataType: 'String', StringValue: 'critical' },
      scanners: { DataType: 'String.Array', StringValue: '["code","permissions"]' },
      transitions: { DataType: 'String.Array', StringValue: '["opened"]' },
    });
    expect(JSON.parse(formsOf(sent()[0]).default ?? '')).toMatchObject({
      severity: 'critical',
      scanners: ['code', 'permissions'],
      transitions: ['opened'],
    });
  });

  it('sends no attribute that is empty, for SNS refuses it', async () => {
    await publish({ ...notification, scanners: [], transitions: [] });

    expect(Object.keys(sent()[0].MessageAttributes ?? {})).toEqual(['severity']);
  });

  it('fits the largest news into 256 KB, with the worst findings named', async () => {
    await publish(largest());

    const [{ Subject, Message, MessageAttributes }] = sent();
    const bytes = new TextEncoder().encode(
      `${Subject}${Message}${JSON.stringify(MessageAttributes)}`,
    ).length;
    const fitted = notificationSchema.parse(JSON.parse(formsOf(sent()[0]).default ?? ''));
    expect(bytes).toBeLessThan(262_144);
    expect(fitted.changes.length + fitted.changesLeft).toBe(40);
    expect(fitted.changes.length).toBeGreaterThan(0);
  });

  it('publishes to the chat topic, in its schema, only where there is one', async () => {
    await publish(notification);
    await snsPublisher(client, { alerts: 'arn:alerts', chat: 'arn:chat' }, factWords)(notification);

    const topics = sent().map(({ TopicArn }) => TopicArn);
    expect(topics).toEqual(['arn:alerts', 'arn:chat', 'arn:alerts']);
    expect(JSON.parse(sent()[1]?.Message ?? '')).toMatchObject({
      version: '1.0',
      source: 'custom',
      content: { textType: 'client-markdown' },
    });
    expect(sent()[1]).not.toHaveProperty('MessageStructure');
  });

  it('sends the mail once also when the chat topic cannot be reached', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    sns.on(PublishCommand, { TopicArn: 'arn:chat' }).rejects(new Error('Throttled'));

    await snsPublisher(client, { alerts: 'arn:alerts', chat: 'arn:chat' }, factWords)(notification);

    expect(sent().filter(({ TopicArn }) => TopicArn === 'arn:alerts')).toHaveLength(1);
    expect(log).toHaveBeenCalledWith(expect.objectContaining({ reason: 'Throttled' }));
  });

  it('throws when SNS refuses, so that it is sent again', async () => {
    sns.on(PublishCommand).rejects(new Error('Throttled'));

    await expect(publish(notification)).rejects.toThrow('Throttled');
  });
});

/** Four bytes a character, and quotes, which are escaped once more in each form. */
function largest() {
  const long = '👍"'.repeat(160);
  const parts = {
    title: long,
    summary: long,
    remediation: long.repeat(8),
    evidence: Array(60).fill({ text: long, path: long.slice(0, 200), line: 1, column: 1 }),
  };

  return alertAbout(
    ...Array.from({ length: 40 }, (_, index) => ({ target: arnOf(`f${index}`), ...parts })),
  );
}

function sent() {
  const [first, ...others] = sns.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input);
  if (!first) throw new Error('nothing was published');

  return [first, ...others] as const;
}

function formsOf({ Message = '' }: { readonly Message?: string | undefined }) {
  return JSON.parse(Message) as Partial<Record<string, string>>;
}
