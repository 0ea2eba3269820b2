import { expect, it } from 'vitest';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { Delivery } from '../../../functions/domain/exposure/delivery.ts';
import type { Trigger } from '../../../functions/domain/exposure/trigger.ts';
import { openTriggers } from '../../../functions/facts/function/open-triggers.ts';
import { routeOf } from '../../builders/way-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const mails = functionNamed('mails');
const open = 'arn:aws:sns:eu-west-1:111122223333:open';
const closed = 'arn:aws:sqs:eu-west-1:111122223333:closed';
const denied = 'arn:aws:s3:::denied';
const theirs = 'arn:aws:sns:eu-west-1:444455556666:open';

it('lists the triggers that anyone may write to, asking once for each', async () => {
  const asked: string[] = [];

  const answers = await read(
    [
      [orders.arn, { known: true, value: [{ source: open }, { source: closed }] }],
      [mails.arn, { known: true, value: [{ source: open }, { source: theirs }] }],
    ],
    asked,
  );

  expect([...answers.values()]).toEqual([
    { known: true, value: [{ source: open }] },
    { known: true, value: [{ source: open }] },
  ]);
  expect(asked).toEqual([open, closed]);
});

it('says what it could not ask, and lists what it could', async () => {
  const answers = await read([
    [orders.arn, { known: true, value: [{ source: denied }, { source: open }], incomplete: 'x' }],
    [mails.arn, unknown('denied')],
  ]);

  expect([...answers.values()]).toEqual([
    {
      known: true,
      value: [{ source: open }],
      incomplete: `x; who may write to ${denied}: not authorised`,
    },
    { known: true, value: [], incomplete: 'denied' },
  ]);
});

const stream = 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders';
const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const bus = 'arn:aws:events:eu-west-1:111122223333:event-bus';
const rule = bus.replace('event-bus', 'rule');

it.each([
  ['a queue', closed, closed],
  ['a stream', stream, stream],
  ['a consumer of a stream', stream, `${stream}/consumer/app:1700000000`],
  ['the stream of a table', table, `${table}/stream/2026-01-01T00:00:00.000`],
  ['a rule of a bus', `${bus}/shop`, `${rule}/shop/ordered`],
  ['a bucket', denied, denied],
])('an open route of an API writes to %s, and nothing is asked of it', async (_, to, source) => {
  const asked: string[] = [];

  const answers = await read([[orders.arn, { known: true, value: [{ source }] }]], asked, {
    known: true,
    value: [{ to, route: routeOf() }],
  });

  expect(answers.get(orders.arn)).toEqual({
    known: true,
    value: [{ source, writtenBy: [routeOf()] }],
  });
  expect(asked).toEqual([]);
});

it.each([
  ['another queue', `${closed}-2`, closed],
  ['another bus', `${bus}/shop`, `${rule}/mall/ordered`],
  ['a rule on the default bus', `${bus}/shop`, `${rule}/ordered`],
])('a route that writes to %s is none of its own', async (_, to, source) => {
  const answers = await read([[orders.arn, { known: true, value: [{ source }] }]], [], {
    known: true,
    value: [{ to, route: routeOf() }],
  });

  expect(answers.get(orders.arn)).toEqual({ known: true, value: [] });
});

it('a route that asks for a key is not open, and the queue is asked', async () => {
  const asked: string[] = [];

  const answers = await read(
    [[orders.arn, { known: true, value: [{ source: closed }, { source: `${rule}/ordered` }] }]],
    asked,
    {
      known: true,
      value: [
        { to: closed, route: routeOf({ apiKeyRequired: true }) },
        { to: `${bus}/default`, route: routeOf({ apiKeyRequired: true }) },
      ],
    },
  );

  expect(answers.get(orders.arn)).toEqual({ known: true, value: [] });
  expect(asked).toEqual([closed, `${rule}/ordered`]);
});

it('says that it does not know which rule of the default bus takes what a route puts there', async () => {
  const answers = await read(
    [[orders.arn, { known: true, value: [{ source: `${rule}/ordered` }] }]],
    [],
    { known: true, value: [{ to: `${bus}/default`, route: routeOf({ key: 'POST /x' }) }] },
  );

  expect(answers.get(orders.arn)).toEqual({
    known: true,
    value: [],
    incomplete: `whether ${rule}/ordered takes the events that POST /x of API shop puts on its bus`,
  });
});

it('says that the APIs could not be read, of functions that something triggers', async () => {
  const answers = await read(
    [
      [orders.arn, { known: true, value: [{ source: closed }] }],
      [mails.arn, { known: true, value: [] }],
    ],
    [],
    unknown('not authorised'),
  );

  expect([...answers.values()]).toEqual([
    {
      known: true,
      value: [],
      incomplete: 'the APIs that may write to it: not authorised',
    },
    { known: true, value: [] },
  ]);
});

function read(
  triggers: readonly (readonly [string, Known<readonly Trigger[]>])[],
  asked: string[] = [],
  deliveries: Known<readonly Delivery[]> = { known: true, value: [] },
) {
  return openTriggers(
    async () => new Map(triggers),
    async (arn, { account, region }) => {
      expect([account, region]).toEqual([orders.account, orders.region]);
      asked.push(arn);
      if (arn === denied) throw new Error('not authorised');
      return arn === open;
    },
    async () => deliveries,
  )([orders, mails]);
}
