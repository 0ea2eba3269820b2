import { SNSClient } from '@aws-sdk/client-sns';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { snsRecipients } from '../adapters/delivery/sns-publisher.ts';
import { transitionsIn } from '../adapters/tables/findings-stream.ts';
import { announce } from '../app/announce.ts';
import { notifyEnvironment } from '../domain/notifier-environment.ts';
import { factWords } from '../facts/index.ts';

const environment = notifyEnvironment.parse(process.env);
const urgent = new Set(environment.ALERT_ON);
const recipients = snsRecipients(new SNSClient({}), environment, factWords);

/** Invoked by changes of the findings table. The urgent ones of a batch are one message. */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<void> {
  const { transitions, unreadable } = await transitionsIn(Records);
  const announced = await announce(transitions, urgent, recipients);

  if (unreadable.length > 0) console.error({ message: 'unreadable', reasons: unreadable });
  console.info({ message: 'announced', ...announced, unreadable: unreadable.length });
}
