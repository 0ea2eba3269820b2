import { describe, expect, it } from 'vitest';
import { architectures } from '../../../functions/core/target.ts';
import { fullTilt, type TiltLimits } from '../../../functions/engines/cost/full-tilt.ts';
import { fc, property } from '../../property.ts';

const gigabyte = {
  region: 'us-east-1',
  architecture: 'x86_64',
  memoryMb: 1024,
  storageMb: 512,
  timeoutSeconds: 30,
} as const;

describe('full tilt', () => {
  it.each([
    // 1,000 GB for 3,600 s at $0.0000166667, and 10,000 calls a second at $0.20 a million.
    ['no limit of its own', {}, { concurrency: 1000 }, 60.00012 + 7.2, 10_000, 0.1],
    // 1,000 at once still: 100 calls a second of 10 s each.
    ['a throttle that long calls make up for', {}, throttled(100), 60.00012 + 0.072, 100, 10],
    // 10 calls a second of 30 s each: 300 at once.
    ['a throttle that binds', {}, throttled(10), 18.000036 + 0.0072, 10, 30],
    ['a throttle of nothing', {}, throttled(0), 0, 0, 0],
    ['no concurrency', {}, { concurrency: 0 }, 0, 0, 0],
    ['arm64', { architecture: 'arm64' }, { concurrency: 1000 }, 48.00024 + 7.2, 10_000, 0.1],
    [
      '10 GB of memory and of /tmp',
      { memoryMb: 10_240, storageMb: 10_240 },
      { concurrency: 1 },
      0.6000012 + 9.5 * 3600 * 0.0000000309 + 0.0072,
      10,
      0.1,
    ],
  ] as const)('of %s', (_, more, limits, usdPerHour, callsPerSecond, secondsEach) => {
    const tilt = fullTilt({ ...gigabyte, ...more }, limits);

    expect(tilt.usdPerHour).toBeCloseTo(usdPerHour, 6);
    expect(tilt).toMatchObject({ callsPerSecond, secondsEach });
  });
});

const functions = fc.record({
  region: fc.constantFrom('us-east-1', 'sa-east-1', 'xx-nowhere-9'),
  architecture: fc.constantFrom(...architectures),
  memoryMb: fc.integer({ min: 128, max: 10_240 }),
  storageMb: fc.integer({ min: 512, max: 10_240 }),
  timeoutSeconds: fc.integer({ min: 1, max: 900 }),
});
const rates = fc.double({ min: 0, max: 50_000, noNaN: true });
const limits: fc.Arbitrary<TiltLimits> = fc.record(
  { concurrency: fc.integer({ min: 0, max: 100_000 }), callsPerSecond: rates },
  { requiredKeys: ['concurrency'] },
);

describe('the cost of full tilt', () => {
  property.prop([
    functions,
    limits,
    fc.constantFrom('memoryMb', 'storageMb', 'timeoutSeconds'),
    fc.integer({ min: 1, max: 1000 }),
  ])('never falls when memory, /tmp or the timeout rises', (of, held, what, more) => {
    const dearer = fullTilt({ ...of, [what]: of[what] + more }, held);

    expect(dearer.usdPerHour).toBeGreaterThanOrEqual(fullTilt(of, held).usdPerHour);
  });

  property.prop([functions, limits, fc.integer({ min: 1, max: 1000 })])(
    'never falls when concurrency rises',
    (of, held, more) => {
      const dearer = fullTilt(of, { ...held, concurrency: held.concurrency + more });

      expect(dearer.usdPerHour).toBeGreaterThanOrEqual(fullTilt(of, held).usdPerHour);
    },
  );

  property.prop([functions, limits, rates])('never rises by a throttle', (of, held, rate) => {
    const callsPerSecond = Math.min(rate, held.callsPerSecond ?? rate);

    expect(fullTilt(of, { ...held, callsPerSecond }).usdPerHour).toBeLessThanOrEqual(
      fullTilt(of, held).usdPerHour,
    );
  });

  property.prop([functions, limits, fc.integer({ min: 2, max: 10 })])(
    'is linear in memory, but for requests and /tmp',
    (of, held, times) => {
      const usd = (memoryMb: number) => fullTilt({ ...of, memoryMb }, held).usdPerHour;
      const step = usd(of.memoryMb * 2) - usd(of.memoryMb);

      const rest = usd(of.memoryMb * times) - usd(of.memoryMb) - (times - 1) * step;
      expect(Math.abs(rest)).toBeLessThan(1e-9 * (1 + usd(of.memoryMb * times)));
    },
  );

  property.prop([functions, limits])('stays within what it is held to', (of, held) => {
    const { atOnce, callsPerSecond, secondsEach } = fullTilt(of, held);

    expect(atOnce).toBeLessThanOrEqual(held.concurrency);
    expect(callsPerSecond).toBeLessThanOrEqual(held.callsPerSecond ?? held.concurrency * 10);
    expect(secondsEach).toBeLessThanOrEqual(of.timeoutSeconds * (1 + 1e-9));
  });

  property.prop([functions, limits, fc.double({ min: 0.1, max: 900, noNaN: true })])(
    'is no less than that of calls of any other length',
    (of, held, length) => {
      const seconds = Math.min(length, of.timeoutSeconds);
      const calls = Math.min(
        held.callsPerSecond ?? Number.POSITIVE_INFINITY,
        held.concurrency / seconds,
      );
      const fixed = fullTilt(
        { ...of, timeoutSeconds: seconds },
        { concurrency: calls * seconds, callsPerSecond: calls },
      );

      expect(fixed.usdPerHour).toBeLessThanOrEqual(fullTilt(of, held).usdPerHour * (1 + 1e-9));
    },
  );
});

function throttled(callsPerSecond: number): TiltLimits {
  return { concurrency: 1000, callsPerSecond };
}
