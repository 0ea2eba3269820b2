import { expect, it, vi } from 'vitest';
import { announce } from '../../functions/app/announce.ts';
import { arnOf, stored } from '../domain/notification/samples.ts';

const urgent = new Set(['critical', 'high'] as const);

it('publishes a batch in one message', async () => {
  const publish = vi.fn(async () => {});
  const batch = ['a', 'b', 'c'].map((name) => stored('opened', { target: arnOf(name) }));

  const announced = await announce(
    [...batch, stored('opened', { severity: 'low' })],
    urgent,
    publish,
  );

  expect(announced).toEqual({ transitions: 4, announced: 3 });
  expect(publish).toHaveBeenCalledTimes(1);
});

it('publishes nothing when nothing is urgent', async () => {
  const publish = vi.fn(async () => {});

  const announced = await announce([stored('opened', { severity: 'low' })], urgent, publish);

  expect(announced).toEqual({ transitions: 1, announced: 0 });
  expect(publish).not.toHaveBeenCalled();
});
