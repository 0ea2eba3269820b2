import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod/mini';
import { counted } from '../../functions/core/amounts.ts';
import type { DeployedParts } from '../../functions/domain/deployed-parts.ts';
import { deployCommand } from '../../functions/domain/vigil-command.ts';
import { type Diagnosis, diagnosed } from './diagnosis.ts';

const subscription = z.object({
  SubscriptionArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.optional(z.string()),
});

type Subscription = z.infer<typeof subscription>;

/**
 * Whether findings reach a reader: SNS sends to no address before its owner has confirmed it, and
 * nothing to a chat channel that the topic was not added to.
 *
 * @param chat the topic of a chat channel, where there is one.
 * @throws when SNS does not say it.
 *
 * Source: "Subscribing an email address to an Amazon SNS topic" (Amazon SNS Developer Guide).
 */
export async function subscriptionsDiagnosis(
  alerts: string,
  chat?: string,
): Promise<Omit<Diagnosis, 'about'>> {
  const inChat = chat === undefined ? undefined : await subscriptionsOf(chat);
  const all = [...(await subscriptionsOf(alerts)), ...(inChat ?? [])];

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
  if (inChat?.length === 0) {
    return {
      state: 'not ok',
      detail: `the chat channel receives nothing: it is not subscribed to ${chat}`,
      toDo: ['Add this topic to the channel in Amazon Q Developer in chat applications'],
    };
  }
  const protocols = [...new Set(all.map(({ Protocol }) => Protocol))].join(', ');
  return { state: 'ok', detail: `${counted(all.length, 'confirmed subscription')} (${protocols})` };
}

/** Whether findings reach the team of each route. One that is not known hides none that is not ok. */
export async function routesDiagnosis(
  routes: NonNullable<DeployedParts['routes']>,
): Promise<Omit<Diagnosis, 'about'>> {
  const all = await Promise.all(
    routes.map(({ name, topics: [alerts = '', chat] }) =>
      diagnosed(name, () => subscriptionsDiagnosis(alerts, chat)),
    ),
  );
  const amiss = all.filter(({ state }) => state !== 'ok');
  if (amiss.length === 0) {
    return { state: 'ok', detail: `${counted(all.length, 'route')} with confirmed subscriptions` };
  }

  return {
    state: amiss.some(({ state }) => state === 'not ok') ? 'not ok' : 'unknown',
    detail: `${amiss.length} of ${counted(all.length, 'route')} may reach no one`,
    each: amiss.map(({ about, detail }) => `${about}: ${detail}`),
    toDo: [
      'Follow the links in the mails "AWS Notification - Subscription Confirmation", and see that each route in the setting routes names who receives it',
    ],
  };
}

async function subscriptionsOf(TopicArn: string): Promise<readonly Subscription[]> {
  const client = new SNSClient({});
  const all: Subscription[] = [];
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
    all.push(...z.array(subscription).parse(page.Subscriptions ?? []));
  }

  return all;
}
