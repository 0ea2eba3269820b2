import { awsTopics } from '../../data/aws-topics.ts';
import { accountsLetIn } from './caller-condition.ts';
import type { Condition } from './condition.ts';
import type { Access } from './resource-access.ts';

/**
 * Whether nothing but topics that AWS publishes to can use an access, by SNS. Each has to be named in
 * full: an account of AWS's by itself is not enough.
 */
export function isOfAwsTopics({ principal, gates }: Access): boolean {
  return (
    principal.kind === 'Service' &&
    principal.name === 'sns.amazonaws.com' &&
    gates.some((gate) => gate.length > 0 && gate.every(namesAwsTopics))
  );
}

/** Only where the key has to be there, and equal: of others, it is not known which accounts it lets in. */
function namesAwsTopics(condition: Condition): boolean {
  return (
    condition.key.toLowerCase() === 'aws:sourcearn' &&
    accountsLetIn(condition) !== undefined &&
    condition.values.length > 0 &&
    condition.values.every((value) => awsTopics.has(value))
  );
}
