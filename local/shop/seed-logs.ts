import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { SampleLogs } from './sample-function.ts';
import type { SeedContext } from './seed-context.ts';

/** Creates a log group. The emulator reports the size that its tag says. */
export async function seedLogs(
  { client }: Pick<SeedContext, 'client'>,
  logGroupName: string,
  { bytes, days }: SampleLogs,
): Promise<void> {
  const logs = new CloudWatchLogsClient(client);
  const tags = { 'vigil:stored-bytes': String(bytes) };

  await logs.send(new CreateLogGroupCommand({ logGroupName, tags }));
  if (days !== undefined) {
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: days }));
  }
}
