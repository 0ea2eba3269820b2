import type { SNSEvent } from 'aws-lambda';
import { secretAt } from '../adapters/aws/secret.ts';
import { slackWebhook } from '../adapters/delivery/slack-webhook.ts';
import { alarmMessage, alarmSchema } from '../domain/notification/alarm.ts';
import { notificationSchema } from '../domain/notification/notification.ts';
import { notificationInWords } from '../domain/notification/notification-in-words.ts';
import { type SlackMessage, slackMessage } from '../domain/notification/slack-blocks.ts';
import { deliverSlackEnvironment } from '../domain/notifier-environment.ts';
import { settingsTable } from '../domain/settings/settings-table.ts';
import { factWords } from '../facts/index.ts';

const { slackWebhookOrigin } = settingsTable;
const environment = deliverSlackEnvironment.parse(process.env);
const post = slackWebhook({
  address: secretAt(environment.SLACK_WEBHOOK_SECRET),
  origins: environment.WEBHOOK_ORIGINS ?? [slackWebhookOrigin.default],
  fetch,
});

/** Invoked by the alert topic. A failure is thrown: Lambda retries, then sends the event to the dead letters. */
export async function handler({ Records }: SNSEvent): Promise<void> {
  for (const { Sns } of Records) {
    await post(rendered(JSON.parse(Sns.Message)));
    console.info({ message: 'posted', id: Sns.MessageId });
  }
}

/** Notifications are of the product; alarms come from CloudWatch, when one of its own parts has failed. */
function rendered(message: object): SlackMessage {
  return 'AlarmName' in message
    ? alarmMessage(alarmSchema.parse(message))
    : slackMessage(notificationInWords(notificationSchema.parse(message), factWords));
}
