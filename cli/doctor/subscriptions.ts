import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod/mini';
import { counted } from '../../functions/core/amounts.ts';
import { deployCommand } from '../../functions/domain/vigil-command.ts';
import type { Diagnosis } from './diagnosis.ts';

const subscription = z.object({
  SubscriptionArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.optional(z.string()),
});

/**
 * Whether findings reach a reader: SNS sends to no address before its owner has confirmed it.
 *
 * @throws when SNS does not say it.
 *
 * Source: "Subscribing an email address to an Amazon SNS topic" (Amazon SNS Developer Guide).
 */
export async function subscriptionsDiagnosis(TopicArn: string): Promise<Omit<Diagnosis, 'about'>> {
  const client = new SNSClient({});
  const all: z.infer<typeof subscription>[] = [];
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
    all.push(...z.array(subscription).parse(page.Subscriptions ?? []));
  }

  const pending = all.filter(({ SubscriptionArn }) => !SubscriptionArn.startsWith('arn:'));
  if (all.length === 0) {
    return {
      state: 'not ok',
      detail: 'no recipient: findings are stored, and no message is sent to anyone',
      toDo: [deployCommand('-c email=you@example.com')],
    };
  }
  if (pending.length > 0) {
    const who = pending.map(({ Endpoint = 'an address' }) => Endpoint).join(', ');
    return {
      state: 'not ok',
      detail: `${counted(pending.length, 'subscription')} not confirmed: ${who}`,
      toDo: ['Follow the link in the mail "AWS Notification - Subscription Confirmation"'],
    };
  }
  const protocols = [...new Set(all.map(({ Protocol }) => Protocol))].join(', ');
  return { state: 'ok', detail: `${counted(all.length, 'confirmed subscription')} (${protocols})` };
}
