import type { S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { OpenSourceReader } from '../../app/account-readers.ts';
import { accountOf, regionOf } from '../../core/target.ts';
import { isBucket, serviceOfSource } from '../../domain/exposure/trigger-source.ts';
import { allowsPublic, resourceStatements } from '../../engines/iam/index.ts';
import { notFoundAsNone } from './not-found-as-none.ts';
import { isOpenBucket } from './open-bucket.ts';
import type { AccountIn, PublicAccessBlock } from './public-access-blocks.ts';

export interface OpenSourceClients {
  readonly s3: (region: string) => S3Client;
  /** What the account blocks for all of its buckets. @throws when it is not known. */
  readonly accountBlock: (of: AccountIn) => Promise<PublicAccessBlock>;
  readonly sqs: (region: string) => SQSClient;
}

/**
 * Reads whether a bucket or queue is publicly writable. Of topics the entry points say so, and
 * other services have no public access, or another kind of it.
 */
export function openSources(clients: OpenSourceClients): OpenSourceReader {
  const services: Readonly<Record<string, OpenSourceReader>> = {
    s3: (arn, of) => isOpenBucketOf(clients, arn, of),
    sqs: async (arn) =>
      isPublic(
        await notFoundAsNone(
          () => queuePolicy(clients.sqs(regionOf(arn)), arn),
          // The service says it in two ways, of which the older is the protocol's without JSON.
          'QueueDoesNotExist',
          'AWS.SimpleQueueService.NonExistentQueue',
        ),
        'sqs:SendMessage',
        arn,
      ),
  };

  return async (arn, of) => {
    const service = serviceOfSource(arn);

    return Object.hasOwn(services, service)
      ? ((await services[service]?.(arn, of)) ?? false)
      : false;
  };
}

/** Nothing else of S3 is asked about: an access point, say. */
async function isOpenBucketOf(clients: OpenSourceClients, arn: string, of: AccountIn) {
  const Bucket = isBucket(arn) ? arn.split(':::')[1] : undefined;
  if (!Bucket) return false;

  const bucket = { arn, asked: { Bucket, ExpectedBucketOwner: of.account } };
  return isOpenBucket(clients.s3(of.region), bucket, () => clients.accountBlock(of));
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

/** Without a policy, or a queue that is still there, only the account itself has access. */
function isPublic(policy: string | undefined, action: string, arn: string): boolean {
  return (
    Boolean(policy) &&
    allowsPublic(action, arn, resourceStatements(`${policy}`, `the policy of ${arn}`))
  );
}
