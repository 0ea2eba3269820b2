import { CreateEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SeedContext } from './seed-context.ts';
import type { PlantedEventSource } from './sibling.ts';

/** Creates a queue, and the mapping by which Lambda polls it. */
export async function plantEventSource(
  { client, account, region }: SeedContext,
  FunctionName: string,
  { queue, mostAtOnce, isOff }: PlantedEventSource,
): Promise<void> {
  await new SQSClient(client).send(new CreateQueueCommand({ QueueName: queue }));
  await new LambdaClient(client).send(
    new CreateEventSourceMappingCommand({
      FunctionName,
      EventSourceArn: `arn:aws:sqs:${region}:${account}:${queue}`,
      Enabled: isOff !== true,
      ...(mostAtOnce !== undefined && { ScalingConfig: { MaximumConcurrency: mostAtOnce } }),
    }),
  );
}
