import * as z from 'zod/mini';
import { accountOf, partitionOf, type Target } from './target.ts';

/**
 * The ARN of a target, by kind. Sources: "CreateFunction" and "PublishLayerVersion" (Lambda API
 * Reference), "IAM identifiers" (IAM User Guide).
 */
export const targetArn = {
  function: arn(/^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]{1,140}$/),
  layer: arn(/^arn:[\w-]+:lambda:[\w-]+:\d{12}:layer:[\w-]{1,140}:[1-9]\d*$/),
  role: arn(/^arn:[\w-]+:iam::\d{12}:role\/[\x21-\x7e]{1,600}$/),
  account: arn(/^arn:[\w-]+:iam::\d{12}:root$/),
};

/** That of any target. */
export const anyTargetArn = z.union(Object.values(targetArn));

/**
 * Whether it is of the account that is audited; of a layer, which may be anyone's, whether its
 * functions are.
 */
export function isOwn(target: Target, account: Target<'account'>): boolean {
  const owner = target.kind === 'layer' ? target.usedBy : target.account;

  return owner === account.account && isArnOfOwn(target.arn, account);
}

/** The same of an ARN alone, which of a layer says nothing. */
export function isArnOfOwn(arn: string, account: Target<'account'>): boolean {
  const isOfPartition = partitionOf(arn) === partitionOf(account.arn);

  return isOfPartition && (isLayer(arn) || accountOf(arn) === account.account);
}

function isLayer(arn: string): boolean {
  return targetArn.layer.safeParse(arn).success;
}

function arn(pattern: RegExp) {
  return z.string().check(z.regex(pattern));
}
