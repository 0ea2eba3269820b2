import type { OpenSourceReader } from '../../app/account-readers.ts';
import { attempt, perTargetKnown } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import { type Known, unknown } from '../../core/known.ts';
import { accountOf, type FunctionTarget } from '../../core/target.ts';
import { isOpenRoute } from '../../domain/exposure/api-route.ts';
import { type Delivery, unsureWriters, withWriters } from '../../domain/exposure/delivery.ts';
import type { Trigger } from '../../domain/exposure/trigger.ts';
import { defineFact, typed } from '../define-fact.ts';
import { onceEach } from '../once-each.ts';
import { eventSourcesFact } from './event-sources.ts';

/**
 * What of its account triggers it and any caller may write to: buckets and queues by their policies,
 * and whatever an open route of an API hands requests on to. Topics with an open policy are among
 * the entry points.
 */
export const openTriggersFact = defineFact({
  key: 'openTriggers',
  about: ['function'],
  value: typed<readonly Trigger[]>(),
  words: 'who may write to what triggers it',
  grants: [
    ...eventSourcesFact.grants,
    { action: 's3:GetAccountPublicAccessBlock', on: 'everything' },
    { action: 's3:GetBucketAcl', on: 'any bucket' },
    { action: 's3:GetBucketPolicy', on: 'any bucket' },
    { action: 's3:GetBucketPublicAccessBlock', on: 'any bucket' },
    { action: 'sqs:GetQueueUrl', on: 'any queue' },
    { action: 'sqs:GetQueueAttributes', on: 'any queue' },
  ],
});

/**
 * Those of a function's triggers that anyone may write to. Each source is asked of once a chunk; one
 * of another account is that account's.
 */
export function openTriggers(
  triggers: Collector<FunctionTarget, readonly Trigger[]>,
  isOpen: OpenSourceReader,
  deliveriesIn: (region: string) => Promise<Known<readonly Delivery[]>>,
): Collector<FunctionTarget, readonly Trigger[]> {
  return async (targets) => {
    const known = await triggers(targets);
    const asked = onceEach((key) => {
      const [account = '', region = '', arn = ''] = key.split(' ');
      return attempt(() => isOpen(arn, { account, region }));
    });

    const deliveries = onceEach(deliveriesIn);

    return perTargetKnown(async ({ arn, account, region }: FunctionTarget) => {
      const found = known.get(arn) ?? unread;
      // They add to other entry points, which say enough by themselves.
      if (!found.known) return { known: true, value: [], incomplete: found.reason };

      const own = found.value.filter(({ source }) => ['', account].includes(accountOf(source)));
      if (own.length === 0) return inPart([], found.incomplete);

      const delivered = await deliveries(region);
      const written = delivered.known
        ? delivered.value.filter(({ route }) => isOpenRoute(route))
        : [];
      const unseen = delivered.known ? delivered.incomplete : delivered.reason;
      return openOf(
        own.map((each) => withWriters(each, written)),
        (source) => asked(`${account} ${region} ${source}`),
        joinedReasons([
          found.incomplete,
          unseen && `the APIs that may write to it: ${unseen}`,
          ...own.flatMap((each) => unsureWriters(each, written)),
        ]),
      );
    })(targets);
  };
}

const unread: Known<never> = unknown('what triggers it was not read');

async function openOf(
  triggers: readonly Trigger[],
  isOpen: (source: string) => Promise<Known<boolean>>,
  unseenBefore: string | undefined,
): Promise<Known<readonly Trigger[]>> {
  const value: Trigger[] = [];
  const unseen: (string | undefined)[] = [unseenBefore];

  for (const trigger of triggers) {
    if (trigger.writtenBy) {
      value.push(trigger);
      continue;
    }
    const open = await isOpen(trigger.source);

    if (!open.known) unseen.push(`who may write to ${trigger.source}: ${open.reason}`);
    else if (open.value) value.push(trigger);
  }
  return inPart(value, joinedReasons(unseen));
}

function inPart(
  value: readonly Trigger[],
  incomplete: string | undefined,
): Known<readonly Trigger[]> {
  return { known: true, value, ...(incomplete !== undefined && { incomplete }) };
}
