import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Refused } from '../../app/refused.ts';

/** Puts aside what a service refuses, where an alarm reports it. @throws when that fails. */
export type PutAside = (refused: Refused) => Promise<void>;

/** @param from the function that could not deliver it. */
export function deadLetters(
  client: Pick<SQSClient, 'send'>,
  QueueUrl: string,
  from: string,
): PutAside {
  return async (refused) => {
    const MessageBody = JSON.stringify({ from, ...refused }).slice(0, MOST_CHARACTERS);

    await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  };
}

const MOST_CHARACTERS = 10_000;
