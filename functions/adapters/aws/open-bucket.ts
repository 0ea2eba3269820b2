import { GetBucketAclCommand, GetBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { attempt } from '../../app/collectors.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import { type Known, unknown } from '../../core/known.ts';
import { aclAllowsPublicWrite, allowsPublic, resourceStatements } from '../../engines/iam/index.ts';
import { notFoundAsNone } from './not-found-as-none.ts';
import { bucketBlock, type OwnBucket, type PublicAccessBlock } from './public-access-blocks.ts';

/**
 * Whether a bucket is publicly writable: its policy or its access control list allows it, and
 * neither the bucket nor its account blocks that. Of two settings the stricter one holds.
 *
 * A bucket that is gone is open to no one: permissions/dangling-trigger reports it. What cannot be
 * read hides only what depends on it: a bucket without public access is closed, whatever the
 * account blocks.
 *
 * @param blockOfAccount throws when the account's block is not known.
 * @throws when it is not known, with each reason.
 *
 * Source: "Blocking public access to your Amazon S3 storage" (Amazon S3 User Guide).
 */
export async function isOpenBucket(
  client: S3Client,
  bucket: OwnBucket,
  blockOfAccount: () => Promise<PublicAccessBlock>,
): Promise<boolean> {
  const account = await attempt(blockOfAccount);
  if (account.known && account.value.ignoresAcls && account.value.restrictsPolicies) return false;

  const own = await bucketBlock(client, bucket);
  if (own === undefined) return false;

  const blocks = { own, account };
  const byPolicy = await openBy('restrictsPolicies', blocks, () => policyLetsIn(client, bucket));
  if (byPolicy.known && byPolicy.value) return true;

  const byAcl = await openBy('ignoresAcls', blocks, () => aclLetsIn(client, bucket));
  if (byAcl.known && byAcl.value) return true;

  const unread = [byPolicy, byAcl].flatMap((by) => (by.known ? [] : by.reason));
  const reason = joinedReasons([...new Set(unread)]);
  if (reason !== undefined) throw new Error(reason);
  return false;
}

interface Blocks {
  readonly own: PublicAccessBlock;
  readonly account: Known<PublicAccessBlock>;
}

/** @param isOpen is not asked where it is blocked. */
async function openBy(
  setting: keyof PublicAccessBlock,
  { own, account }: Blocks,
  isOpen: () => Promise<boolean>,
): Promise<Known<boolean>> {
  if (own[setting] || (account.known && account.value[setting])) {
    return { known: true, value: false };
  }

  const allows = await attempt(isOpen);
  return allows.known && allows.value && !account.known
    ? unknown(`the account's public access block: ${account.reason}`)
    : allows;
}

async function policyLetsIn(client: S3Client, bucket: OwnBucket): Promise<boolean> {
  const answer = await notFoundAsNone(
    () => client.send(new GetBucketPolicyCommand(bucket.asked)),
    'NoSuchBucketPolicy',
  );
  if (!answer?.Policy) return false;

  const statements = resourceStatements(answer.Policy, `the policy of ${bucket.arn}`);
  return allowsPublic('s3:PutObject', `${bucket.arn}/any`, statements);
}

async function aclLetsIn(client: S3Client, bucket: OwnBucket): Promise<boolean> {
  const { Grants } = await client.send(new GetBucketAclCommand(bucket.asked));

  return aclAllowsPublicWrite(
    grants.parse(Grants).map(({ Grantee, Permission }) => ({
      group: Grantee.URI,
      permission: Permission,
    })),
  );
}

const grants = z.array(
  z.object({ Grantee: z.object({ URI: z.optional(z.string()) }), Permission: z.string() }),
);
