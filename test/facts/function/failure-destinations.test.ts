import { expect, it } from 'vitest';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import {
  type FailureDestinationsProps,
  failureDestinations,
} from '../../../functions/facts/function/failure-destinations.ts';
import { everyNight } from '../../builders/every-night.ts';
import { pushedBy } from '../../fakes/entry-points.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const kept = functionNamed('orders', { deadLetters: 'arn:aws:sqs:eu-west-1:1:dead' });
const topic = pushedBy('arn:aws:sns:eu-west-1:111122223333:orders');
const api = pushedBy('arn:aws:execute-api:eu-west-1:111122223333:a1');
const none = async () => [];
const denied = async () => {
  throw accessDenied();
};

it.each([
  ['a topic hands events to', orders, [topic], []],
  ['a topic hands events to, and a dead-letter queue keeps', kept, [topic], undefined],
  ['an API calls', orders, [api], undefined],
  ['nothing leads to', orders, [], undefined],
])('asks of a function that %s', async (_, target, ways, value) => {
  expect(await collected(target, { known: true, value: ways }, none)).toEqual({
    known: true,
    value,
  });
});

it('is unknown where its ways in are, or where it cannot be read', async () => {
  const unread = unknown('the permissions scanner has not noted any yet');

  expect(await collected(orders, unread, none)).toEqual(unread);
  expect(await collected(orders, { known: true, value: [topic] }, denied)).toEqual(
    unknown('AccessDeniedException: not authorised'),
  );
});

it('is unknown until its night, and not passed', async () => {
  const many = Array.from({ length: 40 }, (_, index) => functionNamed(`f${index}`));
  let asked = 0;
  const collect = failureDestinations({
    ...everyNight(),
    isReadWhole: async () => false,
    waysIn: async () => new Map(many.map(({ arn }) => [arn, { known: true, value: [topic] }])),
    read: async () => {
      asked += 1;
      return [];
    },
  });

  const answers = [...(await collect(many)).values()];

  expect(asked).toBeGreaterThan(0);
  expect(answers.filter(({ known }) => known)).toHaveLength(asked);
  expect(answers.find(({ known }) => !known)).toEqual(
    unknown('it is read in turn, within 7 nights, and has not been read yet'),
  );
});

async function collected(
  target: typeof orders,
  ways: Known<readonly EntryPoint[]>,
  read: FailureDestinationsProps['read'],
) {
  const collect = failureDestinations({
    ...everyNight(),
    waysIn: async () => new Map([[target.arn, ways]]),
    read,
  });
  const answers = await collect([target]);

  return answers.get(target.arn);
}
