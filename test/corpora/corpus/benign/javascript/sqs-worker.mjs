import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';

const sns = new SNSClient({});

export async function handler(event) {
  const batchItemFailures = [];

  for (const record of event.Records) {
    try {
      const order = JSON.parse(record.body);
      await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC_ARN, Subject: `Order ${order.id}`, Message: JSON.stringify(order) }));
    } catch (error) {
      console.error('failed', record.messageId, error);
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}
