import { EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Soil } from './plant.ts';
import type { PlantedSource } from './sibling.ts';

/** Creates what may trigger a function. What is not created is gone, as far as anyone can tell. */
export async function plantSource(
  { client }: Soil,
  { kind, name, isOff }: PlantedSource,
): Promise<void> {
  switch (kind) {
    case 'bucket':
      await new S3Client(client).send(new CreateBucketCommand({ Bucket: name }));
      break;
    case 'topic':
      await new SNSClient(client).send(new CreateTopicCommand({ Name: name }));
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
