import { describe, expect, it } from 'vitest';
import { daysBefore } from '../../functions/core/days-before.ts';
import { fc, property } from '../property.ts';

describe('daysBefore', () => {
  it.each([
    ['2026-11-25T02:00:00.000Z', 0, '2026-11-25T02:00:00.000Z'],
    ['2026-11-25T02:00:00.000Z', 25, '2026-10-31T02:00:00.000Z'],
    ['2026-01-01', 1, '2025-12-31'],
    ['2024-03-01', 1, '2024-02-29'],
    ['2026-03-01', 1, '2026-02-28'],
    ['2100-03-01', 1, '2100-02-28'],
    ['2000-02-29T23:59:59Z', 366, '1999-02-28T23:59:59Z'],
    ['2026-11-25', -90, '2027-02-23'],
  ])('%s, %d days before: %s', (time, days, before) => {
    expect(daysBefore(time, days)).toBe(before);
  });

  property.prop([
    fc.date({ min: new Date('1000-01-01'), max: new Date('3000-01-01'), noInvalidDate: true }),
    fc.integer({ min: -50_000, max: 50_000 }),
  ])('agrees with the calendar', (time, days) => {
    const before = new Date(time.getTime() - days * 24 * 60 * 60 * 1000);

    expect(daysBefore(time.toISOString(), days)).toBe(before.toISOString());
  });
});
