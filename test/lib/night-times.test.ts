import { describe, expect, it } from 'vitest';
import { nightTimes } from '../../lib/night-times.ts';
import { existingMinute, skippedTimes } from '../../lib/skipped-times.ts';

describe('skippedTimes', () => {
  it.each([
    ['UTC', []],
    ['Asia/Kolkata', []],
    ['Europe/Berlin', [['02:00', '03:00']]],
    ['America/New_York', [['02:00', '03:00']]],
    ['Atlantic/Azores', [['00:00', '01:00']]],
    ['Africa/Cairo', [['00:00', '01:00']]],
    ['America/Havana', [['00:00', '01:00']]],
    ['America/Santiago', [['00:00', '01:00']]],
    ['Australia/Lord_Howe', [['02:00', '02:30']]],
    // Put forward by two hours.
    ['Antarctica/Troll', [['01:00', '03:00']]],
    // Put back for the month of Ramadan, and forward after it.
    ['Africa/Casablanca', [['02:00', '03:00']]],
  ])('of %s are %j', (timeZone, expected) => {
    expect(skippedTimes(timeZone).map(({ from, to }) => [clock(from), clock(to)])).toEqual(
      expected,
    );
  });

  it('come to no time that is skipped itself, also around midnight', () => {
    const late = [{ from: 1_410, to: 1_470 }];

    expect(existingMinute(1_409, late)).toBe(1_409);
    expect(existingMinute(1_410, late)).toBe(1_470);
    expect(existingMinute(29, late)).toBe(30);
    expect(existingMinute(30, late)).toBe(30);
  });
});

describe('nightTimes', () => {
  const after = { code: 0, packages: 30, usage: 60, digest: 120 };

  it.each([
    ['02:00', 'UTC', ['02:00', '02:30', '03:00', '04:00']],
    ['23:30', 'UTC', ['23:30', '00:00', '00:30', '01:30']],
    ['02:00', 'Europe/Berlin', ['03:00', '03:30', '04:00', '05:00']],
    ['01:30', 'Europe/Berlin', ['01:30', '03:00', '03:30', '04:30']],
    ['00:30', 'Europe/Berlin', ['00:30', '01:00', '01:30', '03:00']],
    ['23:45', 'America/Havana', ['23:45', '01:00', '01:30', '02:30']],
    ['22:30', 'Africa/Cairo', ['22:30', '23:00', '23:30', '01:00']],
  ])('of %s in %s are %j', (at, timeZone, expected) => {
    const [hour = 0, minute = 0] = at.split(':').map(Number);

    const times = nightTimes({ hour, minute }, timeZone, after);

    expect(Object.values(times).map((time) => clock(time.hour * 60 + time.minute))).toEqual(
      expected,
    );
  });

  it('exist on every night in every zone, and keep their distances', () => {
    const zones = Intl.supportedValuesOf('timeZone');

    for (const timeZone of zones) {
      const skipped = skippedTimes(timeZone);
      for (let start = 0; skipped.length > 0 && start < 1_440; start += 15) {
        const at = { hour: Math.floor(start / 60), minute: start % 60 };
        const begins = Object.values(nightTimes(at, timeZone, after, skipped)).map(
          ({ hour, minute }) => hour * 60 + minute,
        );

        expect(begins.map((minute) => existingMinute(minute, skipped))).toEqual(begins);
        expect(distances(begins)).toSatisfy(
          ([first = 0, second = 0, third = 0]) => first >= 30 && second >= 30 && third >= 60,
        );
      }
    }
    expect(zones.length).toBeGreaterThan(400);
  });
});

function distances(minutes: readonly number[]): readonly number[] {
  return minutes.slice(1).map((minute, index) => (minute - (minutes[index] ?? 0) + 1_440) % 1_440);
}

function clock(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');

  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}
