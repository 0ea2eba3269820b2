import {
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { OpenSourceReader } from '../../app/ports.ts';
import { accountOf, regionOf } from '../../core/target.ts';
import { isBucket, serviceOfSource } from '../../domain/exposure/trigger-source.ts';
import { letsStrangers, resourceStatements } from '../../engines/iam/index.ts';
import { unlessGone } from './unless-gone.ts';

export interface OpenSourceClients {
  readonly s3: (region: string) => S3Client;
  readonly sqs: (region: string) => SQSClient;
}

/**
 * Tells whether the policy of a bucket or queue lets anyone write to it. Of topics the ways in tell,
 * and other services let in nobody from outside, or by other means.
 */
export function openSources(clients: OpenSourceClients): OpenSourceReader {
  const services: Readonly<Record<string, OpenSourceReader>> = {
    s3: (arn, region) => isOpenBucket(clients.s3(region), arn),
    sqs: async (arn) =>
      lets(
        await unlessGone(
          () => queuePolicy(clients.sqs(regionOf(arn)), arn),
          // The service says it in two ways, of which the older is the protocol's without JSON.
          'QueueDoesNotExist',
          'AWS.SimpleQueueService.NonExistentQueue',
        ),
        'sqs:SendMessage',
        arn,
      ),
  };

  return async (arn, region) => {
    const service = serviceOfSource(arn);

    return Object.hasOwn(services, service)
      ? ((await services[service]?.(arn, region)) ?? false)
      : false;
  };
}

/**
 * A bucket that anyone may write to says so twice: in its policy, and by blocking no such policy. One
 * that is gone is another check's: permissions/dangling-trigger.
 */
async function isOpenBucket(client: S3Client, arn: string): Promise<boolean> {
  const Bucket = isBucket(arn) ? arn.split(':::')[1] : undefined;
  if (!Bucket) return false;

  const told = await unlessGone(
    () => client.send(new GetBucketPolicyCommand({ Bucket })),
    'NoSuchBucketPolicy',
    'NoSuchBucket',
  );
  if (!lets(told?.Policy, 's3:PutObject', `${arn}/any`)) return false;

  const block = await unlessGone(
    () => client.send(new GetPublicAccessBlockCommand({ Bucket })),
    'NoSuchPublicAccessBlockConfiguration',
  );
  return block?.PublicAccessBlockConfiguration?.RestrictPublicBuckets !== true;
}

async function queuePolicy(client: SQSClient, arn: string): Promise<string | undefined> {
  const { QueueUrl } = await client.send(
    new GetQueueUrlCommand({
      QueueName: arn.split(':')[5],
      QueueOwnerAWSAccountId: accountOf(arn),
    }),
  );
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }),
  );

  return Attributes?.Policy;
}

/** Without a policy, or a queue that is still there, only the account itself gets in. */
function lets(policy: string | undefined, action: string, arn: string): boolean {
  return (
    Boolean(policy) &&
    letsStrangers(action, arn, resourceStatements(`${policy}`, `the policy of ${arn}`))
  );
}
