import { expect, it } from 'vitest';
import { fitting } from '../../../functions/domain/notification/fitting.ts';
import { alertAbout, arnOf } from './samples.ts';

const evidence = Array.from({ length: 60 }, (_, index) => ({ text: `line ${index}` }));
const notification = alertAbout(
  ...Array.from({ length: 23 }, (_, index) => ({ target: arnOf(`f${index}`), evidence })),
);

it('leaves alone what fits', () => {
  expect(fitting(notification, () => true)).toEqual(notification);
});

it('gives up evidence first', () => {
  const smaller = fitting(notification, ({ changes }) => (changes[0]?.evidence.length ?? 0) <= 12);

  expect(smaller.changes).toHaveLength(20);
  expect(smaller.changes.map((change) => change.evidence.length)).toEqual(Array(20).fill(10));
  expect(smaller.changes[0]?.evidence[0]).toEqual({ text: 'line 0' });
});

it('then the less bad findings, which it counts', () => {
  const smaller = fitting(notification, ({ changes }) => changes.length < 8);

  expect(smaller.changes).toEqual(
    notification.changes
      .slice(0, 5)
      .map((change) => ({ ...change, evidence: evidence.slice(0, 1) })),
  );
  expect(smaller.changesLeft).toBe(3 + 15);
});

it('throws when nothing helps', () => {
  expect(() => fitting(notification, () => false)).toThrow('does not fit a message');
});
