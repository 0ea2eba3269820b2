import { PublishCommand, type PublishCommandInput, type SNSClient } from '@aws-sdk/client-sns';
import { attempt } from '../../app/collectors.ts';
import type { Publish, Recipients } from '../../app/ports.ts';
import { accountOf } from '../../core/target.ts';
import type { FactWords } from '../../domain/gap-in-words.ts';
import { chatNotification } from '../../domain/notification/chat-notification.ts';
import { fitting } from '../../domain/notification/fitting.ts';
import { mailText } from '../../domain/notification/mail.ts';
import type { Notification } from '../../domain/notification/notification.ts';
import { notificationInWords } from '../../domain/notification/notification-in-words.ts';
import { subjectOf } from '../../domain/notification/wording.ts';
import type { NotifiedTopics } from '../../domain/notifier-environment.ts';

export interface Topics {
  /** ARN. */
  readonly alerts: string;
  /** ARN of a topic to which only Amazon Q Developer is subscribed. */
  readonly chat?: string | undefined;
}

/**
 * Bytes: SNS takes 262,144 with attributes. The rest is for the envelope in which SNS hands a
 * message to a function or a queue. Source: "Publish" (SNS API Reference).
 */
const MOST_BYTES = 250_000;

/** The topic of the alerts, and those of routes. @param words of facts, for people. */
export function snsRecipients(
  client: SNSClient,
  { ALERT_TOPIC_ARN, CHAT_TOPIC_ARN, MAIN_GETS = 'all', ROUTES = [] }: NotifiedTopics,
  words: FactWords,
): Recipients {
  return {
    account: accountOf(ALERT_TOPIC_ARN),
    main: snsPublisher(client, { alerts: ALERT_TOPIC_ARN, chat: CHAT_TOPIC_ARN }, words),
    mainGets: MAIN_GETS,
    routes: ROUTES.map(({ topic, chat, ...selector }) => ({
      selector,
      publish: snsPublisher(client, { alerts: topic, chat }, words),
    })),
  };
}

/** @param words of facts, for people. */
export function snsPublisher(
  client: SNSClient,
  { alerts, chat }: Topics,
  words: FactWords,
): Publish {
  const inputOf = (notification: Notification) =>
    alertInput(notification, notificationInWords(notification, words), alerts);

  return async (notification) => {
    const fitted = fitting(notification, (smaller) => bytesOf(inputOf(smaller)) <= MOST_BYTES);

    if (chat) await publishToChat(client, notificationInWords(fitted, words), chat);
    await client.send(new PublishCommand(inputOf(fitted)));
  };
}

/** An error would have the mail sent again, so a lost post is only logged. */
async function publishToChat(
  client: SNSClient,
  notification: Notification,
  topic: string,
): Promise<void> {
  const posted = await attempt(() =>
    client.send(new PublishCommand(chatInput(notification, topic))),
  );

  if (!posted.known) {
    console.error({
      message: 'not sent to the chat channel',
      id: notification.id,
      reason: posted.reason,
    });
  }
}

/**
 * Functions, queues and endpoints get what is for machines, and two copies leave more room than
 * one for each of them. Filter by attributes, or by the same fields of the body.
 */
function alertInput(
  notification: Notification,
  inWords: Notification,
  TopicArn: string,
): PublishCommandInput {
  const Subject = subjectOf(notification);
  const forms = { default: JSON.stringify(notification), email: mailText(inWords), sms: Subject };

  return {
    TopicArn,
    Subject,
    MessageStructure: 'json',
    Message: JSON.stringify(forms),
    MessageAttributes: {
      severity: { DataType: 'String', StringValue: notification.severity },
      ...arrayAttribute('scanners', notification.scanners),
      ...arrayAttribute('transitions', notification.transitions),
    },
  };
}

function chatInput(notification: Notification, TopicArn: string): PublishCommandInput {
  return { TopicArn, Message: JSON.stringify(chatNotification(notification)) };
}

/** Nothing is better said by no attribute: SNS has no use for an empty one. */
function arrayAttribute(name: string, values: readonly string[]) {
  if (values.length === 0) return {};

  return { [name]: { DataType: 'String.Array', StringValue: JSON.stringify(values) } };
}

function bytesOf({ Subject = '', Message = '', MessageAttributes }: PublishCommandInput): number {
  const attributes = JSON.stringify(MessageAttributes);

  return [Subject, Message, attributes]
    .map((text) => new TextEncoder().encode(text).length)
    .reduce((sum, bytes) => sum + bytes, 0);
}
