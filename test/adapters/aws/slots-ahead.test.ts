import { expect, it } from 'vitest';
import { type SlotsAhead, slotsAhead } from '../../../functions/adapters/aws/slots-ahead.ts';

const PAST = -1;

it('takes fewer where some were past when they came', () => {
  const slots = inUse();
  const before = slots.toTake(1);

  slots.add([PAST, ...Array<number>(before - 1).fill(1)], 1);

  expect(before).toBe(10);
  expect(slots.toTake(1)).toBe(5);
});

it('takes as many as before where all were used', () => {
  expect(inUse().toTake(1)).toBe(10);
});

/** All that it took were used, and so it takes as many as it may. */
function inUse(): SlotsAhead {
  const slots = slotsAhead({ most: 10, isPast: (slot) => slot === PAST });

  for (let time = 0; time < 40; time += 1) {
    const taken = Array<number>(slots.toTake(1)).fill(1);
    slots.add(taken, taken.length);
  }
  return slots;
}
