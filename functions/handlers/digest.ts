import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { snsPublisher } from '../adapters/delivery/sns-publisher.ts';
import { dynamoArchive, dynamoDigestStates } from '../adapters/tables/dynamo-archive.ts';
import { nightReader } from '../adapters/tables/night-ledger.ts';
import { digestInTurn } from '../app/digest.ts';
import { type DigestWake, digestEnvironment } from '../domain/notifier-environment.ts';
import { factWords } from '../facts/index.ts';

const environment = digestEnvironment.parse(process.env);
const dynamo = new DynamoDBClient({});
const parts = {
  archive: dynamoArchive(dynamo, environment.FINDINGS_TABLE),
  states: dynamoDigestStates(dynamo, environment.FINDINGS_TABLE),
  night: nightReader(dynamo, environment.FACTS_TABLE),
  publish: snsPublisher(
    new SNSClient({}),
    { alerts: environment.ALERT_TOPIC_ARN, chat: environment.CHAT_TOPIC_ARN },
    factWords,
  ),
  clock: () => new Date(),
  words: factWords,
};

/** Invoked by its schedules: when the night should be over, and later in case it was not. */
export async function handler({ again }: DigestWake = {}): Promise<void> {
  console.info({ message: 'digested', ...(await digestInTurn(parts, { again })) });
}
