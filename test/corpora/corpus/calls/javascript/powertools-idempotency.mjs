import { makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';

const persistenceStore = new DynamoDBPersistenceLayer({ tableName: process.env.IDEMPOTENCY });
const ses = new SESv2Client({});

export const handler = makeIdempotent(
  async (event) => {
    await ses.send(new SendEmailCommand({ FromEmailAddress: 'shop@example.com', Destination: { ToAddresses: [event.to] }, Content: {} }));
  },
  { persistenceStore },
);
