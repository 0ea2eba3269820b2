import { DescribeRuleCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetBucketLocationCommand, type S3Client } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { SourceReader } from '../../app/account-readers.ts';
import { attempt } from '../../app/collectors.ts';
import { regionOf } from '../../core/target.ts';
import { ruleNamed } from '../../domain/exposure/event-rule.ts';
import { isDistribution, serviceOfSource } from '../../domain/exposure/trigger-source.ts';
import { isPublicTopic } from '../../engines/iam/index.ts';
import type { DistributionListing } from './distributions.ts';
import type { IotCallers } from './iot-callers.ts';
import { notFoundAsNone } from './not-found-as-none.ts';
import type { UserPools } from './user-pools.ts';

export interface SourceClients {
  readonly s3: (region: string) => S3Client;
  readonly sns: (region: string) => SNSClient;
  readonly events: (region: string) => EventBridgeClient;
  /** Names of the account's buckets. @throws when they cannot be listed. */
  readonly buckets: (region: string) => Promise<ReadonlySet<string>>;
  /** Rules of a region's default bus, by ARN. @throws when they cannot be listed. */
  readonly rules: (region: string) => Promise<ReadonlyMap<string, unknown>>;
  /** The ids of a region's APIs. @throws when they are not known. */
  readonly apis: (region: string) => Promise<ReadonlySet<string>>;
  readonly distributions: DistributionListing;
  readonly iot: Pick<IotCallers, 'one'>;
  readonly userPools: Pick<UserPools, 'source'>;
}

/**
 * What is in a listing is there. What is not is asked for by its name: it may be younger than the
 * listing, or another account's.
 *
 * Asks a service whether it has something of a name. Only "there is none" is taken for none: a denial
 * hides what is there, or what belongs to another account by now. Other services are not asked, nor
 * these about other things: an access point, say.
 */
export function awsTriggerSources(clients: SourceClients): SourceReader {
  const services: Readonly<Record<string, SourceReader>> = {
    s3: (arn, region) => bucketNamed(clients, arn, region),
    sns: (arn) => topicNamed(clients.sns(regionOf(arn)), arn),
    events: (arn) => ruleAt(clients, arn),
    'execute-api': async (arn) => ({
      exists: (await clients.apis(regionOf(arn))).has(arn.split(':')[5] ?? ''),
    }),
    cloudfront: (arn) => distributionAt(clients.distributions, arn),
    iot: clients.iot.one,
    'cognito-idp': clients.userPools.source,
  };

  return async (arn, region) => {
    const service = serviceOfSource(arn);

    return Object.hasOwn(services, service) ? services[service]?.(arn, region) : undefined;
  };
}

type Answer = ReturnType<SourceReader>;

/** A listing that fails is none: then each is asked for by its name. */
async function isListed(
  id: string,
  listing: () => Promise<Pick<ReadonlySet<string>, 'has'>>,
): Promise<boolean> {
  const listed = await attempt(listing);

  return listed.known && listed.value.has(id);
}

/** Its location says least of a bucket, and takes no right to list what is in it. */
async function bucketNamed(clients: SourceClients, arn: string, region: string): Answer {
  const Bucket = arn.split(':::')[1];
  if (!Bucket) return undefined;
  if (await isListed(Bucket, () => clients.buckets(region))) return { exists: true };

  const found = await notFoundAsNone(
    () => clients.s3(region).send(new GetBucketLocationCommand({ Bucket })),
    'NoSuchBucket',
  );
  return { exists: found !== undefined };
}

/** SNS returns who may publish among the attributes of a topic. */
async function topicNamed(client: SNSClient, TopicArn: string): Answer {
  const topic = await notFoundAsNone(
    () => client.send(new GetTopicAttributesCommand({ TopicArn })),
    'NotFoundException',
  );
  const policy = topic?.Attributes?.Policy;

  return {
    exists: topic !== undefined,
    ...(policy !== undefined && { isOpen: isPublicTopic(policy, TopicArn) }),
  };
}

async function ruleAt(clients: SourceClients, arn: string): Answer {
  const { name: Name, bus: EventBusName } = ruleNamed(arn) ?? {};
  if (Name === undefined) return undefined;
  const isOfDefaultBus = EventBusName === undefined;
  if (isOfDefaultBus && (await isListed(arn, () => clients.rules(regionOf(arn))))) {
    return { exists: true };
  }

  const found = await notFoundAsNone(
    () => clients.events(regionOf(arn)).send(new DescribeRuleCommand({ Name, EventBusName })),
    'ResourceNotFoundException',
  );
  return { exists: found !== undefined };
}

/** All of the account are listed: a policy names one that is there before it. */
async function distributionAt(listing: DistributionListing, arn: string): Answer {
  if (!isDistribution(arn)) return undefined;
  const distribution = (await listing()).get(arn);

  return { exists: distribution !== undefined, ...(distribution && { distribution }) };
}
