import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { snsPublisher } from '../adapters/delivery/sns-publisher.ts';
import { dynamoArchive, dynamoDigestStates } from '../adapters/tables/dynamo-archive.ts';
import { digest } from '../app/digest.ts';
import { digestEnvironment } from '../domain/teller-environment.ts';

const environment = digestEnvironment.parse(process.env);
const dynamo = new DynamoDBClient({});
const parts = {
  archive: dynamoArchive(dynamo, environment.FINDINGS_TABLE),
  states: dynamoDigestStates(dynamo, environment.FINDINGS_TABLE),
  publish: snsPublisher(new SNSClient({}), {
    alerts: environment.ALERT_TOPIC_ARN,
    chat: environment.CHAT_TOPIC_ARN,
  }),
  clock: () => new Date(),
};

/** Woken by its schedule, when the night is over. */
export async function handler(): Promise<void> {
  console.info({ message: 'digested', ...(await digest(parts)) });
}
