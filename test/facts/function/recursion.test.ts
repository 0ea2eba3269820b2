import { expect, it } from 'vitest';
import type { Known } from '../../../functions/core/known.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { EventSource } from '../../../functions/domain/exposure/event-source.ts';
import type { Recursion } from '../../../functions/domain/exposure/recursion.ts';
import { recursions } from '../../../functions/facts/function/recursion.ts';
import { triggers } from '../../../functions/facts/triggers.ts';
import { everyNight } from '../../builders/every-night.ts';
import { pushedBy } from '../../fakes/entry-points.ts';
import { eventSourceOf } from '../../fakes/event-sources.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const queue = eventSourceOf('arn:aws:sqs:eu-west-1:111122223333:orders');
const stream = eventSourceOf('arn:aws:kinesis:eu-west-1:111122223333:stream/orders');

it.each([
  ['a queue', [queue], 'Allow'],
  ['a queue that is switched off', [{ ...queue, state: 'Disabled' }], undefined],
  ['a stream, by which Lambda notices nothing', [stream], undefined],
  ['nothing', [], undefined],
])('asks of a function that is triggered by %s', async (_, sources, answer) => {
  const asked: string[] = [];

  const found = await recursionOf({ known: true, value: sources }, async ({ arn }) => {
    asked.push(arn);
    return 'Allow';
  });

  expect(found).toEqual({ known: true, value: answer });
  expect(asked).toEqual(answer === undefined ? [] : [orders.arn]);
});

it('asks of a function that a bucket triggers, also when a part of its ways in was not seen', async () => {
  const value = [pushedBy('arn:aws:s3:::orders')];
  const ways = { known: true, value, incomplete: 'a part' } as const;

  expect(await recursionOf({ known: true, value: [] }, async () => 'Allow', ways)).toEqual({
    known: true,
    value: 'Allow',
  });
});

it('is unknown where the event sources are, or where it cannot be read', async () => {
  const unread = { known: false, reason: 'not authorised' } as const;
  const denied = async () => {
    throw new Error('not authorised');
  };

  expect(await recursionOf(unread, denied)).toEqual(unread);
  expect(await recursionOf({ known: true, value: [] }, denied, unread)).toEqual(unread);
  expect(await recursionOf({ known: true, value: [queue] }, denied)).toMatchObject({
    known: false,
    reason: 'not authorised',
  });
});

async function recursionOf(
  sources: Known<readonly EventSource[]>,
  read: (target: FunctionTarget) => Promise<Recursion>,
  ways: Known<readonly EntryPoint[]> = { known: true, value: [] },
) {
  const collect = recursions({
    ...everyNight(),
    triggers: triggers(
      async () => new Map([[orders.arn, sources]]),
      async () => new Map([[orders.arn, ways]]),
    ),
    read,
  });
  const answers = await collect([orders]);

  return answers.get(orders.arn);
}
