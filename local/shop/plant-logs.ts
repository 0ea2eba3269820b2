import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { SeedContext } from './seed-context.ts';
import type { PlantedLogs } from './sibling.ts';

/** A log group. The emulator tells of its size what its tags say. */
export async function plantLogs(
  { client }: Pick<SeedContext, 'client'>,
  logGroupName: string,
  { bytes, days }: PlantedLogs,
): Promise<void> {
  const logs = new CloudWatchLogsClient(client);
  const tags = { 'vigil:stored-bytes': String(bytes) };

  await logs.send(new CreateLogGroupCommand({ logGroupName, tags }));
  if (days !== undefined) {
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: days }));
  }
}
