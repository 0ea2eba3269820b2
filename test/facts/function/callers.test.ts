import { expect, it } from 'vitest';
import { perTargetKnown } from '../../../functions/app/collectors.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { EventSource } from '../../../functions/domain/exposure/event-source.ts';
import { callers } from '../../../functions/facts/function/callers.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const nightly: EntryPoint = {
  kind: 'service',
  service: 'events.amazonaws.com',
  source: 'arn:aws:events:eu-west-1:111122223333:rule/nightly',
  isForAnyone: false,
  isSchedule: true,
};
const ways: Known<readonly EntryPoint[]> = { known: true, value: [nightly] };
const none: Known<readonly EventSource[]> = { known: true, value: [] };

it('is what they have in common, where all of them are known', async () => {
  expect(await asked(ways, none)).toMatchObject({
    known: true,
    value: { fixedBy: ['the schedule nightly'], verifiedBy: [] },
  });
});

it.each([
  ['the ways in were never stored', unknown('the first night'), none],
  ['the ways in are known in part', { ...ways, incomplete: 'denied' }, none],
  ['what Lambda polls was never stored', ways, unknown('the first night')],
  ['what Lambda polls is known in part', ways, { ...none, incomplete: 'denied' }],
] as const)('is nothing where %s', async (_, waysIn, eventSources) => {
  expect(await asked(waysIn, eventSources)).toEqual({
    known: true,
    value: { fixedBy: [], verifiedBy: [] },
  });
});

async function asked(
  waysIn: Known<readonly EntryPoint[]>,
  eventSources: Known<readonly EventSource[]>,
) {
  const collect = callers({
    waysIn: perTargetKnown(async () => waysIn),
    eventSources: perTargetKnown(async () => eventSources),
  });

  return (await collect([orders])).get(orders.arn);
}
