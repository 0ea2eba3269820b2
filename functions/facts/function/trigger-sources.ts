import type { SourceReader } from '../../app/account-readers.ts';
import { attempt, perTargetKnown } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import type { Known } from '../../core/known.ts';
import { accountOf, type Target } from '../../core/target.ts';
import { letsInAllOfIot } from '../../domain/exposure/iot-entry-points.ts';
import { sourcesOf, type TriggerSource } from '../../domain/exposure/trigger-source.ts';
import type { ResourcePolicy } from '../../engines/iam/index.ts';
import { defineFact, typed } from '../define-fact.ts';
import { resourcePoliciesFact } from './resource-policies.ts';

/** What its policies name one by one for a service, of those of which it is asked whether they are there. */
export const triggerSourcesFact = defineFact({
  key: 'triggerSources',
  about: ['function'],
  value: typed<readonly TriggerSource[]>(),
  words: 'what may trigger it',
  grants: [
    ...resourcePoliciesFact.grants,
    { action: 'apigateway:GET', on: 'any API' },
    { action: 's3:GetBucketLocation', on: 'any bucket' },
    { action: 's3:ListAllMyBuckets', on: 'everything' },
    { action: 'sns:GetTopicAttributes', on: 'any topic' },
    { action: 'events:DescribeRule', on: 'any rule' },
    { action: 'events:ListRules', on: 'everything' },
    { action: 'cloudfront:ListDistributions', on: 'everything' },
    { action: 'iot:ListTopicRules', on: 'everything' },
    { action: 'iot:ListAuthorizers', on: 'everything' },
    { action: 'iot:GetTopicRule', on: 'any IoT rule, authorizer or policy' },
    { action: 'iot:DescribeAuthorizer', on: 'any IoT rule, authorizer or policy' },
    { action: 'cognito-idp:DescribeUserPool', on: 'any user pool' },
    { action: 'cognito-idp:ListUserPoolClients', on: 'any user pool' },
    { action: 'wafv2:GetWebACL', on: 'any web ACL' },
    { action: 'wafv2:GetIPSet', on: 'any IP set' },
  ],
});

type Answer = Known<Awaited<ReturnType<SourceReader>>>;

/** As many names of what was not seen as a reader wants. */
const MOST_NAMED = 5;

/** Who reads sources. */
interface SourceReaders {
  readonly one: SourceReader;
  /** ARNs of the rules and authorizers of AWS IoT in a region. @throws when they are not known. */
  readonly allOfIot: (region: string) => Promise<readonly string[]>;
}

/**
 * Asks of each source that a function's policies name whether it is still there. Each is asked of
 * once a chunk, however many functions name it. What is of another account, or of a service that is
 * not asked, is left out: that is what the check looks at, and no failure of any night. Where a policy
 * lets AWS IoT in and names none of its rules, all of them are asked.
 */
export function triggerSources(
  policies: Collector<Target<'function'>, readonly ResourcePolicy[]>,
  { one: read, allOfIot }: SourceReaders,
): Collector<Target<'function'>, readonly TriggerSource[]> {
  return async (targets) => {
    const known = await policies(targets);
    const asked = new Map<string, Promise<Answer>>();
    const ask = (arn: string, region: string) => {
      const answer = asked.get(arn) ?? attempt(() => read(arn, region));
      asked.set(arn, answer);
      return answer;
    };

    return perTargetKnown(async (target: Target<'function'>) => {
      const read = known.get(target.arn);
      if (!read?.known) return read ?? { known: false, reason: 'its policies were not read' };

      const listed = await listedFor(target, read.value, allOfIot);
      const sources = [...new Set([...sourcesOf(read.value), ...listed.value])];
      return seenBy(target, sources, [read.incomplete, listed.incomplete], ask);
    })(targets);
  };
}

/** None where its policies name each source, or no AWS IoT. */
async function listedFor(
  { region }: Target<'function'>,
  policies: readonly ResourcePolicy[],
  allOfIot: SourceReaders['allOfIot'],
): Promise<{ readonly value: readonly string[]; readonly incomplete?: string | undefined }> {
  if (!policies.some(letsInAllOfIot)) return { value: [] };
  const listed = await attempt(() => allOfIot(region));

  return listed.known
    ? listed
    : { value: [], incomplete: `the rules and authorizers of AWS IoT: ${listed.reason}` };
}

async function seenBy(
  { account, region }: Target<'function'>,
  sources: readonly string[],
  unread: readonly (string | undefined)[],
  ask: (arn: string, region: string) => Promise<Answer>,
): Promise<Known<readonly TriggerSource[]>> {
  const value: TriggerSource[] = [];
  const unseen: string[] = [];

  for (const arn of sources.filter((source) => ['', account].includes(accountOf(source)))) {
    const answer = await ask(arn, region);

    if (!answer.known) unseen.push(`${arn} (${answer.reason})`);
    else if (answer.value !== undefined) value.push({ arn, ...answer.value });
  }

  const incomplete = joinedReasons([...unread, ...inWords(unseen)]);
  return { known: true, value, ...(incomplete !== undefined && { incomplete }) };
}

function inWords(unseen: readonly string[]): readonly string[] {
  if (unseen.length === 0) return [];

  const more = unseen.length > MOST_NAMED ? `, and ${unseen.length - MOST_NAMED} more` : '';
  return [`not known to be there or gone: ${unseen.slice(0, MOST_NAMED).join(', ')}${more}`];
}
