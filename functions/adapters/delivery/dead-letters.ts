import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Refused } from '../../app/refused.ts';
import { cut } from '../../domain/notification/plain-text.ts';

/** Puts aside what a service refuses, where an alarm reports it. @throws when that fails. */
export type PutAside = (refused: Refused) => Promise<void>;

/** @param from the function that could not deliver it. */
export function deadLetters(
  client: Pick<SQSClient, 'send'>,
  QueueUrl: string,
  from: string,
): PutAside {
  return async ({ id, reason }) => {
    const MessageBody = JSON.stringify({ from, id, reason: cut(reason, MOST_REASON) });

    await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  };
}

/** Characters: a service quotes what it refuses. */
const MOST_REASON = 2_000;
