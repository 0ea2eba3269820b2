import { expect, it } from 'vitest';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import { isWatchedForLoops, triggersOf } from '../../../functions/domain/exposure/trigger.ts';
import { pushedBy } from '../../fakes/entry-points.ts';
import { eventSourceOf } from '../../fakes/event-sources.ts';

const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';

it('is what Lambda polls, less what is switched off and what has no name', () => {
  const on = eventSourceOf(queue);
  const off = eventSourceOf(queue, { state: 'Disabled' });
  const kafka = { ...eventSourceOf(''), source: undefined };

  expect(triggersOf([on, off, kafka], [])).toEqual([{ source: queue, polled: on }]);
});

it('is what is pushed by a service that is named, each source once, less what is called', () => {
  const [bucket, api] = ['arn:aws:s3:::orders', 'arn:aws:execute-api:eu-west-1:111122223333:a1'];
  const distribution = 'arn:aws:cloudfront::111122223333:distribution/E1';
  const ways: readonly EntryPoint[] = [
    pushedBy(bucket),
    pushedBy(bucket, { qualifier: 'live' }),
    pushedBy(api),
    pushedBy(distribution),
    pushedBy('arn:aws:iot:eu-west-1:111122223333:authorizer/devices'),
    { kind: 'service', service: 'iot.amazonaws.com', isForAnyone: true },
    { kind: 'anyone', statement: 'S' },
  ];

  expect(triggersOf([], ways)).toEqual([{ source: bucket }]);
});

it.each([
  [queue, true],
  ['arn:aws:sns:eu-west-1:111122223333:orders', true],
  ['arn:aws:s3:::orders', true],
  ['arn:aws:kinesis:eu-west-1:111122223333:stream/orders', false],
  ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026', false],
])('a loop through %s is noticed by Lambda: %s', (source, isWatched) => {
  expect(isWatchedForLoops({ source })).toBe(isWatched);
});
