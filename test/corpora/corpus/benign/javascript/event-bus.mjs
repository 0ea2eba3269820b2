import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

const client = new EventBridgeClient({ region: process.env.AWS_REGION });

export const handler = async ({ Records }) => {
  const Entries = Records.filter(({ eventName }) => eventName !== 'REMOVE').map(({ dynamodb }) => ({
    Source: 'orders',
    DetailType: 'order-changed',
    EventBusName: process.env.BUS,
    Detail: JSON.stringify({ id: dynamodb.Keys.id.S, state: dynamodb.NewImage?.state?.S }),
  }));
  for (let n = 0; n < Entries.length; n += 10) await client.send(new PutEventsCommand({ Entries: Entries.slice(n, n + 10) }));
};
