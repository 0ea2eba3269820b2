import { CreateEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SampleEventSource } from './sample-function.ts';
import type { SeedContext } from './seed-context.ts';

/** Creates a queue, and the mapping by which Lambda polls it. */
export async function seedEventSource(
  { client, account, region }: SeedContext,
  FunctionName: string,
  { queue, mostAtOnce, isOff }: SampleEventSource,
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
