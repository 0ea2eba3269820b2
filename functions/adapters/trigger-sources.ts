import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { GetBucketLocationCommand, type S3Client } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, NotFoundException, type SNSClient } from '@aws-sdk/client-sns';
import type { SourceReader } from '../app/ports.ts';
import { ruleNamed } from '../domain/event-rule.ts';
import { regionOf } from '../domain/target.ts';
import { serviceOfSource } from '../domain/trigger-source.ts';

export interface SourceClients {
  readonly s3: (region: string) => S3Client;
  readonly sns: (region: string) => SNSClient;
  readonly events: (region: string) => EventBridgeClient;
  /** The ids of a region's APIs. @throws when they are not known. */
  readonly apis: (region: string) => Promise<ReadonlySet<string>>;
}

/**
 * Asks a service whether it has something of a name. Only "there is none" is taken for none: who is
 * denied may not see what is there, or what belongs to somebody else by now. Nobody is asked about
 * other services, nor about other things of these: an access point, say.
 */
export function awsTriggerSources(clients: SourceClients): SourceReader {
  const services: Readonly<Record<string, SourceReader>> = {
    s3: (arn, region) => bucketExists(clients.s3(region), arn),
    sns: (arn) => topicExists(clients.sns(regionOf(arn)), arn),
    events: (arn) => ruleExists(clients.events(regionOf(arn)), arn),
    'execute-api': async (arn) => (await clients.apis(regionOf(arn))).has(arn.split(':')[5] ?? ''),
  };

  return async (arn, region) => {
    const service = serviceOfSource(arn);

    return Object.hasOwn(services, service) ? services[service]?.(arn, region) : undefined;
  };
}

/** Its location says least of a bucket, and takes no right to list what is in it. */
async function bucketExists(client: S3Client, arn: string): Promise<boolean | undefined> {
  const Bucket = arn.split(':::')[1];
  if (!Bucket) return undefined;

  return unlessGone(
    () => client.send(new GetBucketLocationCommand({ Bucket })),
    (error) => error.name === 'NoSuchBucket',
  );
}

async function topicExists(client: SNSClient, TopicArn: string): Promise<boolean> {
  return unlessGone(
    () => client.send(new GetTopicAttributesCommand({ TopicArn })),
    (error) => error instanceof NotFoundException,
  );
}

async function ruleExists(client: EventBridgeClient, arn: string): Promise<boolean | undefined> {
  const { name: Name, bus: EventBusName } = ruleNamed(arn) ?? {};
  if (Name === undefined) return undefined;

  return unlessGone(
    () => client.send(new DescribeRuleCommand({ Name, EventBusName })),
    (error) => error instanceof ResourceNotFoundException,
  );
}

async function unlessGone(
  ask: () => Promise<unknown>,
  isGone: (error: Error) => boolean,
): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof Error && isGone(error)) return false;
    throw error;
  }
}
