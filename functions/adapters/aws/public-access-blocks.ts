import { GetPublicAccessBlockCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  GetPublicAccessBlockCommand as GetAccountPublicAccessBlockCommand,
  type S3ControlClient,
} from '@aws-sdk/client-s3-control';
import * as z from 'zod/mini';
import type { Clock } from '../../app/ports.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { notFoundAsNone } from './not-found-as-none.ts';

/**
 * Which public access Block Public Access revokes, though a policy or a list grants it. The two other
 * settings of four stop new grants, and leave those that are there.
 */
export interface PublicAccessBlock {
  /** IgnorePublicAcls */
  readonly ignoresAcls: boolean;
  /** RestrictPublicBuckets */
  readonly restrictsPolicies: boolean;
}

export interface OwnBucket {
  readonly arn: string;
  /** How it is named in requests: S3 refuses them where it belongs to another account. */
  readonly asked: { readonly Bucket: string; readonly ExpectedBucketOwner: string };
}

/** Whose account, and a region to ask in: the setting is of all regions. */
export type AccountIn = Pick<FunctionTarget, 'account' | 'region'>;

export interface AccountBlockProps {
  readonly client: (region: string) => S3ControlClient;
  readonly clock: Clock;
}

/**
 * The account's block as it is in effect: S3 merges what the organization prescribes into it.
 *
 * An answer counts for an hour, and so does a failure: a process asks once a night, however many
 * buckets there are, and asks anew when it is still there the next night.
 *
 * Source: "GetPublicAccessBlock" (Amazon S3 Control API Reference).
 *
 * @returns a function that throws when S3 does not say.
 */
export function accountBlocks({ client, clock }: AccountBlockProps) {
  const answers = new Map<
    string,
    { readonly until: number; readonly block: Promise<PublicAccessBlock> }
  >();

  return ({ account, region }: AccountIn): Promise<PublicAccessBlock> => {
    const now = clock().getTime();
    const before = answers.get(account);
    if (before && now < before.until) return before.block;

    const block = askAccount(client(region), account);
    answers.set(account, { until: now + COUNTS_FOR_MS, block });
    return block;
  };
}

/**
 * A bucket's own block; undefined where there is no such bucket.
 *
 * @throws when S3 does not say, or the bucket belongs to another account.
 */
export async function bucketBlock(
  client: S3Client,
  { asked }: OwnBucket,
): Promise<PublicAccessBlock | undefined> {
  return notFoundAsNone(
    () => blockOr(() => client.send(new GetPublicAccessBlockCommand(asked))),
    'NoSuchBucket',
  );
}

const COUNTS_FOR_MS = 60 * 60 * 1000;

function askAccount(client: S3ControlClient, AccountId: string): Promise<PublicAccessBlock> {
  return blockOr(() => client.send(new GetAccountPublicAccessBlockCommand({ AccountId })));
}

/** Where nothing was ever set, S3 says that there is no configuration. */
async function blockOr(
  ask: () => Promise<{ readonly PublicAccessBlockConfiguration?: unknown }>,
): Promise<PublicAccessBlock> {
  const answer = await notFoundAsNone(ask, 'NoSuchPublicAccessBlockConfiguration');
  if (answer === undefined) return { ignoresAcls: false, restrictsPolicies: false };

  const settings = configuration.parse(answer.PublicAccessBlockConfiguration);
  // The SDK reads any document that is none of S3's as a configuration without settings.
  if (Object.keys(settings).length === 0) throw new Error('S3 answered without a setting');

  return {
    ignoresAcls: settings.IgnorePublicAcls === true,
    restrictsPolicies: settings.RestrictPublicBuckets === true,
  };
}

const setting = z.optional(z.boolean());

/** Each may be left out, and is off then. */
const configuration = z.object({
  BlockPublicAcls: setting,
  BlockPublicPolicy: setting,
  IgnorePublicAcls: setting,
  RestrictPublicBuckets: setting,
});
