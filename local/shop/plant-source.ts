import { EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Soil } from './plant.ts';
import type { PlantedSource } from './sibling.ts';

/** Creates what may trigger a function. What is not created is gone, as far as anyone can tell. */
export async function plantSource(
  { client }: Soil,
  { kind, name, isOff, isOpen }: PlantedSource,
): Promise<void> {
  switch (kind) {
    case 'bucket':
      await new S3Client(client).send(new CreateBucketCommand({ Bucket: name }));
      break;
    case 'topic':
      await plantTopic(new SNSClient(client), name, isOpen ?? false);
      break;
    case 'rule':
      await new EventBridgeClient(client).send(
        new PutRuleCommand({
          Name: name,
          ScheduleExpression: 'rate(1 hour)',
          State: isOff ? 'DISABLED' : 'ENABLED',
        }),
      );
      break;
  }
}

async function plantTopic(sns: SNSClient, Name: string, isOpen: boolean): Promise<void> {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name }));
  if (!isOpen) return;

  const Statement = [
    { Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: TopicArn },
  ];
  await sns.send(
    new SetTopicAttributesCommand({
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
}
