import { describe, expect, it } from 'vitest';
import { SPIKE_DAYS, spikeOf } from '../../functions/domain/invocation-spike.ts';
import { fc, property } from '../property.ts';

const count = fc.nat({ max: 1_000_000 });
const week = fc.tuple(count, count, count, count, count, count, count);
const weeks = fc.array(week, { minLength: 0, maxLength: 14 });
const enoughWeeks = fc.array(week, { minLength: 4, maxLength: 12 });
const isSpike = (counts: readonly number[]) => spikeOf(counts) !== undefined;

/** A past that is calm enough for something to stand out of it. */
const calm = fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 28, maxLength: 84 });

describe('spikeOf', () => {
  property.prop([weeks, count, fc.constantFrom(2, 8, 1_024)])(
    'does not depend on how much a function is used',
    (past, last, scale) => {
      const counts = [...past.flat(), last];

      const scaled = spikeOf(counts.map((each) => each * scale));

      const spike = spikeOf(counts);
      expect(scaled).toEqual(
        spike && {
          ...spike,
          invocations: spike.invocations * scale,
          usual: spike.usual * scale,
        },
      );
    },
  );

  property.prop([count, fc.nat({ max: 120 })])(
    'is none where each day is like the others',
    (each, days) => {
      expect(isSpike(Array.from({ length: days }, () => each))).toBe(false);
    },
  );

  property.prop([week, fc.nat({ max: 120 })])(
    'is none in a weekly rhythm, whatever it is',
    (rhythm, days) => {
      expect(isSpike(Array.from({ length: days }, (_, day) => rhythm[day % 7] ?? 0))).toBe(false);
    },
  );

  property.prop([week, fc.integer({ min: 0, max: 6 }), fc.integer({ min: 4, max: 16 })])(
    'is none where a day of the rhythm comes on another day for once',
    (rhythm, day, length) => {
      const past = Array.from({ length }, () => rhythm).flat();

      expect(isSpike([...past, rhythm[day] ?? 0])).toBe(false);
    },
  );

  property.prop([weeks, count, count])(
    'is one all the more the more there are',
    (past, last, more) => {
      const counts = past.flat();

      if (isSpike([...counts, last])) expect(isSpike([...counts, last + more])).toBe(true);
    },
  );

  property.prop([
    enoughWeeks.chain((past) =>
      fc.tuple(fc.constant(past), fc.shuffledSubarray(past, { minLength: past.length })),
    ),
    count,
  ])('does not depend on the order of the weeks before', ([past, shuffled], last) => {
    expect(spikeOf([...shuffled.flat(), last])).toEqual(spikeOf([...past.flat(), last]));
  });

  property.prop([enoughWeeks, week, count])(
    'does not look further back than twelve weeks',
    (past, older, last) => {
      const twelve = Array.from(
        { length: 12 },
        (_, index) => past[index % past.length] ?? [],
      ).flat();

      expect(twelve.length + 1).toBe(SPIKE_DAYS);
      expect(spikeOf([...older, ...twelve, last])).toEqual(spikeOf([...twelve, last]));
    },
  );

  property.prop([calm, fc.nat({ max: 27 }), count])(
    'is not hidden by one odd day of the past',
    (past, day, odd) => {
      const counts = past.map((each, index) => (index === past.length - 1 - day ? odd : each));

      expect(isSpike([...counts, 1_000])).toBe(true);
    },
  );

  property.prop([calm, fc.integer({ min: 0, max: 190 })])(
    'is none in what scatters a little',
    (past, last) => {
      expect(isSpike([...past, last])).toBe(false);
    },
  );

  property.prop([calm, fc.nat({ max: 27 })])(
    'is none while less than four weeks are known',
    (past, days) => {
      expect(isSpike([...past.slice(0, days), 1_000])).toBe(false);
    },
  );
});

it('says by how much, of what is usual on that day of the week', () => {
  const rhythm = [10, 200, 200, 200, 200, 200, 20];
  const past = Array.from({ length: 6 }, () => rhythm).flat();

  expect(spikeOf([...past, 500])).toEqual({ invocations: 500, usual: 10, factor: 50, weeks: 6 });
  // No more than the other days.
  expect(spikeOf([...past, 400])).toBeUndefined();
});

it('is none any more once it has lasted into a third week', () => {
  const past = Array.from({ length: 84 }, () => 100);
  const lasting = (days: number) => [...past, ...Array.from({ length: days }, () => 10_000)];

  expect([1, 2, 7, 8].map((days) => isSpike(lasting(days)))).toEqual([true, true, true, true]);
  expect(isSpike(lasting(9))).toBe(false);
});

it('weighs what scatters by its scatter', () => {
  const wild = [100, 900, 200, 1_000, 150, 800, 120, 950].flatMap((first) => [
    first,
    0,
    0,
    0,
    0,
    0,
    0,
  ]);

  expect(isSpike([...wild, 2_100])).toBe(false);
  expect(isSpike([...wild, 9_000])).toBe(true);
});
