import { expect, it } from 'vitest';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { Trigger } from '../../../functions/domain/exposure/trigger.ts';
import { openTriggers } from '../../../functions/facts/function/open-triggers.ts';
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

function read(
  triggers: readonly (readonly [string, Known<readonly Trigger[]>])[],
  asked: string[] = [],
) {
  return openTriggers(
    async () => new Map(triggers),
    async (arn, { account, region }) => {
      expect([account, region]).toEqual([orders.account, orders.region]);
      asked.push(arn);
      if (arn === denied) throw new Error('not authorised');
      return arn === open;
    },
  )([orders, mails]);
}
